// Every pair of step and status, those without a row too; and what each end gives back.
#include "domain/transitions.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>

namespace zq {
namespace {

using enum OrderStatus;
using enum Effect;

constexpr OrderStatus every_status[] = {placed,      accepted,  signed_,   in_review, redeeming,
                                        approved,    published, suspended, paid,      recovering,
                                        clawed_back, declined,  cancelled, lapsed,    expired,
                                        rejected,    voided,    waived,    abandoned};

constexpr Step every_step[] = {Step::cancel,      Step::decline, Step::lapse,        Step::accept,
                               Step::expire,      Step::sign,    Step::amend,        Step::waive,
                               Step::abandon,     Step::redeem,  Step::return_,      Step::approve,
                               Step::reject,      Step::publish, Step::suspend,      Step::resume,
                               Step::leave_batch, Step::pay,     Step::fail_payment, Step::void_,
                               Step::void_paid,   Step::restore, Step::recall};

struct Expected {
    Step step;
    OrderStatus from;
    OrderStatus to;
    Effect stock, quota, budget;
};

// The whole table of scenarios.md, written down a second time. Every pair that is not here has no
// row.
const Expected expected[] = {
    // An order that nobody took: everything is given back (B23-062 … B23-065, B25-084 … B25-087).
    {Step::cancel, placed, cancelled, release, release, release},
    {Step::decline, placed, declined, release, release, release},
    {Step::lapse, placed, lapsed, release, release, release},
    {Step::accept, placed, accepted, none, none, none},
    // Validity over: 2023 up to the redemption, 2025 up to signing (B23-059, B25-081).
    {Step::expire, placed, expired, release, release, release},
    {Step::expire, accepted, expired, release, release, release},
    {Step::expire, signed_, expired, release, release, release},
    // The contract re-bases what is held on the money, never on the stock.
    {Step::sign, accepted, signed_, none, adjust, adjust},
    {Step::amend, signed_, signed_, none, adjust, adjust},
    {Step::amend, redeeming, redeeming, none, adjust, adjust},
    // Given up: money back, the voucher stays used (B25-113 … B25-116).
    {Step::waive, signed_, waived, keep, release, release},
    {Step::abandon, signed_, abandoned, keep, release, release},
    {Step::redeem, signed_, in_review, none, none, none},
    {Step::redeem, redeeming, in_review, none, none, none},
    {Step::return_, in_review, redeeming, none, none, none},
    {Step::recall, in_review, redeeming, none, none, none},
    // Review: quota is settled, the budget keeps the amount until payment (B23-086, B25-117).
    {Step::approve, in_review, approved, keep, settle, adjust},
    {Step::reject, in_review, rejected, keep, release, release},
    {Step::publish, approved, published, none, none, none},
    {Step::suspend, published, suspended, none, none, none},
    {Step::resume, suspended, published, none, none, none},
    {Step::leave_batch, suspended, approved, none, none, none},
    {Step::leave_batch, published, approved, none, none, none},
    {Step::pay, published, paid, keep, none, settle},
    {Step::fail_payment, paid, approved, none, none, reinstate},
    // Void takes every live order (B25-348, B25-349); after payout nothing is given back (B25-350).
    {Step::void_, placed, voided, keep, release, release},
    {Step::void_, accepted, voided, keep, release, release},
    {Step::void_, signed_, voided, keep, release, release},
    {Step::void_, in_review, voided, keep, release, release},
    {Step::void_, redeeming, voided, keep, release, release},
    {Step::void_, approved, voided, keep, release, release},
    {Step::void_, published, voided, keep, release, release},
    {Step::void_, suspended, voided, keep, release, release},
    {Step::void_paid, paid, recovering, none, none, none},
    // An appeal upheld: money is held again, the voucher was never given back.
    {Step::restore, rejected, in_review, none, hold, hold},
    {Step::restore, voided, in_review, none, hold, hold},
};

const Expected* expectation(Step step, OrderStatus from) {
    for (const Expected& row : expected) {
        if (row.step == step && row.from == from) return &row;
    }
    return nullptr;
}

std::string pair_name(Step step, OrderStatus from) {
    return std::string{name_of(step)} + " from " + std::string{name_of(from)};
}

TEST(Transitions, EveryPairOfStepAndStatusIsAsWrittenDownHere) {
    for (const Step step : every_step) {
        for (const OrderStatus from : every_status) {
            SCOPED_TRACE(pair_name(step, from));
            const Transition* row = find_transition(step, from);
            const Expected* wanted = expectation(step, from);
            ASSERT_EQ(row != nullptr, wanted != nullptr);
            if (!row) continue;
            EXPECT_EQ(name_of(row->to), name_of(wanted->to));
            EXPECT_EQ(name_of(row->stock), name_of(wanted->stock));
            EXPECT_EQ(name_of(row->quota), name_of(wanted->quota));
            EXPECT_EQ(name_of(row->budget), name_of(wanted->budget));
        }
    }
}

TEST(Transitions, NamesOfStepsAndStatusesAreComplete) {
    EXPECT_EQ(std::size(every_step), std::size(EnumNames<Step>::all));
    EXPECT_EQ(std::size(every_status), std::size(EnumNames<OrderStatus>::all));
    EXPECT_EQ(std::size(expected), transitions().size());
}

TEST(Transitions, APairHasOneRow) {
    std::map<std::pair<Step, OrderStatus>, int> rows;
    for (const Transition& row : transitions()) ++rows[{row.step, row.from}];
    for (const auto& [pair, count] : rows) {
        EXPECT_EQ(count, 1) << pair_name(pair.first, pair.second);
    }
}

TEST(Transitions, AClaimHoldsOnAllThreeAccounts) {
    EXPECT_EQ(claim_transition.to, placed);
    EXPECT_EQ(claim_transition.stock, hold);
    EXPECT_EQ(claim_transition.quota, hold);
    EXPECT_EQ(claim_transition.budget, hold);
}

struct End {
    OrderStatus end;
    bool money_back;    // quota and budget
    bool voucher_back;  // to the stock
};

// The table of ends of scenarios.md, read row by row.
const End ends[] = {{declined, true, true}, {cancelled, true, true}, {lapsed, true, true},
                    {expired, true, true},  {rejected, true, false}, {voided, true, false},
                    {waived, true, false},  {abandoned, true, false}};

TEST(Transitions, EachEndBeforePayoutGivesBackTheMoneyAndUnusedVouchersOnly) {
    for (const End& end : ends) {
        int ways = 0;
        for (const Transition& row : transitions()) {
            if (row.to != end.end) continue;
            ++ways;
            SCOPED_TRACE(pair_name(row.step, row.from));
            EXPECT_EQ(row.quota == release, end.money_back);
            EXPECT_EQ(row.budget == release, end.money_back);
            EXPECT_EQ(row.stock == release, end.voucher_back);
        }
        EXPECT_GT(ways, 0) << name_of(end.end);
    }
}

TEST(Transitions, AfterPayoutNothingIsGivenBack) {
    const Transition* row = find_transition(Step::void_paid, paid);
    ASSERT_NE(row, nullptr);
    EXPECT_EQ(row->stock, none);
    EXPECT_EQ(row->quota, none);
    EXPECT_EQ(row->budget, none);
}

// Invariant 35: ended orders absorb; only an appeal brings a rejected or voided one back.
TEST(Transitions, EndedOrdersAbsorb) {
    for (const OrderStatus end : {declined, cancelled, lapsed, expired, rejected, voided, waived,
                                  abandoned, recovering, clawed_back}) {
        for (const Step step : every_step) {
            const bool appeal = step == Step::restore && (end == rejected || end == voided);
            EXPECT_EQ(find_transition(step, end) != nullptr, appeal) << pair_name(step, end);
        }
    }
}

TEST(Transitions, OnlyLiveOrdersAndPaidOnesCanBeVoided) {
    for (const OrderStatus status : every_status) {
        EXPECT_EQ(find_transition(Step::void_, status) != nullptr, is_live(status))
            << name_of(status);
        EXPECT_EQ(find_transition(Step::void_paid, status) != nullptr, status == paid)
            << name_of(status);
    }
}

TEST(Transitions, LiveIsFromPlacedToSuspended) {
    const std::map<OrderStatus, bool> live{
        {placed, true},     {accepted, true},    {signed_, true},      {in_review, true},
        {redeeming, true},  {approved, true},    {published, true},    {suspended, true},
        {paid, false},      {recovering, false}, {clawed_back, false}, {declined, false},
        {cancelled, false}, {lapsed, false},     {expired, false},     {rejected, false},
        {voided, false},    {waived, false},     {abandoned, false}};
    for (const OrderStatus status : every_status) EXPECT_EQ(is_live(status), live.at(status));
}

// What one order has of an account.
struct Part {
    std::int64_t held = 1;
    std::int64_t settled = 0;

