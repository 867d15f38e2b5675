// What a finding says beside the class: which bounds decided, and which keep an enterprise out of
// the next class up. The shipped standard has tests of its own (src/rulebook).
#include "domain/size_class.h"

#include <gtest/gtest.h>

namespace zq {
namespace {

Bound staff(bool below, std::int64_t number) {
    return {.measure = Measure::staff, .below = below, .number = number};
}
Bound revenue(bool below, std::int64_t yuan) {
    return {.measure = Measure::revenue, .below = below, .number = yuan * 100};
}

SizeStandard standard() {
    SizeStandard made;
    made.classes.push_back({.code = "industry",
                            .zh = {},
                            .en = {},
                            .industries = {"C"},
                            .sme_if = {{staff(true, 1000)}, {revenue(true, 400)}},
                            .medium_if = {staff(false, 300), revenue(false, 20)},
                            .small_if = {staff(false, 20), revenue(false, 3)}});
    made.classes.push_back({.code = "food",
                            .zh = {},
                            .en = {},
                            .industries = {"C13", "C1"},
                            .sme_if = {{staff(true, 10)}},
                            .medium_if = {staff(false, 9)},
                            .small_if = {staff(false, 8)}});
    made.classes.push_back({.code = "bread",
                            .zh = {},
                            .en = {},
                            .industries = {"C131"},
                            .sme_if = {{staff(true, 5)}},
                            .medium_if = {staff(false, 4)},
                            .small_if = {staff(false, 3)}});
    return made;
}

SizeFinding found(std::int64_t heads, std::int64_t yuan, const char* industry = "C20") {
    return *classify(standard(), Declaration{.industry = industry,
                                             .industry_share = {},
                                             .staff = heads,
                                             .revenue = Money{yuan * 100},
                                             .assets = {}});
}

using Bounds = std::vector<std::string>;

TEST(SizeFinding, NamesTheBoundsThatDecided) {  // B23-004, B25-007
    const SizeFinding large = found(1000, 400);
    EXPECT_EQ(large.size, SizeClass::large);
    EXPECT_EQ(large.industry_class, "industry");
    EXPECT_EQ(large.met, (Bounds{"staff >= 1000", "revenue >= 400.00"}));
    EXPECT_EQ(large.missed, Bounds{});

    const SizeFinding medium = found(1000, 399);
    EXPECT_EQ(medium.size, SizeClass::medium);
    EXPECT_EQ(medium.met, (Bounds{"staff >= 300", "revenue >= 20.00"}));
    EXPECT_EQ(medium.missed, Bounds{"revenue >= 400.00"});

    const SizeFinding small = found(300, 19);
    EXPECT_EQ(small.size, SizeClass::small);
    EXPECT_EQ(small.met, (Bounds{"staff >= 20", "revenue >= 3.00"}));
    EXPECT_EQ(small.missed, Bounds{"revenue >= 20.00"});

    const SizeFinding micro = found(19, 3);
    EXPECT_EQ(micro.size, SizeClass::micro);
    EXPECT_EQ(micro.met, Bounds{});
    EXPECT_EQ(micro.missed, Bounds{"staff >= 20"});
}

TEST(SizeFinding, IsOfTheClassWithTheLongestPrefix) {
    struct {
        const char* industry;
        const char* industry_class;
    } const cases[] = {
        {"C20", "industry"}, {"C1500", "food"}, {"C1300", "food"}, {"C1310", "bread"}};
    for (const auto& c : cases) {
        EXPECT_EQ(found(1, 1, c.industry).industry_class, c.industry_class) << c.industry;
    }
    EXPECT_EQ(standard().class_of("I65"), nullptr);
}

}  // namespace
}  // namespace zq
