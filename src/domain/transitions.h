// The life of an order as a table: step × status → status, and what each step does to the three
// accounts.
//
// A step that has no row for a status is refused. Clauses of a step lie in the rulebook (its act,
// its deadline, its refusals), since they differ from year to year; which steps a programme offers,
// too.
#pragma once

#include <span>

#include "domain/accounts.h"

namespace zq {

enum class Step {
    cancel,
    decline,
    lapse,
    accept,
    expire,
    sign,
    amend,
    waive,
    abandon,
    redeem,
    recall,  // taken back before a reviewer has opened it
    return_,
    approve,
    reject,
    publish,
    suspend,
    resume,       // objection dismissed while the notice runs
    leave_batch,  // objection dismissed after settlement, or unfrozen after its batch went on
    pay,
    fail_payment,
    void_,
    void_paid,
    restore,  // an appeal against a rejection or a void was upheld
};
template <>
struct EnumNames<Step> {
    static constexpr std::pair<Step, std::string_view> all[] = {
        {Step::cancel, "cancel"},
        {Step::decline, "decline"},
        {Step::lapse, "lapse"},
        {Step::accept, "accept"},
        {Step::expire, "expire"},
        {Step::sign, "sign"},
        {Step::amend, "amend-contract"},
        {Step::waive, "waive"},
        {Step::abandon, "abandon"},
        {Step::redeem, "redeem"},
        {Step::recall, "withdraw-redemption"},
        {Step::return_, "return-redemption"},
        {Step::approve, "approve-amount"},
        {Step::reject, "reject"},
        {Step::publish, "publish"},
        {Step::suspend, "suspend"},
        {Step::resume, "resume"},
        {Step::leave_batch, "leave-batch"},
        {Step::pay, "pay"},
        {Step::fail_payment, "payment-failed"},
        {Step::void_, "void"},
        {Step::void_paid, "void-paid"},
        {Step::restore, "restore"},
    };
};

struct Transition {
    Step step;
    OrderStatus from;
    OrderStatus to;
    Effect stock = Effect::none;
    Effect quota = Effect::none;
    Effect budget = Effect::none;
};

// The claim has no status before it: it holds on all three accounts.
inline constexpr Transition claim_transition{.step = Step::accept,
                                             .from = OrderStatus::placed,
                                             .to = OrderStatus::placed,
                                             .stock = Effect::hold,
                                             .quota = Effect::hold,
                                             .budget = Effect::hold};

std::span<const Transition> transitions();
const Transition* find_transition(Step step, OrderStatus from);

}  // namespace zq
