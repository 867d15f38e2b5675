// The four steps of the specification, in its order: canonical request, text to sign, key,
// signature.
#include "links/signature_v4.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>

#include "base/digest.h"

namespace zq {

namespace {

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";

std::string hmac(std::string_view key, std::string_view text) {
    std::string code(EVP_MAX_MD_SIZE, '\0');
    unsigned length = 0;
    if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
              reinterpret_cast<const unsigned char*>(text.data()), text.size(),
              reinterpret_cast<unsigned char*>(code.data()), &length)) {
        throw std::runtime_error{"HMAC-SHA256 failed"};
    }
    code.resize(length);
    return code;
}

std::string hex(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return text;
}

std::string names_of(const SignedRequest& request) {
    std::string names;
    for (const auto& [name, value] : request.headers) names += (names.empty() ? "" : ";") + name;
    return names;
}

std::string canonical(const SignedRequest& request) {
    std::string headers;
    for (const auto& [name, value] : request.headers) headers += name + ":" + value + "\n";
    return request.method + "\n" + request.path + "\n\n" + headers + "\n" + names_of(request) +
           "\n" + request.payload_sha256;
}

}  // namespace

std::string amz_time(Instant at) {
    using namespace std::chrono;
    const sys_seconds second{seconds{truncated(at).micros / Instant::second}};
    const year_month_day day{floor<days>(second)};
    const hh_mm_ss time{second - floor<days>(second)};
    return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(day.year()),
                       static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string authorization(const SignedRequest& request, const SigningKeys& keys, Instant at) {
    const std::string time = amz_time(at);
    const std::string day = time.substr(0, 8);
    const std::string scope = fmt::format("{}/{}/s3/aws4_request", day, keys.region);
    const std::string to_sign =
        fmt::format("{}\n{}\n{}\n{}", algorithm, time, scope, sha256_hex(canonical(request)));
    const std::string key =
        hmac(hmac(hmac(hmac("AWS4" + keys.secret_key, day), keys.region), "s3"), "aws4_request");
    return fmt::format("{} Credential={}/{},SignedHeaders={},Signature={}", algorithm,
                       keys.access_key, scope, names_of(request), hex(hmac(key, to_sign)));
}

std::string encoded_path(std::string_view path) {
    constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    std::string encoded;
    for (const char byte : path) {
        if (plain.find(byte) != std::string_view::npos) {
            encoded += byte;
        } else {
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
        }
    }
    return encoded;
}

}  // namespace zq
