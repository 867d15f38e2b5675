// A ZIP archive in memory, for whoever looks at its parts. Runs behind the wall.
#pragma once

#include <zip.h>

#include <memory>

#include "papers/reading/bytes.h"

namespace zq::papers {

struct ArchiveClosed {
    void operator()(zip_t* archive) const { zip_discard(archive); }
    void operator()(zip_file_t* part) const { zip_fclose(part); }
};
using Archive = std::unique_ptr<zip_t, ArchiveClosed>;
using ArchivePart = std::unique_ptr<zip_file_t, ArchiveClosed>;

// Empty when the bytes are none, or when its parts and its directory disagree.
Archive open_archive(Bytes file);

}  // namespace zq::papers
