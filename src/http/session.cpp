// Logging in and out, and which of one's memberships one acts in.
#include "http/endpoints.h"
#include "http/limiter.h"
#include "http/me.h"
#include "http/sessions.h"

namespace zq::http {

namespace {

// Ten tries at once, then one every half minute; for the login and for the address.
constexpr Rate login_rate{.burst = 10, .refill_s = 30};
constexpr Rate address_rate{.burst = 100, .refill_s = 3};
constexpr std::int64_t password_min = 8;
constexpr std::int64_t password_max = 128;

}  // namespace

struct Login {
    std::string login;
    std::string password;
    static void fields(auto& self, auto&& visit) {
        visit("login", self.login);
        visit("password", self.password);
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
inline constexpr Names<1> must_have<Switching>{"membership"};
template <>
inline constexpr Names<3> must_have<NewPassword>{"login", "current", "password"};

namespace {

void slow_down(Call& call, const std::string& login) {
    Limiter& limiter = call.services.limiter;
    const Instant now = call.services.system_clock.now();
    const int wait_s = std::max(limiter.take("login:" + login, login_rate, now),
                                limiter.take("address:" + call.incoming.peer, address_rate, now));
    if (wait_s > 0) throw too_many(wait_s);
}

Problem wrong_password() {
    Problem problem = not_logged_in();
    problem.code = "wrong-password";
    problem.detail = "Login or password is wrong.";
    return problem;
}

bool is_active(Call& call, PersonId id) {
    const auto person = call.find<Person>(id);
    return person && person->active;
}

}  // namespace

void check_new_password(const std::string& password) {
    const std::int64_t length = count_code_points(password);
    if (length < password_min || length > password_max) {
        throw invalid_value("/password", fmt::format("has {} characters; {} to {} are taken",
                                                     length, password_min, password_max));
    }
}

json::object me_of(Call& call, const Visitor& visitor) {
    json::array memberships;
    json::object current;
    for (const Membership& membership : memberships_of(call.services.store, visitor.person)) {
        const auto organisation = call.find<Organisation>(membership.organisation);
        json::object one{{"id", membership.id.value},
                         {"organisation", membership.organisation.value},
                         {"organisation_name", organisation ? organisation->name : ""},
                         {"role", name_of(membership.role)}};
        if (membership.organisation == visitor.organisation && membership.role == visitor.role) {
            current = one;
        }
        memberships.push_back(std::move(one));
    }
    json::object me{{"person", visitor.person.value}};
    if (const auto person = call.find<Person>(visitor.person)) {
        const json::value name = call.writer()(person->name);
        if (!name.is_null()) me["name"] = name;
    }
    me["acting_as"] = std::move(current);
    me["memberships"] = std::move(memberships);
    return me;
}

Reply log_in(Call& call) {
    const auto asked = read_body<Login>(call);
    const std::string login = folded_login(asked.login);
    slow_down(call, login);
    const auto credential = call.services.store.credential(login);
    if (!password_fits(credential, asked.password)) throw wrong_password();
    const auto memberships = memberships_of(call.services.store, credential->person);
    if (memberships.empty() || !is_active(call, credential->person)) throw wrong_password();
    call.services.limiter.forgive("login:" + login);
    if (call.visitor.logged_in()) call.services.store.end_session(call.visitor.session_digest);
    const Membership& first = memberships.front();
    const std::string cookie = begin_session(call.services, first);
    Reply reply =
        reply_of(me_of(call, Visitor{first.person, first.organisation, first.role, {}}), 201);
    return reply.with("Set-Cookie", cookie);
}

Reply log_out(Call& call) {
    call.services.store.end_session(call.visitor.session_digest);
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
    for (const Membership& membership : memberships_of(call.services.store, call.visitor.person)) {
        if (membership.id != asked.membership) continue;
        call.services.store.end_session(call.visitor.session_digest);
        const std::string cookie = begin_session(call.services, membership);
        const Visitor visitor{membership.person, membership.organisation, membership.role, {}};
        Reply reply = reply_of(me_of(call, visitor), 200);
        return reply.with("Set-Cookie", cookie);
    }
    throw not_found();
}

Reply change_password(Call& call) {
    const auto asked = read_body<NewPassword>(call);
    const std::string login = folded_login(asked.login);
    slow_down(call, login);
    auto credential = call.services.store.credential(login);
    if (!password_fits(credential, asked.current)) throw wrong_password();
    if (credential->person != call.visitor.person) throw wrong_password();
    check_new_password(asked.password);
    credential->password = hashed_password(asked.password);
    call.services.store.put(*credential);
    Reply reply;
    reply.status = 204;
    reply.media_type.clear();
    return reply;
}

}  // namespace zq::http
