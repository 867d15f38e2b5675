// Every table is brought to the same few columns; show and diff know nothing else.
#include "rulebook/describe.h"

#include <algorithm>

#include "domain/readings.h"
#include "rulebook/parse.h"

namespace zq {

namespace {

std::string joined(const std::vector<std::string>& texts, std::string_view between = ", ") {
    std::string all;
    for (const std::string& text : texts) {
        if (!all.empty()) all += between;
        all += text;
    }
    return all;
}

std::string listed(const std::vector<Requirement>& requirements, std::string_view between) {
    std::vector<std::string> texts;
    for (const Requirement& requirement : requirements) texts.push_back(to_text(requirement));
    return joined(texts, between);
}

// Collects "words" that are there; what is not said takes no room.
class Words {
public:
    Words& add(std::string_view word) {
        if (!word.empty()) words_.emplace_back(word);
        return *this;
    }
    Words& add_if(bool holds, std::string_view word) { return holds ? add(word) : *this; }
    std::string text() const { return joined(words_); }

private:
    std::vector<std::string> words_;
};

using zq::value_text;

std::string value_text(bool value) {
    return value ? "yes" : "no";
}

std::string both(const Text& text) {
    return text.zh + " / " + text.en;
}

std::string value_text(const Direction& direction) {
    std::vector<std::string> subtypes;
    for (const auto& subtype : direction.subtypes) subtypes.push_back(subtype.code);
    return Words{}
        .add(both(direction.name))
        .add_if(!subtypes.empty(), "subtypes " + joined(subtypes, " "))
        .add_if(direction.open_list, "open list")
        .text();
}

std::string value_text(const Act& act) {
    return std::to_string(act.approvals) + (act.approvals == 1 ? " person" : " persons");
}

std::string value_text(const Condition& condition) {
    return Words{}
        .add(listed(condition.all_of, " and "))
        .add(listed(condition.any_of, " or "))
        .text();
}

std::string value_text(const DeadlineRule& rule) {
    return Words{}
        .add(rule.after ? "after " + to_text(*rule.after) : "")
        .add(rule.by ? "by " + to_text(*rule.by) : "")
        .add_if(rule.within_validity, "within the validity")
        .add(rule.longest ? "at most " + to_text(*rule.longest) : "")
        .add(rule.extension ? "may be extended by " + to_text(*rule.extension) : "")
        .text();
}

std::string value_text(const Paper& paper) {
    return Words{}
        .add(both(paper.name))
        .add(paper.required ? "required" : "free")
        .add_if(!paper.in_place_of.empty(), "in place of " + paper.in_place_of)
        .add_if(!paper.asked_when_field.empty(), "asked with " + paper.asked_when_field)
        .add_if(paper.count_min > 0, "at least " + std::to_string(paper.count_min))
        .add_if(paper.characters_min > 0,
                "at least " + std::to_string(paper.characters_min) + " characters")
        .add_if(!paper.sealed_clauses.empty(), "sealed")
        .add_if(!paper.formats.empty(), "as " + joined(paper.formats, " or "))
        .add_if(paper.not_before != Anchor::none,
                "not before the " + std::string{name_of(paper.not_before)})
        .add_if(!paper.late_flag.empty(), "flag " + paper.late_flag)
        .add_if(paper.sum != SumRule::none, "sum " + std::string{name_of(paper.sum)})
        .add_if(!paper.sum_flag.empty(), "else flag " + paper.sum_flag)
        .add_if(paper.files_max > 0, "at most " + std::to_string(paper.files_max) + " file")
        .add_if(paper.unique_number, "number used once")
        .add_if(!paper.unique_file_clauses.empty(), "file used once")
        .text();
}

std::string value_text(const FormField& field) {
    return Words{}
        .add(both(field.label))
        .add(name_of(field.format))
        .add_if(field.required, "required")
        .add_if(!field.required_with_flag.empty(), "required with flag " + field.required_with_flag)
        .add_if(field.characters_max > 0,
                "at most " + std::to_string(field.characters_max) + " characters")
        .add_if(!field.options.empty(), "one of " + joined(field.options, " "))
        .add_if(field.is_provider_name, "the provider's name")
        .add_if(field.personal, "personal")
        .add_if(!field.excluded.empty(), "not " + joined(field.excluded, " "))
        .text();
}

std::string value_text(const SanctionRule& rule) {
    return both(rule.name) + ", " + (rule.term ? to_text(*rule.term) : "for good");
}

class Lines {
public:
    explicit Lines(const Rulebook& book) : book_{book} {}

