// The port to a virus scanner. Where none is configured, files say that they were not scanned.
#pragma once

#include "app/file_shelf.h"

namespace zq {

class VirusScanner {
public:
    virtual ~VirusScanner() = default;
    // What was found, by the scanner's own name for it; empty when nothing was. Throws OutOfReach
    // when the scanner cannot be asked: then nobody knows, and nothing is taken.
    virtual std::string scan(const std::filesystem::path& file) = 0;
};

}  // namespace zq
