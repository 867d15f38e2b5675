// What each end gives back: everything before service was rendered on it, the money alone
// afterwards. A voucher whose order was signed and then lost stays used; only ends before use
// return it to the stock.
#include "domain/transitions.h"

#include <array>

#include "base/planted.h"

namespace zq {

namespace {

using enum OrderStatus;
using enum Effect;

constexpr std::array table{
    Transition{Step::cancel, placed, cancelled, release, release, release},
    Transition{Step::decline, placed, declined, release, release, release},
    Transition{Step::lapse, placed, lapsed, release, release, release},
    Transition{Step::accept, placed, accepted},
    Transition{Step::expire, placed, expired, release, release, release},
    Transition{Step::expire, accepted, expired, release, release, release},
    Transition{Step::expire, signed_, expired, release, release, release},
    Transition{Step::sign, accepted, signed_, none, adjust, adjust},
    Transition{Step::amend, signed_, signed_, none, adjust, adjust},
    Transition{Step::amend, redeeming, redeeming, none, adjust, adjust},
    Transition{Step::waive, signed_, waived, keep, release, release},
    Transition{Step::abandon, signed_, abandoned, keep, release, release},
    Transition{Step::redeem, signed_, in_review},
    Transition{Step::redeem, redeeming, in_review},
    Transition{Step::recall, in_review, redeeming},
    Transition{Step::return_, in_review, redeeming},
    Transition{Step::approve, in_review, approved, keep, settle, adjust},
    Transition{Step::reject, in_review, rejected, keep, release, release},
    Transition{Step::publish, approved, published},
    Transition{Step::suspend, published, suspended},
    Transition{Step::resume, suspended, published},
    Transition{Step::leave_batch, suspended, approved},
    Transition{Step::leave_batch, published, approved},
    Transition{Step::pay, published, paid, keep, none, settle},
    Transition{Step::fail_payment, paid, approved, none, none, reinstate},
    Transition{Step::void_, placed, voided, keep, release, release},
    Transition{Step::void_, accepted, voided, keep, release, release},
    Transition{Step::void_, signed_, voided, keep, release, release},
    Transition{Step::void_, in_review, voided, keep, release, release},
    Transition{Step::void_, redeeming, voided, keep, release, release},
    Transition{Step::void_, approved, voided, keep, release, release},
    Transition{Step::void_, published, voided, keep, release, release},
    Transition{Step::void_, suspended, voided, keep, release, release},
    Transition{Step::void_paid, paid, recovering},
    Transition{Step::restore, rejected, in_review, none, hold, hold},
    Transition{Step::restore, voided, in_review, none, hold, hold},
};

}  // namespace

std::span<const Transition> transitions() {
    return table;
}

const Transition* find_transition(Step step, OrderStatus from) {
    if (planted(38) && step == Step::accept && from == declined) from = placed;
    for (const Transition& row : table) {
        if (row.step == step && row.from == from) return &row;
    }
    return nullptr;
}

}  // namespace zq
