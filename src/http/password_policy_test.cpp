// Every limit below, at and above it, in both profiles (ASVS 6.2; GB/T 22239).
#include "http/password_policy.h"

#include <gtest/gtest.h>

namespace zq::http {
namespace {

bool taken(PasswordPolicy policy, const std::string& password, bool of_staff = false) {
    return !wrong_with_password(policy, password, "wangfang", of_staff);
}

TEST(Passwords, AreLongEnough) {
    EXPECT_FALSE(taken(PasswordPolicy::asvs, "kfhwiqz"));
    EXPECT_TRUE(taken(PasswordPolicy::asvs, "kfhwiqzo"));
    EXPECT_FALSE(taken(PasswordPolicy::asvs, "kfhwiqzobpm", true));
    EXPECT_TRUE(taken(PasswordPolicy::asvs, "kfhwiqzobpmx", true));
    EXPECT_TRUE(taken(PasswordPolicy::asvs, "k" + std::string(126, 'z') + "x"));
    EXPECT_FALSE(taken(PasswordPolicy::asvs, "k" + std::string(127, 'z') + "x"));
    EXPECT_TRUE(taken(PasswordPolicy::asvs, "春江潮水连海平，")) << "characters, not bytes";
}

TEST(Passwords, AreNotThoseThatAreGuessedFirst) {
    for (const char* common :
         {"password", "Password", "12345678", "iloveyou", "woaini1314", "qwertyuiop", "aaaaaaaa",
          "abcdefgh", "87654321", "zuoquan-2025", "mywangfang1", "beijing@2026"}) {
        EXPECT_FALSE(taken(PasswordPolicy::asvs, common)) << common;
        EXPECT_FALSE(taken(PasswordPolicy::mlps3, common)) << common;
    }
}

TEST(Passwords, OfLevelThreeHaveThreeKindsOfCharacters) {
    EXPECT_FALSE(taken(PasswordPolicy::mlps3, "kfhwiqzo"));
    EXPECT_FALSE(taken(PasswordPolicy::mlps3, "kfhwiqz8"));
    EXPECT_TRUE(taken(PasswordPolicy::mlps3, "Kfhwiqz8"));
    EXPECT_TRUE(taken(PasswordPolicy::mlps3, "kfhwiq-8"));
    EXPECT_TRUE(taken(PasswordPolicy::asvs, "kfhwiqzo")) << "the other profile asks for none";
}

TEST(Passwords, OfLevelThreeExpireOnTheNinetiethDay) {
    const Instant made = *parse_rfc3339("2026-01-01T00:00:00Z");
    const Instant end = plus_seconds(made, 90LL * 24 * 3600);
    EXPECT_FALSE(is_expired(PasswordPolicy::mlps3, made, Instant{end.micros - 1}));
    EXPECT_TRUE(is_expired(PasswordPolicy::mlps3, made, end));
    EXPECT_FALSE(is_expired(PasswordPolicy::asvs, made, plus_seconds(end, 1'000'000'000)));
}

TEST(Passwords, OfWhoeverWorksForTheProgrammeAreStaffs) {
    EXPECT_TRUE(is_staff(Role::expert));
    EXPECT_TRUE(is_staff(Role::reviewer));
    EXPECT_TRUE(is_staff(Role::approver));
    EXPECT_TRUE(is_staff(Role::audit_administrator));
    EXPECT_FALSE(is_staff(Role::enterprise_owner));
    EXPECT_FALSE(is_staff(Role::provider_operator));
    EXPECT_FALSE(is_staff(Role::public_visitor));
}

}  // namespace
}  // namespace zq::http
