// Counting afterwards: a benchmark that refused everything, or sold what it had not, must not pass.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace zq::bench {

struct Counted {
    std::int64_t orders = 0;
    std::int64_t products = 0;     // that sold something
    std::int64_t enterprises = 0;  // that hold a quota
};

// `acknowledged`: every order that was answered with 201. Throws when an order is missing, one is
// there that nobody was told of, a balance is not the sum of its orders, or a limit is passed.
Counted count_world(const std::string& url, std::vector<std::int64_t> acknowledged);

}  // namespace zq::bench
