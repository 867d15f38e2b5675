// Each file is read strictly on its own; whether what it says suits the rulebook is checked
// elsewhere.
#include "rulebook/references.h"

#include <date/tz.h>

#include <algorithm>

#include "rulebook/table_reader.h"

namespace zq {

namespace fs = std::filesystem;

namespace {

// The tree of a file; nothing when it cannot be had, which is then a problem.
std::optional<TomlNode> tree_of(const fs::path& file, Problems& problems) {
    try {
        return parse_toml(read_bytes(file), file.string());
    } catch (const RulebookError& error) {
        problems.add(error);
        return std::nullopt;
    }
}

// The rows of [[name]], each a table.
const TomlNode::List& rows_of(const TomlNode& tree, const std::string& name,
                              const std::string& file, Problems& problems) {
    static const TomlNode::List none;
    const TomlNode* node = tree.find(name);
    if (!node || !node->if_list()) {
        problems.add(file, node ? node->line : 1, "has no [[" + name + "]]; add one table a row");
        return none;
    }
    return *node->if_list();
}

void report_other_keys(const TomlNode& tree, std::initializer_list<std::string_view> known,
                       const std::string& file, Problems& problems) {
    for (const TomlMember& member : *tree.if_table()) {
        if (std::ranges::find(known, member.key) != known.end()) continue;
        problems.add(file, member.node.line, "has the unknown table '" + member.key + "'");
    }
}

void read_clause_file(const fs::path& path, std::vector<Clause>& clauses, Problems& problems) {
    const std::string file = path.string();
    const auto tree = tree_of(path, problems);
    if (!tree) return;
    report_other_keys(*tree, {"clause"}, file, problems);
    for (const TomlNode& row : rows_of(*tree, "clause", file, problems)) {
        TableReader in{row, "[[clause]]", file, problems};
        Clause clause;
        in.need("id", clause.id);
        in.need("ref", clause.ref);
        in.need("stage", clause.stage);
        in.need("actor", clause.actor);
        in.need("kind", clause.kind);
        in.need("zh", clause.summary.zh);
        in.need("en", clause.summary.en);
        in.finish();
        if (std::ranges::find(clauses, clause.id, &Clause::id) != clauses.end()) {
            in.problem("id", "'" + clause.id + "' is given twice; give each clause its own number");
        }
        clauses.push_back(std::move(clause));
    }
}

IndustryClass read_class(TableReader& in) {
    IndustryClass row;
    in.need("code", row.code);
    in.need("zh", row.zh);
    in.need("en", row.en);
    in.need("industries", row.industries);
    in.need("sme_if", row.sme_if);
    in.need("medium_if", row.medium_if);
    in.need("small_if", row.small_if);
    in.finish();
    if (row.industries.empty()) in.problem("takes no industry; name prefixes of codes");
    return row;
}

std::vector<std::string> columns_of(std::string_view line) {
    std::vector<std::string> columns;
    for (;;) {
        const std::size_t tab = line.find('\t');
        columns.emplace_back(line.substr(0, tab));
        if (tab == std::string_view::npos) return columns;
        line.remove_prefix(tab + 1);
    }
}

}  // namespace

std::vector<Clause> read_clauses(const fs::path& dir, Problems& problems) {
    std::vector<fs::path> files;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator{dir, none}) {
        const fs::path& path = entry.path();
        if (path.filename().string().starts_with("clauses") && path.extension() == ".toml") {
            files.push_back(path);
        }
    }
    std::ranges::sort(files, {}, [](const fs::path& path) { return path.stem().string(); });
    if (files.empty()) {
        problems.add((dir / "clauses.toml").string(), 1,
                     "is not there; a programme has its guide's clauses");
    }
    files.push_back(dir / ".." / "house" / "clauses.toml");
    std::vector<Clause> clauses;
    for (const fs::path& file : files) read_clause_file(file, clauses, problems);
    return clauses;
}

