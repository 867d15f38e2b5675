// Against a real HTTP server that fails as it is told (tests/links/webhook_server.py).
#include "links/webhook_messages.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "links/test_peer.h"

namespace zq {
namespace {

const Instant friday{1'750'410'000'000'000};
const std::string secret = "0123456789abcdef0123456789abcdef";
const std::string body = R"({"id":"m1.w","kind":"accept"})";

class Hook {
public:
    explicit Hook(const std::vector<std::string>& more = {}) : peer_{command(more)} {
        const std::string said = peer_.line();
        port_ = said.substr(said.find(' ') + 1);
    }
    std::string tell(const std::string& what) { return peer_.tell(what); }
    boost::json::array taken() { return boost::json::parse(tell("taken")).as_array(); }
    WebhookSettings settings(const std::string& scheme = "http") const {
        WebhookSettings settings;
        settings.url = scheme + "://127.0.0.1:" + port_ + "/hook?of=city";
        settings.secret = secret;
        settings.timeout = std::chrono::milliseconds{1000};
        return settings;
    }

private:
    static std::vector<std::string> command(const std::vector<std::string>& more) {
        std::vector<std::string> words{"python3", "tests/links/webhook_server.py"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }

    TestPeer peer_;
    std::string port_;
};

Fate told(const WebhookSettings& settings) {
    return WebhookMessages{settings}.carry("m1.w", body, friday).fate;
}

// printf '%s' '1750410000.{"id":"m1.w","kind":"accept"}' | openssl dgst -sha256 -hmac SECRET
TEST(Webhook, SignsTimeAndBody) {
    const std::string signature = webhook_signature(secret, "1750410000", body);
    EXPECT_EQ(signature, "v1=0219c9b042b83273afd2c351cbd19b2f63a747b2db50bd3bc5552d1dc481a385");
    EXPECT_NE(webhook_signature(secret, "1750410001", body), signature);
    EXPECT_NE(webhook_signature(secret + "0", "1750410000", body), signature);
}

TEST(Webhook, PostsSignedOnce) {
    Hook hook;
    EXPECT_EQ(told(hook.settings()), Fate::taken);
    const auto taken = hook.taken();
    ASSERT_EQ(taken.size(), 1u);
    EXPECT_EQ(taken[0].at("path").as_string(), "/hook?of=city");
    EXPECT_EQ(taken[0].at("body").as_string(), body);
    const auto& headers = taken[0].at("headers").as_object();
    EXPECT_EQ(headers.at("content-type").as_string(), "application/json");
    EXPECT_EQ(headers.at("zuoquan-id").as_string(), "m1.w");
    EXPECT_EQ(headers.at("zuoquan-timestamp").as_string(), "1750410000");
    EXPECT_EQ(headers.at("zuoquan-signature").as_string(),
              webhook_signature(secret, "1750410000", body));
}

TEST(Webhook, TakesOnly2xxForTaken) {
    Hook hook;
    const auto answered = [&](const std::string& status) {
        hook.tell("answer " + status + " 1");
        return told(hook.settings());
    };
    EXPECT_EQ(answered("200"), Fate::taken);
    EXPECT_EQ(answered("400"), Fate::later);
    EXPECT_EQ(answered("429"), Fate::out_of_reach);
    EXPECT_EQ(answered("503"), Fate::out_of_reach);
    EXPECT_EQ(answered("307"), Fate::later);
    for (const auto& one : hook.taken()) {
        EXPECT_EQ(one.at("path").as_string(), "/hook?of=city") << "no redirect is followed";
    }
    EXPECT_EQ(hook.taken().size(), 5u);
}

TEST(Webhook, GivesUpASlowOneAndAMissingOne) {
    Hook hook;
    hook.tell("stall 1");
    EXPECT_EQ(told(hook.settings()), Fate::out_of_reach);
    WebhookSettings nobody = hook.settings();
    nobody.url = "http://127.0.0.1:1/";
    EXPECT_EQ(told(nobody), Fate::out_of_reach);
}

TEST(Webhook, BelievesNoCertificateThatNobodyVouchesFor) {
    const TestFolder folder;
    const std::string cert = folder / "cert.pem";
    const std::string key = folder / "key.pem";
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -out " +
        cert + " -keyout " + key + " 2>/dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0);
    Hook hook{{cert, key}};
    WebhookSettings settings = hook.settings("https");
    EXPECT_EQ(told(settings), Fate::out_of_reach);
    EXPECT_EQ(hook.taken().size(), 0u);
    settings.authorities = cert;
    EXPECT_EQ(told(settings), Fate::taken);
}

}  // namespace
}  // namespace zq
