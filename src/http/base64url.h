// Base64 for addresses and tokens (RFC 4648, section 5), without padding.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zq::http {

std::string base64url(std::string_view bytes);
// Nothing when it is not exactly what base64url() would have made: no padding, blanks or loose
// bits.
std::optional<std::string> from_base64url(std::string_view text);
// The usual alphabet with padding, as the header Authorization wants it.
std::string base64(std::string_view bytes);

}  // namespace zq::http
