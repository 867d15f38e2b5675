// Latencies in microseconds, exact below 128 and within 1.6% above: 64 buckets for each doubling.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace zq::bench {

class Histogram {
public:
    void record(std::int64_t micros) {
        const auto value = static_cast<std::uint64_t>(std::clamp(micros, std::int64_t{0}, largest));
        ++buckets_[bucket_of(value)];
        ++count_;
        max_ = std::max(max_, static_cast<std::int64_t>(value));
    }

    std::int64_t count() const { return count_; }
    std::int64_t max() const { return max_; }

    // The upper bound of the bucket in which the share `per_mille` of all values ends; 0 when
    // empty.
    std::int64_t quantile(std::int64_t per_mille) const {
        const std::int64_t wanted = std::max<std::int64_t>(1, (count_ * per_mille + 999) / 1000);
        std::int64_t seen = 0;
        for (std::size_t i = 0; i < buckets_.size(); ++i) {
            seen += buckets_[i];
            if (seen >= wanted) return std::min(max_, upper_bound_of(i));
        }
        return 0;
    }

private:
    static constexpr std::int64_t largest = (std::int64_t{1} << 32) - 1;  // an hour and more
    static constexpr std::size_t exact = 128;
    static constexpr std::size_t halves = 64;

    static std::size_t bucket_of(std::uint64_t value) {
        if (value < exact) return value;
        const auto shift = static_cast<std::size_t>(std::bit_width(value)) - 7;
        return exact + (shift - 1) * halves + ((value >> shift) - halves);
    }
    static std::int64_t upper_bound_of(std::size_t bucket) {
        if (bucket < exact) return static_cast<std::int64_t>(bucket);
        const std::size_t shift = (bucket - exact) / halves + 1;
        const std::size_t head = (bucket - exact) % halves + halves;
        return static_cast<std::int64_t>(((head + 1) << shift) - 1);
    }

    std::array<std::int64_t, exact + 25 * halves> buckets_{};
    std::int64_t count_ = 0;
    std::int64_t max_ = 0;
};

}  // namespace zq::bench
