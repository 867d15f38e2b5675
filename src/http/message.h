// One request as it came and one reply as it goes: HTTP without its wire.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/civil_time.h"
#include "base/ids.h"
#include "http/json.h"

namespace zq::http {

// A body that was streamed to disk while it was hashed.
struct Upload {
    std::filesystem::path
        path;            // a temporary file; gone when the request is over unless it was kept
    std::string digest;  // SHA-256
    std::int64_t bytes = 0;
};

struct Incoming {
    std::string method;
    std::string target;
    std::vector<std::string> segments;                        // of the path, decoded
    std::map<std::string, std::string> query;                 // each name once
    std::map<std::string, std::string, std::less<>> headers;  // names in lower case
    std::string body;
    std::optional<Upload> upload;
    std::string peer;  // address of the other side
    std::string request_id;
    std::optional<Instant> arrived;  // of a command: when all of it had been read

    std::string header(std::string_view name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string{} : found->second;
    }
};

struct Reply {
    int status = 200;
    std::string media_type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    std::filesystem::path file;         // sent instead of the body
    std::optional<ProgrammeId> follow;  // its changes are sent, without end, instead of the body
    std::string_view standing;          // header lines of every reply of its sort

    Reply& with(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
};

Reply reply_of(const json::value& body, int status = 200);

// Of its ASCII letters.
std::string lower(std::string_view text);

// Splits and decodes "/a/b%20c?d=e". The issue says what is wrong with it.
std::optional<Issue> read_target(const std::string& target, Incoming& incoming);

}  // namespace zq::http
