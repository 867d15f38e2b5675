// Who does what next: mostly what is usual, often what is not, now and then nonsense.
//
// People see what the log says; they look it up in the auditor's books.
#pragma once

#include "town.h"

namespace zq::sim {

struct Wish {
    ProgrammeId programme;
    Actor actor;
    Command command;
};

class People {
public:
    People(const Town& town, const Audit& audit, bool calm = false)
        : town_{town}, audit_{audit}, calm_{calm} {}

    Wish next(Dice& dice, Instant now);
    // All papers of an order, complete and right.
    Redeem complete_redemption(ProgrammeId programme, OrderId order) const;
    // The instant at which something ends by itself, or nothing.
    std::optional<Instant> some_deadline(Dice& dice) const;

private:
    Wish claim(Dice& dice);
    Wish supply(Dice& dice);
    Wish batch(Dice& dice, Instant now);
    Wish objection(Dice& dice);
    Wish supervision(Dice& dice, Instant now);
    Wish product(Dice& dice, Instant now);
    Wish registry_act(Dice& dice, Instant now);
    std::optional<Wish> proposal(Dice& dice);
    Wish on_order(Dice& dice, Instant now);
    Command usual(const Order& order, Dice& dice, Instant now);
    Command any(OrderId order, Dice& dice, Instant now);
    Sign contract(OrderId order, Dice& dice, Instant now) const;
    Redeem redemption(OrderId order, Dice& dice);
    void attach_files(std::vector<Document>& papers, PartyId provider, Dice& dice) const;
    Actor right_actor(const Command& command, const Order* order, Dice& dice) const;

    const Book& book() const { return audit_.book(programme_); }
    OrderId some_order(Dice& dice) const;
    std::vector<OrderId> orders_in(OrderStatus status) const;
    template <class T>
    std::vector<KeyOf<T>> keys() const {
        std::vector<KeyOf<T>> all;
        for (const auto& [key, row] : book().images.shelf<T>().rows) all.push_back(key);
        return all;
    }

    const Town& town_;
    const Audit& audit_;
    bool calm_;
    ProgrammeId programme_;
    std::size_t nth_programme_ = 0;
};

}  // namespace zq::sim
