// One connection a message; what the other side answers beside its status is not read.
#include "links/webhook_messages.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "base/check.h"
#include "links/curl_parts.h"

namespace zq {

namespace {

// What the other side answers is not for us.
std::size_t forget(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

}  // namespace

std::string webhook_signature(const std::string& secret, const std::string& timestamp,
                              const std::string& body) {
    const std::string text = timestamp + "." + body;
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    const auto* made = HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
                            reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                            digest.data(), &length);
    check(made != nullptr, "HMAC-SHA256 is there");
    std::string hex = "v1=";
    for (unsigned int i = 0; i < length; ++i) hex += fmt::format("{:02x}", digest[i]);
    return hex;
}

WebhookMessages::WebhookMessages(WebhookSettings settings) : settings_{std::move(settings)} {
    start_curl();
}

Carried WebhookMessages::carry(const std::string& id, const std::string& body, Instant now) {
    const std::string timestamp = std::to_string(now.micros / Instant::second);
    Headers headers;
    add(headers, "Content-Type: application/json");
    add(headers, "User-Agent: zuoquan");
    add(headers, "Expect:");
    add(headers, "Zuoquan-Id: " + id);
    add(headers, "Zuoquan-Timestamp: " + timestamp);
    add(headers, "Zuoquan-Signature: " + webhook_signature(settings_.secret, timestamp, body));
    const CurlHandle handle = new_curl();
    CURL* curl = handle.get();
    std::array<char, CURL_ERROR_SIZE> error{};
    set(curl, CURLOPT_URL, settings_.url.c_str());
    set(curl, CURLOPT_PROTOCOLS_STR, settings_.url.starts_with("https:") ? "https" : "http");
    set(curl, CURLOPT_PROXY, "");
    set(curl, CURLOPT_FOLLOWLOCATION, 0L);
    set(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    set(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    set(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!settings_.authorities.empty()) {
        set(curl, CURLOPT_CAINFO, settings_.authorities.c_str());
    }
    set(curl, CURLOPT_HTTPHEADER, headers.get());
    set(curl, CURLOPT_POSTFIELDS, body.data());
    set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    set(curl, CURLOPT_WRITEFUNCTION, &forget);
    set(curl, CURLOPT_NOSIGNAL, 1L);
    set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings_.connect_timeout.count()));
    set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.timeout.count()));
    set(curl, CURLOPT_ERRORBUFFER, error.data());
    const CURLcode code = curl_easy_perform(curl);
    if (code != CURLE_OK) {
        return {Fate::out_of_reach, error.front() ? error.data() : curl_easy_strerror(code)};
    }
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (status >= 200 && status < 300) return {};
    const bool is_overall = status >= 500 || status == 429;
    return {is_overall ? Fate::out_of_reach : Fate::later, fmt::format("answered {}", status)};
}

}  // namespace zq
