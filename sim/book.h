// What the auditor knows of one programme: the entities as the log's images have them, and sums
// of its own, made from orders alone.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>

#include "app/store.h"
#include "invariants.h"
#include "reckoning.h"

namespace zq::sim {

// An edition as the simulation published it, with the calendar it should be counted by.
struct KnownEdition {
    std::shared_ptr<const Rulebook> rules;
    Almanac almanac;
};
using KnownEditions = std::map<std::string, KnownEdition>;  // by digest

struct Sum {
    std::int64_t held = 0;
    std::int64_t settled = 0;
    friend bool operator==(const Sum&, const Sum&) = default;
};
struct Limit {
    std::optional<std::int64_t> limit;
    Sum moved;  // by the log's movements
};

struct Book {
    ProgrammeId programme;
    const KnownEditions* editions = nullptr;
    WorkingSet images;
    std::int64_t next_seq = 1;
    Instant last_time;
    std::string last_hash = std::string(64, '0');
    std::map<AccountId, Sum> by_orders;
    std::map<AccountId, Limit> by_moves;
    std::map<AccountId, std::int64_t> exhausted;  // at which event
    std::set<std::tuple<Instant, DeadlineKind, OrderId>> due;
    std::set<ProductId> sold_out;  // said so, and nothing given back since
    std::set<OrderId> paid;        // and no payment has failed since
    std::set<OrderId> restored;    // by an appeal, to a review of what was handed in before
    std::int64_t events = 0;

    const KnownEdition& edition(EditionId id) const {
        return editions->at(images.get<Edition>(id).digest);
    }
    const KnownEdition& edition_of(const Order& order) const { return edition(order.edition); }
    // In force; nothing before the first one.
    const KnownEdition* in_force() const {
        const auto* state = images.find<ProgrammeState>(TheProgramme{});
        return state && state->edition ? &edition(state->edition) : nullptr;
    }
};

// One event, taken apart.
struct Happening {
    const Event& event;
    std::string act;                 // of the inner command, where two persons acted
    std::optional<Command> command;  // none for what the clock does
    const Proposal* approved = nullptr;
    WorkingSet images;  // what changed, as it is now
    std::vector<Move> moves;
    Value refused;  // reasons of a refused claim

    bool is(std::string_view name) const { return act == name; }
    bool by_clock() const { return event.actor.role == Role::clock && !command; }
    template <class T>
    const T* as() const {
        return command ? std::get_if<T>(&*command) : nullptr;
    }
};

// Each entity of a kind that an event changed: as it was (or null), as it is.
template <class T>
void each_change(const Book& book, const Happening& now, auto&& visit) {
    for (const auto& [key, after] : now.images.shelf<T>().rows) {
        visit(book.images.find<T>(key), after);
    }
}

// As it is after the event.
template <class T>
const T* after(const Book& book, const Happening& now, const KeyOf<T>& key) {
    const T* changed = now.images.find<T>(key);
    return changed ? changed : book.images.find<T>(key);
}

// The next deadline that must end or mark an order by itself.
std::optional<std::pair<Instant, DeadlineKind>> next_deadline(const Book& book, const Order& order);
// What an order takes of each account.
std::map<AccountId, Sum> taken_by(const Order& order);
bool is_under_way(OrderStatus status);
bool was_paid(OrderStatus status);

}  // namespace zq::sim
