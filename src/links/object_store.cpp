// A request is signed anew for each attempt, because the signature holds the time. Its file is
// opened anew, too: nothing of a failed attempt is carried into the next.
#include "links/object_store.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

#include "app/clock.h"
#include "base/digest.h"
#include "links/curl_parts.h"

namespace zq {

namespace fs = std::filesystem;

struct ObjectStore::Asked {
    std::string method;
    std::string name;
    std::string sha256 = sha256_hex("");
    std::optional<fs::path> send{};
    std::optional<fs::path> receive{};
    std::string copy_of{};  // the path of another object
};

struct ObjectStore::Answer {
    long status = 0;
    std::int64_t length = 0;
    std::string text;   // of an answer that is not written to a file
    std::string fault;  // why there was no answer
    bool try_again = false;
};

namespace {

constexpr std::size_t most_text = 64 * 1024;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

File opened(const fs::path& path, const char* how) {
    File file{std::fopen(path.c_str(), how)};
    if (!file) throw std::system_error{errno, std::generic_category(), path.string()};
    return file;
}

// What is between <name> and </name>. Enough for the short answers of a store.
std::string element(const std::string& xml, const std::string& name) {
    const auto open = xml.find("<" + name + ">");
    if (open == std::string::npos) return {};
    const auto begin = open + name.size() + 2;
    const auto end = xml.find("</" + name + ">", begin);
    return end == std::string::npos ? std::string{} : xml.substr(begin, end - begin);
}

std::string reason_in(const std::string& xml) {
    const std::string code = element(xml, "Code");
    if (code.empty()) return "without a reason";
    return code + " (" + element(xml, "Message").substr(0, 200) + ")";
}

bool is_lost(CURLcode code) {
    for (const CURLcode lost : {CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT,
                                CURLE_OPERATION_TIMEDOUT, CURLE_SEND_ERROR, CURLE_RECV_ERROR,
                                CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_SSL_CONNECT_ERROR}) {
        if (code == lost) return true;
    }
    return false;
}

// "host" or "host:port", as the header Host says it.
std::string host_of(const std::string& endpoint) {
    const auto begin = endpoint.find("://");
    const std::string scheme = endpoint.substr(0, begin);
    if ((scheme != "https" && scheme != "http") || endpoint.find('/', begin + 3) != endpoint.npos) {
        throw std::runtime_error{"the object store's endpoint is '" + endpoint +
                                 "'; 'https://host' or 'https://host:port' would be right"};
    }
    std::string host = endpoint.substr(begin + 3);
    const std::string usual = scheme == "https" ? ":443" : ":80";
    if (host.ends_with(usual)) host.resize(host.size() - usual.size());
    return host;
}

}  // namespace

// Handles keep their connections open between requests; each is used by one thread at a time.
class ObjectStore::Connections {
public:
    Connections() { start_curl(); }
    ~Connections() {
        for (CURL* handle : idle_) curl_easy_cleanup(handle);
    }
    Connections(const Connections&) = delete;
    Connections& operator=(const Connections&) = delete;

    CURL* take() {
        const std::scoped_lock lock{mutex_};
        if (idle_.empty()) {
            CURL* handle = curl_easy_init();
            if (!handle) throw std::bad_alloc{};
            return handle;
        }
        CURL* handle = idle_.back();
        idle_.pop_back();
        return handle;
    }
    void give_back(CURL* handle) {
        curl_easy_reset(handle);
        const std::scoped_lock lock{mutex_};
        idle_.push_back(handle);
    }

private:
    std::mutex mutex_;
    std::vector<CURL*> idle_;
};

// One request and its answer, with all that must live until it is over.
class ObjectStore::Exchange {
public:
    explicit Exchange(Connections& connections)
        : connections_{connections}, handle_{connections.take()} {}
    ~Exchange() { connections_.give_back(handle_); }
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    void configure(const ObjectStoreSettings& settings, const std::string& url);
    void carry(const Asked& asked);
    void add_header(const std::string& line) { add(headers_, line); }
    Answer perform();

private:
    static std::size_t receive(const char* bytes, std::size_t size, std::size_t count, void* self);

