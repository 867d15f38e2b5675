// Chance that is always the same: the demo city is built alike on every machine.
//
// Not for secrets, and not for the engine, which knows no chance at all.
#pragma once

#include <cstdint>
#include <span>

#include "base/check.h"

namespace zq::demo {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_{seed} {}

    // SplitMix64.
    std::uint64_t roll() {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31U);
    }
    std::int64_t between(std::int64_t low, std::int64_t high) {
        check(low <= high, "dice have at least one side");
        const auto sides = static_cast<std::uint64_t>(high - low + 1);
        return low + static_cast<std::int64_t>(roll() % sides);
    }
    std::size_t below(std::size_t count) {
        return static_cast<std::size_t>(between(0, static_cast<std::int64_t>(count) - 1));
    }
    bool percent(std::int64_t chance) { return between(1, 100) <= chance; }
    const auto& pick(const auto& from) { return from[below(std::size(from))]; }

private:
    std::uint64_t state_;
};

}  // namespace zq::demo
