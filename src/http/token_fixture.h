// For tests only: keys of an identity provider that never was, and texts that they sign.
#pragma once

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <boost/json/serialize.hpp>

#include <memory>
#include <stdexcept>
#include <string>

#include "http/base64url.h"
#include "http/json.h"

namespace zq::http::fixture {

class TestKey {
public:
    static TestKey rsa(unsigned bits = 2048) { return TestKey{EVP_RSA_gen(bits), "RSA"}; }
    static TestKey ec(const char* curve = "P-256") { return TestKey{EVP_EC_gen(curve), "EC"}; }

    // As a provider publishes it.
    json::object published(const std::string& id) const {
        json::object key{{"kty", kind_}, {"kid", id}, {"use", "sig"}};
        if (kind_ == "RSA") {
            key["n"] = base64url(number(OSSL_PKEY_PARAM_RSA_N));
            key["e"] = base64url(number(OSSL_PKEY_PARAM_RSA_E));
        } else {
            key["crv"] = "P-256";
            key["x"] = base64url(padded(number(OSSL_PKEY_PARAM_EC_PUB_X)));
            key["y"] = base64url(padded(number(OSSL_PKEY_PARAM_EC_PUB_Y)));
        }
        return key;
    }

    std::string signature(const std::string& text, bool pss = false) const {
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                              EVP_MD_CTX_free};
        EVP_PKEY_CTX* of_key = nullptr;
        must(EVP_DigestSignInit(context.get(), &of_key, EVP_sha256(), nullptr, key_.get()));
        if (pss) {
            must(EVP_PKEY_CTX_set_rsa_padding(of_key, RSA_PKCS1_PSS_PADDING));
            must(EVP_PKEY_CTX_set_rsa_pss_saltlen(of_key, RSA_PSS_SALTLEN_DIGEST));
        }
        std::size_t size = 0;
        must(EVP_DigestSign(context.get(), nullptr, &size, bytes(text), text.size()));
        std::string made(size, '\0');
        must(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(made.data()), &size,
                            bytes(text), text.size()));
        made.resize(size);
        return kind_ == "RSA" ? made : plain(made);
    }

    // Its public half as text, which who confuses algorithms takes for a shared secret.
    std::string public_text() const {
        unsigned char* der = nullptr;
        const int size = i2d_PUBKEY(key_.get(), &der);
        std::string text{reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)};
        OPENSSL_free(der);
        return text;
    }

private:
    TestKey(EVP_PKEY* key, std::string kind) : key_{key, EVP_PKEY_free}, kind_{std::move(kind)} {
        if (!key) throw std::runtime_error{"no key for a test"};
    }
    static const unsigned char* bytes(const std::string& text) {
        return reinterpret_cast<const unsigned char*>(text.data());
    }
    static void must(int done) {
        if (done != 1) throw std::runtime_error{"OpenSSL does not sign for a test"};
    }
    static std::string of_number(const BIGNUM* value) {
        std::string text(static_cast<std::size_t>(BN_num_bytes(value)), '\0');
        BN_bn2bin(value, reinterpret_cast<unsigned char*>(text.data()));
        return text;
    }
    static std::string padded(const std::string& text) {
        return std::string(32 - text.size(), '\0') + text;
    }
    std::string number(const char* name) const {
        BIGNUM* value = nullptr;
        must(EVP_PKEY_get_bn_param(key_.get(), name, &value));
        std::string text = of_number(value);
        BN_free(value);
        return text;
    }
    // Two numbers instead of their DER.
    static std::string plain(const std::string& der) {
        const unsigned char* at = bytes(der);
        ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
        const std::string text =
            padded(of_number(ECDSA_SIG_get0_r(pair))) + padded(of_number(ECDSA_SIG_get0_s(pair)));
        ECDSA_SIG_free(pair);
        return text;
    }

    std::shared_ptr<EVP_PKEY> key_;
    std::string kind_;
};

inline std::string key_set(const json::array& keys) {
    return json::serialize(json::object{{"keys", keys}});
}

inline std::string hmac(const std::string& key, const std::string& text) {
    std::string code(32, '\0');
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         reinterpret_cast<unsigned char*>(code.data()), nullptr);
    return code;
}

// Header and claims as they are signed.
inline std::string signed_text(const std::string& header, const std::string& claims) {
    return base64url(header) + "." + base64url(claims);
}

inline std::string token_of(const TestKey& key, const json::object& header,
                            const json::object& claims) {
    const std::string text = signed_text(json::serialize(header), json::serialize(claims));
    return text + "." + base64url(key.signature(text, header.at("alg") == "PS256"));
}

}  // namespace zq::http::fixture
