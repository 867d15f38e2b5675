// Everything a scenario takes for granted before its first step, made by real commands.
#pragma once

#include "main/scenario_world.h"

namespace zq {

// ScenarioFault when something of it is refused.
void set_up(ScenarioWorld& world);

// A party's register facts, put into the registry; it takes them from the platform only.
Answer record_facts(ScenarioWorld& world, std::string_view by, std::string_view id,
                    const std::string& source);

}  // namespace zq
