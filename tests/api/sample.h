// Requests made from the contract: the least one that it takes, and ones that it does not.
#pragma once

#include "contract.h"

namespace zq::http {

// Required fields alone, with plain values.
json::value sample_of(const Contract& contract, const json::object& schema);
// A value of another type than the schema's.
json::value misfit_of(const Contract& contract, const json::object& schema);

// "/api/v1/programmes/beijing-2025/orders/1": every other parameter is a number.
std::string filled_in(const std::string& path, const std::string& programme,
                      const std::string& number = "1");

}  // namespace zq::http
