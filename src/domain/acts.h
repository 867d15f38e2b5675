// Who may ask for what: roles an act. The API's table of routes and the engine read the same list.
#pragma once

#include <span>

#include "domain/terms.h"

namespace zq {

struct ActRoles {
    std::string_view act;
    std::vector<Role> roles;  // empty: anybody, the public too
};

std::span<const ActRoles> act_roles();
bool may(Role role, std::string_view act);

// Duties kept apart (GB/T 22239, level 3; Z-026). Who lets parties in gives no power over money,
// and who gives powers has none.
bool may_grant(Role by, Role granted);
// A role that grants this one.
Role granting(Role granted);
// Whether nobody may have both: an administrator has no other role; who makes a batch, who approves
// it and who reviewed its orders are three people.
bool exclude(Role one, Role other);
// Likewise for emergency access: who has a hand in money may be lent another, since no payout takes
// two hands of one person; an administrator may not.
bool exclude_in_emergency(Role one, Role other);

// Acts that belong to no guide: registers, editions, approvals. They are always offered.
bool is_house_act(std::string_view act);

}  // namespace zq
