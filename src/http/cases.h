// Papers and clear values of others (app/openings.h), as problems of HTTP where they stay closed.
#pragma once

#include "app/openings.h"
#include "http/call.h"

namespace zq::http {

// The visitor, now.
Looker looker(const Call& call);
// The case that the visitor has about an order or application.
Case case_about(Call& call, ProgrammeId programme, const auto& thing) {
    call.forget_reader();  // another one is taken now
    return zq::case_about(call.services.store, looker(call), programme, thing);
}

// A look of the visitor, now.
Look look_of(Call& call, Seen what);
// Writes it down; throws the problem when the hour's limit is reached.
void leave_trace(Call& call, Look look, bool opens = true);
// Throws the problem with which something stays closed.
[[noreturn]] void keep_closed(const Call& call, const StaysClosed& closed);

// Ends with a problem unless the visitor may read this file of `owner`; leaves a trace.
void open_paper(Call& call, const std::string& digest, PartyId owner, const std::string& part);

}  // namespace zq::http
