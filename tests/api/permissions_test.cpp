// Who may do what: docs/permissions.md is the reviewed table of every operation, and each of its
// cells is tried here. An operation without a row, or a row that has become false, fails.
//
// ZQ_WRITE_PERMISSIONS=1 writes the page anew; what changed is then for a person to read.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "domain/transitions.h"
#include "http/routes.h"
#include "sample.h"
#include "world.h"

namespace zq::http {
namespace {

enum class Reach { no, own, all };

constexpr std::pair<Role, const char*> columns[] = {
    {Role::public_visitor, "pub"},
    {Role::enterprise_owner, "E"},
    {Role::enterprise_operator, "e"},
    {Role::provider_owner, "P"},
    {Role::provider_operator, "p"},
    {Role::expert, "exp"},
    {Role::reviewer, "rev"},
    {Role::programme_officer, "off"},
    {Role::batch_maker, "mak"},
    {Role::approver, "app"},
    {Role::platform_operator, "plt"},
    {Role::auditor, "aud"},
    {Role::system_administrator, "sys"},
    {Role::security_administrator, "sec"},
    {Role::audit_administrator, "aad"},
};

std::string object_of(const Operation& operation) {
    const auto open = operation.path.rfind('{');
    if (open == std::string::npos) return "";
    const std::string name =
        operation.path.substr(open + 1, operation.path.find('}', open) - open - 1);
    return name == "programme" ? "" : name;
}

// What an operation reaches for somebody in this role: nothing, his own, or whichever is named.
Reach reach_of(const Operation& operation, Role role) {
    if (!operation.roles.contains(std::string{name_of(role)})) return Reach::no;
    static const std::set<std::string> always_own{"message", "session", "upload", "identity"};
    static const std::set<std::string> own_of_parties{"digest", "membership", "invitation",
                                                      "receipt"};
    const std::string object = object_of(operation);
    if (always_own.contains(object)) return Reach::own;
    if (!roles::parties.has(role)) return Reach::all;
    if (own_of_parties.contains(object)) return Reach::own;
    if (operation.path.contains("/orders/{order}")) return Reach::own;
    if (operation.path.contains("/products/{product}")) return Reach::own;
    return Reach::all;
}

std::string states_of(const Operation& operation) {
    std::string states;
    for (const Transition& row : transitions()) {
        if (name_of(row.step) != operation.id) continue;
        states += (states.empty() ? "" : ", ") + std::string{name_of(row.from)};
    }
    return states;
}

const Route& route_of(const Operation& operation) {
    for (const Route& route : routes()) {
        if (route.operation == operation.id) return route;
    }
    throw std::runtime_error{operation.id + " has no route"};
}

std::string marks_of(const Operation& operation) {
    const Route& route = route_of(operation);
    std::string marks;
    const auto mark = [&](bool has, const char* name) {
        if (has) marks += (marks.empty() ? "" : ", ") + std::string{name};
    };
    mark(route.is_grave, "fresh password");
    mark(route.is_entry, "held sessions too");
    mark(route.is_secret, "secret body");
    return marks;
}

std::string page() {
    std::string text =
        "# Who may do what\n\n"
        "Made and tried, cell by cell, by `tests/api/permissions_test.cpp`. `all`: whichever is "
        "named; `own`: what belongs\nto one's organisation or to oneself, while the others' reads "
        "as if it did not exist; `–`: refused.\nStates are those of an order in which the step "
        "has a row (`src/domain/transitions.cpp`); every other state is\nrefused, and "
        "`tests/engine_walk_test.cpp` tries them all.\n\n"
        "Columns: the public; owner (E) and operator (e) of an enterprise; owner (P) and operator "
        "(p) of a provider;\nexpert; review agency; programme officer; batch maker; approver; "
        "platform operator; auditor; system, security\nand audit administrator.\n\n"
        "| operation | address |";
    for (const auto& [role, name] : columns) text += std::string{" "} + name + " |";
    text += " states | besides |\n| --- | --- |";
    for (std::size_t i = 0; i < std::size(columns); ++i) text += " --- |";
    text += " --- | --- |\n";
    for (const Operation& operation : the_contract().operations()) {
        text += "| " + operation.id + " | " + operation.method + " `" + operation.path + "` |";
        for (const auto& [role, name] : columns) {
            const Reach reach = reach_of(operation, role);
            text += reach == Reach::no ? " – |" : reach == Reach::own ? " own |" : " all |";
        }
        text += " " + states_of(operation) + " | " + marks_of(operation) + " |\n";
    }
    return text;
}

class Permissions : public testing::Test {
protected:
    static World& world() {
        static World* const made = new World;
        return *made;
    }
    // By its code, as a client reads it; "" where there was none.
    static std::string asked(const Operation& operation, Role role, const std::string& number) {
        const json::value schema = the_contract().request_schema(operation.id);
        const std::string body =
            schema.is_null() ? "" : json::serialize(sample_of(the_contract(), schema.as_object()));
        const Answer answer = world()
                                  .by(login_of(role))
                                  .ask({.method = operation.method,
                                        .path = filled_in(operation.path, "beijing-2023", number),
                                        .body = body});
        if (!answer.header("content-type").starts_with("application/problem")) return "";
        return std::string{answer.json().at("code").as_string()};
    }
    static std::string product() {
        static const std::string made = std::to_string(
            world()
                .by("S2")
                .posted(World::in_2023("/products"),
                        R"({"name":"云主机服务","direction":"cloud","price":"100000.00"})", 201)
                .at("id")
                .as_int64());
        return made;
    }
};

TEST_F(Permissions, AreAsTheReviewedTableSays) {
    const std::string path = "docs/permissions.md";
    if (std::getenv("ZQ_WRITE_PERMISSIONS")) std::ofstream{path} << page();
    std::ifstream in{path};
    std::stringstream reviewed;
    reviewed << in.rdbuf();
    EXPECT_EQ(reviewed.str(), page()) << "write it anew, and read what changed";
}

// Every operation by every role: through the door exactly where the table says so.
TEST_F(Permissions, HoldForEveryRole) {
    // What would end the sessions that these tests use, or move their time.
    static const std::set<std::string> not_asked{"log-out", "end-other-sessions",
                                                 "move-demo-clock"};
    for (const Operation& operation : the_contract().operations()) {
        if (not_asked.contains(operation.id)) continue;
        for (const auto& [role, column] : columns) {
            const std::string code = asked(operation, role, "999999");
            const bool in = code != "not-logged-in" && code != "wrong-role";
            EXPECT_EQ(in, reach_of(operation, role) != Reach::no)
                << operation.id << " by " << column << ": " << code;
        }
    }
}

// What is somebody else's reads as if it did not exist, to everybody who reaches only his own.
TEST_F(Permissions, ReachOnesOwnOnlyWhereTheTableSaysOwn) {
    for (const Operation& operation : the_contract().operations()) {
        if (!operation.path.contains("/products/{product}")) continue;
        for (const auto& [role, column] : columns) {
            const Reach reach = reach_of(operation, role);
            if (reach == Reach::no) continue;
            const std::string code = asked(operation, role, product());
            const bool hidden = code == "unknown-object";
            if (reach == Reach::own) {
                EXPECT_TRUE(hidden) << operation.id << " by " << column << ": " << code;
            } else {
                EXPECT_NE(code, "wrong-role") << operation.id << " by " << column;
            }
        }
    }
}

}  // namespace
}  // namespace zq::http
