// Runs scenario files and says of each whether it holds.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <vector>

namespace zq {

struct ScenarioOptions {
    std::vector<std::filesystem::path> files;
    std::filesystem::path programmes;  // empty: looked for, see find_programmes
    bool json = false;
    // Where they run: "memory:", "sqlite:" (a temporary file) or "postgresql://…" (a schema of
    // their own, which goes with them).
    std::string database = "memory:";
};

// One line a scenario, then "N passed, N failed". With `json` the trace goes to `out`, one object a
// line, and those lines go to `remarks`. Returns the exit code: 0 only if all hold.
int run_scenarios(const ScenarioOptions& options, std::ostream& out, std::ostream& remarks);

// The nearest folder `programmes` that holds `programme`: upwards from the file, from the current
// folder, from where this program lies. Empty when there is none.
std::filesystem::path find_programmes(const std::filesystem::path& file,
                                      const std::string& programme);

}  // namespace zq
