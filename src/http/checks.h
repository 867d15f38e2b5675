// Reasons and checks as JSON, the same wherever they are told.
#pragma once

#include <boost/json/array.hpp>

#include "domain/check.h"

namespace zq::http {

boost::json::array as_json(const std::vector<Reason>& reasons);
boost::json::array as_json(const std::vector<Check>& checks);

}  // namespace zq::http
