// One function for every window of every guide.
#include "domain/terms_of_time.h"

namespace zq {

std::string to_text(const Term& term) {
    return std::to_string(term.count) + " " + std::string{name_of(term.unit)};
}

Decided<Instant> deadline_after(Instant start, const Term& term, const Zone& zone,
                                const WorkingCalendar& calendar) {
    if (term.unit == Unit::hours) return plus_seconds(truncated(start), term.count * 3600);
    const Day first = day_of(start, zone);
    if (term.unit != Unit::working_days) return last_second_of(day_after(first, term), zone);
    const auto last = calendar.working_day_after(first, static_cast<int>(term.count));
    if (!last) {
        return std::unexpected{
            Refusal{Code::calendar_missing, house::calendar, Facts{{"year", last.error().year}}}};
    }
    return last_second_of(*last, zone);
}

Day day_before(Day day, const Term& term) {
    return day_after(day, Term{-term.count, term.unit});
}

Day day_after(Day day, const Term& term) {
    const int count = static_cast<int>(term.count);
    switch (term.unit) {
        case Unit::days: return day + std::chrono::days{count};
        case Unit::months: return plus_months(day, count);
        case Unit::years: return plus_years(day, count);
        case Unit::hours:
        case Unit::working_days: break;
    }
    check(false, "a day lies a number of days, months or years away");
    return day;
}

}  // namespace zq
