// An S3-compatible object store, asked over HTTP: five requests, each signed.
//
// Path-style addresses (https://host/bucket/key), TLS verified, no redirects followed. What the
// store refuses or the network loses is tried again where that can help, and then thrown as
// OutOfReach, which says what was asked and what came; never a key.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "app/file_shelf.h"
#include "links/signature_v4.h"

namespace zq {

struct ObjectStoreSettings {
    std::string endpoint;  // https://host or https://host:port
    std::string bucket;
    std::string prefix;  // of every key; empty or "folder/"
    SigningKeys keys;
    int attempts = 3;
    std::chrono::milliseconds backoff{200};  // before the second attempt; then four times as long
    std::chrono::milliseconds connect_timeout{3'000};
    std::chrono::seconds stall_timeout{10};  // so long without a kilobyte a second
    std::chrono::seconds timeout{120};       // for an attempt as a whole
};

// May be used by several threads at once.
class ObjectStore {
public:
    // Throws std::runtime_error on an endpoint that is none.
    explicit ObjectStore(ObjectStoreSettings settings);
    ~ObjectStore();

    // Of the object; nothing when there is none.
    std::optional<std::int64_t> length_of(const std::string& name);
    // The store compares the bytes with the digest.
    void put(const std::string& name, const std::filesystem::path& file, const std::string& sha256);
    // Writes the object to `to`; false when there is none.
    bool get(const std::string& name, const std::filesystem::path& to);
    // Within the store; false when there is no `from`.
    bool copy(const std::string& from, const std::string& to);
    // Not there: nothing to do.
    void remove(const std::string& name);

    // For errors: where the object lies.
    std::string address_of(const std::string& name) const;

private:
    struct Asked;
    struct Answer;
    class Connections;
    class Exchange;

    Answer ask(const Asked& asked);
    Answer ask_once(const Asked& asked);
    std::string path_of(const std::string& name) const;

    ObjectStoreSettings settings_;
    std::string host_;
    std::unique_ptr<Connections> connections_;
};

}  // namespace zq
