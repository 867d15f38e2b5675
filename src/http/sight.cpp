// Parties see their own; readers see all; experts see products.
#include "http/sight.h"

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

bool may_see(const Call& call, const Contract&) {
    return call.is(roles::readers | roles::parties);
}

bool may_see(const Call& call, const Redemption&) {
    return call.is(roles::readers | roles::parties);
}

}  // namespace zq::http
