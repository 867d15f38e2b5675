// Rows are changed for good, as a new text would have them; orders of before keep their edition.
#include "editions.h"

#include "base/digest.h"

namespace zq::sim {

namespace {

template <class T>
void set_all(Table<T>& table, const T& value) {
    for (auto& row : table.rows) row.value = value;
}

void take_two(Rulebook& rules, std::string_view act) {
    for (Row<Act>& row : rules.acts.rows) {
        if (row.value.name == act) row.value.approvals = 2;
    }
}

WorkingCalendar::Year days_of(int year, const Almanac& almanac) {
    WorkingCalendar::Year days{.year = year, .off = {}, .work = {}};
    for (Day day = make_day(year, 1, 1); year_of(day) == year; day += std::chrono::days{1}) {
        (almanac.is_worked(day) ? days.work : days.off).insert(day);
    }
    return days;
}

std::string change(Rulebook& rules, Almanac& almanac, Dice& dice, Day today) {
    switch (dice.below(12)) {
        case 0: set_all(rules.rates, BasisPoints{dice.between(1'000, 4'000)}); return "share";
        case 1:
            for (auto& row : rules.caps.rows)
                row.value.amount = Money{dice.between(1, 20) * 1'000'000};
            return "caps";
        case 2:
            for (auto& row : rules.deadlines.rows) {
                const bool counts = row.value.after && row.value.kind == DeadlineKind::acceptance;
                if (counts) row.value.after->count = dice.between(1, 4);
            }
            return "acceptance";
        case 3: set_all(rules.returned_stock, false); return "vouchers are not issued again";
        case 4: set_all(rules.proration, Proration::days); return "proration by days";
        case 5: set_all(rules.remainder, Remainder::refuse); return "no remainders";
        case 6: set_all(rules.recall_until_opened, true); return "recall";
        case 7: take_two(rules, "sanction"); return "two persons sanction";
        case 8: {
            // A day of rest is declared; and one year has no notice yet.
            almanac.close(today + std::chrono::days{dice.between(1, 4)});
            WorkingCalendar calendar;
            for (const int year : {2023, 2024, 2025}) calendar.add(days_of(year, almanac));
            rules.calendar = calendar;
            almanac.know_only({2023, 2024, 2025});
            return "another day of rest";
        }
        case 9:
            rules.calendar = {};
            almanac.know_only({});
            return "no calendar";
        case 10:
            for (auto& row : rules.deadlines.rows) {
                const bool counts = row.value.after && row.value.kind == DeadlineKind::acceptance;
                if (counts) row.value.after = Term{dice.between(1, 6), Unit::working_days};
            }
            return "acceptance in working days";
        default:
            for (auto& row : rules.sanctions.rows) row.value.term = Term{1, Unit::days};
            return "short bans";
    }
}

}  // namespace

KnownEdition amended(const KnownEdition& known, std::int64_t nth, Dice& dice, Day today) {
    KnownEdition made = known;
    auto rules = std::make_shared<Rulebook>(*known.rules);
    const std::string what = change(*rules, made.almanac, dice, today);
    rules->text = rules->code + ", amendment " + std::to_string(nth) + ": " + what;
    rules->digest = sha256_hex(rules->text);
    made.rules = rules;
    return made;
}

}  // namespace zq::sim
