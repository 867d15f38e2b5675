// Who may do what and see what: every operation by everybody who may not, and what belongs to
// others.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "sample.h"
#include "world.h"

namespace zq::http {
namespace {

std::string body_for(const Operation& operation) {
    const json::value schema = the_contract().request_schema(operation.id);
    if (schema.is_null()) return "";
    return json::serialize(sample_of(the_contract(), schema.as_object()));
}

Ask ask_for(const Operation& operation, const std::string& number) {
    return {.method = operation.method,
            .path = filled_in(operation.path, "beijing-2023", number),
            .body = body_for(operation)};
}

class Sight : public testing::Test {
protected:
    static World& world() {
        static World* const made = new World;
        return *made;
    }

    static std::int64_t listed_product() {
        Browser& seller = world().by("S1");
        const std::string draft =
            R"({"name":"云主机服务","direction":"cloud","price":"100000.00"})";
        const std::int64_t id =
            number(seller.posted(World::in_2023("/products"), draft, 201), "id");
        const std::string path = World::in_2023("/products/" + std::to_string(id));
        seller.expect(200, {.method = "POST",
                            .path = path + "/submission",
                            .body = draft,
                            .if_match = seller.etag(path)});
        world().by("platform").posted(path + "/audit", R"({"verdict":"pass"})");
        world().by("expert").posted(path + "/judgement", R"({"verdict":"pass"})");
        world().by("officer").posted(path + "/listing", R"({"vouchers":10,"validity_days":30})");
        return id;
    }

    struct Owned {
        std::int64_t product = 0;
        std::int64_t order = 0;
    };
    // Of E1 with S1; E2 and S2 have nothing to do with it.
    static const Owned& owned() {
        static const Owned made = [] {
            const std::string facts =
                R"({"industry":"I6513","staff":50,"revenue":"8000000.00","assets":"5000000.00"})";
            world().by("E1").posted(World::in_2023("/certification"), facts);
            Owned all{.product = listed_product(), .order = 0};
            const json::object claim{{"product", all.product}};
            all.order = number(
                world().by("E1").posted(World::in_2023("/orders"), json::serialize(claim), 201),
                "id");
            return all;
        }();
        return made;
    }

    static std::string stranger_for(const Operation& operation) {
        if (operation.roles.contains("enterprise-owner")) return "E2";
        return operation.roles.contains("provider-owner") ? "S2" : "";
    }
};

TEST_F(Sight, AsksEverybodyToLogIn) {
    for (const Operation& operation : the_contract().operations()) {
        if (operation.roles.contains("public")) continue;
        const json::object problem = world().by("").expect(401, ask_for(operation, "1"));
        EXPECT_EQ(text(problem, "code"), "not-logged-in") << operation.id;
    }
}

TEST_F(Sight, RefusesEveryOtherRole) {
    for (const Operation& operation : the_contract().operations()) {
        for (const auto& [role, name] : EnumNames<Role>::all) {
            if (role == Role::clock || role == Role::public_visitor) continue;
            if (operation.roles.contains(std::string{name})) continue;
            const json::object problem =
                world().by(login_of(role)).expect(403, ask_for(operation, "1"));
            EXPECT_EQ(text(problem, "code"), "wrong-role") << operation.id << " by " << name;
        }
    }
}

TEST_F(Sight, HidesTheOrdersOfOthers) {
    const std::string order = std::to_string(owned().order);
    const std::set<std::string> not_offered{"waive", "withdraw-redemption"};  // in 2023, to nobody
    for (const Operation& operation : the_contract().operations()) {
        const std::string who = stranger_for(operation);
        if (!operation.path.contains("{order}") || who.empty()) continue;
        if (not_offered.contains(operation.id)) continue;
        json::object foreign = world().by(who).expect(404, ask_for(operation, order));
        json::object unknown = world().by(who).expect(404, ask_for(operation, "999999"));
        foreign.erase("request_id");
        unknown.erase("request_id");
        EXPECT_EQ(foreign, unknown) << operation.id << ": both must read the same";
    }
}

TEST_F(Sight, HidesTheApplicationsOfOthers) {
    const std::string product = std::to_string(owned().product);
    for (const Operation& operation : the_contract().operations()) {
        const bool is_application = operation.path.contains("/products/{product}");
        if (!is_application || !operation.roles.contains("provider-owner")) continue;
        world().by("S2").expect(404, ask_for(operation, product));
    }
}

TEST_F(Sight, ShowsListsOfOnesOwnOnly) {
    owned();
    EXPECT_TRUE(world().by("E2").got(World::in_2023("/orders")).at("items").as_array().empty());
    EXPECT_TRUE(world().by("S2").got(World::in_2023("/orders")).at("items").as_array().empty());
    EXPECT_TRUE(world().by("S2").got(World::in_2023("/products")).at("items").as_array().empty());
    const std::string another = std::to_string(world().organisations.at("E1"));
    const std::string asked = World::in_2023("/orders?enterprise=" + another);
    EXPECT_TRUE(world().by("E2").got(asked).at("items").as_array().empty());
    EXPECT_EQ(world().by("E1op").got(asked).at("items").as_array().size(), 1U);
}

TEST_F(Sight, TakesNoActsFromOtherSites) {
    for (const std::string line : {"Origin: https://elsewhere.example", "Origin: null",
                                   "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site"}) {
        const json::object problem =
            world().by("E1").expect(403, {.method = "POST",
                                          .path = World::in_2023("/orders"),
                                          .body = R"({"product":1})",
                                          .more = {line}});
        EXPECT_EQ(text(problem, "code"), "wrong-origin") << line;
    }
}

TEST_F(Sight, TellsNothingAboutLogins) {
    const auto wrong = [](const std::string& login) {
        const json::object problem = world().by("").expect(
            401, {.method = "POST",
                  .path = "/api/v1/session",
                  .body = R"({"login":")" + login + R"(","password":"not this one"})"});
        return text(problem, "code") + " " + text(problem, "detail");
    };
    EXPECT_EQ(wrong("E1"), wrong("nobody"));
}

TEST_F(Sight, SlowsDownWhoeverGuesses) {
    const std::string guess = R"({"login":"auditor","password":"not this one"})";
    Answer answer;
    for (int i = 0; i < 12 && answer.status != 429; ++i) {
        answer = world().by("").post("/api/v1/session", guess);
    }
    EXPECT_EQ(answer.status, 429);
    EXPECT_GT(std::stoi(answer.header("retry-after")), 0);
}

}  // namespace
}  // namespace zq::http
