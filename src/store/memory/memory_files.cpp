// Every question looks at all files: this store is for scenarios and tests.
#include "store/memory/memory_files.h"

#include <algorithm>
#include <limits>

namespace zq::memory {

namespace {

std::pair<std::int64_t, std::string> oldest_first(const StoredFile& file) {
    return {file.at.micros, file.digest};
}

std::pair<std::int64_t, std::string> newest_first(const StoredFile& file) {
    return {-file.at.micros, file.digest};
}

}  // namespace

std::vector<StoredFile> MemoryFiles::those(auto&& fits, auto&& place) {
    const std::lock_guard lock{mutex_};
    std::vector<StoredFile> found;
    for (const auto& [key, file] : files_) {
        if (fits(file)) found.push_back(file);
    }
    std::ranges::stable_sort(found, {}, place);
    return found;
}

std::optional<StoredFile> MemoryFiles::find(const std::string& digest, PartyId owner) {
    const auto found = those(
        [&](const StoredFile& file) {
            return file.digest == digest && file.owner == owner && !file.dropped;
        },
        oldest_first);
    if (found.empty()) return std::nullopt;
    return found.front();
}

std::vector<StoredFile> MemoryFiles::of(PartyId owner, const std::optional<FilePlace>& after,
                                        std::int64_t most) {
    auto found = those(
        [&](const StoredFile& file) {
            return file.owner == owner && !file.dropped &&
                   (!after || newest_first(file) > std::pair{-after->at.micros, after->digest});
        },
        newest_first);
    if (std::ssize(found) > most) found.resize(static_cast<std::size_t>(most));
    return found;
}

void MemoryFiles::put(const StoredFile& file) {
    const std::lock_guard lock{mutex_};
    files_[{file.digest, file.owner}] = file;
}

std::optional<Transcript> MemoryFiles::transcript(const std::string& digest) {
    const std::lock_guard lock{mutex_};
    const auto found = transcripts_.find(digest);
    if (found == transcripts_.end()) return std::nullopt;
    return found->second;
}

void MemoryFiles::put(const Transcript& transcript) {
    const std::lock_guard lock{mutex_};
    transcripts_[transcript.file] = transcript;
}

std::vector<StoredFile> MemoryFiles::unread(std::int64_t reader, std::int64_t most) {
    auto found = those(
        [&](const StoredFile& file) {
            const auto known = transcripts_.find(file.digest);
            const bool read = known != transcripts_.end() && known->second.reader >= reader;
            return !file.dropped && !read;
        },
        [](const StoredFile& file) { return std::pair{file.digest, file.owner}; });
    const auto same = std::ranges::unique(found, {}, &StoredFile::digest);
    found.erase(same.begin(), same.end());
    std::ranges::stable_sort(found, {}, oldest_first);
    if (std::ssize(found) > most) found.resize(static_cast<std::size_t>(most));
    return found;
}

std::vector<StoredFile> MemoryFiles::given_between(Instant from, Instant until) {
    return those(
        [&](const StoredFile& file) { return from < file.at && file.at <= until && !file.dropped; },
        oldest_first);
}

std::vector<StoredFile> MemoryFiles::dropped_until(Instant until) {
    return those([&](const StoredFile& file) { return file.dropped && *file.dropped <= until; },
                 oldest_first);
}

bool MemoryFiles::drop(const StoredFile& file, std::optional<Instant> at) {
    const std::lock_guard lock{mutex_};
    const auto known = files_.find({file.digest, file.owner});
    if (known == files_.end() || known->second.at != file.at) return false;
    known->second.dropped = at;
    return true;
}

Held MemoryFiles::held_by(PartyId owner) {
    Held held;
    for (const StoredFile& file : of(owner, {}, std::numeric_limits<std::int64_t>::max())) {
        ++held.files;
        held.bytes += file.bytes;
    }
    return held;
}

bool MemoryFiles::is_held(const std::string& digest) {
    return !those([&](const StoredFile& file) { return file.digest == digest && !file.dropped; },
                  oldest_first)
                .empty();
}

void MemoryFiles::forget(const std::string& digest, PartyId owner) {
    const std::lock_guard lock{mutex_};
    const auto found = files_.find({digest, owner});
    if (found != files_.end() && found->second.dropped) files_.erase(found);
    const auto rest = files_.lower_bound({digest, PartyId{}});
    if (rest == files_.end() || rest->first.first != digest) transcripts_.erase(digest);
}

}  // namespace zq::memory
