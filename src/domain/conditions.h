// Eligibility: every condition of the rulebook that does not hold, not only the first.
#pragma once

#include "domain/check.h"
#include "domain/rulebook.h"

namespace zq {

// One reason for each failing condition of `act`, with the facts it rests on; empty: all hold.
std::vector<Reason> failing_conditions(const Rulebook& rules, std::string_view act,
                                       const Subjects& subjects);

// The reason for a ban that is running, or nothing.
std::optional<Reason> ban_of(const Rulebook& rules, std::string_view act, const Standing& standing,
                             Day today);

// What the registers say today of both parties to an order, and whether one could be paid.
std::vector<Check> check_parties(const Rulebook& rules, const Subjects& subjects);

}  // namespace zq
