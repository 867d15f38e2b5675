// Amounts in words, and points that follow from the rows of a programme.
#include "papers/made/wording.h"

#include <gtest/gtest.h>

#include "papers/made/fixture.h"

namespace zq::papers {
namespace {

using fixture::yuan;

TEST(Wording, WritesAmountsInCapitals) {
    const std::pair<const char*, const char*> cases[] = {
        {"0.00", "零元整"},
        {"0.05", "伍分"},
        {"0.50", "伍角整"},
        {"1.05", "壹元零伍分"},
        {"10.00", "壹拾元整"},
        {"105.10", "壹佰零伍元壹角整"},
        {"1005.00", "壹仟零伍元整"},
        {"50000.00", "伍万元整"},
        {"100005.00", "壹拾万零伍元整"},
        {"1030000.00", "壹佰零叁万元整"},
        {"10002000.00", "壹仟万贰仟元整"},
        {"100000000.00", "壹亿元整"},
        {"100000001.23", "壹亿零壹元贰角叁分"},
        {"123456789.00", "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元整"},
    };
    for (const auto& [amount, capitals] : cases) EXPECT_EQ(in_capitals(yuan(amount)), capitals);
}

TEST(Wording, GroupsDigits) {
    EXPECT_EQ(grouped(yuan("0.00")), "0.00");
    EXPECT_EQ(grouped(yuan("999.90")), "999.90");
    EXPECT_EQ(grouped(yuan("1000.00")), "1,000.00");
    EXPECT_EQ(grouped(Money{-123'456'789}), "-1,234,567.89");
}

TEST(Wording, SaysBoundsAsTheStandardDoes) {
    EXPECT_EQ(zh_bounds(fixture::rules().standard.classes.front().medium_if),
              "从业人员≥100人，营业收入≥1,000万元");
}

TEST(Wording, LeavesOutWhatNoClauseAsks) {
    const Day day = make_day(2025, 6, 16);
    EXPECT_EQ(undertaking(fixture::rules(), day).size(), 8U);
    EXPECT_EQ(undertaking(Rulebook{}, day).size(), 0U);
    for (const Point& point : undertaking(fixture::rules(), day)) {
        EXPECT_FALSE(point.clauses.empty()) << point.text;
    }
}

}  // namespace
}  // namespace zq::papers
