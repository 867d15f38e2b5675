// The provider's own words choose addresses only, never how its tokens are checked.
#include "http/identity_provider.h"

#include <spdlog/spdlog.h>
#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <boost/url/url.hpp>

#include <algorithm>

#include "http/base64url.h"
#include "http/json.h"
#include "http/log_line.h"

namespace zq::http {

namespace {

constexpr std::int64_t kept_s = 3600;
constexpr std::int64_t anew_every_s = 60;
constexpr std::int64_t rest_s = 5;
constexpr std::string_view well_known = "/.well-known/openid-configuration";
constexpr std::string_view second_factor = "mfa";  // RFC 8176

bool is_within(Instant since, std::int64_t seconds, Instant now) {
    return since <= now && now < plus_seconds(since, seconds);
}

std::string form_encoded(std::string_view text) {
    return boost::urls::encode(text, boost::urls::unreserved_chars);
}

std::string form_of(const std::vector<std::pair<std::string, std::string>>& fields) {
    std::string form;
    for (const auto& [name, value] : fields) {
        if (!form.empty()) form += '&';
        form += name + "=" + form_encoded(value);
    }
    return form;
}

json::object object_in(const LineAnswer& answer, const std::string& url) {
    auto parsed = parse_json(answer.body, Numbers::any);
    if (!parsed || !parsed->is_object()) {
        throw OutOfReach{fmt::format("{}: {} with what is no JSON object", url, answer.status)};
    }
    return std::move(parsed->get_object());
}

std::string text_at(const json::object& object, std::string_view name) {
    const json::value* found = object.if_contains(name);
    return found && found->is_string() ? std::string{found->get_string()} : "";
}

std::string address_at(const json::object& object, std::string_view name) {
    std::string address = text_at(object, name);
    if (!is_safe_address(address)) {
        throw OutOfReach{fmt::format("the identity provider's {} is no safe address", name)};
    }
    return address;
}

// Whether a list of the provider's has this; one that is not given has `usual`.
bool lists(const json::object& object, std::string_view name, std::string_view wanted, bool usual) {
    const json::value* list = object.if_contains(name);
    if (!list) return usual;
    return list->is_array() && std::ranges::any_of(list->get_array(), [&](const json::value& one) {
               return one.is_string() && one.get_string() == wanted;
           });
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string sha256(const std::string& text) {
    std::string digest(32, '\0');
    if (EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()),
                   nullptr, EVP_sha256(), nullptr) != 1) {
        throw std::runtime_error{"SHA-256 is not to be had from OpenSSL"};
    }
    return digest;
}

}  // namespace

bool is_safe_address(const std::string& text) {
    using boost::urls::host_type;
    const auto url = boost::urls::parse_uri(text);
    if (!url || url->has_userinfo() || url->has_fragment() || url->encoded_host().empty()) {
        return false;
    }
    const bool here =
        url->encoded_host() == "localhost" ||
        (url->host_type() == host_type::ipv4 && url->host_ipv4_address().is_loopback()) ||
        (url->host_type() == host_type::ipv6 && url->host_ipv6_address().is_loopback());
    return url->scheme() == "https" || (url->scheme() == "http" && here);
}

// One question at the provider; after one without an answer nobody asks for a while.
template <class Ask>
auto IdentityProvider::asked(Ask ask) {
    {
        const std::scoped_lock lock{mutex_};
        if (clock_.now() < resting_until_) {
            throw OutOfReach{"the identity provider has not answered a moment ago"};
        }
    }
    try {
        return ask();
    } catch (const OutOfReach&) {
        const std::scoped_lock lock{mutex_};
        resting_until_ = plus_seconds(clock_.now(), rest_s);
        throw;
    }
}

IdentityProvider::Metadata IdentityProvider::fetched_metadata() {
    std::string url = settings_.issuer;
    if (url.ends_with('/')) url.pop_back();
    url += well_known;
    const LineAnswer answer = line_.get(url);
    if (answer.status != 200) throw OutOfReach{fmt::format("{}: {}", url, answer.status)};
    const json::object said = object_in(answer, url);
    if (text_at(said, "issuer") != settings_.issuer) {
        throw OutOfReach{"the identity provider calls itself '" + text_at(said, "issuer") + "'"};
    }
    if (!lists(said, "code_challenge_methods_supported", "S256", true)) {
        throw OutOfReach{"the identity provider takes no code challenge by S256"};
    }
    return {.authorize_at = address_at(said, "authorization_endpoint"),
            .exchange_at = address_at(said, "token_endpoint"),
            .keys_at = address_at(said, "jwks_uri"),
            .names_itself = said.contains("authorization_response_iss_parameter_supported") &&
                            said.at("authorization_response_iss_parameter_supported") == true,
            .takes_basic =
                lists(said, "token_endpoint_auth_methods_supported", "client_secret_basic", true)};
}

