// The checks that need the whole rulebook. Each names the row that has to change.
#include "rulebook/consistency.h"

#include <algorithm>

#include "domain/acts.h"
#include "domain/commands.h"
#include "domain/readings.h"
#include "rulebook/known_names.h"
#include "rulebook/refusal_needs.h"

namespace zq {

namespace {

class Consistency {
public:
    Consistency(const Rulebook& book, const std::string& file, Problems& problems)
        : book_{book}, file_{file}, problems_{problems} {}

    void run() {
        check_readings();
        check_single_valued();
        check_unique_names();
        check_amounts();
        check_deadlines();
        check_papers_and_fields();
        check_reminders();
        check_refusals();
        check_known_names(book_, file_, problems_);
    }

private:
    void problem(int line, const std::string& what) { problems_.add(file_, line, what); }
    Day first_day() const { return make_day(book_.year, 1, 1); }
    bool offers(std::string_view act) const {
        return std::ranges::any_of(book_.acts.rows,
                                   [&](const Row<Act>& row) { return row.value.name == act; });
    }

    // Rows that answer one question: on every day from 1 January on exactly one of those without
    // `when`.
    template <class T>
    void check_timeline(const std::string& what, const std::vector<const Row<T>*>& rows,
                        bool may_begin_late = false) {
        std::optional<Day> next = may_begin_late ? std::nullopt : std::optional{first_day()};
        bool open_end = false;
        const Row<T>* last = nullptr;
        for (const Row<T>* row : rows) {
            if (!row->when.empty()) {
                if (last) {
                    problem(row->line,
                            what +
                                ": a row with 'when' stands below the one for everybody, "
                                "which would win; move it above");
                }
                continue;
            }
            check_follows(what, row->validity, row->line, next, open_end);
            last = row;
            open_end = !row->validity.until;
            next = open_end ? row->validity.from : *row->validity.until + std::chrono::days{1};
        }
        if (last && !open_end) {
            problem(last->line,
                    what + " ends on " + to_text(*last->validity.until) +
                        "; add the row that holds from the day after, or leave 'until' out");
        }
    }

    void check_follows(const std::string& what, const Validity& row, int line,
                       std::optional<Day> next, bool open_end) {
        if (open_end) {
            const char* advice =
                "close the row before it with 'until' on the day before, and keep rows "
                "in order of their days";
            return problem(line, what + " overlaps the row above, which is open-ended; " + advice);
        }
        if (!next || row.from == *next) return;
        if (row.from > *next) {
            problem(line, what + " has no row from " + to_text(*next) +
                              " on; begin this one then, or "
                              "add one");
        } else {
            problem(line,
                    what + " begins on " + to_text(row.from) + ", before " + to_text(*next) +
                        "; rows follow each other without overlap, the first from 1 January on");
        }
    }

    template <class T, class Key>
    void check_grouped(const std::string& what, const std::vector<Row<T>>& rows, Key key,
                       bool may_begin_late) {
        std::map<std::string, std::vector<const Row<T>*>> groups;
        for (const Row<T>& row : rows) groups[key(row.value)].push_back(&row);
        for (const auto& [name, group] : groups) {
            std::string which = what;
            if (!name.empty()) which.append(" '").append(name).append("'");
            check_timeline(which, group, may_begin_late);
        }
    }

    void check_readings() {
        visit_readings(book_, [&]<class T>(std::string_view name, const Table<T>& table, auto,
                                           ReadingNeed need) {
            if (!table.rows.empty() || !needed(need)) return;
            problem(1, "[[reading]] '" + std::string{name} + "' is missing: " + reason_for(need) +
                           "; add it with value and clauses");
        });
    }

    bool needed(ReadingNeed need) const {
        switch (need) {
            case ReadingNeed::never: return false;
            case ReadingNeed::with_sign: return offers("sign");
            case ReadingNeed::with_caps: return !book_.caps.rows.empty();
            case ReadingNeed::with_refunds: return offers("report-refund");
            case ReadingNeed::with_validity:
                return std::ranges::any_of(book_.deadlines.rows, [](const Row<DeadlineRule>& row) {
                    return row.value.kind == DeadlineKind::validity;
                });
        }
        return false;
    }

    static std::string reason_for(ReadingNeed need) {
        switch (need) {
            case ReadingNeed::never: return "";
            case ReadingNeed::with_sign: return "contracts are signed";
            case ReadingNeed::with_caps: return "there are caps";
            case ReadingNeed::with_refunds: return "refunds are reported";
            case ReadingNeed::with_validity: return "vouchers have a validity";
        }
        return "";
    }

