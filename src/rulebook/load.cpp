// Reads in the order in which things depend on each other, and throws only at the end.
#include "rulebook/load.h"

#include "base/digest.h"
#include "rulebook/consistency.h"
#include "rulebook/references.h"
#include "rulebook/rows.h"

namespace zq {

namespace fs = std::filesystem;

namespace {

void read_names(TableReader& in, Rulebook& book) {
    std::int64_t year = 0;
    in.need("code", book.code);
    in.need("year", year);
    in.need("order_prefix", book.order_prefix);
    in.need("title", book.title);
    in.need("currency", book.currency);
    in.need("currency_unit", book.currency_unit);
    if (year < 2000 || year > 2099) {
        in.problem("year", "a programme's year lies between 2000 and 2099");
    }
    book.year = static_cast<int>(year);
    if (in.has("currency") && book.currency != "CNY") {
        in.problem("currency", "'" + book.currency + "' is not counted in fen; only CNY is");
    }
}

// Files named by [programme] lie beside the programme's folder.
fs::path beside(const fs::path& dir, const char* folder, const std::string& name) {
    return (dir / ".." / folder / name).lexically_normal();
}

void read_environment(TableReader& in, const fs::path& dir, Rulebook& book, Problems& problems) {
    std::string zone;
    std::string calendar;
    std::string standard;
    std::string industries;
    if (in.need("zone", zone)) {
        if (const auto resolved = resolve_zone(zone)) {
            book.zone = *resolved;
        } else {
            in.problem("zone", "'" + zone +
                                   "' is unknown to this system; write one like "
                                   "Asia/Shanghai, and see that tzdata is installed");
        }
    }
    if (in.need("calendar", calendar)) {
        book.calendar = read_calendar(beside(dir, "calendars", calendar + ".toml"), problems);
        if (!book.calendar.covers(book.year)) {
            in.problem("calendar", "'" + calendar + "' has no year " + std::to_string(book.year) +
                                       "; add its days off and make-up days");
        }
    }
    if (in.need("standard", standard)) {
        book.standard = read_size_standard(beside(dir, "standards", standard + ".toml"), problems);
    }
    if (in.need("industries", industries)) {
        book.industries = read_industries(beside(dir, "standards", industries + ".tsv"), problems);
    }
}

void read_programme(const TomlNode& tree, const std::string& file, const fs::path& dir,
                    Rulebook& book, Problems& problems) {
    const TomlNode* node = tree.find("programme");
    if (!node) {
        problems.add(file, 1, "has no [programme]; begin with code, year, title and the rest");
        return;
    }
    TableReader in{*node, "[programme]", file, problems};
    read_names(in, book);
    read_environment(in, dir, book, problems);
    in.finish();
}

}  // namespace

std::shared_ptr<const Rulebook> load_rulebook_text(std::string text, const fs::path& dir) {
    const std::string file = (dir / "rulebook.toml").string();
    const TomlNode tree = parse_toml(text, file);
    Problems problems;
    auto book = std::make_shared<Rulebook>();
    book->digest = sha256_hex(text);
    book->text = std::move(text);
    book->clauses = read_clauses(dir, problems);
    read_programme(tree, file, dir, *book, problems);
    read_rows(tree, file, *book, problems);
    // A row that could not be read would contradict the others for no reason of its own.
    if (!problems.any()) check_consistency(*book, file, problems);
    problems.throw_if_any();
    add_usual_readings(*book);
    return book;
}

std::shared_ptr<const Rulebook> load_rulebook(const fs::path& dir) {
    return load_rulebook_text(read_bytes(dir / "rulebook.toml"), dir);
}

SizeStandard load_size_standard(const fs::path& file) {
    Problems problems;
    SizeStandard standard = read_size_standard(file, problems);
    problems.throw_if_any();
    return standard;
}

std::map<std::string, IndustryCode, std::less<>> load_industries(const fs::path& file) {
    Problems problems;
    auto industries = read_industries(file, problems);
    problems.throw_if_any();
    return industries;
}

bool is_industry(const std::map<std::string, IndustryCode, std::less<>>& industries,
                 std::string_view code) {
    const auto next = industries.lower_bound(code);
    return !code.empty() && next != industries.end() && next->first.starts_with(code);
}

}  // namespace zq
