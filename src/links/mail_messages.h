// Mail leaves by SMTP, through libcurl: one connection a mail, encrypted unless it stays on this
// machine.
//
// What the server says to the receiver or to the text counts for this mail: 5xx refuses it for
// good, 4xx puts it off. Everything before (connection, certificate, log-in, our own address) and a
// connection that is cut counts for all mail. The password is never in an error or in the log.
#pragma once

#include <chrono>

#include "app/post_office.h"

namespace zq {

struct MailSettings {
    std::string url;  // smtp://host:587 or smtps://host:465
    std::string from;
    std::string user{};
    std::string password{};
    bool encrypted = true;      // false: a server of this machine, which is spoken to plainly
    std::string authorities{};  // file of certificates that are believed; empty: the system's
    std::chrono::milliseconds connect_timeout{5'000};
    std::chrono::milliseconds timeout{25'000};  // of one mail, and of its good-bye
};

class MailMessages : public MailCarrier {
public:
    explicit MailMessages(MailSettings settings);
    Carried carry(const Mail& mail, Instant now) override;

private:
    MailSettings settings_;
};

}  // namespace zq
