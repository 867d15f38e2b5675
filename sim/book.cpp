// Which status takes what is said here once more, apart from the product's table of effects.
#include "book.h"

namespace zq::sim {

using enum OrderStatus;

bool is_under_way(OrderStatus status) {
    return status == placed || status == accepted || status == signed_ || status == in_review ||
           status == redeeming || status == approved || status == published || status == suspended;
}

bool was_paid(OrderStatus status) {
    return status == paid || status == recovering || status == clawed_back;
}

std::map<AccountId, Sum> taken_by(const Order& order) {
    std::map<AccountId, Sum> taken;
    const bool gave_back = order.status == declined || order.status == cancelled ||
                           order.status == lapsed || order.status == expired;
    if (!gave_back) taken[{AccountKind::stock, order.product.value, ""}].held = 1;
    if (!is_under_way(order.status) && !was_paid(order.status)) return taken;
    const std::int64_t amount = order.approved.value_or(order.subsidy).fen;
    for (const std::string& scope : order.quota_scopes) {
        Sum& quota = taken[{AccountKind::quota, order.enterprise.value, scope}];
        (order.approved ? quota.settled : quota.held) = amount;
    }
    Sum& budget = taken[{AccountKind::budget, 0, ""}];
    (was_paid(order.status) ? budget.settled : budget.held) = amount;
    return taken;
}

std::optional<std::pair<Instant, DeadlineKind>> next_deadline(const Book& book,
                                                              const Order& order) {
    if (order.frozen) return std::nullopt;
    std::optional<std::pair<Instant, DeadlineKind>> next;
    const auto add = [&](Instant at, DeadlineKind kind) {
        if (!next || std::pair{at, kind} < *next) next = {at, kind};
    };
    const Rulebook& rules = *book.edition_of(order).rules;
    const auto reaches = rules.validity_reaches.on(civil_day(order.placed)).value;
    if (order.status == placed) {
        add(order.accept_by, DeadlineKind::acceptance);
        if (reaches != ValidUntilStep::claim) add(order.valid_until, DeadlineKind::validity);
    }
    if (order.status == accepted &&
        (reaches == ValidUntilStep::signing || reaches == ValidUntilStep::redemption)) {
        add(order.valid_until, DeadlineKind::validity);
    }
    if (order.status == signed_) {
        if (reaches == ValidUntilStep::redemption) add(order.valid_until, DeadlineKind::validity);
        if (order.redeem_by) add(*order.redeem_by, DeadlineKind::redemption);
    }
    if (order.status == in_review && order.review_by && !order.overdue) {
        add(*order.review_by, DeadlineKind::review);
    }
    return next;
}

}  // namespace zq::sim
