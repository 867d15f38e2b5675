// The frame: an event is taken apart, judged by each group, and only then believed.
#include "audit.h"

#include "app/log.h"
#include "base/digest.h"

namespace zq::sim {

std::string about(const Order& order) {
    return "order " + std::to_string(order.id.value) + " (" + std::string{name_of(order.status)} +
           ")";
}

void Audit::hold(Inv invariant, bool holds, const std::string& what) {
    occasions.hold(invariant, holds, what);
}

Book& Audit::book_of(ProgrammeId programme) {
    Book& book = books_[programme];
    book.programme = programme;
    book.editions = &editions_;
    return book;
}

void Audit::take(ProgrammeId programme, const LogEntry& entry) {
    Book& book = book_of(programme);
    hold(Inv::chain_unbroken, entry.hash == sha256_hex(book.last_hash + entry.bytes),
         "the hash of entry " + std::to_string(entry.seq) + " does not follow from the one before");
    const Event event = event_from(entry.bytes);
    hold(Inv::log_gap_free, entry.seq == event.seq && entry.time == event.time,
         "entry " + std::to_string(entry.seq) + " is not filed under its own number and time");
    take(programme, event);
    book.last_hash = entry.hash;
}

void Audit::take(ProgrammeId programme, const Event& event) {
    Book& book = book_of(programme);
    hold(Inv::log_gap_free, event.seq == book.next_seq,
         "event " + std::to_string(event.seq) + " follows " + std::to_string(book.next_seq - 1));
    hold(Inv::time_never_back, event.time >= book.last_time,
         "event " + std::to_string(event.seq) + " is older than the one before it");
    const Happening now = taken_apart(book, event);
    if (programme != registry && book.in_force()) {
        supply_before(book, now);
        quota(book, now);
        money(book, now);
        payout(book, now);
        time(book, now);
        states(book, now);
        papers(book, now);
        sanctions(book, now);
    }
    people(book, now);
    apply(book, now);
    if (programme != registry && book.in_force()) supply_after(book, now);
    ++events_;
}

Happening Audit::taken_apart(const Book& book, const Event& event) const {
    Happening now{.event = event,
                  .act = event.command,
                  .command = {},
                  .images = {},
                  .moves = {},
                  .refused = {}};
    if (const Value* changes = event.body.find("changes")) {
        for (const Value& change : *changes->if_list()) {
            const Value* row = change.find("row");
            now.images.each_shelf([&]<class T>(Shelf<T>&) {
                if (*change.find("entity") == Value{Entity<T>::name}) {
                    now.images.lay(row ? decoded<T>(*row) : T{});
                }
            });
        }
    }
    if (const Value* moves = event.body.find("moves")) {
        now.moves = decoded<std::vector<Move>>(*moves);
    }
    if (const Value* reasons = event.body.find("reasons")) now.refused = *reasons;
    const bool is_step = event.actor.role == Role::clock && event.body.find("due");
    if (is_step) return now;
    const Value* request = event.body.find("request");
    now.command = decode_command(event.command, request ? *request : Value{});
    if (const auto* approval = std::get_if<ApproveProposal>(&*now.command)) {
        now.approved = &book.images.get<Proposal>(approval->proposal);
        now.act = now.approved->act;
        now.command = decode_command(now.act, now.approved->command);
    } else if (!now.images.shelf<Proposal>().rows.empty()) {
        now.act = "propose";
        now.command.reset();
    }
    return now;
}

void Audit::apply(Book& book, const Happening& now) {
    each_change<Order>(book, now, [&](const Order* before, const Order& order) {
        apply_order(book, before, order);
        if (now.is("decide-appeal")) book.restored.insert(order.id);
        if (now.is("redeem")) book.restored.erase(order.id);
    });
    apply_moves(book, now);
    now.images.each_shelf([&]<class T>(const Shelf<T>& shelf) {
        for (const auto& [key, row] : shelf.rows) {
            book.images.lay(row);
            if constexpr (zq::detail::is_id<KeyOf<T>>) {
                changed_[book.programme].emplace(Entity<T>::name, key.value);
            }
        }
    });
    // Only now is the edition known by which a deadline is reckoned.
    for (const auto& [id, order] : now.images.shelf<Order>().rows) {
        if (const auto next = next_deadline(book, order)) {
            book.due.insert({next->first, next->second, id});
        }
    }
    for (const auto& [id, redemption] : now.images.shelf<Redemption>().rows) {
        standing_.emplace(book.programme, id);
    }
    book.next_seq = now.event.seq + 1;
    book.last_time = now.event.time;
    ++book.events;
}

void Audit::apply_order(Book& book, const Order* before, const Order& now) {
    if (before) {
        if (const auto next = next_deadline(book, *before)) {
            book.due.erase({next->first, next->second, before->id});
        }
        for (const auto& [account, sum] : taken_by(*before)) {
            book.by_orders[account].held -= sum.held;
            book.by_orders[account].settled -= sum.settled;
            touched_[book.programme].insert(account);
        }
        if (before->status != now.status) standing_.emplace(book.programme, now.id);
    }
    for (const auto& [account, sum] : taken_by(now)) {
        book.by_orders[account].held += sum.held;
        book.by_orders[account].settled += sum.settled;
        touched_[book.programme].insert(account);
    }
}

void Audit::apply_moves(Book& book, const Happening& now) {
    for (const Move& move : now.moves) {
        Limit& account = book.by_moves[move.account];
        if (move.unlimited) account.limit.reset();
        if (move.limited) account.limit = 0;
        if (account.limit) *account.limit += move.limit;
        account.moved.held += move.held;
        account.moved.settled += move.settled;
        touched_[book.programme].insert(move.account);
    }
    for (const Move& move : now.moves) {
        const Limit& account = book.by_moves[move.account];
        const auto& [held, settled] = account.moved;
        hold(Inv::conservation,
             held >= 0 && settled >= 0 && (!account.limit || *account.limit >= held + settled),
             "account " + std::to_string(move.account.owner) + " " + move.account.scope +
                 " is overdrawn after " + now.act);
    }
    std::set<AccountId> accounts;
    for (const Move& move : now.moves) accounts.insert(move.account);
    each_change<Order>(book, now, [&](const Order* before, const Order& order) {
        if (before) {
            for (const auto& [account, sum] : taken_by(*before)) accounts.insert(account);
        }
        for (const auto& [account, sum] : taken_by(order)) accounts.insert(account);
    });
    for (const AccountId& id : accounts) {
        const Sum& orders = book.by_orders[id];
        const Sum& moved = book.by_moves[id].moved;
        hold(Inv::accounts_equal_orders, orders == moved,
             std::string{zq::name_of(id.kind)} + " " + std::to_string(id.owner) + " " + id.scope +
                 ": moved to " + std::to_string(moved.held) + "+" + std::to_string(moved.settled) +
                 ", its orders take " + std::to_string(orders.held) + "+" +
                 std::to_string(orders.settled) + " after " + now.act);
    }
}

void Audit::compare(Store& store) {
    for (auto& [programme, keys] : changed_) {
        if (keys.empty()) continue;
        Book& book = books_.at(programme);
        Keys wanted;
        WorkingSet rows;
        rows.each_shelf([&]<class T>(Shelf<T>&) {
            if constexpr (zq::detail::is_id<KeyOf<T>>) {
                for (const auto& [entity, id] : keys) {
                    if (entity == Entity<T>::name) wanted.add<T>(KeyOf<T>{id});
                }
            }
        });
        for (const AccountId& id : touched_[programme]) wanted.add<Account>(id);
        store.read(programme)->load(wanted, rows);
        book.images.each_shelf([&]<class T>(const Shelf<T>&) {
            if constexpr (zq::detail::is_id<KeyOf<T>>) {
                for (const auto& key : wanted.of<T>()) {
                    const T* row = rows.find<T>(key);
                    hold(Inv::rows_equal_log,
                         row && encode(*row) == encode(*book.images.find<T>(key)),
                         std::string{Entity<T>::name} + " " + std::to_string(key.value) +
                             " is not what the log says");
                }
            }
        });
        for (const AccountId& id : touched_[programme]) {
            const Account* row = rows.find<Account>(id);
            const Limit& known = book.by_moves[id];
            hold(Inv::rows_equal_log,
                 row ? row->limit == known.limit && row->held == known.moved.held &&
                           row->settled == known.moved.settled
                     : known.moved == Sum{},
                 "account " + std::to_string(id.owner) + " " + id.scope +
                     " is not what the log says");
        }
        keys.clear();
        touched_[programme].clear();
    }
    proofs();
    bans();
}

}  // namespace zq::sim
