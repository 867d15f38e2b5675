// Marks are searched without regard to case: that is how those who are fooled by them read.
#include "papers/reading/bytes.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace zq::papers {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool starts_with_any_case(Bytes bytes, Bytes lower_case) {
    if (bytes.size() < lower_case.size()) return false;
    return std::equal(lower_case.begin(), lower_case.end(), bytes.begin(),
                      [](char wanted, char c) { return wanted == lower(c); });
}

}  // namespace

std::uint64_t big_endian(Bytes bytes, std::size_t at, std::size_t size) {
    std::uint64_t number = 0;
    for (std::size_t i = at; i < at + size; ++i) {
        number = number << 8 | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
    }
    return number;
}

std::uint64_t little_endian(Bytes bytes, std::size_t at, std::size_t size) {
    std::uint64_t number = 0;
    for (std::size_t i = at + size; i-- > at;) {
        number = number << 8 | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
    }
    return number;
}

bool holds_markup(Bytes bytes) {
    constexpr Bytes marks[] = {"<script", "<html", "<!doctype h", "<?php", "<svg", "<iframe"};
    for (std::size_t at = bytes.find('<'); at != Bytes::npos; at = bytes.find('<', at + 1)) {
        const Bytes rest = bytes.substr(at, 16);
        if (std::ranges::any_of(marks, [&](Bytes m) { return starts_with_any_case(rest, m); })) {
            return true;
        }
    }
    return false;
}

bool holds_archive(Bytes bytes) {
    // The comment behind the end of a directory has at most 65,535 bytes; some programs look on.
    const std::size_t first = bytes.size() > 70'000 ? bytes.size() - 70'000 : 0;
    for (std::size_t at = bytes.find("PK\5\6", first); at != Bytes::npos;
         at = bytes.find("PK\5\6", at + 1)) {
        const std::uint64_t directory = little_endian(bytes, at + 12, 4);
        if (directory <= at && bytes.substr(at - directory).starts_with("PK\1\2")) return true;
    }
    return false;
}

MappedFile::MappedFile(int descriptor) {
    struct stat about{};
    if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) {
        throw std::system_error{EINVAL, std::generic_category(), "not a file"};
    }
    const auto size = static_cast<std::size_t>(about.st_size);
    if (size == 0) return;
    void* start = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (start == MAP_FAILED) throw std::system_error{errno, std::generic_category(), "mmap"};
    bytes_ = Bytes{static_cast<const char*>(start), size};
}

MappedFile::~MappedFile() {
    if (!bytes_.empty()) munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

}  // namespace zq::papers
