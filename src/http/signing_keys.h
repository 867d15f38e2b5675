// The public keys of an identity provider (RFC 7517), and what each of them may have signed.
//
// The key says which algorithms are its own, never the token. Keys for other uses, secret keys and
// weak ones are left out when the set is read.
#pragma once

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"

namespace zq::http {

enum class SigningAlgorithm { rs256, ps256, es256 };

class SigningKeys {
public:
    struct Key {
        std::string id;  // empty: the set gives it none
        std::vector<SigningAlgorithm> algorithms;
        std::shared_ptr<EVP_PKEY> key;
    };

    // Throws std::runtime_error on a text that is no set of keys at all.
    static SigningKeys from_json(std::string_view text);

    // The one key that is meant: null when none fits, or more than one. Without an id there must be
    // one only that can sign so.
    const Key* find(const std::string* id, SigningAlgorithm algorithm) const;
    bool empty() const { return keys_.empty(); }

private:
    std::vector<Key> keys_;
};

// Whether this key made this signature of the text.
bool is_signed_by(const SigningKeys::Key& key, SigningAlgorithm algorithm, std::string_view text,
                  std::string_view signature);

}  // namespace zq::http

namespace zq {
template <>
struct EnumNames<http::SigningAlgorithm> {
    static constexpr std::pair<http::SigningAlgorithm, std::string_view> all[] = {
        {http::SigningAlgorithm::rs256, "RS256"},
        {http::SigningAlgorithm::ps256, "PS256"},
        {http::SigningAlgorithm::es256, "ES256"}};
};
}  // namespace zq
