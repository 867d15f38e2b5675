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
    {"grant-membership",
     {platform_operator, security_administrator, enterprise_owner, provider_owner}},
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

// Invariant 47: none of the three administrators holds a business role; one gives roles to others.
TEST(Acts, AdministratorsAndAuditorsDecideNothing) {
    for (const ActRoles& row : act_roles()) {
        const bool gives_roles = row.act == "register-person" || row.act == "grant-membership" ||
                                 row.act == "revoke-membership";
        if (row.act == "object" || row.act == "correct-person") continue;  // of everybody
        for (const Role role :
             {system_administrator, security_administrator, audit_administrator, auditor}) {
            EXPECT_EQ(may(role, row.act), gives_roles && role == security_administrator)
                << name_of(role) << " " << row.act;
        }
    }
}

// Z-026: whoever gives powers has none, and parties are let in by others than staff.
TEST(Acts, EveryRoleIsGrantedByThoseOfItsOwnSide) {
    const std::pair<Role, std::set<Role>> rows[] = {
        {enterprise_owner, {platform_operator}},
        {enterprise_operator, {platform_operator, enterprise_owner}},
        {provider_owner, {platform_operator}},
        {provider_operator, {platform_operator, provider_owner}},
        {expert, {platform_operator}},
        {reviewer, {security_administrator}},
        {programme_officer, {security_administrator}},
        {batch_maker, {security_administrator}},
        {approver, {security_administrator}},
        {platform_operator, {security_administrator}},
        {auditor, {security_administrator}},
        {system_administrator, {security_administrator}},
        {security_administrator, {security_administrator}},
        {audit_administrator, {security_administrator}},
        {public_visitor, {}},
        {clock, {}}};
    ASSERT_EQ(std::size(rows), std::size(EnumNames<Role>::all));
    for (const auto& [granted, by] : rows) {
        for (const auto& [role, name] : EnumNames<Role>::all) {
            EXPECT_EQ(may_grant(role, granted), by.contains(role))
                << name << " gives " << name_of(granted);
        }
        if (!by.empty()) {
            EXPECT_TRUE(may_grant(granting(granted), granted)) << name_of(granted);
        }
    }
}

TEST(Acts, RolesThatExcludeEachOtherDoSoBothWays) {
    for (const auto& [one, name] : EnumNames<Role>::all) {
        EXPECT_FALSE(exclude(one, one)) << name;
        for (const auto& [other, second] : EnumNames<Role>::all) {
            EXPECT_EQ(exclude(one, other), exclude(other, one)) << name << " " << second;
            const bool administers = one == system_administrator || one == security_administrator ||
                                     one == audit_administrator;
            if (administers && one != other) {
                EXPECT_TRUE(exclude(one, other)) << name << " " << second;
            }
        }
    }
    EXPECT_TRUE(exclude(batch_maker, approver));
    EXPECT_TRUE(exclude(batch_maker, reviewer));
    EXPECT_TRUE(exclude(approver, reviewer));
    EXPECT_FALSE(exclude(programme_officer, auditor));
    EXPECT_FALSE(exclude(enterprise_owner, provider_operator));
}

TEST(Acts, NobodyMayWhatIsNoAct) {
    EXPECT_FALSE(may(programme_officer, "print-money"));
    EXPECT_FALSE(may(programme_officer, ""));
}

TEST(Acts, HouseActsAreCommandsAndOthersBelongToProgrammes) {
    const std::set<std::string_view> house{
        "record-enterprise",   "record-provider",       "record-ban",
        "set-bank-account",    "publish-edition",       "approve",
        "refuse-proposal",     "register-organisation", "register-person",
        "grant-membership",    "revoke-membership",     "reserve-invoices",
        "release-invoices",    "correct-person",        "correct-contact",
        "record-bank-account", "confirm-bank-account",  "withdraw-bank-account"};
    for (const std::string_view act : acts_of_commands()) {
        EXPECT_EQ(is_house_act(act), house.contains(act)) << act;
    }
}

}  // namespace
}  // namespace zq
