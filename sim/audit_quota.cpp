// Group B: what an enterprise may have, and its size class.
#include <algorithm>

#include "audit.h"

namespace zq::sim {

namespace {

std::optional<std::int64_t> cap_of(const Rulebook& rules, const Subjects& subjects,
                                   const std::string& scope) {
    const CapPer per = scope.starts_with("year:")        ? CapPer::year
                       : scope.starts_with("direction:") ? CapPer::direction
                                                         : CapPer::programme;
    std::optional<std::int64_t> highest;
    for (const Row<Cap>& row : rules.caps.rows) {
        if (row.value.per != per || !row.fits(subjects)) continue;
        highest = std::max(highest.value_or(0), row.value.amount.fen);
    }
    return highest;
}

std::int64_t all_of(const std::map<AccountId, Sum>& sums, const AccountId& account) {
    const auto found = sums.find(account);
    return found == sums.end() ? 0 : found->second.held + found->second.settled;
}

}  // namespace

void Audit::quota(const Book& book, const Happening& now) {
    std::map<AccountId, std::int64_t> deltas;  // one event may end several orders
    std::set<AccountId> gave_back;
    each_change<Order>(book, now, [&](const Order* before, const Order& order) {
        const Rulebook& rules = *book.edition_of(order).rules;
        const Enterprise* enterprise = book.images.find<Enterprise>(order.enterprise);
        const Subjects subjects{.enterprise = enterprise,
                                .provider = book.images.find<Provider>(order.provider),
                                .product = book.images.find<Product>(order.product),
                                .today = civil_day(order.placed)};
        if (!before) {
            const auto* certified = enterprise ? enterprise->certified() : nullptr;
            hold(Inv::class_is_frozen, certified && certified->finding.size == order.size,
                 about(order) + " has another size than its enterprise");
            const std::string year =
                "year:" + std::to_string(
                              static_cast<int>(std::chrono::year_month_day{subjects.today}.year()));
            const bool named =
                std::ranges::find(order.quota_scopes, year) != order.quota_scopes.end();
            hold(Inv::quota_not_exceeded, named == cap_of(rules, subjects, year).has_value(),
                 about(order) + " does not count for its year");
        } else {
            hold(Inv::class_is_frozen,
                 before->size == order.size && before->quota_scopes == order.quota_scopes &&
                     before->edition == order.edition && before->placed == order.placed,
                 about(order) + " changed its size, year, edition or date");
        }
        const auto was = before ? taken_by(*before) : std::map<AccountId, Sum>{};
        const auto is = taken_by(order);
        for (const std::string& scope : order.quota_scopes) {
            const AccountId account{AccountKind::quota, order.enterprise.value, scope};
            const std::int64_t more = all_of(is, account) - all_of(was, account);
            const auto cap = cap_of(rules, subjects, scope);
            const std::int64_t all = all_of(book.by_orders, account) + more;
            if (more > 0 && cap) {
                hold(Inv::quota_not_exceeded, all <= *cap,
                     about(order) + " brings its enterprise to " + std::to_string(all) + " of " +
                         std::to_string(*cap));
            }
            const bool ended = before && is_under_way(before->status) &&
                               !is_under_way(order.status) && !was_paid(order.status);
            deltas[account] += more;
            if (ended) gave_back.insert(account);
        }
    });
    for (const AccountId& account : gave_back) {
        std::int64_t moved = 0;
        for (const Move& move : now.moves) {
            if (move.account == account) moved += move.held + move.settled;
        }
        hold(Inv::release_restores_quota, moved == deltas[account],
             now.act + " moved the quota of " + std::to_string(account.owner) + " by " +
                 std::to_string(moved) + " instead of " + std::to_string(deltas[account]));
    }
}

}  // namespace zq::sim
