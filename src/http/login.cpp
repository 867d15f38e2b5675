// Logging in and out, which of one's memberships one acts in, and the password.
//
// Wrong passwords slow down whoever sends them, not whose they would be: a browser in which a
// person has logged in before has tries of its own, so that strangers cannot lock anybody out.
#include "base/digest.h"
#include "http/endpoints.h"
#include "http/identity.h"
#include "http/limiter.h"
#include "http/me.h"
#include "http/personal.h"
#include "http/sender.h"
#include "http/sessions.h"

namespace zq::http {

namespace {

// Ten tries at once, then one every half minute; of strangers, no more than a hundred a day.
constexpr Rate login_rate{.burst = 10, .refill_s = 30};
constexpr Rate daily_rate{.burst = 100, .refill_s = 864};
constexpr Rate address_rate{.burst = 100, .refill_s = 3};
constexpr std::string_view device_cookie = "-device";
constexpr std::size_t device_bytes = 32;
constexpr std::size_t devices_max = 20;
constexpr std::size_t login_bytes_max = 100;
constexpr std::string_view for_half_a_year = "; Max-Age=15552000";

}  // namespace

struct Login {
    std::string login;
    std::string password;
    std::string code;
    static void fields(auto& self, auto&& visit) {
        visit("login", self.login);
        visit("password", self.password);
        visit("code", self.code);
    }
};

struct Confirming {
    std::string password;
    std::string code;
    static void fields(auto& self, auto&& visit) {
        visit("password", self.password);
        visit("code", self.code);
    }
};

struct Switching {
    MembershipId membership;
    static void fields(auto& self, auto&& visit) { visit("membership", self.membership); }
};

struct NewPassword {
    std::string login;
    std::string current;
    std::string password;
    static void fields(auto& self, auto&& visit) {
        visit("login", self.login);
        visit("current", self.current);
        visit("password", self.password);
    }
};

template <>
inline constexpr Names<2> must_have<Login>{"login", "password"};
template <>
inline constexpr Names<1> must_have<Confirming>{"password"};
template <>
inline constexpr Names<1> must_have<Switching>{"membership"};
template <>
inline constexpr Names<3> must_have<NewPassword>{"login", "current", "password"};

namespace {

std::string device_digest(const Call& call) {
    const std::string value =
        cookie_in(call.incoming, cookie_name(call.services.settings, device_cookie));
    return value.size() == 2 * device_bytes ? sha256_hex(value) : "";
}

bool is_device_of(Call& call, const std::string& digest, PersonId person) {
    if (digest.empty()) return false;
    const auto device = kept<KnownDevice>(call.services.store.access(), digest);
    return device && device->person == person;
}

// The names of the buckets that a try empties.
struct Tries {
    std::string login;
    std::string day;  // strangers only
};

Tries tries_of(const std::string& login, const std::string& device) {
    if (!device.empty()) return {"login:" + login + ":" + device, ""};
    return {"login:" + login, "login-day:" + login};
}

void slow_down(Call& call, const Tries& tries) {
    Limiter& limiter = call.services.limiter;
    const Instant now = call.services.system_clock.now();
    const auto take = [&](const std::string& name, Rate rate) {
        const int wait_s = limiter.take(name, rate, now);
        if (wait_s > 0) throw too_many(wait_s);
    };
    // A try that was refused takes nothing more.
    if (!tries.day.empty()) take("address:" + network_of(call.incoming.peer), address_rate);
    take(tries.login, login_rate);
    if (!tries.day.empty()) take(tries.day, daily_rate);
}

// The browser is known from now on; of too many, those known longest are forgotten.
std::string remember_device(Call& call, PersonId person) {
    Access& access = call.services.store.access();
    auto known = kept_of<KnownDevice>(access, person.value);
    std::ranges::sort(known, {}, &KnownDevice::made);
    for (std::size_t i = 0; i + devices_max <= known.size(); ++i)
        access.remove(record_of(known[i]));
    const std::string value = random_hex(device_bytes);
    access.add(record_of(KnownDevice{
        .digest = sha256_hex(value), .person = person, .made = call.services.system_clock.now()}));
    return cookie_of(call.services.settings, device_cookie, value, for_half_a_year);
}

json::object membership_of(Call& call, const Membership& membership) {
    const auto organisation = call.find<Organisation>(membership.organisation);
    json::object told{{"id", membership.id.value},
                      {"organisation", membership.organisation.value},
                      {"organisation_name", organisation ? organisation->name : ""},
                      {"role", name_of(membership.role)}};
    if (membership.until) {
        told["until"] = to_rfc3339(*membership.until, call.zone());
        told["reason"] = membership.reason;
    }
    return told;
}

json::object safety_of(Call& call, const Visitor& visitor) {
    const Settings& settings = call.services.settings;
    json::array logins;
    json::value expires_at;
    for (const Credential& credential :
         call.services.store.access().credentials_of(visitor.person)) {
        logins.emplace_back(credential.login);
        if (const auto end = expires(settings.passwords, credential.changed)) {
            expires_at = to_rfc3339(*end, call.zone());
        }
    }
    json::object safety{
        {"logins", std::move(logins)},
        {"second_factor", has_second_factor(call, visitor.person)},
        {"second_factor_needed", settings.second_factor_for_staff && is_staff(visitor.role)},
        {"fresh_until",
         to_rfc3339(plus_seconds(visitor.confirmed, settings.fresh_for_s), call.zone())}};
    if (!visitor.held.empty()) safety["held_for"] = visitor.held;
    if (!expires_at.is_null()) safety["password_expires"] = std::move(expires_at);
    return safety;
}

Reply with_session(Call& call, const Membership& membership, const Entrance& entrance, int status) {
    Begun begun = new_session(call, membership, entrance);
    return reply_of(std::move(begun.me), status).with("Set-Cookie", begun.cookie);
}

// As somebody who came in the same way at the same time.
Entrance entrance_of(const Visitor& visitor) {
    return {.strong = visitor.strong,
            .confirmed = visitor.confirmed,
            .began = visitor.began,
            .by = visitor.entered_by};
}

}  // namespace

Begun new_session(Call& call, const Membership& membership, const Entrance& entrance) {
    std::string cookie = begin_session(call, membership, entrance);
    Access& access = call.services.store.access();
    const bool took_its_place =
        !call.visitor.logged_in() || access.end_session(call.visitor.session_digest);
    const bool is_of_the_same = membership.person == call.visitor.person;
    if (!took_its_place && is_of_the_same) {  // somebody has ended it in between
        access.end_session(digest_of_cookie(cookie));
        throw not_logged_in();
    }
    const Visitor visitor{
        .person = membership.person,
        .organisation = membership.organisation,
        .role = membership.role,
        .session_digest = {},
        .began = entrance.began,
        .confirmed = entrance.confirmed,
        .strong = entrance.strong,
        .held = held_for(call.services, membership.person, membership.role, entrance),
        .entered_by = entrance.by};
    return {.me = me_of(call, visitor), .cookie = std::move(cookie)};
}

Problem login_taken() {
    Problem problem = key_reused();
    problem.code = "login-taken";
    problem.clauses = house::field_value;
    problem.detail = "Another person logs in with this name.";
    problem.errors = {{"/login", "is taken"}};
    return problem;
}

void check_new_login(Call& call, const std::string& login) {
    if (login.empty() || login.size() > login_bytes_max) {
        throw invalid_value("/login", fmt::format("must have 1 to {} bytes", login_bytes_max));
    }
    if (call.services.store.access().credential(login)) throw login_taken();
}

bool is_active(Call& call, PersonId id) {
    const auto person = call.find<Person>(id);
    return person && person->active;
}

bool is_of_staff(Services& services, PersonId person) {
    return std::ranges::any_of(memberships_of(services, person),
                               [](const Membership& m) { return is_staff(m.role); });
}

void check_new_password(const Call& call, const std::string& pointer, const std::string& password,
                        const std::string& login, bool of_staff) {
    const auto wrong =
        wrong_with_password(call.services.settings.passwords, password, login, of_staff);
    if (wrong) throw invalid_value(pointer, *wrong);
}

json::object me_of(Call& call, const Visitor& visitor) {
    json::array memberships;
    json::object current;
    for (const Membership& membership : memberships_of(call.services, visitor.person)) {
        json::object one = membership_of(call, membership);
        if (membership.organisation == visitor.organisation && membership.role == visitor.role) {
            current = one;
        }
        memberships.push_back(std::move(one));
    }
    json::object me{{"person", visitor.person.value}};
    if (const auto person = call.find<Person>(visitor.person)) {
        const json::value name = call.writer(Shown::clear)(person->name);
        if (!name.is_null()) me["name"] = name;
    }
    me["acting_as"] = std::move(current);
    me["memberships"] = std::move(memberships);
    me["safety"] = safety_of(call, visitor);
    return me;
}

Credential checked_password(Call& call, const std::string& login, const std::string& password) {
    if (login.size() > login_bytes_max) throw wrong_password();  // nobody's
    const auto credential = call.services.store.access().credential(login);
    std::string device = device_digest(call);
    if (!credential || !is_device_of(call, device, credential->person)) device.clear();
    const Tries tries = tries_of(login, device);
    slow_down(call, tries);
    if (!password_fits(credential, password)) throw wrong_password();
    call.services.limiter.forgive(tries.login);
    return *credential;
}

Reply log_in(Call& call) {
    const auto asked = read_body<Login>(call);
    const Credential credential = checked_password(call, folded_login(asked.login), asked.password);
    const auto memberships = memberships_of(call.services, credential.person);
    if (memberships.empty() || !is_active(call, credential.person)) throw wrong_password();
    const bool strong = use_second_factor(call, credential.person, asked.code);
    const Instant now = call.services.system_clock.now();
    const Entrance entrance{.strong = strong, .confirmed = now, .began = now};
    Reply reply = with_session(call, memberships.front(), entrance, 201);
    // Whoever changes a password ends the sessions that there are; this one may have come after.
    const auto since = call.services.store.access().credential(credential.login);
    if (!since || since->password != credential.password) {
        end_all_sessions(call.services.store.access(), credential.person, "");
        throw wrong_password();
    }
    if (!is_device_of(call, device_digest(call), credential.person)) {
        const auto known =
            kept_of<KnownDevice>(call.services.store.access(), credential.person.value);
        if (!known.empty()) tell_safety(call, credential.person, "new-device");
        reply.with("Set-Cookie", remember_device(call, credential.person));
    }
    return reply;
}

Reply log_out(Call& call) {
    call.services.store.access().end_session(call.visitor.session_digest);
    Reply reply;
    reply.status = 204;
    reply.media_type.clear();
    return reply.with("Set-Cookie", ended_cookie(call.services.settings))
        .with("Clear-Site-Data", "\"cache\", \"storage\"");
}

Reply show_me(Call& call) {
    return reply_of(me_of(call, call.visitor));
}

// A new session: what one may do has changed, so has the cookie.
Reply switch_membership(Call& call) {
    const auto asked = read_body<Switching>(call);
    for (const Membership& membership : memberships_of(call.services, call.visitor.person)) {
        if (membership.id != asked.membership) continue;
        if (is_staff(membership.role) && is_too_weak_for_staff(call.visitor)) {
            throw identity_too_weak();
        }
        return with_session(call, membership, entrance_of(call.visitor), 200);
    }
    throw not_found();
}

Membership acting_as(Call& call) {
    for (const Membership& membership : memberships_of(call.services, call.visitor.person)) {
        if (membership.organisation == call.visitor.organisation &&
            membership.role == call.visitor.role) {
            return membership;
        }
    }
    throw not_logged_in();
}

// The same person is still there: grave acts are open again for some minutes, under a new cookie.
Reply confirm_session(Call& call) {
    const auto asked = read_body<Confirming>(call);
    const auto logins = call.services.store.access().credentials_of(call.visitor.person);
    if (logins.empty()) throw wrong_password();
    checked_password(call, logins.front().login, asked.password);
    const bool strong = use_second_factor(call, call.visitor.person, asked.code);
    const Instant now = call.services.system_clock.now();
    const Entrance entrance{.strong = strong, .confirmed = now, .began = now};
    return with_session(call, acting_as(call), entrance, 200);
}

// Other sessions end: whoever knew the old password is out.
Reply change_password(Call& call) {
    const auto asked = read_body<NewPassword>(call);
    const std::string login = folded_login(asked.login);
    Access& access = call.services.store.access();
    const auto own = access.credentials_of(call.visitor.person);
    if (std::ranges::find(own, login, &Credential::login) == own.end()) throw wrong_password();
    Credential credential = checked_password(call, login, asked.current);
    check_new_password(call, "/password", asked.password, login,
                       is_of_staff(call.services, call.visitor.person));
    if (asked.password == asked.current) throw invalid_value("/password", "is the one it was");
    credential.password = hashed_password(asked.password);
    credential.changed = call.services.system_clock.now();
    access.put(credential);
    end_all_sessions(access, call.visitor.person, call.visitor.session_digest);
    tell_safety(call, call.visitor.person, "password-changed");
    // No confirmation: that asks for the second factor, too.
    return with_session(call, acting_as(call), entrance_of(call.visitor), 200);
}

}  // namespace zq::http
