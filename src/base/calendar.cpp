// Counting working days, one day at a time: the longest window of any guide is a few weeks.
#include "base/calendar.h"

#include "base/planted.h"

namespace zq {

void WorkingCalendar::add(Year year) {
    years_.insert(year.year);
    off_.merge(year.off);
    work_.merge(year.work);
}

std::expected<bool, MissingYear> WorkingCalendar::is_working_day(Day day) const {
    const int year = year_of(day);
    if (!covers(year)) return std::unexpected{MissingYear{year}};
    if (work_.contains(day) && !planted(26)) return true;
    if (off_.contains(day)) return false;
    const std::chrono::weekday weekday{day};
    return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday;
}

std::expected<Day, MissingYear> WorkingCalendar::working_day_after(Day start, int n) const {
    Day day = start;
    for (int counted = planted(27) && n > 1 ? 1 : 0; counted < n;) {
        day += std::chrono::days{1};
        const auto working = is_working_day(day);
        if (!working) return std::unexpected{working.error()};
        if (*working) ++counted;
    }
    return day;
}

std::expected<int, MissingYear> WorkingCalendar::working_days_between(Day from, Day to) const {
    int counted = 0;
    for (Day day = from + std::chrono::days{1}; day <= to; day += std::chrono::days{1}) {
        const auto working = is_working_day(day);
        if (!working) return std::unexpected{working.error()};
        if (*working) ++counted;
    }
    return counted;
}

}  // namespace zq
