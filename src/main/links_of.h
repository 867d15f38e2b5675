// The links to the world outside that `serve` may be told of: an object store instead of a folder,
// a virus scanner, and the city's identity provider. Their secrets come from the environment or
// from files, never from the command line, which every user of the machine can read.
#pragma once

#include <CLI/CLI.hpp>

#include <boost/url/url_view.hpp>
#include <filesystem>
#include <memory>

#include "app/file_shelf.h"
#include "app/virus_scanner.h"
#include "http/identity_provider.h"

namespace zq {

struct LinkOptions {
    std::string object_store{};
    int object_cache_mib = 1024;
    std::string virus_scanner{};
    std::string identity_provider{};
    std::string identity_client{};
    std::string identity_secret_file{};
    std::string identity_name{};
    std::vector<std::string> identity_acr{};
    std::vector<std::string> identity_strong_acr{};
};

// Whether the address is one of this machine, which nothing encrypted has to be sent to.
bool is_this_machine(const boost::urls::url_view& url);

void add_link_options(CLI::App& command, LinkOptions& options);

// Null when no object store is configured. What is read from the store is kept in `cache`.
std::unique_ptr<FileShelf> open_shelf(const LinkOptions& options,
                                      const std::filesystem::path& cache);

// Null when no scanner is configured.
std::unique_ptr<VirusScanner> open_scanner(const LinkOptions& options);

// Null when no identity provider is configured.
std::unique_ptr<http::IdentityProvider> open_identity_provider(const LinkOptions& options,
                                                               IdentityLine& line, Clock& clock);

}  // namespace zq
