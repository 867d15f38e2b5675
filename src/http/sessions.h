// Sessions: a random cookie, of which the store keeps only the digest. Roles are looked up at each
// request, so that what was revoked ends at once.
//
// A session that has not all it needs is held: its person may see to it (a second factor, a new
// password) and nothing else.
#pragma once

#include "http/call.h"

namespace zq::http {

inline constexpr std::int64_t session_age_s = 12 * 3600;
std::int64_t session_idle_s(Role role);

// Who sends the request; a public visitor without a session that holds.
Visitor visitor_of(Services& services, const Incoming& incoming);

// The memberships of a person that hold now, in the order in which they were granted.
std::vector<Membership> memberships_of(Services& services, PersonId person);

// How its person has come in.
struct Entrance {
    bool strong = false;  // with a second factor
    Instant confirmed{};  // when the password was given last
    Instant began{};      // when its person came in; another membership is no new beginning
    EnteredBy by = EnteredBy::password;
};

// Ends all sessions of a person but one, and those that replace them meanwhile.
void end_all_sessions(Access& access, PersonId person, const std::string& but);

// Begins a session and gives the value of Set-Cookie.
std::string begin_session(Call& call, const Membership& membership, const Entrance& entrance);
std::string ended_cookie(const Settings& settings);
// Of the session that this value of Set-Cookie begins.
std::string digest_of_cookie(const std::string& set_cookie);

// What a session in this membership has to see to before anything else: "second-factor",
// "password", or nothing.
std::string held_for(Services& services, PersonId person, Role role, const Entrance& entrance);

// Whether the person has shown within the last minutes that it is still the same one (ASVS 7.5.3).
bool is_fresh(const Settings& settings, const Visitor& visitor, Instant now);

// argon2id with libsodium's moderate parameters; the time is the same whether the login is known.
std::string hashed_password(const std::string& password);
bool password_fits(const std::optional<Credential>& credential, const std::string& password);
std::string folded_login(std::string_view login);

// A cookie of this request; empty when there is none.
std::string cookie_in(const Incoming& incoming, const std::string& name);
std::string cookie_name(const Settings& settings, std::string_view of_what);
// The value of Set-Cookie for a cookie that scripts do not see.
std::string cookie_of(const Settings& settings, std::string_view of_what, const std::string& value,
                      std::string_view rest);

}  // namespace zq::http
