// The worked examples of Amazon's documentation of S3, "Authenticating Requests: Using the
// Authorization Header". Signatures of other requests are checked by tests/links/object_store.mjs.
#include "links/signature_v4.h"

#include <gtest/gtest.h>

#include "base/digest.h"

namespace zq {
namespace {

const SigningKeys example_keys{.access_key = "AKIAIOSFODNN7EXAMPLE",
                               .secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                               .region = "us-east-1"};
const Instant example_time = parse_rfc3339("2013-05-24T00:00:00Z").value();

std::string signature_of(const SignedRequest& request) {
    const std::string header = authorization(request, example_keys, example_time);
    return header.substr(header.rfind('=') + 1);
}

TEST(SignatureV4, is_that_of_the_examples) {
    const SignedRequest get{.method = "GET",
                            .path = "/test.txt",
                            .headers = {{"host", "examplebucket.s3.amazonaws.com"},
                                        {"range", "bytes=0-9"},
                                        {"x-amz-content-sha256", sha256_hex("")},
                                        {"x-amz-date", "20130524T000000Z"}},
                            .payload_sha256 = sha256_hex("")};
    EXPECT_EQ(authorization(get, example_keys, example_time),
              "AWS4-HMAC-SHA256 "
              "Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
              "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
              "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    const std::string payload = sha256_hex("Welcome to Amazon S3.");
    const SignedRequest put{.method = "PUT",
                            .path = encoded_path("/test$file.text"),
                            .headers = {{"date", "Fri, 24 May 2013 00:00:00 GMT"},
                                        {"host", "examplebucket.s3.amazonaws.com"},
                                        {"x-amz-content-sha256", payload},
                                        {"x-amz-date", "20130524T000000Z"},
                                        {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
                            .payload_sha256 = payload};
    EXPECT_EQ(signature_of(put),
              "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
}

TEST(SignatureV4, changes_with_everything_that_is_signed) {
    SignedRequest request{
        .method = "PUT", .path = "/a", .headers = {{"host", "h"}}, .payload_sha256 = "p"};
    const std::string signature = signature_of(request);
    request.method = "GET";
    EXPECT_NE(signature_of(request), signature);
    request.method = "PUT";
    request.path = "/b";
    EXPECT_NE(signature_of(request), signature);
    request.path = "/a";
    request.headers["host"] = "i";
    EXPECT_NE(signature_of(request), signature);
    request.headers["host"] = "h";
    request.payload_sha256 = "q";
    EXPECT_NE(signature_of(request), signature);
}

TEST(SignatureV4, writes_times_and_paths_as_the_specification_does) {
    EXPECT_EQ(amz_time(parse_rfc3339("2025-09-30T23:59:59.9+08:00").value()), "20250930T155959Z");
    EXPECT_EQ(encoded_path("/a b/左+~_-.$"), "/a%20b/%E5%B7%A6%2B~_-.%24");
}

}  // namespace
}  // namespace zq
