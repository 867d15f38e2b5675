// Each request has a handle of its own: a provider is asked a few times a second at most, and a
// connection that was kept would have to be found again by address and thread.
#include "links/web_line.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <array>
#include <stdexcept>

namespace zq {

struct WebLine::Asked {
    std::string url;
    const std::string* form = nullptr;  // null: GET
    std::string authorization{};
};

namespace {

struct FreeHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using Handle = std::unique_ptr<CURL, FreeHandle>;

struct FreeHeaders {
    void operator()(curl_slist* headers) const { curl_slist_free_all(headers); }
};
using Headers = std::unique_ptr<curl_slist, FreeHeaders>;

struct Received {
    std::string body;
    std::size_t most = 0;
};

template <class T>
void set(const Handle& handle, CURLoption option, T value) {
    if (const CURLcode code = curl_easy_setopt(handle.get(), option, value); code != CURLE_OK) {
        throw std::runtime_error{fmt::format("libcurl takes no option {}: {}",
                                             static_cast<int>(option), curl_easy_strerror(code))};
    }
}

void add(Headers& headers, const std::string& line) {
    curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
    if (!longer) throw std::bad_alloc{};
    headers.release();
    headers.reset(longer);
}

// Taking less than what came ends the transfer.
std::size_t receive(const char* bytes, std::size_t size, std::size_t count, void* to) {
    auto& received = *static_cast<Received*>(to);
    if (received.body.size() + size * count > received.most) return 0;
    received.body.append(bytes, size * count);
    return size * count;
}

void configure(const Handle& handle, const WebLineSettings& settings, const std::string& url) {
    set(handle, CURLOPT_URL, url.c_str());
    set(handle, CURLOPT_PROTOCOLS_STR, url.starts_with("http:") ? "http" : "https");
    set(handle, CURLOPT_FOLLOWLOCATION, 0L);
    set(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    set(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(handle, CURLOPT_NOSIGNAL, 1L);  // several threads
    set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings.connect_timeout.count()));
    set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(settings.timeout.count()));
    set(handle, CURLOPT_WRITEFUNCTION, &receive);
}

}  // namespace

WebLine::WebLine(WebLineSettings settings) : settings_{settings} {
    static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (once != CURLE_OK) throw std::runtime_error{"libcurl does not start"};
}

LineAnswer WebLine::ask(const Asked& asked) const {
    const Handle handle{curl_easy_init()};
    if (!handle) throw std::bad_alloc{};
    Received received{.body = {}, .most = settings_.answer_bytes_max};
    std::array<char, CURL_ERROR_SIZE> error{};
    Headers headers;
    configure(handle, settings_, asked.url);
    set(handle, CURLOPT_WRITEDATA, &received);
    set(handle, CURLOPT_ERRORBUFFER, error.data());
    add(headers, "Accept: application/json");
    if (asked.form) {
        set(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(asked.form->size()));
        set(handle, CURLOPT_POSTFIELDS, asked.form->c_str());
        if (!asked.authorization.empty()) add(headers, "Authorization: " + asked.authorization);
    }
    set(handle, CURLOPT_HTTPHEADER, headers.get());
    const CURLcode code = curl_easy_perform(handle.get());
    if (code == CURLE_WRITE_ERROR) {
        throw OutOfReach{
            fmt::format("{}: more than {} bytes", asked.url, settings_.answer_bytes_max)};
    }
    if (code != CURLE_OK) {
        throw OutOfReach{asked.url + ": " +
                         (error.front() ? error.data() : curl_easy_strerror(code))};
    }
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    return {.status = static_cast<int>(status), .body = std::move(received.body)};
}

LineAnswer WebLine::get(const std::string& url) {
    return ask({.url = url});
}

LineAnswer WebLine::post(const std::string& url, const std::string& form,
                         const std::string& authorization) {
    return ask({.url = url, .form = &form, .authorization = authorization});
}

}  // namespace zq
