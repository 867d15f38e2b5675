// Each comparison below, at and above its limit, and what is not known.
#include "domain/requirement.h"

#include <gtest/gtest.h>

namespace zq {
namespace {

const Day today = make_day(2025, 6, 15);

Requirement among(Fact fact, std::vector<std::string> texts) {
    return {.fact = fact, .comparison = Comparison::in, .texts = std::move(texts), .term = {}};
}
Requirement number(Fact fact, Comparison comparison, std::int64_t limit) {
    return {.fact = fact, .comparison = comparison, .texts = {}, .number = limit, .term = {}};
}
Requirement dated(Fact fact, Comparison comparison, Term term) {
    return {.fact = fact, .comparison = comparison, .texts = {}, .term = term};
}

bool holds_for(const Requirement& requirement, const Enterprise& enterprise) {
    return holds(requirement, Subjects{.enterprise = &enterprise, .today = today});
}
bool holds_for(const Requirement& requirement, const Provider& provider) {
    return holds(requirement, Subjects{.provider = &provider, .today = today});
}

Enterprise certified_in(std::string industry, std::optional<BasisPoints> share = {}) {
    Enterprise enterprise;
    Certification& certification = enterprise.certifications.emplace_back();
    certification.declared.industry = std::move(industry);
    certification.declared.industry_share = share;
    return enterprise;
}

// B23-002, B25-006: Beijing's divisions begin with 11.
TEST(Requirement, APlaceMayBeAPrefix) {
    Enterprise enterprise;
    enterprise.registered_in = "110108";
    EXPECT_TRUE(holds_for(among(Fact::place, {"11*"}), enterprise));
    enterprise.registered_in = "120101";
    EXPECT_FALSE(holds_for(among(Fact::place, {"11*"}), enterprise));
    EXPECT_FALSE(holds_for(among(Fact::place, {"11"}), enterprise));
}

// A32, B25-066: C13 and C14 are prefixes, C1515 is one class.
TEST(Requirement, AnIndustryIsOneOfThoseNamed) {
    const Requirement food = among(Fact::industry, {"C13*", "C14*", "C1515"});
    for (const char* code : {"C1310", "C1499", "C1515"}) {
        EXPECT_TRUE(holds_for(food, certified_in(code))) << code;
    }
    for (const char* code : {"C1514", "C15", "C1210", "I6513"}) {
        EXPECT_FALSE(holds_for(food, certified_in(code))) << code;
    }
}

// B25-071: more than half; exactly half is not enough; no share means the statistics report says
// it.
TEST(Requirement, AShareIsMoreThanHalf) {
    const Requirement half = number(Fact::industry_share, Comparison::more_than, 5000);
    EXPECT_FALSE(holds_for(half, certified_in("C1310", BasisPoints{5000})));
    EXPECT_TRUE(holds_for(half, certified_in("C1310", BasisPoints{5001})));
    EXPECT_TRUE(holds_for(half, certified_in("C1310")));
}

// B25-044, B25-045, B25-027: 15 contracts, 8,000,000 yuan, more than 100 sets.
TEST(Requirement, NumbersAreComparedAtTheirLimit) {
    Provider provider;
    provider.contracts_last_year = 15;
    provider.revenue_last_year = Money{800'000'000};
    provider.equipment_sets = 100;
    const Requirement contracts =
        number(Fact::provider_contracts_last_year, Comparison::at_least, 15);
    const Requirement revenue =
        number(Fact::provider_revenue_last_year, Comparison::at_least, 800'000'000);
    const Requirement sets = number(Fact::provider_equipment_sets, Comparison::more_than, 100);
    EXPECT_TRUE(holds_for(contracts, provider));
    EXPECT_TRUE(holds_for(revenue, provider));
    EXPECT_FALSE(holds_for(sets, provider));
    provider.contracts_last_year = 14;
    provider.revenue_last_year = Money{799'999'999};
    provider.equipment_sets = 101;
    EXPECT_FALSE(holds_for(contracts, provider));
    EXPECT_FALSE(holds_for(revenue, provider));
    EXPECT_TRUE(holds_for(sets, provider));
}

TEST(Requirement, UpperLimitsAreComparedAtTheirLimit) {
    Provider provider;
    const Requirement at_most = number(Fact::provider_contracts_last_year, Comparison::at_most, 15);
    const Requirement less = number(Fact::provider_contracts_last_year, Comparison::less_than, 15);
    struct {
        std::int64_t contracts;
        bool at_most, less;
    } const cases[] = {{14, true, true}, {15, true, false}, {16, false, false}};
    for (const auto& c : cases) {
        provider.contracts_last_year = c.contracts;
        EXPECT_EQ(holds_for(at_most, provider), c.at_most) << c.contracts;
        EXPECT_EQ(holds_for(less, provider), c.less) << c.contracts;
    }
}

// B23-006, B25-073: three years back, the same date included.
TEST(Requirement, ASeriousRecordCountsForThreeYears) {
    const Requirement clean =
        dated(Fact::serious_record, Comparison::none_within, {3, Unit::years});
    Enterprise enterprise;
    EXPECT_TRUE(holds_for(clean, enterprise));
    enterprise.credit.serious_negative = make_day(2022, 6, 14);
    EXPECT_TRUE(holds_for(clean, enterprise));
    enterprise.credit.serious_negative = make_day(2022, 6, 15);
    EXPECT_FALSE(holds_for(clean, enterprise));
    enterprise.credit.serious_negative = today;
    EXPECT_FALSE(holds_for(clean, enterprise));
}

// B25-039: a year to the day is enough; a provider without a day of founding is not old enough.
TEST(Requirement, AProviderIsAYearOld) {
    const Requirement year =
        dated(Fact::provider_founded, Comparison::at_least_ago, {1, Unit::years});
    Provider provider;
    EXPECT_FALSE(holds_for(year, provider));
    provider.founded = make_day(2024, 6, 15);
    EXPECT_TRUE(holds_for(year, provider));
    provider.founded = make_day(2024, 6, 16);
    EXPECT_FALSE(holds_for(year, provider));
}

// B23-008, B23-053
TEST(Requirement, ATruthIsOrIsNot) {
    Enterprise enterprise;
    EXPECT_FALSE(holds_for(number(Fact::certified, Comparison::is, 1), enterprise));
    EXPECT_TRUE(holds_for(number(Fact::judgment_debtor, Comparison::is, 0), enterprise));
    enterprise.credit.judgment_debtor = true;
    enterprise.certifications.emplace_back();
    EXPECT_TRUE(holds_for(number(Fact::certified, Comparison::is, 1), enterprise));
    EXPECT_FALSE(holds_for(number(Fact::judgment_debtor, Comparison::is, 0), enterprise));
}

// B23-012, B25-016: one of several is enough.
TEST(Requirement, AListHasOneOfThoseNamed) {
    Enterprise enterprise;
    enterprise.honours = {"other", "srdi"};
    EXPECT_TRUE(holds_for(among(Fact::honours, {"srdi"}), enterprise));
    EXPECT_FALSE(holds_for(among(Fact::honours, {"little-giant"}), enterprise));
    Provider provider;
    provider.qualifications = {"iso-28000"};
    EXPECT_TRUE(holds_for(
        among(Fact::provider_qualifications, {"digital-service-provider", "iso-28000"}), provider));
}

// What is not known is refused by the requirement that asks for it, not by every other one.
TEST(Requirement, WhatIsNotKnownFailsNothing) {
    const Enterprise uncertified;
    EXPECT_TRUE(holds_for(among(Fact::size, {"micro"}), uncertified));
    EXPECT_TRUE(holds_for(number(Fact::staff, Comparison::less_than, 300), uncertified));
    EXPECT_TRUE(holds(among(Fact::direction, {"chip"}), Subjects{.today = today}));
    EXPECT_FALSE(fact_value(Fact::size, Subjects{.enterprise = &uncertified, .today = today}));
}

TEST(Requirement, AllAndAnyOfNone) {
    const Subjects nobody{.today = today};
    EXPECT_TRUE(all_hold({}, nobody));
    EXPECT_FALSE(any_holds({}, nobody));
}

TEST(FactValue, IsWhatARefusalShows) {
    Enterprise enterprise;
    enterprise.registered_in = "120101";
    enterprise.credit.serious_negative = make_day(2024, 1, 2);
    const Subjects subjects{.enterprise = &enterprise, .today = today};
    EXPECT_EQ(fact_value(Fact::place, subjects), Value{"120101"});
    EXPECT_EQ(fact_value(Fact::serious_record, subjects), Value{"2024-01-02"});
    EXPECT_EQ(fact_value(Fact::certified, subjects), Value{0});
}

}  // namespace
}  // namespace zq
