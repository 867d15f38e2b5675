// Redemption and review, and what happens to an order that turns out wrong.
#include "engine/deciding.h"

#include "base/planted.h"

namespace zq {

// The count rests from the day after a return to the day of the new application, both included
// (B23-084).
std::optional<Instant> Deciding::review_deadline(const Order& order,
                                                 const Redemption& redemption) const {
    const Rulebook& ruling = rules_of(order);
    const auto* row = ruling.deadline(DeadlineKind::review, Subjects{.today = day_placed(order)});
    if (!row || !row->value.after) return std::nullopt;
    Term rest = *row->value.after;
    if (rest.unit == Unit::working_days) {
        for (const Submission& earlier : redemption.submissions) {
            if (!earlier.returned_at) continue;
            const auto spent = ruling.calendar.working_days_between(
                day_of(earlier.at, ruling.zone), day_of(*earlier.returned_at, ruling.zone));
            if (spent) rest.count -= *spent;
        }
        rest.count = std::max<std::int64_t>(rest.count, 0);
    }
    const auto end = deadline_after(at_, rest, ruling.zone, ruling.calendar);
    return end ? std::optional{*end} : std::nullopt;
}

Decided<Done> Deciding::decide(const Redeem& command) {
    auto order = own_order(command.order);
    if (!order) return Unexpected{order.error()};
    if (!find_transition(Step::redeem, order->status)) return wrong_state(name_of(order->status));
    const Rulebook& ruling = rules_of(*order);
    const Day ordered = day_placed(*order);
    const Contract* contract = find<Contract>(order->id);
    check(contract != nullptr, "a signed order has a contract");

    std::vector<Reason> reasons;
    const auto& tick = ruling.provider_check.on(ordered);
    if (tick.value && !command.checked) {
        reasons.push_back({Code::not_checked,
                           ruling.clauses_for(Code::not_checked, act_, ordered, tick.clauses),
                           {},
                           {"checked"}});
    }
    Subjects subjects = subjects_of(*order);
    subjects.today = ordered;
    PaperContext context = redemption_context(*order, *contract, subjects);
    context.reused_proofs = &reused_proofs_;
    auto found = check_papers(ruling, context, command.documents);
    checks_ = std::move(found.checks);
    for (Reason& reason : found.reasons) reasons.push_back(std::move(reason));
    if (!reasons.empty()) {
        Refusal refusal{std::move(reasons)};
        refusal.order_errors_by(kinds_of(ruling, act_));
        return Unexpected{std::move(refusal)};
    }

    const Redemption* known = find<Redemption>(order->id);
    Redemption redemption = known ? *known : Redemption{.order = order->id, .submissions = {}};
    if (!order->overdue) order->review_by = review_deadline(*order, redemption);
    redemption.submissions.push_back({.at = at_,
                                      .documents = command.documents,
                                      .opened_at = {},
                                      .recalled_at = {},
                                      .returned_at = {},
                                      .reason = {}});
    order->flags = found.flags;
    auto moved = step_order(*order, Step::redeem);
    if (!moved) return Unexpected{moved.error()};
    put(*moved);
    put(std::move(redemption));
    return order_done(*moved);
}

// Where the rulebook has no recall, only the agency can send back what was handed in (B25-354).
Decided<Done> Deciding::decide(const WithdrawRedemption& command) {
    auto order = own_order(command.order);
    if (!order) return Unexpected{order.error()};
    const Redemption* known = find<Redemption>(order->id);
    if (!known) return wrong_state(name_of(order->status));
    if (!may_recall(rules_of(*order), *order, *known)) {
        const Submission& last = known->submissions.back();
        Facts facts{{"status", name_of(order->status)}};
        if (last.opened_at) facts.emplace("opened_at", last.opened_at->micros);
        return refuse(Code::submitted_final, clauses_for(Code::submitted_final, house::wrong_state),
                      std::move(facts));
    }
    auto moved = step_order(*order, Step::recall);
    if (!moved) return Unexpected{moved.error()};
    Redemption redemption = *known;
    redemption.submissions.back().recalled_at = at_;
    put(*moved);
    put(std::move(redemption));
    return order_done(*moved);
}

// Opened once: who looks again changes nothing.
Decided<Done> Deciding::decide(const OpenReview& command) {
    auto order = own_order(command.order);
    if (!order) return Unexpected{order.error()};
    if (order->status != OrderStatus::in_review) return wrong_state(name_of(order->status));
    const Redemption* known = find<Redemption>(order->id);
    check(known && !known->submissions.empty(), "an order in review has a submission");
    Redemption redemption = *known;
    auto& opened_at = redemption.submissions.back().opened_at;
    opened_at = opened_at.value_or(at_);
    put(*order);
    put(std::move(redemption));
    return order_done(*order);
}

Decided<Done> Deciding::decide(const ReturnRedemption& command) {
    auto order = own_order(command.order);
    if (!order) return Unexpected{order.error()};
    auto moved = step_order(*order, Step::return_);
    if (!moved) return Unexpected{moved.error()};
    const Redemption* known = find<Redemption>(order->id);
    check(known && !known->submissions.empty(), "an order in review has a submission");
    Redemption redemption = *known;
    redemption.submissions.back().returned_at = at_;
    redemption.submissions.back().reason = command.reason;
    moved->reason = command.reason;
    put(*moved);
    put(std::move(redemption));
    return order_done(*moved);
}

// The amount is final and never above the held one; what is not approved is free at once (A1, A2).
Decided<Done> Deciding::decide(const Review& command) {
    auto order = own_order(command.order);
    if (!order) return Unexpected{order.error()};
    if (!find_transition(Step::approve, order->status)) return wrong_state(name_of(order->status));
    const Money approved = command.approved.value_or(order->subsidy);
    if (approved.fen < 0) return invalid("approved", Facts{{"approved", approved.fen}});
    if (approved > order->subsidy && !planted(18)) {
        return refuse(Code::amount_too_high, clauses_for(Code::amount_too_high, house::field_value),
                      Facts{{"approved", approved.fen}, {"held", order->subsidy.fen}},
                      {"approved"});
    }
    const Step step = approved.fen == 0 ? Step::reject : Step::approve;
    auto moved = step_order(*order, step, approved);
    if (!moved) return Unexpected{moved.error()};
    moved->approved = approved;
    moved->reviewed_by = actor_.person;
    moved->reason = command.reason;
    put(*moved);
    return order_done(*moved);
}

// Before payout the order ends and frees its money; after it, all that was paid is due back
// (B25-348 …).
Decided<Order> Deciding::void_order(Order order, std::optional<VoidGround> ground,
                                    const std::string& reason) {
    const bool paid = order.status == OrderStatus::paid;
    const OrderId id = order.id;
    auto moved = step_order(std::move(order), paid ? Step::void_paid : Step::void_);
    if (!moved) return moved;
    moved->void_ground = ground;
    moved->reason = reason;
    if (paid) {
        moved->clawback = *moved->approved;
    } else {
        moved->frozen = false;
        if (const Batch* known = find<Batch>(moved->batch)) {
            Batch batch = *known;
            drop_from_batch(batch, id);
            put(std::move(batch));
            moved->batch = {};
        }
    }
    return moved;
}

Decided<Done> Deciding::decide(const VoidOrder& command) {
    auto order = own_order(command.order);
    if (!order) return Unexpected{order.error()};
    auto moved = void_order(*order, command.ground, command.reason);
    if (!moved) return Unexpected{moved.error()};
    put(*moved);
    return order_done(*moved);
}

// Due back: what was paid less the subsidy computed again on what is left of the contract (A28).
Decided<Done> Deciding::decide(const ReportRefund& command) {
    auto order = own_order(command.order);
    if (!order) return Unexpected{order.error()};
    const bool after_payout = order->status == OrderStatus::paid ||
                              order->status == OrderStatus::recovering ||
                              order->status == OrderStatus::clawed_back;
    if (!after_payout) return wrong_state(name_of(order->status));
    const Money paid = *order->approved;
    if (command.kind == RefundKind::partial) {
        const Money left = order->amount - order->refunded;
        const Money given_back = command.amount.value_or(Money{});
        if (given_back.fen <= 0 || given_back > left) {
            return invalid("amount", Facts{{"amount", given_back.fen}, {"left", left.fen}});
        }
        order->refunded += given_back;
        const Contract* contract = find<Contract>(order->id);
        check(contract != nullptr, "a paid order has a contract");
        const ContractTerms& terms = contract->terms();
        Subjects subjects = subjects_of(*order);
        subjects.today = day_placed(*order);
        const Money due =
            clawback_after_refund(rules_of(*order), order->amount, order->refunded, paid,
                                  {*terms.service_from, *terms.service_to}, subjects);
        order->clawback = std::max(order->clawback, due);
    } else {
        order->refunded = order->amount;
        order->refunded_whole = true;
        order->clawback = paid;
    }
    if (order->clawback.fen > 0) {
        order->status =
            order->returned < order->clawback ? OrderStatus::recovering : OrderStatus::clawed_back;
    }
    order->reason = command.reason;
    put(*order);
    return order_done(*order);
}

Decided<Done> Deciding::decide(const ReturnFunds& command) {
    auto order = own_order(command.order);
    if (!order) return Unexpected{order.error()};
    if (order->status != OrderStatus::recovering) return wrong_state(name_of(order->status));
    const Money due = order->clawback - order->returned;
    const Money amount = command.amount.value_or(due);
    if (amount.fen <= 0) return invalid("amount", Facts{{"amount", amount.fen}});
    if (amount > due) {
        return refuse(Code::amount_too_high, clauses_for(Code::amount_too_high, house::field_value),
                      Facts{{"amount", amount.fen}, {"due", due.fen}}, {"amount"});
    }
    if (!planted(22)) order->returned += amount;
    if (order->returned == order->clawback) order->status = OrderStatus::clawed_back;
    put(*order);
    return order_done(*order);
}

}  // namespace zq
