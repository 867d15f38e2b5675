// The shipped size standard at, below and above every bound of every class (B23-004, B25-007). The
// rows were worked out from the published thresholds, not from our file.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "rulebook/load.h"

namespace zq {
namespace {

using enum SizeClass;

struct Sized {
    const char* industry;
    std::int64_t staff;
    const char* revenue;
    const char* assets;
    SizeClass size;
};

// clang-format off
const Sized sized[] = {
    // farming
    {"A0111", 0, "200000000.00", "0.00", large},
    {"A0111", 0, "199999999.99", "0.00", medium},
    {"A0111", 0, "200000000.01", "0.00", large},
    {"A0111", 0, "5000000.00", "0.00", medium},
    {"A0111", 0, "4999999.99", "0.00", small},
    {"A0111", 0, "5000000.01", "0.00", medium},
    {"A0111", 0, "500000.00", "0.00", small},
    {"A0111", 0, "499999.99", "0.00", micro},
    {"A0111", 0, "500000.01", "0.00", small},
    // industry
    {"C1311", 1000, "400000000.00", "0.00", large},
    {"C1311", 999, "400000000.00", "0.00", medium},
    {"C1311", 1000, "399999999.99", "0.00", medium},
    {"C1311", 1001, "400000000.01", "0.00", large},
    {"C1311", 300, "20000000.00", "0.00", medium},
    {"C1311", 299, "20000000.00", "0.00", small},
    {"C1311", 300, "19999999.99", "0.00", small},
    {"C1311", 301, "20000000.01", "0.00", medium},
    {"C1311", 20, "3000000.00", "0.00", small},
    {"C1311", 19, "3000000.00", "0.00", micro},
    {"C1311", 20, "2999999.99", "0.00", micro},
    {"C1311", 21, "3000000.01", "0.00", small},
    // construction
    {"E4710", 0, "800000000.00", "800000000.00", large},
    {"E4710", 0, "799999999.99", "800000000.00", medium},
    {"E4710", 0, "800000000.00", "799999999.99", medium},
    {"E4710", 0, "800000000.01", "800000000.01", large},
    {"E4710", 0, "60000000.00", "50000000.00", medium},
    {"E4710", 0, "59999999.99", "50000000.00", small},
    {"E4710", 0, "60000000.00", "49999999.99", small},
    {"E4710", 0, "60000000.01", "50000000.01", medium},
    {"E4710", 0, "3000000.00", "3000000.00", small},
    {"E4710", 0, "2999999.99", "3000000.00", micro},
    {"E4710", 0, "3000000.00", "2999999.99", micro},
    {"E4710", 0, "3000000.01", "3000000.01", small},
    // wholesale
    {"F5111", 200, "400000000.00", "0.00", large},
    {"F5111", 199, "400000000.00", "0.00", medium},
    {"F5111", 200, "399999999.99", "0.00", medium},
    {"F5111", 201, "400000000.01", "0.00", large},
    {"F5111", 20, "50000000.00", "0.00", medium},
    {"F5111", 19, "50000000.00", "0.00", small},
    {"F5111", 20, "49999999.99", "0.00", small},
    {"F5111", 21, "50000000.01", "0.00", medium},
    {"F5111", 5, "10000000.00", "0.00", small},
    {"F5111", 4, "10000000.00", "0.00", micro},
    {"F5111", 5, "9999999.99", "0.00", micro},
    {"F5111", 6, "10000000.01", "0.00", small},
    // retail
    {"F5211", 300, "200000000.00", "0.00", large},
    {"F5211", 299, "200000000.00", "0.00", medium},
    {"F5211", 300, "199999999.99", "0.00", medium},
    {"F5211", 301, "200000000.01", "0.00", large},
    {"F5211", 50, "5000000.00", "0.00", medium},
    {"F5211", 49, "5000000.00", "0.00", small},
    {"F5211", 50, "4999999.99", "0.00", small},
    {"F5211", 51, "5000000.01", "0.00", medium},
    {"F5211", 10, "1000000.00", "0.00", small},
    {"F5211", 9, "1000000.00", "0.00", micro},
    {"F5211", 10, "999999.99", "0.00", micro},
    {"F5211", 11, "1000000.01", "0.00", small},
    // transport
    {"G5431", 1000, "300000000.00", "0.00", large},
    {"G5431", 999, "300000000.00", "0.00", medium},
    {"G5431", 1000, "299999999.99", "0.00", medium},
    {"G5431", 1001, "300000000.01", "0.00", large},
    {"G5431", 300, "30000000.00", "0.00", medium},
    {"G5431", 299, "30000000.00", "0.00", small},
    {"G5431", 300, "29999999.99", "0.00", small},
    {"G5431", 301, "30000000.01", "0.00", medium},
    {"G5431", 20, "2000000.00", "0.00", small},
    {"G5431", 19, "2000000.00", "0.00", micro},
    {"G5431", 20, "1999999.99", "0.00", micro},
    {"G5431", 21, "2000000.01", "0.00", small},
    // warehousing
    {"G5930", 200, "300000000.00", "0.00", large},
    {"G5930", 199, "300000000.00", "0.00", medium},
    {"G5930", 200, "299999999.99", "0.00", medium},
    {"G5930", 201, "300000000.01", "0.00", large},
    {"G5930", 100, "10000000.00", "0.00", medium},
    {"G5930", 99, "10000000.00", "0.00", small},
    {"G5930", 100, "9999999.99", "0.00", small},
    {"G5930", 101, "10000000.01", "0.00", medium},
    {"G5930", 20, "1000000.00", "0.00", small},
    {"G5930", 19, "1000000.00", "0.00", micro},
    {"G5930", 20, "999999.99", "0.00", micro},
    {"G5930", 21, "1000000.01", "0.00", small},
    // post
    {"G6010", 1000, "300000000.00", "0.00", large},
    {"G6010", 999, "300000000.00", "0.00", medium},
    {"G6010", 1000, "299999999.99", "0.00", medium},
    {"G6010", 1001, "300000000.01", "0.00", large},
    {"G6010", 300, "20000000.00", "0.00", medium},
    {"G6010", 299, "20000000.00", "0.00", small},
    {"G6010", 300, "19999999.99", "0.00", small},
    {"G6010", 301, "20000000.01", "0.00", medium},
    {"G6010", 20, "1000000.00", "0.00", small},
    {"G6010", 19, "1000000.00", "0.00", micro},
    {"G6010", 20, "999999.99", "0.00", micro},
    {"G6010", 21, "1000000.01", "0.00", small},
    // accommodation
    {"H6110", 300, "100000000.00", "0.00", large},
    {"H6110", 299, "100000000.00", "0.00", medium},
    {"H6110", 300, "99999999.99", "0.00", medium},
    {"H6110", 301, "100000000.01", "0.00", large},
    {"H6110", 100, "20000000.00", "0.00", medium},
    {"H6110", 99, "20000000.00", "0.00", small},
    {"H6110", 100, "19999999.99", "0.00", small},
    {"H6110", 101, "20000000.01", "0.00", medium},
    {"H6110", 10, "1000000.00", "0.00", small},
    {"H6110", 9, "1000000.00", "0.00", micro},
    {"H6110", 10, "999999.99", "0.00", micro},
    {"H6110", 11, "1000000.01", "0.00", small},
    // catering
    {"H6210", 300, "100000000.00", "0.00", large},
    {"H6210", 299, "100000000.00", "0.00", medium},
    {"H6210", 300, "99999999.99", "0.00", medium},
    {"H6210", 301, "100000000.01", "0.00", large},
    {"H6210", 100, "20000000.00", "0.00", medium},
    {"H6210", 99, "20000000.00", "0.00", small},
    {"H6210", 100, "19999999.99", "0.00", small},
    {"H6210", 101, "20000000.01", "0.00", medium},
    {"H6210", 10, "1000000.00", "0.00", small},
    {"H6210", 9, "1000000.00", "0.00", micro},
    {"H6210", 10, "999999.99", "0.00", micro},
    {"H6210", 11, "1000000.01", "0.00", small},
    // telecoms
    {"I6311", 2000, "1000000000.00", "0.00", large},
    {"I6311", 1999, "1000000000.00", "0.00", medium},
    {"I6311", 2000, "999999999.99", "0.00", medium},
    {"I6311", 2001, "1000000000.01", "0.00", large},
    {"I6311", 100, "10000000.00", "0.00", medium},
    {"I6311", 99, "10000000.00", "0.00", small},
    {"I6311", 100, "9999999.99", "0.00", small},
    {"I6311", 101, "10000000.01", "0.00", medium},
    {"I6311", 10, "1000000.00", "0.00", small},
    {"I6311", 9, "1000000.00", "0.00", micro},
    {"I6311", 10, "999999.99", "0.00", micro},
    {"I6311", 11, "1000000.01", "0.00", small},
    // software
    {"I6513", 300, "100000000.00", "0.00", large},
    {"I6513", 299, "100000000.00", "0.00", medium},
    {"I6513", 300, "99999999.99", "0.00", medium},
    {"I6513", 301, "100000000.01", "0.00", large},
    {"I6513", 100, "10000000.00", "0.00", medium},
    {"I6513", 99, "10000000.00", "0.00", small},
    {"I6513", 100, "9999999.99", "0.00", small},
    {"I6513", 101, "10000000.01", "0.00", medium},
    {"I6513", 10, "500000.00", "0.00", small},
    {"I6513", 9, "500000.00", "0.00", micro},
    {"I6513", 10, "499999.99", "0.00", micro},
    {"I6513", 11, "500000.01", "0.00", small},
    // real-estate
    {"K7010", 0, "2000000000.00", "100000000.00", large},
    {"K7010", 0, "1999999999.99", "100000000.00", medium},
    {"K7010", 0, "2000000000.00", "99999999.99", medium},
    {"K7010", 0, "2000000000.01", "100000000.01", large},
    {"K7010", 0, "10000000.00", "50000000.00", medium},
    {"K7010", 0, "9999999.99", "50000000.00", small},
    {"K7010", 0, "10000000.00", "49999999.99", small},
    {"K7010", 0, "10000000.01", "50000000.01", medium},
    {"K7010", 0, "1000000.00", "20000000.00", small},
    {"K7010", 0, "999999.99", "20000000.00", micro},
    {"K7010", 0, "1000000.00", "19999999.99", micro},
    {"K7010", 0, "1000000.01", "20000000.01", small},
    // property-management
    {"K7020", 1000, "50000000.00", "0.00", large},
    {"K7020", 999, "50000000.00", "0.00", medium},
    {"K7020", 1000, "49999999.99", "0.00", medium},
    {"K7020", 1001, "50000000.01", "0.00", large},
    {"K7020", 300, "10000000.00", "0.00", medium},
    {"K7020", 299, "10000000.00", "0.00", small},
    {"K7020", 300, "9999999.99", "0.00", small},
    {"K7020", 301, "10000000.01", "0.00", medium},
    {"K7020", 100, "5000000.00", "0.00", small},
    {"K7020", 99, "5000000.00", "0.00", micro},
    {"K7020", 100, "4999999.99", "0.00", micro},
    {"K7020", 101, "5000000.01", "0.00", small},
    // leasing-business
    {"L7211", 300, "0.00", "1200000000.00", large},
    {"L7211", 299, "0.00", "1200000000.00", medium},
    {"L7211", 300, "0.00", "1199999999.99", medium},
    {"L7211", 301, "0.00", "1200000000.01", large},
    {"L7211", 100, "0.00", "80000000.00", medium},
    {"L7211", 99, "0.00", "80000000.00", small},
    {"L7211", 100, "0.00", "79999999.99", small},
    {"L7211", 101, "0.00", "80000000.01", medium},
    {"L7211", 10, "0.00", "1000000.00", small},
    {"L7211", 9, "0.00", "1000000.00", micro},
    {"L7211", 10, "0.00", "999999.99", micro},
    {"L7211", 11, "0.00", "1000000.01", small},
    // other
    {"M7310", 300, "0.00", "0.00", large},
    {"M7310", 299, "0.00", "0.00", medium},
    {"M7310", 301, "0.00", "0.00", large},
    {"M7310", 100, "0.00", "0.00", medium},
    {"M7310", 99, "0.00", "0.00", small},
    {"M7310", 101, "0.00", "0.00", medium},
    {"M7310", 10, "0.00", "0.00", small},
    {"M7310", 9, "0.00", "0.00", micro},
    {"M7310", 11, "0.00", "0.00", small},
};
// clang-format on

const SizeStandard& standard() {
    static const SizeStandard loaded = load_size_standard("programmes/standards/sme-2011-300.toml");
    return loaded;
}

std::optional<SizeFinding> classified(const Sized& row) {
    return classify(standard(), Declaration{.industry = row.industry,
                                            .industry_share = {},
                                            .staff = row.staff,
                                            .revenue = *parse_yuan(row.revenue),
                                            .assets = *parse_yuan(row.assets)});
}

TEST(SizeStandard2011, HoldsBelowAtAndAboveEveryBound) {
    for (const Sized& row : sized) {
        const auto finding = classified(row);
        ASSERT_TRUE(finding) << row.industry;
        EXPECT_EQ(name_of(finding->size), name_of(row.size))
            << row.industry << " " << row.staff << " " << row.revenue << " " << row.assets;
    }
}

TEST(SizeStandard2011, HasSixteenClassesInItsOrder) {
    ASSERT_EQ(standard().classes.size(), 16u);
    EXPECT_EQ(standard().classes.front().code, "farming");
    EXPECT_EQ(standard().classes.back().code, "other");
}

// Railways, finance, education, health, administration and K704 have no thresholds.
TEST(SizeStandard2011, LeavesSomeIndustriesUnclassified) {
    for (const char* industry : {"G5310", "J6621", "K7040", "P8310", "Q8411", "S9210", "T9700"}) {
        EXPECT_FALSE(classified({industry, 10, "1000000.00", "0.00", micro})) << industry;
    }
}

// Loading and handling (G591) counts as transport, the rest of G59 as warehousing.
TEST(SizeStandard2011, TakesTheLongestPrefix) {
    EXPECT_EQ(standard().class_of("G5910")->code, "transport");
    EXPECT_EQ(standard().class_of("G5930")->code, "warehousing");
    EXPECT_EQ(standard().class_of("Q8510")->code, "other");
}

TEST(Industries, AreCodesOfTheTableOrBeginningsOfThem) {
    const auto industries = load_industries("programmes/standards/gbt4754-2017.tsv");
    EXPECT_TRUE(is_industry(industries, "I6513"));
    EXPECT_TRUE(is_industry(industries, "C1515"));
    EXPECT_TRUE(is_industry(industries, "C15"));
    EXPECT_FALSE(is_industry(industries, "C1599"));
    EXPECT_FALSE(is_industry(industries, ""));
    EXPECT_FALSE(is_industry(industries, "Z1"));
    EXPECT_EQ(industries.at("C1515").level, 4);
}

// More staff, revenue or assets never make an enterprise smaller, whatever its industry.
TEST(SizeStandard2011, GrowthNeverMakesSmaller) {
    const auto amount = [](std::int64_t most) { return *rc::gen::inRange<std::int64_t>(0, most); };
    constexpr std::int64_t fen = 300'000'000'000;  // above every bound of the standard
    EXPECT_TRUE(rc::check("monotone in every measure", [&] {
        const IndustryClass row = *rc::gen::elementOf(standard().classes);
        Declaration declared;
        declared.industry = row.industries.front();
        // Half of the measures lie at a bound, where a comparison could be off by one.
        const auto near = [&](Measure measure, std::int64_t most) {
            std::vector<std::int64_t> bounds{amount(most)};
            for (const auto* all : {&row.medium_if, &row.small_if}) {
                for (const Bound& bound : *all) {
                    if (bound.measure == measure) bounds.push_back(bound.number);
                }
            }
            return std::max<std::int64_t>(
                0, *rc::gen::elementOf(bounds) + *rc::gen::inRange<std::int64_t>(-1, 2));
        };
        declared.staff = near(Measure::staff, 2000);
        declared.revenue = Money{near(Measure::revenue, fen)};
        declared.assets = Money{near(Measure::assets, fen)};
        const auto before = classify(standard(), declared);
        RC_ASSERT(before.has_value());
        Declaration grown = declared;
        grown.staff += amount(500);
        grown.revenue = grown.revenue + Money{amount(fen)};
        grown.assets = grown.assets + Money{amount(fen)};
        RC_ASSERT(classify(standard(), grown)->size >= before->size);
    }));
}

}  // namespace
}  // namespace zq
