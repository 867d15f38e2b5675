// Parties see their own; readers see all; experts see products.
#include "http/sight.h"

#include "http/personal_view.h"

namespace zq::http {

namespace {

bool is_own(const Call& call, Roles roles, PartyId party) {
    return call.is(roles) && call.visitor.organisation == party;
}

}  // namespace

bool may_see(const Call& call, const Order& order) {
    return call.is(roles::readers) || is_own(call, roles::enterprise, order.enterprise) ||
           is_own(call, roles::provider, order.provider);
}

bool may_see(const Call& call, const Product& product) {
    return call.is(roles::readers | Role::expert) ||
           is_own(call, roles::provider, product.provider);
}

bool may_see(const Call& call, const Enterprise& enterprise) {
    return call.is(roles::readers) || is_own(call, roles::enterprise, enterprise.id);
}

bool may_see(const Call& call, const Provider& provider) {
    return call.is(roles::readers | Role::expert) || is_own(call, roles::provider, provider.id);
}

bool may_see(const Call& call, const Appeal& appeal) {
    return call.is(roles::readers) ||
           (call.visitor.logged_in() && call.visitor.organisation == appeal.by);
}

// Who acts for an organisation is the business of its owner, too.
bool may_see(const Call& call, const Membership& membership) {
    if (!call.is(roles::parties)) return true;
    return membership.organisation == call.visitor.organisation;
}
bool may_see(const Call& call, const Contract&) {
    return call.is(roles::readers | roles::parties);
}

bool may_see(const Call& call, const Redemption&) {
    return call.is(roles::readers | roles::parties);
}

bool may_see_receipt(const Call& call, const Event& event) {
    return event.command == Claim::act && event.actor.organisation == call.visitor.organisation;
}

json::value told(Call& call, const Product& product) {
    const bool own = is_own(call, roles::provider, product.provider);
    const JsonWriter write =
        call.writer(shown_to(PersonalKind::application_contact,
                             own ? Relation::own : Relation::stranger, call.visitor.role));
    if (!call.is(roles::provider)) return write(product);
    Product shown = product;
    shown.panel.clear();
    return write(shown);
}

json::value told(Call& call, const Provider& provider) {
    const bool own = is_own(call, roles::provider, provider.id);
    Provider shown = provider;
    settle_account(shown, call.now());
    return call.writer(shown_to(PersonalKind::bank_account,
                                own ? Relation::own : Relation::stranger,
                                call.visitor.role))(shown);
}

json::value told(Call& call, const Person& person) {
    const bool oneself = person.id == call.visitor.person;
    return call.writer(shown_to(PersonalKind::person_name,
                                oneself ? Relation::oneself : Relation::stranger,
                                call.visitor.role))(person);
}

// Its command stands there as in the log.
json::value told(Call& call, const Proposal& proposal) {
    json::value image = call.writer()(proposal);
    mask_accounts(image);
    return image;
}

namespace {

// After today until `last`; 0 on that day, negative when it is over; nothing without a calendar.
std::optional<int> working_days_left(const Call& call, Day last) {
    const WorkingCalendar& calendar = call.rulebook().calendar;
    const Day today = call.today();
    const bool is_over = last < today;
    const auto days = is_over ? calendar.working_days_between(last, today)
                              : calendar.working_days_between(today, last);
    if (!days) return std::nullopt;
    return is_over ? -*days : *days;
}

}  // namespace

json::value told(Call& call, const Order& order) {
    Order shown = order;
    if (call.is(roles::parties)) shown.reviewed_by = {};
    const Relation relation = relation_to(call.visitor, order);
    json::value image =
        call.writer(shown_to(PersonalKind::order_contact, relation, call.visitor.role))(shown);
    if (order.status != OrderStatus::in_review || !order.review_by) return image;
    const auto left = working_days_left(call, day_of(*order.review_by, call.zone()));
    if (left) image.as_object()["review_working_days_left"] = *left;
    return image;
}

}  // namespace zq::http
