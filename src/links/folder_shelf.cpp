// A file appears whole or not at all: it is durable before it is renamed to its place, and the
// rename is durable before it is answered.
#include "links/folder_shelf.h"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

namespace zq {

namespace fs = std::filesystem;

namespace {

void make_durable(const fs::path& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    const int done = descriptor < 0 ? -1 : ::fsync(descriptor);
    const int error = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (done != 0) {
        throw std::system_error{error, std::generic_category(),
                                "making " + path.string() + " durable"};
    }
}

void move_durably(const fs::path& from, const fs::path& to) {
    fs::rename(from, to);
    make_durable(to.parent_path(), O_RDONLY | O_DIRECTORY);
}

}  // namespace

FolderShelf::FolderShelf(fs::path folder) : folder_{std::move(folder)} {
    fs::create_directories(folder_ / "aside");
}

void FolderShelf::keep(const fs::path& file, const std::string& digest) {
    if (fetch(digest)) return;
    make_durable(file, O_RDONLY);
    move_durably(file, place_of(digest));
}

std::optional<fs::path> FolderShelf::fetch(const std::string& digest) {
    const fs::path place = place_of(digest);
    if (fs::exists(place)) return place;
    std::error_code missing;
    fs::rename(aside_of(digest), place, missing);
    if (missing) return std::nullopt;
    make_durable(folder_, O_RDONLY | O_DIRECTORY);
    return place;
}

void FolderShelf::set_aside(const std::string& digest) {
    std::error_code missing;
    fs::rename(place_of(digest), aside_of(digest), missing);
}

void FolderShelf::discard(const std::string& digest) {
    std::error_code missing;
    fs::remove(aside_of(digest), missing);
}

}  // namespace zq
