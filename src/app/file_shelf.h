// The port to where the bytes of uploads lie: a folder, or an object store. A file's name is its
// digest, so the same file twice is kept once.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace zq {

// Every call may throw std::system_error or std::runtime_error when the shelf is out of reach.
class FileShelf {
public:
    virtual ~FileShelf() = default;

    // Copies or moves what lies at `file`; durable when it returns.
    virtual void keep(const std::filesystem::path& file, const std::string& digest) = 0;
    // Where it can be read on this machine until this process ends; nothing when it is not there.
    // What was set aside is taken back.
    virtual std::optional<std::filesystem::path> fetch(const std::string& digest) = 0;
    // Nobody seems to want it any more: gone from its place, but not yet lost.
    virtual void set_aside(const std::string& digest) = 0;
    // What was set aside is deleted. Not there: nothing to do.
    virtual void discard(const std::string& digest) = 0;
};

}  // namespace zq
