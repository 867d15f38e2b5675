// Bans of several programmes over one party: the longest holds, and each is lifted by itself.
#include "domain/parties.h"

#include <gtest/gtest.h>

namespace zq {
namespace {

const ProgrammeId of_2023{1};
const ProgrammeId of_2025{2};

Ban until(ProgrammeId from, Day day, const char* clause) {
    return {.from = from, .until = day, .permanent = false, .clauses = {ClauseId{clause}}};
}
Ban lifted(ProgrammeId from) {
    return {.from = from, .until = {}, .permanent = false, .clauses = {}};
}

// B23-108: the last day is barred, the day after is not.
TEST(Standing, bars_to_the_last_day_of_the_longest_ban) {
    Standing standing;
    standing.set(until(of_2023, make_day(2026, 6, 15), "B23-108"));
    standing.set(until(of_2025, make_day(2028, 6, 16), "B25-246"));
    EXPECT_TRUE(standing.barred_on(make_day(2028, 6, 15)));
    EXPECT_TRUE(standing.barred_on(make_day(2028, 6, 16)));
    EXPECT_FALSE(standing.barred_on(make_day(2028, 6, 17)));
    EXPECT_EQ(standing.clauses, (Clauses{"B23-108", "B25-246"}));
}

TEST(Standing, lifting_one_ban_leaves_that_of_another_programme) {
    Standing standing;
    standing.set(until(of_2023, make_day(2026, 6, 15), "B23-108"));
    standing.set(until(of_2025, make_day(2028, 6, 16), "B25-246"));
    standing.set(lifted(of_2025));
    EXPECT_TRUE(standing.barred_on(make_day(2026, 6, 15)));
    EXPECT_FALSE(standing.barred_on(make_day(2026, 6, 16)));
    EXPECT_EQ(standing.clauses, Clauses{"B23-108"});
    standing.set(lifted(of_2023));
    EXPECT_FALSE(standing.barred_on(make_day(2026, 6, 15)));
    EXPECT_TRUE(standing.bans.empty());
}

TEST(Standing, a_ban_for_good_outlasts_every_day_and_gives_way_only_when_lifted) {  // B25-247
    Standing standing;
    standing.set({.from = of_2025, .until = {}, .permanent = true, .clauses = {"B25-247"}});
    standing.set(until(of_2023, make_day(2026, 6, 15), "B23-108"));
    EXPECT_TRUE(standing.barred_on(make_day(2099, 12, 31)));
    standing.set(lifted(of_2025));
    EXPECT_FALSE(standing.barred_on(make_day(2026, 6, 16)));
}

// Whoever decided first: clauses and bans stand in the order of the programmes.
TEST(Standing, is_the_same_in_whatever_order_bans_came) {
    Standing one, other;
    one.set(until(of_2023, make_day(2026, 6, 15), "B23-108"));
    one.set(until(of_2025, make_day(2028, 6, 16), "B25-246"));
    other.set(until(of_2025, make_day(2028, 6, 16), "B25-246"));
    other.set(until(of_2023, make_day(2026, 6, 15), "B23-108"));
    EXPECT_EQ(encode(one), encode(other));
    // A ban for good has no last day, and takes none away.
    one.set({.from = of_2025, .until = {}, .permanent = true, .clauses = {"B25-247"}});
    EXPECT_EQ(one.until, make_day(2026, 6, 15));
}

TEST(Standing, says_what_one_programme_decided) {
    Standing standing;
    const Ban ban = until(of_2023, make_day(2026, 6, 15), "B23-108");
    standing.set(ban);
    EXPECT_EQ(standing.ban_from(of_2023), ban);
    EXPECT_FALSE(standing.ban_from(of_2025).bars());
}

}  // namespace
}  // namespace zq
