// The log-in of the city: who is let in by it, who is not, and what it may not be used for.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "app/ages.h"
#include "provider.h"
#include "world.h"

namespace zq::http {
namespace {

std::string fault_in(const Answer& answer) {
    return code_in(answer) + " " + text(answer.json().at("facts").as_object(), "fault");
}

class IdentityLogins : public testing::Test {
protected:
    IdentityLogins() { world.trust(&provider); }

    // A browser as people have one: what is set is sent from then on.
    class Client {
    public:
        Client(World& world, std::string cookies)
            : world_{world}, browser_{std::make_unique<Browser>(world, "")} {
            keep(cookies);
        }
        Answer ask(const Ask& asked) {
            browser_->cookie.clear();
            for (const auto& [name, value] : cookies_) {
                browser_->cookie += (browser_->cookie.empty() ? "" : "; ") + name + "=" + value;
            }
            Answer answer = browser_->ask(asked);
            for (const std::string& set : answer.all("set-cookie")) keep(set);
            return answer;
        }
        Answer get(const std::string& path) { return ask({.path = path}); }
        Answer post(const std::string& path, const json::object& body = {}) {
            return ask({.method = "POST", .path = path, .body = json::serialize(body)});
        }
        json::object me() { return get("/api/v1/me").json(); }
        std::map<std::string, std::string> cookies() const { return cookies_; }
        void use(std::map<std::string, std::string> cookies) { cookies_ = std::move(cookies); }

    private:
        void keep(const std::string& set) {
            const auto sign = set.find('=');
            if (sign == std::string::npos) return;
            const std::string value = set.substr(sign + 1, set.find(';') - sign - 1);
            if (value.empty()) {
                cookies_.erase(set.substr(0, sign));
            } else {
                cookies_[set.substr(0, sign)] = value;
            }
        }

        World& world_;
        std::unique_ptr<Browser> browser_;
        std::map<std::string, std::string> cookies_;
    };

    Client nobody() { return {world, ""}; }
    Client in(const std::string& login) {
        Client client = nobody();
        EXPECT_EQ(client.post("/api/v1/session", {{"login", login}, {"password", password}}).status,
                  201);
        return client;
    }
    static std::string address_in(const Answer& answer) {
        EXPECT_EQ(answer.status, 201) << answer.body;
        return answer.status == 201 ? text(answer.json(), "address") : "?";
    }
    // Sent to the provider, logged in there as `subject`, and back.
    Answer away(Client& client, const std::string& path, const std::string& subject,
                const json::object& claims = {}, const json::object& body = {}) {
        const std::string address = address_in(client.post(path, body));
        return client.post("/api/v1/identity-returns", line.logged_in(address, subject, claims));
    }
    Answer log_in(Client& client, const std::string& subject, const json::object& claims = {}) {
        return away(client, "/api/v1/identity-errands", subject, claims);
    }
    void link(const std::string& login, const std::string& subject) {
        Client client = in(login);
        EXPECT_EQ(away(client, "/api/v1/me/identities", subject).status, 200);
    }
    std::string invitation(const std::string& by, const std::string& role,
                           const std::string& organisation = "") {
        json::object body{{"role", role}};
        if (!organisation.empty()) body["organisation"] = world.organisations.at(organisation);
        return text(in(by).post("/api/v1/invitations", body).json(), "token");
    }
    static std::string role_of(const json::object& me) {
        return text(me.at("acting_as").as_object(), "role");
    }

    static json::object two_factors() { return {{"amr", {"pwd", "mfa"}}}; }

