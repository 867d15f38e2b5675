// Keeping always asks the store, never the cache: another server may have set the file aside. What
// comes from the store is trusted only when its digest is its name.
#include "links/object_shelf.h"

#include <fstream>
#include <stdexcept>

#include "base/digest.h"

namespace zq {

namespace fs = std::filesystem;

namespace {

std::string aside(const std::string& digest) {
    return "aside/" + digest;
}

std::string digest_of(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    if (!in) throw std::runtime_error{"reading " + path.string()};
    return sha256_hex(bytes);
}

// A file that is written and not yet adopted; gone with this if it never is.
class Unfinished {
public:
    explicit Unfinished(fs::path path) : path_{std::move(path)} {}
    ~Unfinished() {
        std::error_code missing;
        fs::remove(path_, missing);
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

}  // namespace

void ObjectShelf::keep(const fs::path& file, const std::string& digest) {
    const auto bytes = static_cast<std::int64_t>(fs::file_size(file));
    if (store_.length_of(digest) != bytes) store_.put(digest, file, digest);
    // It will be read soon. It is safe already, so that a cache that cannot take it does not
    // matter.
    try {
        cache_.adopt(file, digest);
    } catch (const fs::filesystem_error&) {
        cache_.forget(digest);
    }
}

std::optional<fs::path> ObjectShelf::fetch(const std::string& digest) {
    if (auto path = cache_.find(digest)) return path;
    const Unfinished file{cache_.scratch(digest)};
    if (!store_.get(digest, file.path()) &&
        !(take_back(digest) && store_.get(digest, file.path()))) {
        return std::nullopt;
    }
    if (digest_of(file.path()) != digest) {
        throw std::runtime_error{"GET " + store_.address_of(digest) +
                                 ": the SHA-256 of what came is another than its name"};
    }
    return cache_.adopt(file.path(), digest);
}

bool ObjectShelf::take_back(const std::string& digest) {
    if (!store_.copy(aside(digest), digest)) return false;
    store_.remove(aside(digest));
    return true;
}

void ObjectShelf::set_aside(const std::string& digest) {
    cache_.forget(digest);
    if (store_.copy(digest, aside(digest))) store_.remove(digest);
}

void ObjectShelf::discard(const std::string& digest) {
    store_.remove(aside(digest));
}

}  // namespace zq
