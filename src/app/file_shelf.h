// The port to where the bytes of uploads lie: a folder, or an object store. A file's name is its
// digest, so the same file twice is kept once.
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

namespace zq {

// A shelf or a scanner cannot be asked now; later it may.
class OutOfReach : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Every call may throw OutOfReach, or std::system_error where the disk fails.
class FileShelf {
public:
    virtual ~FileShelf() = default;

    // Copies or moves what lies at `file`; durable when it returns.
    virtual void keep(const std::filesystem::path& file, const std::string& digest) = 0;
    // Where it can be read on this machine: to be opened at once, and not to be kept, for a shelf
    // that fetches it from elsewhere keeps it here for some minutes only. Nothing when it is not
    // there. What was set aside is taken back.
    virtual std::optional<std::filesystem::path> fetch(const std::string& digest) = 0;
    // Nobody seems to want it any more: gone from its place, but not yet lost.
    virtual void set_aside(const std::string& digest) = 0;
    // What was set aside is deleted. Not there: nothing to do.
    virtual void discard(const std::string& digest) = 0;
};

}  // namespace zq
