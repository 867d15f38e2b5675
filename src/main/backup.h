// A backup: a folder that holds the database as one file, the uploads that it names, and a manifest
// that is written last. Without a manifest it is not a backup; restoring compares everything with
// it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/fields.h"

namespace zq {

struct Manifest {
    struct Log {
        std::int64_t programme = 0;
        std::string code;
        std::int64_t events = 0;
        std::string last_hash;
        static void fields(auto& self, auto&& visit) {
            visit("programme", self.programme);
            visit("code", self.code);
            visit("events", self.events);
            visit("last_hash", self.last_hash);
        }
        friend bool operator==(const Log&, const Log&) = default;
    };
    struct File {
        std::string digest;
        std::int64_t bytes = 0;
        static void fields(auto& self, auto&& visit) {
            visit("digest", self.digest);
            visit("bytes", self.bytes);
        }
    };

    std::int64_t format = 1;
    std::string version;  // of the program that made it
    std::string made_at;
    std::int64_t schema = 0;
    File database;
    std::vector<Log> logs;
    bool with_files = false;
    std::vector<File> files;
    std::vector<std::string> missing;  // were not to be had, or damaged, when it was made

    static void fields(auto& self, auto&& visit) {
        visit("format", self.format);
        visit("version", self.version);
        visit("made_at", self.made_at);
        visit("schema", self.schema);
        visit("database", self.database);
        visit("logs", self.logs);
        visit("with_files", self.with_files);
        visit("files", self.files);
        visit("missing", self.missing);
    }
};

struct BackupJob {
    std::string database;
    std::filesystem::path files;  // empty: they lie elsewhere
    std::filesystem::path to;
    std::string made_at;
};

struct RestoreJob {
    std::filesystem::path from;
    std::filesystem::path to;
    std::string database;  // empty: a file in `to`
};

using Tell = std::function<void(const std::string& line)>;

// Both want an empty place, and leave it empty when they fail: std::runtime_error with the reason.
Manifest make_backup(const BackupJob& job);
// Done only when every log, every table and every file is what the manifest says.
Manifest restore_backup(const RestoreJob& job, const Tell& tell);

}  // namespace zq
