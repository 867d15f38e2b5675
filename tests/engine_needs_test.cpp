// What is loaded before a decision: what a command names, and what that names in turn. Too little
// would decide otherwise, so that every key is held here; the walk shows that it is enough.
#include <gtest/gtest.h>

#include "domain/quota.h"
#include "engine/deciding.h"
#include "world.h"

namespace zq::test {
namespace {

const Instant noon = instant("2025-06-20T12:00:00+08:00");

template <class T>
std::vector<std::int64_t> ids(const Needs& needs) {
    std::vector<std::int64_t> all;
    for (const auto& key : needs.keys.of<T>()) all.push_back(key.value);
    return all;
}

std::vector<std::string> searches(const Needs& needs) {
    std::vector<std::string> all;
    for (const Search& search : needs.searches) {
        std::string text = search.entity;
        for (const auto& [field, value] : search.where) text += " " + field + canonical(value);
        all.push_back(std::move(text));
    }
    return all;
}

using Ids = std::vector<std::int64_t>;
using Texts = std::vector<std::string>;

TEST(Needs, OfAClaimAreItsPartyProductAndAccountsOfEitherYear) {
    const auto at = [](const char* when) {
        return needs_of(Claim{ProductId{9}, {}, {}}, enterprise(1), instant(when), the_programme);
    };
    const Needs needs = at("2025-06-20T12:00:00+08:00");
    EXPECT_EQ(ids<Enterprise>(needs), Ids{11});
    EXPECT_EQ(ids<Product>(needs), Ids{9});
    EXPECT_EQ(ids<ProgrammeState>(needs), Ids{0});
    EXPECT_EQ(ids<Organisation>(needs), Ids{});
    EXPECT_EQ(needs.buyers, (Buyers{{PartyId{11}, ProductId{9}}}));
    using Accounts = std::set<AccountId>;
    const AccountId of_2025{AccountKind::quota, 11, "year:2025"};
    const AccountId of_2026{AccountKind::quota, 11, "year:2026"};
    EXPECT_EQ(needs.keys.of<Account>(), (Accounts{budget_account(), of_2025}));
    for (const char* turn : {"2025-12-31T12:00:00+08:00", "2026-01-01T12:00:00+08:00"}) {
        EXPECT_EQ(at(turn).keys.of<Account>(), (Accounts{budget_account(), of_2025, of_2026}));
    }
}

TEST(Needs, OfTheRegistryAreOrganisationsAndNoBudget) {
    const Needs needs = needs_of(RegisterPerson{}, enterprise(1), noon, registry);
    EXPECT_EQ(ids<Organisation>(needs), Ids{11});
    EXPECT_EQ(ids<ProgrammeState>(needs), Ids{});
    EXPECT_TRUE(needs.keys.of<Account>().empty());
}

TEST(Needs, OfASanctionAreAllThatItsPartyHas) {
    const Needs needs = needs_of(ImposeSanction{PartyId{21}, "transfer", {OrderId{7}}, ""},
                                 staff(Role::programme_officer), noon, the_programme);
    EXPECT_EQ(searches(needs), (Texts{"order enterprise21", "order provider21",
                                      "product provider21", "sanction party21"}));
    EXPECT_EQ(ids<Order>(needs), Ids{7});
    EXPECT_EQ(ids<Contract>(needs), Ids{7});
    EXPECT_EQ(ids<Redemption>(needs), Ids{7});
    EXPECT_EQ(ids<Provider>(needs), (Ids{5, 21}));
}

TEST(Needs, OfALoadedOrderAreItsPartiesPapersBatchAndAccounts) {
    WorkingSet loaded;
    Order order;
    order.id = OrderId{7};
    order.enterprise = PartyId{11};
    order.provider = PartyId{21};
    order.product = ProductId{9};
    order.batch = BatchId{3};
    order.quota_scopes = {"year:2025"};
    loaded.lay(order);
    const Needs needs = related(loaded, {});
    EXPECT_EQ(ids<Contract>(needs), Ids{7});
    EXPECT_EQ(ids<Redemption>(needs), Ids{7});
    EXPECT_EQ(ids<Product>(needs), Ids{9});
    EXPECT_EQ(ids<Enterprise>(needs), (Ids{11, 21}));
    EXPECT_EQ(ids<Provider>(needs), (Ids{11, 21}));
    EXPECT_EQ(ids<Batch>(needs), Ids{3});
    EXPECT_EQ(
        needs.keys.of<Account>(),
        (std::set<AccountId>{stock_of(order.product), {AccountKind::quota, 11, "year:2025"}}));

    Product product;
    product.id = order.product;
    product.provider = PartyId{22};
    product.direction = "dcmm";
    loaded.lay(product);
    const Needs with_product = related(loaded, {});
    EXPECT_EQ(ids<Provider>(with_product), (Ids{11, 21, 22}));
    EXPECT_EQ(with_product.keys.of<Account>(),
              (std::set<AccountId>{stock_of(order.product),
                                   {AccountKind::quota, 11, "direction:dcmm"},
                                   {AccountKind::quota, 11, "programme"},
                                   {AccountKind::quota, 11, "year:2025"}}));
}

TEST(Needs, OfABuyerAreItsQuotasForTheProduct) {
    WorkingSet loaded;
    Product product;
    product.id = ProductId{9};
    product.provider = PartyId{21};
    product.direction = "dcmm";
    loaded.lay(product);
    const Needs needs = related(loaded, {{PartyId{12}, product.id}, {PartyId{13}, ProductId{8}}});
    EXPECT_EQ(needs.keys.of<Account>(),
              (std::set<AccountId>{stock_of(product.id),
                                   {AccountKind::quota, 12, "direction:dcmm"},
                                   {AccountKind::quota, 12, "programme"}}));
    EXPECT_EQ(ids<Provider>(needs), Ids{21});
}

}  // namespace
}  // namespace zq::test
