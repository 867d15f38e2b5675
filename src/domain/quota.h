// Caps of an enterprise: per year, per direction, over the programme. Each is an account of its
// own.
#pragma once

#include "domain/accounts.h"
#include "domain/rulebook.h"

namespace zq {

std::string year_scope(int year);

struct CapInForce {
    std::string scope;  // of the quota account
    Money amount;
    Clauses clauses;
};

// The caps that a claim of this enterprise for this product falls under today; the highest that
// fits of each kind (A26). The year is that of today (A27).
std::vector<CapInForce> caps_for(const Rulebook& rules, const Subjects& subjects);

// The highest that any enterprise may have of the year's cap on a day; nothing where there is none.
std::optional<CapInForce> highest_year_cap(const Rulebook& rules, Day day);

struct Quota {
    Money cap;
    Money held;
    Money used;
    Money available;
    Clauses clauses;
};
// What the enterprise may be shown for the year of its account. Without certification, or where
// place, legal form or size exclude it, the cap is 0 (conditions with the act "quota"; B25-063).
Quota quota_of(const Rulebook& rules, const Enterprise& enterprise, const Account* year_account,
               Day today);

}  // namespace zq
