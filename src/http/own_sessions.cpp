// The sessions of a person: listed for it, and ended by it or by a security administrator.
#include "base/digest.h"
#include "http/endpoints.h"
#include "http/me.h"
#include "http/sessions.h"

namespace zq::http {

namespace {

// What names a session in an address: the cookie cannot be found from it.
std::string public_id(const Session& session) {
    return sha256_hex("session:" + session.id_digest).substr(0, 32);
}

bool holds(const Session& session, Instant now) {
    return now.micros - session.last_used.micros <=
               session_idle_s(session.role) * Instant::second &&
           now.micros - session.made.micros <= session_age_s * Instant::second;
}

Reply nothing_more() {
    Reply reply;
    reply.status = 204;
    reply.media_type.clear();
    return reply;
}

}  // namespace

Reply list_sessions(Call& call) {
    call.know_query({});
    json::array items;
    const Instant now = call.services.system_clock.now();
    for (const Session& session : call.services.store.access().sessions_of(call.visitor.person)) {
        if (!holds(session, now)) continue;
        const auto space = session.device.find(' ');
        const auto organisation = call.find<Organisation>(session.organisation);
        items.push_back(json::object{
            {"session", public_id(session)},
            {"current", session.id_digest == call.visitor.session_digest},
            {"made", to_rfc3339(session.made, call.zone())},
            {"last_used", to_rfc3339(session.last_used, call.zone())},
            {"address", session.device.substr(0, space)},
            {"browser", space == std::string::npos ? "" : session.device.substr(space + 1)},
            {"organisation_name", organisation ? organisation->name : ""},
            {"role", name_of(session.role)},
            {"entered_by", name_of(session.entered_by)}});
    }
    return reply_of(json::object{{"items", std::move(items)}});
}

Reply end_own_session(Call& call) {
    Access& access = call.services.store.access();
    for (const Session& session : access.sessions_of(call.visitor.person)) {
        if (public_id(session) != call.param("session")) continue;
        access.end_session(session.id_digest);
        return nothing_more();
    }
    throw not_found();
}

Reply end_other_sessions(Call& call) {
    end_all_sessions(call.services.store.access(), call.visitor.person,
                     call.visitor.session_digest);
    return nothing_more();
}

// Whoever lost a device, or is thought to be somebody else.
Reply end_sessions_of_person(Call& call) {
    const auto person = call.get<Person>(call.id<PersonId>("person"));
    end_all_sessions(call.services.store.access(), person.id, "");
    return nothing_more();
}

// The second factor is gone, and with it every session: the next login sets up another one.
Reply reset_second_factor(Call& call) {
    read_body<Nothing>(call);
    const auto person = call.get<Person>(call.id<PersonId>("person"));
    if (person.id == call.visitor.person) throw invalid_value("/person", "is oneself");
    forget_second_factor(call.services.store.access(), person.id);
    tell_safety(call, person.id, "second-factor-off");
    return end_sessions_of_person(call);
}

}  // namespace zq::http
