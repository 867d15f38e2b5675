// Forty ways to be somebody else, and the few right ones: every token is refused for its own
// reason, by a pure function.
#include "http/id_token.h"

#include <gtest/gtest.h>

#include <functional>

#include "http/token_fixture.h"

namespace zq::http {
namespace {

using fixture::key_set;
using fixture::signed_text;
using fixture::TestKey;
using fixture::token_of;

constexpr std::int64_t now_s = 1'750'000'000;
const Instant now{now_s * Instant::second};

struct Provider {
    TestKey rsa = TestKey::rsa();
    TestKey ec = TestKey::ec();
    TestKey stranger = TestKey::rsa();
    TestKey weak = TestKey::rsa(1024);
    SigningKeys keys = SigningKeys::from_json(
        key_set({rsa.published("r1"), ec.published("e1"), weak.published("weak"),
                 json::object{{"kty", "oct"}, {"kid", "shared"}, {"k", "c2VjcmV0"}}}));
};
const Provider& provider() {
    static const Provider made;
    return made;
}

json::object right_claims() {
    return {{"iss", "https://login.example.org"},
            {"aud", "zuoquan"},
            {"sub", "248289761001"},
            {"exp", now_s + 300},
            {"iat", now_s - 5},
            {"auth_time", now_s - 10},
            {"nonce", "n-0S6_WzA2Mj"},
            {"acr", "urn:city:2"},
            {"amr", {"pwd", "mfa"}}};
}
json::object right_header() {
    return {{"alg", "RS256"}, {"kid", "r1"}, {"typ", "JWT"}};
}
TokenExpectations right_expectations() {
    return {.issuer = "https://login.example.org", .client = "zuoquan", .nonce = "n-0S6_WzA2Mj"};
}

// "" when it is taken, else the reason.
std::string fault_of(const std::string& token, const TokenExpectations& expected,
                     const SigningKeys& keys = provider().keys) {
    const auto read = verify_id_token(token, keys, expected, now);
    return read ? "" : std::string{name_of(read.error())};
}

using Change = std::function<void(json::object& header, json::object& claims)>;
std::string fault_with(const Change& change, const TestKey& key = provider().rsa) {
    json::object header = right_header();
    json::object claims = right_claims();
    change(header, claims);
    return fault_of(token_of(key, header, claims), right_expectations());
}

// Signed rightly, but of texts that no serializer would make.
std::string fault_of_texts(const std::string& header, const std::string& claims) {
    const std::string text = signed_text(header, claims);
    return fault_of(text + "." + base64url(provider().rsa.signature(text)), right_expectations());
}

Change claim(const char* name, json::value value) {
    return [=](json::object&, json::object& claims) { claims[name] = value; };
}
Change without(const char* name) {
    return [=](json::object&, json::object& claims) { claims.erase(name); };
}
Change head(const char* name, json::value value) {
    return [=](json::object& header, json::object&) { header[name] = value; };
}

TEST(IdTokens, ThatAreRightAreRead) {
    const auto read = verify_id_token(token_of(provider().rsa, right_header(), right_claims()),
                                      provider().keys, right_expectations(), now);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->subject, "248289761001");
    EXPECT_EQ(read->authentication_class, "urn:city:2");
    EXPECT_EQ(read->methods, (std::vector<std::string>{"pwd", "mfa"}));
    EXPECT_EQ(read->authenticated_at, Instant{(now_s - 10) * Instant::second});
    EXPECT_EQ(fault_with(head("alg", "PS256")), "");
    EXPECT_EQ(fault_with([](json::object& header,
                            json::object&) { header = {{"alg", "ES256"}, {"kid", "e1"}}; },
                         provider().ec),
              "");
    EXPECT_EQ(fault_with([](json::object&, json::object& claims) {
                  claims["aud"] = {"zuoquan", "other"};
                  claims["azp"] = "zuoquan";
              }),
              "");
    EXPECT_EQ(fault_with(claim("aud", json::array{"zuoquan"})), "");
    EXPECT_EQ(fault_with(claim("exp", static_cast<double>(now_s) + 0.5)), "") << "a part of one";
    EXPECT_EQ(fault_with(claim("weight", 61.5)), "") << "what others say is theirs";
}

struct Forgery {
    const char* what;
    Change change;
    const char* fault;
};

TEST(IdTokens, WithWrongClaimsAreRefused) {
    const Forgery all[] = {
        {"another issuer", claim("iss", "https://evil.example.org"), "issuer"},
        {"an issuer that begins alike", claim("iss", "https://login.example.org.evil"), "issuer"},
        {"the issuer with a slash", claim("iss", "https://login.example.org/"), "issuer"},
        {"no issuer", without("iss"), "issuer"},
        {"another client", claim("aud", "other"), "audience"},
        {"clients without us", claim("aud", json::array{"other", "third"}), "audience"},
        {"several clients, for nobody", claim("aud", json::array{"zuoquan", "other"}), "audience"},
        {"made for another", claim("azp", "other"), "audience"},
        {"a client that is no text", claim("aud", 7), "audience"},
        {"no client", without("aud"), "audience"},
        {"expired", claim("exp", now_s - 61), "expired"},
        {"expired on the second", claim("exp", now_s - 60), "expired"},
        {"without an end", without("exp"), "malformed"},
        {"an end in words", claim("exp", "tomorrow"), "malformed"},
        {"an end beyond time", claim("exp", 1e300), "malformed"},
        {"without a beginning", without("iat"), "malformed"},
        {"made long ago", claim("iat", now_s - 4000), "expired"},
        {"made in the future", claim("iat", now_s + 61), "not-yet"},
        {"not valid yet", claim("nbf", now_s + 61), "not-yet"},
        {"not valid, in words", claim("nbf", "now"), "malformed"},
        {"the nonce of another log-in", claim("nonce", "another"), "nonce"},
        {"no nonce", without("nonce"), "nonce"},
        {"nobody", without("sub"), "subject"},
        {"an empty name", claim("sub", ""), "subject"},
        {"a name that is a number", claim("sub", 1), "subject"},
        {"a name of two lines", claim("sub", "a\nb"), "subject"},
        {"a long name", claim("sub", json::string(256, 'x')), "subject"},
        {"bound to an access token", claim("at_hash", "77QmUPtjPfzWtF2AnpK9RQ"), "access-token"},
        {"bound to none", claim("at_hash", "47DEQpj8HBSa-_TImW-5JA"), "access-token"},
    };
    for (const Forgery& one : all) EXPECT_EQ(fault_with(one.change), one.fault) << one.what;
}

TEST(IdTokens, WithWrongHeadsAreRefused) {
    const Forgery all[] = {
        {"no algorithm of ours", head("alg", "RS512"), "algorithm"},
        {"a shared secret", head("alg", "HS256"), "algorithm"},
        {"none", head("alg", "none"), "algorithm"},
        {"none, disguised", head("alg", "nOnE"), "algorithm"},
        {"in small letters", head("alg", "rs256"), "algorithm"},
        {"a key of another type", head("alg", "ES256"), "unknown-key"},
        {"a key that is not there", head("kid", "r2"), "unknown-key"},
        {"a weak key", head("kid", "weak"), "unknown-key"},
        {"a shared key", head("kid", "shared"), "unknown-key"},
        {"a path", head("kid", "../../../dev/null"), "unknown-key"},
        {"a query", head("kid", "r1' or '1'='1"), "unknown-key"},
        {"a key that is no text", head("kid", json::array{"r1"}), "malformed"},
        {"what must be understood", head("crit", json::array{"exp"}), "malformed"},
        {"text that is not encoded", head("b64", false), "malformed"},
        {"another kind of token", head("typ", "at+jwt"), "malformed"},
        {"a token in a token", head("cty", "JWT"), "malformed"},
    };
    for (const Forgery& one : all) EXPECT_EQ(fault_with(one.change), one.fault) << one.what;
}

// Who made it, whatever it says about that.
TEST(IdTokens, ThatOthersSignedAreRefused) {
    const Provider& known = provider();
    const json::object mine = known.stranger.published("r1");
    const Change changes[] = {
        [](json::object&, json::object&) {},
        head("jwk", mine),
        head("jku", "https://evil.example.org/keys"),
        head("x5u", "https://evil.example.org/certificate"),
        head("x5c", json::array{"MIIB"}),
    };
    for (const Change& change : changes) {
        EXPECT_EQ(fault_with(change, known.stranger), "signature");
    }
    json::object header = right_header();
    header["alg"] = "HS256";
    const std::string text = signed_text(json::serialize(header), json::serialize(right_claims()));
    EXPECT_EQ(fault_of(text + "." + base64url(fixture::hmac(known.rsa.public_text(), text)),
                       right_expectations()),
              "algorithm");
    const std::string right = token_of(known.rsa, right_header(), right_claims());
    const auto last = right.rfind('.');
    EXPECT_EQ(fault_of(right.substr(0, last + 1), right_expectations()), "signature");
    EXPECT_EQ(fault_of(right.substr(0, right.size() - 8), right_expectations()), "signature");
    json::object other = right_claims();
    other["sub"] = "1";
    const std::string changed =
        signed_text(json::serialize(right_header()), json::serialize(other));
    EXPECT_EQ(fault_of(changed + right.substr(last), right_expectations()), "signature");
    const std::string zeros = base64url(std::string(64, '\0'));
    const std::string by_curve =
        signed_text(R"({"alg":"ES256","kid":"e1"})", json::serialize(right_claims()));
    EXPECT_EQ(fault_of(by_curve + "." + zeros, right_expectations()), "signature");
}

TEST(IdTokens, ThatAreNoTokensAreRefused) {
    const std::string right = token_of(provider().rsa, right_header(), right_claims());
    for (const std::string& text :
         {std::string{}, std::string{"."}, std::string{".."}, std::string{"a.b"}, right + ".x",
          right + "=", " " + right, right + "\n", "x" + right.substr(1),
          right.substr(0, right.find('.')), std::string(20'000, 'a')}) {
        EXPECT_NE(fault_of(text, right_expectations()), "") << text.substr(0, 60);
    }
    json::object large = right_claims();
    large["more"] = json::string(20'000, 'x');
    EXPECT_EQ(fault_of(token_of(provider().rsa, right_header(), large), right_expectations()),
              "malformed");
    const std::string header = json::serialize(right_header());
    std::string twice = json::serialize(right_claims());
    twice.insert(1, R"("sub":"1",)");
    EXPECT_EQ(fault_of_texts(header, twice), "malformed") << "a claim twice";
    EXPECT_EQ(fault_of_texts(R"({"alg":"RS256","alg":"none","kid":"r1"})",
                             json::serialize(right_claims())),
              "malformed");
    EXPECT_EQ(fault_of_texts(header, "[]"), "malformed");
    EXPECT_EQ(fault_of_texts(header, "{\"sub\":\"\xff\"}"), "malformed");
    EXPECT_EQ(fault_of_texts(header, std::string(2'000, '[')), "malformed") << "deep";
    EXPECT_EQ(fault_of_texts("null", "{}"), "malformed");
}

TEST(IdTokens, AreHeldToWhatWasAskedFor) {
    const std::string token = token_of(provider().rsa, right_header(), right_claims());
    TokenExpectations expected = right_expectations();
    expected.classes = {"urn:city:3"};
    EXPECT_EQ(fault_of(token, expected), "too-weak");
    expected.classes = {"urn:city:3", "urn:city:2"};
    EXPECT_EQ(fault_of(token, expected), "");
    expected.authenticated_since = now;
    EXPECT_EQ(fault_of(token, expected), "") << "as clocks may differ";
    expected.authenticated_since = plus_seconds(now, 51);
    EXPECT_EQ(fault_of(token, expected), "too-old-a-login");
    json::object claims = right_claims();
    claims.erase("auth_time");
    expected.authenticated_since = now;
    EXPECT_EQ(fault_of(token_of(provider().rsa, right_header(), claims), expected),
              "too-old-a-login");
    expected = right_expectations();
    expected.nonce.clear();
    claims["nonce"] = "";
    EXPECT_EQ(fault_of(token_of(provider().rsa, right_header(), claims), expected), "nonce");
}

// The pair of OpenID Connect Core, A.3.
TEST(IdTokens, BelongToTheAccessTokenThatCameWithThem) {
    json::object claims = right_claims();
    claims["at_hash"] = "77QmUPtjPfzWtF2AnpK9RQ";
    TokenExpectations expected = right_expectations();
    expected.access_token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
    const std::string token = token_of(provider().rsa, right_header(), claims);
    EXPECT_EQ(fault_of(token, expected), "");
    expected.access_token += "x";
    EXPECT_EQ(fault_of(token, expected), "access-token");
}

TEST(SigningKeys, AreChosenByTheProviderNotByTheToken) {
    const Provider& known = provider();
    const auto fault = [&](const json::array& keys, const json::object& header) {
        return fault_of(token_of(known.rsa, header, right_claims()), right_expectations(),
                        SigningKeys::from_json(key_set(keys)));
    };
    const json::object nameless{{"alg", "RS256"}};
    EXPECT_EQ(fault({known.rsa.published("r1"), known.ec.published("e1")}, nameless), "")
        << "one key can have signed it";
    EXPECT_EQ(fault({known.rsa.published("r1"), known.stranger.published("r2")}, nameless),
              "unknown-key");
    EXPECT_EQ(fault({known.rsa.published("r1"), known.stranger.published("r1")}, right_header()),
              "unknown-key")
        << "two of one name";
    const auto published = [&](const char* name, const json::value& value) {
        json::object key = known.rsa.published("r1");
        key[name] = value;
        return key;
    };
    EXPECT_EQ(fault({published("alg", "RS256")}, right_header()), "");
    EXPECT_EQ(fault({published("alg", "PS256")}, right_header()), "unknown-key");
    EXPECT_EQ(fault({published("use", "enc")}, right_header()), "unknown-key");
    EXPECT_EQ(fault({published("key_ops", json::array{"encrypt"})}, right_header()), "unknown-key");
    EXPECT_EQ(fault({published("e", "AQ")}, right_header()), "unknown-key") << "an exponent of 1";
    EXPECT_EQ(fault({published("n", "AQAB")}, right_header()), "unknown-key");
    json::object beside = known.ec.published("e1");
    beside["y"] = beside.at("x");
    EXPECT_EQ(fault({beside}, {{"alg", "ES256"}, {"kid", "e1"}}), "unknown-key")
        << "a point that is not on the curve";
    EXPECT_THROW(SigningKeys::from_json("[]"), std::runtime_error);
    EXPECT_THROW(SigningKeys::from_json(R"({"keys":{}})"), std::runtime_error);
    EXPECT_THROW(SigningKeys::from_json(R"({"keys":[],"keys":[]})"), std::runtime_error);
    EXPECT_TRUE(SigningKeys::from_json(R"({"keys":[7,{},{"kty":"RSA"}]})").empty());
}

}  // namespace
}  // namespace zq::http
