// The signature is checked before any claim is read; claims are then checked in the order of the
// specification.
#include "http/id_token.h"

#include <algorithm>
#include <cmath>

#include "http/base64url.h"
#include "http/json.h"

namespace zq::http {

namespace {

constexpr std::size_t token_bytes_max = 16 * 1024;
constexpr std::size_t subject_bytes_max = 255;
constexpr std::size_t methods_max = 20;
constexpr std::int64_t skew_s = 60;      // by which two clocks may differ
constexpr std::int64_t age_max_s = 900;  // it was made for us, just now
constexpr std::int64_t seconds_max = 100'000'000'000;

using Fault = std::unexpected<TokenFault>;

struct Parts {
    std::string_view header;
    std::string_view claims;
    std::string_view signature;
    std::string_view signed_text;  // header and claims
};

std::optional<Parts> parts_of(std::string_view text) {
    if (text.size() > token_bytes_max) return std::nullopt;
    const auto first = text.find('.');
    const auto second = text.find('.', first == text.npos ? first : first + 1);
    if (second == text.npos || text.find('.', second + 1) != text.npos) return std::nullopt;
    return Parts{.header = text.substr(0, first),
                 .claims = text.substr(first + 1, second - first - 1),
                 .signature = text.substr(second + 1),
                 .signed_text = text.substr(0, second)};
}

std::optional<json::object> object_of(std::string_view part) {
    const auto bytes = from_base64url(part);
    if (!bytes) return std::nullopt;
    auto parsed = parse_json(*bytes, Numbers::any);
    if (!parsed || !parsed->is_object()) return std::nullopt;
    return std::move(parsed->get_object());
}

const json::string* text_at(const json::object& object, std::string_view name) {
    const json::value* found = object.if_contains(name);
    return found ? found->if_string() : nullptr;
}

// Seconds since 1970, whole or not; nothing when it is no time.
std::optional<std::int64_t> seconds_at(const json::object& object, std::string_view name) {
    const json::value* found = object.if_contains(name);
    if (!found) return std::nullopt;
    if (const auto* whole = found->if_int64()) {
        return *whole >= 0 && *whole <= seconds_max ? std::optional{*whole} : std::nullopt;
    }
    if (const auto* part = found->if_double()) {
        const bool is_time = *part >= 0 && *part <= static_cast<double>(seconds_max);
        return is_time ? std::optional{static_cast<std::int64_t>(std::floor(*part))} : std::nullopt;
    }
    return std::nullopt;
}

std::optional<SigningAlgorithm> algorithm_in(const json::object& header) {
    const json::string* said = text_at(header, "alg");
    return said ? from_name<SigningAlgorithm>(std::string_view{*said}) : std::nullopt;
}

bool is_usual(const json::object& header) {
    if (const json::value* type = header.if_contains("typ")) {
        const json::string* name = type->if_string();
        if (!name || (*name != "JWT" && *name != "jwt")) return false;
    }
    const json::value* id = header.if_contains("kid");
    if (id && !id->is_string()) return false;
    // What must be understood is not, and a text that is no JSON is no token of ours.
    return !header.contains("crit") && !header.contains("b64") && !header.contains("zip") &&
           !header.contains("enc") && !header.contains("cty");
}

std::optional<TokenFault> wrong_signature(const Parts& parts, const json::object& header,
                                          const SigningKeys& keys) {
    const auto algorithm = algorithm_in(header);
    if (!algorithm) return TokenFault::algorithm;
    const json::string* said = text_at(header, "kid");
    const std::string id = said ? std::string{*said} : "";
    const SigningKeys::Key* key = keys.find(said ? &id : nullptr, *algorithm);
    if (!key) return TokenFault::unknown_key;
    const auto signature = from_base64url(parts.signature);
    if (!signature || !is_signed_by(*key, *algorithm, parts.signed_text, *signature)) {
        return TokenFault::signature;
    }
    return std::nullopt;
}

// Made for us; of several audiences, for us by name.
bool is_for(const json::object& claims, const std::string& client) {
    const json::value* audience = claims.if_contains("aud");
    if (!audience) return false;
    const json::value* party = claims.if_contains("azp");
    const bool names_us = party && party->is_string() && party->get_string() == client;
    if (party && !names_us) return false;
    if (audience->is_string()) return audience->get_string() == client;
    if (!audience->is_array()) return false;
    const json::array& all = audience->get_array();
    const bool has_us = std::ranges::any_of(
        all, [&](const json::value& one) { return one.is_string() && one.get_string() == client; });
    return has_us && (all.size() == 1 || names_us);
}

std::optional<TokenFault> wrong_time(const json::object& claims, Instant now) {
    const std::int64_t now_s = now.micros / Instant::second;
    const auto ends = seconds_at(claims, "exp");
    const auto made = seconds_at(claims, "iat");
    if (!ends || !made) return TokenFault::malformed;
    if (now_s >= *ends + skew_s || now_s > *made + age_max_s + skew_s) return TokenFault::expired;
    if (*made > now_s + skew_s) return TokenFault::not_yet;
    if (claims.contains("nbf")) {
        const auto begins = seconds_at(claims, "nbf");
        if (!begins) return TokenFault::malformed;
        if (*begins > now_s + skew_s) return TokenFault::not_yet;
    }
    return std::nullopt;
}

bool is_subject(std::string_view subject) {
    return !subject.empty() && subject.size() <= subject_bytes_max &&
           std::ranges::all_of(subject, [](char c) { return c >= ' ' && c <= '~'; });
}

// The left half of its SHA-256, so that the two cannot be of different logins.
bool fits_access_token(const json::object& claims, const std::string& access_token) {
    const json::value* said = claims.if_contains("at_hash");
    if (!said) return true;
    if (!said->is_string() || access_token.empty()) return false;
    std::string digest(32, '\0');
    if (EVP_Digest(access_token.data(), access_token.size(),
                   reinterpret_cast<unsigned char*>(digest.data()), nullptr, EVP_sha256(),
                   nullptr) != 1) {
        return false;
    }
    return said->get_string() == base64url(digest.substr(0, digest.size() / 2));
}

IdToken read(const json::object& claims) {
    IdToken token{.subject = std::string{*text_at(claims, "sub")}};
    if (const json::string* said = text_at(claims, "acr")) {
        token.authentication_class = std::string{*said};
    }
    const json::value* methods = claims.if_contains("amr");
    if (methods && methods->is_array() && methods->get_array().size() <= methods_max) {
        for (const json::value& one : methods->get_array()) {
            if (one.is_string()) token.methods.emplace_back(one.get_string());
        }
    }
    if (const auto at = seconds_at(claims, "auth_time")) {
        token.authenticated_at = Instant{*at * Instant::second};
    }
    return token;
}

std::optional<TokenFault> wrong_claims(const json::object& claims,
                                       const TokenExpectations& expected, Instant now) {
    const json::string* issuer = text_at(claims, "iss");
    if (!issuer || *issuer != expected.issuer) return TokenFault::issuer;
    if (!is_for(claims, expected.client)) return TokenFault::audience;
    if (const auto fault = wrong_time(claims, now)) return fault;
    const json::string* nonce = text_at(claims, "nonce");
    if (!nonce || expected.nonce.empty() || *nonce != expected.nonce) return TokenFault::nonce;
    const json::string* subject = text_at(claims, "sub");
    if (!subject || !is_subject(*subject)) return TokenFault::subject;
    if (!fits_access_token(claims, expected.access_token)) return TokenFault::access_token;
    return std::nullopt;
}

}  // namespace

std::expected<IdToken, TokenFault> verify_id_token(std::string_view text, const SigningKeys& keys,
                                                   const TokenExpectations& expected, Instant now) {
    const auto parts = parts_of(text);
    if (!parts) return Fault{TokenFault::malformed};
    const auto header = object_of(parts->header);
    if (!header || !is_usual(*header)) return Fault{TokenFault::malformed};
    if (const auto fault = wrong_signature(*parts, *header, keys)) return Fault{*fault};
    const auto claims = object_of(parts->claims);
    if (!claims) return Fault{TokenFault::malformed};
    if (const auto fault = wrong_claims(*claims, expected, now)) return Fault{*fault};
    IdToken token = read(*claims);
    const auto& wanted = expected.classes;
    if (!wanted.empty() && std::ranges::find(wanted, token.authentication_class) == wanted.end()) {
        return Fault{TokenFault::too_weak};
    }
    if (expected.authenticated_since &&
        (!token.authenticated_at ||
         plus_seconds(*token.authenticated_at, skew_s) < *expected.authenticated_since)) {
        return Fault{TokenFault::too_old_a_login};
    }
    return token;
}

}  // namespace zq::http
