// Lengths of time as guides state them: hours run from the instant, days and longer from the day
// after.
#pragma once

#include "base/calendar.h"
#include "domain/refusal.h"

namespace zq {

enum class Unit { hours, days, working_days, months, years };
template <>
struct EnumNames<Unit> {
    static constexpr std::pair<Unit, std::string_view> all[] = {
        {Unit::hours, "hours"},   {Unit::days, "days"},   {Unit::working_days, "working-days"},
        {Unit::months, "months"}, {Unit::years, "years"},
    };
};

struct Term {
    std::int64_t count = 0;
    Unit unit = Unit::days;
    friend bool operator==(const Term&, const Term&) = default;

    static void fields(auto& self, auto&& visit) {
        visit("count", self.count);
        visit("unit", self.unit);
    }
};

// "5 working-days"
std::string to_text(const Term& term);

// The last second of the term: for hours that many after `start`, that second included (A6); else
// the end of the last day, the starting day not counted (Civil Code 201, A7, A8). Refuses
// calendar-missing.
Decided<Instant> deadline_after(Instant start, const Term& term, const Zone& zone,
                                const WorkingCalendar& calendar);

// The day that lies the term before: "within 3 years" begins on the same date three years ago.
// Days, months and years only.
Day day_before(Day day, const Term& term);
// The same date after the term: a ban of 3 years ends on the same date, 29 February on the 28th
// (A19).
Day day_after(Day day, const Term& term);

}  // namespace zq
