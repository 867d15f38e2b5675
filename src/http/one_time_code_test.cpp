// The vectors of RFC 4226, RFC 6238 and RFC 4648; and that a step is used once.
#include "http/one_time_code.h"

#include <gtest/gtest.h>

namespace zq::http {
namespace {

const std::string secret = "12345678901234567890";

Instant at(std::int64_t seconds) {
    return Instant{seconds * Instant::second};
}

// RFC 4226, appendix D.
TEST(OneTimeCodes, AreThoseOfRfc4226) {
    const char* codes[] = {"755224", "287082", "359152", "969429", "338314",
                           "254676", "287922", "162583", "399871", "520489"};
    for (std::int64_t step = 0; step < 10; ++step) {
        EXPECT_EQ(code_of_step(secret, step), codes[step]) << step;
    }
}

// RFC 6238, appendix B, the rows of SHA-1.
TEST(OneTimeCodes, AreThoseOfRfc6238) {
    const std::pair<std::int64_t, const char*> rows[] = {
        {59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
        {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
    for (const auto& [seconds, code] : rows) {
        EXPECT_EQ(code_of_step(secret, seconds / code_step_s, 8), code) << seconds;
    }
}

TEST(OneTimeCodes, HoldForTheirStepAndItsNeighbours) {
    const std::string code = code_of_step(secret, 100);
    EXPECT_FALSE(step_of_code(secret, code, at(99 * 30 - 1), 0));
    EXPECT_EQ(step_of_code(secret, code, at(99 * 30), 0), 100);
    EXPECT_EQ(step_of_code(secret, code, at(100 * 30), 0), 100);
    EXPECT_EQ(step_of_code(secret, code, at(102 * 30 - 1), 0), 100);
    EXPECT_FALSE(step_of_code(secret, code, at(102 * 30), 0));
}

TEST(OneTimeCodes, AreUsedOnce) {
    const std::string code = code_of_step(secret, 100);
    EXPECT_EQ(step_of_code(secret, code, at(3000), 99), 100);
    EXPECT_FALSE(step_of_code(secret, code, at(3000), 100));
    EXPECT_FALSE(step_of_code(secret, code, at(3000), 101)) << "nor one of an earlier step";
}

TEST(OneTimeCodes, AreSixDigitsAndNothingElse) {
    for (const char* wrong : {"", "75522", "7552240", "abcdef", " 755224"}) {
        EXPECT_FALSE(step_of_code(secret, wrong, at(0), -1)) << wrong;
    }
}

// RFC 4648, section 10, without padding.
TEST(OneTimeCodes, SecretsAreWrittenInBase32) {
    const std::pair<const char*, const char*> rows[] = {{"", ""},
                                                        {"f", "MY"},
                                                        {"fo", "MZXQ"},
                                                        {"foo", "MZXW6"},
                                                        {"foob", "MZXW6YQ"},
                                                        {"fooba", "MZXW6YTB"},
                                                        {"foobar", "MZXW6YTBOI"}};
    for (const auto& [bytes, text] : rows) EXPECT_EQ(base32(bytes), text);
}

TEST(OneTimeCodes, NameTheirAccountInTheAddress) {
    EXPECT_EQ(otpauth_uri("foobar", "a b", "左券"),
              "otpauth://totp/%E5%B7%A6%E5%88%B8:a%20b?secret=MZXW6YTBOI&issuer=%E5%B7%A6%E5%88%B8"
              "&algorithm=SHA1&digits=6&period=30");
}

}  // namespace
}  // namespace zq::http
