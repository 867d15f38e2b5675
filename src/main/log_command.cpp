// `zuoquan log`: proves that a store is what its log says, and hands the log out.
#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include "app/log.h"
#include "main/house.h"
#include "main/log_export.h"
#include "main/subcommands.h"
#include "store/sql/sql_store.h"

namespace zq {

namespace {

struct LogOptions {
    std::string database;
    std::string programme;
};

using Named = std::pair<ProgrammeId, std::string>;

// The registry and every programme, or the one that was asked for.
std::vector<Named> chosen(Store& store, const std::string& code) {
    std::vector<Named> all = store.programmes();
    all.emplace(all.begin(), registry, "registry");
    if (code.empty()) return all;
    std::string known;
    for (const Named& programme : all) {
        if (programme.second == code) return {programme};
        known += (known.empty() ? "" : ", ") + programme.second;
    }
    throw CLI::ValidationError{"--programme", "no programme '" + code + "'; there are " + known};
}

// Opening would make a database where there is none.
SqlStore opened(const LogOptions& options) {
    const std::string path = options.database.substr(options.database.find(':') + 1);
    if (options.database.starts_with("sqlite:") && !std::filesystem::exists(path)) {
        throw CLI::ValidationError{"--database", "there is no file '" + path + "'"};
    }
    return SqlStore{options.database};
}

int verify_all(const LogOptions& options) {
    SqlStore store = opened(options);
    int status = 0;
    for (const auto& [programme, code] : chosen(store, options.programme)) {
        const std::int64_t events = store.read(programme)->tail().next_seq - 1;
        if (const auto difference = verify(store, programme)) {
            std::cout << code << ": " << difference->where << ": " << difference->what << '\n';
            status = 1;
        } else {
            std::cout << code << ": " << events << " events, every table is their fold\n";
        }
    }
    return status;
}

int export_all(const LogOptions& options) {
    SqlStore store = opened(options);
    for (const auto& [programme, code] : chosen(store, options.programme)) {
        export_log(*store.read(programme), std::cout);
    }
    return std::cout.flush() ? 0 : 1;
}

void add_options(CLI::App& command, const std::shared_ptr<LogOptions>& options) {
    command.add_option("--database", options->database, database_help)->required();
    command.add_option("--programme", options->programme,
                       "Code of one programme, or 'registry'; all are the usual choice");
}

}  // namespace

void add_log_command(CLI::App& app, int& status) {
    const auto options = std::make_shared<LogOptions>();
    CLI::App* log = app.add_subcommand("log", "Checks and exports the log");
    log->require_subcommand(1);
    CLI::App* checking = log->add_subcommand(
        "verify", "Walks the chain and compares every table with what the events make of it");
    add_options(*checking, options);
    checking->callback([options, &status] { status = verify_all(*options); });
    CLI::App* exporting =
        log->add_subcommand("export", "Prints every event, one line each, with seq and hash");
    add_options(*exporting, options);
    exporting->callback([options, &status] { status = export_all(*options); });
}

}  // namespace zq
