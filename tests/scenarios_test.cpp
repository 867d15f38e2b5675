// Every scenario that ships holds, and every one in the folder that ZQ_SCENARIOS names, if it is
// set.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "main/scenario_files.h"

namespace zq {

namespace {

namespace fs = std::filesystem;

void collect(const fs::path& folder, std::vector<fs::path>& files) {
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        const bool in_scenarios =
            entry.path().parent_path().string().find("scenarios") != std::string::npos;
        if (in_scenarios && entry.path().extension() == ".toml") files.push_back(entry.path());
    }
}

TEST(Scenarios, all_hold) {
    ScenarioOptions options{.files = {}, .programmes = "programmes", .json = false};
    collect("programmes", options.files);
    if (const char* more = std::getenv("ZQ_SCENARIOS"); more && *more) collect(more, options.files);
    std::ranges::sort(options.files);
    ASSERT_FALSE(options.files.empty());
    std::ostringstream words;
    EXPECT_EQ(run_scenarios(options, words, words), 0);
    std::istringstream lines{words.str()};
    for (std::string line; std::getline(lines, line);) {
        EXPECT_FALSE(line.starts_with("FAILED")) << line;
    }
}

}  // namespace

}  // namespace zq
