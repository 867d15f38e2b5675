// Makes a failing run short: steps are left out as long as the same invariant still breaks.
#pragma once

#include "run.h"

namespace zq::sim {

// The plan with as few steps as were found, within so many replays.
Plan shrunk(const Plan& plan, const Failure& failure, int replays = 300);

}  // namespace zq::sim
