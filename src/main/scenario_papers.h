// The papers and forms that a scenario does not spell out: complete and right, as the rulebook
// asks.
#pragma once

#include "main/scenario_world.h"

namespace zq {

// The documents of a redemption: the usual ones, those named by the step in their place.
std::vector<Document> redemption_papers(ScenarioWorld& world, const ScenarioStep& step,
                                        OrderId order);

// Draft, save and submit have the same body; `form` and `documents` may be null.
Application application_of(ScenarioWorld& world, const std::string& product,
                           const ScenarioFields* form, const ScenarioValue::List* documents);

}  // namespace zq
