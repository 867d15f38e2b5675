// Reading numbers and marks out of a file's bytes, never beyond its end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace zq::papers {

// A file as it lies in memory.
using Bytes = std::string_view;

// Numbers of `size` bytes; what lies beyond the end counts as zero.
std::uint64_t big_endian(Bytes bytes, std::size_t at, std::size_t size);
std::uint64_t little_endian(Bytes bytes, std::size_t at, std::size_t size);

// Whether a browser or an interpreter would find a page or a script in these bytes.
bool holds_markup(Bytes bytes);

// Whether a ZIP archive ends in the file, wherever it begins.
bool holds_archive(Bytes bytes);

// A file opened by somebody else, mapped to memory; std::system_error when it is no file.
class MappedFile {
public:
    explicit MappedFile(int descriptor);
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    Bytes bytes() const { return bytes_; }

private:
    Bytes bytes_;
};

}  // namespace zq::papers
