// Against a real SMTP server that fails as it is told (tests/links/mail_server.mjs).
#include "links/mail_messages.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "base/check.h"
#include "links/mail_bytes.h"
#include "links/test_peer.h"

namespace zq {
namespace {

const Instant friday{1'750'410'000'000'000};  // 2025-06-20 09:00 UTC

Mail mail_to(const std::string& to) {
    Mail mail;
    mail.id = "m12.p7";
    mail.to = to;
    mail.sender = "左券服务券平台";
    mail.subject = "订单 2025000001：服务商已接单";
    mail.body = "您好：\n\n“工业软件”的订单已接单。\n.\n";
    mail.at = friday;
    return mail;
}

// ---- bytes

TEST(MailBytes, AreThese) {
    EXPECT_EQ(bytes_of(mail_to("wang@example.org"), "noreply@vouchers.example.org", friday),
              "Date: Fri, 20 Jun 2025 09:00:00 +0000\r\n"
              "From: =?UTF-8?B?5bem5Yi45pyN5Yqh5Yi45bmz5Y+w?= <noreply@vouchers.example.org>\r\n"
              "To: <wang@example.org>\r\n"
              "Message-ID: <m12.p7@vouchers.example.org>\r\n"
              "Subject: =?UTF-8?B?6K6i5Y2VIDIwMjUwMDAwMDHvvJrmnI3liqHllYblt7LmjqXljZU=?=\r\n"
              "Auto-Submitted: auto-generated\r\n"
              "X-Auto-Response-Suppress: All\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: text/plain; charset=utf-8\r\n"
              "Content-Language: zh\r\n"
              "Content-Transfer-Encoding: base64\r\n"
              "\r\n"
              "5oKo5aW977yaDQoNCuKAnOW3peS4mui9r+S7tuKAneeahOiuouWNleW3suaOpeWNleOAgg0KLg0K\r\n");
}

TEST(MailBytes, CutLongSubjectsBetweenCharacters) {
    const std::string words = encoded_words("a券券券券券券券券券券券券券券券券券券券券");
    EXPECT_NE(words.find("?=\r\n =?UTF-8?B?"), std::string::npos) << words;
    for (std::size_t at = 0, end = 0; at < words.size(); at = end + 2) {
        end = std::min(words.find("\r\n", at), words.size());
        EXPECT_LE(end - at, 76u);
    }
    EXPECT_EQ(encoded_words(""), "");
}

TEST(MailBytes, LetNothingIntoTheHead) {
    Mail mail = mail_to("wang@example.org");
    mail.subject = "x\r\nBcc: all@example.org\r\n\r\nbody";
    mail.sender = "y\r\nBcc: all@example.org";
    const std::string bytes = bytes_of(mail, "noreply@example.org", friday);
    EXPECT_EQ(bytes.find("Bcc"), std::string::npos);
    EXPECT_EQ(bytes.find("\r\n\r\n"), bytes.rfind("\r\n\r\n")) << "one head";
    mail.to = "wang@example.org>\r\nRCPT TO:<all@example.org";
    EXPECT_THROW(bytes_of(mail, "noreply@example.org", friday), BrokenInvariant);
    mail = mail_to("wang@example.org");
    mail.id = "m1\r\nBcc: all@example.org";
    EXPECT_THROW(bytes_of(mail, "noreply@example.org", friday), BrokenInvariant);
}

TEST(MailAddress, IsOfThePlainestForm) {
    for (const char* good : {"a@b.cn", "wang.li+券@b.cn", "x@sub-domain.example.org"}) {
        EXPECT_EQ(is_mail_address(good), std::string_view{good}.find("券") == std::string::npos)
            << good;
    }
    for (const char* bad : {"", "a", "@b.cn", "a@", "a@b", "a@b..cn", "a@-b.cn", ".a@b.cn",
                            "a..b@b.cn", "a@b.cn\r\nx", "a b@b.cn", "\"a\"@b.cn", "a@b@c.cn",
                            "<a@b.cn>", "a@b.cn,c@d.cn", "a@[127.0.0.1]"}) {
        EXPECT_FALSE(is_mail_address(bad)) << bad;
    }
    EXPECT_FALSE(
        is_mail_address("a123456789b123456789c123456789d123456789e123456789f123456789g1234@b.cn"));
}

// ---- a server

class MailServer {
public:
    explicit MailServer(const std::vector<std::string>& more = {}) : peer_{command(more)} {
        const std::string said = peer_.line();
        port_ = said.substr(said.find(' ') + 1);
    }
    std::string tell(const std::string& what) { return peer_.tell(what); }
    boost::json::array taken() { return boost::json::parse(tell("taken")).as_array(); }
    MailSettings settings(const std::string& scheme = "smtp") const {
        MailSettings settings;
        settings.url = scheme + "://127.0.0.1:" + port_;
        settings.from = "noreply@vouchers.example.org";
        settings.encrypted = false;
        settings.timeout = std::chrono::milliseconds{1500};
        return settings;
    }

private:
    static std::vector<std::string> command(const std::vector<std::string>& more) {
        std::vector<std::string> words{"node", "tests/links/mail_server.mjs", "0"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }

    TestPeer peer_;
    std::string port_;
};

Carried sent(const MailSettings& settings, const std::string& to = "wang@example.org") {
    return MailMessages{settings}.carry(mail_to(to), friday);
}

std::string text_of(const boost::json::value& mail, const char* name) {
    return std::string{mail.at(name).as_string()};
}

TEST(MailMessages, LeaveAsTheyAre) {
    MailServer server;
    const Carried carried = sent(server.settings());
    EXPECT_EQ(carried.fate, Fate::taken) << carried.reason;
    const auto taken = server.taken();
    ASSERT_EQ(taken.size(), 1u);
    EXPECT_EQ(text_of(taken[0], "from"), "noreply@vouchers.example.org");
    EXPECT_EQ(taken[0].at("to").as_array().size(), 1u);
    EXPECT_EQ(text_of(taken[0], "text"),
              bytes_of(mail_to("wang@example.org"), "noreply@vouchers.example.org", friday));
}

TEST(MailMessages, TellAReceiverFromAServer) {
    MailServer server;
    server.tell("refuse nobody");
    const Carried refused = sent(server.settings(), "nobody@example.org");
    EXPECT_EQ(refused.fate, Fate::refused);
    EXPECT_EQ(refused.reason, "550 <…> is not here") << "and keeps no address";
    EXPECT_EQ(sent(server.settings()).fate, Fate::taken) << "the others go on";

    server.tell("put-off 1");
    const Carried later = sent(server.settings());
    EXPECT_EQ(later.fate, Fate::later);
    EXPECT_EQ(later.reason, "451 come back later");
    server.tell("spam 1");
    EXPECT_EQ(sent(server.settings()).fate, Fate::refused);
    server.tell("bounce 1");
    const Carried ours = sent(server.settings());
    EXPECT_EQ(ours.fate, Fate::out_of_reach) << "our own address is refused, not the receiver";
    EXPECT_NE(ours.reason.find("553"), std::string::npos) << ours.reason;
    EXPECT_EQ(sent(server.settings()).fate, Fate::taken);
    EXPECT_EQ(server.taken().size(), 2u);
}

TEST(MailMessages, AreKeptWhenTheServerBreaksOff) {
    MailServer server;
    server.tell("cut 1");
    EXPECT_EQ(sent(server.settings()).fate, Fate::out_of_reach);
    server.tell("stall 1");
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(sent(server.settings()).fate, Fate::out_of_reach);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{5});
    EXPECT_EQ(server.taken().size(), 0u);
    MailSettings nobody = server.settings();
    nobody.url = "smtp://127.0.0.1:1";
    EXPECT_EQ(sent(nobody).fate, Fate::out_of_reach);
}

TEST(MailMessages, LogInAndNeverTellThePassword) {
    MailServer server;
    MailSettings settings = server.settings();
    settings.user = "zuoquan";
    settings.password = "the secret+of/tests";
    EXPECT_EQ(sent(settings).fate, Fate::taken);
    EXPECT_EQ(text_of(server.taken().at(0), "user"), "zuoquan");
    settings.password = "another-password";
    const Carried carried = sent(settings);
    EXPECT_EQ(carried.fate, Fate::out_of_reach);
    EXPECT_EQ(carried.reason.find("another-password"), std::string::npos);
}

// Certificate and key of 127.0.0.1, made for the test.
struct Certificate {
    Certificate() {
        const std::string command =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
            "-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -out " +
            cert + " -keyout " + key + " 2>/dev/null";
        check(std::system(command.c_str()) == 0, "openssl makes certificates");
    }
    TestFolder folder;
    std::string cert = folder / "cert.pem";
    std::string key = folder / "key.pem";
};

TEST(MailMessages, BelieveNoCertificateThatNobodyVouchesFor) {
    const Certificate certificate;
    for (const char* scheme : {"smtp", "smtps"}) {
        MailServer server{{certificate.cert, certificate.key, scheme}};
        MailSettings settings = server.settings(scheme);
        settings.encrypted = true;
        const Carried carried = sent(settings);
        EXPECT_EQ(carried.fate, Fate::out_of_reach) << scheme;
        EXPECT_NE(carried.reason.find("certificate"), std::string::npos) << carried.reason;
        EXPECT_EQ(server.taken().size(), 0u);
        settings.authorities = certificate.cert;
        EXPECT_EQ(sent(settings).fate, Fate::taken) << scheme;
        EXPECT_TRUE(server.taken().at(0).at("secure").as_bool()) << scheme;
    }
}

TEST(MailMessages, DemandEncryption) {
    MailServer server;
    MailSettings settings = server.settings();
    settings.encrypted = true;
    const Carried carried = sent(settings);
    EXPECT_EQ(carried.fate, Fate::out_of_reach);
    EXPECT_EQ(server.taken().size(), 0u) << carried.reason;
}

TEST(MailMessages, TakeNoReceiverThatIsTwo) {
    MailServer server;
    EXPECT_EQ(sent(server.settings(), "a@b.cn>\r\nRCPT TO:<c@d.cn").fate, Fate::refused);
    EXPECT_EQ(server.taken().size(), 0u);
}

}  // namespace
}  // namespace zq
