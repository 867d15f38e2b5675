// Files at hand on this machine that lie safely somewhere else, so that any of them may be dropped:
// the longest unused first, once there are too many bytes.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace zq {

// May be used by several threads and processes at once.
class FileCache {
public:
    // So long a path that was given stays good, whatever the limit says.
    static constexpr std::chrono::minutes stays{10};
    // What nobody used for so long goes: it may have been deleted where it really lies.
    static constexpr std::chrono::hours forgotten{24 * 7};

    // Makes the folder when it is missing.
    FileCache(std::filesystem::path folder, std::int64_t most_bytes);

    std::optional<std::filesystem::path> find(const std::string& name);
    // A new path in the cache's folder, to write a file at.
    std::filesystem::path scratch(const std::string& name);
    // Moves the file in, whole or not at all, and drops what is too much. Throws
    // std::filesystem::filesystem_error when it cannot be moved.
    std::filesystem::path adopt(const std::filesystem::path& file, const std::string& name);
    void forget(const std::string& name);

private:
    void tidy_up();

    std::filesystem::path folder_;
    std::int64_t most_bytes_;
};

}  // namespace zq
