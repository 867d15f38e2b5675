// The shelf as a bucket of an S3-compatible object store, which several servers may share: an
// object's name is the digest, and what was set aside lies under "aside/". What is read lies in a
// cache of this machine.
#pragma once

#include "app/file_shelf.h"
#include "links/file_cache.h"
#include "links/object_store.h"

namespace zq {

struct CacheSettings {
    std::filesystem::path folder;
    std::int64_t most_bytes = std::int64_t{1} << 30;
};

class ObjectShelf : public FileShelf {
public:
    ObjectShelf(ObjectStoreSettings store, const CacheSettings& cache)
        : store_{std::move(store)}, cache_{cache.folder, cache.most_bytes} {}

    void keep(const std::filesystem::path& file, const std::string& digest) override;
    std::optional<std::filesystem::path> fetch(const std::string& digest) override;
    void set_aside(const std::string& digest) override;
    void discard(const std::string& digest) override;

private:
    bool take_back(const std::string& digest);

    ObjectStore store_;
    FileCache cache_;
};

}  // namespace zq
