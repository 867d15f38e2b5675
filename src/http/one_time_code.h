// Time-based one-time passwords (RFC 6238): six digits, thirty seconds, SHA-1, as every
// authenticator knows them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil_time.h"

namespace zq::http {

inline constexpr std::int64_t code_step_s = 30;

std::string base32(std::string_view bytes);  // RFC 4648, without padding

// HOTP of RFC 4226: `digits` of them, with zeros in front.
std::string code_of_step(std::string_view secret, std::int64_t step, int digits = 6);

// The step to which a code belongs: the one of `now`, the one before or the one after, for clocks
// that differ. Not one up to `last_step`: that was used.
std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view code,
                                         Instant now, std::int64_t last_step);

// What an authenticator reads from the picture: otpauth://totp/…
std::string otpauth_uri(std::string_view secret, std::string_view login, std::string_view issuer);

}  // namespace zq::http
