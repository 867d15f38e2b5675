// A mail as its bytes (RFC 5322, 2045 to 2047): UTF-8 in base64, lines that end with CRLF.
//
// Nothing that comes from outside reaches a header as it is: names and subjects are encoded words,
// addresses of the plainest form only.
#pragma once

#include "app/post_office.h"

namespace zq {

// RFC 2047: words of base64, cut between characters, folded over lines.
std::string encoded_words(std::string_view text);

// <id@domain of `from`>
std::string message_id_of(const std::string& id, std::string_view from);

// BrokenInvariant when `from` or the receiver is no address.
std::string bytes_of(const Mail& mail, const std::string& from, Instant now);

}  // namespace zq
