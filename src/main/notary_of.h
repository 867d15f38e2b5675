// The notary that `serve` works with, from its options.
#pragma once

#include <CLI/CLI.hpp>

#include "app/notary.h"

namespace zq {

struct NotaryOptions {
    std::string key;   // file; DATA/log-key if empty
    std::string name;  // of this house, when the key is made
    int every_s = 60;
};

void add_notary_options(CLI::App& command, NotaryOptions& options);

struct NotaryPlace {
    std::string data;
    std::string public_url;
    bool remembers = true;  // a demonstration is begun anew at will, and does not
};
std::unique_ptr<Notary> open_notary(const NotaryOptions& options, const NotaryPlace& place,
                                    Store& store, Clock& city, Clock& system);

}  // namespace zq
