// The `zuoquan` command: a table of subcommands, and the one place where a fault ends the program.
#include <CLI/CLI.hpp>

#include <iostream>

#include "main/subcommands.h"

namespace {

constexpr zq::Subcommand subcommands[] = {
    {zq::add_rulebook_command}, {zq::add_classify_command}, {zq::add_scenario_command},
    {zq::add_log_command},      {zq::add_serve_command},    {zq::add_admin_command},
};

int run(int argc, char** argv) {
    CLI::App app{
        "Runs a public service-voucher programme from the published guide to the money paid."};
    app.set_version_flag("--version", "zuoquan " ZQ_VERSION);
    app.require_subcommand(1);
    int status = 0;
    for (const zq::Subcommand& subcommand : subcommands) subcommand.add(app, status);
    CLI11_PARSE(app, argc, argv);
    return status;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& fault) {
        std::cerr << fault.what() << '\n';
        return 1;
    }
}
