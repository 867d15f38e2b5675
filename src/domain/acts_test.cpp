// Each command has its row of roles, and nobody else's.
#include "domain/acts.h"

#include <gtest/gtest.h>

#include <set>

#include "domain/commands.h"

namespace zq {
namespace {

using enum Role;

template <std::size_t... I>
std::set<std::string_view> acts_of_commands(std::index_sequence<I...>) {
    return {std::variant_alternative_t<I, Command>::act...};
}

std::set<std::string_view> acts_of_commands() {
    return acts_of_commands(std::make_index_sequence<std::variant_size_v<Command>>{});
}

TEST(Acts, EveryCommandHasARowOfRolesAndEveryRowACommand) {
    std::set<std::string_view> rows;
    for (const ActRoles& row : act_roles()) {
        EXPECT_TRUE(rows.insert(row.act).second) << row.act << " has two rows";
    }
    EXPECT_EQ(rows, acts_of_commands());
    EXPECT_EQ(acts_of_commands().size(), std::variant_size_v<Command>);
}

struct Case {
    const char* act;
    std::set<Role> roles;
};

// Who acts, by the table of verbs of scenarios.md; owner and operator of a party alike.
const Case cases[] = {
    {"certify", {enterprise_owner, enterprise_operator}},
    {"claim", {enterprise_owner, enterprise_operator}},
    {"cancel", {enterprise_owner, enterprise_operator}},
    {"complete", {enterprise_owner, enterprise_operator}},
    {"rate", {enterprise_owner, enterprise_operator}},
    {"draft-product", {provider_owner, provider_operator}},
    {"submit-product", {provider_owner, provider_operator}},
    {"accept", {provider_owner, provider_operator}},
    {"decline", {provider_owner, provider_operator}},
    {"sign", {provider_owner, provider_operator}},
    {"redeem", {provider_owner, provider_operator}},
    {"waive", {provider_owner, provider_operator}},
    {"report-refund", {provider_owner, provider_operator}},
    {"return-funds", {provider_owner, provider_operator}},
    {"set-bank-account", {provider_owner}},
    {"rename-product", {provider_owner, provider_operator, platform_operator}},
    {"audit-product", {platform_operator}},
    {"score-product", {expert}},
    {"judge-product", {expert}},
    {"open-review", {reviewer}},
    {"return-redemption", {reviewer}},
    {"review", {reviewer}},
    {"void", {reviewer, programme_officer}},
    {"publish-product", {programme_officer}},
    {"sanction", {programme_officer}},
    {"batch", {batch_maker}},
    {"settle-batch", {batch_maker}},
    {"disburse", {approver}},  // invariant 46: who makes a batch does not pay it
    {"approve", {programme_officer, batch_maker, approver}},
    {"appeal", {enterprise_owner, enterprise_operator, provider_owner, provider_operator}},
    {"reserve-invoices", {clock}},
};

TEST(Acts, OnlyTheRolesOfItsRowMayAct) {
    for (const Case& c : cases) {
        for (const auto& [role, name] : EnumNames<Role>::all) {
            EXPECT_EQ(may(role, c.act), c.roles.contains(role)) << name << " " << c.act;
        }
    }
}

TEST(Acts, AnybodyMayObjectDuringANotice) {  // B23-090, B25-120
    for (const auto& [role, name] : EnumNames<Role>::all) EXPECT_TRUE(may(role, "object")) << name;
}

// Invariant 47: none of the three administrators holds a business role.
TEST(Acts, AdministratorsAndAuditorsDecideNothing) {
    for (const ActRoles& row : act_roles()) {
        if (row.act == "object") continue;
        for (const Role role :
             {system_administrator, security_administrator, audit_administrator, auditor}) {
            EXPECT_FALSE(may(role, row.act)) << name_of(role) << " " << row.act;
        }
    }
}

TEST(Acts, NobodyMayWhatIsNoAct) {
    EXPECT_FALSE(may(programme_officer, "print-money"));
    EXPECT_FALSE(may(programme_officer, ""));
}

TEST(Acts, HouseActsAreCommandsAndOthersBelongToProgrammes) {
    const std::set<std::string_view> house{
        "record-enterprise", "record-provider",  "record-ban",        "set-bank-account",
        "publish-edition",   "approve",          "refuse-proposal",   "register-organisation",
        "register-person",   "grant-membership", "revoke-membership", "reserve-invoices",
        "release-invoices"};
    for (const std::string_view act : acts_of_commands()) {
        EXPECT_EQ(is_house_act(act), house.contains(act)) << act;
    }
}

}  // namespace
}  // namespace zq
