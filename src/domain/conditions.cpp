// A condition fails when one of its all_of does not hold, or none of its any_of does.
#include "domain/conditions.h"

#include <algorithm>

#include "base/planted.h"

namespace zq {

namespace {

// What was asked for, whichever way, and what is.
Facts facts_of(const Condition& condition, const Subjects& subjects) {
    Facts facts;
    Value::List wanted;
    const auto add = [&](const Requirement& requirement) {
        wanted.emplace_back(to_text(requirement));
        if (auto value = fact_value(requirement.fact, subjects)) {
            facts.insert_or_assign(std::string{name_of(requirement.fact)}, std::move(*value));
        }
    };
    std::ranges::for_each(condition.any_of, add);
    std::ranges::for_each(condition.all_of, add);
    facts.insert_or_assign("required", std::move(wanted));
    return facts;
}

}  // namespace

namespace {

std::vector<const Row<Condition>*> conditions_of(const Rulebook& rules, std::string_view act,
                                                 const Subjects& subjects) {
    std::vector<const Row<Condition>*> asked;
    for (const Row<Condition>& row : rules.conditions.rows) {
        const auto& acts = row.value.acts;
        if (std::ranges::find(acts, act) != acts.end() && row.fits(subjects)) asked.push_back(&row);
    }
    return asked;
}

}  // namespace

std::vector<Reason> failing_conditions(const Rulebook& rules, std::string_view act,
                                       const Subjects& subjects) {
    std::vector<Reason> failing;
    for (const Row<Condition>* row : conditions_of(rules, act, subjects)) {
        const Condition& condition = row->value;
        const bool met = all_hold(condition.all_of, subjects) &&
                         (condition.any_of.empty() || any_holds(condition.any_of, subjects));
        if (met) continue;
        failing.push_back({.code = condition.code,
                           .clauses = row->clauses,
                           .facts = facts_of(condition, subjects),
                           .errors = {}});
    }
    return failing;
}

std::optional<Reason> ban_of(const Rulebook& rules, std::string_view act, const Standing& standing,
                             Day today) {
    if (!standing.barred_on(today) || planted(48)) return std::nullopt;
    Clauses clauses = rules.clauses_for(Code::sanctioned, act, today, {});
    for (const ClauseId& clause : standing.clauses) {
        if (std::ranges::find(clauses, clause) == clauses.end()) clauses.push_back(clause);
    }
    Facts facts{
        {"until", standing.permanent ? std::string{"permanent"} : to_text(*standing.until)}};
    return Reason{
        Code::sanctioned, clauses.empty() ? house::not_yours : clauses, std::move(facts), {}};
}

namespace {

// Of every condition that is asked for, whether it holds or not.
Clauses clauses_of(const Rulebook& rules, std::string_view act, const Subjects& subjects) {
    Clauses clauses;
    for (const Row<Condition>* row : conditions_of(rules, act, subjects)) {
        for (const ClauseId& clause : row->clauses) {
            if (std::ranges::find(clauses, clause) == clauses.end()) clauses.push_back(clause);
        }
    }
    return clauses;
}

Check party_check(std::string key, Clauses clauses, std::vector<Reason> reasons, Facts facts) {
    return concluded({.about = CheckAbout::party,
                      .key = std::move(key),
                      .clauses = std::move(clauses),
                      .facts = std::move(facts),
                      .reasons = std::move(reasons),
                      .flags = {}});
}

std::vector<Reason> ban_as_reasons(const Rulebook& rules, std::string_view act,
                                   const Standing& standing, Day today) {
    auto ban = ban_of(rules, act, standing, today);
    return ban ? std::vector<Reason>{*std::move(ban)} : std::vector<Reason>{};
}

Check account_check(const Provider& provider) {
    std::vector<Reason> reasons;
    Facts facts;
    if (const auto& account = provider.bank_account) {
        facts = {{"bank", account->bank}, {"number", account->number}};
    } else {
        reasons = {Reason{Code::no_bank_account, house::bank_account, {}, {}}};
    }
    return party_check("bank-account", house::bank_account, std::move(reasons), std::move(facts));
}

}  // namespace

std::vector<Check> check_parties(const Rulebook& rules, const Subjects& subjects) {
    check(subjects.enterprise && subjects.provider, "an order has two parties");
    const Enterprise& enterprise = *subjects.enterprise;
    const Provider& provider = *subjects.provider;
    const Clauses standing = rules.clauses_for(Code::sanctioned, "claim", subjects.today, {});
    const Facts buyer{{"name", enterprise.name}, {"uscc", enterprise.uscc}};
    const Facts seller{{"name", provider.name}, {"uscc", provider.uscc}};
    return {
        party_check("enterprise-eligible", clauses_of(rules, "claim", subjects),
                    failing_conditions(rules, "claim", subjects), buyer),
        party_check("enterprise-standing", standing,
                    ban_as_reasons(rules, "claim", enterprise.standing, subjects.today), buyer),
        party_check("provider-eligible", clauses_of(rules, "submit-product", subjects),
                    failing_conditions(rules, "submit-product", subjects), seller),
        party_check("provider-standing", standing,
                    ban_as_reasons(rules, "submit-product", provider.standing, subjects.today),
                    seller),
        account_check(provider),
    };
}

}  // namespace zq
