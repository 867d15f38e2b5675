// Working days around the National Day of 2025: eight days off, two weekends worked.
#include "base/calendar.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

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

// Two years with days off and weekends worked wherever chance has them.
WorkingCalendar by_chance() {
    WorkingCalendar calendar;
    for (const int number : {2025, 2026}) {
        WorkingCalendar::Year year{.year = number, .off = {}, .work = {}};
        for (int i = *rc::gen::inRange(0, 60); i > 0; --i) {
            const Day day = make_day(number, 1, 1) + std::chrono::days{*rc::gen::inRange(0, 365)};
            (*rc::gen::arbitrary<bool>() ? year.off : year.work).insert(day);
        }
        for (const Day day : year.off) year.work.erase(day);
        calendar.add(year);
    }
    return calendar;
}

Day some_day() {
    return make_day(2025, 1, 1) + std::chrono::days{*rc::gen::inRange(0, 400)};
}

TEST(Calendar, counting_forth_and_back_agree) {
    EXPECT_TRUE(rc::check("the n-th working day is one, and n working days away", [] {
        const WorkingCalendar calendar = by_chance();
        const Day start = some_day();
        const int n = *rc::gen::inRange(0, 60);
        const auto end = calendar.working_day_after(start, n);
        RC_PRE(end.has_value());
        RC_ASSERT(calendar.working_days_between(start, *end).value() == n);
        if (n == 0) RC_ASSERT(*end == start);
        if (n > 0) {
            RC_ASSERT(calendar.is_working_day(*end).value());
            RC_ASSERT(calendar.working_days_between(start, *end - std::chrono::days{1}).value() ==
                      n - 1);
        }
    }));
}

TEST(Calendar, more_days_and_later_starts_never_end_sooner) {
    EXPECT_TRUE(rc::check("monotone in both", [] {
        const WorkingCalendar calendar = by_chance();
        const Day start = some_day();
        const Day later = start + std::chrono::days{*rc::gen::inRange(0, 20)};
        const int n = *rc::gen::inRange(0, 40);
        const auto end = calendar.working_day_after(start, n);
        const auto more = calendar.working_day_after(start, n + 1);
        const auto after = calendar.working_day_after(later, n);
        RC_PRE(end && more && after);
        RC_ASSERT(*end < *more);
        RC_ASSERT(*end <= *after);
    }));
}

}  // namespace
}  // namespace zq
