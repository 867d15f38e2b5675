// The auditor: reads the logs as they grow and holds every invariant against them.
//
// It knows no rule of the engine's: sums are made from orders, deadlines and shares reckoned anew,
// statuses compared with a table of its own. Each group of invariants has its file.
#pragma once

#include "book.h"

namespace zq::sim {

class Audit {
public:
    explicit Audit(const KnownEditions& editions) : editions_{editions} {}

    // The next entry of a programme's log. Throws Broken.
    void take(ProgrammeId programme, const LogEntry& entry);
    // An event by itself, of which nobody has made an entry.
    void take(ProgrammeId programme, const Event& event);
    // Rows of what changed since the last call, and what several logs say together.
    void compare(Store& store);

    const Book& book(ProgrammeId programme) const { return books_.at(programme); }
    bool knows(ProgrammeId programme) const { return books_.contains(programme); }
    std::int64_t events() const { return events_; }
    Occasions occasions;

private:
    Happening taken_apart(const Book& book, const Event& event) const;
    void apply(Book& book, const Happening& now);
    void apply_moves(Book& book, const Happening& now);
    void apply_order(Book& book, const Order* before, const Order& now);
    Book& book_of(ProgrammeId programme);

    // audit_supply.cpp
    void supply_before(const Book& book, const Happening& now);
    void supply_after(Book& book, const Happening& now);
    // audit_quota.cpp
    void quota(const Book& book, const Happening& now);
    // audit_money.cpp, audit_payout.cpp
    void money(const Book& book, const Happening& now);
    void granted(const Book& book, const Happening& now, const Order* before, const Order& order);
    void recovered(const Book& book, const Happening& now, const Order* before, const Order& order);
    void payout(Book& book, const Happening& now);
    void batch_lines(const Book& book, const Happening& now, const Batch* before,
                     const Batch& batch);
    void batch_paid(const Book& book, const Happening& now, const Batch& batch);
    // audit_time.cpp
    void time(const Book& book, const Happening& now);
    void fired(const Book& book, const Happening& now, const Order& before);
    void window(const Book& book, const Order& order);
    void extended(const Book& book, const Happening& now, const Order& before, const Order& order);
    // audit_states.cpp
    void states(const Book& book, const Happening& now);
    // audit_papers.cpp
    void papers(const Book& book, const Happening& now);
    void proofs();
    // audit_people.cpp
    void people(const Book& book, const Happening& now);
    void right_party(const Happening& now);
    void hands(const Book& book, const Happening& now);
    void memberships(const Book& book, const Happening& now);
    void accounts(const Book& book, const Happening& now);
    // audit_sanctions.cpp
    void sanctions(const Book& book, const Happening& now);
    void bans();

    // Counts the occasion; throws when it does not hold.
    void hold(Inv invariant, bool holds, const std::string& what);

    const KnownEditions& editions_;
    std::map<ProgrammeId, Book> books_;
    std::map<ProgrammeId, std::set<std::pair<std::string, std::int64_t>>> changed_;
    std::map<ProgrammeId, std::set<AccountId>> touched_;
    std::set<std::pair<ProgrammeId, OrderId>> standing_;  // orders whose papers changed
    std::map<std::string, std::set<std::pair<ProgrammeId, OrderId>>> proofs_;
    std::map<std::pair<ProgrammeId, OrderId>, std::vector<std::string>> proofs_of_;
    std::set<PartyId> judged_;  // parties that were sanctioned or lifted
    std::int64_t events_ = 0;
};

std::string about(const Order& order);

}  // namespace zq::sim
