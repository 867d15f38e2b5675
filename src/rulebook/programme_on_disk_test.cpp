// Standards, calendars and house clauses are the shipped ones, linked: tests run in the source
// tree.
#include "rulebook/programme_on_disk.h"

#include <unistd.h>

#include <atomic>
#include <fstream>

#include "base/check.h"

namespace zq {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view small = R"(
[programme]
code          = "small"
year          = 2025
order_prefix  = "SM2025"
title         = { zh = "小券", en = "Small vouchers" }
currency      = "CNY"
currency_unit = "元"
zone          = "Asia/Shanghai"
calendar      = "cn"
standard      = "sme-2011-300"
industries    = "gbt4754-2017"

[[direction]]
from     = 2025-01-01
code     = "advice"
name     = { zh = "咨询", en = "Advice" }
subtypes = [{ code = "legal", name = { zh = "法律", en = "Law" }, clauses = ["T-001"] }]
clauses  = ["T-001"]

[[act]]
from      = 2025-01-01
names     = ["claim", "accept", "sign", "redeem", "list-product"]
approvals = 1
clauses   = ["T-001"]

[[condition]]
from    = 2025-01-01
acts    = ["claim"]
code    = "not-in-beijing"
all_of  = ["place in 11*"]
clauses = ["T-002"]

[[rate]]
from    = 2025-01-01
share   = "30.00%"
clauses = ["T-003"]

[[cap]]
from    = 2025-01-01
per     = "year"
amount  = "20000.00"
clauses = ["T-004"]

[[deadline]]
from    = 2025-01-01
kind    = "acceptance"
after   = "5 working-days"
clauses = ["T-005"]

[[deadline]]
from    = 2025-01-01
kind    = "validity"
after   = "30 days"
longest = { term = "60 days", clauses = ["T-005"] }
clauses = ["T-005"]

[[paper]]
from    = 2025-01-01
act     = "redeem"
kind    = "contract"
name    = { zh = "合同", en = "Contract" }
count   = { min = 1, clauses = ["T-006"] }
sealed  = { clauses = ["T-006"] }
formats = { value = ["pdf"], clauses = ["T-006"] }
clauses = ["T-006"]

[[reminder]]
from    = 2025-01-01
kind    = "acceptance"
before  = "1 days"
to      = "provider"
clauses = ["T-005"]

[[reading]]
from    = 2025-01-01
name    = "validity_reaches"
value   = "redemption"
clauses = ["T-005"]

[[reading]]
from    = 2025-01-01
name    = "subsidised_period"
value   = "1 years"
clauses = ["T-003"]

[[reading]]
from    = 2025-01-01
name    = "proration"
value   = "days"
clauses = ["T-003"]

[[reading]]
from    = 2025-01-01
name    = "remainder"
value   = "refuse"
clauses = ["T-004"]

[[refusal]]
from    = 2025-01-01
codes   = ["not-listed", "sold-out", "budget-exhausted", "related-parties"]
acts    = ["claim"]
clauses = ["T-007"]

[[refusal]]
from    = 2025-01-01
codes   = ["subsidy-zero", "too-late", "product-mismatch"]
clauses = ["T-008"]

[[refusal]]
from    = 2025-01-01
codes   = ["contract-before-order", "service-before-order"]
clauses = ["T-009"]

[[label]]
from    = 2025-01-01
name    = "claim.page"
value   = "券"
clauses = ["T-001"]
)";

}  // namespace

std::string small_rulebook() {
    return std::string{small.substr(1)};
}

std::string small_clauses() {
    std::string text;
    for (int i = 1; i <= 9; ++i) {
        text += "[[clause]]\nid = \"T-00" + std::to_string(i) + "\"\nref = \"" + std::to_string(i) +
                "\"\nstage = \"claim\"\nactor = \"enterprise\"\nkind = \"condition\"\n"
                "zh = \"条款\"\nen = \"A clause.\"\n\n";
    }
    return text;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    check(at != std::string::npos, "the text to replace is there");
    return text.replace(at, from.size(), to);
}

int line_of(std::string_view text, std::string_view mark) {
    const std::size_t at = text.find(mark);
    if (at == std::string_view::npos) return 0;
    int line = 1;
    for (const char c : text.substr(0, at)) line += c == '\n' ? 1 : 0;
    return line;
}

ProgrammeOnDisk::ProgrammeOnDisk(const std::string& rulebook, const std::string& clauses) {
    static std::atomic<int> count = 0;
    const std::string name = "zq-" + std::to_string(getpid()) + "-" + std::to_string(++count);
    root_ = fs::temp_directory_path() / name;
    dir_ = root_ / "programmes" / "small";
    fs::create_directories(dir_);
    for (const char* shared : {"house", "standards", "calendars"}) {
        fs::create_directory_symlink(fs::absolute(fs::path{"programmes"} / shared),
                                     root_ / "programmes" / shared);
    }
    write("programmes/small/rulebook.toml", rulebook);
    write("programmes/small/clauses.toml", clauses);
}

ProgrammeOnDisk::~ProgrammeOnDisk() {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
}

void ProgrammeOnDisk::write(const fs::path& path, const std::string& text) const {
    const fs::path file = root_ / path;
    fs::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << text;
}

}  // namespace zq
