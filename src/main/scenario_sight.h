// What can be seen of a subject after a step, under the names that `expect` uses.
#pragma once

#include "main/scenario_world.h"

namespace zq {

// The keys of what the step is about; empty when it does not exist or the step is about nothing.
ScenarioFields seen_after(ScenarioWorld& world, const ScenarioStep& step, const Answer& answer);

}  // namespace zq
