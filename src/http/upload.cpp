// Durable before it is answered: fsync of the file, rename, fsync of the folder.
#include "http/upload.h"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

#include "http/personal.h"

namespace zq::http {

namespace {

constexpr std::size_t head_bytes = 16;

[[noreturn]] void fail(const char* what) {
    throw std::system_error{errno, std::generic_category(), what};
}

}  // namespace

Receiving::Receiving(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    path_ = folder / ("incoming-" + random_hex(8));
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    if (descriptor_ < 0) fail("making a file for an upload");
    crypto_hash_sha256_init(&hash_);
}

Receiving::~Receiving() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

void Receiving::write(const char* bytes, std::size_t count) {
    crypto_hash_sha256_update(&hash_, reinterpret_cast<const unsigned char*>(bytes), count);
    if (upload_.head.size() < head_bytes) {
        upload_.head.append(bytes, std::min(count, head_bytes - upload_.head.size()));
    }
    upload_.bytes += static_cast<std::int64_t>(count);
    while (count > 0) {
        const ssize_t written = ::write(descriptor_, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("writing an upload");
        bytes += written;
        count -= static_cast<std::size_t>(written);
    }
}

Upload Receiving::finish() {
    if (::fsync(descriptor_) != 0) fail("making an upload durable");
    ::close(descriptor_);
    descriptor_ = -1;
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(&hash_, digest);
    char text[2 * sizeof digest + 1];
    sodium_bin2hex(text, sizeof text, digest, sizeof digest);
    upload_.digest = text;
    upload_.path = path_;
    return upload_;
}

void keep(const Upload& upload, const std::filesystem::path& folder) {
    std::filesystem::rename(upload.path, folder / upload.digest);
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) fail("opening the folder of files");
    const int done = ::fsync(descriptor);
    ::close(descriptor);
    if (done != 0) fail("making the folder of files durable");
}

std::string media_type_of(std::string_view head) {
    if (head.starts_with("%PDF-")) return "application/pdf";
    if (head.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
    if (head.starts_with("\xff\xd8\xff")) return "image/jpeg";
    return {};
}

}  // namespace zq::http
