// One `fill` a type of row; what all rows have in common (days, when, clauses) is read once.
#include "rulebook/rows.h"

#include <algorithm>

#include "domain/readings.h"

namespace zq {

namespace {

class RowsReader {
public:
    RowsReader(const TomlNode& tree, const std::string& file, Rulebook& book, Problems& problems)
        : tree_{tree}, file_{file}, book_{book}, problems_{problems} {
        for (const Clause& clause : book.clauses) clauses_.insert(clause.id);
    }

    // Calls read(in, row) for each row of [[key]]: `row` has its head, `in` the rest.
    template <class T, class Read>
    void each(const std::string& key, Read read) {
        known_.insert(key);
        const TomlNode* node = tree_.find(key);
        if (!node) return;
        if (!node->if_list()) {
            problems_.add(file_, node->line,
                          "'" + key + "' is a list of tables; write [[" + key + "]]");
            return;
        }
        for (const TomlNode& table : *node->if_list()) {
            TableReader in{table, "[[" + key + "]]", file_, problems_};
            Row<T> row;
            head(in, row);
            read(in, row);
            in.finish();
        }
    }

    template <class T, class Fill>
    void table(const std::string& key, Table<T>& table, Fill fill) {
        table.name = key;
        each<T>(key, [&](TableReader& in, Row<T>& row) {
            fill(in, row.value);
            table.rows.push_back(std::move(row));
        });
    }

    // `key` of a table that holds clauses of its own.
    void clauses(TableReader& in, Clauses& out) {
        if (!in.need("clauses", out)) return;
        if (out.empty()) in.problem("clauses", "is empty; cite at least one clause");
        for (const ClauseId& id : out) {
            if (clauses_.contains(id)) continue;
            in.problem("clauses", "'" + id +
                                      "' is no clause of this programme or the house; "
                                      "correct the number or add it to clauses.toml");
        }
    }

    // An aspect: an inline table with its own clauses, `formats = { value = ["pdf"], clauses = […]
    // }`.
    template <class Read>
    void aspect(TableReader& in, const std::string& key, Clauses& cited, Read read) {
        const TomlNode* node = in.take(key);
        if (!node) return;
        TableReader inner{*node, key, file_, problems_};
        read(inner);
        clauses(inner, cited);
        inner.finish();
    }
    void aspect(TableReader& in, const std::string& key, Clauses& cited) {
        aspect(in, key, cited, [](TableReader&) {});
    }

    void report_unknown_tables() {
        for (const TomlMember& member : *tree_.if_table()) {
            if (known_.contains(member.key) || member.key == "programme") continue;
            problems_.add(file_, member.node.line,
                          "[[" + member.key + "]] is no table of a rulebook; is it misspelt?");
        }
    }

    Rulebook& book() { return book_; }

private:
    template <class T>
    void head(TableReader& in, Row<T>& row) {
        row.line = in.line();
        in.need("from", row.validity.from);
        in.may("until", row.validity.until);
        in.may("when", row.when);
        clauses(in, row.clauses);
        if (row.validity.until && *row.validity.until < row.validity.from) {
            in.problem("until", "lies before 'from'; a row ends on its first day or later");
        }
    }

