// The time of its last change says when a file was last used: finding it touches it.
#include "links/file_cache.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <system_error>
#include <vector>

namespace zq {

namespace fs = std::filesystem;

namespace {

struct Cached {
    fs::path path;
    std::int64_t bytes = 0;
    fs::file_time_type used;
};

// Those that another process drops meanwhile are left out.
std::vector<Cached> files_in(const fs::path& folder) {
    std::vector<Cached> files;
    for (const fs::directory_entry& entry : fs::directory_iterator{folder}) {
        std::error_code gone;
        const auto used = entry.last_write_time(gone);
        const auto bytes = gone ? 0 : entry.file_size(gone);
        if (!gone) files.push_back({entry.path(), static_cast<std::int64_t>(bytes), used});
    }
    std::ranges::sort(files, {}, &Cached::used);
    return files;
}

// A file that a loss of power could tear must not be taken for whole afterwards.
void make_durable(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const int done = descriptor < 0 ? -1 : ::fsync(descriptor);
    const int error = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (done != 0) {
        throw fs::filesystem_error{"making durable", path, {error, std::generic_category()}};
    }
}

}  // namespace

FileCache::FileCache(fs::path folder, std::int64_t most_bytes)
    : folder_{std::move(folder)}, most_bytes_{most_bytes} {
    fs::create_directories(folder_);
}

std::optional<fs::path> FileCache::find(const std::string& name) {
    fs::path path = folder_ / name;
    std::error_code missing;
    fs::last_write_time(path, fs::file_time_type::clock::now(), missing);
    if (missing) return std::nullopt;
    return path;
}

fs::path FileCache::scratch(const std::string& name) {
    static std::atomic<unsigned> number = 0;
    return folder_ /
           (name + "." + std::to_string(::getpid()) + "-" + std::to_string(++number) + ".new");
}

fs::path FileCache::adopt(const fs::path& file, const std::string& name) {
    make_durable(file);
    fs::last_write_time(file, fs::file_time_type::clock::now());
    const fs::path path = folder_ / name;
    fs::rename(file, path);
    tidy_up();
    return path;
}

void FileCache::forget(const std::string& name) {
    std::error_code missing;
    fs::remove(folder_ / name, missing);
}

void FileCache::tidy_up() {
    const auto files = files_in(folder_);
    const auto now = fs::file_time_type::clock::now();
    std::int64_t bytes = 0;
    for (const Cached& file : files) bytes += file.bytes;
    for (const Cached& file : files) {
        const bool too_much = bytes > most_bytes_ && now - file.used > stays;
        if (!too_much && now - file.used <= forgotten) break;
        std::error_code gone;
        fs::remove(file.path, gone);
        bytes -= file.bytes;
    }
}

}  // namespace zq
