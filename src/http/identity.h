// What the log-in of the city may not do, for whoever asks who somebody is.
#pragma once

#include "http/call.h"

namespace zq::http {

// Roles of staff are not acted in from a session whose log-in elsewhere was by one factor only.
bool is_too_weak_for_staff(const Visitor& visitor);
Problem identity_too_weak();

}  // namespace zq::http
