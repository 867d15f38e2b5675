// The contract against the server's own tables, and the checker against bodies that are wrong.
#include "contract.h"

#include <gtest/gtest.h>

#include <fmt/ranges.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "contract_schemas.h"
#include "domain/acts.h"
#include "domain/refusal.h"
#include "http/routes.h"

namespace zq::http {
namespace {

// Without what only people read, in one order; the list of clauses as what it is.
json::value bare(const json::value& schema) {
    if (const auto* list = schema.if_array()) {
        json::array out;
        for (const json::value& element : *list) out.push_back(bare(element));
        return out;
    }
    const auto* object = schema.if_object();
    if (!object) return schema;
    const json::value* ref = object->if_contains("$ref");
    if (ref && ref->as_string() == "#/components/schemas/ClauseIds") {
        return {{"items", {{"type", "string"}}}, {"type", "array"}};
    }
    std::map<std::string, json::value> sorted;
    for (const auto& [key, value] : *object) {
        if (key == "description" && value.is_string()) continue;
        json::value& kept = sorted[key] = bare(value);
        if (key != "required" || !kept.is_array()) continue;
        std::ranges::sort(kept.as_array(), {}, [](const auto& name) { return name.as_string(); });
    }
    json::object out;
    for (auto& [key, value] : sorted) out[key] = std::move(value);
    return out;
}

std::string text_of(const json::value& schema) {
    return json::serialize(bare(schema));
}

TEST(TheContract, HasTheServersRoutesAndNoOther) {
    EXPECT_EQ(fmt::format("{}", fmt::join(the_contract().routes_agree(), "\n")), "");
    EXPECT_EQ(the_contract().operations().size(), routes().size());
}

TEST(TheContract, NamesEachOperationOnce) {
    std::set<std::string> ids;
    for (const Operation& operation : the_contract().operations()) {
        EXPECT_TRUE(ids.insert(operation.id).second) << operation.id;
    }
}

TEST(TheContract, DescribesEveryTypeAsItIs) {
    for (const auto& [name, schema] : typed_schemas()) {
        const auto* described = the_contract().schemas().if_contains(name);
        ASSERT_TRUE(described) << name;
        EXPECT_EQ(text_of(*described), text_of(schema)) << name;
    }
}

TEST(TheContract, DescribesEveryCommandAsItIsRead) {
    const json::object nothing{{"$ref", "#/components/schemas/Nothing"}};
    for (const auto& [operation, schema] : command_bodies()) {
        const bool has_fields = !schema.at("properties").as_object().empty();
        EXPECT_EQ(text_of(the_contract().request_schema(operation)),
                  text_of(has_fields ? schema : nothing))
            << operation;
    }
}

TEST(TheContract, NamesEveryCodeOfARefusal) {
    const json::object& schema = the_contract().schemas().at("Code").as_object();
    for (const auto& [code, name] : EnumNames<Code>::all) {
        const bool shown = the_contract().check_value(json::value(name), schema).empty();
        EXPECT_EQ(shown, code != Code::not_yours) << name;  // which reads as unknown-object
    }
}

// The engine asks for the same roles; a public act has none there.
TEST(TheRoutes, AskForTheRolesOfTheirActs) {
    for (const Route& route : routes()) {
        if (!route.is_command()) continue;
        const std::string act{route.operation == "draft-product-again" ? "draft-product"
                                                                       : route.operation};
        for (const auto& [role, name] : EnumNames<Role>::all) {
            if (role == Role::clock) continue;
            // Owners give roles by invitation, to whoever accepts; nobody is enrolled by number.
            const bool invites = role == Role::enterprise_owner || role == Role::provider_owner;
            if (act == GrantMembership::act && invites) continue;
            EXPECT_EQ(route.roles.has(role), may(role, act)) << act << " by " << name;
        }
    }
}

TEST(TheRoutes, HaveEveryActThatPeopleDo) {
    // The registry makes copies and reservations itself; editions come with a start of the server.
    const std::set<std::string_view> within{
        "record-ban",      "publish-edition", "reserve-invoices", "release-invoices",
        "register-person", "correct-person",  "correct-contact",  "record-bank-account"};
    for (const ActRoles& act : act_roles()) {
        const auto found = std::ranges::find_if(routes(), [&](const Route& route) {
            return route.is_command() && route.operation == act.act;
        });
        EXPECT_TRUE(found != routes().end() || within.contains(act.act)) << act.act;
    }
}

// ---- the checker itself, on a contract of its own counting

class TheChecker : public testing::Test {
protected:
    std::string first_complaint(const std::string& target, int status, const std::string& body,
                                const std::string& media_type = "application/json") {
        const Complaints found = own_.check_response("GET", target, status, media_type, body);
        return found.empty() ? "" : found.front();
    }
    static constexpr auto quota_at = "/api/v1/programmes/beijing-2025/quota?year=2025";
    static std::string quota(const std::string& member, const std::string& value) {
        json::object body{{"year", 2025},   {"cap", "1.00"},       {"held", "0.00"},
                          {"used", "0.00"}, {"available", "1.00"}, {"clauses", {"B25-104"}}};
        if (value.empty()) {
            body.erase(member);
        } else {
            body[member] = json::parse(value);
        }
        return json::serialize(body);
    }

