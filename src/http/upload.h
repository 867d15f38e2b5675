// A file on its way in: written to a temporary file while it is hashed, so that memory stays flat.
#pragma once

#include <sodium.h>

#include "http/call.h"

namespace zq::http {

class Receiving {
public:
    explicit Receiving(const std::filesystem::path& folder);
    ~Receiving();
    Receiving(const Receiving&) = delete;
    Receiving& operator=(const Receiving&) = delete;

    void write(const char* bytes, std::size_t count);
    // All is written; the file now belongs to the upload. Whoever keeps it makes it durable.
    Upload finish();

private:
    std::filesystem::path path_;
    int descriptor_ = -1;
    crypto_hash_sha256_state hash_{};
    Upload upload_;
};

// What a process that was killed had begun to receive.
void forget_broken_off(const std::filesystem::path& folder);

// SHA-256 of a file's bytes, in hex.
std::string digest_of_file(const std::filesystem::path& path);

// The owner's file, taken in; throws the problem when it is not.
json::object taken(Call& call, const std::filesystem::path& path, const std::string& digest,
                   std::int64_t bytes, const std::string& name, const std::string& declared);
json::object as_json(const StoredFile& file, Call& call);
// Throws the problem when the organisation has no room for so many bytes more.
void check_room(Call& call, std::int64_t bytes);
// "name" as a file's name: not empty, no path.
void check_file_name(const std::string& name);
// What the name ends in must not promise another type than the one declared.
void check_extension(const std::string& name, const std::string& declared);
// Throws the problem with which a file is turned away.
[[noreturn]] void turn_away(const TurnedAway& why);

}  // namespace zq::http
