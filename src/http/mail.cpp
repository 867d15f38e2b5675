// What a person has sent by mail, and where to. An address counts once somebody who reads mail
// there has opened its link; the link is opened by a button on a page, so that no scanner of mail
// uses it up.
//
// An address that was replaced or removed still gets notices about safety for a week: whoever takes
// over an account cannot keep its owner from learning of it.
#include "app/mail_preferences.h"

#include <set>

#include "base/digest.h"
#include "http/endpoints.h"
#include "http/keyring.h"
#include "http/limiter.h"
#include "http/me.h"
#include "http/personal.h"

namespace zq::http {

namespace {

constexpr std::int64_t proof_holds_s = 24 * 3600;
constexpr std::int64_t former_for_s = 7 * 24 * 3600;
constexpr std::size_t former_max = 5;
constexpr std::size_t token_bytes = 32;
constexpr std::size_t id_bytes = 16;
// Five letters to somebody who has not asked for them, then one every hour.
constexpr Rate proof_rate{.burst = 5, .refill_s = 3600};
constexpr Rate token_rate{.burst = 20, .refill_s = 30};

std::string opened(const Call& call, const std::string& sealed) {
    return call.services.keyring.open(sealed).value_or("");
}

// Changed by `change` from what is kept, again when somebody else was faster.
template <class Change>
MailPreferences changed_preferences(Call& call, PersonId person, Change change) {
    Access& access = call.services.store.access();
    for (int attempt = 0; attempt < 5; ++attempt) {
        const MailPreferences known = mail_preferences_of(access, person);
        MailPreferences next = known;
        change(next);
        if (keep_preferences(access, known, next)) return next;
    }
    throw overloaded();
}

// The address is one that was, from now on.
void give_up_address(MailPreferences& preferences, Instant now) {
    std::erase_if(preferences.former,
                  [&](const FormerAddress& one) { return has_passed(one.until, now); });
    if (preferences.address.empty()) return;
    if (preferences.former.size() >= former_max) throw too_many(24 * 3600);
    preferences.former.push_back({preferences.address, plus_seconds(now, former_for_s)});
    preferences.address.clear();
    preferences.fault.clear();
    preferences.fault_at = {};
}

// The latest proof that can still be given; what is over is forgotten.
std::optional<AddressProof> awaited(Call& call, PersonId person) {
    Access& access = call.services.store.access();
    std::optional<AddressProof> latest;
    for (const AddressProof& proof : kept_of<AddressProof>(access, person.value)) {
        if (has_passed(proof.until, call.services.system_clock.now())) {
            access.remove(record_of(proof));
        } else if (!latest || latest->until < proof.until) {
            latest = proof;
        }
    }
    return latest;
}

json::array groups_of(const MailPreferences& preferences) {
    json::array groups;
    for (const auto& [group, name] : EnumNames<LetterGroup>::all) {
        groups.push_back(json::object{
            {"group", name}, {"on", preferences.wants(group)}, {"always", is_always_sent(group)}});
    }
    return groups;
}

Reply reply_with_preferences(Call& call) {
    const PersonId person = call.visitor.person;
    const MailPreferences preferences = mail_preferences_of(call.services.store.access(), person);
    json::object body{{"available", call.services.settings.mail},
                      {"language", name_of(preferences.language)},
                      {"groups", groups_of(preferences)}};
    if (!preferences.address.empty()) body["address"] = opened(call, preferences.address);
    if (const auto proof = awaited(call, person)) {
        body["awaited"] = opened(call, proof->address);
        body["awaited_until"] = to_rfc3339(proof->until, call.zone());
    }
    const Instant now = call.services.system_clock.now();
    std::optional<Instant> until;
    for (const FormerAddress& former : preferences.former) {
        if (!has_passed(former.until, now)) until = std::max(until, std::optional{former.until});
    }
    if (until) body["former_until"] = to_rfc3339(*until, call.zone());
    if (!preferences.fault.empty()) {
        body["fault"] = preferences.fault;
        body["fault_at"] = to_rfc3339(preferences.fault_at, call.zone());
    }
    return reply_of(std::move(body));
}

void check_available(const Call& call) {
    if (!call.services.settings.mail) {
        throw invalid_value("", "no mail is sent from here; --mail was not given");
    }
}

// Only the latest address waits for its proof.
void forget_proofs(Access& access, PersonId person) {
    for (const AccessRecord& record : access.records_of(AddressProof::kind, person.value)) {
        access.remove(record);
    }
}

void send_proof(Call& call, const std::string& address) {
    Access& access = call.services.store.access();
    const PersonId person = call.visitor.person;
    const Instant now = call.services.system_clock.now();
    const std::string token = random_hex(token_bytes);
    AddressProof proof;
    proof.digest = sha256_hex(token);
    proof.person = person;
    call.services.store.put_setting(something_is_sealed, 1);
    proof.address = call.services.keyring.seal(address);
    proof.until = plus_seconds(now, proof_holds_s);
    forget_proofs(access, person);
    access.add(record_of(proof));
    Parcel parcel;
    parcel.id = "c" + random_hex(id_bytes);
    parcel.person = person;
    parcel.address = proof.address;
    parcel.secret = call.services.keyring.seal(token);
    parcel.what = "mail-confirmation";
    parcel.at = parcel.queued = parcel.not_before = now;
    put_on_way(access, parcel);
}

void slow_down(Call& call, const std::string& name, Rate rate) {
    const int wait_s = call.services.limiter.take(name, rate, call.services.system_clock.now());
    if (wait_s > 0) throw too_many(wait_s);
}

}  // namespace

struct NewAddress {
    std::string address;
    static void fields(auto& self, auto&& visit) { visit("address", self.address); }
};

struct Choices {
    Language language = Language::zh;
    std::vector<LetterGroup> off;
    static void fields(auto& self, auto&& visit) {
        visit("language", self.language);
        visit("off", self.off);
    }
};

struct ProofToken {
    std::string token;
    static void fields(auto& self, auto&& visit) { visit("token", self.token); }
};

template <>
inline constexpr Names<1> must_have<NewAddress>{"address"};
template <>
inline constexpr Names<2> must_have<Choices>{"language", "off"};
template <>
inline constexpr Names<1> must_have<ProofToken>{"token"};

Reply show_mail_preferences(Call& call) {
    call.know_query({});
    return reply_with_preferences(call);
}

Reply set_mail_address(Call& call) {
    const auto asked = read_body<NewAddress>(call);
    check_available(call);
    const std::string address{trimmed(asked.address)};
    if (!is_mail_address(address)) {
        throw invalid_value("/address", "is no address like name@example.org");
    }
    slow_down(call, "mail-proof:" + std::to_string(call.visitor.person.value), proof_rate);
    slow_down(call, "mail-proof-to:" + lower(address), proof_rate);
    send_proof(call, address);
    return reply_with_preferences(call);
}

Reply remove_mail_address(Call& call) {
    read_body<Nothing>(call);
    const PersonId person = call.visitor.person;
    const Instant now = call.services.system_clock.now();
    bool had_one = false;
    changed_preferences(call, person, [&](MailPreferences& preferences) {
        had_one = !preferences.address.empty();
        give_up_address(preferences, now);
    });
    forget_proofs(call.services.store.access(), person);
    if (had_one) tell_safety(call, person, "mail-removed");
    return reply_with_preferences(call);
}

Reply choose_letters(Call& call) {
    const auto asked = read_body<Choices>(call);
    for (const LetterGroup group : asked.off) {
        if (is_always_sent(group)) {
            throw invalid_value("/off",
                                "letters of '" + std::string{name_of(group)} + "' are always sent");
        }
    }
    changed_preferences(call, call.visitor.person, [&](MailPreferences& preferences) {
        preferences.language = asked.language;
        preferences.off.clear();
        for (const LetterGroup group : std::set(asked.off.begin(), asked.off.end())) {
            preferences.off.emplace_back(name_of(group));
        }
    });
    return reply_with_preferences(call);
}

// Whoever holds the link need not be logged in: it is opened where mail is read.
Reply confirm_mail_address(Call& call) {
    const auto asked = read_body<ProofToken>(call);
    slow_down(call, "token:" + call.incoming.peer, token_rate);
    Access& access = call.services.store.access();
    const Instant now = call.services.system_clock.now();
    const auto proof = kept<AddressProof>(access, sha256_hex(asked.token));
    if (!proof || has_passed(proof->until, now) || !access.remove(record_of(*proof))) {
        throw not_found();
    }
    bool had_one = false;
    try {
        changed_preferences(call, proof->person, [&](MailPreferences& preferences) {
            const bool is_same = !preferences.address.empty() &&
                                 opened(call, preferences.address) == opened(call, proof->address);
            had_one = !preferences.address.empty() && !is_same;
            if (is_same) preferences.address.clear();
            give_up_address(preferences, now);
            preferences.address = proof->address;
            preferences.fault.clear();
            preferences.fault_at = {};
        });
    } catch (const Problem&) {  // the link holds still
        access.add(record_of(*proof));
        throw;
    }
    if (had_one) tell_safety(call, proof->person, "mail-changed");
    return reply_of(json::object{{"confirmed", true}});
}

void tell_safety(Call& call, PersonId person, std::string_view what) {
    SafetyNotice notice;
    notice.id = random_hex(id_bytes);
    notice.person = person;
    notice.what = what;
    notice.at = call.services.system_clock.now();
    note_safety(call.services.store.access(), notice, call.services.settings.mail);
}

Reply list_safety_notices(Call& call) {
    call.know_query({});
    Access& access = call.services.store.access();
    auto notices = kept_of<SafetyNotice>(access, call.visitor.person.value);
    std::ranges::sort(notices, std::ranges::greater{}, &SafetyNotice::at);
    json::array items;
    for (const SafetyNotice& notice : notices) {
        json::object one{{"kind", notice.what}, {"at", to_rfc3339(notice.at, call.zone())}};
        const auto posted = kept<Posted>(access, mail_id(notice));
        if (posted && posted->fault.empty()) one["mailed"] = to_rfc3339(posted->at, call.zone());
        items.push_back(std::move(one));
    }
    return reply_of(json::object{{"items", std::move(items)}});
}

}  // namespace zq::http
