// What others have to know of the city's log-in: what it may not do, and what is linked.
#pragma once

#include "http/call.h"

namespace zq::http {

// Roles of staff are not acted in from a session whose log-in elsewhere was by one factor only.
bool is_too_weak_for_staff(const Visitor& visitor);
Problem identity_too_weak();

// The identities that who asks logs in by.
json::array own_identities(Call& call);

}  // namespace zq::http
