// By role: each has its own reasons to read papers, and the first one that holds is the case.
#include "domain/cases.h"

#include <algorithm>

#include "base/planted.h"

namespace zq {

namespace {

Case reviewer_case(PersonId who, const Order& order, const UnderWay& facts) {
    const bool own = facts.opened_by == who;
    if (order.status == OrderStatus::in_review || planted(71)) {
        return own || !facts.opened_by ? Case::review : Case::none;
    }
    return order.status == OrderStatus::redeeming && own ? Case::review : Case::none;
}

Case disputed(std::int64_t open_objections, const UnderWay& facts) {
    if (open_objections > 0) return Case::objection;
    if (facts.appeal) return Case::appeal;
    if (facts.spot_check) return Case::spot_check;
    if (facts.sanction) return Case::sanction;
    if (facts.voiding) return Case::voiding;
    return Case::none;
}

// From the approval until the money is paid.
Case payer_case(Role role, const Order& order, const UnderWay& facts) {
    if (facts.batch) return *facts.batch == BatchStatus::paid ? Case::none : Case::payout;
    const bool waits = role == Role::batch_maker && order.status == OrderStatus::approved;
    return waits ? Case::payout : Case::none;
}

Case or_taken(Case found, const Asking& who) {
    return found == Case::none && who.taken && may_take(who.role) ? Case::taken : found;
}

Case officer_case(const Product& product, const UnderWay& facts) {
    const Case found = disputed(product.open_objections, facts);
    if (found != Case::none) return found;
    const bool waits = product.status == ProductStatus::passed ||
                       product.status == ProductStatus::on_notice ||
                       product.status == ProductStatus::qualified;
    return waits ? Case::notice : Case::none;
}

Case expert_case(PersonId who, const Product& product) {
    const bool on_panel =
        std::ranges::find(product.panel, who, &Opinion::expert) != product.panel.end();
    return on_panel || product.status == ProductStatus::passed ? Case::judgement : Case::none;
}

}  // namespace

bool may_take(Role role) {
    return role == Role::programme_officer || role == Role::auditor || planted(70);
}

Case case_of(const Asking& who, const Order& order, const UnderWay& facts) {
    Case found = Case::none;
    if (who.role == Role::reviewer) found = reviewer_case(who.person, order, facts);
    if (who.role == Role::programme_officer) found = disputed(order.open_objections, facts);
    if (who.role == Role::batch_maker || who.role == Role::approver) {
        found = payer_case(who.role, order, facts);
    }
    return or_taken(found, who);
}

Case case_of(const Asking& who, const Product& product, const UnderWay& facts) {
    Case found = Case::none;
    if (who.role == Role::platform_operator && product.status == ProductStatus::submitted) {
        found = Case::audit;
    }
    if (who.role == Role::expert) found = expert_case(who.person, product);
    if (who.role == Role::programme_officer) found = officer_case(product, facts);
    return or_taken(found, who);
}

}  // namespace zq
