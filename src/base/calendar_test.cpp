// Working days around the National Day of 2025: eight days off, two weekends worked.
#include "base/calendar.h"

#include <gtest/gtest.h>

namespace zq {
namespace {

WorkingCalendar autumn_2025() {
    WorkingCalendar::Year year{.year = 2025, .off = {}, .work = {}};
    for (unsigned day = 1; day <= 8; ++day) year.off.insert(make_day(2025, 10, day));
    year.work = {make_day(2025, 9, 28), make_day(2025, 10, 11)};
    WorkingCalendar calendar;
    calendar.add(year);
    return calendar;
}

TEST(Calendar, knows_days_off_weekends_and_weekends_worked) {
    const WorkingCalendar calendar = autumn_2025();
    EXPECT_EQ(calendar.is_working_day(make_day(2025, 9, 30)), true);   // Tuesday
    EXPECT_EQ(calendar.is_working_day(make_day(2025, 10, 1)), false);  // Wednesday, off
    EXPECT_EQ(calendar.is_working_day(make_day(2025, 9, 27)), false);  // Saturday
    EXPECT_EQ(calendar.is_working_day(make_day(2025, 9, 28)), true);   // Sunday, worked
    EXPECT_EQ(calendar.is_working_day(make_day(2025, 10, 11)), true);  // Saturday, worked
}

TEST(Calendar, counts_from_the_day_after_the_start) {
    const WorkingCalendar calendar = autumn_2025();
    EXPECT_EQ(calendar.working_day_after(make_day(2025, 9, 30), 0), make_day(2025, 9, 30));
    EXPECT_EQ(calendar.working_day_after(make_day(2025, 9, 30), 1), make_day(2025, 10, 9));
    EXPECT_EQ(calendar.working_day_after(make_day(2025, 9, 26), 1), make_day(2025, 9, 28));
    EXPECT_EQ(calendar.working_day_after(make_day(2025, 9, 30), 5), make_day(2025, 10, 14));
    EXPECT_EQ(calendar.working_days_between(make_day(2025, 9, 30), make_day(2025, 10, 9)), 1);
    EXPECT_EQ(calendar.working_days_between(make_day(2025, 9, 25), make_day(2025, 9, 30)), 4);
    EXPECT_EQ(calendar.working_days_between(make_day(2025, 9, 30), make_day(2025, 9, 30)), 0);
}

TEST(Calendar, refuses_a_year_it_has_no_data_for) {
    const WorkingCalendar calendar = autumn_2025();
    EXPECT_TRUE(calendar.covers(2025));
    EXPECT_FALSE(calendar.covers(2026));
    const auto asked = calendar.is_working_day(make_day(2026, 1, 5));
    ASSERT_FALSE(asked);
    EXPECT_EQ(asked.error().year, 2026);
    const auto beyond = calendar.working_day_after(make_day(2025, 12, 30), 5);
    ASSERT_FALSE(beyond);
    EXPECT_EQ(beyond.error().year, 2026);
    const auto before = calendar.working_days_between(make_day(2024, 12, 29), make_day(2025, 1, 2));
    ASSERT_FALSE(before);
    EXPECT_EQ(before.error().year, 2024);
}

}  // namespace
}  // namespace zq
