// What a password must be, by profile: `asvs` asks for length and refuses what everybody guesses
// first (OWASP ASVS 5.0, 6.2); `mlps3` asks for kinds of characters and a change every ninety days
// besides (GB/T 22239, level 3).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/civil_time.h"
#include "domain/terms.h"

namespace zq::http {

enum class PasswordPolicy { asvs, mlps3 };

// What is wrong with it, in words that end "the password …"; nothing when it is taken. Staff need
// longer ones.
std::optional<std::string> wrong_with_password(PasswordPolicy policy, const std::string& password,
                                               const std::string& login, bool of_staff);

bool is_expired(PasswordPolicy policy, Instant changed, Instant now);
std::optional<Instant> expires(PasswordPolicy policy, Instant changed);

bool is_staff(Role role);

}  // namespace zq::http

namespace zq {
template <>
struct EnumNames<http::PasswordPolicy> {
    static constexpr std::pair<http::PasswordPolicy, std::string_view> all[] = {
        {http::PasswordPolicy::asvs, "asvs"}, {http::PasswordPolicy::mlps3, "mlps3"}};
};
}  // namespace zq
