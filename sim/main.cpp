// zuoquan-sim: simulates programmes from seeds and holds them against the invariants.
//
//     zuoquan-sim --seeds 500                 seeds 1 to 500; exits with 1 at a violation
//     zuoquan-sim --seed 4711                 one of them, told step by step, made short if it
//     fails zuoquan-sim --planted                   finds the planted bugs (zuoquan-sim-planted
//     only) zuoquan-sim --year --enterprises 10000  a programme year, timed
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "hunt.h"
#include "season.h"
#include "small_town.h"

int main(int argc, char** argv) {
    using namespace zq::sim;
    CLI::App app{"Simulates service-voucher programmes from seeds."};
    Wanted wanted;
    std::int64_t enterprises = 10'000;
    int depth = 0;
    bool season = false;
    bool planted = false;
    bool silent = false;
    std::uint64_t seed = 0;
    app.add_option("--seeds", wanted.seeds, "how many seeds");
    app.add_option("--first", wanted.first, "the first of them");
    app.add_option("--seed", seed, "one seed, told step by step");
    app.add_option("--steps", wanted.steps, "steps in a run");
    app.add_option("--jobs", wanted.jobs, "runs at a time");
    app.add_option("--only", wanted.only, "of the planted bugs, this one");
    app.add_flag("--planted", planted, "plant bugs, one after the other, and find them");
    app.add_flag("--hash", silent, "say the hash of all events and nothing else");
    app.add_flag("--year", season, "a year of a programme");
    app.add_option("--enterprises", enterprises, "for --year");
    app.add_option("--small-town", depth, "every course of so many acts");
    CLI11_PARSE(app, argc, argv);
    if (depth > 0) return walk_every_course(depth);
    if (season) return live_through_a_season(enterprises);
    if (planted) return hunt_planted(wanted);
    if (seed != 0) return tell_one(seed, wanted.steps);
    return run_seeds(wanted, silent);
}
