// What a request may not be: every operation refuses an unknown key, a missing field and a value of
// another type, and says where; every operation reads what the contract calls well formed.
#include <gtest/gtest.h>

#include <fmt/format.h>
#include <boost/json/serialize.hpp>

#include "sample.h"
#include "world.h"

namespace zq::http {
namespace {

class Strictness : public testing::Test {
protected:
    // Each is asked by one who may; errors of syntax come before everything that is about objects.
    struct Asked {
        const Operation& operation;
        json::object schema;
        json::object sample;
        std::string path;
        std::string who;
    };

    static World& world() {
        static World* const made = [] {
            World* world = new World;
            world->move_to("2025-03-03T09:00:00+08:00");
            return world;
        }();
        return *made;
    }

    static std::vector<Asked> all_with_a_body() {
        std::vector<Asked> all;
        for (const Operation& operation : the_contract().operations()) {
            const json::value schema = the_contract().request_schema(operation.id);
            if (schema.is_null()) continue;
            all.push_back({operation, schema.as_object(),
                           sample_of(the_contract(), schema.as_object()).as_object(),
                           filled_in(operation.path, "beijing-2025"), login_for(operation.roles)});
        }
        return all;
    }

    static Answer send(const Asked& asked, const std::string& body) {
        return world().by(asked.who).post(asked.path, body);
    }

