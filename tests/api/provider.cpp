// It knows the client "zuoquan" only, and answers no question that it would not answer in earnest.
#include "provider.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "base/digest.h"
#include "http/personal.h"

namespace zq::http {

namespace {

std::string sha256(const std::string& text) {
    std::string digest(32, '\0');
    EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr,
               EVP_sha256(), nullptr);
    return digest;
}

const std::string token_url = "https://login.example.org/token";

LineAnswer no(const std::string& error, int status = 400) {
    return {.status = status, .body = json::serialize(json::object{{"error", error}})};
}

}  // namespace

std::map<std::string, std::string> params_of(const std::string& query) {
    std::map<std::string, std::string> params;
    const std::string target = "/?" + query;
    const auto url = boost::urls::parse_origin_form(target).value();
    for (const auto& param : url.params()) params[param.key] = param.value;
    return params;
}

std::map<std::string, std::string> params_in(const std::string& address) {
    return params_of(address.substr(address.find('?') + 1));
}

void TestProvider::answer_or_not() {
    ++asked;
    if (is_down) throw OutOfReach{"nobody there"};
}

LineAnswer TestProvider::get(const std::string& url) {
    answer_or_not();
    const std::string base = issuer;
    if (url == base + "/.well-known/openid-configuration") {
        json::object said{{"issuer", calls_itself},
                          {"authorization_endpoint", base + "/authorize?tenant=city"},
                          {"token_endpoint", token_url},
                          {"jwks_uri", base + "/keys"},
                          {"code_challenge_methods_supported", {"plain", "S256"}},
                          {"authorization_response_iss_parameter_supported", names_itself}};
        if (!takes_basic) {
            said["token_endpoint_auth_methods_supported"] = json::array{"client_secret_post"};
        }
        return {.status = 200, .body = json::serialize(said)};
    }
    if (url != base + "/keys") return no("not-found", 404);
    ++keys_asked_for;
    return {.status = 200,
            .body = fixture::key_set({key_.published("k" + std::to_string(generation_))})};
}

LineAnswer TestProvider::post(const std::string& url, const std::string& form,
                              const std::string& authorization) {
    answer_or_not();
    auto asked_for = params_of(form);
    // As it stands after "Basic ": the client and its secret, each encoded for an address.
    static const std::string in_header = "enVvcXVhbjphJTIwc2VjcmV0JTIwJTI2JTIwYSUyMHNpZ24=";
    const bool is_known =
        takes_basic ? authorization.ends_with(in_header) : asked_for["client_secret"] == secret;
    if (url != token_url || !is_known) return no("invalid_client", 401);
    const auto found = logins_.find(asked_for["code"]);
    if (asked_for["grant_type"] != "authorization_code" || found == logins_.end()) {
        return no("invalid_grant");
    }
    const Login login = found->second;
    logins_.erase(found);
    if (login.redirect != asked_for["redirect_uri"] ||
        login.challenge != base64url(sha256(asked_for["code_verifier"]))) {
        return no("invalid_grant");
    }
    const json::object header{{"alg", "RS256"}, {"kid", "k" + std::to_string(generation_)}};
    return {.status = 200,
            .body = json::serialize(
                json::object{{"token_type", "Bearer"},
                             {"access_token", "an access token"},
                             {"id_token", fixture::token_of(key_, header, login.claims)}})};
}

json::object TestProvider::logged_in(const std::string& address, const std::string& subject,
                                     const json::object& claims) {
    auto asked_for = params_in(address);
    const std::int64_t now_s = clock_.now().micros / Instant::second;
    json::object said{{"iss", issuer},
                      {"aud", "zuoquan"},
                      {"sub", subject},
                      {"iat", now_s},
                      {"exp", now_s + 300},
                      {"auth_time", now_s},
                      {"nonce", asked_for["nonce"]},
                      {"at_hash", base64url(sha256("an access token").substr(0, 16))}};
    for (const auto& member : claims) {
        if (member.value().is_null()) {
            said.erase(member.key());
        } else {
            said[member.key()] = member.value();
        }
    }
    const std::string code = random_hex(8);
    logins_[code] = {.redirect = asked_for["redirect_uri"],
                     .challenge = asked_for["code_challenge"],
                     .claims = std::move(said)};
    json::object brought{{"state", asked_for["state"]}, {"code", code}};
    if (names_itself) brought["iss"] = issuer;
    return brought;
}

void TestProvider::turn_keys() {
    key_ = fixture::TestKey::rsa();
    ++generation_;
}

}  // namespace zq::http
