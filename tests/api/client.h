// A small blocking HTTP client for tests: it says exactly what it is told, well formed or not.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "http/json.h"

namespace zq::http {

struct Answer {
    int status = 0;
    std::multimap<std::string, std::string> headers;  // names in lower case
    std::string body;

    std::string header(const std::string& name) const {
        const auto found = headers.lower_bound(name);  // the first of them
        return found == headers.end() || found->first != name ? "" : found->second;
    }
    std::vector<std::string> all(const std::string& name) const {
        std::vector<std::string> values;
        const auto [first, last] = headers.equal_range(name);
        for (auto at = first; at != last; ++at) values.push_back(at->second);
        return values;
    }
    json::object json() const;
};

class Connection {
public:
    explicit Connection(std::uint16_t port);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void send(const std::string& bytes);
    // The next answer; status 0 when the server closed without one.
    Answer receive(bool has_body = true);
    // What has come up to and with `end`; less when the server closed before.
    std::string receive_until(const std::string& end);
    bool is_closed();

private:
    bool fill();

    int socket_ = -1;
    std::string buffer_;
};

}  // namespace zq::http
