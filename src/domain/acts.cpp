// A scenario's "bureau" is whichever of its three roles the act names.
#include "domain/acts.h"

#include <algorithm>

#include "base/planted.h"

namespace zq {

namespace {

using enum Role;

const std::vector<Role> enterprise{enterprise_owner, enterprise_operator};
const std::vector<Role> provider{provider_owner, provider_operator};
const std::vector<Role> officer{programme_officer};
const std::vector<Role> maker{batch_maker};
const std::vector<Role> agency{reviewer};
const std::vector<Role> platform{platform_operator};
const std::vector<Role> parties{enterprise_owner, enterprise_operator, provider_owner,
                                provider_operator};
const std::vector<Role> bureau{programme_officer, batch_maker, approver};

const std::vector<Role> granters{platform_operator, security_administrator, enterprise_owner,
                                 provider_owner};

const std::vector<ActRoles> table{
    {"certify", enterprise},
    {"correct-contact", enterprise},
    {"claim", enterprise},
    {"cancel", enterprise},
    {"complete", enterprise},
    {"rate", enterprise},
    {"draft-product", provider},
    {"save-product", provider},
    {"submit-product", provider},
    {"withdraw-product", provider},
    {"accept", provider},
    {"decline", provider},
    {"sign", provider},
    {"amend-contract", provider},
    {"redeem", provider},
    {"withdraw-redemption", provider},
    {"waive", provider},
    {"report-refund", provider},
    {"return-funds", provider},
    {"set-bank-account", {provider_owner}},
    {"confirm-bank-account", {provider_owner, provider_operator, platform_operator}},
    {"withdraw-bank-account", {provider_owner, provider_operator, platform_operator}},
    {"rename-product", {provider_owner, provider_operator, platform_operator}},
    {"audit-product", platform},
    {"score-product", {expert}},
    {"judge-product", {expert}},
    {"open-review", agency},
    {"return-redemption", agency},
    {"review", agency},
    {"void", {reviewer, programme_officer}},
    {"publish-product", officer},
    {"list-product", officer},
    {"delist-product", officer},
    {"open-programme", officer},
    {"close-programme", officer},
    {"set-budget", officer},
    {"add-vouchers", officer},
    {"extend-deadlines", officer},
    {"assign-objection", officer},
    {"decide-objection", officer},
    {"sanction", officer},
    {"lift-sanction", officer},
    {"unfreeze", officer},
    {"spot-check", officer},
    {"finding", officer},
    {"decide-appeal", officer},
    {"batch", maker},
    {"unbatch", maker},
    {"publish-batch", maker},
    {"settle-batch", maker},
    {"disburse", {approver}},
    {"payment-failed", {approver}},
    {"approve", bureau},
    {"refuse-proposal", bureau},
    {"appeal", parties},
    {"object", {}},
    {"correct-person", {}},
    {"record-enterprise", platform},
    {"record-provider", platform},
    {"record-ban", platform},
    {"record-bank-account", platform},
    {"publish-edition", platform},
    {"register-organisation", platform},
    {"register-person", granters},
    {"grant-membership", granters},
    {"revoke-membership", granters},
    {"reserve-invoices", {clock}},
    {"release-invoices", {clock}},
};

constexpr std::string_view house_acts[] = {
    "record-enterprise",     "record-provider",       "record-ban",
    "record-bank-account",   "set-bank-account",      "confirm-bank-account",
    "withdraw-bank-account", "publish-edition",       "approve",
    "refuse-proposal",       "register-organisation", "register-person",
    "grant-membership",      "revoke-membership",     "reserve-invoices",
    "release-invoices",      "correct-person",        "correct-contact",
};

}  // namespace

std::span<const ActRoles> act_roles() {
    return table;
}

bool may(Role role, std::string_view act) {
    if (planted(69) && role == audit_administrator) return true;
    const auto row = std::ranges::find(table, act, &ActRoles::act);
    if (row == table.end()) return false;
    return row->roles.empty() || std::ranges::find(row->roles, role) != row->roles.end();
}

bool may_grant(Role by, Role granted) {
    switch (granted) {
        case enterprise_operator: return by == platform_operator || by == enterprise_owner;
        case provider_operator: return by == platform_operator || by == provider_owner;
        case enterprise_owner:
        case provider_owner:
        case expert: return by == platform_operator;
        case reviewer:
        case programme_officer:
        case batch_maker:
        case approver:
        case platform_operator:
        case auditor:
        case system_administrator:
        case security_administrator:
        case audit_administrator: return by == security_administrator;
        case public_visitor:
        case clock: return false;
    }
    return false;
}

Role granting(Role granted) {
    return may_grant(platform_operator, granted) ? platform_operator : security_administrator;
}

namespace {

bool is_administrator(Role role) {
    return role == system_administrator || role == security_administrator ||
           role == audit_administrator;
}

bool has_to_do_with_money(Role role) {
    return role == batch_maker || role == approver || role == reviewer;
}

}  // namespace

bool exclude_in_emergency(Role one, Role other) {
    return !planted(46) && one != other && (is_administrator(one) || is_administrator(other));
}

bool exclude(Role one, Role other) {
    if (exclude_in_emergency(one, other)) return true;
    return one != other && has_to_do_with_money(one) && has_to_do_with_money(other);
}

bool is_house_act(std::string_view act) {
    return std::ranges::find(house_acts, act) != std::end(house_acts);
}

}  // namespace zq
