// Messages are told to one address of the operator by POST, signed with a secret that both sides
// know.
//
//   Zuoquan-Id         the same for every copy of a message
//   Zuoquan-Timestamp  seconds since 1970, when this copy was sent
//   Zuoquan-Signature  v1=HEX, the HMAC-SHA256 of "TIMESTAMP.BODY" under the secret
//
// 2xx is taken; everything else is tried again. No redirect is followed, no proxy asked.
#pragma once

#include <chrono>

#include "app/post_office.h"

namespace zq {

struct WebhookSettings {
    std::string url;
    std::string secret;
    std::string authorities{};  // file of certificates that are believed; empty: the system's
    std::chrono::milliseconds connect_timeout{5'000};
    std::chrono::milliseconds timeout{20'000};  // shorter than the first pause
};

std::string webhook_signature(const std::string& secret, const std::string& timestamp,
                              const std::string& body);

class WebhookMessages : public WebhookCarrier {
public:
    explicit WebhookMessages(WebhookSettings settings);
    Carried carry(const std::string& id, const std::string& body, Instant now) override;

private:
    WebhookSettings settings_;
};

}  // namespace zq
