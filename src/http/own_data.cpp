// The rights of a person: to have what is held about it, to correct it, and to have it erased.
//
// The log is no part of it: there a person is a number, and what stands there stays.
#include "app/erasure.h"
#include "app/looks.h"
#include "app/mail_preferences.h"
#include "http/cases.h"
#include "http/endpoints.h"
#include "http/identity.h"
#include "http/keyring.h"
#include "http/me.h"
#include "http/sessions.h"
#include "http/sight.h"

namespace zq::http {

struct NewName {
    Personal name;
    static void fields(auto& self, auto&& visit) { visit("name", self.name); }
};
template <>
inline constexpr Names<1> must_have<NewName>{"name"};

struct NewContact {
    Personal contact;
    static void fields(auto& self, auto&& visit) { visit("contact", self.contact); }
};
template <>
inline constexpr Names<1> must_have<NewContact>{"contact"};

struct Erasing {
    std::string reason;
    static void fields(auto& self, auto&& visit) { visit("reason", self.reason); }
};
template <>
inline constexpr Names<1> must_have<Erasing>{"reason"};

namespace {

json::array devices_of(Call& call) {
    json::array all;
    for (const auto& device :
         kept_of<KnownDevice>(call.services.store.access(), call.visitor.person.value)) {
        all.push_back(json::object{{"made", to_rfc3339(device.made, call.zone())}});
    }
    return all;
}

json::array sessions_of(Call& call) {
    json::array all;
    for (const Session& session : call.services.store.access().sessions_of(call.visitor.person)) {
        all.push_back(json::object{{"made", to_rfc3339(session.made, call.zone())},
                                   {"last_used", to_rfc3339(session.last_used, call.zone())},
                                   {"device", session.device},
                                   {"role", name_of(session.role)},
                                   {"entered_by", name_of(session.entered_by)}});
    }
    return all;
}

// Memberships that have ended, too.
json::array all_memberships(Call& call) {
    const Query query{
        .entity = "membership",
        .where = {{"person", Filter::Comparison::equals, {Value{call.visitor.person.value}}}},
        .sort = {},
        .after = {},
        .limit = 0};
    json::array all;
    for (const Value& row : call.reader().list(query)) {
        all.push_back(call.writer()(decoded<Membership>(row)));
    }
    return all;
}

json::array invitations_by(Call& call) {
    json::array all;
    for (const auto& invitation :
         kept_of<Invitation>(call.services.store.access(), call.visitor.organisation.value)) {
        if (invitation.by != call.visitor.person) continue;
        all.push_back(json::object{{"note", invitation.note},
                                   {"made", to_rfc3339(invitation.made, call.zone())}});
    }
    return all;
}

// Its own looks at others, and those of others at it.
json::array looks_by(Call& call) {
    LookQuery query;
    query.by = call.visitor.person;
    query.most = 1000;
    json::array all;
    for (const Look& look : looks_like(call.services.store.access(), query).looks) {
        all.push_back(json::object{{"at", to_rfc3339(look.at, call.zone())},
                                   {"what", name_of(look.what)},
                                   {"entity", look.entity},
                                   {"id", look.id}});
    }
    return all;
}

json::object mail_of(Call& call) {
    const MailPreferences preferences =
        mail_preferences_of(call.services.store.access(), call.visitor.person);
    json::array off(preferences.off.begin(), preferences.off.end());
    json::object mail{{"language", name_of(preferences.language)}, {"off", std::move(off)}};
    if (!preferences.address.empty()) {
        mail["address"] = call.services.keyring.open(preferences.address).value_or("");
    }
    return mail;
}

// Runs a command outside of the table of acts' routes; what it was answered.
Answer decided(Call& call, ProgrammeId programme, Command command, const Reading& reading) {
    call.forget_reader();
    const Outcome outcome =
        call.services.writer.handle(programme, Asked{.actor = call.visitor.actor(),
                                                     .command = std::move(command),
                                                     .key = {},
                                                     .digest = {},
                                                     .openings = reading.openings});
    check(outcome.has_value(), "without a key none is reused");
    if (!outcome->answer) throw problem_of(outcome->answer.error(), nullptr, call.in_chinese());
    return outcome->answer;
}

template <class T>
T read_personal(Call& call, Reading& reading) {
    call.know_query({});
    T asked;
    read_fields(call.body(), "", asked, reading);
    Call::end_if_wrong(reading);
    return asked;
}

}  // namespace

Reply export_me(Call& call) {
    call.know_query({});
    json::object all = me_of(call, call.visitor);
    all["memberships"] = all_memberships(call);
    all["sessions"] = sessions_of(call);
    all["devices"] = devices_of(call);
    all["identities"] = own_identities(call);
    all["invitations"] = invitations_by(call);
    all["looks"] = looks_by(call);
    all["mail"] = mail_of(call);
    all.erase("acting_as");
    return reply_of(std::move(all)).with("Content-Disposition", "attachment; filename=me.json");
}

Reply correct_my_name(Call& call) {
    Reading reading;
    const auto asked = read_personal<NewName>(call, reading);
    if (trimmed(asked.name.value).empty()) throw invalid_value("/name", "is empty");
    const PersonId person = call.visitor.person;
    const std::string before = call.get<Person>(person).name.commitment;
    decided(call, registry, CorrectPerson{.person = person, .name = asked.name}, reading);
    if (!before.empty()) erase_openings(call.services.store, registry, {before});
    return reply_of(me_of(call, call.visitor));
}

// An empty contact takes the old one away.
Reply correct_contact(Call& call) {
    Reading reading;
    const auto asked = read_personal<NewContact>(call, reading);
    const auto order = seen_or_not_found<Order>(call, call.id<OrderId>("order"));
    decided(call, call.programme(), CorrectContact{.order = order.id, .contact = asked.contact},
            reading);
    if (!order.contact.commitment.empty()) {
        erase_openings(call.services.store, call.programme(), {order.contact.commitment});
    }
    return reply_of(told(call, call.get<Order>(order.id)));
}

// Memberships end first; what the log says of the person's number stays.
Reply erase_person_of_id(Call& call) {
    const auto asked = read_body<Erasing>(call);
    const auto person = call.get<Person>(call.id<PersonId>("person"));
    if (person.id == call.visitor.person) throw invalid_value("/person", "is oneself");
    if (trimmed(asked.reason).empty()) throw invalid_value("/reason", "is empty");
    call.forget_reader();
    if (!erase_person(call.services.store, person.id)) {
        throw invalid_value("/person", "still acts for somebody: end its memberships first");
    }
    Look look = look_of(call, Seen::erasure);
    look.entity = "person";
    look.id = person.id.value;
    look.of = person.id.value;
    look.purpose = Purpose::asked_by_law;
    look.words = asked.reason;
    leave_trace(call, std::move(look), false);
    return reply_of(told(call, call.get<Person>(person.id)));
}

}  // namespace zq::http
