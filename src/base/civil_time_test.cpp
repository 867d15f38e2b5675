// Instants, days and deadlines, at the seconds and dates where they are easily got wrong.
#include "base/civil_time.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

#include "base/check.h"

namespace zq {
namespace {

constexpr std::int32_t hour = 3600;

Zone beijing() {
    return {"Asia/Shanghai", {{Instant{}, 8 * hour}}};
}

// In 1986 China had summer time from 4 May to 14 September.
Zone with_summer_time() {
    return {"Asia/Shanghai",
            {{*parse_rfc3339("1949-05-28T00:00:00Z"), 8 * hour},
             {*parse_rfc3339("1986-05-03T18:00:00Z"), 9 * hour},
             {*parse_rfc3339("1986-09-13T17:00:00Z"), 8 * hour}}};
}

Instant at(const char* text) {
    const auto instant = parse_rfc3339(text);
    EXPECT_TRUE(instant) << text;
    return instant.value_or(Instant{});
}

TEST(Instant, is_truncated_downwards_before_1970_too) {
    EXPECT_EQ(truncated(Instant{1'999'999}), Instant{1'000'000});
    EXPECT_EQ(truncated(Instant{1'000'000}), Instant{1'000'000});
    EXPECT_EQ(truncated(Instant{-1}), Instant{-1'000'000});
    EXPECT_EQ(plus_seconds(Instant{5}, -2), Instant{-1'999'995});
}

TEST(Deadline, includes_the_whole_of_its_last_second) {
    const Instant deadline = at("2025-09-30T23:59:59+08:00");
    EXPECT_TRUE(in_time(deadline, deadline));
    EXPECT_TRUE(in_time(Instant{deadline.micros + 999'999}, deadline));
    EXPECT_FALSE(in_time(plus_seconds(deadline, 1), deadline));
    EXPECT_FALSE(has_passed(deadline, Instant{deadline.micros + 999'999}));
    EXPECT_TRUE(has_passed(deadline, plus_seconds(deadline, 1)));
}

TEST(Day, begins_at_midnight_of_the_zone) {
    const Day last = make_day(2025, 9, 30);
    EXPECT_EQ(day_of(at("2025-09-30T15:59:59Z"), beijing()), last);
    EXPECT_EQ(day_of(at("2025-09-30T16:00:00Z"), beijing()), make_day(2025, 10, 1));
    EXPECT_EQ(start_of(last, beijing()), at("2025-09-29T16:00:00Z"));
    EXPECT_EQ(last_second_of(last, beijing()), at("2025-09-30T23:59:59+08:00"));
    EXPECT_EQ(day_of(Instant{-1}, beijing()), make_day(1970, 1, 1));
    EXPECT_EQ(day_of(Instant{-1}, Zone{"UTC", {{Instant{}, 0}}}), make_day(1969, 12, 31));
}

TEST(Day, has_23_hours_when_summer_time_begins) {
    const Zone zone = with_summer_time();
    const Day first = make_day(1986, 5, 4);
    const Instant start = start_of(first, zone);
    EXPECT_EQ(start, at("1986-05-03T16:00:00Z"));
    EXPECT_EQ(last_second_of(first, zone), at("1986-05-04T14:59:59Z"));
    EXPECT_EQ(start_of(make_day(1986, 7, 1), zone), at("1986-06-30T15:00:00Z"));
    EXPECT_EQ(to_rfc3339(at("1986-07-01T00:00:00Z"), zone), "1986-07-01T09:00:00+09:00");
    EXPECT_EQ(to_rfc3339(at("1986-12-01T00:00:00Z"), zone), "1986-12-01T08:00:00+08:00");
}

TEST(Zone, takes_its_first_offset_for_all_time_before) {
    EXPECT_EQ(with_summer_time().offset_at(Instant{-9'000'000'000'000'000}), 8 * hour);
    EXPECT_THROW((Zone{"nowhere", {}}.offset_at(Instant{})), BrokenInvariant);
}

TEST(Zone, agrees_with_itself_about_every_instant) {
    EXPECT_TRUE(rc::check([](std::int32_t seconds) {
        const Instant any{std::int64_t{seconds} * Instant::second};
        const Day day = day_of(any, beijing());
        RC_ASSERT(start_of(day, beijing()) <= any);
        RC_ASSERT(any <= last_second_of(day, beijing()));
        RC_ASSERT(parse_rfc3339(to_rfc3339(any, beijing())) == any);
        RC_ASSERT(parse_day(to_text(day)) == day);
    }));
}

TEST(Date, that_a_month_lacks_is_its_last_day) {
    EXPECT_EQ(plus_months(make_day(2025, 1, 31), 1), make_day(2025, 2, 28));
    EXPECT_EQ(plus_months(make_day(2024, 1, 31), 1), make_day(2024, 2, 29));
    EXPECT_EQ(plus_months(make_day(2025, 8, 31), 1), make_day(2025, 9, 30));
    EXPECT_EQ(plus_months(make_day(2025, 11, 30), 3), make_day(2026, 2, 28));
    EXPECT_EQ(plus_months(make_day(2025, 3, 31), -1), make_day(2025, 2, 28));
    EXPECT_EQ(plus_years(make_day(2024, 2, 29), 3), make_day(2027, 2, 28));
    EXPECT_EQ(plus_years(make_day(2024, 2, 29), 4), make_day(2028, 2, 29));
    EXPECT_EQ(year_of(make_day(2025, 12, 31)), 2025);
}

TEST(Date, is_read_in_one_form_and_only_if_it_exists) {
    EXPECT_EQ(parse_day("2025-09-30"), make_day(2025, 9, 30));
    EXPECT_EQ(parse_day("2024-02-29"), make_day(2024, 2, 29));
    EXPECT_EQ(to_text(make_day(2025, 1, 2)), "2025-01-02");
    for (const char* text :
         {"", "2025-9-30", "2025-02-29", "2025-13-01", "2025-00-10", "2025-04-31", "2025/09/30",
          "20250930", "2025-09-30 ", "2025-09-3x", "+025-09-30"}) {
        EXPECT_FALSE(parse_day(text)) << "'" << text << "'";
    }
}

TEST(Rfc3339, is_read_with_offset_and_fraction) {
    EXPECT_EQ(at("2025-07-07T09:00:00+08:00"), at("2025-07-07T01:00:00Z"));
    EXPECT_EQ(at("2025-07-07T09:00:00-03:30"), at("2025-07-07T12:30:00Z"));
    EXPECT_EQ(at("2025-07-07t01:00:00z"), at("2025-07-07T01:00:00Z"));
    EXPECT_EQ(at("1970-01-01T00:00:00.25Z"), Instant{250'000});
    EXPECT_EQ(at("1970-01-01T00:00:00.000001Z"), Instant{1});
    EXPECT_EQ(at("1969-12-31T23:59:59.999999Z"), Instant{-1});
}

TEST(Rfc3339, is_not_read_in_any_other_form) {
    for (const char* text :
         {"", "2025-07-07", "2025-07-07T09:00:00", "2025-07-07 09:00:00Z", "2025-07-07T09:00Z",
          "2025-07-07T24:00:00Z", "2025-07-07T09:60:00Z", "2025-07-07T09:00:60Z",
          "2025-02-29T09:00:00Z", "2025-07-07T09:00:00.Z", "2025-07-07T09:00:00.1234567Z",
          "2025-07-07T09:00:00+0800", "2025-07-07T09:00:00+08", "2025-07-07T09:00:00+24:00",
          "2025-07-07T09:00:00+08:60", "2025-07-07T09:00:00ZZ", "2025-07-07T09:00:00+08:0x"}) {
        EXPECT_FALSE(parse_rfc3339(text)) << "'" << text << "'";
    }
}

TEST(Rfc3339, is_printed_with_the_offset_of_the_zone) {
    EXPECT_EQ(to_rfc3339(at("2025-09-30T15:59:59.9Z"), beijing()), "2025-09-30T23:59:59+08:00");
    const Zone west{"west", {{Instant{}, -(3 * hour + 1800)}}};
    EXPECT_EQ(to_rfc3339(at("2025-01-01T00:00:00Z"), west), "2024-12-31T20:30:00-03:30");
}

}  // namespace
}  // namespace zq
