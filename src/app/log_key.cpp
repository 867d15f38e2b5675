// Ed25519 signs the same text the same way every time, so several processes that sign one size of a
// log make one checkpoint.
#include "app/log_key.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <system_error>

#include "base/check.h"
#include "base/digest.h"

namespace zq {

namespace fs = std::filesystem;

namespace {

constexpr char ed25519 = '\x01';
constexpr std::string_view dash = "\u2014 ";
constexpr std::string_view private_mark = "PRIVATE+KEY+";

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string key_hash(const std::string& name, const std::string& with_kind) {
    return sha256(name + '\n' + with_kind).substr(0, 4);
}

bool is_name(std::string_view text) {
    return !text.empty() && std::ranges::none_of(text, [](char sign) {
        return static_cast<unsigned char>(sign) <= ' ' || sign == '+' || sign == '\x7f';
    });
}

[[noreturn]] void fail(const fs::path& path, const std::string& what) {
    throw std::runtime_error{"the key of the log, " + path.string() + ", " + what};
}

void write_new(const fs::path& path, const std::string& line) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 && errno == EEXIST) return;  // another process was faster
    if (file < 0) {
        throw std::system_error{errno, std::generic_category(), "making " + path.string()};
    }
    const bool whole =
        ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
        ::fsync(file) == 0;
    const int error = errno;
    ::close(file);
    if (!whole) throw std::system_error{error, std::generic_category(), path.string()};
}

std::optional<std::int64_t> size_of(std::string_view text) {
    std::int64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (error != std::errc{} || end != text.data() + text.size() || size < 0) return std::nullopt;
    if (std::to_string(size) != text) return std::nullopt;
    return size;
}

}  // namespace

std::string base64_of(std::string_view text) {
    std::string out(sodium_base64_encoded_len(text.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes(text), text.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    out.pop_back();  // its zero
    return out;
}

std::optional<std::string> from_base64(std::string_view text) {
    std::string out(text.size(), '\0');
    std::size_t length = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
                          text.size(), nullptr, &length, nullptr,
                          sodium_base64_VARIANT_ORIGINAL) != 0) {
        return std::nullopt;
    }
    out.resize(length);
    return out;
}

LogKey::LogKey(std::string house, const Seed& seed)
    : house_{std::move(house)}, seed_{seed}, public_(crypto_sign_PUBLICKEYBYTES, '\0') {
    static_assert(seed_bytes == crypto_sign_SEEDBYTES);
    check(is_name(house_), "a house of logs has a name without blanks and plus signs");
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
    crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(public_.data()), secret.data(),
                             seed_.data());
    sodium_memzero(secret.data(), secret.size());
}

LogKey LogKey::of_chance(const std::string& house) {
    Seed seed{};
    randombytes_buf(seed.data(), seed.size());
    return {house, seed};
}

LogKey LogKey::from_file(const fs::path& path) {
    std::ifstream in{path};
    std::string line;
    if (!in || !std::getline(in, line)) fail(path, "cannot be read");
    const auto others = fs::perms::others_all | fs::perms::group_write;
    if ((fs::status(path).permissions() & others) != fs::perms::none) {
        fail(path, "is open to others; chmod 600 would be right");
    }
    const std::string wrong =
        "is none; the line PRIVATE+KEY+NAME+HASH+BASE64 that was made at the first start would be "
        "right";
    if (!line.starts_with(private_mark)) fail(path, wrong);
    const std::string rest = line.substr(private_mark.size());
    const auto name_end = rest.find('+');
    const auto hash_end = rest.find('+', name_end + 1);
    if (name_end == std::string::npos || hash_end == std::string::npos) fail(path, wrong);
    const std::string house = rest.substr(0, name_end);
    const auto key = from_base64(rest.substr(hash_end + 1));
    if (!is_name(house) || !key || key->size() != seed_bytes + 1 || key->front() != ed25519) {
        fail(path, wrong);
    }
    Seed seed{};
    std::copy(key->begin() + 1, key->end(), seed.begin());
    LogKey made{house, seed};
    if (made.private_line() != line) fail(path, "is mistyped: its hash is another key's");
    return made;
}

LogKey LogKey::of_file_or_new(const fs::path& path, const std::string& house) {
    if (!fs::exists(path)) {
        if (path.has_parent_path()) fs::create_directories(path.parent_path());
        write_new(path, of_chance(house).private_line() + '\n');
    }
    return from_file(path);
}

std::string LogKey::private_line() const {
    const std::string with_kind = ed25519 + public_;
    const std::string seed{seed_.begin(), seed_.end()};
    return fmt::format("{}{}+{}+{}", private_mark, house_, to_hex(key_hash(house_, with_kind)),
                       base64_of(ed25519 + seed));
}

std::string LogKey::log_name(const std::string& programme) const {
    return house_ + '/' + programme;
}

std::string LogKey::verifier(const std::string& programme) const {
    const std::string name = log_name(programme);
    const std::string with_kind = ed25519 + public_;
    return fmt::format("{}+{}+{}", name, to_hex(key_hash(name, with_kind)), base64_of(with_kind));
}

std::string LogKey::checkpoint(const std::string& programme, std::int64_t size,
                               const merkle::Hash& root) const {
    const std::string name = log_name(programme);
    const std::string text = fmt::format("{}\n{}\n{}\n", name, size, base64_of(root));
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> unused{};
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
    crypto_sign_seed_keypair(unused.data(), secret.data(), seed_.data());
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, bytes(text),
                         text.size(), secret.data());
    sodium_memzero(secret.data(), secret.size());
    return fmt::format("{}\n{}{} {}\n", text, dash, name,
                       base64_of(key_hash(name, ed25519 + public_) + signature));
}

std::optional<LogKey::Signed> LogKey::read(const std::string& programme,
                                           const std::string& note) const {
    const auto first = note.find('\n');
    const auto second = note.find('\n', first + 1);
    const auto third = note.find('\n', second + 1);
    if (first == std::string::npos || second == std::string::npos || third == std::string::npos) {
        return std::nullopt;
    }
    const auto size = size_of(std::string_view{note}.substr(first + 1, second - first - 1));
    auto root = from_base64(std::string_view{note}.substr(second + 1, third - second - 1));
    if (!size || !root || root->size() != merkle::hash_bytes) return std::nullopt;
    if (checkpoint(programme, *size, *root) != note) return std::nullopt;
    return Signed{*size, *std::move(root)};
}

}  // namespace zq
