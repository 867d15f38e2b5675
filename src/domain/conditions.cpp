// A condition fails when one of its all_of does not hold, or none of its any_of does.
#include "domain/conditions.h"

#include <algorithm>

namespace zq {

namespace {

void add_facts(Reason& reason, const std::vector<Requirement>& requirements,
               const Subjects& subjects) {
    Value::List wanted;
    for (const Requirement& requirement : requirements) {
        wanted.emplace_back(to_text(requirement));
        if (auto value = fact_value(requirement.fact, subjects)) {
            reason.facts.insert_or_assign(std::string{name_of(requirement.fact)},
                                          std::move(*value));
        }
    }
    if (!wanted.empty()) reason.facts.insert_or_assign("required", std::move(wanted));
}

}  // namespace

std::vector<Reason> failing_conditions(const Rulebook& rules, std::string_view act,
                                       const Subjects& subjects) {
    std::vector<Reason> failing;
    for (const Row<Condition>& row : rules.conditions.rows) {
        const Condition& condition = row.value;
        if (std::ranges::find(condition.acts, act) == condition.acts.end()) continue;
        if (!row.fits(subjects)) continue;
        const bool met = all_hold(condition.all_of, subjects) &&
                         (condition.any_of.empty() || any_holds(condition.any_of, subjects));
        if (met) continue;
        Reason reason{.code = condition.code, .clauses = row.clauses, .facts = {}, .errors = {}};
        add_facts(reason, condition.any_of, subjects);
        add_facts(reason, condition.all_of, subjects);
        failing.push_back(std::move(reason));
    }
    return failing;
}

std::optional<Reason> ban_of(const Rulebook& rules, std::string_view act, const Standing& standing,
                             Day today) {
    if (!standing.barred_on(today)) return std::nullopt;
    Clauses clauses = rules.clauses_for(Code::sanctioned, act, today, {});
    for (const ClauseId& clause : standing.clauses) {
        if (std::ranges::find(clauses, clause) == clauses.end()) clauses.push_back(clause);
    }
    Facts facts{
        {"until", standing.permanent ? std::string{"permanent"} : to_text(*standing.until)}};
    return Reason{
        Code::sanctioned, clauses.empty() ? house::not_yours : clauses, std::move(facts), {}};
}

}  // namespace zq
