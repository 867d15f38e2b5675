// What an identity provider says, and who pretends to be one: sets of keys, tokens, and claims that
// are rightly signed, whatever they say.
#include <stdexcept>

#include "fuzz/fuzz.h"
#include "http/id_token.h"
#include "http/token_fixture.h"

namespace {

using namespace zq;
using namespace zq::http;

struct Signer {
    fixture::TestKey key = fixture::TestKey::ec();
    SigningKeys keys = SigningKeys::from_json(fixture::key_set({key.published("k")}));
};

void verify(const std::string& token, const SigningKeys& keys) {
    const TokenExpectations expected{
        .issuer = "https://login.example.org", .client = "zuoquan", .nonce = "n"};
    const Instant now{1'750'000'000 * Instant::second};
    const auto read = verify_id_token(token, keys, expected, now);
    if (read) fuzz::demand(!read->subject.empty(), "whoever is let in has a name");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Signer signer;
    const std::string text{fuzz::text_of(data, size)};
    verify(text, signer.keys);
    const std::string claims = fixture::signed_text(R"({"alg":"ES256","kid":"k"})", text);
    verify(claims + "." + base64url(signer.key.signature(claims)), signer.keys);
    const std::string header = fixture::signed_text(text, "{}");
    verify(header + "." + base64url(signer.key.signature(header)), signer.keys);
    try {
        verify(claims + "." + base64url(signer.key.signature(claims)),
               SigningKeys::from_json(text));
    } catch (const std::runtime_error&) {  // no set of keys
    }
    return 0;
}
