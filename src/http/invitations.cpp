// Invitations: a link that lets one person into one organisation in one role, once, within a day.
//
// What the link says stands behind its '#', so that no server or proxy on the way writes it down.
// Whoever invited grants the role in the end, and must still be allowed to.
#include "base/digest.h"
#include "domain/acts.h"
#include "http/endpoints.h"
#include "http/invitation.h"
#include "http/limiter.h"
#include "http/me.h"
#include "http/personal.h"
#include "http/sender.h"
#include "http/sessions.h"

namespace zq::http {

namespace {

constexpr std::int64_t holds_s = 24 * 3600;
constexpr std::size_t token_bytes = 32;
constexpr std::int64_t note_max = 100;
constexpr std::size_t open_max = 50;  // of one organisation
constexpr Rate token_rate{.burst = 20, .refill_s = 30};

bool is_owner(Role role) {
    return role == Role::enterprise_owner || role == Role::provider_owner;
}

std::string public_id(const Invitation& invitation) {
    return sha256_hex("invitation:" + invitation.digest).substr(0, 32);
}

json::object told(Call& call, const Invitation& invitation) {
    const auto organisation = call.find<Organisation>(invitation.organisation);
    return {{"invitation", public_id(invitation)},
            {"organisation", invitation.organisation.value},
            {"organisation_name", organisation ? organisation->name : ""},
            {"role", name_of(invitation.role)},
            {"note", invitation.note},
            {"made", to_rfc3339(invitation.made, call.zone())},
            {"until", to_rfc3339(invitation.until, call.zone())}};
}

// Those of an organisation that can still be accepted; what is over is forgotten.
std::vector<Invitation> open_invitations(Call& call, PartyId organisation) {
    Access& access = call.services.store.access();
    auto all = kept_of<Invitation>(access, organisation.value);
    const Instant now = call.services.system_clock.now();
    std::erase_if(all, [&](const Invitation& invitation) {
        if (now < invitation.until) return false;
        access.remove(record_of(invitation));
        return true;
    });
    return all;
}

Problem invitation_over() {
    Problem problem = not_found();
    problem.code = "invitation-over";
    problem.detail = "This invitation was used, taken back, or is older than a day.";
    return problem;
}

}  // namespace

Invitation invitation_of(Call& call, const std::string& token) {
    const int wait_s = call.services.limiter.take("token:" + network_of(call.incoming.peer),
                                                  token_rate, call.services.system_clock.now());
    if (wait_s > 0) throw too_many(wait_s);
    return invitation_by(call, sha256_hex(token));
}

Invitation invitation_by(Call& call, const std::string& digest) {
    const auto found = kept<Invitation>(call.services.store.access(), digest);
    if (!found || call.services.system_clock.now() >= found->until) throw invitation_over();
    const auto held = memberships_of(call.services, found->by);
    const bool still_may = std::ranges::any_of(held, [&](const Membership& m) {
        return m.organisation == found->by_organisation && m.role == found->by_role;
    });
    if (!still_may) throw invitation_over();
    return *found;
}

namespace {

// Owners see their own organisation's; others name one.
PartyId organisation_in(const Call& call) {
    static constexpr std::string_view known[] = {"organisation"};
    call.know_query(known);
    const auto named = call.query("organisation");
    if (!named || is_owner(call.visitor.role)) return call.visitor.organisation;
    const bool digits = !named->empty() && named->size() <= 15 &&
                        named->find_first_not_of("0123456789") == std::string::npos;
    if (!digits) throw malformed("/organisation", "must be the number of an organisation");
    return PartyId{std::stoll(*named)};
}

}  // namespace

struct NewInvitation {
    PartyId organisation;
    Role role = Role::public_visitor;
    std::string note;
    static void fields(auto& self, auto&& visit) {
        visit("organisation", self.organisation);
        visit("role", self.role);
        visit("note", self.note);
    }
};

struct Token {
    std::string token;
    static void fields(auto& self, auto&& visit) { visit("token", self.token); }
};

struct Accepting {
    std::string token;
    std::string login;
    std::string password;
    Personal name;
    static void fields(auto& self, auto&& visit) {
        visit("token", self.token);
        visit("login", self.login);
        visit("password", self.password);
        visit("name", self.name);
    }
};

template <>
inline constexpr Names<1> must_have<NewInvitation>{"role"};
template <>
inline constexpr Names<1> must_have<Token>{"token"};
template <>
inline constexpr Names<1> must_have<Accepting>{"token"};

Reply invite(Call& call) {
    auto asked = read_body<NewInvitation>(call);
    if (!asked.organisation) asked.organisation = call.visitor.organisation;
    const bool own = asked.organisation == call.visitor.organisation;
    if (!may_grant(call.visitor.role, asked.role) || (is_owner(call.visitor.role) && !own)) {
        throw invalid_value("/role", "is none that you may give there");
    }
    if (count_code_points(asked.note) > note_max) {
        throw invalid_value("/note", fmt::format("has more than {} characters", note_max));
    }
    if (!call.find<Organisation>(asked.organisation)) {
        throw invalid_value("/organisation", "is none that is registered");
    }
    if (open_invitations(call, asked.organisation).size() >= open_max) throw too_many(3600);
    const std::string token = random_hex(token_bytes);
    const Instant now = call.services.system_clock.now();
    const Invitation invitation{.digest = sha256_hex(token),
                                .organisation = asked.organisation,
                                .role = asked.role,
                                .note = asked.note,
                                .by = call.visitor.person,
                                .by_organisation = call.visitor.organisation,
                                .by_role = call.visitor.role,
                                .made = now,
                                .until = plus_seconds(now, holds_s)};
    call.services.store.access().add(record_of(invitation));
    json::object body = told(call, invitation);
    body["token"] = token;  // told this once
    return reply_of(std::move(body), 201);
}

Reply list_invitations(Call& call) {
    json::array items;
    for (const Invitation& invitation : open_invitations(call, organisation_in(call))) {
        items.push_back(told(call, invitation));
    }
    return reply_of(json::object{{"items", std::move(items)}});
}

Reply take_invitation_back(Call& call) {
    Access& access = call.services.store.access();
    for (const Invitation& invitation : open_invitations(call, organisation_in(call))) {
        if (public_id(invitation) != call.param("invitation")) continue;
        access.remove(record_of(invitation));
        Reply reply;
        reply.status = 204;
        reply.media_type.clear();
        return reply;
    }
    throw not_found();
}

Reply look_up_invitation(Call& call) {
    const auto asked = read_body<Token>(call);
    json::object body = told(call, invitation_of(call, asked.token));
    body.erase("note");
    return reply_of(std::move(body));
}

namespace {

std::int64_t granted(Call& call, const Invitation& invitation, Command command,
                     std::vector<PersonalOpening> openings = {}) {
    const Outcome outcome = call.services.writer.handle(
        registry, Asked{.actor = {invitation.by, invitation.by_organisation, invitation.by_role},
                        .command = std::move(command),
                        .key = {},
                        .digest = {},
                        .openings = std::move(openings)});
    check(outcome.has_value(), "without a key none is reused");
    if (!outcome->answer) throw problem_of(outcome->answer.error(), nullptr, call.in_chinese());
    return outcome->answer->id;
}

// A new person, with the login that it has chosen.
PersonId newcomer(Call& call, const Invitation& invitation, const Accepting& asked,
                  std::vector<PersonalOpening> openings) {
    const PersonId person = register_newcomer(call, invitation, asked.name, std::move(openings));
    const bool is_free =
        call.services.store.access().add(Credential{.login = folded_login(asked.login),
                                                    .person = person,
                                                    .password = hashed_password(asked.password),
                                                    .changed = call.services.system_clock.now()});
    if (!is_free) throw login_taken();  // somebody was faster
    return person;
}

void check_newcomer(Call& call, const Invitation& invitation, const Accepting& asked) {
    const std::string login = folded_login(asked.login);
    check_new_login(call, login);
    check_new_password(call, "/password", asked.password, login, is_staff(invitation.role));
    if (trimmed(asked.name.value).empty()) throw invalid_value("/name", "is empty");
}

}  // namespace

PersonId register_newcomer(Call& call, const Invitation& invitation, Personal name,
                           std::vector<PersonalOpening> openings) {
    return PersonId{
        granted(call, invitation, RegisterPerson{std::move(name)}, std::move(openings))};
}

AcceptedInvitation accept_for(Call& call, const Invitation& invitation,
                              const std::function<PersonId()>& who) {
    Access& access = call.services.store.access();
    if (!access.remove(record_of(invitation))) throw invitation_over();  // someone was faster
    try {
        const PersonId person = who();
        const MembershipId membership{
            granted(call, invitation,
                    GrantMembership{person, invitation.organisation, invitation.role, {}, {}})};
        return {person, membership};
    } catch (const Problem&) {
        access.add(record_of(invitation));
        throw;
    }
}

// A person who is logged in accepts for itself; anybody else becomes a person with a login.
Reply accept_invitation(Call& call) {
    Accepting asked;
    Reading reading;
    read_fields(call.body(), "", asked, reading);
    Call::end_if_wrong(reading);
    const Invitation invitation = invitation_of(call, asked.token);
    const bool is_known = call.visitor.logged_in();
    if (!is_known) check_newcomer(call, invitation, asked);
    const auto accepted = accept_for(call, invitation, [&] {
        return is_known ? call.visitor.person : newcomer(call, invitation, asked, reading.openings);
    });
    return reply_of(
        json::object{{"person", accepted.person.value}, {"membership", accepted.membership.value}},
        201);
}

// Who acts for one's own organisation: both sides see a delegation.
Reply list_members(Call& call) {
    call.know_query({});
    const Query query{.entity = "membership",
                      .where = {{"organisation",
                                 Filter::Comparison::equals,
                                 {Value{call.visitor.organisation.value}}},
                                {"active", Filter::Comparison::equals, {Value{true}}}},
                      .sort = {},
                      .after = {},
                      .limit = 0};
    json::array items;
    for (const Value& row : call.reader().list(query)) {
        const auto membership = decoded<Membership>(row);
        json::object one{{"membership", membership.id.value},
                         {"person", membership.person.value},
                         {"role", name_of(membership.role)},
                         {"oneself", membership.person == call.visitor.person}};
        if (const auto person = call.find<Person>(membership.person)) {
            const json::value name = call.writer(Shown::clear)(person->name);
            if (!name.is_null()) one["name"] = name;
        }
        items.push_back(std::move(one));
    }
    return reply_of(json::object{{"items", std::move(items)}});
}

}  // namespace zq::http
