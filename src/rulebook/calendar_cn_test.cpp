// The shipped calendar, day by day against the notices it was made from (B23-084, B25-083).
#include <gtest/gtest.h>

#include "domain/terms_of_time.h"
#include "rulebook/references.h"

namespace zq {
namespace {

const WorkingCalendar& calendar() {
    static const WorkingCalendar read = [] {
        Problems problems;
        WorkingCalendar cn = read_calendar("programmes/calendars/cn.toml", problems);
        problems.throw_if_any();
        return cn;
    }();
    return read;
}

bool works(int year, unsigned month, unsigned day) {
    return calendar().is_working_day(make_day(year, month, day)).value();
}

TEST(CalendarCn, CoversTheYearsOfBothProgrammesAndTheNext) {
    for (const int year : {2023, 2024, 2025, 2026}) EXPECT_TRUE(calendar().covers(year)) << year;
    EXPECT_FALSE(calendar().covers(2022));
    EXPECT_FALSE(calendar().is_working_day(make_day(2027, 1, 4)));
}

TEST(CalendarCn, KnowsHolidaysAndMakeUpDays) {
    EXPECT_FALSE(works(2025, 10, 1));
    EXPECT_FALSE(works(2025, 10, 8));
    EXPECT_TRUE(works(2025, 10, 9));
    EXPECT_TRUE(works(2025, 9, 28));   // a Sunday that is worked
    EXPECT_FALSE(works(2025, 9, 27));  // the Saturday before it is not
    EXPECT_TRUE(works(2023, 10, 7));
    EXPECT_TRUE(works(2023, 10, 8));
    EXPECT_FALSE(works(2023, 9, 29));
}

// So many days a year are worked by the notices of 2023 to 2026.
TEST(CalendarCn, AddsUpToTheWorkingDaysOfEachYear) {
    const auto worked = [](int year) {
        return calendar()
            .working_days_between(make_day(year, 1, 1), make_day(year, 12, 31))
            .value();
    };
    // The first of January is off in each of them, so (1 January, 31 December] is the whole year.
    EXPECT_EQ(worked(2023), 249);
    EXPECT_EQ(worked(2024), 251);
    EXPECT_EQ(worked(2025), 248);
    EXPECT_EQ(worked(2026), 248);
}

std::string deadline(std::string_view start, Term term) {
    Zone shanghai{.name = "Asia/Shanghai", .offsets = {{Instant{0}, 8 * 3600}}};
    const auto end = deadline_after(*parse_rfc3339(start), term, shanghai, calendar());
    return end ? to_rfc3339(*end, shanghai) : std::string{name_of(end.error().code())};
}

// A7, B25-083: five working days after the order, make-up days counted.
TEST(CalendarCn, GivesTheAcceptanceDeadlinesOf2025) {
    const Term five{5, Unit::working_days};
    EXPECT_EQ(deadline("2025-09-22T09:00:00+08:00", five), "2025-09-28T23:59:59+08:00");
    EXPECT_EQ(deadline("2025-09-25T09:00:00+08:00", five), "2025-10-09T23:59:59+08:00");
    EXPECT_EQ(deadline("2025-09-30T09:00:00+08:00", five), "2025-10-14T23:59:59+08:00");
}

// A7, B23-084: seven working days over the national holiday, with the weekend that is worked.
TEST(CalendarCn, GivesTheReviewDeadlinesOf2023) {
    const Term seven{7, Unit::working_days};
    EXPECT_EQ(deadline("2023-09-28T16:00:00+08:00", seven), "2023-10-13T23:59:59+08:00");
    EXPECT_EQ(deadline("2023-06-01T09:00:00+08:00", seven), "2023-06-12T23:59:59+08:00");
}

TEST(CalendarCn, RefusesToGuessAYear) {
    EXPECT_EQ(deadline("2026-12-30T09:00:00+08:00", {5, Unit::working_days}), "calendar-missing");
}

}  // namespace
}  // namespace zq
