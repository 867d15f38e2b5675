// Batches: made, published, settled after their notice, paid. An order that drops out never stops a
// batch.
#include "base/digest.h"
#include "base/planted.h"
#include "domain/life_cycles.h"
#include "engine/deciding.h"

namespace zq {

namespace {

// Splits the items of a batch: those that go on stay, the others are `left`.
template <class GoesOn>
std::vector<BatchItem> split(Batch& batch, GoesOn&& goes_on) {
    std::vector<BatchItem> staying;
    std::vector<BatchItem> leaving;
    for (BatchItem& item : batch.items)
        (goes_on(item) ? staying : leaving).push_back(std::move(item));
    batch.items = std::move(staying);
    batch.left.insert(batch.left.end(), leaving.begin(), leaving.end());
    return leaving;
}

Done batch_done(const Batch& batch, const std::vector<BatchItem>& leaving) {
    Facts outcome{{"total", total(batch).fen}};
    Value::List left;
    for (const BatchItem& item : leaving) left.emplace_back(item.order.value);
    if (!left.empty()) outcome.emplace("left", std::move(left));
    return {"batch", batch.id.value, std::move(outcome)};
}

}  // namespace

// Nobody has two hands in one payout (Z-026): neither `others` nor a reviewer of one of the orders
// may be the actor, whatever roles a person has had.
std::optional<Refusal> Deciding::check_hands(const std::vector<OrderId>& orders,
                                             const std::vector<PersonId>& others) const {
    if (!actor_.person || planted(44)) return std::nullopt;
    Facts facts{{"act", act_}};
    bool again = std::ranges::find(others, actor_.person) != others.end();
    for (const OrderId id : orders) {
        const Order* order = find<Order>(id);
        if (!order || order->reviewed_by != actor_.person) continue;
        facts.insert_or_assign("order", Value{order->number});
        again = true;
    }
    if (!again) return std::nullopt;
    return refuse(Code::second_person_needed, house::duties, std::move(facts)).error();
}

Decided<Done> Deciding::decide(const MakeBatch& command) {
    if (auto no = check_hands(command.orders, {})) return Unexpected{*no};
    Batch batch;
    batch.id = BatchId{seq_};
    batch.made = at_;
    batch.made_by = actor_.person;
    std::vector<Reason> reasons;
    std::set<OrderId> seen;
    for (const OrderId id : command.orders) {
        const auto order = own_order(id);
        if (!order) return Unexpected{order.error()};
        const Facts facts{{"order", order->number}, {"status", name_of(order->status)}};
        if (!seen.insert(id).second) return invalid("orders", facts);
        if (order->status != OrderStatus::approved) {
            reasons.push_back(
                {Code::wrong_state, clauses_for(Code::wrong_state, house::wrong_state), facts, {}});
        }
        if (order->batch && !planted(21)) {
            reasons.push_back({Code::already_batched,
                               clauses_for(Code::already_batched, house::wrong_state),
                               Facts{{"order", order->number}, {"batch", order->batch.value}},
                               {}});
        }
        const Provider* provider = find<Provider>(order->provider);
        const BankAccount* account = provider ? account_at(*provider, at_) : nullptr;
        if (!account) {
            reasons.push_back({Code::no_bank_account,
                               house::bank_account,
                               Facts{{"provider", order->provider.value}},
                               {}});
        }
        if (!reasons.empty()) continue;
        batch.items.push_back({.order = id,
                               .provider = order->provider,
                               .product = order->product,
                               .amount = planted(19) ? order->subsidy : *order->approved,
                               .account = *account});
        Order batched = *order;
        batched.batch = batch.id;
        put(std::move(batched));
    }
    if (command.orders.empty()) return invalid("orders", Facts{{"orders", 0}});
    if (!reasons.empty()) return Unexpected{Refusal{std::move(reasons)}};
    put(batch);
    return batch_done(batch, {});
}

void Deciding::drop_from_batch(Batch& batch, OrderId order) {
    split(batch, [&](const BatchItem& item) { return item.order != order; });
}

// It is free for the next batch, once what held it up is over.
void Deciding::leave_batch(const Order& known) {
    Order order = known;
    order.batch = {};
    put(std::move(order));
}

Decided<Done> Deciding::decide(const Unbatch& command) {
    auto batch = required<Batch>(command.batch);
    if (!batch) return Unexpected{batch.error()};
    if (!batch_after(BatchStep::unbatch, batch->status)) return wrong_state(name_of(batch->status));
    if (command.orders.empty()) return invalid("orders", Facts{{"orders", 0}});
    for (const OrderId id : command.orders) {
        const auto order = own_order(id);
        if (!order) return Unexpected{order.error()};
        if (order->batch != batch->id) {
            return invalid("orders",
                           Facts{{"order", order->number}, {"batch", order->batch.value}});
        }
        std::erase_if(batch->items, [&](const BatchItem& item) { return item.order == id; });
        Order freed = *order;
        freed.batch = {};
        put(std::move(freed));
    }
    put(*batch);
    return batch_done(*batch, {});
}

// Freezes the list with its sum and opens the notice (B23-088, B23-089, B25-118, B25-119).
Decided<Done> Deciding::decide(const PublishBatch& command) {
    auto batch = required<Batch>(command.batch);
    if (!batch) return Unexpected{batch.error()};
    const auto next = batch_after(BatchStep::publish, batch->status);
    if (!next) return wrong_state(name_of(batch->status));
    const auto* row = rules().deadline(DeadlineKind::payout_notice, Subjects{.today = today()});
    Term term = row && row->value.after ? *row->value.after : Term{1, Unit::days};
    if (command.days) term = Term{*command.days, Unit::days};
    if (term.count < 1 || term.count > longest_notice) {
        return invalid("days", Facts{{"days", term.count}, {"longest", longest_notice}});
    }
    const auto ends = deadline_after(at_, term, rules().zone, rules().calendar);
    if (!ends) return Unexpected{ends.error()};
    const auto leaving = split(*batch, [&](const BatchItem& item) {
        const Order* order = find<Order>(item.order);
        return order && order->status == OrderStatus::approved && !order->frozen;
    });
    if (batch->items.empty()) return wrong_state("empty");
    for (const BatchItem& item : leaving) leave_batch(*find<Order>(item.order));
    for (const BatchItem& item : batch->items) {
        auto moved = step_order(*find<Order>(item.order), Step::publish);
        // An objection of an earlier notice is still open: the order came back by an appeal.
        if (moved && moved->open_objections > 0) moved = step_order(*moved, Step::suspend);
        if (!moved) return Unexpected{moved.error()};
        put(*moved);
    }
    batch->status = *next;
    batch->published = at_;
    batch->notice_ends = *ends;
    batch->frozen_digest = sha256_hex(canonical(encode(batch->items)));
    put(*batch);
    return batch_done(*batch, leaving);
}

namespace {

std::vector<OrderId> orders_in(const Batch& batch) {
    std::vector<OrderId> orders;
    for (const BatchItem& item : batch.items) orders.push_back(item.order);
    return orders;
}

}  // namespace

// Only after the notice; what is suspended or frozen stays behind and does not hold up the rest.
Decided<Done> Deciding::decide(const SettleBatch& command) {
    auto batch = required<Batch>(command.batch);
    if (!batch) return Unexpected{batch.error()};
    const auto next = batch_after(BatchStep::settle, batch->status);
    if (!next) return wrong_state(name_of(batch->status));
    if (in_time(at_, *batch->notice_ends) && !planted(36)) {
        return refuse(Code::notice_running, clauses_for(Code::notice_running, house::wrong_state),
                      Facts{{"notice_ends", batch->notice_ends->micros}});
    }
    if (auto no = check_hands(orders_in(*batch), {})) return Unexpected{*no};
    const auto leaving = split(*batch, [&](const BatchItem& item) {
        const Order* order = find<Order>(item.order);
        return order && order->status == OrderStatus::published && !order->frozen;
    });
    for (const BatchItem& item : leaving) leave_batch(*find<Order>(item.order));
    batch->status = *next;
    batch->settled_by = actor_.person;
    batch->payout_digest = sha256_hex(payout_file(*batch));
    put(*batch);
    return batch_done(*batch, leaving);
}

Decided<Done> Deciding::decide(const Disburse& command) {
    auto batch = required<Batch>(command.batch);
    if (!batch) return Unexpected{batch.error()};
    const auto next = batch_after(BatchStep::pay, batch->status);
    if (!next) return wrong_state(name_of(batch->status));
    if (auto no = check_hands(orders_in(*batch), {batch->made_by, batch->settled_by})) {
        return Unexpected{*no};
    }
    const auto leaving = split(*batch, [&](const BatchItem& item) {
        const Order* order = find<Order>(item.order);
        return order && order->status == OrderStatus::published && !order->frozen;
    });
    for (const BatchItem& item : leaving) leave_batch(*find<Order>(item.order));
    for (const BatchItem& item : batch->items) {
        auto moved = step_order(*find<Order>(item.order), Step::pay);
        if (!moved) return Unexpected{moved.error()};
        put(*moved);
    }
    batch->status = *next;
    batch->payout_digest = sha256_hex(payout_file(*batch));
    put(*batch);
    return batch_done(*batch, leaving);
}

Decided<Done> Deciding::decide(const PaymentFailed& command) {
    auto order = own_order(command.order);
    if (!order) return Unexpected{order.error()};
    auto moved = step_order(*order, Step::fail_payment);
    if (!moved) return Unexpected{moved.error()};
    if (const Batch* known = find<Batch>(order->batch)) {
        Batch batch = *known;
        drop_from_batch(batch, order->id);
        put(std::move(batch));
    }
    moved->batch = {};
    moved->reason = command.reason;
    put(*moved);
    return order_done(*moved);
}

}  // namespace zq
