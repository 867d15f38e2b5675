// Who may see what: the one place where ownership is looked at. What one may not see is not found.
#pragma once

#include "http/call.h"

namespace zq::http {

bool may_see(const Call& call, const Order& order);
bool may_see(const Call& call, const Product& product);
bool may_see(const Call& call, const Enterprise& enterprise);
bool may_see(const Call& call, const Provider& provider);
bool may_see(const Call& call, const Appeal& appeal);
bool may_see(const Call& call, const Membership& membership);
bool may_see(const Call& call, const Contract& contract);      // the order was looked at before
bool may_see(const Call& call, const Redemption& redemption);  // likewise
// Of one's own claims only, those that were refused among them: whoever was refused can show when.
bool may_see_receipt(const Call& call, const Event& event);
// An entity as JSON, for whoever asks: of a product its provider is not shown what experts said; of
// an order in review the working days that are left are told, and parties are not told who reviewed
// it; of a provider the account that is paid to now. What is personal
// looks as http/personal_view.h says.
template <class T>
json::value told(Call& call, const T& entity) {
    return call.writer()(entity);
}
json::value told(Call& call, const Product& product);
json::value told(Call& call, const Order& order);
json::value told(Call& call, const Provider& provider);
json::value told(Call& call, const Person& person);
json::value told(Call& call, const Proposal& proposal);

// Everything else is for those who read all of a programme.
bool may_see(const Call& call, const auto&) {
    return call.is(roles::readers | roles::administrators);
}

// The entity with this key, when the visitor may see it; else not found.
template <class T>
T seen_or_not_found(Call& call, const KeyOf<T>& key) {
    T found = call.get<T>(key);
    if (!may_see(call, found)) throw not_found();
    return found;
}

}  // namespace zq::http