    Connections& connections_;
    CURL* handle_;
    Headers headers_;
    File sent_;
    File received_;
    Answer answer_;
    std::array<char, CURL_ERROR_SIZE> error_{};
};

void ObjectStore::Exchange::configure(const ObjectStoreSettings& settings, const std::string& url) {
    set(handle_, CURLOPT_URL, url.c_str());
    set(handle_, CURLOPT_PATH_AS_IS, 1L);
    set(handle_, CURLOPT_PROTOCOLS_STR, url.starts_with("https:") ? "https" : "http");
    set(handle_, CURLOPT_FOLLOWLOCATION, 0L);
    set(handle_, CURLOPT_SSL_VERIFYPEER, 1L);
    set(handle_, CURLOPT_SSL_VERIFYHOST, 2L);
    set(handle_, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(handle_, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(handle_, CURLOPT_NOSIGNAL, 1L);  // several threads
    set(handle_, CURLOPT_ERRORBUFFER, error_.data());
    set(handle_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings.connect_timeout.count()));
    set(handle_, CURLOPT_LOW_SPEED_LIMIT, 1024L);
    set(handle_, CURLOPT_LOW_SPEED_TIME, static_cast<long>(settings.stall_timeout.count()));
    set(handle_, CURLOPT_TIMEOUT, static_cast<long>(settings.timeout.count()));
    set(handle_, CURLOPT_WRITEFUNCTION, &Exchange::receive);
    set(handle_, CURLOPT_WRITEDATA, this);
}

void ObjectStore::Exchange::carry(const Asked& asked) {
    if (asked.method == "HEAD") {
        set(handle_, CURLOPT_NOBODY, 1L);
    } else if (asked.method == "PUT") {
        set(handle_, CURLOPT_UPLOAD, 1L);
        const std::uintmax_t bytes = asked.send ? fs::file_size(*asked.send) : 0;
        set(handle_, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(bytes));
        // A copy sends nothing; curl would read standard input.
        sent_ = opened(asked.send.value_or("/dev/null"), "rb");
        set(handle_, CURLOPT_READDATA, sent_.get());
        add_header("Expect:");  // sent at once, without asking whether it may be
    } else {
        set(handle_, CURLOPT_CUSTOMREQUEST, asked.method.c_str());
    }
    if (asked.receive) received_ = opened(*asked.receive, "wb");
}

// Only what was asked for goes to the file; the text of a refusal does not.
std::size_t ObjectStore::Exchange::receive(const char* bytes, std::size_t size, std::size_t count,
                                           void* self) {
    auto& exchange = *static_cast<Exchange*>(self);
    const std::size_t length = size * count;
    long status = 0;
    curl_easy_getinfo(exchange.handle_, CURLINFO_RESPONSE_CODE, &status);
    if (exchange.received_ && status == 200) {
        return std::fwrite(bytes, 1, length, exchange.received_.get());
    }
    std::string& text = exchange.answer_.text;
    text.append(bytes, std::min(length, most_text - text.size()));
    return length;
}

ObjectStore::Answer ObjectStore::Exchange::perform() {
    set(handle_, CURLOPT_HTTPHEADER, headers_.get());
    const CURLcode code = curl_easy_perform(handle_);
    if (code == CURLE_WRITE_ERROR) throw std::runtime_error{"writing what the object store sent"};
    if (received_ && std::fflush(received_.get()) != 0) {
        throw std::system_error{errno, std::generic_category(), "writing what was sent"};
    }
    if (code != CURLE_OK) {
        answer_.fault = error_.front() ? error_.data() : curl_easy_strerror(code);
        answer_.try_again = is_lost(code);
        return std::move(answer_);
    }
    curl_off_t length = 0;
    curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &answer_.status);
    curl_easy_getinfo(handle_, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    answer_.length = length;
    answer_.try_again = answer_.status >= 500 || answer_.status == 429;
    return std::move(answer_);
}

ObjectStore::ObjectStore(ObjectStoreSettings settings)
    : settings_{std::move(settings)},
      host_{host_of(settings_.endpoint)},
      connections_{std::make_unique<Connections>()} {}

ObjectStore::~ObjectStore() = default;

std::string ObjectStore::path_of(const std::string& name) const {
    return encoded_path("/" + settings_.bucket + "/" + settings_.prefix + name);
}

std::string ObjectStore::address_of(const std::string& name) const {
    return settings_.endpoint + path_of(name);
}

ObjectStore::Answer ObjectStore::ask_once(const Asked& asked) {
    const Instant now = SystemClock{}.now();
    SignedRequest request{.method = asked.method,
                          .path = path_of(asked.name),
                          .headers = {{"host", host_},
                                      {"x-amz-content-sha256", asked.sha256},
                                      {"x-amz-date", amz_time(now)}},
                          .payload_sha256 = asked.sha256};
    if (!asked.copy_of.empty()) request.headers["x-amz-copy-source"] = asked.copy_of;
    Exchange exchange{*connections_};
    exchange.configure(settings_, address_of(asked.name));
    exchange.carry(asked);
    for (const auto& [name, value] : request.headers) exchange.add_header(name + ": " + value);
    exchange.add_header("authorization: " + authorization(request, settings_.keys, now));
    return exchange.perform();
}

// Answers 200 and 204, and 404 when it is the object that is missing; throws on everything else.
ObjectStore::Answer ObjectStore::ask(const Asked& asked) {
    std::chrono::milliseconds pause = settings_.backoff;
    Answer answer = ask_once(asked);
    for (int attempt = 1; answer.try_again && attempt < settings_.attempts; ++attempt) {
        std::this_thread::sleep_for(pause);
        pause *= 4;
        answer = ask_once(asked);
    }
    const std::string what = asked.method + " " + address_of(asked.name);
    if (!answer.fault.empty()) throw OutOfReach{what + ": " + answer.fault};
    // A copy that fails half way is told in an answer that began as 200.
    const std::string code = element(answer.text, "Code");
    const bool done = (answer.status == 200 || answer.status == 204) && code.empty();
    const bool missing = answer.status == 404 && (code.empty() || code == "NoSuchKey");
    if (done || missing) return answer;
    // No text comes with an answer to HEAD. GET is refused for the same reason, and says it.
    if (asked.method == "HEAD" && answer.status < 500) ask({.method = "GET", .name = asked.name});
    throw OutOfReach{fmt::format("{}: {} {}", what, answer.status, reason_in(answer.text))};
}

std::optional<std::int64_t> ObjectStore::length_of(const std::string& name) {
    const Answer answer = ask({.method = "HEAD", .name = name});
    if (answer.status == 404) return std::nullopt;
    return answer.length;
}

void ObjectStore::put(const std::string& name, const fs::path& file, const std::string& sha256) {
    const Answer answer = ask({.method = "PUT", .name = name, .sha256 = sha256, .send = file});
    if (answer.status == 404) throw OutOfReach{"PUT " + address_of(name) + ": 404"};
}

bool ObjectStore::get(const std::string& name, const fs::path& to) {
    return ask({.method = "GET", .name = name, .receive = to}).status != 404;
}

bool ObjectStore::copy(const std::string& from, const std::string& to) {
    return ask({.method = "PUT", .name = to, .copy_of = path_of(from)}).status != 404;
}

void ObjectStore::remove(const std::string& name) {
    ask({.method = "DELETE", .name = name});
}

}  // namespace zq
