// Opening what is somebody else's: papers by the case that they belong to, values for a purpose.
// Nothing is opened before the trail has its line.
//
// A paper is opened by what it was handed in for: where several orders name it, any case is enough.
#pragma once

#include <expected>

#include "app/looks.h"
#include "app/use_cases.h"

namespace zq {

// Who asks, and when by the system's clock.
struct Looker {
    Actor actor;
    Instant at;
};

// The case that somebody has about an order or application.
Case case_about(Store& store, const Looker& who, ProgrammeId programme, const Order& order);
Case case_about(Store& store, const Looker& who, ProgrammeId programme, const Product& product);

Look look_of(const Looker& who, Seen what);

// Why something stays closed, and what it belongs to.
struct StaysClosed {
    enum class Why { unknown, purpose_needed, no_case, too_many };
    Why why = Why::unknown;
    ProgrammeId programme{};
    Subject subject{};
};
using Opened = std::expected<void, StaysClosed>;

// A file of `owner`, read in part or whole.
Opened open_paper(UseCases& use_cases, const Looker& who, const std::string& digest, PartyId owner,
                  const std::string& part);

// Opens the papers of what the look names, for its purpose, to the end of the next clock hour.
Opened take_papers(Store& store, Look look);

// What lies behind these commitments, by the same names; what was erased is left out.
using Values = std::map<std::string, std::string>;
std::expected<Values, StaysClosed> open_values(Store& store, const Look& look,
                                               const Values& commitments);

}  // namespace zq
