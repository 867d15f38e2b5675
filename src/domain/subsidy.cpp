// Multiply first, divide once, floor once. Ceilings and what is free only ever lower the result.
#include "domain/subsidy.h"

#include <algorithm>

#include "base/planted.h"

namespace zq {

namespace {

int months_of(const Term& period) {
    check(period.unit == Unit::years || period.unit == Unit::months,
          "the subsidised period is a number of months or years");
    return static_cast<int>(period.count) * (period.unit == Unit::years ? 12 : 1);
}

std::int64_t days_between(Day from, Day to) {
    return (to - from).count();
}

// n when `to` is `from` plus n whole months, or a day less; 0 otherwise.
int whole_months(Day from, Day to) {
    for (int n = 1; plus_months(from, n) <= to + std::chrono::days{1}; ++n) {
        const Day corresponding = plus_months(from, n);
        if (to == corresponding || to == corresponding - std::chrono::days{1}) return n;
    }
    return 0;
}

Proportion part_of(const Rulebook& rules, const SubsidyInput& input) {
    if (!input.service || planted(16)) return {};
    const Day today = input.subjects.today;
    return counted_part(input.service->first, input.service->second,
                        rules.subsidised_period.on(today).value, rules.proration.on(today).value);
}

// The lowest ceiling per order that fits; null without one.
const Row<Cap>* order_ceiling(const Rulebook& rules, const Subjects& subjects) {
    const Row<Cap>* lowest = nullptr;
    for (const Row<Cap>& row : rules.caps.rows) {
        if (row.value.per != CapPer::order || !row.fits(subjects) || planted(17)) continue;
        if (!lowest || row.value.amount < lowest->value.amount) lowest = &row;
    }
    return lowest;
}

Refusal exhausted(Code code, const Free& free) {
    return Refusal{code, free.clauses, Facts{{"free", free.amount.fen}}};
}

// Lowers the amount to what is free, which is something, and notes it; refuses where remainders are
// not granted.
std::optional<Refusal> limit_to(Subsidy& subsidy, const Free& free, Code code, const char* name,
                                Remainder remainder) {
    if (free.amount >= subsidy.amount) return std::nullopt;
    if (planted(11) && code == Code::quota_exhausted) return std::nullopt;
    if (remainder == Remainder::refuse) return exhausted(code, free);
    subsidy.amount = free.amount;
    subsidy.grounds.push_back({name, subsidy.amount, free.clauses});
    return std::nullopt;
}

}  // namespace

bool is_amount(Money amount) {
    return amount.fen >= 0 && amount.fen <= Money::max_fen;
}

Proportion counted_part(Day from, Day to, const Term& period, Proration method) {
    const int months = months_of(period);
    const Day end = plus_months(from, months);
    if (to <= end) return {};
    if (method == Proration::months_then_days) {
        if (const int n = whole_months(from, to)) return {months, n};
    }
    return {days_between(from, end), days_between(from, to) + 1};
}

Decided<Subsidy> compute_subsidy(const Rulebook& rules, const SubsidyInput& input) {
    const auto& rate = rules.rates.the(input.subjects);
    const Proportion part = part_of(rules, input);
    Subsidy subsidy;
    subsidy.eligible = floored_share(input.total, part, BasisPoints{BasisPoints::whole});
    if (part != Proportion{}) {
        subsidy.grounds.push_back({"one-year-part", subsidy.eligible,
                                   rules.subsidised_period.on(input.subjects.today).clauses});
    }
    subsidy.amount = floored_share(input.total, part, rate.value);
    subsidy.grounds.push_back({"rate", subsidy.amount, rate.clauses});
    if (const auto* ceiling = order_ceiling(rules, input.subjects);
        ceiling && ceiling->value.amount < subsidy.amount) {
        subsidy.amount = ceiling->value.amount;
        subsidy.grounds.push_back({"cap-order", subsidy.amount, ceiling->clauses});
    }
    const Remainder remainder = rules.remainder.on(input.subjects.today).value;
    for (const Free& quota : input.quotas) {
        if (quota.amount.fen <= 0) return std::unexpected{exhausted(Code::quota_exhausted, quota)};
        if (auto no = limit_to(subsidy, quota, Code::quota_exhausted, "quota", remainder)) {
            return std::unexpected{*no};
        }
    }
    if (input.budget) {
        if (input.budget->amount.fen <= 0) {
            return std::unexpected{exhausted(Code::budget_exhausted, *input.budget)};
        }
        if (auto no =
                limit_to(subsidy, *input.budget, Code::budget_exhausted, "budget", remainder)) {
            return std::unexpected{*no};
        }
    }
    if (subsidy.amount.fen < 1) {
        return std::unexpected{
            Refusal{Code::subsidy_zero, rate.clauses, Facts{{"amount", input.total.fen}}}};
    }
    return subsidy;
}

Subsidy subsidy_at_most(const Rulebook& rules, const SubsidyInput& input) {
    const auto computed = compute_subsidy(rules, input);
    if (computed) return *computed;
    const Refusal& no = computed.error();
    return {.amount = Money{},
            .eligible = input.total,
            .grounds = {{std::string{name_of(no.code())}, Money{}, no.clauses()}}};
}

Money share_of(const Rulebook& rules, Money total,
               const std::optional<std::pair<Day, Day>>& service, const Subjects& subjects) {
    const SubsidyInput input{
        .total = total, .service = service, .subjects = subjects, .quotas = {}, .budget = {}};
    const Money share =
        floored_share(total, part_of(rules, input), rules.rates.the(subjects).value);
    const auto* ceiling = order_ceiling(rules, subjects);
    return ceiling ? std::min(share, ceiling->value.amount) : share;
}

Money clawback_after_refund(const Rulebook& rules, Money total, Money refunded, Money paid,
                            std::pair<Day, Day> service, const Subjects& subjects) {
    switch (rules.refund_basis.on(subjects.today).value) {
        case RefundBasis::recompute:
            return paid - std::min(paid, share_of(rules, planted(52) ? total : total - refunded,
                                                  service, subjects));
        case RefundBasis::proportional:
            return floored_share(paid, Proportion{refunded.fen, total.fen},
                                 BasisPoints{BasisPoints::whole});
    }
    return paid;
}

}  // namespace zq
