// A requirement is "<fact> <comparison> <value>"; which comparisons and values fit, the kind of
// fact says.
#include "rulebook/parse.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace zq {

namespace {

std::string quoted(std::string_view text) {
    return "'" + std::string{text} + "'";
}

// The text up to the first blank, and what follows it.
std::pair<std::string_view, std::string_view> split_word(std::string_view text) {
    const std::size_t blank = text.find(' ');
    if (blank == std::string_view::npos) return {text, {}};
    return {text.substr(0, blank), trimmed(text.substr(blank + 1))};
}

std::string_view comparisons_for(FactKind kind) {
    switch (kind) {
        case FactKind::truth: return "is true, is false";
        case FactKind::number:
        case FactKind::money:
        case FactKind::share: return ">=, >, <=, <";
        case FactKind::text:
        case FactKind::list: return "in, not-in";
        case FactKind::day: return "none-within, at-least-ago";
    }
    return "";
}

bool fits(Comparison comparison, FactKind kind) {
    switch (comparison) {
        case Comparison::at_least:
        case Comparison::more_than:
        case Comparison::at_most:
        case Comparison::less_than:
            return kind == FactKind::number || kind == FactKind::money || kind == FactKind::share;
        case Comparison::is: return kind == FactKind::truth;
        case Comparison::in:
        case Comparison::not_in: return kind == FactKind::text || kind == FactKind::list;
        case Comparison::none_within:
        case Comparison::at_least_ago: return kind == FactKind::day;
    }
    return false;
}

Parsed<std::int64_t> parse_number(FactKind kind, std::string_view text) {
    if (kind == FactKind::truth) {
        if (text == "true") return 1;
        if (text == "false") return 0;
        return std::unexpected{quoted(text) + " is no truth; write true or false"};
    }
    if (kind == FactKind::money) {
        if (const auto money = parse_yuan(text)) return money->fen;
        return std::unexpected{quoted(text) + " is no amount; write it as 8000000.00"};
    }
    if (kind == FactKind::share) {
        if (const auto share = parse_percent(text)) return share->count;
        return std::unexpected{quoted(text) + " is no share; write it as 50.00%"};
    }
    return parse_count(text);
}

Parsed<std::vector<std::string>> parse_texts(std::string_view text) {
    std::vector<std::string> texts;
    for (;;) {
        const std::size_t comma = text.find(',');
        const std::string_view one = trimmed(text.substr(0, comma));
        if (one.empty()) return std::unexpected{"a value is missing; part values by commas"};
        if (one.find(' ') != std::string_view::npos) {
            return std::unexpected{quoted(one) + " holds a blank; part values by commas"};
        }
        texts.emplace_back(one);
        if (comma == std::string_view::npos) return texts;
        text = text.substr(comma + 1);
    }
}

Parsed<Requirement> with_value(Requirement requirement, std::string_view rest) {
    switch (requirement.comparison) {
        case Comparison::in:
        case Comparison::not_in: {
            auto texts = parse_texts(rest);
            if (!texts) return std::unexpected{texts.error()};
            requirement.texts = std::move(*texts);
            return requirement;
        }
        case Comparison::none_within:
        case Comparison::at_least_ago: {
            const auto term = parse_term(rest);
            if (!term) return std::unexpected{term.error()};
            if (term->unit == Unit::hours || term->unit == Unit::working_days) {
                return std::unexpected{"a record is counted in days, months or years"};
            }
            requirement.term = *term;
            return requirement;
        }
        case Comparison::at_least:
        case Comparison::more_than:
        case Comparison::at_most:
        case Comparison::less_than:
        case Comparison::is: break;
    }
    const auto number = parse_number(kind_of(requirement.fact), rest);
    if (!number) return std::unexpected{number.error()};
    requirement.number = *number;
    return requirement;
}

}  // namespace

Parsed<std::int64_t> parse_count(std::string_view text) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const bool read = error == std::errc{} && end == text.data() + text.size();
    if (!read || count < 0 || text.size() > 15) {
        return std::unexpected{quoted(text) + " is no count; write digits only, at most 15"};
    }
    return count;
}

Parsed<Term> parse_term(std::string_view text) {
    const auto [number, unit] = split_word(text);
    const auto count = parse_count(number);
    const auto known = from_name<Unit>(unit);
    if (!count || !known || *count == 0 || *count > 10'000) {
        return std::unexpected{quoted(text) +
                               " is no length of time; write it as '30 days', with " +
                               names_of<Unit>()};
    }
    return Term{*count, *known};
}

Parsed<Requirement> parse_requirement(std::string_view text) {
    const auto [fact_name, after] = split_word(trimmed(text));
    const auto fact = from_name<Fact>(fact_name);
    if (!fact) {
        return std::unexpected{quoted(fact_name) + " is no fact; known are " + names_of<Fact>()};
    }
    const auto [word, rest] = split_word(after);
    const auto comparison = from_name<Comparison>(word);
    if (!comparison || !fits(*comparison, kind_of(*fact))) {
        return std::unexpected{quoted(word) + " does not compare " + quoted(fact_name) +
                               "; write " + std::string{comparisons_for(kind_of(*fact))}};
    }
    return with_value(
        Requirement{.fact = *fact, .comparison = *comparison, .texts = {}, .term = {}}, rest);
}

Parsed<Bound> parse_bound(std::string_view text) {
    const auto [measure_name, after] = split_word(trimmed(text));
    const auto [comparison, rest] = split_word(after);
    const auto measure = from_name<Measure>(measure_name);
    if (!measure || (comparison != "<" && comparison != ">=")) {
        return std::unexpected{quoted(text) +
                               " is no bound; write it as 'staff >= 20' or 'revenue "
                               "< 400000000.00', with " +
                               names_of<Measure>()};
    }
    const auto kind = *measure == Measure::staff ? FactKind::number : FactKind::money;
    const auto number = parse_number(kind, rest);
    if (!number) return std::unexpected{number.error()};
    return Bound{*measure, comparison == "<", *number};
}

}  // namespace zq
