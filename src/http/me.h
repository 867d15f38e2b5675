// Who one is, with all memberships, and what stands for oneself: password and second factor.
#pragma once

#include "http/sessions.h"

namespace zq::http {

json::object me_of(Call& call, const Visitor& visitor);

// A session that takes the place of the one that asks for it, if there is one.
struct Begun {
    json::object me;
    std::string cookie;  // the value of Set-Cookie
};
Begun new_session(Call& call, const Membership& membership, const Entrance& entrance);

// The membership in which one acts now.
Membership acting_as(Call& call);
bool is_active(Call& call, PersonId person);

// Throws the problem at `pointer` when the policy does not take it.
void check_new_password(const Call& call, const std::string& pointer, const std::string& password,
                        const std::string& login, bool of_staff);
Problem login_taken();
// Throws the problem when another person logs in so, or nobody could.
void check_new_login(Call& call, const std::string& login);
// Whether any membership of the person works for the programme.
bool is_of_staff(Services& services, PersonId person);

// The login is one of these, and the password is right for it; throws the problem otherwise, and
// when there were too many tries.
Credential checked_password(Call& call, const std::string& login, const std::string& password);

// Takes a code of the person's second factor, or a recovery code, once. Nothing is asked of a
// person without one. Throws the problem when it is missing or wrong; says whether one was given.
bool use_second_factor(Call& call, PersonId person, const std::string& code);
bool has_second_factor(Call& call, PersonId person);
// Keeps a notice of what happened to the person's way in, and sends it: a kind of letter.
void tell_safety(Call& call, PersonId person, std::string_view what);

// Recovery codes go with it.
void forget_second_factor(Access& access, PersonId person);

}  // namespace zq::http
