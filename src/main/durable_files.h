// Files that are on the disk when a call returns, and what is in them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace zq {

struct FileContent {
    std::int64_t bytes = 0;
    std::string digest;  // SHA-256
    friend bool operator==(const FileContent&, const FileContent&) = default;
};

// std::system_error, which names the file, when the disk fails or is full.
FileContent content_of(const std::filesystem::path& file);
FileContent copy_durably(const std::filesystem::path& from, const std::filesystem::path& to);
void write_durably(const std::filesystem::path& file, std::string_view bytes);
// A file or a folder.
void make_durable(const std::filesystem::path& path);

}  // namespace zq
