// Papers of others: found by what they were handed in for, opened for whoever has the case, and
// each opening written into the access trail.
#pragma once

#include "app/looks.h"
#include "http/call.h"

namespace zq::http {

// The case that the visitor has about an order or application; `taken` is asked of the store.
Case case_about(Call& call, ProgrammeId programme, const Order& order);
Case case_about(Call& call, ProgrammeId programme, const Product& product);

// A look of the visitor, now.
Look look_of(Call& call, Seen what);
// Writes it down; throws the problem when the hour's limit is reached.
void leave_trace(Call& call, Look look, bool opens = true);

// Ends with a problem unless the visitor may read this file of `owner`; leaves a trace.
void open_paper(Call& call, const std::string& digest, PartyId owner, const std::string& part);

}  // namespace zq::http
