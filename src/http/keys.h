// Idempotency keys: every POST carries one. A command's key travels with it and is remembered in
// its own transaction; other requests are remembered here, after they succeeded.
#pragma once

#include "http/router.h"

namespace zq::http {

// Runs the handler of a POST under its key.
Reply with_key(Call& call);

// What was asked, for comparing: method, address and body.
std::string digest_of(const Incoming& incoming);
std::string key_of(const Incoming& incoming);  // the problem when it is missing or misshapen

// The name under which answers are remembered: the person, or for visitors nobody in particular.
std::string actor_name(const Visitor& visitor);

}  // namespace zq::http
