// What an officer reads before publishing: every row with its clauses, and what changed in a year.
#include "rulebook/describe.h"

#include <gtest/gtest.h>

#include "rulebook/load.h"

namespace zq {
namespace {

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST(Describe, ShowsValuesWithTheirClauses) {
    const std::string text = describe(*load_rulebook("programmes/beijing-2023"));
    EXPECT_TRUE(has(text, "year [honours in little-giant]"));
    EXPECT_TRUE(has(text, "200000.00 (B23-010, B23-013)"));
    EXPECT_TRUE(has(text, "after 48 hours, may be extended by 30 days (B23-061, B23-063, Z-015)"));
    EXPECT_TRUE(has(text, "place in 11* (B23-002)"));
}

TEST(DescribeDifferences, ShowsWhatChangedBetweenTheYears) {
    const std::string text = describe_differences(*load_rulebook("programmes/beijing-2023"),
                                                  *load_rulebook("programmes/beijing-2025"));
    EXPECT_TRUE(has(text,
                    "  ~ year\n      - 20000.00 (B23-010, B23-011)\n"
                    "      + 200000.00 (B25-010, B25-063)\n"));
    EXPECT_TRUE(has(text, "  - order: 50000.00 (B23-019)"));
    EXPECT_TRUE(has(text, "  + waive: 1 person (B25-113)"));
    EXPECT_TRUE(has(text, "      - after 48 hours"));
    // The rate is the same in both, whatever its clause is called.
    EXPECT_FALSE(has(text, "30.00%"));
}

TEST(DescribeDifferences, OfARulebookWithItselfAreNone) {
    const auto book = load_rulebook("programmes/beijing-2025");
    EXPECT_EQ(describe_differences(*book, *book), "- beijing-2025\n+ beijing-2025\n");
}

TEST(DescribeFinding, SaysWhyAndHowFarTheNextClassIs) {
    const SizeStandard standard = load_size_standard("programmes/standards/sme-2011-300.toml");
    const Declaration declared{.industry = "I6513",
                               .industry_share = {},
                               .staff = 50,
                               .revenue = Money{800'000'000},
                               .assets = Money{500'000'000}};
    const std::string text = describe(*classify(standard, declared), declared, standard);
    EXPECT_TRUE(has(text, "small\n"));
    EXPECT_TRUE(
        has(text, "because staff >= 10 (40 above), revenue >= 500000.00 (7500000.00 above)"));
    EXPECT_TRUE(has(text, "staff >= 100 (50 short), revenue >= 10000000.00 (2000000.00 short)"));
}

}  // namespace
}  // namespace zq
