// Group E: which act may bring an order from where to where, written down a second time.
#include <algorithm>

#include "audit.h"

namespace zq::sim {

namespace {

using enum OrderStatus;

struct Way {
    std::string_view act;
    OrderStatus from;
    OrderStatus to;
};

constexpr Way ways[] = {
    {"cancel", placed, cancelled},
    {"decline", placed, declined},
    {"accept", placed, accepted},
    {"lapse", placed, lapsed},
    {"expire", placed, expired},
    {"expire", accepted, expired},
    {"expire", signed_, expired},
    {"abandon", signed_, abandoned},
    {"sign", accepted, signed_},
    {"waive", signed_, waived},
    {"redeem", signed_, in_review},
    {"redeem", redeeming, in_review},
    {"withdraw-redemption", in_review, redeeming},
    {"return-redemption", in_review, redeeming},
    {"review", in_review, approved},
    {"review", in_review, rejected},
    {"publish-batch", approved, published},
    {"publish-batch", approved, suspended},
    {"object", published, suspended},
    {"assign-objection", suspended, published},
    {"assign-objection", suspended, approved},
    {"decide-objection", suspended, published},
    {"decide-objection", suspended, approved},
    {"settle-batch", published, approved},
    {"disburse", published, approved},
    {"disburse", published, paid},
    {"payment-failed", paid, approved},
    {"void", paid, recovering},
    {"sanction", paid, recovering},
    {"sanction", clawed_back, recovering},
    {"report-refund", paid, recovering},
    {"report-refund", paid, clawed_back},
    {"report-refund", recovering, clawed_back},
    {"report-refund", clawed_back, recovering},
    {"return-funds", recovering, clawed_back},
    {"unfreeze", published, approved},
    {"decide-appeal", rejected, in_review},
    {"decide-appeal", voided, in_review},
    {"decide-appeal", recovering, paid},
    {"decide-appeal", published, approved},
};
constexpr std::string_view voiding[] = {"void", "sanction", "decide-objection"};
// Acts that need a status of their own although they keep it.
constexpr Way keeping[] = {
    {"amend-contract", signed_, signed_},
    {"amend-contract", redeeming, redeeming},
    {"open-review", in_review, in_review},
    {"overdue", in_review, in_review},
    {"return-funds", recovering, recovering},
    {"report-refund", paid, paid},
    {"report-refund", recovering, recovering},
    {"report-refund", clawed_back, clawed_back},
    {"batch", approved, approved},
};

bool is_way(std::string_view act, OrderStatus from, OrderStatus to) {
    const auto fits = [&](const Way& way) {
        return way.act == act && way.from == from && way.to == to;
    };
    if (from == to) {
        const bool bound =
            std::ranges::any_of(keeping, [&](const Way& way) { return way.act == act; });
        return !bound || std::ranges::any_of(keeping, fits);
    }
    const bool voids = std::ranges::find(voiding, act) != std::end(voiding);
    if (voids && to == voided && is_under_way(from)) return true;
    return std::ranges::any_of(ways, fits);
}

bool absorbs(OrderStatus status) {
    return status == lapsed || status == declined || status == cancelled || status == expired ||
           status == waived || status == abandoned;
}

}  // namespace

void Audit::states(const Book& book, const Happening& now) {
    each_change<Order>(book, now, [&](const Order* before, const Order& order) {
        if (!before) {
            hold(Inv::state_table, now.is("claim") && order.status == placed,
                 about(order) + " came into being by " + now.act);
            return;
        }
        const bool moved = before->status != order.status;
        hold(Inv::state_table, is_way(now.act, before->status, order.status),
             now.act + " brought " + about(*before) + " to " +
                 std::string{zq::name_of(order.status)});
        if (absorbs(before->status)) hold(Inv::ends_absorb, !moved, about(*before) + " went on");
        if (before->frozen && moved) {
            hold(Inv::state_table,
                 now.is("void") || now.is("unfreeze") || now.is("decide-appeal") ||
                     now.is("sanction") || now.is("decide-objection") || now.is("object") ||
                     now.is("assign-objection") || now.is("settle-batch"),
                 about(*before) + " is frozen and moved by " + now.act);
        }
        if (now.is("complete") || now.is("rate")) {
            hold(Inv::completion_by_enterprise,
                 now.event.actor.organisation == order.enterprise &&
                     book.images.find<Contract>(order.id) &&
                     (now.is("complete") ? !before->completed : before->completed),
                 about(order) + " was completed or rated by somebody else, or too early");
        }
        const Redemption* handed_in = book.images.find<Redemption>(order.id);
        if (now.is("withdraw-redemption")) {
            const auto& last = handed_in->submissions.back();
            const auto& rules = *book.edition_of(order).rules;
            hold(Inv::redemption_irrevocable,
                 !last.opened_at && rules.recall_until_opened.on(civil_day(order.placed)).value,
                 about(order) + " was taken back after it was opened");
        }
        if (now.is("review")) {
            const bool open = handed_in && (book.restored.contains(order.id) ||
                                            (!handed_in->submissions.back().returned_at &&
                                             !handed_in->submissions.back().recalled_at));
            hold(Inv::review_of_submission, open && order.reviewed_by == now.event.actor.person,
                 about(order) + " was reviewed without a submission");
        }
        if (before->status == in_review && order.status == redeeming) {
            ++occasions[Inv::redemption_irrevocable];
        }
    });
}

}  // namespace zq::sim