    const TomlNode& tree_;
    const std::string& file_;
    Rulebook& book_;
    Problems& problems_;
    std::set<std::string, std::less<>> clauses_;
    std::set<std::string, std::less<>> known_;
};

void read_directions(RowsReader& rows) {
    rows.each<Direction>("direction", [&](TableReader& in, Row<Direction>& row) {
        in.need("code", row.value.code);
        in.need("name", row.value.name);
        in.may("field", row.value.field);
        in.may("open_list", row.value.open_list);
        in.may("notice", row.value.notice);
        const TomlNode* subtypes = in.take("subtypes");
        if (subtypes && !subtypes->if_list()) in.problem("subtypes", "write a list of tables");
        if (subtypes && subtypes->if_list()) {
            for (const TomlNode& node : *subtypes->if_list()) {
                TableReader inner{node, "subtype", in.file(), in.problems()};
                Direction::Subtype& subtype = row.value.subtypes.emplace_back();
                inner.need("code", subtype.code);
                inner.need("name", subtype.name);
                rows.clauses(inner, subtype.clauses);
                inner.finish();
            }
        }
        rows.book().directions.push_back(row);
    });
}

// One row may name several acts that rest on the same clauses.
void read_acts(RowsReader& rows) {
    Table<Act>& table = rows.book().acts;
    table.name = "act";
    rows.each<Act>("act", [&](TableReader& in, Row<Act>& row) {
        std::vector<std::string> names;
        in.need("names", names);
        in.need("approvals", row.value.approvals);
        if (row.value.approvals != 1 && row.value.approvals != 2) {
            in.problem("approvals", "an act takes 1 person or 2");
        }
        for (std::string& name : names) {
            row.value.name = std::move(name);
            table.rows.push_back(row);
        }
    });
}

// Likewise several codes, and several acts.
void read_refusals(RowsReader& rows) {
    Table<RefusalRule>& table = rows.book().refusals;
    table.name = "refusal";
    rows.each<RefusalRule>("refusal", [&](TableReader& in, Row<RefusalRule>& row) {
        std::vector<Code> codes;
        std::vector<std::string> acts;
        in.need("codes", codes);
        in.may("acts", acts);
        if (acts.empty()) acts.emplace_back();
        for (const Code code : codes) {
            for (const std::string& act : acts) {
                row.value = RefusalRule{code, act};
                table.rows.push_back(row);
            }
        }
    });
}

void fill_condition(TableReader& in, Condition& condition) {
    in.need("acts", condition.acts);
    in.need("code", condition.code);
    in.may("all_of", condition.all_of);
    in.may("any_of", condition.any_of);
    if (condition.all_of.empty() && condition.any_of.empty()) {
        in.problem("asks for nothing; give 'all_of', 'any_of' or both");
    }
}

void fill_deadline(RowsReader& rows, TableReader& in, DeadlineRule& rule) {
    in.need("kind", rule.kind);
    in.may("after", rule.after);
    in.may("by", rule.by);
    in.may("within_validity", rule.within_validity);
    in.may("extension", rule.extension);
    rows.aspect(in, "longest", rule.longest_clauses,
                [&](TableReader& longest) { longest.need("term", rule.longest); });
    if (!rule.after && !rule.by && !rule.within_validity && in.has("kind")) {
        in.problem("has no end; give 'after', 'by' or 'within_validity = true'");
    }
}

void fill_paper_limits(RowsReader& rows, TableReader& in, Paper& paper) {
    rows.aspect(in, "count", paper.count_clauses,
                [&](TableReader& count) { count.need("min", paper.count_min); });
    rows.aspect(in, "characters", paper.characters_clauses,
                [&](TableReader& characters) { characters.need("min", paper.characters_min); });
    rows.aspect(in, "files", paper.files_clauses,
                [&](TableReader& files) { files.need("max", paper.files_max); });
    rows.aspect(in, "formats", paper.format_clauses,
                [&](TableReader& formats) { formats.need("value", paper.formats); });
}

void fill_paper(RowsReader& rows, TableReader& in, Paper& paper) {
    in.need("act", paper.act);
    in.need("kind", paper.kind);
    in.need("name", paper.name);
    in.may("required", paper.required);
    in.may("in_place_of", paper.in_place_of);
    in.may("asked_when_field", paper.asked_when_field);
    in.may("late_flag", paper.late_flag);
    rows.aspect(in, "missing", paper.missing_clauses);
    rows.aspect(in, "sealed", paper.sealed_clauses);
    rows.aspect(in, "unique_number", paper.unique_clauses);
    paper.unique_number = !paper.unique_clauses.empty();
    rows.aspect(in, "unique_file", paper.unique_file_clauses);
    fill_paper_limits(rows, in, paper);
    rows.aspect(in, "not_before", paper.not_before_clauses, [&](TableReader& anchor) {
        anchor.need("value", paper.not_before);
        anchor.may("code", paper.too_early_code);
    });
    rows.aspect(in, "sum", paper.sum_clauses, [&](TableReader& sum) {
        sum.need("value", paper.sum);
        sum.may("flag", paper.sum_flag);
    });
}

void fill_field(TableReader& in, FormField& field) {
    in.need("name", field.name);
    in.need("label", field.label);
    in.need("format", field.format);
    in.may("required", field.required);
    in.may("example", field.example);
    in.may("characters_max", field.characters_max);
    in.may("options", field.options);
    in.may("personal", field.personal);
    in.may("is_provider_name", field.is_provider_name);
    in.may("excluded", field.excluded);
    in.may("excluded_when", field.excluded_when);
    in.may("required_with_flag", field.required_with_flag);
}

void fill_sanction(RowsReader& rows, TableReader& in, SanctionRule& rule) {
    in.need("ground", rule.ground);
    in.need("name", rule.name);
    in.may("term", rule.term);
    bool for_good = false;
    in.may("for_good", for_good);
    rows.aspect(in, "ban", rule.ban_clauses);
    if (rule.ban_clauses.empty())
        in.problem("says no clauses for refusals; give ban = { clauses = … }");
    if (for_good == rule.term.has_value()) {
        in.problem("bans for a time or for good; give 'term' or 'for_good = true', not both");
    }
}

void read_small_tables(RowsReader& rows) {
    Rulebook& book = rows.book();
    rows.table("rate", book.rates,
               [](TableReader& in, BasisPoints& rate) { in.need("share", rate); });
    rows.table("cap", book.caps, [](TableReader& in, Cap& cap) {
        in.need("per", cap.per);
        in.need("amount", cap.amount);
    });
    rows.table("exclusive", book.exclusives, [](TableReader& in, Exclusive& exclusive) {
        in.need("direction", exclusive.direction);
        in.need("subtypes", exclusive.subtypes);
    });
    rows.table("criterion", book.criteria, [](TableReader& in, Criterion& criterion) {
        in.need("name", criterion.name);
        in.need("label", criterion.label);
        in.may("points_max", criterion.points_max);
        if (criterion.points_max < 1 || criterion.points_max > 100) {
            in.problem("points_max", "experts give 1 to 100 points at most");
        }
    });
    rows.table("reminder", book.reminders, [](TableReader& in, Reminder& reminder) {
        in.need("kind", reminder.kind);
        in.need("before", reminder.before);
        in.need("to", reminder.to);
    });
    rows.table("label", book.labels, [](TableReader& in, Label& label) {
        in.need("name", label.name);
        in.need("value", label.value);
        in.may("unit", label.unit);
    });
}

// Reads a [[reading]] into the table of its name.
void read_reading(TableReader& in, const Row<std::string>& head, Rulebook& book) {
    std::string name;
    if (!in.need("name", name)) return;
    bool known = false;
    std::string names;
    visit_readings(book, [&]<class T>(std::string_view own, Table<T>& table, auto, ReadingNeed) {
        names += (names.empty() ? "" : ", ") + std::string{own};
        if (own != name) return;
        known = true;
        Row<T> row{.validity = head.validity,
                   .when = head.when,
                   .value = {},
                   .clauses = head.clauses,
                   .line = head.line};
        if (in.need("value", row.value)) table.rows.push_back(std::move(row));
    });
    in.take("value");
    if (!known) in.problem("name", "'" + name + "' is no reading; known are " + names);
}

}  // namespace

void read_rows(const TomlNode& tree, const std::string& file, Rulebook& book, Problems& problems) {
    RowsReader rows{tree, file, book, problems};
    read_directions(rows);
    read_acts(rows);
    read_refusals(rows);
    rows.table("condition", book.conditions, fill_condition);
    read_small_tables(rows);
    rows.table("deadline", book.deadlines,
               [&](TableReader& in, DeadlineRule& rule) { fill_deadline(rows, in, rule); });
    rows.table("paper", book.papers,
               [&](TableReader& in, Paper& paper) { fill_paper(rows, in, paper); });
    rows.table("field", book.fields, fill_field);
    rows.table("sanction", book.sanctions,
               [&](TableReader& in, SanctionRule& rule) { fill_sanction(rows, in, rule); });
    visit_readings(
        book, [](std::string_view name, auto& table, auto, ReadingNeed) { table.name = name; });
    rows.each<std::string>(
        "reading", [&](TableReader& in, Row<std::string>& row) { read_reading(in, row, book); });
    rows.report_unknown_tables();
}

}  // namespace zq
