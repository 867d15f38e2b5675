// Sets of roles, as the table of routes names them.
#pragma once

#include <cstdint>

#include "domain/terms.h"

namespace zq::http {

class Roles {
public:
    constexpr Roles(Role role) : bits_{1U << static_cast<unsigned>(role)} {}
    constexpr bool has(Role role) const { return (bits_ & Roles{role}.bits_) != 0; }
    friend constexpr Roles operator|(Roles a, Roles b) { return Roles{a.bits_ | b.bits_}; }
    friend constexpr bool operator==(Roles, Roles) = default;

private:
    constexpr explicit Roles(std::uint32_t bits) : bits_{bits} {}
    std::uint32_t bits_;
};

constexpr Roles operator|(Role a, Role b) {
    return Roles{a} | Roles{b};
}

namespace roles {
inline constexpr Roles enterprise = Role::enterprise_owner | Role::enterprise_operator;
inline constexpr Roles provider = Role::provider_owner | Role::provider_operator;
inline constexpr Roles parties = enterprise | provider;
inline constexpr Roles bureau = Role::programme_officer | Role::batch_maker | Roles{Role::approver};
inline constexpr Roles administrators =
    Role::system_administrator | Role::security_administrator | Roles{Role::audit_administrator};
// Who reads every order of a programme.
inline constexpr Roles readers = bureau | Role::reviewer | Role::platform_operator | Role::auditor;
inline constexpr Roles logged_in = parties | readers | Role::expert | administrators;
inline constexpr Roles anyone = logged_in | Role::public_visitor;
}  // namespace roles

}  // namespace zq::http