    void take(Effect effect) {
        switch (effect) {
            case hold:
                RC_ASSERT(held + settled == 0);  // never twice
                held = 1;
                break;
            case settle:
                RC_ASSERT(held == 1);
                std::swap(held, settled);
                break;
            case reinstate:
                RC_ASSERT(settled == 1);
                std::swap(held, settled);
                break;
            case release:
                RC_ASSERT(held + settled == 1);
                held = settled = 0;
                break;
            case adjust: RC_ASSERT(held == 1); break;
            case keep: RC_ASSERT(held + settled == 1); break;
            case none: break;
        }
    }
    bool is_free() const { return held + settled == 0; }
};

// Whatever order steps come in, an order has a part of an account once or not at all: nothing is
// given back twice, settled twice or held twice.
TEST(Transitions, EveryWalkHoldsOnceAndGivesBackOnce) {
    const std::vector<Step> steps{std::begin(every_step), std::end(every_step)};
    EXPECT_TRUE(rc::check("walks of any steps", [&] {
        OrderStatus status = placed;
        Part stock, quota, budget;
        for (int i = 0; i < 60; ++i) {
            const Transition* row = find_transition(*rc::gen::elementOf(steps), status);
            if (!row) continue;
            stock.take(row->stock);
            quota.take(row->quota);
            budget.take(row->budget);
            status = row->to;
        }
        const bool is_untaken = status == cancelled || status == declined || status == lapsed;
        RC_ASSERT(stock.is_free() == (is_untaken || status == expired));
        if (is_live(status)) RC_ASSERT(!quota.is_free() && budget.held == 1);
        if (status == paid) RC_ASSERT(quota.settled == 1 && budget.settled == 1);
        if (status == voided || status == rejected || status == waived || status == abandoned) {
            RC_ASSERT(quota.is_free() && budget.is_free());
        }
    }));
}

}  // namespace
}  // namespace zq
