// The market of one year: how an order lives, act by act, and how the bureau pays.
//
// Each act plans the next. What has been frozen, suspended or ended by somebody else in the
// meantime is left alone.
#pragma once

#include "main/demo_town.h"

namespace zq::demo {

// Where an order stops by itself. In 2023 what stops early runs out of time; in June 2025 it waits.
enum class Stop {
    nowhere,
    claimed,
    cancelled,
    declined,
    accepted,
    contract,
    waived,
    handed_in,
    returned,
    rejected,
    voided,
    approved,
};

struct Life {
    Firm* firm = nullptr;
    Ware ware;
    Stop stop = Stop::nowhere;
    bool sent_back = false;  // for correction, once
    bool cut = false;        // the review approves less
    bool amended = false;
    bool two_years = false;  // the contract runs longer than is subsidised
    bool short_receipt = false;
};

// Hours from one act to the next.
struct Pace {
    std::int64_t accept_max, sign_max, redeem_max, review_max;
};

class Market {
public:
    Market(City& city, Year& year, Pace pace) : city_{city}, year_{year}, pace_{pace} {}

    // A claim by life's firm or, without one, by somebody who may at that moment.
    void claim_at(Instant when, const Life& life);
    Firm* somebody_who_may(const Ware& ware);
    OrderId claim(const Life& life);

    // What becomes of a batch after it is made.
    enum class Notice { not_yet, quiet, objected };
    void make_batch(Notice notice);
    const std::vector<OrderId>& paid() const { return paid_; }
    // The latest order that stands there.
    std::optional<Order> some(OrderStatus status);

private:
    // The order when it still stands where its life left it.
    bool stands(OrderId id, OrderStatus status);
    void later(std::int64_t hours_max, std::function<void()> what) {
        city_.at(city_.in_office(city_.now(), 1, hours_max), std::move(what));
    }
    void live(const Life& life, OrderId order);
    void accept(const Life& life, OrderId order);
    void sign(const Life& life, OrderId order);
    void amend(const Life& life, OrderId order);
    void redeem(const Life& life, OrderId order, bool again);
    std::vector<Document> papers_of(const Life& life, OrderId order);
    void review(const Life& life, OrderId order, bool again);
    void publish(BatchId batch, Notice notice);
    void object_to(BatchId batch);
    void settle(BatchId batch);
    void disburse(BatchId batch);
    void after_payment(OrderId order);
    const Actor& seller_of(const Life& life) const { return city_.sellers[life.ware.seller].owner; }
    Dice& dice() { return city_.dice(); }

    City& city_;
    Year& year_;
    Pace pace_;
    std::vector<OrderId> claimed_;
    std::vector<OrderId> approved_;
    std::vector<OrderId> paid_;
    bool failed_once_ = false;
};

// Who may buy digital marketing (B25-008).
bool makes_food_or_wine(std::string_view industry);

}  // namespace zq::demo
