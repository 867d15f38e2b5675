// "nonce ‖ ciphertext" of XSalsa20-Poly1305, in hex: who changes a byte opens nothing.
#include "http/keyring.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <system_error>

#include "base/check.h"

namespace zq::http {

namespace fs = std::filesystem;

namespace {

static_assert(std::tuple_size_v<Keyring::Key> == crypto_secretbox_KEYBYTES);

std::string hex_of(const std::string& bytes) {
    std::string hex(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                   bytes.size());
    hex.pop_back();
    return hex;
}

std::optional<std::string> from_hex(const std::string& hex) {
    std::string bytes(hex.size() / 2, '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    const int fault = sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                     hex.data(), hex.size(), nullptr, &length, &end);
    if (fault != 0 || length * 2 != hex.size()) return std::nullopt;
    return bytes;
}

std::optional<std::string> opened(const std::string& bytes, const Keyring::Key& key) {
    if (bytes.size() < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES) return std::nullopt;
    const auto* nonce = reinterpret_cast<const unsigned char*>(bytes.data());
    std::string secret(bytes.size() - crypto_secretbox_NONCEBYTES - crypto_secretbox_MACBYTES,
                       '\0');
    const int fault = crypto_secretbox_open_easy(
        reinterpret_cast<unsigned char*>(secret.data()), nonce + crypto_secretbox_NONCEBYTES,
        bytes.size() - crypto_secretbox_NONCEBYTES, nonce, key.data());
    if (fault != 0) return std::nullopt;
    return secret;
}

std::string marked(const std::string& text, const Keyring::Key& key) {
    std::string bytes(crypto_generichash_BYTES, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size(), key.data(),
                       key.size());
    return hex_of(bytes);
}

void make_file(const fs::path& path) {
    fs::create_directories(path.parent_path());
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 && errno == EEXIST) return;  // another process was faster
    if (file < 0)
        throw std::system_error{errno, std::generic_category(), "making " + path.string()};
    Keyring::Key key{};
    randombytes_buf(key.data(), key.size());
    const std::string line = hex_of({reinterpret_cast<const char*>(key.data()), key.size()}) + "\n";
    const bool whole =
        ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
        ::fsync(file) == 0;
    ::close(file);
    if (!whole) throw std::system_error{errno, std::generic_category(), "writing " + path.string()};
}

}  // namespace

Keyring::Keyring(std::vector<Key> keys) : keys_{std::move(keys)} {
    check(!keys_.empty(), "a keyring has a key");
}

Keyring Keyring::from_file(const fs::path& path) {
    std::ifstream in{path};
    if (!in) throw std::runtime_error{"the key file " + path.string() + " cannot be read"};
    const auto others = fs::perms::others_all | fs::perms::group_write;
    if ((fs::status(path).permissions() & others) != fs::perms::none) {
        throw std::runtime_error{"the key file " + path.string() +
                                 " is open to others; chmod 600 would be right"};
    }
    std::vector<Key> keys;
    std::string line;
    for (int number = 1; std::getline(in, line); ++number) {
        if (line.empty() || line.starts_with('#')) continue;
        const auto bytes = from_hex(line);
        if (!bytes || bytes->size() != std::tuple_size_v<Key>) {
            throw std::runtime_error{
                fmt::format("{}:{}: not a key; 64 hexadecimal digits would be right, as "
                            "`openssl rand -hex 32` makes them",
                            path.string(), number)};
        }
        std::copy(bytes->begin(), bytes->end(), keys.emplace_back().begin());
    }
    if (keys.empty()) throw std::runtime_error{"the key file " + path.string() + " has no key"};
    return Keyring{std::move(keys)};
}

Keyring Keyring::of_folder(const fs::path& folder) {
    const fs::path path = folder / "keys";
    if (!fs::exists(path)) make_file(path);
    return from_file(path);
}

Keyring Keyring::of_chance() {
    Key key{};
    randombytes_buf(key.data(), key.size());
    return Keyring{{key}};
}

std::string Keyring::seal(const std::string& secret) const {
    std::string bytes(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + secret.size(),
                      '\0');
    auto* nonce = reinterpret_cast<unsigned char*>(bytes.data());
    randombytes_buf(nonce, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(nonce + crypto_secretbox_NONCEBYTES,
                          reinterpret_cast<const unsigned char*>(secret.data()), secret.size(),
                          nonce, keys_.front().data());
    return hex_of(bytes);
}

std::optional<std::string> Keyring::open(const std::string& sealed) const {
    const auto bytes = from_hex(sealed);
    if (!bytes) return std::nullopt;
    for (const Key& key : keys_) {
        if (auto secret = opened(*bytes, key)) return secret;
    }
    return std::nullopt;
}

std::string Keyring::mark(const std::string& text) const {
    return marked(text, keys_.front());
}

bool Keyring::is_mark(const std::string& mark, const std::string& text) const {
    return std::ranges::any_of(keys_, [&](const Key& key) { return marked(text, key) == mark; });
}

bool Keyring::sealed_by_first(const std::string& sealed) const {
    const auto bytes = from_hex(sealed);
    return bytes && opened(*bytes, keys_.front());
}

}  // namespace zq::http
