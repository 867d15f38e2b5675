// Nothing is held while a carrier is at work: no reader, no transaction.
#include "app/post_office.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <set>

namespace zq {

namespace {

// After so many tries a parcel waits so long for the next one; at least as long as a try may take.
constexpr std::array<std::int64_t, 5> pauses_s{60, 300, 900, 3'600, 4 * 3'600};
// So long nothing is tried on a way that is closed.
constexpr std::array<std::int64_t, 5> closed_s{5, 15, 60, 300, 600};
constexpr std::int64_t given_up_after_s = 5 * 24 * 3'600;
// While so many wait that were never tried, further messages wait in the inboxes.
constexpr std::int64_t most_untried = 5'000;
constexpr std::size_t fault_bytes_max = 300;

std::int64_t pause_of(std::span<const std::int64_t> pauses, std::int64_t count) {
    const auto last = std::ssize(pauses) - 1;
    return pauses[static_cast<std::size_t>(std::min(std::max<std::int64_t>(count, 0), last))];
}

std::string text_in(const Value& facts, std::string_view name) {
    const Value* value = facts.find(name);
    const std::string* text = value ? value->if_text() : nullptr;
    return text ? *text : "";
}

std::int64_t number_in(const Value& facts, std::string_view name) {
    const Value* value = facts.find(name);
    const std::int64_t* number = value ? value->if_number() : nullptr;
    return number ? *number : 0;
}

// 2025-06-20 17:00
std::string to_the_minute(Instant at, const Zone& zone) {
    std::string text = to_rfc3339(at, zone).substr(0, 16);
    text[10] = ' ';
    return text;
}

std::vector<Membership> active_members(Store& store, PartyId organisation) {
    const Query query{
        .entity = "membership",
        .where = {{"organisation", Filter::Comparison::equals, {Value{organisation.value}}},
                  {"active", Filter::Comparison::equals, {Value{true}}}},
        .sort = {},
        .after = {},
        .limit = 0};
    std::vector<Membership> members;
    const auto rows = store.read(registry)->list(query);
    for (const Value& row : rows) members.push_back(decoded<Membership>(row));
    return members;
}

void note_fault(Access& access, PersonId person, const std::string& fault, Instant now) {
    const MailPreferences known = mail_preferences_of(access, person);
    if (known.fault == fault) return;
    MailPreferences noted = known;
    noted.fault = fault;
    noted.fault_at = fault.empty() ? Instant{} : now;
    keep_preferences(access, known, noted);
}

}  // namespace

PostOffice::PostOffice(UseCases& use_cases, Clock& clock, const LetterTexts& texts, Ways ways,
                       Settings settings)
    : use_cases_{use_cases},
      clock_{clock},
      texts_{texts},
      ways_{ways},
      settings_{std::move(settings)} {}

// ---- from a message to parcels

void PostOffice::send(const Message& message) {
    if (ways_.outbox) ways_.outbox->send(message);
    const LetterKind* kind = letter_kind(message.kind);
    if (!kind) kind = letter_kind(general_letter);
    if (ways_.mail) address_to_members(message, *kind);
    if (!ways_.webhook) return;
    Parcel parcel;
    parcel.id = "m" + std::to_string(message.id) + ".w";
    parcel.way = Way::webhook;
    parcel.what = message.kind;
    parcel.programme = message.programme;
    parcel.to = message.to;
    parcel.message = message.id;
    parcel.facts = message.facts;
    parcel.at = message.at;
    parcel.queued = parcel.not_before = clock_.now();
    put_on_way(use_cases_.store().access(), parcel);
}

void PostOffice::address_to_members(const Message& message, const LetterKind& kind) {
    Access& access = use_cases_.store().access();
    std::set<PersonId> seen;
    for (const Membership& member : active_members(use_cases_.store(), message.to)) {
        if (!seen.insert(member.person).second) continue;
        const MailPreferences preferences = mail_preferences_of(access, member.person);
        if (preferences.address.empty() || !preferences.wants(kind.group)) continue;
        Parcel parcel;
        parcel.id = mail_id(message.id, member.person);
        parcel.person = member.person;
        parcel.what = message.kind;
        parcel.programme = message.programme;
        parcel.to = message.to;
        parcel.message = message.id;
        parcel.facts = message.facts;
        parcel.at = message.at;
        parcel.queued = parcel.not_before = clock_.now();
        put_on_way(access, parcel);
    }
}

// ---- from a parcel to a mail

std::string PostOffice::code_of(const Parcel& parcel) const {
    if (parcel.programme != registry) return use_cases_.rulebook(parcel.programme).code;
    const auto programmes = use_cases_.programmes();
    return programmes.empty() ? "" : use_cases_.rulebook(programmes.back()).code;
}

// The desk at which the person works for the organisation.
std::string PostOffice::face_of(const Parcel& parcel) const {
    for (const Membership& member : active_members(use_cases_.store(), parcel.to)) {
        if (member.person != parcel.person) continue;
        const bool buys =
            member.role == Role::enterprise_owner || member.role == Role::enterprise_operator;
        return buys ? "enterprise" : "provider";
    }
    return "account";
}

std::string PostOffice::link_of(const Parcel& parcel) const {
    if (!parcel.secret.empty()) {
        const auto secret = settings_.open(parcel.secret);
        return secret ? settings_.public_url + "/mail-confirmation#" + *secret : "";
    }
    const std::string place = settings_.public_url + "/" + code_of(parcel) + "/";
    const std::string face = parcel.to ? face_of(parcel) : "account";
    if (face == "account") return place + face;
    const std::int64_t order = number_in(parcel.facts, "order");
    if (order > 0) return place + face + "/orders/" + std::to_string(order);
    const std::int64_t product = number_in(parcel.facts, "product");
    if (product > 0 && face == "provider") {
        return place + face + "/applications/" + std::to_string(product);
    }
    return place + face + "/inbox";
}

Places PostOffice::places_for(const Parcel& parcel, Language language) const {
    Places places;
    const auto programmes = use_cases_.programmes();
    const ProgrammeId programme =
        parcel.programme == registry && !programmes.empty() ? programmes.back() : parcel.programme;
    if (programme != registry) {
        const Rulebook& rules = use_cases_.rulebook(programme);
        places["programme"] = as_named(in_language(rules.title, language));
        places["at"] = to_the_minute(parcel.at, rules.zone);
        const std::int64_t due = number_in(parcel.facts, "due");
        if (due > 0) places["due"] = to_the_minute(Instant{due}, rules.zone);
    }
    const std::string number = text_in(parcel.facts, "number");
    const std::string product = text_in(parcel.facts, "product_name");
    if (!number.empty()) places["number"] = as_named(number);
    if (!product.empty()) places["product"] = as_named(product);
    return places;
}

std::optional<Mail> PostOffice::composed(const Parcel& parcel) {
    const MailPreferences preferences =
        mail_preferences_of(use_cases_.store().access(), parcel.person);
    const std::string& sealed = parcel.address.empty() ? preferences.address : parcel.address;
    const auto address = sealed.empty() ? std::nullopt : settings_.open(sealed);
    if (!address) return std::nullopt;
    const Language language = preferences.language;
    const Places places = places_for(parcel, language);
    const LetterKind* kind = letter_kind(parcel.what);
    const bool has_all =
        kind && std::ranges::all_of(places_of(kind->about),
                                    [&](std::string_view place) { return places.contains(place); });
    const LetterText& text =
        texts_.letters.find(has_all ? parcel.what : std::string{general_letter})->second;
    Mail mail;
    mail.id = parcel.id;
    mail.to = *address;
    mail.sender = in_language(texts_.sender, language);
    mail.subject = filled(in_language(text.subject, language), places);
    mail.body = filled(in_language(texts_.frame, language),
                       {{"text", filled(in_language(text.body, language), places)},
                        {"link", link_of(parcel)}}) +
                "\n";
    mail.language = language;
    mail.at = parcel.at;
    return mail;
}

// ---- from a parcel to its receiver

Carried PostOffice::carry(const Parcel& parcel, Instant now) {
    if (parcel.way == Way::webhook) {
        Value::Map told{{"id", parcel.id},
                        {"kind", parcel.what},
                        {"programme", code_of(parcel)},
                        {"organisation", parcel.to.value},
                        {"facts", parcel.facts},
                        {"at", parcel.at.micros}};
        return ways_.webhook->carry(parcel.id, canonical(Value{std::move(told)}), now);
    }
    const auto mail = composed(parcel);
    if (!mail) return {Fate::refused, "no address"};
    return ways_.mail->carry(*mail, now);
}

void PostOffice::settle(const Parcel& parcel, const std::string& fault, Instant now) {
    Access& access = use_cases_.store().access();
    Posted posted;
    posted.id = parcel.id;
    posted.person = parcel.person;
    posted.at = now;
    posted.fault = fault;
    access.add(record_of(posted));
    access.remove(record_of(parcel));
    const bool is_former = parcel.id.contains(".f");  // whose faults are of no use to the person
    if (parcel.way == Way::mail && !is_former) note_fault(access, parcel.person, fault, now);
}

// Whether it was taken.
bool PostOffice::try_to_carry(const Parcel& known) {
    Access& access = use_cases_.store().access();
    const Instant now = clock_.now();
    if (access.record(Posted::kind, known.id)) {  // the process died before it put the parcel away
        access.remove(record_of(known));
        return false;
    }
    Parcel parcel = known;
    parcel.not_before = plus_seconds(now, pause_of(pauses_s, parcel.tries));
    ++parcel.tries;
    if (!access.replace(record_of(known), record_of(parcel).value)) return false;
    Carried carried = carry(parcel, now);
    carried.reason = carried.reason.substr(0, fault_bytes_max);
    WayState& way = states_[parcel.way];
    if (carried.fate == Fate::out_of_reach) {
        way.closed_until = plus_seconds(clock_.now(), pause_of(closed_s, way.faults++));
        spdlog::warn(R"({{"event":"out-of-reach","way":"{}","what":{}}})", name_of(parcel.way),
                     canonical(Value{carried.reason}));
    } else {
        way.faults = 0;
    }
    switch (carried.fate) {
        case Fate::taken: settle(parcel, "", clock_.now()); return true;
        case Fate::refused: settle(parcel, carried.reason, clock_.now()); return false;
        case Fate::later:
        case Fate::out_of_reach:
            if (now >= plus_seconds(parcel.queued, given_up_after_s)) {
                settle(parcel, "given up: " + carried.reason, clock_.now());
            }
            return false;
    }
    return false;
}

std::int64_t PostOffice::work(const std::atomic<bool>& stopping) {
    Store& store = use_cases_.store();
    auto waiting = kept_of<Parcel>(store.access(), 0);
    const auto untried = std::ranges::count(waiting, 0, &Parcel::tries);
    if (untried < most_untried && send_waiting(store, *this) > 0) {
        waiting = kept_of<Parcel>(store.access(), 0);
    }
    std::ranges::sort(waiting, {},
                      [](const Parcel& one) { return std::pair{one.not_before, one.queued}; });
    std::int64_t taken = 0;
    for (const Parcel& parcel : waiting) {
        const bool has_way = (parcel.way == Way::mail && ways_.mail) ||
                             (parcel.way == Way::webhook && ways_.webhook);
        if (stopping || parcel.not_before > clock_.now()) break;
        if (!has_way || states_[parcel.way].closed_until > clock_.now()) continue;
        if (try_to_carry(parcel)) ++taken;
    }
    return taken;
}

}  // namespace zq
