// Weights and alphabet of GB 32100-2015. I, O, S, V and Z are not used, so that nobody misreads
// them.
#include "base/credit_code.h"

#include <algorithm>

namespace zq {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

// The check digit of the first 17 characters; nothing when one of them is not of the alphabet.
std::optional<char> check_digit(std::string_view code) {
    std::size_t sum = 0;
    std::size_t weight = 1;
    for (const char c : code.substr(0, 17)) {
        const std::size_t digit = alphabet.find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        sum += digit * weight;
        weight = weight * 3 % 31;
    }
    return alphabet[(31 - sum % 31) % 31];
}

}  // namespace

std::optional<std::string> parse_credit_code(std::string_view text) {
    std::string code = folded_number(text);
    if (code.size() != 18) return std::nullopt;
    const auto digit = check_digit(code);
    if (!digit || *digit != code[17]) return std::nullopt;
    return code;
}

std::string made_up_credit_code(std::int64_t number) {
    std::string body = std::to_string(number);
    if (body.size() < 9) body.insert(0, 9 - body.size(), '0');
    std::string code = "91110108" + body.substr(body.size() - 9);
    code.push_back(*check_digit(code));
    return code;
}

namespace {

// How many bytes the character takes that begins at `at`; 0 when none does.
std::size_t character_bytes(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    const unsigned char lead = byte(at);
    const std::size_t bytes = lead < 0x80   ? 1
                              : lead < 0xC2 ? 0
                              : lead < 0xE0 ? 2
                              : lead < 0xF0 ? 3
                              : lead < 0xF5 ? 4
                                            : 0;
    if (bytes == 0 || at + bytes > text.size()) return 0;
    for (std::size_t k = at + 1; k < at + bytes; ++k) {
        if ((byte(k) & 0xC0) != 0x80) return 0;
    }
    return bytes;
}

// U+FF01..U+FF5E are the full-width forms of '!'..'~'; 0 for everything else.
char narrow_form(std::string_view character) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(character[k]); };
    if (character.size() != 3 || byte(0) != 0xEF || (byte(1) != 0xBC && byte(1) != 0xBD)) return 0;
    const int narrow = (byte(1) - 0xBC) * 64 + byte(2) - 0x80 + 0x20;
    return narrow >= '!' && narrow <= '~' ? static_cast<char>(narrow) : '\0';
}

}  // namespace

std::string folded_number(std::string_view text) {
    std::string folded;
    for (std::size_t at = 0, bytes = 0; at < text.size(); at += std::max<std::size_t>(bytes, 1)) {
        bytes = character_bytes(text, at);
        if (bytes == 0) continue;  // a stray byte could make another character of its neighbours
        const std::string_view character = text.substr(at, bytes);
        const char narrow = bytes == 1 ? character.front() : narrow_form(character);
        if (character == "\u3000" || narrow == ' ' || narrow == '\t' || narrow == '\r' ||
            narrow == '\n') {
            continue;
        }
        if (narrow == 0) {
            folded.append(character);
        } else {
            folded.push_back(narrow >= 'a' && narrow <= 'z' ? static_cast<char>(narrow - 'a' + 'A')
                                                            : narrow);
        }
    }
    return folded;
}

}  // namespace zq
