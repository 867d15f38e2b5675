// The shelf as a folder of this machine: a file's name is its digest.
#pragma once

#include "app/file_shelf.h"

namespace zq {

class FolderShelf : public FileShelf {
public:
    // Makes the folder when it is missing.
    explicit FolderShelf(std::filesystem::path folder);

    void keep(const std::filesystem::path& file, const std::string& digest) override;
    std::optional<std::filesystem::path> fetch(const std::string& digest) override;
    void set_aside(const std::string& digest) override;
    void discard(const std::string& digest) override;

private:
    std::filesystem::path place_of(const std::string& digest) const { return folder_ / digest; }
    std::filesystem::path aside_of(const std::string& digest) const {
        return folder_ / "aside" / digest;
    }

    std::filesystem::path folder_;
};

}  // namespace zq
