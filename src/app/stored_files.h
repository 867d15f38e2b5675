// The register of uploaded files: whose they are, what was seen in them, which are wanted no more.
// The bytes lie on a Shelf (app/file_shelf.h).
//
// A file is known by its digest, and each owner's copy is a row of its own, so that nobody learns
// that somebody else has the same file.
#pragma once

#include "domain/transcript.h"

namespace zq {

struct StoredFile {
    std::string digest;  // SHA-256
    std::string media_type;
    std::int64_t bytes = 0;
    PartyId owner;
    std::string name;
    Instant at;
    std::int64_t pages = 0;            // of a PDF; an image has one, a workbook none
    bool scanned = false;              // by a virus scanner, which found nothing
    std::optional<Instant> dropped{};  // nothing used it for a day
};

// A file's place in the list of its owner: the newest first, then by digest.
struct FilePlace {
    Instant at;
    std::string digest;
};

// What somebody has, without what was dropped.
struct Held {
    std::int64_t files = 0;
    std::int64_t bytes = 0;
    friend bool operator==(const Held&, const Held&) = default;
};

class StoredFiles {
public:
    virtual ~StoredFiles() = default;

    // Not those that were dropped.
    virtual std::optional<StoredFile> find(const std::string& digest, PartyId owner) = 0;
    virtual std::vector<StoredFile> of(PartyId owner, const std::optional<FilePlace>& after,
                                       std::int64_t most) = 0;
    virtual Held held_by(PartyId owner) = 0;
    // Whoever gives a file again has it anew.
    virtual void put(const StoredFile& file) = 0;

    virtual std::optional<Transcript> transcript(const std::string& digest) = 0;
    virtual void put(const Transcript& transcript) = 0;
    // Without a transcript of this version of the reader, the oldest first; one row for a digest.
    virtual std::vector<StoredFile> unread(std::int64_t reader, std::int64_t most) = 0;

    // Given after `from` until `until`, and not dropped.
    virtual std::vector<StoredFile> given_between(Instant from, Instant until) = 0;
    virtual std::vector<StoredFile> dropped_until(Instant until) = 0;
    // Drops, or takes back with no instant, what was given at that moment and not since; whether it
    // did. What was given again meanwhile stays.
    virtual bool drop(const StoredFile& file, std::optional<Instant> at) = 0;
    // Whether anybody has the file who has not dropped it.
    virtual bool is_held(const std::string& digest) = 0;
    // Removes the owner's row, when it is dropped; the transcript goes with the last one.
    virtual void forget(const std::string& digest, PartyId owner) = 0;
};

}  // namespace zq
