// `zuoquan scenario FILE...`: officers check a rulebook by worked examples before it is published.
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "main/scenario_files.h"
#include "main/subcommands.h"

namespace zq {

void add_scenario_command(CLI::App& app, int& status) {
    const auto options = std::make_shared<ScenarioOptions>();
    CLI::App* command =
        app.add_subcommand("scenario", "Runs worked examples of the policy on a virtual clock");
    command->add_option("FILE", options->files, "Scenario files")->required();
    command->add_option("--programmes", options->programmes,
                        "Folder of programmes; the nearest one above the file is the usual one");
    command
        ->add_option(
            "--database", options->database,
            "Where they run: memory:, sqlite: (a temporary file) or postgresql://... (in a "
            "schema of their own, removed at the end)")
        ->capture_default_str();
    command->add_flag("--json", options->json,
                      "Prints every event and every step as JSON; results go to standard error");
    command->callback(
        [options, &status] { status = run_scenarios(*options, std::cout, std::cerr); });
}

}  // namespace zq
