// OpenSSL does the arithmetic. A signature of ES256 is two plain numbers, which OpenSSL wants in
// DER; RSA keys have 2048 to 8192 bits, so that checking one cannot take long.
#include "http/signing_keys.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "http/base64url.h"
#include "http/json.h"

namespace zq::http {

namespace {

constexpr std::size_t keys_max = 100;
constexpr std::size_t member_max = 2'048;
constexpr int rsa_bits_min = 2048;
constexpr int rsa_bits_max = 8192;
constexpr std::size_t exponent_bytes_max = 8;
constexpr std::size_t coordinate_bytes = 32;  // of P-256

template <auto Free>
struct Freeing {
    void operator()(auto* it) const { Free(it); }
};
using Number = std::unique_ptr<BIGNUM, Freeing<BN_free>>;
using ParamBuild = std::unique_ptr<OSSL_PARAM_BLD, Freeing<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freeing<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freeing<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freeing<EVP_MD_CTX_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Freeing<ECDSA_SIG_free>>;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

Number number_of(std::string_view bytes) {
    return Number{BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr)};
}

const json::string* text_at(const json::object& key, std::string_view name) {
    const json::value* found = key.if_contains(name);
    return found ? found->if_string() : nullptr;
}

std::string bytes_at(const json::object& key, std::string_view name) {
    const json::string* text = text_at(key, name);
    if (!text || text->size() > member_max) return {};
    return from_base64url(*text).value_or("");
}

std::shared_ptr<EVP_PKEY> made(const char* kind, const ParamBuild& build) {
    const Params params{OSSL_PARAM_BLD_to_param(build.get())};
    const KeyContext context{EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr)};
    EVP_PKEY* key = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
        return nullptr;
    }
    return {key, EVP_PKEY_free};
}

std::shared_ptr<EVP_PKEY> rsa_key(const json::object& said) {
    const std::string modulus = bytes_at(said, "n");
    const std::string exponent = bytes_at(said, "e");
    if (exponent.empty() || exponent.size() > exponent_bytes_max) return nullptr;
    const Number n = number_of(modulus);
    const Number e = number_of(exponent);
    const bool usual = n && e && BN_num_bits(n.get()) >= rsa_bits_min &&
                       BN_num_bits(n.get()) <= rsa_bits_max && BN_is_odd(n.get()) &&
                       BN_is_odd(e.get()) && !BN_is_one(e.get());
    const ParamBuild build{OSSL_PARAM_BLD_new()};
    if (!usual || !build ||
        OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1) {
        return nullptr;
    }
    return made("RSA", build);
}

std::shared_ptr<EVP_PKEY> p256_key(const json::object& said) {
    const json::string* curve = text_at(said, "crv");
    const std::string x = bytes_at(said, "x");
    const std::string y = bytes_at(said, "y");
    const bool usual =
        curve && *curve == "P-256" && x.size() == coordinate_bytes && y.size() == coordinate_bytes;
    const std::string point = "\x04" + x + y;  // uncompressed
    const ParamBuild build{OSSL_PARAM_BLD_new()};
    if (!usual || !build ||
        OSSL_PARAM_BLD_push_utf8_string(build.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(build.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                         point.size()) != 1) {
        return nullptr;
    }
    return made("EC", build);  // a point beside the curve is refused
}

bool is_for_signatures(const json::object& said) {
    const json::value* use = said.if_contains("use");
    if (use && (!use->is_string() || use->get_string() != "sig")) return false;
    const json::value* does = said.if_contains("key_ops");
    if (!does) return true;
    return does->is_array() && std::ranges::any_of(does->get_array(), [](const json::value& one) {
               return one.is_string() && one.get_string() == "verify";
           });
}

// What a key of this type may sign with, less what the set itself rules out.
std::vector<SigningAlgorithm> algorithms_of(const json::object& said, std::string_view type) {
    using enum SigningAlgorithm;
    std::vector<SigningAlgorithm> all;
    if (type == "RSA") all = {rs256, ps256};
    if (type == "EC") all = {es256};
    if (const json::value* only = said.if_contains("alg")) {
        std::erase_if(all, [&](SigningAlgorithm one) {
            return !only->is_string() || only->get_string() != name_of(one);
        });
    }
    return all;
}

std::optional<SigningKeys::Key> key_of(const json::value& value) {
    const json::object* said = value.if_object();
    const json::string* type = said ? text_at(*said, "kty") : nullptr;
    if (!type || !is_for_signatures(*said)) return std::nullopt;
    SigningKeys::Key key;
    key.algorithms = algorithms_of(*said, *type);
    if (key.algorithms.empty()) return std::nullopt;
    if (const json::value* id = said->if_contains("kid")) {
        if (!id->is_string()) return std::nullopt;
        key.id = id->get_string();
    }
    key.key = *type == "RSA" ? rsa_key(*said) : p256_key(*said);
    if (!key.key) return std::nullopt;
    return key;
}

// Two numbers of 32 bytes, in DER.
std::string der_of(std::string_view two_numbers) {
    if (two_numbers.size() != 2 * coordinate_bytes) return {};
    Number r = number_of(two_numbers.substr(0, coordinate_bytes));
    Number s = number_of(two_numbers.substr(coordinate_bytes));
    const Signature pair{ECDSA_SIG_new()};
    if (!r || !s || !pair || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return {};
    r.release();  // the pair's now
    s.release();
    unsigned char* bytes = nullptr;
    const int size = i2d_ECDSA_SIG(pair.get(), &bytes);
    if (size <= 0) return {};
    std::string der{reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
    OPENSSL_free(bytes);
    return der;
}

bool pads_as_pss(EVP_PKEY_CTX* context) {
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1 &&
           EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) == 1;
}

}  // namespace

SigningKeys SigningKeys::from_json(std::string_view text) {
    const auto parsed = parse_json(text, Numbers::any);
    const json::object* set = parsed ? parsed->if_object() : nullptr;
    const json::value* keys = set ? set->if_contains("keys") : nullptr;
    if (!keys || !keys->is_array() || keys->get_array().size() > keys_max) {
        throw std::runtime_error{"what the identity provider gives is no set of keys"};
    }
    SigningKeys read;
    for (const json::value& one : keys->get_array()) {
        if (auto key = key_of(one)) read.keys_.push_back(*std::move(key));
    }
    return read;
}

const SigningKeys::Key* SigningKeys::find(const std::string* id, SigningAlgorithm algorithm) const {
    const Key* found = nullptr;
    for (const Key& key : keys_) {
        if (id && key.id != *id) continue;
        if (std::ranges::find(key.algorithms, algorithm) == key.algorithms.end()) continue;
        if (found) return nullptr;
        found = &key;
    }
    return found;
}

bool is_signed_by(const SigningKeys::Key& key, SigningAlgorithm algorithm, std::string_view text,
                  std::string_view signature) {
    const std::string der = algorithm == SigningAlgorithm::es256 ? der_of(signature) : "";
    const std::string_view given = algorithm == SigningAlgorithm::es256 ? der : signature;
    const DigestContext context{EVP_MD_CTX_new()};
    EVP_PKEY_CTX* of_key = nullptr;  // the other context's
    if (given.empty() || !context ||
        EVP_DigestVerifyInit(context.get(), &of_key, EVP_sha256(), nullptr, key.key.get()) != 1) {
        return false;
    }
    if (algorithm == SigningAlgorithm::ps256 && !pads_as_pss(of_key)) return false;
    return EVP_DigestVerify(context.get(), bytes_of(given), given.size(), bytes_of(text),
                            text.size()) == 1;
}

}  // namespace zq::http
