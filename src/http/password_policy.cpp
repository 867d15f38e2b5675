// The list of common passwords holds those of eight characters and more: shorter ones are refused
// anyway. It is sorted, and made from the frequency lists of zxcvbn (MIT).
#include "http/password_policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/value.h"
#include "http/message.h"
#include "http/roles.h"

namespace zq::http {

extern const std::string_view common_passwords[];
extern const unsigned long common_passwords_count;

namespace {

constexpr std::int64_t length_min = 8;
constexpr std::int64_t length_min_of_staff = 12;
constexpr std::int64_t length_max = 128;
constexpr int classes_min = 3;
constexpr std::int64_t days_max = 90;
constexpr std::array of_this_place{"zuoquan", "左券", "voucher", "beijing"};

bool is_common(const std::string& folded) {
    return std::ranges::binary_search(std::span{common_passwords, common_passwords_count},
                                      std::string_view{folded});
}

bool is_one_thing(const std::string& folded) {
    const bool same = folded.find_first_not_of(folded.front()) == std::string::npos;
    bool climbs = true;
    bool falls = true;
    for (std::size_t i = 1; i < folded.size(); ++i) {
        climbs = climbs && folded[i] == folded[i - 1] + 1;
        falls = falls && folded[i] == folded[i - 1] - 1;
    }
    return same || climbs || falls;
}

int classes_in(const std::string& password) {
    bool lower = false;
    bool upper = false;
    bool digit = false;
    bool other = false;
    for (const char c : password) {
        const bool is_lower = c >= 'a' && c <= 'z';
        const bool is_upper = c >= 'A' && c <= 'Z';
        const bool is_digit = c >= '0' && c <= '9';
        lower = lower || is_lower;
        upper = upper || is_upper;
        digit = digit || is_digit;
        other = other || !(is_lower || is_upper || is_digit);
    }
    return int{lower} + int{upper} + int{digit} + int{other};
}

}  // namespace

bool is_staff(Role role) {
    return (roles::readers | Role::expert | roles::administrators).has(role);
}

std::optional<std::string> wrong_with_password(PasswordPolicy policy, const std::string& password,
                                               const std::string& login, bool of_staff) {
    const std::int64_t length = count_code_points(password);
    const std::int64_t least =
        of_staff && policy == PasswordPolicy::asvs ? length_min_of_staff : length_min;
    if (length < least || length > length_max) {
        return fmt::format("has {} characters; {} to {} are taken", length, least, length_max);
    }
    const std::string folded = lower(password);
    if (is_common(folded) || is_one_thing(folded)) {
        return "is one of those that are guessed first";
    }
    if (login.size() >= 4 && folded.contains(login)) return "has the login in it";
    for (const char* word : of_this_place) {
        if (folded.contains(word))
            return fmt::format("has '{}' in it, as anybody would guess", word);
    }
    if (policy == PasswordPolicy::mlps3 && classes_in(password) < classes_min) {
        return fmt::format(
            "has characters of {} kinds; {} of these are asked for: small letters, capitals, "
            "digits, others",
            classes_in(password), classes_min);
    }
    return std::nullopt;
}

std::optional<Instant> expires(PasswordPolicy policy, Instant changed) {
    if (policy == PasswordPolicy::asvs) return std::nullopt;
    return plus_seconds(changed, days_max * 24 * 3600);
}

bool is_expired(PasswordPolicy policy, Instant changed, Instant now) {
    const auto end = expires(policy, changed);
    return end && now >= *end;
}

}  // namespace zq::http
