// The demo city, built once on the store in memory and looked at from several sides.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/log.h"
#include "domain/letter_texts.h"
#include "main/demo_city.h"
#include "rulebook/load.h"
#include "store/memory/memory_store.h"

namespace zq::demo {
namespace {

class DemoCity : public testing::Test {
protected:
    struct World {
        MemoryStore store;
        Built built;
        ProgrammeId of_2023, of_2025;
    };

    static Plan plan() {
        return {.of_2023 = load_rulebook("programmes/beijing-2023"),
                .of_2025 = load_rulebook("programmes/beijing-2025"),
                .password_hash = "no login in this test"};
    }

    static World& world() {
        static World* const built = [] {
            auto* world = new World;
            world->built = build_demo_city(world->store, plan(), {});
            for (const auto& [id, code] : world->store.programmes()) {
                (code == "beijing-2023" ? world->of_2023 : world->of_2025) = id;
            }
            return world;
        }();
        return *built;
    }

    static std::int64_t count(ProgrammeId programme, const std::string& entity,
                              std::vector<Filter> where = {}) {
        return world().store.read(programme)->count(entity, where);
    }
    static std::int64_t count_status(ProgrammeId programme, const std::string& entity,
                                     std::string_view status) {
        return count(programme, entity, {{"status", Filter::Comparison::equals, {Value{status}}}});
    }
    template <class T>
    static std::vector<T> all(ProgrammeId programme) {
        std::vector<T> found;
        for (const Value& row :
             world().store.read(programme)->list({.entity = std::string{Entity<T>::name},
                                                  .where = {},
                                                  .sort = {},
                                                  .after = {},
                                                  .limit = 100'000})) {
            found.push_back(decoded<T>(row));
        }
        return found;
    }
};

TEST_F(DemoCity, has_the_people_and_goods_it_promises) {
    EXPECT_EQ(count(registry, "enterprise"), 300);
    EXPECT_EQ(count(registry, "provider"), 40);
    const auto products = count(world().of_2023, "product") + count(world().of_2025, "product");
    EXPECT_GE(products, 120);
    EXPECT_GT(count(world().of_2023, "order"), 300);
    EXPECT_GT(count(world().of_2025, "order"), 180);
    EXPECT_EQ(world().built.ends, city_ends());
    EXPECT_EQ(city_state(world().store), CityState::built);
}

TEST_F(DemoCity, has_enterprises_of_every_size_in_every_district) {
    std::set<std::string> places;
    std::set<SizeClass> sizes;
    for (const Enterprise& enterprise : all<Enterprise>(world().of_2023)) {
        places.insert(enterprise.registered_in);
        if (enterprise.certified()) sizes.insert(enterprise.certified()->finding.size);
    }
    for (const char* code :
         {"110101", "110102", "110105", "110106", "110107", "110108", "110109", "110111", "110112",
          "110113", "110114", "110115", "110116", "110117", "110118", "110119"}) {
        EXPECT_TRUE(places.contains(code)) << code;
    }
    EXPECT_EQ(sizes.size(), 4U);
}

TEST_F(DemoCity, has_finished_2023_in_every_end_there_is) {
    for (const char* end : {"paid", "recovering", "clawed-back", "declined", "cancelled", "lapsed",
                            "expired", "rejected", "voided"}) {
        EXPECT_GT(count_status(world().of_2023, "order", end), 0) << end;
    }
    for (const Order& order : all<Order>(world().of_2023)) {
        EXPECT_TRUE(!is_live(order.status) || order.frozen)
            << order.number << " is still " << name_of(order.status);
    }
    EXPECT_FALSE(all<ProgrammeState>(world().of_2023).front().open);
}

TEST_F(DemoCity, stands_in_the_middle_of_2025) {
    for (const char* status :
         {"placed", "accepted", "signed", "in-review", "redeeming", "approved", "published",
          "suspended", "declined", "cancelled", "lapsed", "waived", "rejected"}) {
        EXPECT_GT(count_status(world().of_2025, "order", status), 0) << status;
    }
    EXPECT_EQ(count_status(world().of_2025, "batch", "published"), 1);
    EXPECT_EQ(count_status(world().of_2025, "batch", "draft"), 1);
    for (const char* status : {"draft", "withdrawn", "submitted", "returned", "passed", "on-notice",
                               "qualified", "listed", "delisted", "failed"}) {
        EXPECT_GT(count_status(world().of_2025, "product", status), 0) << status;
    }
}

TEST_F(DemoCity, offers_every_direction_and_subtype) {
    for (const auto& [programme, folder] :
         {std::pair{world().of_2023, "programmes/beijing-2023"},
          std::pair{world().of_2025, "programmes/beijing-2025"}}) {
        std::set<std::pair<std::string, std::string>> offered;
        for (const Product& product : all<Product>(programme)) {
            if (product.status == ProductStatus::listed) {
                offered.emplace(product.direction, product.subtype);
            }
        }
        const auto rules = load_rulebook(folder);
        for (const auto& row : rules->directions) {
            if (row.value.subtypes.empty()) {
                EXPECT_TRUE(offered.contains({row.value.code, ""})) << row.value.code;
            }
            for (const auto& subtype : row.value.subtypes) {
                EXPECT_TRUE(offered.contains({row.value.code, subtype.code})) << subtype.code;
            }
        }
    }
}

// What the accounts hold is what the orders say they hold.
TEST_F(DemoCity, keeps_its_accounts) {
    for (const ProgrammeId programme : {world().of_2023, world().of_2025}) {
        std::map<std::int64_t, std::int64_t> taken;
        Money spent;
        Money held;
        for (const Order& order : all<Order>(programme)) {
            const bool returned =
                order.status == OrderStatus::declined || order.status == OrderStatus::cancelled ||
                order.status == OrderStatus::lapsed || order.status == OrderStatus::expired;
            if (!returned) ++taken[order.product.value];
            if (order.status == OrderStatus::paid || order.status == OrderStatus::recovering ||
                order.status == OrderStatus::clawed_back) {
                spent += *order.approved;
            } else if (is_live(order.status)) {
                held += order.approved.value_or(order.subsidy);
            }
        }
        for (const Account& account : all<Account>(programme)) {
            EXPECT_GE(account.held, 0);
            EXPECT_GE(account.settled, 0);
            EXPECT_LE(account.used(), account.limit.value_or(account.used()));
            if (account.id.kind == AccountKind::stock) {
                EXPECT_EQ(account.used(), taken[account.id.owner]) << account.id.owner;
            }
            if (account.id.kind == AccountKind::budget) {
                EXPECT_EQ(account.held, held.fen);
                EXPECT_EQ(account.settled, spent.fen);
            }
        }
    }
}

TEST_F(DemoCity, can_prove_every_step_by_its_logs) {
    for (const ProgrammeId programme : {registry, world().of_2023, world().of_2025}) {
        const auto difference = verify(world().store, programme);
        EXPECT_FALSE(difference) << difference->where << ": " << difference->what;
    }
}

TEST_F(DemoCity, is_built_alike_every_time) {
    MemoryStore again;
    build_demo_city(again, plan(), {});
    for (const ProgrammeId programme : {registry, world().of_2023, world().of_2025}) {
        EXPECT_EQ(again.read(programme)->tail().last_hash,
                  world().store.read(programme)->tail().last_hash);
    }
}

TEST_F(DemoCity, lets_somebody_of_every_role_in) {
    for (const DemoAccount& account : demo_accounts()) {
        const auto credential = world().store.access().credential(std::string{account.login});
        ASSERT_TRUE(credential) << account.login;
        const auto memberships = all<Membership>(registry);
        EXPECT_TRUE(std::ranges::any_of(memberships, [&](const Membership& m) {
            return m.person == credential->person && m.role == account.role && m.active;
        })) << account.login;
    }
}

TEST_F(DemoCity, tells_nothing_that_has_no_letter) {
    std::set<std::string> kinds;
    for (const Message& message : world().store.unsent(1'000'000)) {
        kinds.insert(message.kind);
        const LetterKind* kind = letter_kind(message.kind);
        ASSERT_TRUE(kind) << message.kind;
        const bool names_order =
            kind->about == LetterSubject::order || kind->about == LetterSubject::deadline;
        if (names_order) {
            EXPECT_TRUE(message.facts.find("number")) << message.kind;
        }
        if (kind->about == LetterSubject::product) {
            EXPECT_TRUE(message.facts.find("product_name")) << message.kind;
        }
    }
    EXPECT_GT(kinds.size(), 25u) << "it is a whole life";
}

}  // namespace
}  // namespace zq::demo
