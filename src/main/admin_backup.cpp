// `zuoquan admin backup` and `zuoquan admin restore`: docs/runbooks/restore.md says when and how.
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "app/clock.h"
#include "main/backup.h"
#include "main/house.h"
#include "main/subcommands.h"

namespace zq {

namespace {

namespace fs = std::filesystem;

struct Options {
    std::string database;
    std::string files;
    bool without_files = false;
    std::string from;
    std::string to;
};

constexpr std::string_view sqlite = "sqlite:";

// Opening would make a database where there is none.
void ask_there(const std::string& url) {
    if (!url.starts_with(sqlite) || fs::exists(url.substr(sqlite.size()))) return;
    throw CLI::ValidationError{"--database",
                               "there is no file '" + url.substr(sqlite.size()) + "'"};
}

// Beside a file of SQLite, as `serve` has it; for any other database it has to be said.
fs::path folder_of_files(const Options& options) {
    if (options.without_files) return {};
    if (!options.files.empty()) return options.files;
    if (!options.database.starts_with(sqlite)) {
        throw std::runtime_error{
            "--files is missing; the folder of uploads (DATA/files) would be right, or "
            "--without-files when they lie in an object store"};
    }
    return fs::path{options.database.substr(sqlite.size())}.parent_path() / "files";
}

void print(const Manifest& manifest) {
    std::int64_t bytes = 0;
    for (const Manifest::File& file : manifest.files) bytes += file.bytes;
    for (const Manifest::Log& log : manifest.logs) {
        std::cout << log.code << ": " << log.events << " events, the last " << log.last_hash
                  << '\n';
    }
    std::cout << manifest.files.size() << " files of " << bytes << " bytes\n";
    for (const std::string& digest : manifest.missing) {
        std::cout << "file " << digest << " was missing or damaged when the backup was made\n";
    }
}

int back_up(const Options& options) {
    ask_there(options.database);
    SystemClock clock;
    const Zone utc{.name = "UTC", .offsets = {{}}};
    const Manifest manifest = make_backup({.database = options.database,
                                           .files = folder_of_files(options),
                                           .to = options.to,
                                           .made_at = to_rfc3339(clock.now(), utc)});
    print(manifest);
    std::cout << "The backup of " << manifest.made_at << " is complete. The key files are not in "
              << "it: keep their copies elsewhere.\n";
    return manifest.missing.empty() ? 0 : 1;
}

int restore(const Options& options) {
    const Manifest manifest =
        restore_backup({.from = options.from, .to = options.to, .database = options.database},
                       [](const std::string& line) { std::cout << line << '\n'; });
    print(manifest);
    if (!manifest.with_files) std::cout << "Uploads were not part of the backup.\n";
    std::cout << "Restored as it was at " << manifest.made_at << ".\n";
    return 0;
}

}  // namespace

void add_backup_commands(CLI::App& admin, int& status) {
    const auto options = std::make_shared<Options>();
    CLI::App* backup = admin.add_subcommand(
        "backup", "Copies database and uploads as they are at one moment; the server may run");
    backup->add_option("--database", options->database, database_help)->required();
    backup->add_option("--files", options->files,
                       "Folder of uploads; 'files' beside a file of SQLite if absent");
    backup->add_flag("--without-files", options->without_files,
                     "Uploads lie in an object store, which keeps its own copies");
    backup->add_option("--to", options->to, "An empty folder, or one that is not there yet")
        ->required();
    backup->callback([options, &status] { status = back_up(*options); });

    CLI::App* restoring = admin.add_subcommand(
        "restore", "Brings a backup back into an empty place, and compares all of it");
    restoring->add_option("--from", options->from, "Folder of the backup")->required();
    restoring->add_option("--to", options->to, "DATA of the server: empty, or not there yet")
        ->required();
    restoring->add_option("--database", options->database,
                          "Into this empty one instead of TO/zuoquan.db");
    restoring->callback([options, &status] { status = restore(*options); });
}

}  // namespace zq
