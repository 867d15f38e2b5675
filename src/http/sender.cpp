// A proxy appends at the end of the list, so the last address is the one it saw itself; those
// before it are anybody's word.
#include "http/sender.h"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <algorithm>

namespace zq::http {

namespace ip = boost::asio::ip;

namespace {

std::string_view last_of_list(std::string_view list) {
    const auto comma = list.rfind(',');
    if (comma != std::string_view::npos) list.remove_prefix(comma + 1);
    while (list.starts_with(' ') || list.starts_with('\t')) list.remove_prefix(1);
    while (list.ends_with(' ') || list.ends_with('\t')) list.remove_suffix(1);
    return list;
}

}  // namespace

// A socket of both families sees the older one as "::ffff:192.0.2.1".
std::optional<std::string> plain_address(std::string_view text) {
    boost::system::error_code error;
    const ip::address address = ip::make_address(text, error);
    if (error) return std::nullopt;
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        return ip::make_address_v4(ip::v4_mapped, address.to_v6()).to_string();
    }
    return address.to_string();
}

std::string network_of(const std::string& address) {
    boost::system::error_code error;
    const ip::address known = ip::make_address(address, error);
    if (error || known.is_v4()) return address;
    constexpr unsigned short own_bits = 64;
    return ip::make_network_v6(known.to_v6(), own_bits).canonical().to_string();
}

std::expected<std::string, Issue> sender_of(const Incoming& incoming,
                                            std::span<const std::string> trusted_proxies) {
    if (std::ranges::find(trusted_proxies, incoming.peer) == trusted_proxies.end()) {
        return incoming.peer;
    }
    const auto forwarded = incoming.headers.find("x-forwarded-for");
    if (forwarded == incoming.headers.end()) return incoming.peer;
    auto address = plain_address(last_of_list(forwarded->second));
    if (address) return *std::move(address);
    return std::unexpected{Issue{"", "x-forwarded-for does not end with an address"}};
}

}  // namespace zq::http
