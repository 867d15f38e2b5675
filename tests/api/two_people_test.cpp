// A programme whose rulebook asks two people for every act of the bureau: each act becomes a
// proposal, and another person's approval carries it out.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "rulebook/load.h"
#include "sample.h"
#include "world.h"

namespace zq::http {
namespace {

constexpr auto code = "two-people";

bool may_be_proposed(const Operation& operation) {
    return operation.described->at("responses").as_object().contains("202");
}

class TwoPeople : public testing::Test {
protected:
    static World& world() {
        static World* const made = [] {
            World* world = new World;
            world->move_to("2025-03-03T09:00:00+08:00");
            auto rules = std::make_shared<Rulebook>(*load_rulebook("programmes/beijing-2025"));
            rules->code = code;
            for (Row<Act>& row : rules->acts.rows) {
                const auto& all = the_contract().operations();
                const auto found = std::ranges::find(all, row.value.name, &Operation::id);
                if (found != all.end() && may_be_proposed(*found)) row.value.approvals = 2;
            }
            world->use_cases().publish(rules, Actor{});
            return world;
        }();
        return *made;
    }
    static std::string in(const std::string& rest) {
        return "/api/v1/programmes/" + std::string{code} + rest;
    }
    static std::string proposal(std::int64_t id, const std::string& noun) {
        return in("/proposals/" + std::to_string(id) + "/" + noun);
    }
    // Proposed by the officer, approved by the approver.
    static json::object done(const std::string& rest, const json::object& body, int status) {
        const json::object proposed =
            world().by("officer").posted(in(rest), json::serialize(body), 202);
        EXPECT_EQ(text(proposed, "entity"), "proposal");
        return world()
            .by("approver")
            .posted(proposal(number(proposed, "id"), "approval"), "{}", status);
    }
};

TEST_F(TwoPeople, ProposeEveryActOfTheBureau) {
    const std::int64_t party = world().organisations.at("S2");
    const json::object banned =
        done("/sanctions", {{"party", party}, {"ground", "transfer"}, {"reason", "resold"}}, 201);
    const json::object appeal =
        world().by("S2").posted(in("/appeals"), R"({"text":"not we"})", 201);
    for (const Operation& operation : the_contract().operations()) {
        if (!may_be_proposed(operation)) continue;
        const json::value schema = the_contract().request_schema(operation.id);
        std::int64_t id = 1;
        if (operation.path.contains("{sanction}")) id = number(banned, "id");
        if (operation.path.contains("{appeal}")) id = number(appeal, "id");
        const json::object proposed =
            world()
                .by(login_for(operation.roles))
                .posted(filled_in(operation.path, code, std::to_string(id)),
                        json::serialize(sample_of(the_contract(), schema.as_object())), 202);
        const json::object& made = proposed.at("proposal").as_object();
        EXPECT_EQ(text(made, "act"), operation.id);
        EXPECT_FALSE(made.contains("approved"));
    }
}

TEST_F(TwoPeople, AreTwo) {
    const json::object proposed =
        world().by("officer").posted(in("/budget"), R"({"total":"100.00","reason":"new"})", 202);
    const std::string approval = proposal(number(proposed, "id"), "approval");
    const json::object alone = world().by("officer").posted(approval, "{}", 409);
    EXPECT_EQ(text(alone, "code"), "second-person-needed");
    // The second person holds the act's own role, or is the approver.
    world().by("maker").posted(approval, "{}", 404);
    world().by("maker").posted(proposal(number(proposed, "id"), "refusal"), R"({"reason":""})",
                               404);
    const json::object approved = world().by("approver").posted(approval);
    EXPECT_EQ(text(approved, "entity"), "programme");
    EXPECT_EQ(text(world().by("").got(in("/statistics")).at("budget").as_object(), "total"),
              "100.00");
    world().by("approver").posted(approval, "{}", 409);
}

TEST_F(TwoPeople, MayDisagree) {
    const json::object proposed =
        world().by("officer").posted(in("/budget"), R"({"total":"7.00","reason":"less"})", 202);
    const std::int64_t id = number(proposed, "id");
    const json::object refused =
        world().by("approver").posted(proposal(id, "refusal"), R"({"reason":"too little"})");
    EXPECT_FALSE(refused.at("proposal").at("approved").as_bool());
    world().by("maker").posted(proposal(id, "approval"), "{}", 409);
    const json::object open = world().by("auditor").got(in("/proposals?decided=true&sort=-id"));
    EXPECT_EQ(number(open.at("items").at(0).as_object(), "id"), id);
}

TEST_F(TwoPeople, AreRefusedWhatOneWouldBeRefused) {
    const json::object proposed =
        world().by("officer").posted(in("/spot-checks"), R"({"size":0,"draw":"seed"})", 202);
    const json::object refused =
        world().by("approver").posted(proposal(number(proposed, "id"), "approval"), "{}", 422);
    EXPECT_EQ(text(refused, "code"), "invalid-value");
}

}  // namespace
}  // namespace zq::http
