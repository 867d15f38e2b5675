// The cookie's value is 256 random bits; what is stored cannot be turned back into it.
#include "http/sessions.h"

#include <sodium.h>

#include "base/digest.h"

namespace zq::http {

namespace {

constexpr std::size_t cookie_bytes = 32;
constexpr std::int64_t touch_every_s = 60;

// 19 MiB, two passes: about 20 ms here, and what OWASP asks for at least.
constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 19 * 1024 * 1024;

std::string cookie_name(const Settings& settings) {
    return settings.behind_tls ? "__Host-zuoquan" : "zuoquan";
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

std::string cookie(const Settings& settings, const std::string& value, std::string_view rest) {
    return cookie_name(settings) + "=" + value + "; Path=/; HttpOnly; SameSite=Strict" +
           (settings.behind_tls ? "; Secure" : "") + std::string{rest};
}

bool is_over(const Session& session, Instant now) {
    return now.micros - session.last_used.micros > session_idle_s * Instant::second ||
           now.micros - session.made.micros > session_age_s * Instant::second;
}

}  // namespace

std::vector<Membership> memberships_of(Store& store, PersonId person) {
    const auto reader = store.read(registry);
    Keys keys;
    for (const std::int64_t id : reader->find({"membership", {{"person", Value{person.value}}}})) {
        keys.add<Membership>(MembershipId{id});
    }
    WorkingSet tables;
    reader->load(keys, tables);
    std::vector<Membership> all;
    for (const auto& [id, membership] : tables.shelf<Membership>().rows) {
        if (membership.active) all.push_back(membership);
    }
    return all;
}

Visitor visitor_of(Services& services, const Incoming& incoming) {
    const std::string value = cookie_in(incoming, cookie_name(services.settings));
    if (value.size() != cookie_bytes * 2) return {};
    const std::string digest = sha256_hex(value);
    std::optional<Session> session = services.store.session_in_force(digest);
    const Instant now = services.system_clock.now();
    if (!session || is_over(*session, now)) {
        // One whose role is gone does not come back with the role.
        if (services.store.session(digest)) services.store.end_session(digest);
        return {};
    }
    if (now.micros - session->last_used.micros > touch_every_s * Instant::second) {
        session->last_used = now;
        services.store.put(*session);
    }
    return {.person = session->person,
            .organisation = session->organisation,
            .role = session->role,
            .session_digest = digest};
}

std::string begin_session(Services& services, const Membership& membership) {
    const std::string value = random_hex(cookie_bytes);
    const Instant now = services.system_clock.now();
    services.store.put(Session{.id_digest = sha256_hex(value),
                               .person = membership.person,
                               .organisation = membership.organisation,
                               .role = membership.role,
                               .made = now,
                               .last_used = now});
    return cookie(services.settings, value, "");
}

std::string ended_cookie(const Settings& settings) {
    return cookie(settings, "", "; Max-Age=0");
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
