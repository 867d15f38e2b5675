// Every way of counting a window: hours, days, working days, months and years (A6, A7, A8, A19).
#include "domain/terms_of_time.h"

#include <gtest/gtest.h>

namespace zq {
namespace {

const Zone shanghai{.name = "Asia/Shanghai", .offsets = {{Instant{0}, 8 * 3600}}};

WorkingCalendar calendar_2023() {
    WorkingCalendar calendar;
    std::set<Day> off;
    for (Day day = make_day(2023, 9, 29); day <= make_day(2023, 10, 6);
         day += std::chrono::days{1}) {
        off.insert(day);
    }
    calendar.add({2023, off, {make_day(2023, 10, 7), make_day(2023, 10, 8)}});
    return calendar;
}

std::string deadline(std::string_view start, Term term) {
    const auto end = deadline_after(*parse_rfc3339(start), term, shanghai, calendar_2023());
    return end ? to_rfc3339(*end, shanghai) : std::string{name_of(end.error().code())};
}

// A6, B23-061, B23-063: 48 natural hours, the last second included, fractions cut off.
TEST(DeadlineAfter, HoursRunFromTheSecond) {
    EXPECT_EQ(deadline("2023-06-01T10:00:00+08:00", {48, Unit::hours}),
              "2023-06-03T10:00:00+08:00");
    EXPECT_EQ(deadline("2023-06-01T10:00:00.999999+08:00", {48, Unit::hours}),
              "2023-06-03T10:00:00+08:00");
    const Instant last = *parse_rfc3339("2023-06-03T10:00:00+08:00");
    EXPECT_TRUE(in_time(*parse_rfc3339("2023-06-03T10:00:00.5+08:00"), last));
    EXPECT_FALSE(in_time(*parse_rfc3339("2023-06-03T10:00:01+08:00"), last));
}

// A7, B23-084: Friday to Sunday off, the holiday off, the make-up weekend worked.
TEST(DeadlineAfter, WorkingDaysFollowTheCalendar) {
    EXPECT_EQ(deadline("2023-09-28T23:59:59+08:00", {7, Unit::working_days}),
              "2023-10-13T23:59:59+08:00");
    EXPECT_EQ(deadline("2023-09-28T00:00:00+08:00", {1, Unit::working_days}),
              "2023-10-07T23:59:59+08:00");
    EXPECT_EQ(deadline("2023-12-29T10:00:00+08:00", {5, Unit::working_days}), "calendar-missing");
}

TEST(DeadlineAfter, AMissingYearNamesTheYearAndTheHouseRule) {
    const auto end = deadline_after(*parse_rfc3339("2023-12-29T10:00:00+08:00"),
                                    {5, Unit::working_days}, shanghai, calendar_2023());
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error().clauses(), (Clauses{"Z-011"}));
    EXPECT_EQ(end.error().reasons().front().facts.at("year"), Value{2024});
}

// A8, B23-014, B23-015: the day of the order does not count; holidays do not move the end.
TEST(DeadlineAfter, DaysEndWithTheLastDay) {
    EXPECT_EQ(deadline("2023-06-01T10:00:00+08:00", {30, Unit::days}), "2023-07-01T23:59:59+08:00");
    EXPECT_EQ(deadline("2023-06-01T23:59:59+08:00", {30, Unit::days}), "2023-07-01T23:59:59+08:00");
    EXPECT_EQ(deadline("2023-06-02T00:00:00+08:00", {30, Unit::days}), "2023-07-02T23:59:59+08:00");
    EXPECT_EQ(deadline("2023-08-30T10:00:00+08:00", {30, Unit::days}), "2023-09-29T23:59:59+08:00");
    EXPECT_EQ(deadline("2023-06-01T10:00:00+08:00", {60, Unit::days}), "2023-07-31T23:59:59+08:00");
}

// The day is Beijing's, not London's.
TEST(DeadlineAfter, TheDayIsTheZones) {
    EXPECT_EQ(deadline("2023-06-01T16:30:00Z", {30, Unit::days}), "2023-07-02T23:59:59+08:00");
    EXPECT_EQ(deadline("2023-06-01T15:59:59Z", {30, Unit::days}), "2023-07-01T23:59:59+08:00");
}

TEST(DeadlineAfter, MonthsAndYearsKeepTheDateOrTakeTheLastDay) {
    EXPECT_EQ(deadline("2023-01-31T10:00:00+08:00", {1, Unit::months}),
              "2023-02-28T23:59:59+08:00");
    EXPECT_EQ(deadline("2024-02-29T10:00:00+08:00", {1, Unit::years}), "2025-02-28T23:59:59+08:00");
}

// A19, B23-110, B25-138: three years to the same date, 29 February to the 28th.
TEST(DayAfter, ABanEndsOnTheSameDate) {
    const Term three{3, Unit::years};
    EXPECT_EQ(day_after(make_day(2023, 6, 15), three), make_day(2026, 6, 15));
    EXPECT_EQ(day_after(make_day(2024, 2, 29), three), make_day(2027, 2, 28));
    EXPECT_EQ(day_before(make_day(2026, 6, 15), three), make_day(2023, 6, 15));
    EXPECT_EQ(day_after(make_day(2023, 6, 15), {45, Unit::days}), make_day(2023, 7, 30));
}

TEST(DayAfter, HoursAreNoDays) {
    EXPECT_THROW(day_after(make_day(2023, 6, 15), {48, Unit::hours}), BrokenInvariant);
}

TEST(TermText, IsWhatRulebooksWrite) {
    EXPECT_EQ(to_text(Term{5, Unit::working_days}), "5 working-days");
    EXPECT_EQ(to_text(Term{48, Unit::hours}), "48 hours");
}

}  // namespace
}  // namespace zq
