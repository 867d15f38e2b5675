// OpenSSL's SHA-256 uses the processor's own instructions where it has them; every event and every
// request is hashed.
#include "base/digest.h"

#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

#include "base/check.h"

namespace zq {

namespace {

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Fetched once: looking an algorithm up costs more than hashing a kilobyte.
const EVP_MD* algorithm() {
    static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return fetched;
}

constexpr std::size_t digest_bytes = 32;
constexpr std::string_view digits = "0123456789abcdef";

}  // namespace

std::string sha256(std::string_view bytes) {
    thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
    std::string digest(digest_bytes, '\0');
    unsigned int size = 0;
    if (!context || EVP_DigestInit_ex2(context.get(), algorithm(), nullptr) != 1 ||
        EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) != 1 ||
        EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(digest.data()), &size) !=
            1 ||
        size != digest.size()) {
        throw std::runtime_error{"SHA-256 is not to be had from OpenSSL"};
    }
    return digest;
}

std::string sha256_hex(std::string_view bytes) {
    return to_hex(sha256(bytes));
}

std::string to_hex(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        text.push_back(digits[value >> 4]);
        text.push_back(digits[value & 15]);
    }
    return text;
}

std::string from_hex(std::string_view text) {
    check(text.size() % 2 == 0, "hexadecimal digits come in pairs");
    const auto value = [](char digit) {
        const std::size_t found = digits.find(digit);
        check(found != std::string_view::npos, "a hexadecimal digit is one");
        return found;
    };
    std::string bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        bytes.push_back(static_cast<char>(value(text[i]) << 4 | value(text[i + 1])));
    }
    return bytes;
}

}  // namespace zq