    template <class T>
    void add(const Row<T>& row, std::string_view table, std::string name, std::string value) {
        Words holds;
        holds.add(listed(row.when, " and "));
        const bool whole = row.validity.from == make_day(book_.year, 1, 1) && !row.validity.until;
        if (!whole) {
            holds.add("from " + to_text(row.validity.from));
            holds.add(row.validity.until ? "until " + to_text(*row.validity.until) : "");
        }
        lines_.push_back(
            {std::string{table}, std::move(name), holds.text(), std::move(value), row.clauses});
    }

    template <class Rows, class Name, class Value>
    void add_all(const Rows& rows, std::string_view table, Name name, Value value) {
        for (const auto& row : rows) add(row, table, name(row.value), value(row.value));
    }

    std::vector<RuleLine> take() { return std::move(lines_); }

private:
    const Rulebook& book_;
    std::vector<RuleLine> lines_;
};

void add_money_and_time(const Rulebook& book, Lines& lines) {
    lines.add_all(
        book.rates.rows, "rate", [](const BasisPoints&) { return std::string{"share"}; },
        [](const BasisPoints& rate) { return to_percent(rate); });
    lines.add_all(
        book.caps.rows, "cap", [](const Cap& cap) { return std::string{name_of(cap.per)}; },
        [](const Cap& cap) { return to_yuan(cap.amount); });
    lines.add_all(
        book.deadlines.rows, "deadline",
        [](const DeadlineRule& rule) { return std::string{name_of(rule.kind)}; },
        [](const DeadlineRule& rule) { return value_text(rule); });
    visit_readings(book, [&](std::string_view name, const auto& table, auto, ReadingNeed) {
        for (const auto& row : table.rows) {
            lines.add(row, "reading", std::string{name}, value_text(row.value));
        }
    });
}

void add_who_and_what(const Rulebook& book, Lines& lines) {
    const auto valued = [](const auto& value) { return value_text(value); };
    lines.add_all(book.directions, "direction", [](const Direction& d) { return d.code; }, valued);
    lines.add_all(book.acts.rows, "act", [](const Act& act) { return act.name; }, valued);
    lines.add_all(
        book.conditions.rows, "condition",
        [](const Condition& c) { return joined(c.acts) + ": " + std::string{name_of(c.code)}; },
        valued);
    lines.add_all(
        book.exclusives.rows, "exclusive", [](const Exclusive& e) { return e.direction; },
        [](const Exclusive& e) { return joined(e.subtypes, " or ") + ", not both"; });
    lines.add_all(
        book.criteria.rows, "criterion", [](const Criterion& c) { return c.name; },
        [](const Criterion& c) { return "up to " + std::to_string(c.points_max) + " points"; });
}

void add_papers_and_rest(const Rulebook& book, Lines& lines) {
    const auto valued = [](const auto& value) { return value_text(value); };
    lines.add_all(
        book.papers.rows, "paper", [](const Paper& p) { return p.act + ": " + p.kind; }, valued);
    lines.add_all(book.fields.rows, "field", [](const FormField& f) { return f.name; }, valued);
    lines.add_all(
        book.sanctions.rows, "sanction", [](const SanctionRule& s) { return s.ground; }, valued);
    lines.add_all(
        book.refusals.rows, "refusal",
        [](const RefusalRule& r) {
            return std::string{name_of(r.code)} + (r.act.empty() ? "" : " at " + r.act);
        },
        [](const RefusalRule&) { return std::string{"refused"}; });
    lines.add_all(
        book.reminders.rows, "reminder",
        [](const Reminder& r) { return std::string{name_of(r.kind)} + " to " + r.to; },
        [](const Reminder& r) { return to_text(r.before) + " before"; });
    lines.add_all(
        book.labels.rows, "label", [](const Label& l) { return l.name; },
        [](const Label& l) { return l.value + (l.unit.empty() ? "" : " (" + l.unit + ")"); });
}

// Columns on a terminal: what comes after Latin, Greek and Cyrillic takes two.
std::size_t width_of(std::string_view text) {
    std::size_t width = 0;
    for (const char byte : text) {
        const auto c = static_cast<unsigned char>(byte);
        if (c < 0x80 || (c >= 0xC0 && c < 0xE2)) ++width;
        if (c >= 0xE2) width += 2;
    }
    return width;
}

std::string padded(std::string text, std::size_t width) {
    const std::size_t own = width_of(text);
    if (own < width) text.append(width - own, ' ');
    return text;
}

std::string name_text(const RuleLine& line) {
    return line.name + (line.holds.empty() ? "" : " [" + line.holds + "]");
}

std::string clauses_text(const Clauses& clauses) {
    return "(" + joined(clauses) + ")";
}

// Of several rows that answer one question (two reminders), the n-th is compared with the n-th.
struct Answer {
    const RuleLine* from = nullptr;
    const RuleLine* to = nullptr;
};

std::vector<Answer> paired(const std::vector<RuleLine>& from, const std::vector<RuleLine>& to) {
    std::vector<Answer> pairs;
    std::vector<bool> taken(to.size());
    for (const RuleLine& line : from) {
        Answer answer{&line, nullptr};
        for (std::size_t i = 0; i < to.size() && !answer.to; ++i) {
            if (taken[i] || to[i].table != line.table || name_text(to[i]) != name_text(line))
                continue;
            answer.to = &to[i];
            taken[i] = true;
        }
        pairs.push_back(answer);
    }
    for (std::size_t i = 0; i < to.size(); ++i) {
        if (!taken[i]) pairs.push_back({nullptr, &to[i]});
    }
    // Tables in the order in which they are shown, whichever side has them.
    std::vector<std::string> order;
    for (const Answer& answer : pairs) {
        const std::string& table = (answer.from ? answer.from : answer.to)->table;
        if (std::ranges::find(order, table) == order.end()) order.push_back(table);
    }
    std::ranges::stable_sort(pairs, {}, [&](const Answer& answer) {
        return std::ranges::find(order, (answer.from ? answer.from : answer.to)->table);
    });
    return pairs;
}

std::string side(const RuleLine& line) {
    return line.value + " " + clauses_text(line.clauses);
}

// "staff >= 100" and how far off it is.
std::string with_distance(const std::string& bound_text, const Declaration& declared) {
    const auto bound = parse_bound(bound_text);
    check(bound.has_value(), "a finding names bounds");
    std::int64_t value = 0;
    switch (bound->measure) {
        case Measure::staff: value = declared.staff; break;
        case Measure::revenue: value = declared.revenue.fen; break;
        case Measure::assets: value = declared.assets.fen; break;
    }
    const std::int64_t off = value < bound->number ? bound->number - value : value - bound->number;
    const std::string distance =
        bound->measure == Measure::staff ? std::to_string(off) : to_yuan(Money{off});
    return bound_text + " (" + distance + (value < bound->number ? " short)" : " above)");
}

std::string with_distances(const std::vector<std::string>& bounds, const Declaration& declared) {
    std::vector<std::string> texts;
    for (const std::string& bound : bounds) texts.push_back(with_distance(bound, declared));
    return joined(texts);
}

}  // namespace

std::vector<RuleLine> lines_of(const Rulebook& book) {
    Lines lines{book};
    add_who_and_what(book, lines);
    add_money_and_time(book, lines);
    add_papers_and_rest(book, lines);
    return lines.take();
}

std::string describe(const Rulebook& book) {
    std::string text = both(book.title) + "\n" + book.code + ", " + std::to_string(book.year) +
                       ", " + book.zone.name + ", sizes by " + book.standard.id + "\ndigest " +
                       book.digest + "\n";
    const std::vector<RuleLine> lines = lines_of(book);
    std::string table;
    std::size_t width = 0;
    for (const RuleLine& line : lines) {
        if (line.table != table) {
            table = line.table;
            width = 0;
            for (const RuleLine& other : lines) {
                if (other.table == table) width = std::max(width, width_of(name_text(other)));
            }
            text += "\n" + table + "\n";
        }
        text += "  " + padded(name_text(line), width) + "  " + side(line) + "\n";
    }
    return text;
}

std::string describe_differences(const Rulebook& from, const Rulebook& to) {
    const std::vector<RuleLine> before = lines_of(from);
    const std::vector<RuleLine> after = lines_of(to);
    std::string text = "- " + from.code + "\n+ " + to.code + "\n";
    std::string table;
    for (const Answer& answer : paired(before, after)) {
        if (answer.from && answer.to && answer.from->value == answer.to->value) continue;
        const RuleLine& line = answer.from ? *answer.from : *answer.to;
        if (line.table != table) text += "\n" + line.table + "\n";
        table = line.table;
        if (answer.from && answer.to) {
            text += "  ~ " + name_text(line) + "\n      - " + side(*answer.from) + "\n      + " +
                    side(*answer.to) + "\n";
        } else {
            text += (answer.from ? "  - " : "  + ") + name_text(line) + ": " + side(line) + "\n";
        }
    }
    return text;
}

std::string describe(const SizeFinding& finding, const Declaration& declared,
                     const SizeStandard& standard) {
    const IndustryClass* row = standard.class_of(declared.industry);
    std::string text = std::string{name_of(finding.size)} + "\n";
    if (row) text += "  by the row " + row->code + " (" + row->zh + "; " + row->en + ")\n";
    if (!finding.met.empty()) {
        text += "  because " + with_distances(finding.met, declared) + "\n";
    }
    if (!finding.missed.empty()) {
        text += "  the next class up also needs " + with_distances(finding.missed, declared) + "\n";
    }
    return text;
}

}  // namespace zq
