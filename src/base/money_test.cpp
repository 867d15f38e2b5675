// Amounts and shares: what is read, what is printed, and the one rounding.
#include "base/money.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

#include "base/check.h"

namespace zq {
namespace {

TEST(Money, is_read_with_exactly_two_decimals) {
    EXPECT_EQ(parse_yuan("0.00"), Money{0});
    EXPECT_EQ(parse_yuan("0.01"), Money{1});
    EXPECT_EQ(parse_yuan("50000.00"), Money{5'000'000});
    EXPECT_EQ(parse_yuan("-3.50"), Money{-350});
}

TEST(Money, is_not_read_in_any_other_form) {
    for (const char* text : {"",      "1",        "1.",    "1.5",    "1.555", ".50",  "01.00",
                             "00.50", "1,000.00", "+1.00", "--1.00", "1.-5",  "-.50", " 1.00",
                             "1.00 ", "1e3.00",   "１.00", "1.00元", "a.bc",  "-"}) {
        EXPECT_FALSE(parse_yuan(text)) << "'" << text << "'";
    }
}

TEST(Money, is_read_up_to_its_limit) {
    EXPECT_EQ(parse_yuan("10000000000000.00"), Money{Money::max_fen});
    EXPECT_EQ(parse_yuan("-10000000000000.00"), Money{-Money::max_fen});
    EXPECT_FALSE(parse_yuan("10000000000000.01"));
    EXPECT_FALSE(parse_yuan("10000000000001.00"));
    EXPECT_FALSE(parse_yuan("99999999999999999999.00"));
}

TEST(Money, is_printed_as_it_is_read) {
    EXPECT_EQ(to_yuan(Money{0}), "0.00");
    EXPECT_EQ(to_yuan(Money{5}), "0.05");
    EXPECT_EQ(to_yuan(Money{-5}), "-0.05");
    EXPECT_EQ(to_yuan(Money{-123'456}), "-1234.56");
    EXPECT_TRUE(rc::check([](std::int64_t any) {
        const Money money{any % Money::max_fen};
        RC_ASSERT(parse_yuan(to_yuan(money)) == money);
    }));
}

TEST(Money, never_leaves_its_bounds) {
    const Money most{Money::max_fen};
    EXPECT_EQ(most - most, Money{0});
    EXPECT_EQ(Money{1} - Money{2}, Money{-1});
    EXPECT_THROW(most + Money{1}, BrokenInvariant);
    EXPECT_THROW(Money{0} - most - Money{1}, BrokenInvariant);
    Money sum{3};
    sum += Money{4};
    sum -= Money{2};
    EXPECT_EQ(sum, Money{5});
}

TEST(Share, is_multiplied_first_and_floored_once) {
    const BasisPoints third{3'000};
    EXPECT_EQ(floored_share(Money{50'000'00}, {1, 1}, third), Money{15'000'00});
    EXPECT_EQ(floored_share(Money{1}, {1, 1}, third), Money{0});
    EXPECT_EQ(floored_share(Money{3}, {1, 1}, third), Money{0});
    EXPECT_EQ(floored_share(Money{4}, {1, 1}, third), Money{1});
    // 100.01 × 12/18 × 30% = 20.002: flooring the year's part first would lose a fen elsewhere.
    EXPECT_EQ(floored_share(Money{100'01}, {12, 18}, third), Money{20'00});
    EXPECT_EQ(floored_share(Money{5}, {2, 3}, BasisPoints{10'000}), Money{3});
    EXPECT_EQ(floored_share(Money{10}, {365, 380}, third), Money{2});
}

TEST(Share, of_the_largest_amount_does_not_overflow) {
    const Money most{Money::max_fen};
    EXPECT_EQ(floored_share(most, {365, 365}, BasisPoints{10'000}), most);
    EXPECT_EQ(floored_share(most, {1, 1}, BasisPoints{3'000}), Money{Money::max_fen / 10 * 3});
    EXPECT_THROW(floored_share(most, {2, 1}, BasisPoints{10'000}), BrokenInvariant);
}

TEST(Share, is_never_taken_of_what_cannot_be) {
    EXPECT_THROW(floored_share(Money{-1}, {1, 1}, BasisPoints{1}), BrokenInvariant);
    EXPECT_THROW(floored_share(Money{1}, {1, 0}, BasisPoints{1}), BrokenInvariant);
    EXPECT_THROW(floored_share(Money{1}, {-1, 1}, BasisPoints{1}), BrokenInvariant);
}

TEST(Share, is_the_largest_amount_that_is_not_too_much) {
    EXPECT_TRUE(rc::check(
        [](std::uint32_t total, std::uint8_t part, std::uint8_t more, std::uint16_t points) {
            const Proportion proportion{part, std::int64_t{part} + more + 1};
            const BasisPoints rate{points % 10'001};
            const std::int64_t share = floored_share(Money{total}, proportion, rate).fen;
            const std::int64_t whole = proportion.of * BasisPoints::whole;
            const std::int64_t exact = std::int64_t{total} * part * rate.count;
            RC_ASSERT(share * whole <= exact);
            RC_ASSERT((share + 1) * whole > exact);
        }));
}

TEST(Percent, is_read_and_printed_as_basis_points) {
    EXPECT_EQ(parse_percent("30.00%"), BasisPoints{3'000});
    EXPECT_EQ(parse_percent("30"), BasisPoints{3'000});
    EXPECT_EQ(parse_percent("50.5"), BasisPoints{5'050});
    EXPECT_EQ(parse_percent("0.01%"), BasisPoints{1});
    EXPECT_EQ(to_percent(BasisPoints{3'000}), "30.00%");
    EXPECT_EQ(to_percent(BasisPoints{5}), "0.05%");
    for (const char* text : {"", "%", "30.", "30.001", "-1", "30.0-", "三十", "30%%"}) {
        EXPECT_FALSE(parse_percent(text)) << "'" << text << "'";
    }
}

}  // namespace
}  // namespace zq
