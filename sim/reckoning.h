// What days, deadlines and amounts must be, reckoned a second time and in another way than the
// product does: the calendar is read from its file anew, the zone is eight hours east.
#pragma once

#include <set>
#include <string>

#include "domain/order.h"
#include "domain/payout.h"
#include "domain/rulebook.h"

namespace zq::sim {

inline constexpr std::int64_t second = 1'000'000;
inline constexpr std::int64_t day_s = 86'400;
inline constexpr std::int64_t east_s = 8 * 3600;

Day civil_day(Instant at);
Instant end_of(Day day);  // its last second
Instant whole_second(Instant at);
Day some_months_on(Day day, int months);
Day after_term(Day day, const Term& term);

// The state's days of rest and make-up days, read from the lists in a calendar's file.
class Almanac {
public:
    static Almanac from_file(const std::string& file);

    void close(Day day) { off_.insert(day), work_.erase(day); }
    void know_only(std::set<int> years) { years_ = std::move(years); }
    bool knows(Day day) const;
    bool is_worked(Day day) const;
    // The n-th worked day after that day; nothing where a year is not known.
    std::optional<Day> worked_after(Day day, std::int64_t n) const;

private:
    std::set<Day> off_;
    std::set<Day> work_;
    std::set<int> years_;
};

// The deadline of a row that starts then; `validity` is the voucher's end.
std::optional<Instant> deadline_of(const DeadlineRule& rule, Instant start, const Almanac& almanac,
                                   std::optional<Instant> validity);

// How much of a contract counts: part / of.
struct Part {
    std::int64_t part = 1;
    std::int64_t of = 1;
};
Part part_of_contract(Day from, Day to, const Term& period, Proration method);
std::int64_t share_of_fen(std::int64_t total, Part part, std::int64_t basis_points);

// The most that an order of this amount may be granted, without accounts.
std::int64_t most_granted(const Rulebook& rules, const Subjects& at_claim, std::int64_t amount,
                          const std::optional<std::pair<Day, Day>>& service);

// The treasury's file, written out once more.
std::string treasury_file(const std::vector<BatchItem>& items);

// GB 32100: the last of eighteen characters follows from the others.
bool is_credit_code(const std::string& code);

}  // namespace zq::sim
