// Exact arithmetic on fen. Products go through 128 bits, so that no contract can overflow them.
#include "base/money.h"

#include <charconv>

#include "base/check.h"
#include "base/planted.h"

namespace zq {

namespace {

__extension__ using Wide = __int128;

Money bounded(Wide fen) {
    check(fen <= Money::max_fen && fen >= -Money::max_fen, "an amount of money is out of bounds");
    return Money{static_cast<std::int64_t>(fen)};
}

std::string two_decimals(std::int64_t hundredths) {
    const bool negative = hundredths < 0;
    const auto magnitude = negative ? -hundredths : hundredths;
    std::string cents = std::to_string(magnitude % 100);
    if (cents.size() == 1) cents.insert(0, 1, '0');
    return (negative ? "-" : "") + std::to_string(magnitude / 100) + "." + cents;
}

std::optional<std::int64_t> digits(std::string_view text, std::size_t longest) {
    if (text.empty() || text.size() > longest) return std::nullopt;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text[0] == '-')
        return std::nullopt;
    return value;
}

}  // namespace

Money operator+(Money a, Money b) {
    return bounded(Wide{a.fen} + b.fen);
}
Money operator-(Money a, Money b) {
    return bounded(Wide{a.fen} - b.fen);
}

Money floored_share(Money total, Proportion proportion, BasisPoints rate) {
    check(total.fen >= 0 && total.fen <= Money::max_fen, "a share is taken of an amount in bounds");
    check(proportion.part >= 0 && proportion.of > 0, "a proportion has a positive whole");
    const Wide product = Wide{total.fen} * proportion.part * rate.count;
    const Wide of = Wide{proportion.of} * BasisPoints::whole;
    return bounded((planted(15) ? product + of - 1 : product) / of);
}

std::string to_yuan(Money amount) {
    return two_decimals(amount.fen);
}

std::optional<Money> parse_yuan(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const auto point = text.find('.');
    if (point == std::string_view::npos || text.size() - point != 3) return std::nullopt;
    if (point > 1 && text[0] == '0') return std::nullopt;
    const auto yuan = digits(text.substr(0, point), 14);
    const auto fen = digits(text.substr(point + 1), 2);
    if (!yuan || !fen) return std::nullopt;
    const std::int64_t all = *yuan * 100 + *fen;
    if (all > Money::max_fen) return std::nullopt;
    return Money{negative ? -all : all};
}

std::string to_percent(BasisPoints share) {
    return two_decimals(share.count) + "%";
}

std::optional<BasisPoints> parse_percent(std::string_view text) {
    if (text.ends_with('%')) text.remove_suffix(1);
    const auto point = text.find('.');
    const auto whole = digits(text.substr(0, point), 7);
    if (!whole) return std::nullopt;
    if (point == std::string_view::npos) return BasisPoints{*whole * 100};
    std::string decimals{text.substr(point + 1)};
    if (decimals.empty() || decimals.size() > 2) return std::nullopt;
    decimals.resize(2, '0');
    const auto hundredths = digits(decimals, 2);
    if (!hundredths) return std::nullopt;
    return BasisPoints{*whole * 100 + *hundredths};
}

}  // namespace zq
