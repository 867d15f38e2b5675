// A programme on its opening day: enterprises that may claim, products on sale, sessions begun.
#pragma once

#include <string>

#include "app/use_cases.h"

namespace zq::bench {

struct Size {
    std::int64_t enterprises = 10'000;
    std::int64_t products = 100;
};

// What generator and world agree on; enterprises and products count from 0, product 0 is the hot
// one.
std::string cookie_of(std::int64_t enterprise);
PartyId enterprise_id(std::int64_t enterprise);
ProductId product_id(std::int64_t product);

// Fills the empty database at `url`, so that `zuoquan serve --demo` serves it.
void make_world(const std::string& url, const Size& size);

// Makes so many claims by the engine and the store themselves, without HTTP and without waiting for
// the disk; the first of them is claim number `first`. Returns the ids of the orders.
std::vector<std::int64_t> fill_world(const std::string& url, const Size& size, std::int64_t first,
                                     std::int64_t orders);

}  // namespace zq::bench
