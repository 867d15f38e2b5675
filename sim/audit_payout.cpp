// Group C and E: batches, their notice, the file for the treasury.
#include <algorithm>

#include "audit.h"
#include "base/digest.h"

namespace zq::sim {

namespace {

std::string told(const Batch& batch, const char* what) {
    return "batch " + std::to_string(batch.id.value) + " " + what;
}

// The account that money goes to at that time; null when there is none.
const BankAccount* account_of(const Provider& provider, Instant at) {
    const auto& change = provider.account_change;
    if (change && change->from && *change->from <= at) return &change->account;
    return provider.bank_account ? &*provider.bank_account : nullptr;
}

const BatchItem* item_of(const Batch& batch, OrderId order) {
    const auto found = std::ranges::find(batch.items, order, &BatchItem::order);
    return found == batch.items.end() ? nullptr : &*found;
}

}  // namespace

void Audit::payout(Book& book, const Happening& now) {
    each_change<Batch>(book, now, [&](const Batch* before, const Batch& batch) {
        batch_lines(book, now, before, batch);
        if (now.is("publish-batch")) {
            hold(Inv::payment_file_adds_up,
                 batch.frozen_digest == sha256_hex(canonical(encode(batch.items))),
                 told(batch, "has another digest than its lines"));
            const auto* publish = now.as<PublishBatch>();
            const auto& rules = *book.in_force();
            const auto* row = rules.rules->deadline(DeadlineKind::payout_notice,
                                                    {.today = civil_day(now.event.time)});
            DeadlineRule rule = row ? row->value : DeadlineRule{};
            if (publish->days) rule.after = Term{*publish->days, Unit::days};
            hold(Inv::deadline_reckoned_right,
                 batch.notice_ends == deadline_of(rule, now.event.time, rules.almanac, {}),
                 told(batch, "has a notice of another length"));
        }
        if (now.is("settle-batch") || now.is("disburse")) {
            hold(Inv::payment_file_adds_up,
                 batch.payout_digest == sha256_hex(treasury_file(batch.items)),
                 told(batch, "has another digest than its file"));
        }
        const bool pays = now.is("disburse");
        if (now.is("settle-batch") || pays) {
            hold(Inv::payment_path,
                 before && before->notice_ends &&
                     whole_second(now.event.time) > *before->notice_ends &&
                     before->status == (pays ? BatchStatus::settled : BatchStatus::published),
                 told(batch, "went on before its notice was over"));
        }
        if (pays) batch_paid(book, now, batch);
    });
    each_change<Order>(book, now, [&](const Order* before, const Order& order) {
        if (before && before->status != OrderStatus::paid && order.status == OrderStatus::paid &&
            now.is("disburse")) {
            book.paid.insert(order.id);
        }
        if (now.is("payment-failed")) book.paid.erase(order.id);
    });
}

void Audit::batch_lines(const Book& book, const Happening& now, const Batch* before,
                        const Batch& batch) {
    std::set<OrderId> once;
    for (const BatchItem& item : batch.items) {
        const Order* order = after<Order>(book, now, item.order);
        const Provider* provider = book.images.find<Provider>(item.provider);
        const bool known = before && item_of(*before, item.order);
        hold(Inv::same_amount_everywhere,
             order && order->approved && *order->approved == item.amount &&
                 once.insert(item.order).second && (!before || known),
             told(batch, "pays another amount than was approved, or an order twice"));
        if (known) {
            hold(Inv::no_negative_no_rewriting,
                 encode(item) == encode(*item_of(*before, item.order)),
                 told(batch, "changed a line"));
        } else {
            hold(Inv::payment_path, !book.images.get<Order>(item.order).batch,
                 told(batch, "takes an order that another batch has"));
            const BankAccount* account = account_of(*provider, now.event.time);
            hold(Inv::account_change_waits, account && encode(*account) == encode(item.account),
                 told(batch, "pays to an account that is not in force"));
        }
    }
}

void Audit::batch_paid(const Book& book, const Happening& now, const Batch& batch) {
    std::int64_t sum = 0;
    for (const BatchItem& item : batch.items) {
        const Order* order = book.images.find<Order>(item.order);
        const Order* paid = now.images.find<Order>(item.order);
        hold(Inv::payment_path,
             order->status == OrderStatus::published && order->open_objections == 0 &&
                 !order->frozen && order->batch == batch.id,
             about(*order) + " was paid on a wrong path");
        hold(Inv::paid_once_and_whole,
             paid && paid->status == OrderStatus::paid && !book.paid.contains(item.order),
             about(*order) + " was paid twice or not at all");
        sum += item.amount.fen;
    }
    std::int64_t moved = 0;
    for (const Move& move : now.moves) {
        if (move.account.kind == AccountKind::budget) moved += move.settled;
    }
    hold(Inv::paid_once_and_whole, moved == sum, told(batch, "settles another sum than it pays"));
}

}  // namespace zq::sim
