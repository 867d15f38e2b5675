// The subcommands of `zuoquan`. Each lives in a file of its own, adds itself to the command line
// and, when it is called, leaves its exit code in `status`.
#pragma once

namespace CLI {
class App;
}

namespace zq {

struct Subcommand {
    void (*add)(CLI::App& app, int& status);
};

void add_rulebook_command(CLI::App& app, int& status);
void add_classify_command(CLI::App& app, int& status);
void add_scenario_command(CLI::App& app, int& status);
void add_log_command(CLI::App& app, int& status);
void add_serve_command(CLI::App& app, int& status);
void add_admin_command(CLI::App& app, int& status);
// Of `admin`.
void add_copy_command(CLI::App& admin, int& status);
void add_backup_commands(CLI::App& admin, int& status);

}  // namespace zq
