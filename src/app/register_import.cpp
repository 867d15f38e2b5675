// Columns are found by their names in the first line, English or Chinese, in any order.
#include "app/register_import.h"

#include <algorithm>
#include <charconv>
#include <span>

#include "app/csv.h"
#include "base/credit_code.h"

namespace zq {

namespace {

struct ColumnName {
    std::string_view name;
    std::string_view zh;
    bool required = false;
};

constexpr ColumnName enterprise_columns[] = {
    {"name", "企业名称", true},
    {"uscc", "统一社会信用代码", true},
    {"registered_in", "注册地", true},
    {"legal_form", "法定形式", true},
    {"legal_person", "独立法人"},
    {"honours", "称号"},
    {"negative", "一般失信"},
    {"serious_negative", "严重失信日期"},
    {"judgment_debtor", "失信被执行人"},
};
constexpr ColumnName provider_columns[] = {
    {"name", "机构名称", true},
    {"uscc", "统一社会信用代码", true},
    {"registered_in", "注册地", true},
    {"founded", "成立日期", true},
    {"qualifications", "资质"},
    {"contracts_last_year", "上年合同数"},
    {"revenue_last_year", "上年营收"},
    {"equipment_sets", "设备套数"},
    {"approved", "平台认可"},
    {"negative", "一般失信"},
    {"serious_negative", "严重失信日期"},
    {"judgment_debtor", "失信被执行人"},
};

constexpr std::string_view legal_forms[] = {
    "company", "partnership", "sole-proprietorship", "individual-business",
    "branch",  "institution", "kindergarten",        "association"};

bool is_legal_person(std::string_view form) {
    return form == "company" || form == "institution" || form == "kindergarten" ||
           form == "association";
}

// One line of the list, its cells by the names of their columns.
class LineReader {
public:
    LineReader(const CsvLine& line, const std::map<std::string, std::size_t>& columns,
               std::vector<LineProblem>& problems)
        : line_{line}, columns_{columns}, problems_{problems} {}

