// From a visitor to a looker, and from what stays closed to a problem.
#include "http/cases.h"

namespace zq::http {

Looker looker(const Call& call) {
    return {.actor = call.visitor.actor(), .at = call.services.system_clock.now()};
}

Look look_of(Call& call, Seen what) {
    return zq::look_of(looker(call), what);
}

void leave_trace(Call& call, Look look, bool opens) {
    if (!note_look(call.services.store.access(), std::move(look), opens)) throw too_much_opened();
}

void keep_closed(const Call& call, const StaysClosed& closed) {
    using Why = StaysClosed::Why;
    if (closed.why == Why::unknown) throw not_found();
    if (closed.why == Why::too_many) throw too_much_opened();
    Facts facts{{"programme", call.services.use_cases.rulebook(closed.programme).code},
                {"entity", closed.subject.entity},
                {"id", closed.subject.id}};
    if (closed.why == Why::purpose_needed) throw purpose_needed(std::move(facts));
    throw no_case(std::move(facts));
}

void open_paper(Call& call, const std::string& digest, PartyId owner, const std::string& part) {
    call.forget_reader();  // others are taken now
    const Opened opened =
        zq::open_paper(call.services.use_cases, looker(call), digest, owner, part);
    if (!opened) keep_closed(call, opened.error());
}

}  // namespace zq::http