    World world;
    TestProvider line{world.clock()};
    IdentityProvider provider{{.issuer = TestProvider::issuer,
                               .client = "zuoquan",
                               .secret = TestProvider::secret,
                               .name = "市统一身份认证",
                               .strong = {"urn:city:strong"}},
                              line,
                              world.clock()};
};

TEST_F(IdentityLogins, AreLinkedUsedListedAndEnded) {
    EXPECT_EQ(nobody().get("/api/v1/identity-provider").json().at("name"), "市统一身份认证");
    Client owner = in("E1");
    EXPECT_EQ(owner.get("/api/v1/me/identities").json().at("items").as_array().size(), 0U);
    const Answer linked = away(owner, "/api/v1/me/identities", "person-1", {},
                               {{"return_to", "/beijing-2023/account?a=1#b"}});
    EXPECT_EQ(linked.json().at("return_to"), "/beijing-2023/account?a=1#b");
    EXPECT_EQ(linked.json().at("aim"), "link");
    EXPECT_EQ(away(owner, "/api/v1/me/identities", "person-1").status, 200) << "as it was";

    Client client = nobody();
    const Answer in_answer = log_in(client, "person-1");
    ASSERT_EQ(in_answer.status, 200) << in_answer.body;
    EXPECT_EQ(in_answer.json().at("me").at("person"), owner.me().at("person"));
    EXPECT_EQ(role_of(client.me()), "enterprise-owner");
    EXPECT_EQ(client.cookies().count("zuoquan-identity"), 0U) << "ended with the errand";

    const json::object sessions = owner.get("/api/v1/me/sessions").json();
    EXPECT_EQ(sessions.at("items").at(0).at("entered_by"), "identity-provider");
    EXPECT_EQ(sessions.at("items").at(1).at("entered_by"), "password");

    const json::object items = owner.get("/api/v1/me/identities").json();
    ASSERT_EQ(items.at("items").as_array().size(), 1U);
    EXPECT_EQ(items.at("items").at(0).at("issuer"), TestProvider::issuer);
    const std::string path =
        "/api/v1/me/identities/" + std::string{items.at("items").at(0).at("identity").as_string()};
    EXPECT_EQ(in("E2").ask({.method = "DELETE", .path = path}).status, 404) << "another's";
    EXPECT_EQ(owner.ask({.method = "DELETE", .path = path}).status, 204);
    const json::object notices = owner.get("/api/v1/me/safety-notices").json();
    ASSERT_EQ(notices.at("items").as_array().size(), 2U);
    EXPECT_EQ(notices.at("items").at(0).at("kind"), "identity-ended");
    EXPECT_EQ(notices.at("items").at(1).at("kind"), "identity-linked") << "once";
    Client again = nobody();
    EXPECT_EQ(code_in(log_in(again, "person-1")), "identity-unknown");
    EXPECT_EQ(again.get("/api/v1/me").status, 401);
}

TEST_F(IdentityLogins, SendWhatTheStandardAsksFor) {
    Client client = nobody();
    const Answer begun = client.post("/api/v1/identity-errands");
    const std::string cookie = begun.header("set-cookie");
    for (const char* part : {"HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=600"}) {
        EXPECT_TRUE(cookie.contains(part)) << cookie;
    }
    const std::string address = address_in(begun);
    EXPECT_TRUE(address.starts_with(std::string{TestProvider::issuer} + "/authorize?tenant=city&"));
    auto asked = params_in(address);
    EXPECT_EQ(asked["response_type"], "code");
    EXPECT_EQ(asked["scope"], "openid");
    EXPECT_EQ(asked["client_id"], "zuoquan");
    EXPECT_EQ(asked["redirect_uri"], "http://test.example/identity-return");
    EXPECT_EQ(asked["code_challenge_method"], "S256");
    EXPECT_EQ(asked["code_challenge"].size(), 43U);
    EXPECT_EQ(asked["state"].size(), 64U);
    EXPECT_EQ(asked["nonce"].size(), 64U);
    EXPECT_EQ(asked.count("prompt"), 0U);
    auto other = params_in(address_in(client.post("/api/v1/identity-errands")));
    for (const char* name : {"state", "nonce", "code_challenge"}) {
        EXPECT_NE(asked[name], other[name]);
    }
}

TEST_F(IdentityLogins, EndOnceAndInTheBrowserInWhichTheyBegan) {
    link("E1", "person-1");
    Client client = nobody();
    const std::string address = address_in(client.post("/api/v1/identity-errands"));
    json::object brought = line.logged_in(address, "person-1");
    Client other = nobody();
    other.post("/api/v1/identity-errands");
    EXPECT_EQ(code_in(other.post("/api/v1/identity-returns", brought)), "identity-over")
        << "a link that somebody else sent";
    EXPECT_EQ(code_in(nobody().post("/api/v1/identity-returns", brought)), "identity-over");
    const auto before = client.cookies();
    EXPECT_EQ(client.post("/api/v1/identity-returns", brought).status, 200);
    Client repeating = nobody();
    repeating.use(before);
    EXPECT_EQ(code_in(repeating.post("/api/v1/identity-returns", brought)), "identity-over");
    brought["state"] = std::string(64, 'a');
    EXPECT_EQ(code_in(client.post("/api/v1/identity-returns", brought)), "identity-over");

    Client late = nobody();
    const std::string old = address_in(late.post("/api/v1/identity-errands"));
    world.wait(601);
    EXPECT_EQ(code_in(late.post("/api/v1/identity-returns", line.logged_in(old, "person-1"))),
              "identity-over");
    // A code that was given for another errand.
    Client mixed = nobody();
    const std::string first = address_in(mixed.post("/api/v1/identity-errands"));
    const std::string second = address_in(mixed.post("/api/v1/identity-errands"));
    json::object swapped = line.logged_in(first, "person-1");
    swapped["state"] = params_in(second)["state"];
    EXPECT_EQ(fault_in(mixed.post("/api/v1/identity-returns", swapped)), "identity-refused code");
}

TEST_F(IdentityLogins, AreRefusedWithoutAValidToken) {
    link("E1", "person-1");
    const std::int64_t now_s = world.now().micros / Instant::second;
    const std::pair<json::object, const char*> forgeries[] = {
        {{{"iss", "https://evil.example.org"}}, "issuer"},
        {{{"aud", "another"}}, "audience"},
        {{{"nonce", "of another log-in"}}, "nonce"},
        {{{"nonce", nullptr}}, "nonce"},
        {{{"exp", now_s - 100}}, "expired"},
        {{{"iat", now_s + 4000}}, "not-yet"},
        {{{"at_hash", "AAAAAAAAAAAAAAAAAAAAAA"}}, "access-token"},
        {{{"sub", nullptr}}, "subject"},
        {{{"sub", ""}}, "subject"},
    };
    for (const auto& [claims, reason] : forgeries) {
        Client client = nobody();
        const Answer answer = log_in(client, "person-1", claims);
        EXPECT_EQ(answer.status, 401);
        EXPECT_EQ(fault_in(answer), std::string{"identity-refused "} + reason);
        EXPECT_EQ(client.get("/api/v1/me").status, 401);
    }
    Client client = nobody();
    auto bring = [&](const char* name, const char* value) {
        json::object brought =
            line.logged_in(address_in(client.post("/api/v1/identity-errands")), "person-1");
        brought[name] = value;
        return client.post("/api/v1/identity-returns", brought);
    };
    EXPECT_EQ(fault_in(bring("code", "made up")), "identity-refused code");
    EXPECT_EQ(fault_in(bring("code", "")), "identity-refused code");
    EXPECT_EQ(fault_in(bring("iss", "https://evil.example.org")), "identity-refused issuer");
    EXPECT_EQ(code_in(bring("error", "access_denied")), "identity-declined");
    EXPECT_EQ(fault_in(bring("error", "server_error")), "identity-refused provider-error");
}

TEST_F(IdentityLogins, SayWhoseTheyAreWhereTheProviderDoes) {
    link("E1", "person-1");
    World fresh;
    TestProvider naming{fresh.clock()};
    naming.names_itself = true;
    naming.takes_basic = false;
    IdentityProvider named{
        {.issuer = TestProvider::issuer, .client = "zuoquan", .secret = TestProvider::secret},
        naming,
        fresh.clock()};
    fresh.trust(&named);
    Client client{fresh, ""};
    json::object brought =
        naming.logged_in(address_in(client.post("/api/v1/identity-errands")), "person-1");
    brought.erase("iss");
    EXPECT_EQ(fault_in(client.post("/api/v1/identity-returns", brought)),
              "identity-refused issuer");
    const std::string address = address_in(client.post("/api/v1/identity-errands"));
    EXPECT_EQ(
        code_in(client.post("/api/v1/identity-returns", naming.logged_in(address, "person-1"))),
        "identity-unknown")
        << "taken; here nobody is tied to it";
}

TEST_F(IdentityLogins, ReturnToThisServerOnly) {
    for (const char* path : {"https://evil.example", "//evil.example", "/\\evil.example", "evil",
                             "/api/v1/session", "/a b", "/a\nb", "javascript:alert(1)"}) {
        const Answer answer = nobody().post("/api/v1/identity-errands", {{"return_to", path}});
        EXPECT_EQ(code_in(answer), "invalid-value") << path;
    }
    EXPECT_EQ(code_in(nobody().post("/api/v1/identity-errands",
                                    {{"return_to", "/" + std::string(500, 'a')}})),
              "invalid-value");
    EXPECT_EQ(nobody().post("/api/v1/identity-errands", {{"return_to", "/"}}).status, 201);
}

TEST_F(IdentityLogins, AreLinkedBySomebodyWhoIsThere) {
    link("E1", "person-1");
    Client other = in("E2");
    EXPECT_EQ(code_in(away(other, "/api/v1/me/identities", "person-1")), "identity-tied");
    Client stale = in("E2");
    world.wait(301);
    EXPECT_EQ(code_in(stale.post("/api/v1/me/identities")), "confirmation-needed");
    // Begun by one person, and finished when another is there.
    Client one = in("E2");
    const std::string address = address_in(one.post("/api/v1/me/identities"));
    one.post("/api/v1/session", {{"login", "S1"}, {"password", password}});
    EXPECT_EQ(code_in(one.post("/api/v1/identity-returns", line.logged_in(address, "person-9"))),
              "not-logged-in");
    for (int i = 0; i < 5; ++i) link("S2", "of S2, number " + std::to_string(i));
    EXPECT_EQ(code_in(in("S2").post("/api/v1/me/identities")), "invalid-value") << "enough";
}

// A person who never had a password here.
TEST_F(IdentityLogins, AcceptInvitations) {
    Client client = nobody();
    const json::object body{{"invitation", invitation("E1", "enterprise-operator")},
                            {"name", "新来的经办"}};
    EXPECT_EQ(code_in(client.post("/api/v1/identity-errands", {{"invitation", "none"}})),
              "invitation-over");
    EXPECT_EQ(code_in(client.post("/api/v1/identity-errands",
                                  {{"invitation", body.at("invitation")}, {"name", " "}})),
              "invalid-value");
    const Answer accepted = away(client, "/api/v1/identity-errands", "newcomer", {}, body);
    ASSERT_EQ(accepted.status, 200) << accepted.body;
    const json::object me = client.me();
    EXPECT_EQ(role_of(me), "enterprise-operator");
    EXPECT_EQ(text(me, "name"), "新来的经办");
    EXPECT_TRUE(me.at("safety").at("logins").as_array().empty());
    EXPECT_EQ(code_in(nobody().post("/api/v1/identity-errands", body)), "invitation-over");
    const json::object items = client.get("/api/v1/me/identities").json();
    const std::string path =
        "/api/v1/me/identities/" + std::string{items.at("items").at(0).at("identity").as_string()};
    EXPECT_EQ(code_in(client.ask({.method = "DELETE", .path = path})), "invalid-value")
        << "the only way in";
    // Known already: the same person has one role more.
    Client again = nobody();
    const Answer second =
        away(again, "/api/v1/identity-errands", "newcomer", {},
             {{"invitation", invitation("S1", "provider-operator")}, {"name", "whoever"}});
    ASSERT_EQ(second.status, 200) << second.body;
    EXPECT_EQ(role_of(again.me()), "provider-operator");
    EXPECT_EQ(again.me().at("person"), me.at("person"));
}

// Who has no password shows there that it is still the same person.
TEST_F(IdentityLogins, ConfirmGraveActs) {
    Client client = nobody();
    away(client, "/api/v1/identity-errands", "newcomer", {},
         {{"invitation", invitation("platform", "provider-owner", "S1")}, {"name", "新来的"}});
    world.wait(301);
    EXPECT_EQ(code_in(client.post("/api/v1/me/identities")), "confirmation-needed");
    const auto confirm = [&](const std::string& subject, const json::object& claims) {
        return away(client, "/api/v1/session/identity-confirmation", subject, claims);
    };
    const std::int64_t now_s = world.now().micros / Instant::second;
    EXPECT_EQ(fault_in(confirm("newcomer", {{"auth_time", now_s - 100}})),
              "identity-refused too-old-a-login");
    EXPECT_EQ(fault_in(confirm("newcomer", {{"auth_time", nullptr}})),
              "identity-refused too-old-a-login");
    EXPECT_EQ(code_in(confirm("somebody", {})), "identity-unknown");
    link("E1", "person-1");
    EXPECT_EQ(fault_in(confirm("person-1", {})), "identity-refused another-person");
    EXPECT_EQ(code_in(client.post("/api/v1/me/identities")), "confirmation-needed");
    auto asked = params_in(address_in(client.post("/api/v1/session/identity-confirmation")));
    EXPECT_EQ(asked["prompt"], "login");
    EXPECT_EQ(asked["max_age"], "0");
    EXPECT_EQ(confirm("newcomer", {}).status, 200);
    EXPECT_EQ(client.post("/api/v1/me/identities").status, 201);
    EXPECT_EQ(code_in(in("E1").post("/api/v1/session/identity-confirmation")), "invalid-value")
        << "has a password";
}

// A log-in of this morning at the provider is none of this minute.
TEST_F(IdentityLogins, AreAsFreshAsTheProviderSays) {
    link("E1", "person-1");
    const std::int64_t now_s = world.now().micros / Instant::second;
    for (const json::value& at : {json::value(now_s - 4000), json::value(nullptr)}) {
        Client client = nobody();
        EXPECT_EQ(log_in(client, "person-1", {{"auth_time", at}}).status, 200);
        EXPECT_EQ(code_in(client.post("/api/v1/me/identities")), "confirmation-needed");
    }
    Client client = nobody();
    log_in(client, "person-1", {{"auth_time", now_s + 50}});
    EXPECT_EQ(client.post("/api/v1/me/identities").status, 201);
}

// Roles of staff ask for two factors, there or here.
TEST_F(IdentityLogins, OpenRolesOfStaffWithASecondFactorOnly) {
    link("officer", "staff");
    Client client = nobody();
    EXPECT_EQ(code_in(log_in(client, "staff")), "identity-too-weak");
    EXPECT_EQ(code_in(log_in(client, "staff", {{"amr", "mfa"}})), "identity-too-weak")
        << "a text is no list";
    EXPECT_EQ(code_in(log_in(client, "staff", {{"acr", "urn:city:weak"}})), "identity-too-weak");
    EXPECT_EQ(log_in(client, "staff", two_factors()).status, 200);
    EXPECT_EQ(role_of(client.me()), "programme-officer");
    Client other = nobody();
    EXPECT_EQ(log_in(other, "staff", {{"acr", "urn:city:strong"}}).status, 200);

    const json::object expert{{"invitation", invitation("platform", "expert", "experts")},
                              {"name", "专家"}};
    Client newcomer = nobody();
    EXPECT_EQ(code_in(away(newcomer, "/api/v1/identity-errands", "new-expert", {}, expert)),
              "identity-too-weak");
    EXPECT_EQ(
        away(newcomer, "/api/v1/identity-errands", "new-expert", two_factors(), expert).status, 200)
        << "the link holds still";
    // Somebody who is both comes in as what may be entered, and stays there.
    const json::object owner{{"invitation", invitation("platform", "enterprise-owner", "E2")},
                             {"name", "whoever"}};
    EXPECT_EQ(away(newcomer, "/api/v1/identity-errands", "new-expert", two_factors(), owner).status,
              200);
    Client weak = nobody();
    EXPECT_EQ(log_in(weak, "new-expert").status, 200);
    const json::object me = weak.me();
    EXPECT_EQ(role_of(me), "enterprise-owner");
    for (const json::value& membership : me.at("memberships").as_array()) {
        if (membership.at("role") != "expert") continue;
        EXPECT_EQ(
            code_in(weak.post("/api/v1/session/membership", {{"membership", membership.at("id")}})),
            "identity-too-weak");
    }
}

// The provider is no way around the second factor that a person has here.
TEST_F(IdentityLogins, AskForTheSecondFactorOfThisHouse) {
    link("E1", "person-1");
    Client owner = in("E1");
    const std::string secret = text(owner.post("/api/v1/me/second-factor").json(), "secret");
    const auto code = [&] { return world.code_of(secret); };
    EXPECT_EQ(owner.post("/api/v1/me/second-factor/activation", {{"code", code()}}).status, 200);
    world.wait(30);
    Client client = nobody();
    const std::string address = address_in(client.post("/api/v1/identity-errands"));
    const json::object brought = line.logged_in(address, "person-1");
    EXPECT_EQ(code_in(client.post("/api/v1/identity-returns", brought)), "code-needed");
    EXPECT_EQ(client.get("/api/v1/me").status, 401);
    json::object answer{{"state", brought.at("state")}, {"one_time_code", "000000"}};
    EXPECT_EQ(code_in(client.post("/api/v1/identity-returns", brought)), "code-needed");
    EXPECT_EQ(code_in(client.post("/api/v1/identity-returns", answer)), "wrong-code");
    answer["one_time_code"] = code();
    EXPECT_EQ(code_in(nobody().post("/api/v1/identity-returns", answer)), "identity-over")
        << "another browser";
    EXPECT_EQ(client.post("/api/v1/identity-returns", answer).status, 200);
    EXPECT_EQ(client.get("/api/v1/me").status, 200);
    Client strong = nobody();
    EXPECT_EQ(log_in(strong, "person-1", two_factors()).status, 200) << "asked for there";
}

TEST_F(IdentityLogins, AreOfTheClassThatIsAskedFor) {
    IdentityProvider asking{{.issuer = TestProvider::issuer,
                             .client = "zuoquan",
                             .secret = TestProvider::secret,
                             .name = {},
                             .classes = {"urn:city:2", "urn:city:3"}},
                            line,
                            world.clock()};
    link("E1", "person-1");
    world.trust(&asking);
    Client client = nobody();
    EXPECT_EQ(params_in(address_in(client.post("/api/v1/identity-errands")))["acr_values"],
              "urn:city:2 urn:city:3");
    EXPECT_EQ(code_in(log_in(client, "person-1")), "identity-too-weak");
    EXPECT_EQ(code_in(log_in(client, "person-1", {{"acr", "urn:city:1"}})), "identity-too-weak");
    EXPECT_EQ(log_in(client, "person-1", {{"acr", "urn:city:3"}}).status, 200);
}

TEST_F(IdentityLogins, AreNotThereWhenTheProviderIsNot) {
    line.is_down = true;
    const Answer answer = nobody().post("/api/v1/identity-errands");
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(code_in(answer), "identity-out-of-reach");
    EXPECT_EQ(answer.header("retry-after"), "") << "nobody need wait: passwords go on";
    const int asked = line.asked;
    EXPECT_EQ(code_in(nobody().post("/api/v1/identity-errands")), "identity-out-of-reach");
    EXPECT_EQ(line.asked, asked) << "left alone for a while";
    EXPECT_EQ(in("E1").get("/api/v1/me").status, 200);
    line.is_down = false;
    world.wait(6);
    EXPECT_EQ(nobody().post("/api/v1/identity-errands").status, 201);

    world.trust(nullptr);
    EXPECT_EQ(nobody().get("/api/v1/identity-provider").json().at("offered"), false);
    EXPECT_EQ(nobody().post("/api/v1/identity-errands").status, 404);
    EXPECT_EQ(nobody().post("/api/v1/identity-returns", {{"state", "x"}}).status, 404);
    EXPECT_EQ(in("E1").post("/api/v1/me/identities").status, 404);
}

TEST_F(IdentityLogins, AreNotMadeByAProviderOfAnotherName) {
    line.calls_itself = "https://evil.example.org";
    EXPECT_EQ(code_in(nobody().post("/api/v1/identity-errands")), "identity-out-of-reach");
}

// Keys turn without a stop, and forged tokens do not make the provider asked again and again.
TEST_F(IdentityLogins, GoOnWhenTheProviderTurnsItsKeys) {
    link("E1", "person-1");
    EXPECT_EQ(line.keys_asked_for, 1);
    world.wait(61);
    line.turn_keys();
    Client client = nobody();
    EXPECT_EQ(log_in(client, "person-1").status, 200);
    EXPECT_EQ(line.keys_asked_for, 2);
    line.turn_keys();
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(fault_in(log_in(client, "person-1")), "identity-refused unknown-key");
    }
    EXPECT_EQ(line.keys_asked_for, 2) << "once a minute at most";
    world.wait(61);
    EXPECT_EQ(log_in(client, "person-1").status, 200);
    EXPECT_EQ(line.keys_asked_for, 3);
}

// What nobody came back from does not stay for ever.
TEST_F(IdentityLogins, LeaveNothingBehind) {
    const auto left = [&] { return world.store().access().records_of(Errand::kind, 0).size(); };
    nobody().post("/api/v1/identity-errands");
    world.wait(300);
    nobody().post("/api/v1/identity-errands");
    world.wait(301);
    EXPECT_EQ(left(), 2U);
    sweep_aged(world.use_cases(), world.now(), world.now());
    EXPECT_EQ(left(), 1U) << "one still holds";
}

}  // namespace
}  // namespace zq::http
