// The key that signs what the logs of a house have come to, and the form of what it signs: C2SP's
// signed-note and tlog-checkpoint, with Ed25519.
//
// One key signs for all logs of a house, each under a name of its own, HOUSE/PROGRAMME, which
// stands in the first line of every checkpoint: that of one log proves nothing about another.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>

#include "base/merkle.h"

namespace zq {

class LogKey {
public:
    // PRIVATE+KEY+NAME+HASH+BASE64, in a file that others cannot read. Throws what is wrong with
    // it.
    static LogKey from_file(const std::filesystem::path& path);
    // The same; a file that is not there is made, with a new key under the name of this house.
    static LogKey of_file_or_new(const std::filesystem::path& path, const std::string& house);
    static LogKey of_chance(const std::string& house);

    std::string log_name(const std::string& programme) const;
    // NAME+HASH+BASE64: what a verifier is given once, on a way that nobody can tamper with.
    std::string verifier(const std::string& programme) const;
    std::string checkpoint(const std::string& programme, std::int64_t size,
                           const merkle::Hash& root) const;

    struct Signed {
        std::int64_t size = 0;
        merkle::Hash root;
    };
    // Nothing when it is no checkpoint of this log, or this key has not signed it.
    std::optional<Signed> read(const std::string& programme, const std::string& note) const;

private:
    static constexpr std::size_t seed_bytes = 32;
    using Seed = std::array<unsigned char, seed_bytes>;

    LogKey(std::string house, const Seed& seed);
    std::string private_line() const;

    std::string house_;
    Seed seed_{};
    std::string public_;  // 32 bytes
};

// How hashes are written in proofs: with the usual alphabet and padding.
std::string base64_of(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

}  // namespace zq
