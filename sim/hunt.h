// Many runs: seeds in order, planted bugs one after the other, and the reports of both.
#pragma once

#include "run.h"

namespace zq::sim {

struct Wanted {
    std::uint64_t first = 1;
    std::int64_t seeds = 500;
    int steps = 110;
    int jobs = 2;
    int only = 0;
};

// Each prints what it found and gives the program's exit status.
int run_seeds(const Wanted& wanted, bool only_hash);
int tell_one(std::uint64_t seed, int steps);
int hunt_planted(const Wanted& wanted);

}  // namespace zq::sim
