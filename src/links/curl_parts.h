// What every use of libcurl needs: options that are taken or thrown, lists that are freed.
#pragma once

#include <curl/curl.h>
#include <fmt/format.h>

#include <memory>
#include <new>
#include <stdexcept>
#include <string>

namespace zq {

// Before anything else of libcurl.
inline void start_curl() {
    static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (once != CURLE_OK) throw std::runtime_error{"libcurl does not start"};
}

struct CloseCurl {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using CurlHandle = std::unique_ptr<CURL, CloseCurl>;

inline CurlHandle new_curl() {
    start_curl();
    CurlHandle handle{curl_easy_init()};
    if (!handle) throw std::bad_alloc{};
    return handle;
}

struct FreeHeaders {
    void operator()(curl_slist* headers) const { curl_slist_free_all(headers); }
};
using Headers = std::unique_ptr<curl_slist, FreeHeaders>;

inline void add(Headers& headers, const std::string& line) {
    curl_slist* longer = curl_slist_append(headers.get(), line.c_str());
    if (!longer) throw std::bad_alloc{};
    headers.release();
    headers.reset(longer);
}

template <class T>
void set(CURL* handle, CURLoption option, T value) {
    if (const CURLcode code = curl_easy_setopt(handle, option, value); code != CURLE_OK) {
        throw std::runtime_error{fmt::format("libcurl takes no option {}: {}",
                                             static_cast<int>(option), curl_easy_strerror(code))};
    }
}

}  // namespace zq
