// Who one is, with all memberships; and what a password must be.
#pragma once

#include "http/call.h"

namespace zq::http {

json::object me_of(Call& call, const Visitor& visitor);
void check_new_password(const std::string& password);

}  // namespace zq::http
