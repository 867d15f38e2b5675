// Masked by default: whoever is not named here is shown nothing at all.
#include "http/personal_view.h"

#include <algorithm>

namespace zq::http {

namespace {

using enum PersonalKind;
using enum Relation;

constexpr Roles everybody = roles::logged_in;
constexpr Roles registrars = Role::platform_operator | Role::security_administrator |
                             Role::auditor | Roles{Role::audit_administrator};
constexpr Roles officer{Role::programme_officer};
constexpr Roles auditor{Role::auditor};
constexpr Roles reviewer{Role::reviewer};
constexpr Roles platform{Role::platform_operator};
constexpr Roles payers = Role::batch_maker | Role::approver;

constexpr PersonalRow table[] = {
    {person_name, oneself, everybody, Shown::clear},
    {person_name, own, everybody, Shown::clear},
    {person_name, stranger, registrars, Shown::masked, true},
    {person_name, stranger, Role::system_administrator, Shown::masked},

    {order_contact, own, roles::enterprise, Shown::clear},
    {order_contact, other_party, roles::provider, Shown::clear},
    {order_contact, stranger, roles::provider, Shown::masked},
    {order_contact, stranger, reviewer | officer | auditor | platform, Shown::masked, true},
    {order_contact, stranger, payers, Shown::masked},

    {application_contact, own, roles::provider, Shown::clear},
    {application_contact, other_party, roles::enterprise, Shown::clear},
    {application_contact, stranger, officer | auditor | platform, Shown::masked, true},
    {application_contact, stranger, payers | reviewer, Shown::masked},

    {bank_account, own, roles::provider, Shown::clear},
    {bank_account, stranger, payers | officer | auditor, Shown::masked, true},
    {bank_account, stranger, reviewer | platform, Shown::masked},
};

const PersonalRow* row_for(PersonalKind kind, Relation relation, Role role) {
    const auto found = std::ranges::find_if(table, [&](const PersonalRow& row) {
        return row.kind == kind && row.relation == relation && row.roles.has(role);
    });
    return found == std::end(table) ? nullptr : &*found;
}

}  // namespace

std::span<const PersonalRow> personal_rows() {
    return table;
}

Shown shown_to(PersonalKind kind, Relation relation, Role role) {
    const PersonalRow* row = row_for(kind, relation, role);
    return row ? row->shown : Shown::nothing;
}

bool may_open(PersonalKind kind, Relation relation, Role role) {
    const PersonalRow* row = row_for(kind, relation, role);
    return row && row->may_open;
}

bool is_accepted(const Order& order) {
    constexpr OrderStatus never[] = {OrderStatus::placed, OrderStatus::declined,
                                     OrderStatus::cancelled, OrderStatus::lapsed};
    return std::ranges::find(never, order.status) == std::end(never);
}

Relation relation_to(const Visitor& visitor, const Order& order) {
    const bool buys = roles::enterprise.has(visitor.role);
    const bool sells = roles::provider.has(visitor.role);
    if (buys && visitor.organisation == order.enterprise) return own;
    if (sells && visitor.organisation == order.provider && is_accepted(order)) return other_party;
    return stranger;
}

}  // namespace zq::http
