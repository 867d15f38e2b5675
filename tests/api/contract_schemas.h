// Every schema of the contract that is made from a type, by its name in api/openapi.yaml.
#pragma once

#include <map>

#include "http/json.h"

namespace zq::http {

// "Order", "PaperRequest" …
std::map<std::string, json::object> typed_schemas();
// The body of each command route, by operation.
std::map<std::string, json::object> command_bodies();

}  // namespace zq::http
