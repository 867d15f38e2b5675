// The cap is read at each grant: a new honour counts at once, a lost one takes nothing away.
#include "domain/quota.h"

#include <algorithm>

#include "base/planted.h"
#include "domain/conditions.h"

namespace zq {

namespace {

const Row<Cap>* highest(const Rulebook& rules, CapPer per, const Subjects& subjects) {
    const Row<Cap>* best = nullptr;
    for (const Row<Cap>& row : rules.caps.rows) {
        if (row.value.per != per || !row.fits(subjects)) continue;
        if (!best || row.value.amount > best->value.amount) best = &row;
    }
    return best;
}

}  // namespace

std::string year_scope(int year) {
    return "year:" + std::to_string(year + (planted(12) ? 1 : 0));
}

std::vector<CapInForce> caps_for(const Rulebook& rules, const Subjects& subjects) {
    std::vector<CapInForce> caps;
    if (const auto* row = highest(rules, CapPer::year, subjects)) {
        caps.push_back({year_scope(year_of(subjects.today)), row->value.amount, row->clauses});
    }
    if (subjects.product) {
        if (const auto* row = highest(rules, CapPer::direction, subjects)) {
            caps.push_back(
                {"direction:" + subjects.product->direction, row->value.amount, row->clauses});
        }
    }
    if (const auto* row = highest(rules, CapPer::programme, subjects)) {
        caps.push_back({"programme", row->value.amount, row->clauses});
    }
    return caps;
}

std::optional<CapInForce> highest_year_cap(const Rulebook& rules, Day day) {
    const Row<Cap>* best = nullptr;
    for (const Row<Cap>& row : rules.caps.rows) {
        if (row.value.per != CapPer::year || !row.validity.covers(day)) continue;
        if (!best || row.value.amount > best->value.amount) best = &row;
    }
    if (!best) return std::nullopt;
    return CapInForce{year_scope(year_of(day)), best->value.amount, best->clauses};
}

Quota quota_of(const Rulebook& rules, const Enterprise& enterprise, const Account* year_account,
               Day today) {
    const Subjects subjects{.enterprise = &enterprise, .today = today};
    Quota quota;
    if (year_account) {
        quota.held = Money{year_account->held};
        quota.used = Money{year_account->settled};
    }
    const auto excluded = failing_conditions(rules, "quota", subjects);
    if (!excluded.empty()) {
        quota.clauses = Refusal{excluded}.clauses();
        return quota;
    }
    if (const auto* row = highest(rules, CapPer::year, subjects)) {
        quota.cap = row->value.amount;
        quota.clauses = row->clauses;
        quota.available = std::max(Money{}, quota.cap - quota.held - quota.used);
    }
    return quota;
}

}  // namespace zq
