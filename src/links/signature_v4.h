// AWS Signature Version 4, with which requests to S3-compatible stores are signed. By hand: libcurl
// 7.88 signs some requests wrongly.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv4.html
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/civil_time.h"

namespace zq {

struct SigningKeys {
    std::string access_key;
    std::string secret_key;
    std::string region;
};

// A request without a query. `host` and every header that is to be signed stand in `headers`, by
// names in lower case.
struct SignedRequest {
    std::string method;
    std::string path;  // encoded, as it is sent
    std::map<std::string, std::string> headers;
    std::string payload_sha256;
};

std::string amz_time(Instant at);  // 20130524T000000Z, as the header x-amz-date says it

// The value of the header Authorization.
std::string authorization(const SignedRequest& request, const SigningKeys& keys, Instant at);

// Encoded as a path must be, slashes left as they are.
std::string encoded_path(std::string_view path);

}  // namespace zq
