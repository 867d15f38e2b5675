// Facts are read where they lie: no table of values is built for a decision.
#include "domain/requirement.h"

#include <algorithm>

namespace zq {

namespace {

using Texts = const std::vector<std::string>*;
using Known =
    std::variant<std::monostate, bool, std::int64_t, std::string_view, Texts, std::optional<Day>>;

template <class Subject, class Read>
Known of(const Subject* subject, Read read) {
    return subject ? Known{read(*subject)} : Known{};
}

template <class Read>
Known declared(const Subjects& subjects, Read read) {
    const Certification* certified =
        subjects.enterprise ? subjects.enterprise->certified() : nullptr;
    return certified ? Known{read(*certified)} : Known{};
}

Known of_enterprise(Fact fact, const Subjects& subjects) {
    const Enterprise* who = subjects.enterprise;
    switch (fact) {
        case Fact::place: return of(who, [](auto& e) { return std::string_view{e.registered_in}; });
        case Fact::legal_form:
            return of(who, [](auto& e) { return std::string_view{e.legal_form}; });
        case Fact::legal_person: return of(who, [](auto& e) { return e.legal_person; });
        case Fact::certified: return of(who, [](auto& e) { return e.certified() != nullptr; });
        case Fact::honours: return of(who, [](auto& e) { return &e.honours; });
        case Fact::serious_record:
            return of(who, [](auto& e) { return e.credit.serious_negative; });
        case Fact::judgment_debtor:
            return of(who, [](auto& e) { return e.credit.judgment_debtor; });
        case Fact::size: return declared(subjects, [](auto& c) { return name_of(c.finding.size); });
        case Fact::industry:
            return declared(subjects,
                            [](auto& c) { return std::string_view{c.declared.industry}; });
        case Fact::industry_share:
            return declared(subjects, [](auto& c) {
                const auto& share = c.declared.industry_share;
                return share ? Known{share->count} : Known{};
            });
        case Fact::staff: return declared(subjects, [](auto& c) { return c.declared.staff; });
        case Fact::revenue:
            return declared(subjects, [](auto& c) { return c.declared.revenue.fen; });
        case Fact::assets: return declared(subjects, [](auto& c) { return c.declared.assets.fen; });
        case Fact::provider_place:
        case Fact::provider_founded:
        case Fact::provider_contracts_last_year:
        case Fact::provider_revenue_last_year:
        case Fact::provider_equipment_sets:
        case Fact::provider_qualifications:
        case Fact::provider_approved:
        case Fact::provider_serious_record:
        case Fact::provider_judgment_debtor:
        case Fact::direction:
        case Fact::subtype:
        case Fact::price: break;
    }
    return {};
}

Known known(Fact fact, const Subjects& subjects) {
    const Provider* who = subjects.provider;
    const Product* product = subjects.product;
    switch (fact) {
        case Fact::provider_place:
            return of(who, [](auto& p) { return std::string_view{p.registered_in}; });
        case Fact::provider_founded: return of(who, [](auto& p) { return p.founded; });
        case Fact::provider_contracts_last_year:
            return of(who, [](auto& p) { return p.contracts_last_year; });
        case Fact::provider_revenue_last_year:
            return of(who, [](auto& p) { return p.revenue_last_year.fen; });
        case Fact::provider_equipment_sets:
            return of(who, [](auto& p) { return p.equipment_sets; });
        case Fact::provider_qualifications:
            return of(who, [](auto& p) { return &p.qualifications; });
        case Fact::provider_approved: return of(who, [](auto& p) { return p.approved; });
        case Fact::provider_serious_record:
            return of(who, [](auto& p) { return p.credit.serious_negative; });
        case Fact::provider_judgment_debtor:
            return of(who, [](auto& p) { return p.credit.judgment_debtor; });
        case Fact::direction:
            return of(product, [](auto& p) { return std::string_view{p.direction}; });
        case Fact::subtype: return of(product, [](auto& p) { return std::string_view{p.subtype}; });
        case Fact::price: return of(product, [](auto& p) { return p.price.fen; });
        case Fact::place:
        case Fact::legal_form:
        case Fact::legal_person:
        case Fact::certified:
        case Fact::size:
        case Fact::industry:
        case Fact::industry_share:
        case Fact::staff:
        case Fact::revenue:
        case Fact::assets:
        case Fact::honours:
        case Fact::serious_record:
        case Fact::judgment_debtor: break;
    }
    return of_enterprise(fact, subjects);
}

// "C13*" is a prefix, "C1515" the whole code (A32).
bool matches(std::string_view text, std::string_view pattern) {
    if (!pattern.ends_with('*')) return text == pattern;
    return text.starts_with(pattern.substr(0, pattern.size() - 1));
}

bool is_among(const Known& value, const std::vector<std::string>& patterns) {
    const auto among = [&](std::string_view text) {
        return std::ranges::any_of(patterns, [&](auto& pattern) { return matches(text, pattern); });
    };
    if (const auto* text = std::get_if<std::string_view>(&value)) return among(*text);
    const auto* texts = std::get_if<Texts>(&value);
    check(texts != nullptr, "`in` asks about text");
    return std::ranges::any_of(**texts, among);
}

std::int64_t number_of(const Known& value) {
    if (const auto* truth = std::get_if<bool>(&value)) return *truth ? 1 : 0;
    const auto* number = std::get_if<std::int64_t>(&value);
    check(number != nullptr, "a comparison of size asks about a number");
    return *number;
}

std::optional<Day> day_in(const Known& value) {
    const auto* day = std::get_if<std::optional<Day>>(&value);
    check(day != nullptr, "a comparison of days asks about a day");
    return *day;
}

std::string number_text(const Requirement& requirement) {
    switch (kind_of(requirement.fact)) {
        case FactKind::money: return to_yuan(Money{requirement.number});
        case FactKind::share: return to_percent(BasisPoints{requirement.number});
        case FactKind::truth: return requirement.number != 0 ? "true" : "false";
        case FactKind::number:
        case FactKind::text:
        case FactKind::list:
        case FactKind::day: break;
    }
    return std::to_string(requirement.number);
}

}  // namespace

FactKind kind_of(Fact fact) {
    switch (fact) {
        case Fact::legal_person:
        case Fact::certified:
        case Fact::judgment_debtor:
        case Fact::provider_approved:
        case Fact::provider_judgment_debtor: return FactKind::truth;
        case Fact::staff:
        case Fact::provider_contracts_last_year:
        case Fact::provider_equipment_sets: return FactKind::number;
        case Fact::revenue:
        case Fact::assets:
        case Fact::provider_revenue_last_year:
        case Fact::price: return FactKind::money;
        case Fact::industry_share: return FactKind::share;
        case Fact::honours:
        case Fact::provider_qualifications: return FactKind::list;
        case Fact::serious_record:
        case Fact::provider_serious_record:
        case Fact::provider_founded: return FactKind::day;
        case Fact::place:
        case Fact::legal_form:
        case Fact::size:
        case Fact::industry:
        case Fact::provider_place:
        case Fact::direction:
        case Fact::subtype: return FactKind::text;
    }
    return FactKind::text;
}

std::string to_text(const Requirement& requirement) {
    std::string text{name_of(requirement.fact)};
    text += " " + std::string{name_of(requirement.comparison)} + " ";
    switch (requirement.comparison) {
        case Comparison::in:
        case Comparison::not_in: {
            std::string separator;
            for (const std::string& pattern : requirement.texts) {
                text += separator + pattern;
                separator = ", ";
            }
            return text;
        }
        case Comparison::none_within:
        case Comparison::at_least_ago: return text + to_text(requirement.term);
        case Comparison::at_least:
        case Comparison::more_than:
        case Comparison::at_most:
        case Comparison::less_than:
        case Comparison::is: break;
    }
    return text + number_text(requirement);
}

bool holds(const Requirement& requirement, const Subjects& subjects) {
    const Known value = known(requirement.fact, subjects);
    if (std::holds_alternative<std::monostate>(value)) return true;
    switch (requirement.comparison) {
        case Comparison::at_least: return number_of(value) >= requirement.number;
        case Comparison::more_than: return number_of(value) > requirement.number;
        case Comparison::at_most: return number_of(value) <= requirement.number;
        case Comparison::less_than: return number_of(value) < requirement.number;
        case Comparison::is: return number_of(value) == requirement.number;
        case Comparison::in: return is_among(value, requirement.texts);
        case Comparison::not_in: return !is_among(value, requirement.texts);
        case Comparison::none_within: {
            const auto day = day_in(value);
            return !day || *day < day_before(subjects.today, requirement.term);
        }
        case Comparison::at_least_ago: {
            const auto day = day_in(value);
            return day && day_after(*day, requirement.term) <= subjects.today;
        }
    }
    return false;
}

bool all_hold(const std::vector<Requirement>& requirements, const Subjects& subjects) {
    return std::ranges::all_of(requirements, [&](auto& r) { return holds(r, subjects); });
}

bool any_holds(const std::vector<Requirement>& requirements, const Subjects& subjects) {
    return std::ranges::any_of(requirements, [&](auto& r) { return holds(r, subjects); });
}

std::optional<Value> fact_value(Fact fact, const Subjects& subjects) {
    const Known value = known(fact, subjects);
    if (const auto* truth = std::get_if<bool>(&value)) return Value{*truth ? 1 : 0};
    if (const auto* number = std::get_if<std::int64_t>(&value)) return Value{*number};
    if (const auto* text = std::get_if<std::string_view>(&value)) return Value{*text};
    if (const auto* texts = std::get_if<Texts>(&value)) return encode(**texts);
    if (const auto* day = std::get_if<std::optional<Day>>(&value); day && *day) {
        return Value{to_text(**day)};
    }
    return std::nullopt;
}

}  // namespace zq
