// The working calendar: the state's days off and make-up working days, as data.
//
// A year without data is refused, never guessed: a plain Monday-to-Friday answer would be wrong
// around every long holiday, and nobody would notice.
#pragma once

#include <expected>
#include <set>
#include <string>

#include "base/civil_time.h"

namespace zq {

struct MissingYear {
    int year = 0;
};

class WorkingCalendar {
public:
    struct Year {
        int year = 0;
        std::set<Day> off;   // weekdays and weekends off by order of the state
        std::set<Day> work;  // weekends worked instead
    };

    void add(Year year);
    bool covers(int year) const { return years_.contains(year); }

    std::expected<bool, MissingYear> is_working_day(Day day) const;

    // The n-th working day after `start`, which itself does not count; n = 0 is `start`.
    std::expected<Day, MissingYear> working_day_after(Day start, int n) const;

    // Working days in (from, to].
    std::expected<int, MissingYear> working_days_between(Day from, Day to) const;

private:
    std::set<int> years_;
    std::set<Day> off_;
    std::set<Day> work_;
};

}  // namespace zq
