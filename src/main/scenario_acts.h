// A step of a scenario as a command of its actor.
#pragma once

#include "main/scenario_world.h"

namespace zq {

// Carries the step out. ScenarioFault when it names an order or batch that never came into being.
Answer carry_out(ScenarioWorld& world, const ScenarioStep& step);

}  // namespace zq
