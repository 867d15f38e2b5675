// An identity provider within the test: it keeps who has logged in, checks the code's verifier as a
// real one does, and says in its tokens whatever a test wants.
#pragma once

#include <map>
#include <mutex>

#include "app/identity_line.h"
#include "http/identity_provider.h"
#include "http/token_fixture.h"

namespace zq::http {

class TestProvider : public IdentityLine {
public:
    static constexpr const char* issuer = "https://login.example.org";
    static constexpr const char* secret = "a secret & a sign";

    explicit TestProvider(Clock& clock) : clock_{clock} {}

    LineAnswer get(const std::string& url) override;
    LineAnswer post(const std::string& url, const std::string& form,
                    const std::string& authorization) override;

    // What a person who was sent to `address` brings back, as the body of identity-returns. These
    // claims take the place of the usual ones; null leaves one out.
    json::object logged_in(const std::string& address, const std::string& subject,
                           const json::object& claims = {});
    // The keys before are not published any more.
    void turn_keys();

    bool is_down = false;
    bool names_itself = false;
    bool takes_basic = true;
    std::string calls_itself = issuer;
    int keys_asked_for = 0;
    int asked = 0;

private:
    struct Login {
        std::string redirect;
        std::string challenge;
        json::object claims;
    };
    void answer_or_not();

    Clock& clock_;
    fixture::TestKey key_ = fixture::TestKey::rsa();
    int generation_ = 1;
    std::map<std::string, Login> logins_;  // by code
};

// The parameters of an address, or of a form.
std::map<std::string, std::string> params_of(const std::string& query);
std::map<std::string, std::string> params_in(const std::string& address);

}  // namespace zq::http
