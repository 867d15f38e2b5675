// Sessions: a random cookie, of which the store keeps only the digest. Roles are looked up at each
// request, so that what was revoked ends at once.
#pragma once

#include "http/call.h"

namespace zq::http {

inline constexpr std::int64_t session_idle_s = 30 * 60;
inline constexpr std::int64_t session_age_s = 12 * 3600;

// Who sends the request; a public visitor without a session that holds.
Visitor visitor_of(Services& services, const Incoming& incoming);

// The active memberships of a person, in the order in which they were granted.
std::vector<Membership> memberships_of(Store& store, PersonId person);

// Begins a session and gives the value of Set-Cookie.
std::string begin_session(Services& services, const Membership& membership);
std::string ended_cookie(const Settings& settings);

// argon2id with libsodium's moderate parameters; the time is the same whether the login is known.
std::string hashed_password(const std::string& password);
bool password_fits(const std::optional<Credential>& credential, const std::string& password);
std::string folded_login(std::string_view login);

}  // namespace zq::http
