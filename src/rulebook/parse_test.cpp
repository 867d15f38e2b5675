// The small texts: what is read is written back the same, what is wrong says what would be right.
#include "rulebook/parse.h"

#include <gtest/gtest.h>

namespace zq {
namespace {

TEST(ParseRequirement, ReadsWhatItWrites) {
    for (const char* text :
         {"place in 11*", "industry in C13*, C14*, C1515", "industry_share > 50.00%",
          "provider.revenue_last_year >= 8000000.00", "serious_record none-within 3 years",
          "certified is true", "judgment_debtor is false", "provider.founded at-least-ago 1 years",
          "size in micro, small, medium", "honours in srdi", "provider.equipment_sets > 100",
          "legal_form not-in institution, kindergarten", "staff < 300", "price <= 100000.00"}) {
        const auto requirement = parse_requirement(text);
        ASSERT_TRUE(requirement) << text << ": " << requirement.error();
        EXPECT_EQ(to_text(*requirement), text);
    }
}

TEST(ParseRequirement, SaysWhatWouldBeRight) {
    const auto says = [](const char* text) { return parse_requirement(text).error(); };
    EXPECT_NE(says("plaice in 11*").find("known are place"), std::string::npos);
    EXPECT_NE(says("place >= 11").find("write in, not-in"), std::string::npos);
    EXPECT_NE(says("certified in true").find("write is true"), std::string::npos);
    EXPECT_NE(says("certified is yes").find("write true or false"), std::string::npos);
    EXPECT_NE(says("revenue >= 8000000").find("8000000.00"), std::string::npos);
    EXPECT_NE(says("industry_share > half").find("50.00%"), std::string::npos);
    EXPECT_NE(says("place in").find("a value is missing"), std::string::npos);
    EXPECT_NE(says("place in 11*,").find("a value is missing"), std::string::npos);
    EXPECT_NE(says("honours in srdi little-giant").find("part values by commas"),
              std::string::npos);
    EXPECT_NE(says("serious_record none-within 48 hours").find("days, months or years"),
              std::string::npos);
    EXPECT_NE(says("staff >= -5").find("digits only"), std::string::npos);
    EXPECT_NE(says("").find("is no fact"), std::string::npos);
}

TEST(ParseTerm, ReadsAllUnits) {
    EXPECT_EQ(parse_term("48 hours").value(), (Term{48, Unit::hours}));
    EXPECT_EQ(parse_term("30 days").value(), (Term{30, Unit::days}));
    EXPECT_EQ(parse_term("5 working-days").value(), (Term{5, Unit::working_days}));
    EXPECT_EQ(parse_term("18 months").value(), (Term{18, Unit::months}));
    EXPECT_EQ(parse_term("3 years").value(), (Term{3, Unit::years}));
    for (const char* text :
         {"", "days", "30", "30 day", "0 days", "-1 days", "1.5 days", "99999 days"}) {
        EXPECT_FALSE(parse_term(text)) << text;
    }
}

TEST(ParseBound, ReadsLowerBoundsAsInclusiveAndUpperOnesAsNot) {
    const Bound staff = parse_bound("staff >= 20").value();
    EXPECT_EQ(staff.measure, Measure::staff);
    EXPECT_FALSE(staff.below);
    EXPECT_EQ(staff.number, 20);
    const Bound revenue = parse_bound("revenue < 400000000.00").value();
    EXPECT_TRUE(revenue.below);
    EXPECT_EQ(revenue.number, 40'000'000'000);
    for (const char* text :
         {"staff > 20", "staff >= 20.00", "revenue < 400000000", "profit >= 1.00"}) {
        EXPECT_FALSE(parse_bound(text)) << text;
    }
}

}  // namespace
}  // namespace zq
