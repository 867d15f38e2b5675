// Runs one scenario and says whether it holds.
#pragma once

#include <functional>

#include "app/store.h"
#include "domain/rulebook.h"
#include "rulebook/scenario.h"

namespace zq {

struct ScenarioResult {
    bool holds = false;
    std::string
        problem;  // "step 2 (accept, line 20): expected status = \"accepted\", came \"lapsed\""
};

// Takes one canonical JSON object after the other: every event of every log, and each step's
// outcome.
using Trace = std::function<void(const std::string&)>;

ScenarioResult run_scenario(const Scenario& scenario, std::shared_ptr<const Rulebook> rulebook,
                            const Trace& trace = {});
// The same in a store that outlives it; it must be empty.
ScenarioResult run_scenario(const Scenario& scenario, std::shared_ptr<const Rulebook> rulebook,
                            const Trace& trace, Store& store);

}  // namespace zq
