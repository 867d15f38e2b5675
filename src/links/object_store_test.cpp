// What is done when a store says no, is not there, or is not who it should be.
#include "links/object_store.h"

#include <cstdlib>

#include "base/digest.h"
#include "links/test_store.h"

namespace zq {
namespace {

std::string fault_of(const auto& what) {
    try {
        what();
    } catch (const OutOfReach& fault) {
        return fault.what();
    }
    return "none";
}

bool says(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

const std::string name = "a b/左券~";

class ObjectStoreTest : public testing::Test {
protected:
    void put(ObjectStore& store) {
        store.put(name, folder_.written("one", "one"), sha256_hex("one"));
    }
    std::string got(ObjectStore& store) {
        return store.get(name, folder_ / "got") ? content_of(folder_ / "got") : "nothing";
    }
    std::string fault_of_put(const ObjectStoreSettings& settings) {
        ObjectStore store{settings};
        return fault_of([&] { put(store); });
    }
    TestStore& peer_ = test_store();
    TestFolder folder_;
};

TEST_F(ObjectStoreTest, signs_what_another_verifies) {
    ObjectStore store{peer_.settings()};
    EXPECT_EQ(got(store), "nothing");
    put(store);
    EXPECT_EQ(got(store), "one");
    EXPECT_EQ(store.length_of(name), 3);
    EXPECT_TRUE(store.copy(name, "aside/x"));
    EXPECT_EQ(store.length_of("aside/x"), 3);
    store.remove(name);
    store.remove(name);
    EXPECT_EQ(store.length_of(name), std::nullopt);
    EXPECT_FALSE(store.copy(name, "aside/y"));
}

TEST_F(ObjectStoreTest, signs_a_plus) {
    ObjectStore store{peer_.settings()};
    store.put("a+b", folder_.written("one", "one"), sha256_hex("one"));
    EXPECT_EQ(store.length_of("a+b"), 3) << "s3rver finds it, but would not copy it";
    EXPECT_EQ(store.length_of("a b"), std::nullopt);
}

TEST_F(ObjectStoreTest, carries_files_of_every_size) {
    ObjectStore store{peer_.settings()};
    for (const std::size_t bytes : {0U, 1U, 20U << 20U}) {
        const std::string content(bytes, 'x');
        store.put("file", folder_.written("sent", content), sha256_hex(content));
        ASSERT_TRUE(store.get("file", folder_ / "got"));
        EXPECT_EQ(sha256_hex(content_of(folder_ / "got")), sha256_hex(content));
    }
}

TEST_F(ObjectStoreTest, tells_what_was_refused_and_no_secret) {
    ObjectStoreSettings settings = peer_.settings();
    settings.keys.secret_key = "another secret";
    const std::string fault = fault_of_put(settings);
    EXPECT_TRUE(says(fault, "PUT http://127.0.0.1:")) << fault;
    EXPECT_TRUE(says(fault, ": 403 SignatureDoesNotMatch (said the gate)")) << fault;
    EXPECT_FALSE(says(fault, "another secret")) << fault;
    EXPECT_FALSE(says(fault, "S3RVER")) << fault;
    EXPECT_EQ(peer_.tell("seen"), "PUT") << "asked once";
    settings = peer_.settings();
    settings.keys.region = "us-east-1";
    EXPECT_TRUE(says(fault_of_put(settings), "403 AuthorizationHeaderMalformed"));
    ObjectStore store{settings};
    EXPECT_TRUE(says(fault_of([&] { store.length_of("x"); }), "403 AuthorizationHeaderMalformed"));
    settings = peer_.settings();
    settings.bucket = "another";
    ObjectStore elsewhere{settings};
    EXPECT_TRUE(says(fault_of([&] { got(elsewhere); }), "404 NoSuchBucket"))
        << "that is not a missing file";
}

TEST_F(ObjectStoreTest, the_bytes_must_be_those_of_the_digest) {
    ObjectStore store{peer_.settings()};
    const auto file = folder_.written("one", "one");
    EXPECT_TRUE(says(fault_of([&] { store.put("x", file, sha256_hex("two")); }),
                     "403 XAmzContentSHA256Mismatch"));
    EXPECT_EQ(store.length_of("x"), std::nullopt);
}

TEST_F(ObjectStoreTest, tries_again_when_that_may_help) {
    ObjectStore store{peer_.settings()};
    peer_.tell("answer 503 2");
    put(store);
    EXPECT_EQ(peer_.tell("seen"), "PUT PUT PUT");
    peer_.tell("drop 2");
    EXPECT_EQ(got(store), "one");
    peer_.tell("stall 1");
    EXPECT_EQ(got(store), "one");
    peer_.tell("seen");
    peer_.tell("answer 500 3");
    EXPECT_TRUE(says(fault_of([&] { got(store); }), ": 500 SlowDown"));
    EXPECT_EQ(peer_.tell("seen"), "GET GET GET") << "three attempts and no more";
    peer_.tell("drop 9");  // curl opens an old connection anew by itself, once
    EXPECT_NE(fault_of([&] { store.length_of("x"); }), "none");
    peer_.tell("drop 0");
    peer_.tell("answer 429 1");
    EXPECT_EQ(store.length_of("x"), std::nullopt);
    EXPECT_EQ(got(store), "one");
}

TEST_F(ObjectStoreTest, follows_nobody_elsewhere) {
    ObjectStore store{peer_.settings()};
    peer_.tell("redirect 1");
    EXPECT_TRUE(says(fault_of([&] { put(store); }), ": 307"));
    EXPECT_EQ(peer_.tell("seen"), "PUT");
}

TEST_F(ObjectStoreTest, says_when_nobody_is_there) {
    ObjectStoreSettings settings = peer_.settings();
    settings.endpoint = "http://127.0.0.1:1";
    EXPECT_TRUE(says(fault_of_put(settings), "PUT http://127.0.0.1:1/papers/")) << "names it";
    settings.endpoint = "ftp://127.0.0.1";
    EXPECT_THROW(ObjectStore{settings}, std::runtime_error);
    settings.endpoint = "https://127.0.0.1/path";
    EXPECT_THROW(ObjectStore{settings}, std::runtime_error);
}

TEST_F(ObjectStoreTest, believes_no_certificate_that_nobody_vouches_for) {
    const std::string cert = folder_ / "cert.pem";
    const std::string key = folder_ / "key.pem";
    const std::string make =
        "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1"
        " -addext subjectAltName=IP:127.0.0.1 -out " +
        cert + " -keyout " + key + " 2>/dev/null";
    ASSERT_EQ(std::system(make.c_str()), 0);
    TestStore secured{{cert, key}};
    ObjectStoreSettings settings = peer_.settings();
    settings.endpoint = "https://127.0.0.1:" + secured.port();
    const std::string fault = fault_of_put(settings);
    EXPECT_TRUE(says(fault, "certificate")) << fault;
    EXPECT_EQ(secured.tell("seen"), "") << "nothing was asked";
}

}  // namespace
}  // namespace zq
