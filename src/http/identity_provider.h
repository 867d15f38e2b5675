// The city's identity provider as its client sees it (OpenID Connect): where people are sent, and
// who has come back. What it says of itself and its keys are fetched when they are first needed and
// kept for an hour.
//
// A provider that does not answer is left alone for some seconds, so that a queue of people does
// not wait for it one by one.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "app/identity_line.h"
#include "app/use_cases.h"
#include "http/id_token.h"

namespace zq::http {

struct IdentitySettings {
    std::string issuer;  // as its tokens say it, to the letter
    std::string client;  // how it knows us
    std::string secret;
    std::string name{};                  // what people read on the button; empty: the usual words
    std::vector<std::string> classes{};  // `acr`: one of these is asked for and has to come back
    std::vector<std::string> strong{};   // `acr` of a log-in with a second factor
};

// What is sent along with a browser.
struct Departure {
    std::string redirect;
    std::string state;
    std::string nonce;
    std::string verifier;
    bool again = false;  // the person has to log in there again, logged in or not
};

// What a browser has brought back, and what was kept of its departure.
struct Arrived {
    std::string code;
    std::string redirect;
    std::string nonce;
    std::string verifier;
    std::optional<Instant> authenticated_since{};
};

// Whether papers and names may travel there: https, or http within this machine.
bool is_safe_address(const std::string& url);

// May be used by several threads. What has to ask throws OutOfReach when there is no answer, or
// none that makes sense.
class IdentityProvider {
public:
    IdentityProvider(IdentitySettings settings, IdentityLine& line, Clock& clock)
        : settings_{std::move(settings)}, line_{line}, clock_{clock} {}

    const IdentitySettings& settings() const { return settings_; }

    std::string address_for(const Departure& departure);
    // Whether this is what the provider calls itself in its answers (RFC 9207).
    bool is_named_rightly(const std::optional<std::string>& issuer);
    // Exchanges the code. Nothing when the provider does not know it, or no longer.
    std::optional<std::expected<IdToken, TokenFault>> identify(const Arrived& arrived);
    // Whether a second factor was used there.
    bool is_strong(const IdToken& token) const;

private:
    // What the provider says of itself.
    struct Metadata {
        std::string authorize_at;
        std::string exchange_at;
        std::string keys_at;
        bool names_itself = false;
        bool takes_basic = true;
    };
    struct Exchanged {
        std::string id_token;
        std::string access_token;
    };

    template <class Ask>
    auto asked(Ask ask);
    Metadata metadata();
    Metadata fetched_metadata();
    std::shared_ptr<const SigningKeys> keys(bool anew);
    std::optional<Exchanged> exchange(const Arrived& arrived);

    const IdentitySettings settings_;
    IdentityLine& line_;
    Clock& clock_;
    std::mutex mutex_;  // of what is below; nobody is asked while it is held
    std::optional<Metadata> metadata_;
    Instant metadata_at_;
    std::shared_ptr<const SigningKeys> keys_;
    Instant keys_at_;
    Instant resting_until_;
};

}  // namespace zq::http
