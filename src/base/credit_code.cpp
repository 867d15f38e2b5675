// Weights and alphabet of GB 32100-2015. I, O, S, V and Z are not used, so that nobody misreads
// them.
#include "base/credit_code.h"

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

std::string folded_number(std::string_view text) {
    std::string folded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
        // U+FF01..U+FF5E are the full-width forms of '!'..'~'; U+3000 is the full-width blank.
        if (i + 2 < text.size() && byte(i) == 0xEF &&
            (byte(i + 1) == 0xBC || byte(i + 1) == 0xBD)) {
            const int narrow = (byte(i + 1) - 0xBC) * 64 + byte(i + 2) - 0x80 + 0x20;
            if (narrow <= '!' - 1 || narrow > '~') {  // half-width kana and the like
                folded.append(text.substr(i, 3));
                i += 2;
                continue;
            }
            c = static_cast<char>(narrow);
            i += 2;
        } else if (i + 2 < text.size() && text.substr(i, 3) == "\u3000") {
            i += 2;
            continue;
        }
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
        folded.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    }
    return folded;
}

}  // namespace zq
