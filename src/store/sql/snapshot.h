// A database as it was at one moment, as a file of SQLite, while servers go on writing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace zq {

struct SnapshotFile {
    std::string digest;
    std::int64_t bytes = 0;
};

// Makes `file`, which is not there yet. StoreFailed when the database's schema is another than this
// program's: whoever serves it backs it up.
void take_snapshot(const std::string& url, const std::filesystem::path& file);

// One file without a log beside it, as it is to be kept or moved. Nobody has it open.
void seal_snapshot(const std::filesystem::path& file);

// The uploads that the log and the register of files name, by digest.
std::vector<SnapshotFile> files_of_snapshot(const std::filesystem::path& file);
std::int64_t schema_of_snapshot(const std::filesystem::path& file);

}  // namespace zq
