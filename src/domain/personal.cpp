// A text is cut into words, runs of digits and addresses; each is masked by what it is, so that a
// telephone number written behind a name is masked as well.
#include "domain/personal.h"

#include <algorithm>

namespace zq {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool goes_on(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// The bytes of the first character.
std::size_t first_character(std::string_view text) {
    std::size_t end = text.empty() ? 0 : 1;
    while (end < text.size() && goes_on(text[end])) ++end;
    return end;
}

std::size_t characters_in(std::string_view text) {
    return text.size() - static_cast<std::size_t>(std::ranges::count_if(text, goes_on));
}

constexpr std::size_t stars_max = 3;

std::string masked_word(std::string_view word) {
    const std::size_t characters = characters_in(word);
    if (characters < 2) return "*";
    return std::string{word.substr(0, first_character(word))} +
           std::string(std::min(characters - 1, stars_max), '*');
}

std::string masked_digits(std::string_view digits) {
    if (digits.size() < 7) return std::string(digits.size(), '*');
    const std::size_t head = digits.size() < 11 ? 0 : 3;
    const std::size_t tail = digits.size() < 11 ? 2 : 4;
    return std::string{digits.substr(0, head)} + "****" +
           std::string{digits.substr(digits.size() - tail)};
}

std::string masked_address(std::string_view address) {
    const auto at = address.rfind('@');
    return std::string{address.substr(0, first_character(address.substr(0, at)))} + "***" +
           std::string{address.substr(at)};
}

// What stands between two words.
std::size_t gap_at(std::string_view text) {
    constexpr std::string_view marks[] = {" ", "\t", "\n", ",",  ";",  ":",  "/",  "(",  ")", "-",
                                          "+", "，", "；", "：", "、", "（", "）", "　", "。"};
    for (const std::string_view mark : marks) {
        if (text.starts_with(mark)) return mark.size();
    }
    return 0;
}

std::string masked_piece(std::string_view piece) {
    if (piece.contains('@')) return masked_address(piece);
    std::string all;
    while (!piece.empty()) {
        const bool digits = is_digit(piece.front());
        const auto end = std::ranges::find_if(piece, [&](char c) { return is_digit(c) != digits; });
        const std::string_view run{piece.begin(), end};
        all += digits ? masked_digits(run) : masked_word(run);
        piece.remove_prefix(run.size());
    }
    return all;
}

}  // namespace

std::string masked(std::string_view text) {
    std::string all;
    while (!text.empty()) {
        std::size_t end = 0;
        while (end < text.size() && gap_at(text.substr(end)) == 0) ++end;
        all += masked_piece(text.substr(0, end));
        text.remove_prefix(end);
        const std::size_t gap = gap_at(text);
        all += text.substr(0, gap);
        text.remove_prefix(gap);
    }
    return all;
}

std::string masked_account(std::string_view number) {
    constexpr std::size_t kept = 4;
    if (number.size() <= 2 * kept) return "****";
    return "****" + std::string{number.substr(number.size() - kept)};
}

}  // namespace zq
