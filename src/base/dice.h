// Chance that is always the same: SplitMix64, whose numbers are those of every machine and
// compiler. The demo city and the simulation are built of it; it is not for secrets, and not for
// the engine, which knows no chance at all.
//
// Two throws never stand in one argument list, since compilers evaluate arguments in their own
// order.
#pragma once

#include <cstdint>
#include <iterator>

#include "base/check.h"

namespace zq {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_{seed} {}

    std::uint64_t throw_it() {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }
    std::int64_t below(std::int64_t n) {
        check(n > 0, "a die has sides");
        return static_cast<std::int64_t>(throw_it() % static_cast<std::uint64_t>(n));
    }
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + below(most - least + 1);
    }
    bool percent(std::int64_t chance) { return below(100) < chance; }
    auto& pick(auto& of) { return of[static_cast<std::size_t>(below(std::ssize(of)))]; }

private:
    std::uint64_t state_;
};

}  // namespace zq
