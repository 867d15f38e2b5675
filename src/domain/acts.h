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

// Acts that belong to no guide: registers, editions, approvals. They are always offered.
bool is_house_act(std::string_view act);

}  // namespace zq
