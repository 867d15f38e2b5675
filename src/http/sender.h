// Who sent a request: the other side of the connection, unless that is a proxy of ours.
//
// Only a proxy that the operator named is believed, and only about the one address before it;
// what anybody else writes into X-Forwarded-For changes nothing.
#pragma once

#include <expected>
#include <span>

#include "http/json.h"
#include "http/message.h"

namespace zq::http {

// The address as it is compared and logged; nothing when it is none.
std::optional<std::string> plain_address(std::string_view text);

// Whoever has an IPv6 address has 2^64 of them: limits count these as one, and an IPv4 address as
// itself.
std::string network_of(const std::string& address);

// The issue is the proxy's: it forwards what is no address.
std::expected<std::string, Issue> sender_of(const Incoming& incoming,
                                            std::span<const std::string> trusted_proxies);

}  // namespace zq::http
