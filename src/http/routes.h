// The table of all routes: who may call what, by which method and address. It is the one source;
// the contract in api/openapi.yaml and the test of roles are compared with it.
#pragma once

#include "http/router.h"

namespace zq::http {

std::span<const Route> routes();

}  // namespace zq::http
