// A rulebook is loaded once for all scenarios of its programme.
#include "main/scenario_files.h"

#include <map>
#include <ostream>

#include <fmt/format.h>

#include "main/scenario_run.h"
#include "rulebook/load.h"
#include "store/scratch.h"

namespace zq {

namespace {

namespace fs = std::filesystem;

fs::path upwards(fs::path from, const std::string& programme) {
    std::error_code ignored;
    from = fs::weakly_canonical(from, ignored);
    while (!from.empty()) {
        if (fs::is_directory(from / "programmes" / programme, ignored)) return from / "programmes";
        if (!from.has_relative_path()) break;
        from = from.parent_path();
    }
    return {};
}

class Runs {
public:
    Runs(const ScenarioOptions& options, std::ostream& out, std::ostream& remarks)
        : options_{options},
          out_{out},
          words_{options.json ? remarks : out},
          scratch_{options.database} {}

    int all() {
        for (const fs::path& file : options_.files) one(file);
        words_ << fmt::format("{} passed, {} failed\n", passed_, failed_) << std::flush;
        return failed_ == 0 ? 0 : 1;
    }

private:
    void one(const fs::path& file) {
        try {
            const Scenario scenario = load_scenario(file);
            const Trace trace = [this](const std::string& line) { out_ << line << '\n'; };
            const ScenarioResult result =
                run_scenario(scenario, rulebook_of(scenario), options_.json ? trace : Trace{},
                             *scratch_.store());
            report(result.holds, file, scenario.title, result.problem);
        } catch (const std::exception& error) {
            report(false, file, "cannot be run", error.what());
        }
    }

    void report(bool holds, const fs::path& file, const std::string& title,
                const std::string& problem) {
        ++(holds ? passed_ : failed_);
        words_ << fmt::format("{:<8}{}: {}{}{}\n", holds ? "ok" : "FAILED", file.string(), title,
                              problem.empty() ? "" : ": ", problem);
    }

    std::shared_ptr<const Rulebook> rulebook_of(const Scenario& scenario) {
        fs::path folder = options_.programmes;
        if (folder.empty()) folder = find_programmes(scenario.file, scenario.programme);
        if (folder.empty()) {
            throw std::runtime_error{"no folder 'programmes' with '" + scenario.programme +
                                     "' was found; name it with --programmes"};
        }
        auto& known = rulebooks_[folder / scenario.programme];
        if (!known) known = load_rulebook(folder / scenario.programme);
        return known;
    }

    const ScenarioOptions& options_;
    std::ostream& out_;
    std::ostream& words_;
    Scratch scratch_;
    std::map<fs::path, std::shared_ptr<const Rulebook>> rulebooks_;
    int passed_ = 0;
    int failed_ = 0;
};

}  // namespace

fs::path find_programmes(const fs::path& file, const std::string& programme) {
    std::error_code ignored;
    const fs::path places[] = {file.parent_path().empty() ? fs::path{"."} : file.parent_path(),
                               fs::current_path(ignored),
                               fs::read_symlink("/proc/self/exe", ignored).parent_path()};
    for (const fs::path& place : places) {
        if (fs::path found = upwards(place, programme); !found.empty()) return found;
    }
    return {};
}

int run_scenarios(const ScenarioOptions& options, std::ostream& out, std::ostream& remarks) {
    return Runs{options, out, remarks}.all();
}

}  // namespace zq
