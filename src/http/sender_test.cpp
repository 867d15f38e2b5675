// Whom the server takes for the sender, with and without a proxy that it trusts.
#include "http/sender.h"

#include <gtest/gtest.h>

namespace zq::http {
namespace {

const std::vector<std::string> proxies{"127.0.0.1", "2001:db8::1"};

Incoming asked(const std::string& peer, const std::string& forwarded) {
    Incoming incoming;
    incoming.peer = peer;
    if (!forwarded.empty()) incoming.headers.emplace("x-forwarded-for", forwarded);
    return incoming;
}

TEST(TheSender, IsTheOtherSideWhateverItClaims) {
    EXPECT_EQ(sender_of(asked("192.0.2.7", "198.51.100.1"), {}), "192.0.2.7");
    EXPECT_EQ(sender_of(asked("192.0.2.7", "198.51.100.1"), proxies), "192.0.2.7");
    EXPECT_EQ(sender_of(asked("127.0.0.1", "198.51.100.1"), {}), "127.0.0.1");
    EXPECT_EQ(sender_of(asked("192.0.2.7", "nonsense"), proxies), "192.0.2.7");
}

TEST(TheSender, IsWhomAProxyOfOursNames) {
    EXPECT_EQ(sender_of(asked("127.0.0.1", "198.51.100.1"), proxies), "198.51.100.1");
    EXPECT_EQ(sender_of(asked("2001:db8::1", "2001:DB8:0::7"), proxies), "2001:db8::7");
    EXPECT_EQ(sender_of(asked("127.0.0.1", ""), proxies), "127.0.0.1");
}

TEST(TheSender, IsTheLastOfAList) {
    EXPECT_EQ(sender_of(asked("127.0.0.1", "10.0.0.1, 203.0.113.9 ,\t198.51.100.1 "), proxies),
              "198.51.100.1");
    EXPECT_EQ(sender_of(asked("127.0.0.1", "10.0.0.1,::ffff:198.51.100.1"), proxies),
              "198.51.100.1");
}

TEST(TheSender, IsNotGuessed) {
    for (const std::string forwarded : {"unknown", "198.51.100.1:80", "198.51.100.1,", "1.2.3"}) {
        EXPECT_FALSE(sender_of(asked("127.0.0.1", forwarded), proxies)) << forwarded;
    }
}

TEST(Addresses, HaveOneForm) {
    EXPECT_EQ(plain_address("::FFFF:192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(plain_address("2001:db8:0:0::1"), "2001:db8::1");
    EXPECT_EQ(plain_address("localhost"), std::nullopt);
    EXPECT_EQ(plain_address("192.0.2.0/24"), std::nullopt);
}

// Whoever has an IPv6 network would have tries without end.
TEST(Networks, CountAsOneAddress) {
    EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), network_of("2001:db8:1:2::9"));
    EXPECT_NE(network_of("2001:db8:1:2::9"), network_of("2001:db8:1:3::9"));
    EXPECT_EQ(network_of("192.0.2.7"), "192.0.2.7");
}

}  // namespace
}  // namespace zq::http
