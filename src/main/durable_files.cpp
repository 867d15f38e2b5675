// Read once: what is copied is hashed on its way.
#include "main/durable_files.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <memory>
#include <system_error>
#include <vector>

#include "base/digest.h"

namespace zq {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t piece_bytes = 1 << 18;
constexpr mode_t owner_only = 0600;

[[noreturn]] void fail(const std::string& doing, const fs::path& path) {
    throw std::system_error{errno, std::generic_category(), doing + " " + path.string()};
}

class Open {
public:
    Open(fs::path path, int flags)
        : path_{std::move(path)},
          descriptor_{::open(path_.c_str(), flags | O_CLOEXEC, owner_only)} {
        if (descriptor_ < 0) fail("opening", path_);
    }
    ~Open() { ::close(descriptor_); }
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;

    std::size_t read(std::vector<char>& piece) {
        const ssize_t got = ::read(descriptor_, piece.data(), piece.size());
        if (got < 0) fail("reading", path_);
        return static_cast<std::size_t>(got);
    }
    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t put = ::write(descriptor_, bytes.data(), bytes.size());
            if (put < 0) fail("writing", path_);
            bytes.remove_prefix(static_cast<std::size_t>(put));
        }
    }
    void sync() {
        if (::fsync(descriptor_) != 0) fail("making durable", path_);
    }

private:
    fs::path path_;
    int descriptor_;
};

class Hash {
public:
    Hash() : context_{EVP_MD_CTX_new(), EVP_MD_CTX_free} {
        must(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
    }
    void add(std::string_view bytes) {
        must(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
    }
    std::string hex() {
        std::string digest(static_cast<std::size_t>(EVP_MD_get_size(EVP_sha256())), '\0');
        must(EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(digest.data()),
                                nullptr) == 1);
        return to_hex(digest);
    }

private:
    static void must(bool done) {
        if (!done) throw std::runtime_error{"SHA-256 is not to be had from OpenSSL"};
    }

    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

FileContent read_all(const fs::path& file, auto&& take) {
    Open source{file, O_RDONLY};
    std::vector<char> piece(piece_bytes);
    Hash hash;
    FileContent content;
    while (const std::size_t got = source.read(piece)) {
        const std::string_view bytes{piece.data(), got};
        hash.add(bytes);
        take(bytes);
        content.bytes += static_cast<std::int64_t>(got);
    }
    content.digest = hash.hex();
    return content;
}

}  // namespace

FileContent content_of(const fs::path& file) {
    return read_all(file, [](std::string_view) {});
}

FileContent copy_durably(const fs::path& from, const fs::path& to) {
    Open target{to, O_WRONLY | O_CREAT | O_EXCL};
    const FileContent content =
        read_all(from, [&](std::string_view bytes) { target.write(bytes); });
    target.sync();
    return content;
}

void write_durably(const fs::path& file, std::string_view bytes) {
    Open target{file, O_WRONLY | O_CREAT | O_EXCL};
    target.write(bytes);
    target.sync();
}

void make_durable(const fs::path& path) {
    Open{path, O_RDONLY}.sync();
}

}  // namespace zq
