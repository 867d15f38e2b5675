// Chance that falls the same way for the same seed on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace zq::corpus {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : source_{seed} {}

    std::int64_t below(std::int64_t count) {
        return static_cast<std::int64_t>(source_() % static_cast<std::uint64_t>(count));
    }
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + below(most - least + 1);
    }
    double from(double least, double most) {
        return least + (most - least) * static_cast<double>(below(1 << 20)) / (1 << 20);
    }
    template <class T>
    const T& pick(const std::vector<T>& of) {
        return of[static_cast<std::size_t>(below(static_cast<std::int64_t>(of.size())))];
    }
    std::string digits(int count) {
        std::string out;
        for (int i = 0; i < count; ++i) out += static_cast<char>('0' + below(10));
        return out;
    }

private:
    std::mt19937_64 source_;
};

}  // namespace zq::corpus
