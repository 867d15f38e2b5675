// `zuoquan log`: proves that a store is what its log says, and hands the log out.
#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include "app/log.h"
#include "app/notary.h"
#include "main/house.h"
#include "main/log_export.h"
#include "main/order_list.h"
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
    std::vector<Named> all = logs_of(store);
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

// Only when nobody can claim any more: before, the list would tell how fast it goes.
int publish(const LogOptions& options) {
    if (options.programme.empty() || options.programme == "registry") {
        throw CLI::ValidationError{"--programme", "name the programme whose claims are published"};
    }
    SqlStore store = opened(options);
    const ProgrammeId programme = chosen(store, options.programme).front().first;
    WorkingSet tables;
    Keys keys;
    keys.add<ProgrammeState>(TheProgramme{});
    store.read(programme)->load(keys, tables);
    const ProgrammeState* state = tables.find<ProgrammeState>(TheProgramme{});
    if (!state || state->open) {
        throw CLI::ValidationError{"--programme", "'" + options.programme +
                                                      "' is open to claims; its list is published "
                                                      "when it is closed"};
    }
    const auto checkpoint = store.proofs().latest(programme);
    const std::int64_t events = store.read(programme)->tail().next_seq - 1;
    if (!checkpoint || checkpoint->size < events) {
        std::cerr << "The log has " << events << " events, and its last checkpoint covers "
                  << (checkpoint ? checkpoint->size : 0)
                  << "; a running server signs the next one within a minute\n";
        return 1;
    }
    publish_order(store, programme, *checkpoint, std::cout);
    return std::cout.flush() ? 0 : 1;
}

struct KeyOptions {
    std::string file;
    std::string programme;
};

int show_key(const KeyOptions& options) {
    std::cout << LogKey::from_file(options.file).verifier(options.programme) << '\n';
    return 0;
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
    CLI::App* publishing = log->add_subcommand(
        "publish-order",
        "Prints who claimed when and why others were refused, for everybody and naming nobody");
    add_options(*publishing, options);
    publishing->callback([options, &status] { status = publish(*options); });
    const auto key = std::make_shared<KeyOptions>();
    CLI::App* showing =
        log->add_subcommand("key", "Prints the key by which a programme's checkpoints are checked");
    showing->add_option("--log-key", key->file, "File of the key that signs: DATA/log-key")
        ->required();
    showing->add_option("--programme", key->programme, "Code of the programme, or 'registry'")
        ->required();
    showing->callback([key, &status] { status = show_key(*key); });
}

}  // namespace zq
