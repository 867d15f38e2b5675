// The second factor: a one-time password of an authenticator, and recovery codes for the day when
// it is lost.
#include "base/digest.h"
#include "http/endpoints.h"
#include "http/keyring.h"
#include "http/limiter.h"
#include "http/me.h"
#include "http/one_time_code.h"
#include "http/personal.h"
#include "http/sessions.h"

namespace zq::http {

namespace {

// Six guesses, then one a minute: a million codes are out of reach.
constexpr Rate code_rate{.burst = 6, .refill_s = 60};
constexpr std::size_t secret_bytes = 20;
constexpr std::size_t recovery_codes = 10;
constexpr std::size_t recovery_bytes = 14;  // 112 bits, as ASVS 6.5.2 asks of what is only hashed
constexpr std::string_view issuer = "左券";

std::optional<SecondFactor> factor_of(Call& call, PersonId person) {
    return kept<SecondFactor>(call.services.store.access(), std::to_string(person.value));
}

std::string secret_of(Call& call, const SecondFactor& factor) {
    const auto secret = call.services.keyring.open(factor.secret);
    if (!secret) {
        throw std::runtime_error{"no key opens the second factor of person " +
                                 std::to_string(factor.person.value)};
    }
    return *secret;
}

// Whether the code was right and had not been used: of two requests with one code, one has it.
bool takes_code(Call& call, const SecondFactor& factor, const std::string& code, bool activating) {
    const auto step = step_of_code(secret_of(call, factor), code, call.services.system_clock.now(),
                                   factor.last_step);
    if (!step) return false;
    SecondFactor used = factor;
    used.last_step = *step;
    used.active = factor.active || activating;
    if (!call.services.keyring.sealed_by_first(used.secret)) {
        used.secret = call.services.keyring.seal(secret_of(call, factor));
    }
    return call.services.store.access().replace(record_of(factor), record_of(used).value);
}

std::string recovery_digest(PersonId person, std::string_view code) {
    std::string folded;
    for (const char c : lower(code)) {
        if (c != '-' && c != ' ') folded.push_back(c);
    }
    return sha256_hex(std::to_string(person.value) + ":" + folded);
}

bool takes_recovery_code(Call& call, PersonId person, const std::string& code) {
    Access& access = call.services.store.access();
    const auto record = access.record(RecoveryCode::kind, recovery_digest(person, code));
    return record && record->owner == person.value && access.remove(*record);
}

void slow_down(Call& call, PersonId person) {
    const int wait_s = call.services.limiter.take("code:" + std::to_string(person.value), code_rate,
                                                  call.services.system_clock.now());
    if (wait_s > 0) throw too_many(wait_s);
}

// The codes before are worth nothing any more.
json::array new_recovery_codes(Call& call, PersonId person) {
    Access& access = call.services.store.access();
    for (const AccessRecord& record : access.records_of(RecoveryCode::kind, person.value)) {
        access.remove(record);
    }
    json::array told;
    for (std::size_t i = 0; i < recovery_codes; ++i) {
        std::string code = random_hex(recovery_bytes);
        access.add(
            record_of(RecoveryCode{.digest = recovery_digest(person, code), .person = person}));
        for (std::size_t dash = code.size() - 4; dash > 0; dash -= 4) code.insert(dash, "-");
        told.emplace_back(std::move(code));
    }
    return told;
}

// What was held for want of a second factor is so no longer.
Reply with_strong_session(Call& call, json::object body, int status) {
    Access& access = call.services.store.access();
    auto session = access.session(call.visitor.session_digest);
    if (session) {
        session->strong = true;
        session->held = held_for(call.services, session->person, session->role,
                                 {.strong = true, .by = session->entered_by});
        access.renew(*session);
    }
    return reply_of(std::move(body), status);
}

}  // namespace

struct Activating {
    std::string code;
    static void fields(auto& self, auto&& visit) { visit("code", self.code); }
};
template <>
inline constexpr Names<1> must_have<Activating>{"code"};

bool has_second_factor(Call& call, PersonId person) {
    const auto factor = factor_of(call, person);
    return factor && factor->active;
}

bool use_second_factor(Call& call, PersonId person, const std::string& code) {
    const auto factor = factor_of(call, person);
    if (!factor || !factor->active) return false;
    if (code.empty()) throw code_needed();
    slow_down(call, person);
    if (!takes_code(call, *factor, code, false)) {
        if (!takes_recovery_code(call, person, code)) throw wrong_code();
        tell_safety(call, person, "recovery-code-used");
    }
    call.services.limiter.forgive("code:" + std::to_string(person.value));
    return true;
}

// A secret that counts once its first code has come back.
Reply begin_second_factor(Call& call) {
    read_body<Nothing>(call);
    if (has_second_factor(call, call.visitor.person)) {
        throw invalid_value("", "there is one already; remove it first");
    }
    const std::string secret = random_bytes(secret_bytes);
    call.services.store.put_setting(something_is_sealed, 1);
    const SecondFactor factor{.person = call.visitor.person,
                              .secret = call.services.keyring.seal(secret),
                              .active = false,
                              .last_step = 0};
    Access& access = call.services.store.access();
    if (const auto before = access.record(SecondFactor::kind, factor.key())) access.remove(*before);
    access.add(record_of(factor));
    const auto logins = access.credentials_of(call.visitor.person);
    const std::string account =
        logins.empty() ? std::to_string(call.visitor.person.value) : logins.front().login;
    return reply_of(
        json::object{{"secret", base32(secret)}, {"uri", otpauth_uri(secret, account, issuer)}},
        201);
}

Reply activate_second_factor(Call& call) {
    const auto asked = read_body<Activating>(call);
    const PersonId person = call.visitor.person;
    const auto factor = factor_of(call, person);
    if (!factor || factor->active) throw invalid_value("", "there is none to activate");
    slow_down(call, person);
    if (!takes_code(call, *factor, asked.code, true)) throw wrong_code();
    call.services.limiter.forgive("code:" + std::to_string(person.value));
    tell_safety(call, person, "second-factor-on");
    return with_strong_session(call, {{"recovery_codes", new_recovery_codes(call, person)}}, 200);
}

Reply renew_recovery_codes(Call& call) {
    read_body<Nothing>(call);
    if (!has_second_factor(call, call.visitor.person)) {
        throw invalid_value("", "there is no second factor to recover");
    }
    tell_safety(call, call.visitor.person, "recovery-codes-renewed");
    return reply_of(
        json::object{{"recovery_codes", new_recovery_codes(call, call.visitor.person)}});
}

Reply remove_second_factor(Call& call) {
    read_body<Nothing>(call);
    const bool needed = call.services.settings.second_factor_for_staff &&
                        is_of_staff(call.services, call.visitor.person);
    if (needed) throw invalid_value("", "who works for the programme must have one");
    Access& access = call.services.store.access();
    forget_second_factor(access, call.visitor.person);
    tell_safety(call, call.visitor.person, "second-factor-off");
    for (Session session : access.sessions_of(call.visitor.person)) {
        if (session.id_digest != call.visitor.session_digest) access.end_session(session.id_digest);
        session.strong = false;
        access.renew(session);
    }
    Reply reply;
    reply.status = 204;
    reply.media_type.clear();
    return reply;
}

void forget_second_factor(Access& access, PersonId person) {
    for (const char* kind : {SecondFactor::kind, RecoveryCode::kind}) {
        for (const AccessRecord& record : access.records_of(kind, person.value)) {
            access.remove(record);
        }
    }
}

}  // namespace zq::http
