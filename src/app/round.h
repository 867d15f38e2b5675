// A round: commands of one programme, in their order, decided over one working set and stored in
// one transaction with their events, answers and messages.
//
// Each command is decided at the time it arrived, so nobody misses a deadline by waiting here. A
// fault leaves nothing of the whole round; what to do then is the caller's business.
#pragma once

#include "app/asked.h"

namespace zq {

struct Work {
    Asked asked;
    // Invoice numbers and files of an order that another one stands on, as the registry says.
    std::vector<std::string> reused_proofs;
    OrderId stands_on_them;
    std::vector<std::string> reserved_proofs;  // for this order, just now
};

// One outcome for each command. `now` is the time of those that do not say when they arrived.
std::vector<Outcome> decide_round(Store& store, ProgrammeId programme, const Rulebooks& rulebooks,
                                  Instant now, const std::vector<const Work*>& works);

// What would become of a command now; nothing is stored. The event it gives bears the place in the
// log that would be its own if it were the next.
Outcome decide_without_storing(Reader& reader, ProgrammeId programme, const Rulebooks& rulebooks,
                               Instant now, const Work& work);

// Lets the deadlines fire that have passed by `now`, also where nothing is asked.
void fire_round(Store& store, ProgrammeId programme, const Rulebooks& rulebooks, Instant now);

}  // namespace zq
