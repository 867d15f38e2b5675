// A misspelt name would make a row that never holds, and nobody would notice.
#include "rulebook/known_names.h"

#include <algorithm>

#include "domain/readings.h"
#include "rulebook/consistency.h"
#include "rulebook/load.h"
#include "rulebook/parse.h"

namespace zq {

namespace {

template <class Texts>
bool has(const Texts& texts, std::string_view wanted) {
    return std::ranges::find(texts, wanted) != std::ranges::end(texts);
}

template <class Texts>
std::string listed(const Texts& texts) {
    std::string list;
    for (const auto& text : texts) list += (list.empty() ? "" : ", ") + std::string{text};
    return list.empty() ? "none" : list;
}

constexpr std::string_view legal_forms[] = {
    "company", "partnership", "sole-proprietorship", "individual-business",
    "branch",  "institution", "kindergarten",        "association"};
constexpr std::string_view recipients[] = {"enterprise", "provider", "review-agency", "bureau",
                                           "platform"};

class KnownNames {
public:
    KnownNames(const Rulebook& book, const std::string& file, Problems& problems)
        : book_{book}, file_{file}, problems_{problems} {
        for (const Row<Direction>& row : book.directions) {
            directions_.push_back(row.value.code);
            for (const auto& subtype : row.value.subtypes) subtypes_.push_back(subtype.code);
        }
        for (const Row<Act>& row : book.acts.rows) offered_.push_back(row.value.name);
    }

    void run() {
        check_acts();
        check_requirements();
        for (const Row<Exclusive>& row : book_.exclusives.rows) check_exclusive(row);
        for (const Row<Paper>& row : book_.papers.rows) check_paper(row);
        for (const Row<Reminder>& row : book_.reminders.rows) {
            expect_among(row.line, "[[reminder]] 'to'", row.value.to, recipients);
        }
    }

private:
    template <class Texts>
    void expect_among(int line, const std::string& what, const std::string& name,
                      const Texts& known) {
        if (has(known, name)) return;
        problems_.add(file_, line,
                      what + ": '" + name + "' is unknown; known are " + listed(known));
    }

    void check_acts() {
        const auto acts = offerable_acts();
        for (const Row<Act>& row : book_.acts.rows) {
            expect_among(row.line, "[[act]]", row.value.name, acts);
        }
        for (const Row<RefusalRule>& row : book_.refusals.rows) {
            if (!row.value.act.empty()) expect_offered(row.line, "[[refusal]]", row.value.act);
        }
        for (const Row<Condition>& row : book_.conditions.rows) {
            for (const std::string& act : row.value.acts) {
                if (act != "quota") expect_offered(row.line, "[[condition]]", act);
            }
        }
        for (const Row<Paper>& row : book_.papers.rows) {
            expect_offered(row.line, "[[paper]] '" + row.value.kind + "'", row.value.act);
        }
    }

    void expect_offered(int line, const std::string& what, const std::string& act) {
        if (has(offered_, act)) return;
        problems_.add(file_, line,
                      what + ": the programme has no act '" + act +
                          "'; add it as [[act]], or name one of " + listed(offered_));
    }

    void check_exclusive(const Row<Exclusive>& row) {
        expect_among(row.line, "[[exclusive]] 'direction'", row.value.direction, directions_);
        for (const std::string& subtype : row.value.subtypes) {
            expect_among(row.line, "[[exclusive]] 'subtypes'", subtype, subtypes_);
        }
    }

    void check_paper(const Row<Paper>& row) {
        const Paper& paper = row.value;
        std::vector<std::string> kinds;
        for (const Row<Paper>& other : book_.papers.rows) {
            if (other.value.act == paper.act) kinds.push_back(other.value.kind);
        }
        if (!paper.in_place_of.empty()) {
            expect_among(row.line, "[[paper]] 'in_place_of'", paper.in_place_of, kinds);
        }
        std::vector<std::string> fields;
        for (const Row<FormField>& field : book_.fields.rows) fields.push_back(field.value.name);
        if (!paper.asked_when_field.empty()) {
            expect_among(row.line, "[[paper]] 'asked_when_field'", paper.asked_when_field, fields);
        }
    }

    void check_requirements() {
        each_row([&](const auto& row) { check_all(row.line, row.when); });
        for (const Row<Condition>& row : book_.conditions.rows) {
            check_all(row.line, row.value.all_of);
            check_all(row.line, row.value.any_of);
        }
        for (const Row<FormField>& row : book_.fields.rows) {
            check_all(row.line, row.value.excluded_when);
        }
    }

    void each_row(auto visit) {
        const auto each = [&](const auto& rows) {
            for (const auto& row : rows) visit(row);
        };
        each(book_.directions);
        each(book_.acts.rows);
        each(book_.refusals.rows);
        each(book_.conditions.rows);
        each(book_.rates.rows);
        each(book_.caps.rows);
        each(book_.deadlines.rows);
        each(book_.papers.rows);
        each(book_.fields.rows);
        each(book_.exclusives.rows);
        each(book_.criteria.rows);
        each(book_.sanctions.rows);
        each(book_.reminders.rows);
        each(book_.labels.rows);
        visit_readings(book_, [&](std::string_view, const auto& table, auto, ReadingNeed) {
            each(table.rows);
        });
    }

    void check_all(int line, const std::vector<Requirement>& requirements) {
        for (const Requirement& requirement : requirements) {
            for (const std::string& text : requirement.texts)
                check_text(line, requirement.fact, text);
        }
    }

    void check_text(int line, Fact fact, const std::string& text) {
        const std::string what = "'" + std::string{name_of(fact)} + " in …'";
        if (fact == Fact::direction) return expect_among(line, what, text, directions_);
        if (fact == Fact::subtype) return expect_among(line, what, text, subtypes_);
        if (fact == Fact::legal_form) return expect_among(line, what, text, legal_forms);
        if (fact == Fact::size && !from_name<SizeClass>(text)) {
            problems_.add(file_, line,
                          what + ": '" + text + "' is no size; sizes are " + names_of<SizeClass>());
        }
        if (fact == Fact::industry && !fits_an_industry(text)) {
            problems_.add(file_, line,
                          what + ": no industry has the code '" + text +
                              "'; see the table named by [programme] 'industries'");
        }
    }

    bool fits_an_industry(std::string_view text) const {
        if (text.ends_with('*')) text.remove_suffix(1);
        return book_.industries.empty() || is_industry(book_.industries, text);
    }

    const Rulebook& book_;
    const std::string& file_;
    Problems& problems_;
    std::vector<std::string> directions_;
    std::vector<std::string> subtypes_;
    std::vector<std::string> offered_;
};

}  // namespace

void check_known_names(const Rulebook& book, const std::string& file, Problems& problems) {
    KnownNames{book, file, problems}.run();
}

}  // namespace zq
