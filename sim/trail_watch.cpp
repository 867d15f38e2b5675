// The product asks its tables; here all is read from what the log has said.
#include "trail_watch.h"

#include <algorithm>

namespace zq::sim {

namespace {

std::int64_t hour_of(Instant at) {
    return at.micros / (3600 * second);
}

bool lists(const std::vector<OrderId>& orders, OrderId order) {
    return std::ranges::find(orders, order) != orders.end();
}

template <class T>
bool any(const Book& book, auto&& fits) {
    return std::ranges::any_of(book.images.shelf<T>().rows,
                               [&](const auto& row) { return fits(row.second); });
}

std::set<Case> of_officers(const Book& book, const Order& order) {
    std::set<Case> cases;
    if (any<Objection>(book, [&](const Objection& one) {
            return !one.upheld && lists(one.orders, order.id);
        })) {
        cases.insert(Case::objection);
    }
    if (any<Appeal>(book,
                    [&](const Appeal& one) { return !one.upheld && one.order == order.id; })) {
        cases.insert(Case::appeal);
    }
    if (any<SpotCheck>(book, [&](const SpotCheck& one) {
            return lists(one.sample, order.id) &&
                   !one.findings.contains(std::to_string(order.id.value));
        })) {
        cases.insert(Case::spot_check);
    }
    const bool sanctioned = any<Sanction>(book, [&](const Sanction& one) {
        return !one.lifted && (one.party == order.enterprise || one.party == order.provider) &&
               lists(one.orders, order.id);
    });
    if (sanctioned || order.frozen) cases.insert(Case::sanction);
    if (any<Proposal>(book, [&](const Proposal& one) {
            const Value* named = one.command.find("order");
            return !one.approved && one.act == "void-order" && named &&
                   *named == Value{order.id.value};
        })) {
        cases.insert(Case::voiding);
    }
    return cases;
}

std::set<Case> of_reviewers(const Order& order, PersonId who, PersonId opened_by) {
    const bool free = order.status == OrderStatus::in_review && !opened_by;
    const bool own = opened_by == who && (order.status == OrderStatus::in_review ||
                                          order.status == OrderStatus::redeeming);
    return free || own ? std::set{Case::review} : std::set<Case>{};
}

std::set<Case> of_payers(const Book& book, const Order& order, Role role) {
    const Batch* batch = book.images.find<Batch>(order.batch);
    const bool waits = role == Role::batch_maker && order.status == OrderStatus::approved;
    const bool is_paid_out = batch ? batch->status != BatchStatus::paid : waits;
    return is_paid_out ? std::set{Case::payout} : std::set<Case>{};
}

}  // namespace

void TrailWatch::taken(PersonId by, ProgrammeId programme, OrderId order, Instant at) {
    taken_[{by, programme, order}].push_back(at);
}

std::set<Case> TrailWatch::cases_of(const Book& book, const Order& order, const Looker& who,
                                    PersonId opened_by) const {
    const Role role = who.actor.role;
    std::set<Case> cases;
    if (role == Role::reviewer) cases = of_reviewers(order, who.actor.person, opened_by);
    if (role == Role::programme_officer) cases = of_officers(book, order);
    if (role == Role::batch_maker || role == Role::approver) cases = of_payers(book, order, role);
    if (role != Role::programme_officer && role != Role::auditor) return cases;
    const auto known = taken_.find({who.actor.person, book.programme, order.id});
    if (known == taken_.end()) return cases;
    for (const Instant at : known->second) {
        const std::int64_t hours = hour_of(who.at) - hour_of(at);
        if (hours == 0 || hours == 1) cases.insert(Case::taken);
    }
    return cases;
}

std::vector<Look> TrailWatch::lines(Access& access, const Looker& who, std::int64_t of, Seen what) {
    const LookQuery query{.of = of, .by = who.actor.person, .what = what, .most = 1'000'000};
    std::vector<Look> lines;
    for (const Look& line : looks_like(access, query).looks) {
        if (line.role == who.actor.role && hour_of(line.at) == hour_of(who.at)) {
            lines.push_back(line);
        }
    }
    return lines;
}

}  // namespace zq::sim
