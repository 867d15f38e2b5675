// How persons get in and who lets them: second factors, sessions, passwords, invitations, duties
// kept apart. Time is the running clock, moved on.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "rulebook/load.h"
#include "world.h"

namespace zq::http {
namespace {

const std::string password = "correct horse";

std::string cookie_in(const std::string& set) {
    return set.substr(0, set.find(';'));
}

Settings with_second_factors() {
    return Settings{};
}

Settings of_level_three() {
    Settings settings = World::usual();
    settings.passwords = PasswordPolicy::mlps3;
    return settings;
}

class Place {
public:
    explicit Place(Settings settings = World::usual(), StoreKind kind = StoreKind::memory)
        : world{kind, std::move(settings)} {}

    // A browser of its own that sends these cookies.
    std::unique_ptr<Browser> with(const std::string& cookies) {
        auto browser = std::make_unique<Browser>(world, "");
        browser->cookie = cookies;
        return browser;
    }
    Answer log_in(const std::string& login, const std::string& code = "",
                  const std::string& word = password, const std::string& device = "") {
        json::object body{{"login", login}, {"password", word}};
        if (!code.empty()) body["code"] = code;
        return with(device)->post("/api/v1/session", json::serialize(body));
    }
    std::unique_ptr<Browser> in(const std::string& login) {
        const Answer answer = log_in(login);
        EXPECT_EQ(answer.status, 201) << answer.body;
        return with(cookie_in(answer.header("set-cookie")));
    }
    struct Factor {
        std::string secret;
        std::vector<std::string> recovery;
    };
    Factor set_up(Browser& browser) {
        Factor factor{
            .secret = text(browser.posted("/api/v1/me/second-factor", "{}", 201), "secret"),
            .recovery = {}};
        const json::object active =
            browser.posted("/api/v1/me/second-factor/activation",
                           json::serialize(json::object{{"code", world.code_of(factor.secret)}}));
        for (const json::value& code : active.at("recovery_codes").as_array()) {
            factor.recovery.emplace_back(code.as_string());
        }
        return factor;
    }

