// The links to the world outside that `serve` may be told of: an object store instead of a folder,
// and a virus scanner. Their secrets come from the environment or from files, never from the
// command line, which every user of the machine can read.
#pragma once

#include <CLI/CLI.hpp>

#include <boost/url/url_view.hpp>
#include <filesystem>
#include <memory>

#include "app/file_shelf.h"
#include "app/virus_scanner.h"

namespace zq {

struct LinkOptions {
    std::string object_store;
    int object_cache_mib = 1024;
    std::string virus_scanner;
};

// Whether the address is one of this machine, which nothing encrypted has to be sent to.
bool is_this_machine(const boost::urls::url_view& url);

void add_link_options(CLI::App& command, LinkOptions& options);

// Null when no object store is configured. What is read from the store is kept in `cache`.
std::unique_ptr<FileShelf> open_shelf(const LinkOptions& options,
                                      const std::filesystem::path& cache);

// Null when no scanner is configured.
std::unique_ptr<VirusScanner> open_scanner(const LinkOptions& options);

}  // namespace zq
