// A code is compared with three steps in the same time, whichever fits.
#include "http/one_time_code.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>

#include "base/check.h"

namespace zq::http {

std::string base32(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    unsigned buffer = 0;
    int bits = 0;
    for (const char c : bytes) {
        buffer = (buffer << 8 | static_cast<unsigned char>(c)) & 0xFFFF;
        bits += 8;
        for (; bits >= 5; bits -= 5) text.push_back(letters[buffer >> (bits - 5) & 31]);
    }
    if (bits > 0) text.push_back(letters[buffer << (5 - bits) & 31]);
    return text;
}

std::string code_of_step(std::string_view secret, std::int64_t step, int digits) {
    std::array<unsigned char, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i) {
        counter[counter.size() - 1 - i] = static_cast<unsigned char>(step >> (8 * i) & 0xFF);
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned length = 0;
    const auto* made = HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()),
                            counter.data(), counter.size(), mac.data(), &length);
    check(made && length == 20, "HMAC-SHA-1 has twenty bytes");
    const std::size_t at = mac[19] & 0x0F;
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) number = number << 8 | mac[at + i];
    number &= 0x7FFFFFFF;
    std::uint32_t modulus = 1;
    for (int i = 0; i < digits; ++i) modulus *= 10;
    return fmt::format("{:0{}}", number % modulus, digits);
}

std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view code,
                                         Instant now, std::int64_t last_step) {
    const std::int64_t current = now.micros / Instant::second / code_step_s;
    std::optional<std::int64_t> found;
    for (std::int64_t step = current - 1; step <= current + 1; ++step) {
        const std::string right = code_of_step(secret, step);
        const bool fits = code.size() == right.size() &&
                          sodium_memcmp(code.data(), right.data(), right.size()) == 0;
        if (fits && step > last_step && !found) found = step;
    }
    return found;
}

std::string otpauth_uri(std::string_view secret, std::string_view login, std::string_view issuer) {
    const auto escaped = [](std::string_view text) {
        std::string out;
        for (const char c : text) {
            const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                               (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
            if (plain) {
                out.push_back(c);
            } else {
                out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
            }
        }
        return out;
    };
    return fmt::format(
        "otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6&period={3}",
        escaped(issuer), escaped(login), base32(secret), code_step_s);
}

}  // namespace zq::http
