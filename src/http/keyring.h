// Keys under which secrets are sealed that have to be used again: one-time password secrets.
//
// Keys rotate without a stop: the first one of the file seals, all of them open. A new key goes on
// top; what an old one sealed is sealed anew when it is next used.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace zq::http {

// The setting that says that a database holds what only the keys open.
inline constexpr const char* something_is_sealed = "something_is_sealed";

class Keyring {
public:
    using Key = std::array<unsigned char, 32>;

    explicit Keyring(std::vector<Key> keys);  // at least one

    // A line a key, of 64 hexadecimal digits; lines that begin with # say what they like. Throws
    // what is wrong with the file: not there, readable for everybody, a line that is no key.
    static Keyring from_file(const std::filesystem::path& path);
    // The same; a file that is not there is made, with one new key, readable for its owner.
    static Keyring of_folder(const std::filesystem::path& folder);
    static Keyring of_chance();

    std::string seal(const std::string& secret) const;
    // Nothing when no key of the ring sealed it.
    std::optional<std::string> open(const std::string& sealed) const;
    // A digest that nobody without the key can try guesses against; and whether it is one of this.
    std::string mark(const std::string& text) const;
    bool is_mark(const std::string& mark, const std::string& text) const;
    bool sealed_by_first(const std::string& sealed) const;

private:
    std::vector<Key> keys_;
};

}  // namespace zq::http