    std::string text(const std::string& field) const {
        const auto found = columns_.find(field);
        if (found == columns_.end() || found->second >= line_.cells.size()) return {};
        return std::string{trimmed(line_.cells[found->second])};
    }
    std::string needed(const std::string& field, const std::string& right) const {
        std::string value = text(field);
        if (value.empty()) wrong(field, value, right);
        return value;
    }
    bool truth(const std::string& field, bool usual = false) const {
        const std::string value = text(field);
        if (value.empty()) return usual;
        if (value == "true" || value == "1" || value == "是") return true;
        if (value != "false" && value != "0" && value != "否") {
            wrong(field, value, "true, false, 1, 0, 是 or 否");
        }
        return false;
    }
    std::optional<Day> day(const std::string& field) const {
        const std::string value = text(field);
        if (value.empty()) return std::nullopt;
        const auto day = parse_day(value);
        if (!day) wrong(field, value, "a day like 2025-06-16");
        return day;
    }
    std::int64_t count(const std::string& field) const {
        const std::string value = text(field);
        if (value.empty()) return 0;
        std::int64_t number = 0;
        const auto [end, error] =
            std::from_chars(value.data(), value.data() + value.size(), number);
        if (error != std::errc{} || end != value.data() + value.size() || number < 0) {
            wrong(field, value, "a number from 0 on");
        }
        return number;
    }
    Money money(const std::string& field) const {
        const std::string value = text(field);
        if (value.empty()) return {};
        const auto amount = parse_yuan(value);
        if (!amount || *amount < Money{}) wrong(field, value, "yuan with two decimals: 8000000.00");
        return amount.value_or(Money{});
    }
    // "a;b" or "a；b"
    std::vector<std::string> list(const std::string& field) const {
        std::string rest = text(field);
        for (auto at = rest.find("；"); at != std::string::npos; at = rest.find("；")) {
            rest.replace(at, std::string_view{"；"}.size(), ";");
        }
        std::vector<std::string> parts;
        while (!rest.empty()) {
            const auto end = rest.find(';');
            const std::string part{trimmed(rest.substr(0, end))};
            if (!part.empty()) parts.push_back(part);
            rest = end == std::string::npos ? "" : rest.substr(end + 1);
        }
        return parts;
    }
    // A comma that is not quoted shifts what comes after it.
    void check_cells() const {
        for (std::size_t i = columns_.size(); i < line_.cells.size(); ++i) {
            if (line_.cells[i].empty()) continue;
            return wrong("line", line_.cells[i],
                         "no more cells than the first line has, " +
                             std::to_string(columns_.size()) +
                             "; a cell with a comma stands in quotes");
        }
    }
    void wrong(const std::string& field, const std::string& value, const std::string& right) const {
        problems_.push_back({line_.number, field, value, right});
    }

private:
    const CsvLine& line_;
    const std::map<std::string, std::size_t>& columns_;
    std::vector<LineProblem>& problems_;
};

Credit credit_of(const LineReader& line) {
    return {.negative = line.truth("negative"),
            .serious_negative = line.day("serious_negative"),
            .judgment_debtor = line.truth("judgment_debtor")};
}

std::string place_of(const LineReader& line) {
    const std::string place = line.text("registered_in");
    const bool digits = place.find_first_not_of("0123456789") == std::string::npos;
    if (place.size() != 6 || !digits) {
        line.wrong("registered_in", place, "a division code of six digits: 110108");
    }
    return place;
}

RecordEnterprise enterprise_of(const LineReader& line, const Source& source) {
    RecordEnterprise record;
    record.registered_in = place_of(line);
    record.legal_form = line.text("legal_form");
    if (std::ranges::find(legal_forms, record.legal_form) == std::end(legal_forms)) {
        line.wrong("legal_form", record.legal_form, "company, partnership, branch and so on");
    }
    record.legal_person = line.truth("legal_person", is_legal_person(record.legal_form));
    record.honours = line.list("honours");
    record.credit = credit_of(line);
    record.source = source;
    return record;
}

RecordProvider provider_of(const LineReader& line, const Source& source) {
    RecordProvider record;
    record.registered_in = place_of(line);
    record.founded = line.day("founded");
    record.credit = credit_of(line);
    record.qualifications = line.list("qualifications");
    record.contracts_last_year = line.count("contracts_last_year");
    record.revenue_last_year = line.money("revenue_last_year");
    record.equipment_sets = line.count("equipment_sets");
    record.approved = line.truth("approved");
    record.source = source;
    return record;
}

std::span<const ColumnName> columns_of(RegisterKind kind) {
    switch (kind) {
        case RegisterKind::enterprise: return enterprise_columns;
        case RegisterKind::provider: return provider_columns;
    }
    return {};
}

std::map<std::string, std::size_t> read_head(RegisterKind kind, const CsvLine& head,
                                             std::vector<LineProblem>& problems) {
    std::map<std::string, std::size_t> columns;
    for (std::size_t i = 0; i < head.cells.size(); ++i) {
        const auto known = std::ranges::find_if(columns_of(kind), [&](const ColumnName& column) {
            return column.name == head.cells[i] || column.zh == head.cells[i];
        });
        const bool is_known = known != columns_of(kind).end();
        if (!is_known || !columns.emplace(std::string{known->name}, i).second) {
            problems.push_back({head.number, "column", head.cells[i],
                                is_known ? "each column once" : "a column that this list has"});
        }
    }
    for (const ColumnName& column : columns_of(kind)) {
        if (column.required && !columns.contains(std::string{column.name})) {
            problems.push_back(
                {head.number, std::string{column.name}, "", "this column is needed"});
        }
    }
    return columns;
}

}  // namespace

RegisterList read_register(RegisterKind kind, const std::string& bytes, const Source& source) {
    RegisterList list;
    const auto lines = read_csv(bytes);
    if (!lines) {
        list.problems.push_back({lines.error().line, "file", "", lines.error().what});
        return list;
    }
    if (lines->empty()) {
        list.problems.push_back({1, "file", "", "a first line with the names of the columns"});
        return list;
    }
    const auto columns = read_head(kind, lines->front(), list.problems);
    if (!list.problems.empty()) return list;
    std::map<std::string, int> seen;
    for (std::size_t i = 1; i < lines->size(); ++i) {
        const std::size_t before = list.problems.size();
        const LineReader line{(*lines)[i], columns, list.problems};
        line.check_cells();
        RegisterRow row{.line = (*lines)[i].number,
                        .name = line.needed("name", "a name"),
                        .uscc = line.text("uscc"),
                        .record = {}};
        const auto code = parse_credit_code(row.uscc);
        if (!code) line.wrong("uscc", row.uscc, "18 characters with the right check digit");
        if (code) row.uscc = *code;
        const auto [first, is_new] = seen.emplace(row.uscc, row.line);
        if (code && !is_new) {
            line.wrong("uscc", row.uscc,
                       "each party once; line " + std::to_string(first->second) + " has it, too");
        }
        if (kind == RegisterKind::enterprise) row.record = enterprise_of(line, source);
        if (kind == RegisterKind::provider) row.record = provider_of(line, source);
        if (list.problems.size() == before) list.rows.push_back(std::move(row));
    }
    return list;
}

std::int64_t import_rows(const RegisterList& list, RegisterKind kind,
                         const std::function<Answer(Command)>& ask,
                         std::vector<LineProblem>& problems) {
    std::int64_t recorded = 0;
    for (const RegisterRow& row : list.rows) {
        const Answer organisation =
            ask(RegisterOrganisation{row.name, row.uscc, {std::string{name_of(kind)}}});
        if (!organisation) {
            problems.push_back(
                {row.line, "uscc", row.uscc, std::string{name_of(organisation.error().code())}});
            continue;
        }
        Command record = row.record;
        std::visit(
            [&]<class C>(C& command) {
                if constexpr (std::same_as<C, RecordEnterprise> ||
                              std::same_as<C, RecordProvider>) {
                    command.party = PartyId{organisation->id};
                    command.name = row.name;
                    command.uscc = row.uscc;
                }
            },
            record);
        const Answer answer = ask(std::move(record));
        if (answer) {
            ++recorded;
        } else {
            problems.push_back({row.line, "", "", std::string{name_of(answer.error().code())}});
        }
    }
    return recorded;
}

}  // namespace zq
