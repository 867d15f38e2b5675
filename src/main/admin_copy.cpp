// `zuoquan admin copy`: from one database into another, and then the proof that it is the same.
#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include "app/log.h"
#include "main/house.h"
#include "main/subcommands.h"
#include "store/sql/copy.h"

namespace zq {

namespace {

struct CopyOptions {
    std::string from;
    std::string to;
};

// Opening would make a database where there is none.
void ask_there(const std::string& url) {
    constexpr std::string_view sqlite = "sqlite:";
    if (!url.starts_with(sqlite) || std::filesystem::exists(url.substr(sqlite.size()))) return;
    throw CLI::ValidationError{"--from", "there is no file '" + url.substr(sqlite.size()) + "'"};
}

// The chain of every log, and every table against what the events make of it.
bool is_whole(Store& store) {
    auto programmes = store.programmes();
    programmes.emplace(programmes.begin(), registry, "registry");
    bool whole = true;
    for (const auto& [programme, code] : programmes) {
        const std::int64_t events = store.read(programme)->tail().next_seq - 1;
        const auto difference = verify(store, programme);
        std::cout << code << ": ";
        if (difference) {
            std::cout << difference->where << ": " << difference->what << '\n';
        } else {
            std::cout << events << " events, every table is their fold\n";
        }
        whole = whole && !difference;
    }
    return whole;
}

int copy(const CopyOptions& options) {
    ask_there(options.from);
    open_store(options.from);  // brings it up to date
    const auto target = open_store(options.to);
    std::int64_t all = 0;
    for (const auto& [table, rows] : copy_database(options.from, options.to)) {
        if (rows > 0) std::cout << table << ": " << rows << " rows\n";
        all += rows;
    }
    std::cout << all << " rows copied\n";
    return is_whole(*target) ? 0 : 1;
}

}  // namespace

void add_copy_command(CLI::App& admin, int& status) {
    const auto options = std::make_shared<CopyOptions>();
    CLI::App* command = admin.add_subcommand(
        "copy",
        "Copies all into an empty database and checks it; servers are stopped meanwhile. "
        "The files under DATA/files stay where they are");
    command->add_option("--from", options->from, database_help)->required();
    command->add_option("--to", options->to, database_help)->required();
    command->callback([options, &status] { status = copy(*options); });
}

}  // namespace zq
