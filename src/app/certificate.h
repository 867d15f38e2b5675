// What makes a printed size certificate checkable: the facts it rests on, and a code over them.
//
// The code needs no key and no register of what was printed: it covers the hash of the order's
// claim in the log, which only the parties of the order are told.
#pragma once

#include "domain/order.h"
#include "domain/parties.h"

namespace zq::app {

// The certification by which the order's size was frozen; null when there is none.
const Certification* certification_of(const Enterprise& enterprise, const Order& order);

// 16 hexadecimal digits; the same for the life of the order.
std::string check_code(const std::string& claim_hash, const Order& order, const std::string& uscc,
                       const Certification& certification);

}  // namespace zq::app