    World world;
};

// ---- the second factor (ASVS 6.5, 6.6)

TEST(SecondFactor, IsAskedForOnceItIsActive) {
    Place place;
    const auto browser = place.in("E1");
    const std::string first =
        text(browser->posted("/api/v1/me/second-factor", "{}", 201), "secret");
    EXPECT_EQ(place.log_in("E1").status, 201) << "not active yet";
    EXPECT_EQ(code_in(browser->post("/api/v1/me/second-factor/activation", R"({"code":"000000"})")),
              "wrong-code");
    const auto factor = place.set_up(*browser);
    EXPECT_NE(factor.secret, first) << "beginning again makes another one";
    EXPECT_EQ(factor.recovery.size(), 10u);
    EXPECT_EQ(browser->post("/api/v1/me/second-factor").status, 422) << "there is one";

    EXPECT_EQ(code_in(place.log_in("E1")), "code-needed");
    EXPECT_EQ(code_in(place.log_in("E1", "000000")), "wrong-code");
    EXPECT_EQ(code_in(place.log_in("E1", place.world.code_of(factor.secret))), "wrong-code")
        << "the code that activated it is used up";
    place.world.wait(30);
    const std::string code = place.world.code_of(factor.secret);
    EXPECT_EQ(place.log_in("E1", code).status, 201);
    EXPECT_EQ(code_in(place.log_in("E1", code)), "wrong-code") << "used";
    EXPECT_EQ(code_in(place.log_in("E1", "", "wrong word")), "wrong-password")
        << "nobody learns of the factor without the password";
}

TEST(SecondFactor, IsRecoveredWithCodesThatHoldOnce) {
    Place place{World::usual(), StoreKind::sqlite};
    const auto browser = place.in("E1");
    const auto factor = place.set_up(*browser);
    EXPECT_EQ(place.log_in("E1", factor.recovery[0]).status, 201);
    EXPECT_EQ(code_in(place.log_in("E1", factor.recovery[0])), "wrong-code");
    std::string typed = factor.recovery[1];
    for (char& c : typed) c = static_cast<char>(std::toupper(c));
    std::erase(typed, '-');
    EXPECT_EQ(place.log_in("E1", typed).status, 201) << "as one types it";
    const json::object renewed = browser->posted("/api/v1/me/recovery-codes");
    EXPECT_EQ(code_in(place.log_in("E1", factor.recovery[2])), "wrong-code") << "an old one";
    const std::string fresh{renewed.at("recovery_codes").as_array()[0].as_string()};
    EXPECT_EQ(place.log_in("E1", fresh).status, 201);
    browser->expect(204,
                    {.method = "POST", .path = "/api/v1/me/second-factor/removal", .body = "{}"});
    EXPECT_EQ(place.log_in("E1").status, 201) << "removed";
}

TEST(SecondFactor, IsNotGuessed) {
    Place place;
    const auto factor = place.set_up(*place.in("E1"));
    for (int i = 0; i < 6; ++i) {
        EXPECT_EQ(code_in(place.log_in("E1", "000000")), "wrong-code") << i;
    }
    const Answer seventh = place.log_in("E1", "000000");
    EXPECT_EQ(seventh.status, 429);
    EXPECT_FALSE(seventh.header("retry-after").empty());
    place.world.wait(61);
    EXPECT_EQ(place.log_in("E1", place.world.code_of(factor.secret)).status, 201)
        << "a minute later";
}

// Whoever works for the programme does nothing without one (ASVS 6.3.3).
TEST(SecondFactor, IsAskedOfStaffBeforeAnythingElse) {
    Place place{with_second_factors()};
    EXPECT_FALSE(place.in("E1")->got("/api/v1/me").at("safety").as_object().contains("held_for"));
    const auto officer = place.in("officer");
    EXPECT_EQ(text(officer->got("/api/v1/me").at("safety").as_object(), "held_for"),
              "second-factor");
    const std::string orders = World::in_2023("/orders");
    EXPECT_EQ(code_in(officer->get(orders)), "second-factor-needed");
    EXPECT_EQ(officer->get(World::in_2023("")).status, 200) << "what everybody sees";
    const auto factor = place.set_up(*officer);
    EXPECT_EQ(officer->get(orders).status, 200);
    EXPECT_EQ(officer->post("/api/v1/me/second-factor/removal").status, 422) << "must have one";
    place.world.wait(30);
    EXPECT_EQ(place.log_in("officer", place.world.code_of(factor.secret)).status, 201);
}

TEST(SecondFactor, ThatWasLostIsResetBySomebodyElse) {
    Place place;
    const auto officer = place.in("officer");
    place.set_up(*officer);
    const auto security = place.in("securityadmin");
    const std::string person = std::to_string(officer->got("/api/v1/me").at("person").as_int64());
    const std::string own = std::to_string(security->got("/api/v1/me").at("person").as_int64());
    EXPECT_EQ(security->post("/api/v1/persons/" + own + "/second-factor-reset").status, 422);
    security->expect(204, {.method = "POST",
                           .path = "/api/v1/persons/" + person + "/second-factor-reset",
                           .body = "{}"});
    EXPECT_EQ(officer->get("/api/v1/me").status, 401) << "every session has ended";
    const auto again = place.in("officer");
    security->expect(204, {.method = "DELETE", .path = "/api/v1/persons/" + person + "/sessions"});
    EXPECT_EQ(again->get("/api/v1/me").status, 401);
    EXPECT_EQ(security->ask({.method = "DELETE", .path = "/api/v1/persons/99999/sessions"}).status,
              404);
}

// ---- sessions (ASVS 7.3, 7.4, 7.5)

TEST(Sessions, AreListedAndEndedByTheirOwner) {
    Place place;
    const auto one = place.in("E1");
    const auto two = place.in("E1");
    const auto three = place.in("E1");
    const auto other = place.in("E2");
    const json::array listed = one->got("/api/v1/me/sessions").at("items").as_array();
    ASSERT_EQ(listed.size(), 3u);
    std::string elsewhere;
    int current = 0;
    for (const json::value& session : listed) {
        current += session.at("current").as_bool() ? 1 : 0;
        if (!session.at("current").as_bool()) elsewhere = text(session.as_object(), "session");
    }
    EXPECT_EQ(current, 1);
    const Ask end{.method = "DELETE", .path = "/api/v1/me/sessions/" + elsewhere};
    EXPECT_EQ(other->ask(end).status, 404) << "somebody else's";
    EXPECT_EQ(one->ask(end).status, 204);
    EXPECT_EQ(one->ask(end).status, 404) << "ended already";
    EXPECT_EQ((two->get("/api/v1/me").status == 401) + (three->get("/api/v1/me").status == 401), 1);
    EXPECT_EQ(one->ask({.method = "DELETE", .path = "/api/v1/me/sessions"}).status, 204);
    EXPECT_EQ(two->get("/api/v1/me").status, 401);
    EXPECT_EQ(three->get("/api/v1/me").status, 401);
    EXPECT_EQ(one->get("/api/v1/me").status, 200);
}

TEST(Sessions, EndWhenNobodyUsesThemAndAfterHalfADay) {
    Place place;
    const auto enterprise = place.in("E1");
    const auto approver = place.in("approver");
    place.world.wait(15 * 60 - 5);
    EXPECT_EQ(approver->get("/api/v1/me").status, 200) << "not yet fifteen minutes";
    place.world.wait(15 * 60 + 6);
    EXPECT_EQ(approver->get("/api/v1/me").status, 401);
    EXPECT_EQ(enterprise->get("/api/v1/me").status, 401) << "thirty minutes and a second";
    const auto again = place.in("E1");
    for (int i = 0; i < 24; ++i) {
        place.world.wait(30 * 60 - 5);
        EXPECT_EQ(again->get("/api/v1/me").status, 200) << i;
    }
    place.world.wait(24 * 5 + 1);
    EXPECT_EQ(again->get("/api/v1/me").status, 401) << "half a day, however busy";
}

TEST(Sessions, AskForThePasswordAgainBeforeGraveActs) {
    Place place;
    const auto seller = place.in("S1");
    const std::string account = R"({"account":{"bank":"银行","number":"6222","holder":"S1"}})";
    place.world.wait(5 * 60 - 2);
    EXPECT_NE(code_in(seller->post("/api/v1/bank-account", account)), "confirmation-needed");
    place.world.wait(4);
    EXPECT_EQ(code_in(seller->post("/api/v1/bank-account", account)), "confirmation-needed");
    EXPECT_EQ(code_in(seller->post("/api/v1/session/confirmation", R"({"password":"wrong"})")),
              "wrong-password");
    const Answer confirmed =
        seller->post("/api/v1/session/confirmation", R"({"password":"correct horse"})");
    EXPECT_EQ(confirmed.status, 200);
    EXPECT_EQ(seller->get("/api/v1/me").status, 401) << "the cookie is another one (ASVS 7.2.4)";
    seller->cookie = cookie_in(confirmed.header("set-cookie"));
    EXPECT_NE(code_in(seller->post("/api/v1/bank-account", account)), "confirmation-needed");
}

TEST(Sessions, AreConfirmedWithTheSecondFactorToo) {
    Place place;
    const auto browser = place.in("E1");
    const auto factor = place.set_up(*browser);
    place.world.wait(30);
    EXPECT_EQ(
        code_in(browser->post("/api/v1/session/confirmation", R"({"password":"correct horse"})")),
        "code-needed");
    const json::object with_code{{"password", password},
                                 {"code", place.world.code_of(factor.secret)}};
    EXPECT_EQ(browser->post("/api/v1/session/confirmation", json::serialize(with_code)).status,
              200);
}

// Another membership is no new beginning: a stolen cookie does not live for ever.
TEST(Sessions, AreNotRenewedBySwitching) {
    Place place;
    const auto browser = place.in("E1");
    const json::object switching{
        {"membership", browser->got("/api/v1/me").at("acting_as").at("id")}};
    const auto switched = [&] {
        const Answer answer =
            browser->post("/api/v1/session/membership", json::serialize(switching));
        if (answer.status == 200) browser->cookie = cookie_in(answer.header("set-cookie"));
        return answer.status;
    };
    for (int i = 0; i < 24; ++i) {
        EXPECT_EQ(switched(), 200) << i;
        place.world.wait(30 * 60 - 5);
    }
    place.world.wait(24 * 5 + 1);
    EXPECT_EQ(switched(), 401) << "half a day after the login";
}

// A new password asks for the old one only, so it is no confirmation for grave acts.
TEST(Sessions, AreNotConfirmedByANewPassword) {
    Place place;
    const auto seller = place.in("S1");
    place.world.wait(5 * 60 + 2);
    const Answer changed =
        seller->post("/api/v1/me/password",
                     R"({"login":"s1","current":"correct horse","password":"battery staple"})");
    ASSERT_EQ(changed.status, 200);
    seller->cookie = cookie_in(changed.header("set-cookie"));
    EXPECT_EQ(code_in(seller->post("/api/v1/bank-account",
                                   R"({"account":{"bank":"b","number":"6","holder":"S1"}})")),
              "confirmation-needed");
}

// A factor that is gone makes nobody strong, in no session.
TEST(SecondFactor, ThatWasRemovedEndsTheOtherSessions) {
    Place place;
    const auto here = place.in("E1");
    const auto elsewhere = place.in("E1");
    place.set_up(*here);
    here->expect(204, {.method = "POST", .path = "/api/v1/me/second-factor/removal", .body = "{}"});
    EXPECT_EQ(elsewhere->get("/api/v1/me").status, 401);
    EXPECT_EQ(here->get("/api/v1/me").status, 200);
}

// Nobody is enrolled by number: that would open names, and bar people from other roles.
TEST(Invitations, AreTheOnlyWayForOwnersToGiveARole) {
    Place place;
    const auto owner = place.in("E1");
    EXPECT_EQ(owner
                  ->post("/api/v1/memberships",
                         R"({"person":1,"organisation":1,"role":"enterprise-operator"})")
                  .status,
              403);
}

// ---- passwords (ASVS 6.2, 6.3)

// Whoever tries passwords locks out himself, not the person (ASVS 6.3.1).
TEST(Passwords, TriedByAStrangerDoNotLockTheOwnerOut) {
    Place place;
    const Answer first = place.log_in("E1");
    std::string device;
    for (const auto& line : first.all("set-cookie")) {
        if (line.starts_with("zuoquan-device=")) device = cookie_in(line);
    }
    ASSERT_FALSE(device.empty());
    int refused = 0;
    for (int i = 0; i < 15; ++i) refused += place.log_in("E1", "", "wrong").status == 429 ? 1 : 0;
    EXPECT_EQ(refused, 5) << "ten tries; the right one gave all back";
    EXPECT_EQ(place.log_in("E1").status, 429) << "from elsewhere even the right one waits";
    EXPECT_EQ(place.log_in("E1", "", password, device).status, 201) << "the known browser does not";
    EXPECT_EQ(place.log_in("E2", "", password, device).status, 201) << "another person's browser";
}

TEST(Passwords, ThatAreChangedEndTheOtherSessions) {
    Place place;
    const auto here = place.in("E1");
    const auto elsewhere = place.in("E1");
    const auto change = [&](const std::string& current, const std::string& next) {
        return here->post("/api/v1/me/password",
                          json::serialize(json::object{
                              {"login", "e1"}, {"current", current}, {"password", next}}));
    };
    EXPECT_EQ(code_in(change("wrong", "battery staple")), "wrong-password");
    EXPECT_EQ(change(password, "password1").status, 422) << "guessed first";
    EXPECT_EQ(change(password, "short12").status, 422);
    EXPECT_EQ(change(password, password).status, 422) << "the same";
    const Answer changed = change(password, "battery staple");
    EXPECT_EQ(changed.status, 200);
    EXPECT_EQ(elsewhere->get("/api/v1/me").status, 401);
    EXPECT_EQ(code_in(place.log_in("E1")), "wrong-password");
    EXPECT_EQ(place.log_in("E1", "", "battery staple").status, 201);
}

TEST(Passwords, OfLevelThreeExpireAndAreChangedFirst) {
    Place place{of_level_three()};
    const auto browser = place.in("E1");  // its password was never dated
    EXPECT_EQ(code_in(browser->get(World::in_2023("/orders"))), "password-expired");
    EXPECT_EQ(browser
                  ->post("/api/v1/me/password",
                         R"({"login":"e1","current":"correct horse","password":"nokinds-at"})")
                  .status,
              422);
    const Answer changed =
        browser->post("/api/v1/me/password",
                      R"({"login":"e1","current":"correct horse","password":"Battery-Staple"})");
    ASSERT_EQ(changed.status, 200);
    browser->cookie = cookie_in(changed.header("set-cookie"));
    EXPECT_EQ(browser->get(World::in_2023("/orders")).status, 200);
    EXPECT_TRUE(browser->got("/api/v1/me").at("safety").as_object().contains("password_expires"));
}

// ---- invitations and delegation

std::string token_of(const json::object& invitation) {
    return json::serialize(json::object{{"token", invitation.at("token")}});
}

TEST(Invitations, LetOnePersonInOnce) {
    Place place;
    const auto owner = place.in("E1");
    const json::object made = owner->posted(
        "/api/v1/invitations", R"({"role":"enterprise-operator","note":"财务小李"})", 201);
    EXPECT_EQ(owner->got("/api/v1/invitations").at("items").as_array().size(), 1u);
    const auto stranger = place.with("");
    EXPECT_EQ(text(stranger->posted("/api/v1/invitation-lookups", token_of(made)), "role"),
              "enterprise-operator");
    json::object newcomer{{"token", made.at("token")},
                          {"login", "E1"},
                          {"password", "battery staple"},
                          {"name", "李四"}};
    const auto accept = [&] {
        return stranger->post("/api/v1/invitation-acceptances", json::serialize(newcomer));
    };
    EXPECT_EQ(code_in(accept()), "login-taken");
    newcomer["login"] = "lisi";
    newcomer["password"] = "12345678";
    EXPECT_EQ(accept().status, 422) << "a password that is guessed first";
    newcomer["password"] = "battery staple";
    EXPECT_EQ(accept().status, 201);
    EXPECT_EQ(code_in(accept()), "invitation-over") << "once";
    EXPECT_TRUE(owner->got("/api/v1/invitations").at("items").as_array().empty());

    const Answer entered = place.log_in("lisi", "", "battery staple");
    const auto operating = place.with(cookie_in(entered.header("set-cookie")));
    EXPECT_EQ(operating->got(World::in_2023("/enterprise")).at("id"),
              place.world.organisations.at("E1"));
    std::string membership;
    const json::object members = owner->got("/api/v1/members");
    for (const json::value& member : members.at("items").as_array()) {
        const json::object& one = member.as_object();
        if (one.contains("name") && text(one, "name") == "李四") {
            membership = std::to_string(one.at("membership").as_int64());
        }
    }
    owner->posted("/api/v1/memberships/" + membership + "/revocation");
    EXPECT_EQ(operating->get("/api/v1/me").status, 401) << "out at once";
}

// A person of another organisation acts for this one: delegation, seen by both.
TEST(Invitations, AreAcceptedByAPersonWhoIsKnown) {
    Place place;
    const auto owner = place.in("E1");
    const json::object made =
        owner->posted("/api/v1/invitations", R"({"role":"enterprise-operator"})", 201);
    const auto guest = place.in("E2op");
    guest->posted("/api/v1/invitation-acceptances", token_of(made), 201);
    EXPECT_EQ(guest->got("/api/v1/me").at("memberships").as_array().size(), 2u);
    EXPECT_EQ(owner->got("/api/v1/members").at("items").as_array().size(), 3u);
}

TEST(Invitations, AreTakenBackAndGrowOld) {
    Place place;
    const auto owner = place.in("E1");
    const std::string operating = R"({"role":"enterprise-operator"})";
    const json::object one = owner->posted("/api/v1/invitations", operating, 201);
    const Ask back{.method = "DELETE", .path = "/api/v1/invitations/" + text(one, "invitation")};
    EXPECT_EQ(place.in("E2")->ask(back).status, 404) << "another organisation's";
    EXPECT_EQ(owner->ask(back).status, 204);
    EXPECT_EQ(owner->ask(back).status, 404);
    const auto stranger = place.with("");
    EXPECT_EQ(code_in(stranger->post("/api/v1/invitation-lookups", token_of(one))),
              "invitation-over");
    const json::object two = owner->posted("/api/v1/invitations", operating, 201);
    place.world.wait(24 * 3600 - 2);
    stranger->posted("/api/v1/invitation-lookups", token_of(two));
    place.world.wait(3);
    EXPECT_EQ(code_in(stranger->post("/api/v1/invitation-lookups", token_of(two))),
              "invitation-over");
}

TEST(Invitations, AreForRolesThatOneMayGive) {
    Place place;
    const auto invite = [&](const char* who, const char* role, const char* where) {
        json::object body{{"role", role}};
        if (*where) body["organisation"] = place.world.organisations.at(where);
        return place.in(who)->post("/api/v1/invitations", json::serialize(body)).status;
    };
    EXPECT_EQ(invite("E1", "enterprise-operator", "E1"), 201);
    EXPECT_EQ(invite("E1", "enterprise-operator", "E2"), 422) << "not there";
    EXPECT_EQ(invite("E1", "enterprise-owner", ""), 422);
    EXPECT_EQ(invite("S1", "provider-operator", ""), 201);
    EXPECT_EQ(invite("S1", "approver", "bureau"), 422);
    EXPECT_EQ(invite("platform", "enterprise-owner", "E2"), 201);
    EXPECT_EQ(invite("platform", "approver", "bureau"), 422);
    EXPECT_EQ(invite("securityadmin", "approver", "bureau"), 201);
    EXPECT_EQ(invite("E1op", "enterprise-operator", ""), 403);
    EXPECT_EQ(invite("officer", "reviewer", "agency"), 403);
}

// ---- duties kept apart (GB/T 22239: Z-026)

TEST(Duties, OfOnePersonDoNotMeet) {
    Place place;
    const auto security = place.in("securityadmin");
    const auto person_of = [&](const char* login) {
        return place.in(login)->got("/api/v1/me").at("person");
    };
    const auto grant = [&](const json::value& person, const char* role) {
        return code_in(security->post(
            "/api/v1/memberships",
            json::serialize(json::object{{"person", person},
                                         {"organisation", place.world.organisations.at("bureau")},
                                         {"role", role}})));
    };
    const json::value approver = person_of("approver");
    EXPECT_EQ(grant(approver, "batch-maker"), "role-excluded");
    EXPECT_EQ(grant(approver, "reviewer"), "role-excluded");
    EXPECT_EQ(grant(approver, "system-administrator"), "role-excluded");
    EXPECT_EQ(grant(approver, "auditor"), "");
    EXPECT_EQ(grant(person_of("auditadmin"), "security-administrator"), "role-excluded");
    EXPECT_EQ(grant(person_of("securityadmin"), "auditor"), "second-person-needed")
        << "nobody gives himself a role";
    EXPECT_EQ(grant(person_of("officer"), "enterprise-operator"), "role-excluded")
        << "parties are let in by others";
}

// Z-027
TEST(Duties, AnotherBankAccountTakesTwo) {
    Place place;
    const auto seller = place.in("S1");
    const auto platform = place.in("platform");
    const std::string party = std::to_string(place.world.organisations.at("S1"));
    const auto ask_for = [&](const std::string& number) {
        seller->posted("/api/v1/bank-account",
                       R"({"account":{"bank":"银行","number":")" + number + R"(","holder":"S1"}})");
    };
    const auto provider = [&] { return seller->got(World::in_2025("/provider")); };
    ask_for("6222");
    EXPECT_FALSE(provider().contains("account_change")) << "the first is in force at once";
    ask_for("6228");
    const json::object change = provider().at("account_change").as_object();
    EXPECT_EQ(text(provider().at("bank_account").as_object(), "number"), "6222");
    EXPECT_FALSE(change.contains("from"));
    const std::string path = "/api/v1/parties/" + party;
    const std::string named = R"({"change":)" + std::to_string(number(change, "id")) + "}";
    EXPECT_EQ(code_in(seller->post(path + "/bank-account-confirmation", named)),
              "second-person-needed");
    platform->posted(path + "/bank-account-confirmation", named);
    EXPECT_TRUE(provider().at("account_change").as_object().contains("from"));
    seller->posted(path + "/bank-account-withdrawal", R"({"reason":"not we"})");
    EXPECT_FALSE(provider().contains("account_change"));
    EXPECT_EQ(code_in(platform->post(path + "/bank-account-confirmation", named)), "wrong-state");
}

// Z-028
TEST(Duties, ARoleThatIsLentEndsByItself) {
    Place place;
    const auto security = place.in("securityadmin");
    const auto maker = place.in("maker");
    const std::int64_t person = number(maker->got("/api/v1/me"), "person");
    const Zone zone = load_rulebook("programmes/beijing-2025")->zone;
    const Instant until = plus_seconds(place.world.use_cases().clock().now(), 600);
    security->posted(
        "/api/v1/memberships",
        json::serialize(json::object{{"person", person},
                                     {"organisation", place.world.organisations.at("bureau")},
                                     {"role", "approver"},
                                     {"until", to_rfc3339(until, zone)},
                                     {"reason", "the approver is in hospital"}}),
        201);
    const auto as_approver = [&](const json::array& memberships) -> std::int64_t {
        for (const json::value& one : memberships) {
            if (text(one.as_object(), "role") == "approver") return number(one.as_object(), "id");
        }
        return 0;
    };
    const std::int64_t lent = as_approver(maker->got("/api/v1/me").at("memberships").as_array());
    ASSERT_NE(lent, 0);
    const Answer switched =
        maker->post("/api/v1/session/membership", R"({"membership":)" + std::to_string(lent) + "}");
    EXPECT_EQ(text(switched.json().at("acting_as").as_object(), "reason"),
              "the approver is in hospital");
    const auto lender = place.with(cookie_in(switched.header("set-cookie")));
    EXPECT_EQ(lender->get(World::in_2025("/batches")).status, 200);
    place.world.move_to(to_rfc3339(until, zone));
    EXPECT_EQ(lender->get(World::in_2025("/batches")).status, 200);
    place.world.move_to(to_rfc3339(plus_seconds(until, 1), zone));
    EXPECT_EQ(lender->get(World::in_2025("/batches")).status, 401);
    EXPECT_EQ(as_approver(place.in("maker")->got("/api/v1/me").at("memberships").as_array()), 0);
}

}  // namespace
}  // namespace zq::http