SizeStandard read_size_standard(const fs::path& path, Problems& problems) {
    const std::string file = path.string();
    const auto tree = tree_of(path, problems);
    SizeStandard standard;
    if (!tree) return standard;
    report_other_keys(*tree, {"standard", "class"}, file, problems);
    const TomlNode* head = tree->find("standard");
    if (!head) {
        problems.add(file, 1, "has no [standard]; add it with id, title, issued and industries");
        return standard;
    }
    TableReader in{*head, "[standard]", file, problems};
    Text title;
    Day issued;
    std::string industries;
    in.need("id", standard.id);
    in.need("title", title);
    in.need("issued", issued);
    in.need("industries", industries);
    in.finish();
    standard.title_zh = title.zh;
    standard.title_en = title.en;
    for (const TomlNode& row : rows_of(*tree, "class", file, problems)) {
        TableReader reader{row, "[[class]]", file, problems};
        standard.classes.push_back(read_class(reader));
    }
    return standard;
}

std::map<std::string, IndustryCode, std::less<>> read_industries(const fs::path& path,
                                                                 Problems& problems) {
    std::map<std::string, IndustryCode, std::less<>> industries;
    std::string bytes;
    try {
        bytes = read_bytes(path);
    } catch (const RulebookError& error) {
        problems.add(error);
    }
    int number = 0;
    for (std::string_view rest = bytes; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        ++number;
        if (line.empty() || line.starts_with('#')) continue;
        const auto columns = columns_of(line);
        const auto level = columns.size() == 3 ? parse_count(columns[1]) : Parsed<std::int64_t>{0};
        if (!level || *level < 1 || *level > 4 || columns[2].empty()) {
            problems.add(path.string(), number,
                         "is no row; write code, level 1 to 4 and name, "
                         "parted by tabs");
            continue;
        }
        industries[columns[0]] = IndustryCode{static_cast<int>(*level), columns[2]};
    }
    return industries;
}

WorkingCalendar read_calendar(const fs::path& path, Problems& problems) {
    const std::string file = path.string();
    const auto tree = tree_of(path, problems);
    WorkingCalendar calendar;
    if (!tree) return calendar;
    report_other_keys(*tree, {"year"}, file, problems);
    for (const TomlNode& row : rows_of(*tree, "year", file, problems)) {
        TableReader in{row, "[[year]]", file, problems};
        std::int64_t year = 0;
        std::vector<Day> off;
        std::vector<Day> work;
        in.need("year", year);
        in.need("off", off);
        in.need("work", work);
        in.finish();
        for (const auto* days : {&off, &work}) {
            for (const Day day : *days) {
                if (year_of(day) == year) continue;
                in.problem(to_text(day) + " lies in another year; move it there");
            }
        }
        if (calendar.covers(static_cast<int>(year))) in.problem("year", "is given twice");
        calendar.add(
            {static_cast<int>(year), {off.begin(), off.end()}, {work.begin(), work.end()}});
    }
    return calendar;
}

std::optional<Zone> resolve_zone(const std::string& name) {
    using std::chrono::sys_seconds;
    const date::time_zone* zone = nullptr;
    try {
        zone = date::locate_zone(name);
    } catch (const std::exception&) {
        return std::nullopt;
    }
    Zone resolved{.name = name, .offsets = {}};
    const sys_seconds end = make_day(2100, 1, 1);
    for (sys_seconds at = make_day(1990, 1, 1); at < end;) {
        const date::sys_info info = zone->get_info(at);
        const auto seconds = static_cast<std::int32_t>(info.offset.count());
        if (resolved.offsets.empty() || resolved.offsets.back().seconds != seconds) {
            const Instant from{at.time_since_epoch().count() * Instant::second};
            resolved.offsets.push_back({from, seconds});
        }
        at = info.end;
    }
    return resolved;
}

}  // namespace zq
