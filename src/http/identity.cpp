// The log-in of the city: a browser is sent to the identity provider and comes back with a code.
//
// The provider sends the browser back to a page, and that page hands the code over in a request of
// its own. So no cookie has to travel from another site: both are SameSite=Strict, and nobody can
// bring about a log-in by a link. What a browser was sent for lies here, is found by `state`, and
// is taken by comparing and setting.
//
// The provider says who somebody is, not what he may do: whoever no account is tied to gets none.
#include "http/identity.h"

#include <spdlog/spdlog.h>

#include "base/digest.h"
#include "http/endpoints.h"
#include "http/identity_provider.h"
#include "http/invitation.h"
#include "http/keyring.h"
#include "http/limiter.h"
#include "http/log_line.h"
#include "http/me.h"
#include "http/personal.h"
#include "http/sender.h"
#include "http/sessions.h"

namespace zq::http {

namespace {

constexpr Rate errand_rate{.burst = 100, .refill_s = 3};  // of an address
constexpr std::size_t random_size = 32;
constexpr std::size_t return_bytes_max = 500;
constexpr std::size_t code_bytes_max = 2'048;
constexpr std::size_t identities_max = 5;  // of one person
constexpr std::string_view errand_cookie = "-identity";
constexpr std::string_view for_ten_minutes = "; Max-Age=600";
constexpr std::string_view gone = "; Max-Age=0";
constexpr std::string_view return_page = "/identity-return";

// What only this house may know of an errand.
struct Secrets {
    std::string nonce;
    std::string verifier;
    std::string name;  // of a newcomer
    static void fields(auto& self, auto&& visit) {
        visit("nonce", self.nonce);
        visit("verifier", self.verifier);
        visit("name", self.name);
    }
};

// Whom the provider has named, and how sure that is.
struct Identified {
    PersonId person;
    bool strong = false;
    Instant at{};  // when the person logged in there, as far as it says
};

Problem refused(std::string code, std::string detail) {
    Problem problem = not_logged_in();
    problem.code = std::move(code);
    problem.detail = std::move(detail);
    return problem;
}

Problem identity_over() {
    return refused("identity-over",
                   "This log-in was begun in another browser, is used up, or is older than ten "
                   "minutes; begin again.");
}

Problem identity_unknown() {
    return refused("identity-unknown",
                   "No account here is tied to this identity. Ask for an invitation, or log in "
                   "with your password and link it.");
}

Problem identity_declined() {
    return refused("identity-declined", "The identity provider was told not to go on.");
}

Problem identity_refused(std::string_view why) {
    Problem problem = refused("identity-refused", "What the identity provider says is not valid.");
    problem.facts.emplace("fault", why);
    return problem;
}

Problem identity_tied() {
    Problem problem = key_reused();
    problem.code = "identity-tied";
    problem.clauses = house::field_value;
    problem.detail = "This identity belongs to another account.";
    return problem;
}

// Without Retry-After: whoever waits here could use the password meanwhile.
Problem identity_out_of_reach() {
    Problem problem = out_of_reach("The identity provider does not answer right now.");
    problem.code = "identity-out-of-reach";
    problem.retry_after_s = 0;
    return problem;
}

IdentityProvider& provider_of(Call& call) {
    if (!call.services.identity) throw not_found();
    return *call.services.identity;
}

auto asking(Call& call, auto ask) {
    try {
        return ask();
    } catch (const OutOfReach& fault) {
        spdlog::error(log_line({{"event", "identity-provider-out-of-reach"},
                                {"request_id", call.incoming.request_id},
                                {"what", fault.what()}}));
        throw identity_out_of_reach();
    }
}

void slow_down(Call& call) {
    const int wait_s = call.services.limiter.take("identity:" + network_of(call.incoming.peer),
                                                  errand_rate, call.services.system_clock.now());
    if (wait_s > 0) throw too_many(wait_s);
}

// A place of this server: a path that no browser takes for another host.
void check_return(const std::string& path) {
    const bool is_path =
        path.empty() ||
        (path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/api/") &&
         path.size() <= return_bytes_max &&
         std::ranges::all_of(path, [](char c) { return c > ' ' && c <= '~' && c != '\\'; }));
    if (!is_path) throw invalid_value("/return_to", "must be a path of this server");
}

std::string redirect_of(const Call& call) {
    return public_base(call) + std::string{return_page};
}

// ---- on the way out

Errand errand_for(ErrandAim aim, std::string return_to, PersonId person = {}) {
    Errand errand;
    errand.aim = aim;
    errand.return_to = std::move(return_to);
    errand.person = person;
    return errand;
}

Reply send_away(Call& call, Errand errand, const std::string& name = "") {
    slow_down(call);
    check_return(errand.return_to);
    IdentityProvider& provider = provider_of(call);
    const std::string state = random_hex(random_size);
    const std::string browser = random_hex(random_size);
    const Secrets secrets{
        .nonce = random_hex(random_size), .verifier = random_hex(random_size), .name = name};
    errand.state = sha256_hex(state);
    errand.browser = sha256_hex(browser);
    errand.secrets = call.services.keyring.seal(canonical(encode(secrets)));
    errand.made = call.services.system_clock.now();
    const std::string address = asking(call, [&] {
        return provider.address_for({.redirect = redirect_of(call),
                                     .state = state,
                                     .nonce = secrets.nonce,
                                     .verifier = secrets.verifier,
                                     .again = errand.aim == ErrandAim::confirm});
    });
    call.services.store.access().add(record_of(errand));
    return reply_of(json::object{{"address", address}}, 201)
        .with("Set-Cookie",
              cookie_of(call.services.settings, errand_cookie, browser, for_ten_minutes));
}

}  // namespace

struct BeginningLogin {
    std::string return_to;
    std::string invitation;
    Personal name;
    static void fields(auto& self, auto&& visit) {
        visit("return_to", self.return_to);
        visit("invitation", self.invitation);
        visit("name", self.name);
    }
};

struct BeginningErrand {
    std::string return_to;
    static void fields(auto& self, auto&& visit) { visit("return_to", self.return_to); }
};

struct Returning {
    std::string state;
    std::string code;
    std::string iss;
    std::string error;
    std::string one_time_code;
    static void fields(auto& self, auto&& visit) {
        visit("state", self.state);
        visit("code", self.code);
        visit("iss", self.iss);
        visit("error", self.error);
        visit("one_time_code", self.one_time_code);
    }
};
template <>
inline constexpr Names<1> must_have<Returning>{"state"};

bool is_too_weak_for_staff(const Visitor& visitor) {
    return visitor.entered_by == EnteredBy::identity_provider && !visitor.strong;
}

Problem identity_too_weak() {
    return refused("identity-too-weak",
                   "Work for the programme asks for a log-in with a second factor.");
}

Reply show_identity_provider(Call& call) {
    call.know_query({});
    const IdentityProvider* provider = call.services.identity;
    json::object body{{"offered", provider != nullptr}};
    if (provider && !provider->settings().name.empty()) body["name"] = provider->settings().name;
    return reply_of(std::move(body));
}

// For whoever wants to log in, or to accept an invitation.
Reply begin_identity_login(Call& call) {
    const auto asked = read_body<BeginningLogin>(call);
    provider_of(call);
    if (asked.invitation.empty()) {
        return send_away(call, errand_for(ErrandAim::log_in, asked.return_to));
    }
    Errand errand = errand_for(ErrandAim::accept_invitation, asked.return_to);
    errand.invitation = invitation_of(call, asked.invitation).digest;
    if (trimmed(asked.name.value).empty()) throw invalid_value("/name", "is empty");
    return send_away(call, std::move(errand), asked.name.value);
}

Reply begin_identity_link(Call& call) {
    const auto asked = read_body<BeginningErrand>(call);
    provider_of(call);
    const auto linked =
        kept_of<ForeignIdentity>(call.services.store.access(), call.visitor.person.value);
    if (linked.size() >= identities_max) {
        throw invalid_value("", fmt::format("has {} identities already", identities_max));
    }
    return send_away(call, errand_for(ErrandAim::link, asked.return_to, call.visitor.person));
}

// Whoever has a password here confirms by it.
Reply begin_identity_confirmation(Call& call) {
    const auto asked = read_body<BeginningErrand>(call);
    provider_of(call);
    if (!call.services.store.access().credentials_of(call.visitor.person).empty()) {
        throw invalid_value("", "has a password, by which to confirm");
    }
    return send_away(call, errand_for(ErrandAim::confirm, asked.return_to, call.visitor.person));
}

// ---- on the way back

namespace {

// Begun in this browser, not long ago, and by the session that is there now where that matters.
Errand errand_of(Call& call, const std::string& state) {
    const auto found = kept<Errand>(call.services.store.access(), sha256_hex(state));
    const std::string browser =
        cookie_in(call.incoming, cookie_name(call.services.settings, errand_cookie));
    if (!found || browser.empty() || sha256_hex(browser) != found->browser) throw identity_over();
    const Instant now = call.services.system_clock.now();
    if (now >= plus_seconds(found->made, Errand::holds_s)) throw identity_over();
    if (found->person && found->person != call.visitor.person) throw not_logged_in();
    return *found;
}

Secrets secrets_of(Call& call, const Errand& errand) {
    const auto opened = call.services.keyring.open(errand.secrets);
    const auto value = opened ? parse_canonical(*opened) : std::nullopt;
    if (!value) throw identity_over();  // its key is gone
    return decoded<Secrets>(*value);
}

void check_answer(Call& call, IdentityProvider& provider, const Returning& asked) {
    const auto issuer = asked.iss.empty() ? std::nullopt : std::optional{asked.iss};
    if (!asking(call, [&] { return provider.is_named_rightly(issuer); })) {
        throw identity_refused("issuer");
    }
    if (asked.error == "access_denied") throw identity_declined();
    if (!asked.error.empty()) throw identity_refused("provider-error");
    if (asked.code.empty() || asked.code.size() > code_bytes_max) throw identity_refused("code");
}

IdToken token_for(Call& call, const Errand& errand, const Secrets& secrets,
                  const Returning& asked) {
    IdentityProvider& provider = provider_of(call);
    check_answer(call, provider, asked);
    Arrived arrived{.code = asked.code,
                    .redirect = redirect_of(call),
                    .nonce = secrets.nonce,
                    .verifier = secrets.verifier};
    if (errand.aim == ErrandAim::confirm) arrived.authenticated_since = errand.made;
    const auto token = asking(call, [&] { return provider.identify(arrived); });
    if (!token) throw identity_refused("code");
    if (!*token && token->error() == TokenFault::too_weak) throw identity_too_weak();
    if (!*token) throw identity_refused(name_of(token->error()));
    return **token;
}

Membership accepted(Call& call, const Errand& errand, bool strong,
                    const std::function<PersonId()>& who) {
    const Invitation invitation = invitation_by(call, errand.invitation);
    if (is_staff(invitation.role) && !strong) throw identity_too_weak();
    const auto done = accept_for(call, invitation, who);
    for (const Membership& membership : memberships_of(call.services, done.person)) {
        if (membership.id == done.membership) return membership;
    }
    throw identity_unknown();
}

// The first one that may be entered this way.
Membership entered(Call& call, const Identified& who) {
    const auto all = memberships_of(call.services, who.person);
    if (all.empty() || !is_active(call, who.person)) throw identity_unknown();
    for (const Membership& membership : all) {
        if (who.strong || !is_staff(membership.role)) return membership;
    }
    throw identity_too_weak();
}

Membership membership_for(Call& call, const Errand& errand, const Identified& who) {
    if (errand.aim == ErrandAim::log_in) return entered(call, who);
    if (errand.aim == ErrandAim::accept_invitation) {
        if (!is_active(call, who.person)) throw identity_unknown();
        return accepted(call, errand, who.strong, [&] { return who.person; });
    }
    if (is_staff(call.visitor.role) && !who.strong) throw identity_too_weak();
    return acting_as(call);
}

Reply back(Call& call, const Errand& errand, json::object me) {
    return reply_of(json::object{{"aim", name_of(errand.aim)},
                                 {"return_to", errand.return_to},
                                 {"me", std::move(me)}})
        .with("Set-Cookie", cookie_of(call.services.settings, errand_cookie, "", gone));
}

Reply let_in(Call& call, const Errand& errand, const Membership& membership,
             const Identified& who) {
    const Instant now = call.services.system_clock.now();
    const Entrance entrance{.strong = who.strong,
                            .confirmed = std::min(who.at, now),
                            .began = now,
                            .by = EnteredBy::identity_provider};
    Begun begun = new_session(call, membership, entrance);
    return back(call, errand, std::move(begun.me)).with("Set-Cookie", begun.cookie);
}

// A person who has a second factor here is asked for its code, unless the provider has asked for
// one of its own. The errand waits for it, and cannot be used for anything else.
void ask_for_code(Call& call, Errand errand, const Identified& who) {
    if (who.strong || !has_second_factor(call, who.person)) return;
    errand.proved = who.person;
    errand.proved_at = who.at;
    call.services.store.access().add(record_of(errand));
    throw code_needed();
}

Reply with_code(Call& call, const Errand& errand, const std::string& code) {
    const bool given = use_second_factor(call, errand.proved, code);
    if (!call.services.store.access().remove(record_of(errand))) throw identity_over();
    const Identified who{.person = errand.proved, .strong = given, .at = errand.proved_at};
    return let_in(call, errand, membership_for(call, errand, who), who);
}

Reply link(Call& call, const Errand& errand, const ForeignIdentity& identity) {
    Access& access = call.services.store.access();
    if (!access.add(record_of(identity))) {
        const auto known = kept<ForeignIdentity>(access, identity.key());
        if (!known || known->person != identity.person) throw identity_tied();
    } else {
        tell_safety(call, identity.person, "identity-linked");
    }
    return back(call, errand, me_of(call, call.visitor));
}

// A new person, who logs in by this identity and has no password.
Reply welcome(Call& call, const Errand& errand, const Secrets& secrets, ForeignIdentity identity,
              Identified who) {
    const Invitation invitation = invitation_by(call, errand.invitation);
    const Membership membership = accepted(call, errand, who.strong, [&] {
        const PersonalOpening opening = opening_of(secrets.name);
        identity.person = register_newcomer(call, invitation,
                                            Personal{opening.value, opening.commitment}, {opening});
        if (!call.services.store.access().add(record_of(identity))) throw identity_tied();
        return identity.person;
    });
    who.person = identity.person;
    return let_in(call, errand, membership, who);
}

Reply finish(Call& call, const Errand& errand, const Secrets& secrets, const IdToken& token) {
    const IdentityProvider& provider = provider_of(call);
    ForeignIdentity identity{.issuer = provider.settings().issuer,
                             .subject = token.subject,
                             .person = errand.person,
                             .made = call.services.system_clock.now()};
    if (errand.aim == ErrandAim::link) return link(call, errand, identity);
    const auto known = kept<ForeignIdentity>(call.services.store.access(), identity.key());
    Identified who{.person = known ? known->person : PersonId{},
                   .strong = provider.is_strong(token),
                   .at = token.authenticated_at.value_or(Instant{})};
    if (!known && errand.aim == ErrandAim::accept_invitation) {
        return welcome(call, errand, secrets, identity, who);
    }
    if (!known) throw identity_unknown();
    const bool is_other = errand.person && known->person != errand.person;
    if (is_other) throw identity_refused("another-person");
    ask_for_code(call, errand, who);
    return let_in(call, errand, membership_for(call, errand, who), who);
}

}  // namespace

Reply return_from_identity_provider(Call& call) {
    const auto asked = read_body<Returning>(call);
    provider_of(call);
    slow_down(call);
    const Errand errand = errand_of(call, asked.state);
    if (errand.proved) return with_code(call, errand, asked.one_time_code);
    if (!call.services.store.access().remove(record_of(errand))) throw identity_over();
    const Secrets secrets = secrets_of(call, errand);
    return finish(call, errand, secrets, token_for(call, errand, secrets, asked));
}

// ---- what is linked

namespace {

// What names an identity in an address.
std::string public_id(const ForeignIdentity& identity) {
    return sha256_hex("identity:" + identity.key()).substr(0, 32);
}

}  // namespace

json::array own_identities(Call& call) {
    json::array items;
    for (const auto& identity :
         kept_of<ForeignIdentity>(call.services.store.access(), call.visitor.person.value)) {
        items.push_back(json::object{{"identity", public_id(identity)},
                                     {"issuer", identity.issuer},
                                     {"made", to_rfc3339(identity.made, call.zone())}});
    }
    return items;
}

Reply list_identities(Call& call) {
    call.know_query({});
    return reply_of(json::object{{"items", own_identities(call)}});
}

// The last way in stays open.
Reply end_identity(Call& call) {
    Access& access = call.services.store.access();
    const auto all = kept_of<ForeignIdentity>(access, call.visitor.person.value);
    const auto found = std::ranges::find(all, call.param("identity"), public_id);
    if (found == all.end()) throw not_found();
    if (all.size() == 1 && access.credentials_of(call.visitor.person).empty()) {
        throw invalid_value("", "is the only way in, since there is no password");
    }
    access.remove(record_of(*found));
    tell_safety(call, call.visitor.person, "identity-ended");
    Reply reply;
    reply.status = 204;
    reply.media_type.clear();
    return reply;
}

}  // namespace zq::http
