// Queries that need more than a row: quota of an enterprise, eligibility before a claim.
#pragma once

#include "app/use_cases.h"

namespace zq {

struct Quota {
    Money cap;
    Money held;
    Money used;
    Money available;
    Clauses clauses;  // of the cap
};
// Caps a year (B23-011…013, B25-010); without certification or outside the programme the cap is 0.
Quota quota_of(const Rulebook& rulebook, const Enterprise& enterprise, const Account* year_account,
               Day today);

// Every condition on the enterprise that would refuse a claim, with its clause and facts; for the
// pre-check without login the product may be missing.
std::vector<Reason> failing_conditions(const Rulebook& rulebook, std::string_view act,
                                       const Subjects& subjects);

}  // namespace zq