    void check_single_valued() {
        const auto one = [](const auto&) { return std::string{}; };
        visit_readings(
            book_, [&]<class T>(std::string_view name, const Table<T>& table, auto, ReadingNeed) {
                check_grouped("[[reading]] '" + std::string{name} + "'", table.rows, one, false);
            });
        check_grouped("[[rate]]", book_.rates.rows, one, false);
        check_grouped(
            "[[deadline]]", book_.deadlines.rows,
            [](const DeadlineRule& rule) { return std::string{name_of(rule.kind)}; }, false);
        if (book_.rates.rows.empty() && offers("claim")) {
            problem(1, "[[rate]] is missing: vouchers are claimed; add it with share and clauses");
        }
    }

    // An act, a label, a direction may begin or end in mid-year; two of a name may not hold at
    // once.
    void check_unique_names() {
        check_no_twins("[[act]]", book_.acts.rows, [](const Act& act) { return act.name; });
        check_no_twins("[[label]]", book_.labels.rows, [](const Label& l) { return l.name; });
        check_no_twins("[[direction]]", book_.directions,
                       [](const Direction& d) { return d.code; });
        check_no_twins("[[field]]", book_.fields.rows, [](const FormField& f) { return f.name; });
        check_no_twins("[[sanction]]", book_.sanctions.rows,
                       [](const SanctionRule& rule) { return rule.ground; });
        check_no_twins("[[paper]]", book_.papers.rows,
                       [](const Paper& paper) { return paper.act + " " + paper.kind; });
        check_no_twins("[[refusal]]", book_.refusals.rows, [](const RefusalRule& rule) {
            return std::string{name_of(rule.code)} + (rule.act.empty() ? "" : " " + rule.act);
        });
    }

    template <class T, class Key>
    void check_no_twins(const std::string& what, const std::vector<Row<T>>& rows, Key key) {
        std::map<std::string, std::vector<const Row<T>*>> seen;
        for (const Row<T>& row : rows) {
            for (const Row<T>* other : seen[key(row.value)]) {
                if (!row.when.empty() || !other->when.empty() ||
                    !meet(row.validity, other->validity)) {
                    continue;
                }
                problem(row.line, what + " '" + key(row.value) + "' stands already on line " +
                                      std::to_string(other->line) +
                                      "; close that row or drop this one");
            }
            seen[key(row.value)].push_back(&row);
        }
    }

    static bool meet(const Validity& a, const Validity& b) {
        return (!a.until || b.from <= *a.until) && (!b.until || a.from <= *b.until);
    }

    void check_amounts() {
        for (const Row<BasisPoints>& row : book_.rates.rows) {
            if (row.value.count < 1 || row.value.count > BasisPoints::whole) {
                problem(row.line, "[[rate]] 'share' lies above 0.00% and at most at 100.00%");
            }
        }
        for (const Row<Cap>& row : book_.caps.rows) {
            if (row.value.amount.fen <= 0) {
                problem(row.line,
                        "[[cap]] 'amount' of " + to_yuan(row.value.amount) +
                            " would leave nothing to claim; give an amount above zero, or "
                            "drop the row");
            }
        }
        for (const auto& row : book_.stars_max.rows) {
            if (row.value < 1 || row.value > 100)
                problem(row.line, "stars_max lies between 1 and 100");
        }
    }

    void check_deadlines() {
        for (const Row<DeadlineRule>& row : book_.deadlines.rows) {
            const DeadlineRule& rule = row.value;
            const std::string what = "[[deadline]] '" + std::string{name_of(rule.kind)} + "'";
            if (rule.by && year_of(*rule.by) != book_.year && year_of(*rule.by) != book_.year + 1) {
                problem(row.line,
                        what + ": 'by' lies in neither the programme's year nor the next one");
            }
            const bool fixed =
                rule.kind == DeadlineKind::claims || rule.kind == DeadlineKind::application;
            if (fixed && !rule.by) problem(row.line, what + " is a last day; give 'by'");
            if (rule.within_validity && rule.kind == DeadlineKind::validity) {
                problem(row.line, what + " cannot lie within itself; drop 'within_validity'");
            }
            check_longest(row, what);
        }
    }

    void check_longest(const Row<DeadlineRule>& row, const std::string& what) {
        const DeadlineRule& rule = row.value;
        if (!rule.longest) return;
        if (rule.kind != DeadlineKind::validity) {
            problem(row.line,
                    what + ": 'longest' limits what a product is given; only validity has it");
        }
        if (!rule.after || rule.after->unit != rule.longest->unit) {
            problem(row.line, what + ": 'longest' needs an 'after' in the same unit");
        } else if (rule.longest->count < rule.after->count) {
            problem(row.line, what + ": the longest, " + to_text(*rule.longest) +
                                  ", is shorter than the usual, " + to_text(*rule.after));
        }
    }

