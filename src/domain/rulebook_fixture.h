// Small rulebooks made by hand, for tests only: each row says what the test is about and nothing
// else.
//
// Rows start on 1 January 2023 and are open-ended unless a test says otherwise. Clauses are those
// of the guides where the row stands for one of them.
#pragma once

#include "domain/rulebook.h"

namespace zq::fixture {

inline Day day(const char* text) {
    const auto parsed = parse_day(text);
    check(parsed.has_value(), "a test names a day");
    return *parsed;
}

inline Money yuan(const char* text) {
    const auto parsed = parse_yuan(text);
    check(parsed.has_value(), "a test names an amount");
    return *parsed;
}

inline Zone beijing() {
    return {.name = "Asia/Shanghai", .offsets = {{.from = {}, .seconds = 8 * 3600}}};
}

template <class T>
Row<T> row(T value, Clauses clauses, std::vector<Requirement> when = {},
           const char* from = "2023-01-01") {
    Row<T> made;
    made.validity.from = day(from);
    made.when = std::move(when);
    made.value = std::move(value);
    made.clauses = std::move(clauses);
    return made;
}

inline Requirement among(Fact fact, std::vector<std::string> texts) {
    Requirement requirement;
    requirement.fact = fact;
    requirement.comparison = Comparison::in;
    requirement.texts = std::move(texts);
    return requirement;
}

inline Requirement is(Fact fact, bool truth) {
    Requirement requirement;
    requirement.fact = fact;
    requirement.comparison = Comparison::is;
    requirement.number = truth ? 1 : 0;
    return requirement;
}

inline Requirement compare(Fact fact, Comparison comparison, std::int64_t number) {
    Requirement requirement;
    requirement.fact = fact;
    requirement.comparison = comparison;
    requirement.number = number;
    return requirement;
}

// The amounts that both guides share: 30%, one year, months before days, the rest is granted.
inline Rulebook amounts_of_2025() {
    Rulebook rules;
    rules.code = "beijing-2025";
    rules.year = 2025;
    rules.zone = beijing();
    rules.rates.name = "rate";
    rules.rates.rows = {row(BasisPoints{3000}, {"B25-009"})};
    rules.caps.name = "cap";
    rules.caps.rows = {row(Cap{CapPer::year, yuan("200000.00")}, {"B25-010"})};
    rules.subsidised_period.rows = {row(Term{1, Unit::years}, {"B25-096"})};
    rules.proration.rows = {row(Proration::months_then_days, {"B25-097"})};
    rules.remainder.rows = {row(Remainder::grant, {"B25-009"})};
    rules.refund_basis.rows = {row(RefundBasis::recompute, {"B25-132"})};
    return rules;
}

// 2023 has a ceiling an order and three caps a year, by honours.
inline Rulebook amounts_of_2023() {
    Rulebook rules = amounts_of_2025();
    rules.code = "beijing-2023";
    rules.year = 2023;
    rules.rates.rows = {row(BasisPoints{3000}, {"B23-018"})};
    rules.subsidised_period.rows = {row(Term{1, Unit::years}, {"B23-074"})};
    rules.proration.rows = {row(Proration::months_then_days, {"B23-075"})};
    rules.caps.rows = {
        row(Cap{CapPer::year, yuan("20000.00")}, {"B23-011"}),
        row(Cap{CapPer::year, yuan("100000.00")}, {"B23-012"}, {among(Fact::honours, {"srdi"})}),
        row(Cap{CapPer::year, yuan("200000.00")}, {"B23-013"},
            {among(Fact::honours, {"little-giant"})}),
        row(Cap{CapPer::order, yuan("50000.00")}, {"B23-019"}),
    };
    return rules;
}

inline Enterprise certified_enterprise(std::vector<std::string> honours = {}) {
    Enterprise enterprise;
    enterprise.id = PartyId{7};
    enterprise.name = "北京七号科技有限公司";
    enterprise.registered_in = "110108";
    enterprise.legal_form = "company";
    enterprise.legal_person = true;
    enterprise.honours = std::move(honours);
    Certification certification;
    certification.declared.industry = "I6513";
    certification.declared.staff = 50;
    certification.finding.size = SizeClass::small;
    enterprise.certifications = {certification};
    return enterprise;
}

}  // namespace zq::fixture
