// Money as integer fen and shares as integer basis points: two types that cannot be mixed up.
//
// There is one rounding in the whole programme, and its name says it: floored_share. The currency
// is a row of the rulebook; a programme has one, so an amount does not carry it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zq {

struct Money {
    std::int64_t fen = 0;

    // The largest amount taken anywhere: ten trillion yuan. Sums of amounts stay far from overflow.
    static constexpr std::int64_t max_fen = 1'000'000'000'000'000;

    friend auto operator<=>(Money, Money) = default;
};

Money operator+(Money a, Money b);  // BrokenInvariant above max_fen
Money operator-(Money a, Money b);
inline Money& operator+=(Money& a, Money b) {
    return a = a + b;
}
inline Money& operator-=(Money& a, Money b) {
    return a = a - b;
}

struct BasisPoints {
    std::int64_t count = 0;  // 10,000 are the whole

    static constexpr std::int64_t whole = 10'000;

    friend auto operator<=>(BasisPoints, BasisPoints) = default;
};

// part/of, exact: 12/18 of a contract, 365/380 of it.
struct Proportion {
    std::int64_t part = 1;
    std::int64_t of = 1;

    friend bool operator==(const Proportion&, const Proportion&) = default;
};

// total × part × rate / (of × 10,000), multiplied first, divided once, floored to the fen.
Money floored_share(Money total, Proportion proportion, BasisPoints rate);

// "50000.00": exactly two decimals, no sign but a leading '-', no grouping.
std::string to_yuan(Money amount);
std::optional<Money> parse_yuan(std::string_view text);

// "30.00%" and back; at most two decimals are read.
std::string to_percent(BasisPoints share);
std::optional<BasisPoints> parse_percent(std::string_view text);

}  // namespace zq
