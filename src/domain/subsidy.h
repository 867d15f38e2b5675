// The subsidy of an order, with the grounds it rests on, in the order in which they were applied.
#pragma once

#include "domain/order.h"
#include "domain/rulebook.h"

namespace zq {

// The part of a contract that counts: all of it up to one subsidised period; else by whole months,
// or by days of the first period over days of the whole, first and last included (A5; B23-075,
// B25-097).
Proportion counted_part(Day from, Day to, const Term& period, Proration method);

// What a price can be: not negative, and within what money can be.
bool is_amount(Money amount);

// What is free for one order on a limited account, and whose clauses say so.
struct Free {
    Money amount;
    Clauses clauses;
};

struct SubsidyInput {
    Money total;
    std::optional<std::pair<Day, Day>> service;  // none at the claim: no period is known
    Subjects subjects;                           // `today` chooses the rows
    std::vector<Free> quotas;                    // per year, direction, programme; at least one
    std::optional<Free> budget;                  // none: unlimited
};

struct Subsidy {
    Money amount;
    Money eligible;  // one year's part, floored for display
    std::vector<Ground> grounds;
};

// Refuses quota-exhausted, budget-exhausted, subsidy-zero. Rounded down once, after all
// multiplications (A4); too little left makes a smaller subsidy, where the rulebook grants the
// remainder (A3).
Decided<Subsidy> compute_subsidy(const Rulebook& rules, const SubsidyInput& input);

// The most that a claim of `total` can be granted, for lists: nothing where it would be refused.
Subsidy subsidy_at_most(const Rulebook& rules, const SubsidyInput& input);

// Rate, period and ceiling alone, without accounts: the basis of clawbacks (A28).
Money share_of(const Rulebook& rules, Money total,
               const std::optional<std::pair<Day, Day>>& service, const Subjects& subjects);

// What is due back after refunds of `refunded` from a contract of `total`, of which `paid` was
// subsidised.
Money clawback_after_refund(const Rulebook& rules, Money total, Money refunded, Money paid,
                            std::pair<Day, Day> service, const Subjects& subjects);

}  // namespace zq
