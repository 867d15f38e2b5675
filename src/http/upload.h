// A file on its way in: written to a temporary file while it is hashed, so that memory stays flat.
#pragma once

#include <sodium.h>

#include "http/message.h"

namespace zq::http {

class Receiving {
public:
    explicit Receiving(const std::filesystem::path& folder);
    ~Receiving();
    Receiving(const Receiving&) = delete;
    Receiving& operator=(const Receiving&) = delete;

    void write(const char* bytes, std::size_t count);
    // All is written and on disk; the file now belongs to the upload.
    Upload finish();

private:
    std::filesystem::path path_;
    int descriptor_ = -1;
    crypto_hash_sha256_state hash_{};
    Upload upload_;
};

// Renames the temporary file to its digest and makes that durable.
void keep(const Upload& upload, const std::filesystem::path& folder);

// "application/pdf", "image/png", "image/jpeg" by the first bytes; empty for anything else.
std::string media_type_of(std::string_view head);

}  // namespace zq::http
