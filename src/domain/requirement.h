// Requirements: the one small language in which rulebooks say who and what a row is for.
//
//     place in 11*            industry in C13*, C14*, C1515       industry_share > 50.00%
//     honours in srdi         provider.contracts_last_year >= 15  serious_record none-within 3
//     years
//
// A fact that is not known (no size before certification, no share because the code stands in the
// statistics report) fails nothing but `is true`: what is missing is refused by the requirement
// that asks for it, not by every other one.
#pragma once

#include "domain/parties.h"
#include "domain/product.h"
#include "domain/terms_of_time.h"

namespace zq {

enum class Fact {
    place,
    legal_form,
    legal_person,
    certified,
    size,
    industry,
    industry_share,
    staff,
    revenue,
    assets,
    honours,
    serious_record,
    judgment_debtor,
    provider_place,
    provider_founded,
    provider_contracts_last_year,
    provider_revenue_last_year,
    provider_equipment_sets,
    provider_qualifications,
    provider_approved,
    provider_serious_record,
    provider_judgment_debtor,
    direction,
    subtype,
    price,
};
template <>
struct EnumNames<Fact> {
    static constexpr std::pair<Fact, std::string_view> all[] = {
        {Fact::place, "place"},
        {Fact::legal_form, "legal_form"},
        {Fact::legal_person, "legal_person"},
        {Fact::certified, "certified"},
        {Fact::size, "size"},
        {Fact::industry, "industry"},
        {Fact::industry_share, "industry_share"},
        {Fact::staff, "staff"},
        {Fact::revenue, "revenue"},
        {Fact::assets, "assets"},
        {Fact::honours, "honours"},
        {Fact::serious_record, "serious_record"},
        {Fact::judgment_debtor, "judgment_debtor"},
        {Fact::provider_place, "provider.place"},
        {Fact::provider_founded, "provider.founded"},
        {Fact::provider_contracts_last_year, "provider.contracts_last_year"},
        {Fact::provider_revenue_last_year, "provider.revenue_last_year"},
        {Fact::provider_equipment_sets, "provider.equipment_sets"},
        {Fact::provider_qualifications, "provider.qualifications"},
        {Fact::provider_approved, "provider.approved"},
        {Fact::provider_serious_record, "provider.serious_record"},
        {Fact::provider_judgment_debtor, "provider.judgment_debtor"},
        {Fact::direction, "direction"},
        {Fact::subtype, "subtype"},
        {Fact::price, "price"},
    };
};

// What a fact is made of; the loader refuses a comparison that its kind does not have.
enum class FactKind { truth, number, money, share, text, list, day };
FactKind kind_of(Fact fact);

enum class Comparison {
    at_least,   // >=  number, money, share
    more_than,  // >
    at_most,    // <=
    less_than,  // <
    is,         // is true, is false
    in,         // text: equal, or "C13*" a prefix; list: any element is
    not_in,
    none_within,   // day: no such day, or before the same date the term ago
    at_least_ago,  // day: on or before the same date the term ago
};
template <>
struct EnumNames<Comparison> {
    static constexpr std::pair<Comparison, std::string_view> all[] = {
        {Comparison::at_least, ">="},
        {Comparison::more_than, ">"},
        {Comparison::at_most, "<="},
        {Comparison::less_than, "<"},
        {Comparison::is, "is"},
        {Comparison::in, "in"},
        {Comparison::not_in, "not-in"},
        {Comparison::none_within, "none-within"},
        {Comparison::at_least_ago, "at-least-ago"},
    };
};

struct Requirement {
    Fact fact = Fact::place;
    Comparison comparison = Comparison::is;
    std::vector<std::string> texts;  // in, not_in
    std::int64_t number = 0;         // a count, fen or basis points; for `is` 0 or 1
    Term term;                       // none_within, at_least_ago
};

std::string to_text(const Requirement& requirement);

// What requirements are asked about. Whatever the decision at hand does not know stays null.
struct Subjects {
    const Enterprise* enterprise = nullptr;
    const Provider* provider = nullptr;
    const Product* product = nullptr;
    Day today;
};

bool holds(const Requirement& requirement, const Subjects& subjects);
bool all_hold(const std::vector<Requirement>& requirements, const Subjects& subjects);
bool any_holds(const std::vector<Requirement>& requirements, const Subjects& subjects);

// The fact as it stands in a refusal; nothing when it is not known.
std::optional<Value> fact_value(Fact fact, const Subjects& subjects);

}  // namespace zq