IdentityProvider::Metadata IdentityProvider::metadata() {
    {
        const std::scoped_lock lock{mutex_};
        if (metadata_ && is_within(metadata_at_, kept_s, clock_.now())) return *metadata_;
    }
    Metadata fetched = asked([this] { return fetched_metadata(); });
    const std::scoped_lock lock{mutex_};
    metadata_ = fetched;
    metadata_at_ = clock_.now();
    return fetched;
}

// `anew`: none of those at hand fits. A token that names no key of the provider's makes it asked
// once a minute at most.
std::shared_ptr<const SigningKeys> IdentityProvider::keys(bool anew) {
    {
        const std::scoped_lock lock{mutex_};
        const std::int64_t holds_s = anew ? anew_every_s : kept_s;
        if (keys_ && is_within(keys_at_, holds_s, clock_.now())) return keys_;
        if (anew) keys_at_ = clock_.now();  // others do not ask meanwhile
    }
    const std::string url = metadata().keys_at;
    auto fetched = asked([&] {
        const LineAnswer answer = line_.get(url);
        if (answer.status != 200) throw OutOfReach{fmt::format("{}: {}", url, answer.status)};
        try {
            return std::make_shared<const SigningKeys>(SigningKeys::from_json(answer.body));
        } catch (const std::runtime_error& fault) {
            throw OutOfReach{url + ": " + fault.what()};
        }
    });
    const std::scoped_lock lock{mutex_};
    keys_ = std::move(fetched);
    keys_at_ = clock_.now();
    return keys_;
}

std::string IdentityProvider::address_for(const Departure& departure) {
    boost::urls::url address{metadata().authorize_at};
    auto params = address.params();
    const auto add = [&](std::string_view name, const std::string& value) {
        params.append({name, value});
    };
    add("response_type", "code");
    add("client_id", settings_.client);
    add("redirect_uri", departure.redirect);
    add("scope", "openid");
    add("state", departure.state);
    add("nonce", departure.nonce);
    add("code_challenge", base64url(sha256(departure.verifier)));
    add("code_challenge_method", "S256");
    if (!settings_.classes.empty()) add("acr_values", joined(settings_.classes));
    if (departure.again) {
        add("prompt", "login");
        add("max_age", "0");
    }
    return std::string{address.buffer()};
}

bool IdentityProvider::is_named_rightly(const std::optional<std::string>& issuer) {
    if (issuer) return *issuer == settings_.issuer;
    return !metadata().names_itself;
}

std::optional<IdentityProvider::Exchanged> IdentityProvider::exchange(const Arrived& arrived) {
    const Metadata at = metadata();
    std::vector<std::pair<std::string, std::string>> fields{{"grant_type", "authorization_code"},
                                                            {"code", arrived.code},
                                                            {"redirect_uri", arrived.redirect},
                                                            {"code_verifier", arrived.verifier}};
    std::string authorization;
    if (at.takes_basic) {
        authorization = "Basic " + base64(form_encoded(settings_.client) + ":" +
                                          form_encoded(settings_.secret));
    } else {
        fields.emplace_back("client_id", settings_.client);
        fields.emplace_back("client_secret", settings_.secret);
    }
    const LineAnswer answer = asked([&] {
        LineAnswer given = line_.post(at.exchange_at, form_of(fields), authorization);
        if (given.status >= 500 || given.status == 429) {
            throw OutOfReach{fmt::format("{}: {}", at.exchange_at, given.status)};
        }
        return given;
    });
    const json::object said = object_in(answer, at.exchange_at);
    if (answer.status == 200) {
        return Exchanged{.id_token = text_at(said, "id_token"),
                         .access_token = text_at(said, "access_token")};
    }
    // Anybody can bring a code that is none. That we are not known is for the operator to mend.
    const std::string error = text_at(said, "error").substr(0, 100);
    if (answer.status == 400 && error != "invalid_client" && error != "unauthorized_client") {
        return std::nullopt;
    }
    throw OutOfReach{fmt::format("{}: {} {}", at.exchange_at, answer.status, error)};
}

std::optional<std::expected<IdToken, TokenFault>> IdentityProvider::identify(
    const Arrived& arrived) {
    const auto got = exchange(arrived);
    if (!got) return std::nullopt;
    const TokenExpectations expected{.issuer = settings_.issuer,
                                     .client = settings_.client,
                                     .nonce = arrived.nonce,
                                     .access_token = got->access_token,
                                     .classes = settings_.classes,
                                     .authenticated_since = arrived.authenticated_since};
    const auto verified = [&](bool anew) {
        return verify_id_token(got->id_token, *keys(anew), expected, clock_.now());
    };
    auto token = verified(false);
    if (!token && token.error() == TokenFault::unknown_key) token = verified(true);
    if (!token) {
        spdlog::warn(log_line(
            {{"event", "identity-token-refused"}, {"fault", std::string{name_of(token.error())}}}));
    }
    return token;
}

bool IdentityProvider::is_strong(const IdToken& token) const {
    const auto& strong = settings_.strong;
    return std::ranges::find(token.methods, second_factor) != token.methods.end() ||
           std::ranges::find(strong, token.authentication_class) != strong.end();
}

}  // namespace zq::http