    Contract own_{"api/openapi.yaml"};
};

TEST_F(TheChecker, TakesAGoodBodyAndCountsIt) {
    EXPECT_EQ(first_complaint(quota_at, 200, quota("year", "2024")), "");
    EXPECT_EQ(own_.seen("show-quota", 200), 1);
    const auto unseen = own_.unseen();
    EXPECT_EQ(std::ranges::count(unseen, "show-quota 200"), 0);
    EXPECT_EQ(std::ranges::count(unseen, "claim 201"), 1);
}

TEST_F(TheChecker, CatchesABadBodyAndSaysWhere) {
    const struct {
        std::string member, value, complaint;
    } cases[] = {
        {"cap", "", "/cap is missing"},
        {"colour", "1", "/colour is not in the contract"},
        {"cap", "1", "/cap is 1, not of type \"string\""},
        {"cap", "\"1.0\"", "/cap is \"1.0\", not as"},
        {"year", "\"2025\"", "/year is \"2025\", not of type \"integer\""},
        {"clauses", "[\"B25-104\", 7]", "/clauses/1 is 7, not of type \"string\""},
        {"clauses", "[\"later\"]", "/clauses/0 is \"later\", not as"},
    };
    for (const auto& one : cases) {
        const std::string found = first_complaint(quota_at, 200, quota(one.member, one.value));
        EXPECT_NE(found.find("(show-quota) 200: " + one.complaint), std::string::npos)
            << one.member << " = " << one.value << ": " << found;
    }
    EXPECT_EQ(own_.seen("show-quota", 200), 0);
}

TEST_F(TheChecker, KnowsEnumsFormatsAndChoices) {
    const auto complaints = [&](const char* schema, const char* value) {
        return fmt::format("{}", fmt::join(own_.check_value(json::parse(value),
                                                            own_.schemas().at(schema).as_object()),
                                           "; "));
    };
    EXPECT_EQ(complaints("OrderStatus", "\"placed\""), "");
    EXPECT_NE(complaints("OrderStatus", "\"lost\""), "");
    EXPECT_EQ(complaints("Day", "\"2025-06-16\""), "");
    EXPECT_NE(complaints("Day", "\"2025-02-30\""), "");
    EXPECT_EQ(complaints("Instant", "\"2025-06-16T09:00:00+08:00\""), "");
    EXPECT_NE(complaints("Instant", "\"2025-06-16T09:00:00\""), "");
    EXPECT_NE(complaints("ApprovedAnswer", "{}").find("fits none of the choices"),
              std::string::npos);
}

TEST_F(TheChecker, CatchesUnknownAddressesStatusesAndMediaTypes) {
    const std::string body = quota("year", "2025");
    EXPECT_NE(first_complaint("/api/v1/nowhere", 200, "{}").find("not in the contract"),
              std::string::npos);
    EXPECT_NE(first_complaint(quota_at, 418, body).find("answers 418"), std::string::npos);
    EXPECT_NE(first_complaint(quota_at, 200, body, "text/html").find("text/html"),
              std::string::npos);
    EXPECT_NE(first_complaint(quota_at, 404, body).find("is application/json"), std::string::npos);
    EXPECT_FALSE(own_.check_response("DELETE", quota_at, 200, "application/json", body).empty());
}

TEST_F(TheChecker, WantsAProblemWhereThereIsNoSuchAddress) {
    const std::string problem =
        R"({"type": "/problems/unknown-object", "title": "unknown object", "status": 404,
            "detail": "-", "code": "unknown-object", "clause": "Z-008", "clauses": ["Z-008"],
            "facts": {}, "errors": [], "reasons": [], "request_id": "1"})";
    const std::string type = "application/problem+json; charset=utf-8";
    EXPECT_EQ(first_complaint("/api/v1/nowhere", 404, problem, type), "");
    EXPECT_NE(first_complaint("/api/v1/nowhere", 404, "{}", type), "");
}

TEST_F(TheChecker, ChecksRequestsToo) {
    const std::string orders = "/api/v1/programmes/beijing-2025/orders";
    EXPECT_TRUE(own_.check_request("POST", orders, R"({"product": 3})").empty());
    EXPECT_FALSE(own_.check_request("POST", orders, R"({})").empty());
    EXPECT_FALSE(own_.check_request("POST", orders, R"({"product": 3, "price": 1})").empty());
}

}  // namespace
}  // namespace zq::http
