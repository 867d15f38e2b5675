// What machines read in the papers of an act, held against what is known: the facts are gathered
// here, the judging is domain/transcript_check.h.
#pragma once

#include "app/store.h"
#include "domain/commands.h"
#include "domain/transcript_check.h"

namespace zq {

// Of papers handed in, or about to be, for an order; its edition of the rulebook is asked for.
// Empty when there is no such order.
std::vector<Check> reading_checks(Store& store, ProgrammeId programme, OrderId order,
                                  const std::vector<Document>& documents,
                                  const Rulebooks& rulebooks);

// Of an application that its provider is about to hand in.
std::vector<Check> reading_checks(Store& store, ProgrammeId programme, const Rulebook& rules,
                                  PartyId provider, const Application& application, Instant now);

// Of an application as it is stored: its papers by the rules of `subjects`, and what was read in
// them.
std::vector<Check> application_checks(Store& store, const Rulebook& rules,
                                      const Subjects& subjects);

}  // namespace zq
