// Caps by honours and year, and what an enterprise may be shown of them.
#include "domain/quota.h"

#include <gtest/gtest.h>

#include "domain/rulebook_fixture.h"

namespace zq {
namespace {

using fixture::among;
using fixture::day;
using fixture::row;
using fixture::yuan;

// Whoever is not certified, or excluded by place or size, has nothing to claim.
void add_exclusions(Rulebook& rules) {
    const auto exclude = [&](Code code, Requirement asked, const char* clause) {
        Condition condition;
        condition.acts = {"claim", "quota"};
        condition.code = code;
        condition.all_of = {std::move(asked)};
        rules.conditions.rows.push_back(row(std::move(condition), {clause}));
    };
    exclude(Code::not_certified, fixture::is(Fact::certified, true), "B25-065");
    exclude(Code::not_in_place, among(Fact::place, {"11*"}), "B25-124");
    exclude(Code::not_sme, among(Fact::size, {"micro", "small", "medium"}), "B25-007");
    Condition credit;
    credit.acts = {"claim"};
    credit.code = Code::judgment_debtor;
    credit.all_of = {fixture::is(Fact::judgment_debtor, false)};
    rules.conditions.rows.push_back(row(std::move(credit), {"B25-076"}));
}

struct CapCase {
    const char* name;
    std::vector<std::string> honours;
    const char* cap;
    const char* clause;
};

// B23-010: of the caps that fit the highest counts, in whatever order honours are named (A26).
const CapCase caps_of_2023[] = {
    {"ordinary", {}, "20000.00", "B23-011"},
    {"another honour", {"gazelle"}, "20000.00", "B23-011"},
    {"srdi", {"srdi"}, "100000.00", "B23-012"},
    {"little giant", {"little-giant"}, "200000.00", "B23-013"},
    {"both", {"srdi", "little-giant"}, "200000.00", "B23-013"},
    {"both, the other way round", {"little-giant", "srdi"}, "200000.00", "B23-013"},
};

TEST(Caps, TheHighestThatFitsCounts) {
    const Rulebook rules = fixture::amounts_of_2023();
    for (const CapCase& c : caps_of_2023) {
        SCOPED_TRACE(c.name);
        const Enterprise enterprise = fixture::certified_enterprise(c.honours);
        const Subjects subjects{.enterprise = &enterprise, .today = day("2023-06-01")};
        const auto caps = caps_for(rules, subjects);
        ASSERT_EQ(caps.size(), 1U);
        EXPECT_EQ(caps[0].scope, "year:2023");
        EXPECT_EQ(to_yuan(caps[0].amount), c.cap);
        EXPECT_EQ(caps[0].clauses, Clauses{c.clause});
    }
}

TEST(Caps, OfEqualOnesTheFirstIsCited) {
    Rulebook rules = fixture::amounts_of_2023();
    rules.caps.rows.push_back(row(Cap{CapPer::year, yuan("200000.00")}, {"B23-010"}));
    const Enterprise enterprise = fixture::certified_enterprise({"little-giant"});
    const auto caps = caps_for(rules, {.enterprise = &enterprise, .today = day("2023-06-01")});
    EXPECT_EQ(caps.at(0).clauses, Clauses{"B23-013"});
    EXPECT_EQ(highest_year_cap(rules, day("2023-06-01"))->clauses, Clauses{"B23-013"});
}

TEST(Caps, TheYearIsTheCalendarYearOfTheOrder) {  // A27
    const Rulebook rules = fixture::amounts_of_2023();
    const Enterprise enterprise = fixture::certified_enterprise();
    struct {
        const char* today;
        const char* scope;
    } const cases[] = {{"2023-12-31", "year:2023"}, {"2024-01-01", "year:2024"}};
    for (const auto& c : cases) {
        const Subjects subjects{.enterprise = &enterprise, .today = day(c.today)};
        EXPECT_EQ(caps_for(rules, subjects).at(0).scope, c.scope);
    }
}

TEST(Caps, DirectionAndProgrammeHaveAccountsOfTheirOwn) {
    Rulebook rules = fixture::amounts_of_2025();
    rules.caps.rows.push_back(row(Cap{CapPer::direction, yuan("30000.00")}, {"Z-025"}));
    rules.caps.rows.push_back(row(Cap{CapPer::direction, yuan("60000.00")}, {"Z-025"},
                                  {among(Fact::direction, {"dcmm"})}));
    rules.caps.rows.push_back(row(Cap{CapPer::programme, yuan("500000.00")}, {"Z-025"}));
    rules.caps.rows.push_back(row(Cap{CapPer::order, yuan("1.00")}, {"Z-025"}));
    const Enterprise enterprise = fixture::certified_enterprise();
    Product product;
    product.direction = "dcmm";
    const auto caps = caps_for(
        rules, {.enterprise = &enterprise, .product = &product, .today = day("2025-06-20")});
    struct {
        const char* scope;
        const char* amount;
    } const wanted[] = {
        {"year:2025", "200000.00"}, {"direction:dcmm", "60000.00"}, {"programme", "500000.00"}};
    ASSERT_EQ(caps.size(), std::size(wanted));
    for (std::size_t i = 0; i < caps.size(); ++i) {
        EXPECT_EQ(caps[i].scope, wanted[i].scope);
        EXPECT_EQ(to_yuan(caps[i].amount), wanted[i].amount);
    }
}

TEST(Caps, ARowCountsOnItsDaysOnly) {
    Rulebook rules = fixture::amounts_of_2025();
    rules.caps.rows[0].validity.until = day("2025-06-30");
    rules.caps.rows.push_back(
        row(Cap{CapPer::year, yuan("150000.00")}, {"B25-010"}, {}, "2025-07-01"));
    const Enterprise enterprise = fixture::certified_enterprise();
    struct {
        const char* today;
        const char* amount;
    } const cases[] = {{"2025-06-30", "200000.00"}, {"2025-07-01", "150000.00"}};
    for (const auto& c : cases) {
        const auto caps = caps_for(rules, {.enterprise = &enterprise, .today = day(c.today)});
        EXPECT_EQ(to_yuan(caps.at(0).amount), c.amount) << c.today;
    }
}

struct QuotaCase {
    const char* name;
    std::int64_t held, settled;  // fen
    const char* cap;
    const char* available;
};

TEST(Quota, AvailableIsTheCapLessHeldAndUsedAndNeverBelowNothing) {
    const Rulebook rules = fixture::amounts_of_2023();
    const Enterprise enterprise = fixture::certified_enterprise();
    const QuotaCase cases[] = {
        {"untouched", 0, 0, "20000.00", "20000.00"},
        {"held", 500'000, 0, "20000.00", "15000.00"},
        {"used", 0, 500'000, "20000.00", "15000.00"},
        {"both", 500'000, 500'000, "20000.00", "10000.00"},
        {"all but a fen", 1'000'000, 999'999, "20000.00", "0.01"},
        {"all", 1'000'000, 1'000'000, "20000.00", "0.00"},
        {"more than all, an honour was lost", 6'000'000, 1'000'000, "20000.00", "0.00"},
    };
    for (const QuotaCase& c : cases) {
        SCOPED_TRACE(c.name);
        const Account account{.id = {AccountKind::quota, 7, "year:2023"},
                              .limit = {},
                              .held = c.held,
                              .settled = c.settled};
        const Quota quota = quota_of(rules, enterprise, &account, day("2023-06-01"));
        EXPECT_EQ(to_yuan(quota.cap), c.cap);
        EXPECT_EQ(quota.held.fen, c.held);
        EXPECT_EQ(quota.used.fen, c.settled);
        EXPECT_EQ(to_yuan(quota.available), c.available);
        EXPECT_EQ(quota.clauses, Clauses{"B23-011"});
    }
}

TEST(Quota, WhoeverIsExcludedHasNoneAndIsToldWhy) {  // B25-063
    Rulebook rules = fixture::amounts_of_2025();
    add_exclusions(rules);
    struct {
        const char* name;
        void (*change)(Enterprise&);
        const char* cap;
        Clauses clauses;
    } const cases[] = {
        {"fits", [](Enterprise&) {}, "200000.00", {"B25-010"}},
        {"not certified", [](Enterprise& e) { e.certifications.clear(); }, "0.00", {"B25-065"}},
        {"elsewhere", [](Enterprise& e) { e.registered_in = "310101"; }, "0.00", {"B25-124"}},
        {"large",
         [](Enterprise& e) { e.certifications[0].finding.size = SizeClass::large; },
         "0.00",
         {"B25-007"}},
        {"a debtor keeps it and cannot use it",
         [](Enterprise& e) { e.credit.judgment_debtor = true; },
         "200000.00",
         {"B25-010"}},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.name);
        Enterprise enterprise = fixture::certified_enterprise();
        c.change(enterprise);
        const Quota quota = quota_of(rules, enterprise, nullptr, day("2025-06-20"));
        EXPECT_EQ(to_yuan(quota.cap), c.cap);
        EXPECT_EQ(quota.available, quota.cap);
        EXPECT_EQ(quota.clauses, c.clauses);
    }
}

TEST(Quota, WhatIsHeldStaysShownWhenTheCapIsGone) {
    Rulebook rules = fixture::amounts_of_2025();
    add_exclusions(rules);
    Enterprise enterprise = fixture::certified_enterprise();
    enterprise.registered_in = "310101";
    const Account account{
        .id = {AccountKind::quota, 7, "year:2025"}, .limit = {}, .held = 300, .settled = 40};
    const Quota quota = quota_of(rules, enterprise, &account, day("2025-06-20"));
    EXPECT_EQ(quota.held.fen, 300);
    EXPECT_EQ(quota.used.fen, 40);
    EXPECT_EQ(quota.available.fen, 0);
}

// Of nobody in particular the highest cap is told (B23-013).
TEST(Quota, TheHighestCapOfAnybody) {
    const auto highest = highest_year_cap(fixture::amounts_of_2023(), fixture::day("2023-07-01"));
    ASSERT_TRUE(highest);
    EXPECT_EQ(highest->amount, fixture::yuan("200000.00"));
    EXPECT_EQ(highest->clauses, Clauses{"B23-013"});
    EXPECT_FALSE(highest_year_cap(fixture::amounts_of_2023(), fixture::day("2022-12-31")));
}

}  // namespace
}  // namespace zq
