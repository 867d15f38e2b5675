// The cookie's value is 256 random bits; what is stored cannot be turned back into it.
#include "http/sessions.h"

#include <sodium.h>

#include "base/digest.h"
#include "http/password_policy.h"
#include "http/personal.h"

namespace zq::http {

namespace {

constexpr std::size_t cookie_bytes = 32;
constexpr std::int64_t touch_every_s = 60;

// 19 MiB, two passes: about 20 ms here, and what OWASP asks for at least.
constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 19 * 1024 * 1024;

bool is_over(const Session& session, Instant now) {
    return now.micros - session.last_used.micros > session_idle_s(session.role) * Instant::second ||
           now.micros - session.made.micros > session_age_s * Instant::second;
}

// What is told of a browser in the list of sessions: printable, and not long.
std::string device_of(const Incoming& incoming) {
    constexpr std::size_t agent_max = 200;
    std::string agent = incoming.header("user-agent").substr(0, agent_max);
    std::erase_if(agent, [](char c) { return c < ' ' || c > '~'; });
    return incoming.peer + " " + agent;
}

}  // namespace

std::string cookie_name(const Settings& settings, std::string_view of_what) {
    return (settings.behind_tls ? "__Host-zuoquan" : "zuoquan") + std::string{of_what};
}

std::string cookie_in(const Incoming& incoming, const std::string& name) {
    const std::string all = incoming.header("cookie");
    std::size_t at = 0;
    while (at < all.size()) {
        std::size_t end = all.find(';', at);
        if (end == std::string::npos) end = all.size();
        std::string_view pair{all.data() + at, end - at};
        while (pair.starts_with(' ')) pair.remove_prefix(1);
        if (pair.starts_with(name + "=")) return std::string{pair.substr(name.size() + 1)};
        at = end + 1;
    }
    return {};
}

std::string cookie_of(const Settings& settings, std::string_view of_what, const std::string& value,
                      std::string_view rest) {
    return cookie_name(settings, of_what) + "=" + value + "; Path=/; HttpOnly; SameSite=Strict" +
           (settings.behind_tls ? "; Secure" : "") + std::string{rest};
}

std::int64_t session_idle_s(Role role) {
    return (role == Role::approver ? 15 : 30) * 60;
}

std::vector<Membership> memberships_of(Services& services, PersonId person) {
    const Instant now = services.use_cases.clock().now();  // as the act that granted them
    const auto reader = services.store.read(registry);
    Keys keys;
    for (const std::int64_t id : reader->find({"membership", {{"person", Value{person.value}}}})) {
        keys.add<Membership>(MembershipId{id});
    }
    WorkingSet tables;
    reader->load(keys, tables);
    std::vector<Membership> all;
    for (const auto& [id, membership] : tables.shelf<Membership>().rows) {
        if (membership.holds_at(now)) all.push_back(membership);
    }
    return all;
}

Visitor visitor_of(Services& services, const Incoming& incoming) {
    const std::string value = cookie_in(incoming, cookie_name(services.settings, ""));
    if (value.size() != cookie_bytes * 2) return {};
    const std::string digest = sha256_hex(value);
    std::optional<Session> session = services.store.access().session_in_force(digest);
    const Instant now = services.system_clock.now();
    const bool lent_and_over =
        session && session->until && *session->until < services.use_cases.clock().now();
    if (!session || is_over(*session, now) || lent_and_over) {
        // One whose role is gone does not come back with the role.
        if (services.store.access().session(digest)) services.store.access().end_session(digest);
        return {};
    }
    if (now.micros - session->last_used.micros > touch_every_s * Instant::second) {
        session->last_used = now;
        services.store.access().renew(*session);
    }
    return {.person = session->person,
            .organisation = session->organisation,
            .role = session->role,
            .session_digest = digest,
            .began = session->made,
            .confirmed = session->confirmed,
            .strong = session->strong,
            .held = session->held,
            .entered_by = session->entered_by};
}

// The identity provider has a password and a second factor of its own.
std::string held_for(Services& services, PersonId person, Role role, const Entrance& entrance) {
    const Settings& settings = services.settings;
    const bool elsewhere = entrance.by == EnteredBy::identity_provider;
    const auto factor = kept<SecondFactor>(services.store.access(), std::to_string(person.value));
    const bool has_one = entrance.strong && (elsewhere || (factor && factor->active));
    if (settings.second_factor_for_staff && is_staff(role) && !has_one) return "second-factor";
    if (elsewhere) return "";
    const Instant now = services.system_clock.now();
    for (const Credential& credential : services.store.access().credentials_of(person)) {
        if (is_expired(settings.passwords, credential.changed, now)) return "password";
    }
    return "";
}

std::string begin_session(Call& call, const Membership& membership, const Entrance& entrance) {
    Services& services = call.services;
    const std::string value = random_hex(cookie_bytes);
    const Instant now = services.system_clock.now();
    services.store.access().put(
        Session{.id_digest = sha256_hex(value),
                .person = membership.person,
                .organisation = membership.organisation,
                .role = membership.role,
                .made = entrance.began,
                .last_used = now,
                .confirmed = entrance.confirmed,
                .strong = entrance.strong,
                .held = held_for(services, membership.person, membership.role, entrance),
                .device = device_of(call.incoming),
                .until = membership.until,
                .entered_by = entrance.by});
    return cookie_of(services.settings, "", value, "");
}

// A session is replaced by putting the new one before the old one is ended: so a pass that finds
// nothing more to end has missed none.
void end_all_sessions(Access& access, PersonId person, const std::string& but) {
    bool any = true;
    while (any) {
        any = false;
        for (const Session& session : access.sessions_of(person)) {
            if (session.id_digest == but) continue;
            access.end_session(session.id_digest);
            any = true;
        }
    }
}

std::string digest_of_cookie(const std::string& set_cookie) {
    const auto begin = set_cookie.find('=') + 1;
    return sha256_hex(set_cookie.substr(begin, set_cookie.find(';') - begin));
}

std::string ended_cookie(const Settings& settings) {
    return cookie_of(settings, "", "", "; Max-Age=0");
}

bool is_fresh(const Settings& settings, const Visitor& visitor, Instant now) {
    return now.micros - visitor.confirmed.micros <= settings.fresh_for_s * Instant::second;
}

std::string hashed_password(const std::string& password) {
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), passes, memory_bytes) !=
        0) {
        throw std::runtime_error{"no memory to hash a password"};
    }
    hash.resize(hash.find('\0'));
    return hash;
}

bool password_fits(const std::optional<Credential>& credential, const std::string& password) {
    static const std::string nobody = hashed_password("nobody knows this one: " + random_hex(16));
    const std::string& hash = credential ? credential->password : nobody;
    const bool fits = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
    return fits && credential;
}

std::string folded_login(std::string_view login) {
    std::string folded{trimmed(login)};
    for (char& c : folded) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return folded;
}

}  // namespace zq::http
