// Uploaded files and their transcripts, in memory.
#pragma once

#include <map>
#include <mutex>

#include "app/stored_files.h"

namespace zq::memory {

class MemoryFiles : public StoredFiles {
public:
    explicit MemoryFiles(std::mutex& mutex) : mutex_{mutex} {}

    std::optional<StoredFile> find(const std::string& digest, PartyId owner) override;
    std::vector<StoredFile> of(PartyId owner, const std::optional<FilePlace>& after,
                               std::int64_t most) override;
    void put(const StoredFile& file) override;
    std::optional<Transcript> transcript(const std::string& digest) override;
    void put(const Transcript& transcript) override;
    std::vector<StoredFile> unread(std::int64_t reader, std::int64_t most) override;
    std::vector<StoredFile> given_between(Instant from, Instant until) override;
    std::vector<StoredFile> dropped_until(Instant until) override;
    bool drop(const StoredFile& file, std::optional<Instant> at) override;
    Held held_by(PartyId owner) override;
    bool is_held(const std::string& digest) override;
    void forget(const std::string& digest, PartyId owner) override;

private:
    // In the order that `place` gives them.
    std::vector<StoredFile> those(auto&& fits, auto&& place);

    std::mutex& mutex_;
    std::map<std::pair<std::string, PartyId>, StoredFile> files_;
    std::map<std::string, Transcript> transcripts_;
};

}  // namespace zq::memory
