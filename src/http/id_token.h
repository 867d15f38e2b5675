// What an identity provider says of a person, in a signed text (OpenID Connect Core 1.0, 2 and
// 3.1.3.7; RFC 8725).
//
// Reading it is a pure function of the text, the provider's keys, what is expected and the time, so
// that every forgery can be tried without a provider. Nothing in the token chooses how it is
// checked: it names one of the provider's keys, and addresses or keys inside it are not looked at.
#pragma once

#include <expected>

#include "base/civil_time.h"
#include "http/signing_keys.h"

namespace zq::http {

enum class TokenFault {
    malformed,
    algorithm,
    unknown_key,
    signature,
    issuer,
    audience,
    subject,
    expired,
    not_yet,
    nonce,
    access_token,
    too_weak,
    too_old_a_login,
};

struct TokenExpectations {
    std::string issuer;
    std::string client;
    std::string nonce;
    std::string access_token{};                    // that came with it; empty: none did
    std::vector<std::string> classes{};            // `acr` is one of these; empty: any or none
    std::optional<Instant> authenticated_since{};  // the person has logged in there after this
};

struct IdToken {
    std::string subject;
    std::string authentication_class{};  // `acr`
    std::vector<std::string> methods{};  // `amr`
    std::optional<Instant> authenticated_at{};
};

std::expected<IdToken, TokenFault> verify_id_token(std::string_view text, const SigningKeys& keys,
                                                   const TokenExpectations& expected, Instant now);

}  // namespace zq::http

namespace zq {
template <>
struct EnumNames<http::TokenFault> {
    static constexpr std::pair<http::TokenFault, std::string_view> all[] = {
        {http::TokenFault::malformed, "malformed"},
        {http::TokenFault::algorithm, "algorithm"},
        {http::TokenFault::unknown_key, "unknown-key"},
        {http::TokenFault::signature, "signature"},
        {http::TokenFault::issuer, "issuer"},
        {http::TokenFault::audience, "audience"},
        {http::TokenFault::subject, "subject"},
        {http::TokenFault::expired, "expired"},
        {http::TokenFault::not_yet, "not-yet"},
        {http::TokenFault::nonce, "nonce"},
        {http::TokenFault::access_token, "access-token"},
        {http::TokenFault::too_weak, "too-weak"},
        {http::TokenFault::too_old_a_login, "too-old-a-login"}};
};
}  // namespace zq
