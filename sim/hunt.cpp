// Runs share nothing, so several go on at a time; what they found is put together in the order of
// their seeds.
#include "hunt.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include <fmt/format.h>

#include "base/digest.h"
#include "planted_bugs.h"
#include "shrink.h"

namespace zq::sim {

namespace {

using Steady = std::chrono::steady_clock;

std::int64_t ms_since(Steady::time_point begin) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - begin).count();
}

void load_beforehand() {
    (void)base_edition(2023);
    (void)base_edition(2025);
    (void)shipped_almanac();
}

std::string title(Inv invariant) {
    const InvariantName& name = name_of(invariant);
    return fmt::format("{} {}", name.number, name.title);
}

struct Findings {
    std::string hashes;
    Occasions occasions;
    std::int64_t events = 0;
    std::int64_t commands = 0;
    std::set<std::string> seen;
    std::optional<std::uint64_t> failed;  // the first seed that did
    Failure failure;
};

// Up to the first seed that fails.
Findings find_in(const Wanted& wanted) {
    std::vector<std::optional<Course>> courses(static_cast<std::size_t>(wanted.seeds));
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> end{courses.size()};
    const auto work = [&] {
        for (std::size_t i = next++; i < end; i = next++) {
            courses[i] = run({.seed = wanted.first + i, .steps = wanted.steps, .without = {}});
            courses[i]->story.clear();
            if (!courses[i]->failure) continue;
            std::size_t known = end;
            while (i + 1 < known && !end.compare_exchange_weak(known, i + 1)) {
            }
        }
    };
    std::vector<std::thread> workers;
    for (int i = 0; i < wanted.jobs; ++i) workers.emplace_back(work);
    for (std::thread& worker : workers) worker.join();
    Findings found;
    for (std::size_t i = 0; i < end; ++i) {
        const Course& course = *courses[i];
        found.hashes += course.hash;
        found.occasions.add(course.occasions);
        found.events += course.events;
        found.commands += course.commands;
        found.seen.insert(course.seen.begin(), course.seen.end());
        if (course.failure && !found.failed) {
            found.failed = wanted.first + i;
            found.failure = *course.failure;
        }
    }
    return found;
}

void print_story(const Plan& plan, const Failure& failure) {
    Plan told = shrunk(plan, failure);
    told.told = true;
    const Course course = run(told);
    fmt::print("seed {}, {} of {} steps left:\n", plan.seed,
               told.steps - static_cast<int>(told.without.size()), failure.step + 1);
    for (const std::string& line : course.story) fmt::print("  {}\n", line);
    if (course.failure) {
        fmt::print("BROKEN: {}\n        {}\n", title(course.failure->invariant),
                   course.failure->what);
    }
}

}  // namespace

int run_seeds(const Wanted& wanted, bool only_hash) {
    load_beforehand();
    const auto begin = Steady::now();
    const Findings found = find_in(wanted);
    const std::string hash = sha256_hex(found.hashes);
    if (only_hash) {
        fmt::print("{}\n", hash);
        return found.failed ? 1 : 0;
    }
    int never = 0;
    for (std::size_t i = 0; i < invariant_count; ++i) {
        const auto invariant = static_cast<Inv>(i);
        const std::int64_t times = found.occasions[invariant];
        if (invariant == Inv::nothing_breaks) continue;
        fmt::print("{:>10}  {}\n", times, title(invariant));
        if (times == 0) ++never;
    }
    const std::int64_t ms = std::max<std::int64_t>(ms_since(begin), 1);
    fmt::print("{} seeds, {} commands, {} events, {} answers of different kinds; {} ms\n",
               wanted.seeds, found.commands, found.events, found.seen.size(), ms);
    fmt::print("hash of all events: {}\n", hash);
    if (found.failed) {
        print_story({.seed = *found.failed, .steps = wanted.steps, .without = {}}, found.failure);
    }
    if (never > 0 && !found.failed) fmt::print("{} invariants had no occasion\n", never);
    const bool good = !found.failed && never == 0;
    fmt::print("{} passed, {} failed\n", good ? wanted.seeds : 0, good ? 0 : 1);
    return good ? 0 : 1;
}

int tell_one(std::uint64_t seed, int steps) {
    load_beforehand();
    const Plan plan{.seed = seed, .steps = steps, .without = {}, .told = true};
    const Course course = run(plan);
    if (course.failure) {
        print_story(plan, *course.failure);
        return 1;
    }
    for (const std::string& line : course.story) fmt::print("  {}\n", line);
    fmt::print("{} events, hash {}\n", course.events, course.hash);
    return 0;
}

int hunt_planted(const Wanted& wanted) {
    load_beforehand();
    int found_count = 0;
    int planted_count = 0;
    std::map<std::string_view, int> by_group;
    fmt::print("| bug | group | planted | found by | seed | ms |\n|---|---|---|---|---|---|\n");
    for (const PlantedBug& bug : planted_bugs()) {
        if (wanted.only != 0 && bug.number != wanted.only) continue;
        if (!plant(bug.number)) {
            fmt::print("This program has no planted bugs; zuoquan-sim-planted has.\n");
            return 2;
        }
        const auto begin = Steady::now();
        const Findings found = find_in(wanted);
        ++planted_count;
        found_count += found.failed ? 1 : 0;
        by_group[bug.group] += found.failed ? 1 : 0;
        fmt::print("| {} | {} | {} | {} | {} | {} |\n", bug.number, bug.group, bug.what,
                   found.failed ? title(found.failure.invariant) : "NOT FOUND",
                   found.failed ? std::to_string(*found.failed) : "-", ms_since(begin));
        std::fflush(stdout);
    }
    plant(0);
    for (const auto& [group, count] : by_group) {
        if (count == 0) fmt::print("no bug of group {} was found\n", group);
    }
    const int may_hide = wanted.only != 0 ? 0 : 2;
    const bool every_group =
        std::ranges::all_of(by_group, [](const auto& g) { return g.second > 0; });
    const bool good = found_count + may_hide >= planted_count && every_group;
    fmt::print("{} of {} planted bugs found within {} seeds each\n", found_count, planted_count,
               wanted.seeds);
    fmt::print("{} passed, {} failed\n", found_count, good ? 0 : planted_count - found_count);
    return good ? 0 : 1;
}

}  // namespace zq::sim
