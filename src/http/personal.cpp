// Randomness is drawn here, at the edge; the engine sees only the commitment.
#include "http/personal.h"

#include <sodium.h>

#include "base/digest.h"

namespace zq::http {

namespace {

constexpr std::size_t salt_bytes = 16;

std::string hex(const std::string& bytes) {
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                   bytes.size());
    text.pop_back();
    return text;
}

}  // namespace

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

PersonalOpening opening_of(std::string value) {
    const std::string salt = random_bytes(salt_bytes);
    std::string commitment = sha256_hex(salt + value);
    return {.commitment = std::move(commitment), .salt = hex(salt), .value = std::move(value)};
}

std::string random_hex(std::size_t bytes) {
    return hex(random_bytes(bytes));
}

}  // namespace zq::http