    void check_papers_and_fields() {
        for (const Row<Paper>& row : book_.papers.rows) {
            const Paper& paper = row.value;
            const std::string what = "[[paper]] '" + paper.kind + "'";
            if (!paper.count_clauses.empty() && paper.count_min < 1) {
                problem(row.line, what + ": 'count' has a 'min' of at least 1");
            }
            if (!paper.characters_clauses.empty() && paper.characters_min < 1) {
                problem(row.line, what + ": 'characters' has a 'min' of at least 1");
            }
            if (!paper.files_clauses.empty() && paper.files_max < 1) {
                problem(row.line,
                        what + ": 'files' has a 'max' of at least 1, or nobody could comply");
            }
            if (!paper.format_clauses.empty() && paper.formats.empty()) {
                problem(row.line, what + ": 'formats' names at least one, or drop it");
            }
        }
        for (const Row<FormField>& row : book_.fields.rows) check_field(row);
        for (const Row<Exclusive>& row : book_.exclusives.rows) {
            if (row.value.subtypes.size() < 2) {
                problem(row.line,
                        "[[exclusive]] 'subtypes' names the two or more that exclude each other");
            }
        }
    }

    void check_field(const Row<FormField>& row) {
        const FormField& field = row.value;
        const std::string what = "[[field]] '" + field.name + "'";
        const bool chosen =
            field.format == FieldFormat::choice || field.format == FieldFormat::list;
        if (chosen == field.options.empty()) {
            problem(row.line, what + ": a choice or list has 'options', other formats have none");
        }
        if (field.characters_max < 0) problem(row.line, what + ": 'characters_max' is above zero");
        if (field.required && !field.required_with_flag.empty()) {
            problem(row.line, what + " is required always or with a flag, not both");
        }
    }

    void check_reminders() {
        for (const Row<Reminder>& row : book_.reminders.rows) {
            const std::string kind{name_of(row.value.kind)};
            if (std::ranges::none_of(book_.deadlines.rows, [&](const Row<DeadlineRule>& deadline) {
                    return deadline.value.kind == row.value.kind;
                })) {
                problem(row.line, "[[reminder]] of '" + kind +
                                      "', but there is no [[deadline]] of that "
                                      "kind; add it or drop this one");
            }
            if (row.value.before.unit != Unit::hours && row.value.before.unit != Unit::days) {
                problem(row.line, "[[reminder]] 'before' counts hours or days");
            }
        }
    }

    void check_refusals() {
        for (const RefusalNeed& need : refusal_needs(book_)) {
            for (const std::string& act : need.acts) {
                if (!offers(act) || has_refusal(need.code, act)) continue;
                problem(act_line(act), "[[refusal]] '" + std::string{name_of(need.code)} +
                                           "' for '" + act + "' is missing: " + need.why +
                                           "; add a row with its clauses");
            }
        }
    }

    bool has_refusal(Code code, const std::string& act) const {
        return std::ranges::any_of(book_.refusals.rows, [&](const Row<RefusalRule>& row) {
            return row.value.code == code && (row.value.act.empty() || row.value.act == act);
        });
    }

    int act_line(std::string_view act) const {
        for (const Row<Act>& row : book_.acts.rows) {
            if (row.value.name == act) return row.line;
        }
        return 1;
    }

    const Rulebook& book_;
    const std::string& file_;
    Problems& problems_;
};

template <std::size_t... I>
std::vector<std::string_view> acts_of(std::index_sequence<I...>) {
    return {std::variant_alternative_t<I, Command>::act...};
}

}  // namespace

std::vector<std::string_view> offerable_acts() {
    auto acts = acts_of(std::make_index_sequence<std::variant_size_v<Command>>{});
    std::erase_if(acts, [](std::string_view act) { return is_house_act(act); });
    return acts;
}

void check_consistency(const Rulebook& book, const std::string& file, Problems& problems) {
    Consistency{book, file, problems}.run();
}

void add_usual_readings(Rulebook& book) {
    const Validity validity{make_day(book.year, 1, 1), {}};
    visit_readings(book, [&]<class T>(std::string_view, Table<T>& table, auto usual, ReadingNeed) {
        if (!table.rows.empty()) return;
        table.rows.push_back(
            Row<T>{.validity = validity, .when = {}, .value = T{usual}, .clauses = usual_reading});
    });
}

}  // namespace zq
