// Server and contract in both directions: routes, roles, keys, and the schemas of all types.
#include "contract.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include <cstdlib>
#include <fstream>

#include "contract_schemas.h"
#include "domain/acts.h"
#include "http/routes.h"

namespace zq::http {
namespace {

Contract& contract() {
    static Contract* const loaded = new Contract{"api/openapi.yaml"};
    return *loaded;
}

std::set<std::string> names_in(Roles who) {
    std::set<std::string> names;
    for (const auto& [role, name] : EnumNames<Role>::all) {
        if (role != Role::clock && who.has(role)) names.emplace(name);
    }
    return names;
}

// Without what only people read.
json::value bare(const json::value& schema) {
    if (const auto* list = schema.if_array()) {
        json::array out;
        for (const json::value& element : *list) out.push_back(bare(element));
        return out;
    }
    const auto* object = schema.if_object();
    if (!object) return schema;
    std::map<std::string, json::value> sorted;
    for (const auto& member : *object) {
        const bool text = member.key() == "description" && member.value().is_string();
        if (!text) sorted.emplace(member.key(), bare(member.value()));
    }
    json::object out;
    for (auto& [key, value] : sorted) out[key] = std::move(value);
    return out;
}

std::string text_of(const json::value& schema) {
    return json::serialize(bare(schema));
}

TEST(TheContract, HasEveryRouteAndNoOther) {
    std::set<std::pair<std::string, std::string>> served;
    std::set<std::pair<std::string, std::string>> described;
    for (const Route& route : routes()) served.emplace(route.method, route.path);
    for (const Operation& operation : contract().operations()) {
        described.emplace(operation.method, operation.path);
    }
    EXPECT_EQ(served, described);
    EXPECT_EQ(served.size(), routes().size()) << "a route stands twice";
}

TEST(TheContract, NamesTheSameOperationAndRoles) {
    for (const Operation& operation : contract().operations()) {
        const Match found = match(routes(), operation.method, split_path(operation.path));
        ASSERT_TRUE(found.route) << operation.path;
        EXPECT_EQ(found.route->operation, operation.id);
        EXPECT_EQ(names_in(found.route->roles), operation.roles) << operation.id;
        EXPECT_EQ(operation.needs_key, operation.method == "POST") << operation.id;
    }
}

TEST(TheContract, DescribesEveryTypeAsItIs) {
    for (const auto& [name, schema] : typed_schemas()) {
        const auto* described = contract().schemas().if_contains(name);
        ASSERT_TRUE(described) << name;
        EXPECT_EQ(text_of(*described), text_of(schema)) << name;
    }
}

TEST(TheContract, DescribesEveryCommandAsItIsRead) {
    for (const auto& [operation, schema] : command_bodies()) {
        EXPECT_EQ(text_of(contract().request_schema(operation)), text_of(schema)) << operation;
    }
}

// The engine asks for the same roles; a public act has none there.
TEST(TheRoutes, AskForTheRolesOfTheirActs) {
    for (const Route& route : routes()) {
        if (!route.command) continue;
        const std::string act{route.operation == "draft-product-again" ? "draft-product"
                                                                       : route.operation};
        for (const auto& [role, name] : EnumNames<Role>::all) {
            if (role == Role::clock) continue;
            EXPECT_EQ(route.roles.has(role), may(role, act)) << act << " by " << name;
        }
    }
}

TEST(TheRoutes, HaveEveryActThatPeopleDo) {
    // Copies and reservations are made by the registry itself, editions by the start of the server.
    const std::set<std::string_view> within{"record-ban", "publish-edition", "reserve-invoices",
                                            "release-invoices", "register-person"};
    for (const ActRoles& act : act_roles()) {
        const auto found = std::ranges::find_if(routes(), [&](const Route& route) {
            return route.command && route.operation == act.act;
        });
        EXPECT_TRUE(found != routes().end() || within.contains(act.act)) << act.act;
    }
}

// Writes what the types say, for whoever edits the contract: ZQ_WRITE_SCHEMAS=FILE.
TEST(TheContract, CanBeComparedByHand) {
    const char* file = std::getenv("ZQ_WRITE_SCHEMAS");
    if (!file) return;
    json::object all;
    json::object schemas;
    json::object bodies;
    for (const auto& [name, schema] : typed_schemas()) schemas[name] = schema;
    for (const auto& [name, schema] : command_bodies()) bodies[name] = schema;
    all["schemas"] = schemas;
    all["bodies"] = bodies;
    json::array table;
    for (const Route& route : routes()) {
        json::array roles;
        for (const std::string& name : names_in(route.roles)) roles.push_back(json::value(name));
        table.push_back(json::object{{"method", route.method},
                                     {"path", route.path},
                                     {"operation", route.operation},
                                     {"command", route.command},
                                     {"roles", roles}});
    }
    all["routes"] = table;
    std::ofstream{file} << json::serialize(all);
}

}  // namespace
}  // namespace zq::http