    // 400, and one of its errors stands at `pointer`.
    static void expect_malformed(const Asked& asked, const std::string& body,
                                 const std::string& pointer, const std::string& part = "") {
        const Answer answer = send(asked, body);
        ASSERT_EQ(answer.status, 400) << asked.operation.id << " " << body << " " << answer.body;
        const json::object problem = answer.json();
        EXPECT_EQ(text(problem, "code"), "malformed");
        std::string found;
        for (const json::value& error : problem.at("errors").as_array()) {
            const std::string at = text(error.as_object(), "pointer");
            const std::string detail = text(error.as_object(), "detail");
            if (at.starts_with(pointer) && detail.contains(part)) return;
            found += at + " " + detail + "; ";
        }
        ADD_FAILURE() << asked.operation.id << " " << body << " is refused at: " << found;
    }
};

TEST_F(Strictness, KnowsEveryKeyOfEveryRequest) {
    for (const Asked& asked : all_with_a_body()) {
        json::object body = asked.sample;
        body["colour"] = "red";
        expect_malformed(asked, json::serialize(body), "/colour", "not known");
    }
}

TEST_F(Strictness, MissesEveryRequiredField) {
    for (const Asked& asked : all_with_a_body()) {
        for (const auto& member : asked.sample) {
            json::object body = asked.sample;
            body.erase(member.key());
            expect_malformed(asked, json::serialize(body), pointer_step(member.key()), "missing");
        }
    }
}

TEST_F(Strictness, TakesNoValueOfAnotherTypeNorNull) {
    for (const Asked& asked : all_with_a_body()) {
        const json::value* properties = asked.schema.if_contains("properties");
        if (!properties) continue;
        for (const auto& [name, schema] : properties->as_object()) {
            for (const json::value& wrong :
                 {misfit_of(the_contract(), schema.as_object()), json::value(nullptr)}) {
                json::object body = asked.sample;
                body[name] = wrong;
                expect_malformed(asked, json::serialize(body), pointer_step(name));
            }
        }
    }
}

TEST_F(Strictness, TakesNoJsonWithTwoMeanings) {
    for (const Asked& asked : all_with_a_body()) {
        if (asked.sample.empty()) continue;
        const std::string name{asked.sample.begin()->key()};
        const std::string value = json::serialize(asked.sample.begin()->value());
        const std::string at = pointer_step(name);
        expect_malformed(asked, fmt::format(R"({{"{0}":{1},"{0}":{1}}})", name, value), at,
                         "twice");
        expect_malformed(asked, fmt::format(R"({{"{}":1.5}})", name), at, "no integer");
        expect_malformed(asked, fmt::format(R"({{"{}":9223372036854775808}})", name), at,
                         "64 bits");
    }
}

TEST_F(Strictness, TakesNoBodyThatIsBroken) {
    for (const Asked& asked : all_with_a_body()) {
        for (const std::string body : {"{", "[]", "7", "{} {}", "{\"a\":}", "\xff", "null"}) {
            expect_malformed(asked, body, "");
        }
    }
}

TEST_F(Strictness, ReadsWhatTheContractCallsWellFormed) {
    for (const Asked& asked : all_with_a_body()) {
        const Answer answer = send(asked, json::serialize(asked.sample));
        EXPECT_NE(answer.status, 400) << asked.operation.id << " " << answer.body;
        EXPECT_LT(answer.status, 500) << asked.operation.id << " " << answer.body;
    }
}

TEST_F(Strictness, LooksIntoNestedValues) {
    const struct {
        std::string who, rest, body, pointer;
    } cases[] = {
        {"S1", "/products", R"({"documents":[{"kind":"licence"},{"colour":1,"kind":"x"}]})",
         "/documents/1/colour"},
        {"S1", "/products", R"({"documents":[{}]})", "/documents/0/kind"},
        {"S1", "/products", R"({"documents":[{"kind":"x","dated":"2025-02-30"}]})",
         "/documents/0/dated"},
        {"S1", "/products", R"({"form":{"a~b/c":[1]}})", "/form/a~0b~1c/0"},
        {"S1", "/products", R"({"price":"12.0"})", "/price"},
        {"S1", "/products", R"({"price":"-12.00"})", "/price"},
        {"S1", "/products", R"({"name":"a\u0000b"})", "/name"},
        {"E1", "/certification", R"({"industry_share":"100.01%"})", "/industry_share"},
        {"E1", "/certification", R"({"staff":-1})", "/staff"},
        {"maker", "/batches", R"({"orders":[1,0]})", "/orders/1"},
        {"officer", "/opening", R"({"claims_open_at":"2025-06-16T09:00:00"})", "/claims_open_at"},
    };
    for (const auto& one : cases) {
        const Answer answer = world().by(one.who).post(World::in_2025(one.rest), one.body);
        EXPECT_EQ(answer.status, 400) << one.body;
        if (answer.status != 400) continue;
        const json::array errors = answer.json().at("errors").as_array();
        EXPECT_EQ(text(errors.at(0).as_object(), "pointer"), one.pointer) << answer.body;
    }
}

TEST_F(Strictness, KnowsEveryParameterOfEveryList) {
    for (const Operation& operation : the_contract().operations()) {
        if (operation.method != "GET" || !operation.id.starts_with("list-")) continue;
        Browser& who = world().by(login_for(operation.roles));
        const std::string path = filled_in(operation.path, "beijing-2025");
        const json::object unknown = who.expect(400, {.path = path + "?colour=red"});
        EXPECT_EQ(text(unknown.at("errors").at(0).as_object(), "pointer"), "/colour");
        if (path.contains("clauses") || path.ends_with("/programmes")) continue;
        who.expect(400, {.path = path + "?cursor=~"});
        if (path.contains("/inbox")) continue;
        for (const std::string wrong : {"limit=0", "limit=501", "limit=x", "limit=1&limit=2"}) {
            who.expect(400, {.path = path + "?" + wrong});
        }
        if (!path.ends_with("/log")) who.expect(400, {.path = path + "?sort=colour"});
    }
}

TEST_F(Strictness, KnowsNoOtherAddressesAndMethods) {
    Browser& who = world().by("officer");
    for (const std::string path : {"/", "/api/v1/nowhere", "/api/v1/programmes/beijing-1999",
                                   "/api/v1/programmes/beijing-2025/orders/"}) {
        who.expect(404, {.path = path});
    }
    for (const std::string number : {"0", "-1", "x", "1x", "01", "99999999999999999999"}) {
        who.expect(404, {.path = World::in_2025("/orders/" + number)});
    }
    const Answer answer =
        who.ask({.method = "PUT", .path = World::in_2025("/orders"), .body = "{}"});
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.header("allow"), "GET, POST");
}

TEST_F(Strictness, TakesNoOtherMediaTypes) {
    Browser& who = world().by("E1");
    who.expect(415, {.method = "POST",
                     .path = World::in_2025("/orders"),
                     .body = R"({"product":1})",
                     .media_type = "text/plain"});
    world()
        .by("platform")
        .expect(415, {.method = "POST",
                      .path = "/api/v1/register-imports?kind=enterprise&source=test",
                      .body = "{}"});
    who.expect(413, {.method = "POST",
                     .path = World::in_2025("/orders"),
                     .body = "{\"product\":" + std::string(2 << 20, ' ') + "1}"});
}

}  // namespace
}  // namespace zq::http
