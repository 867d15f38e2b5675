// Finds the route of a request: addresses are patterns with {names}, compared segment by segment.
#pragma once

#include <span>

#include "http/call.h"

namespace zq::http {

enum class Body { none, json, csv, file };

struct Route {
    std::string_view method;     // "GET", "POST", "DELETE"
    std::string_view path;       // "/api/v1/programmes/{programme}/orders"
    Roles roles;                 // with public_visitor: no login is needed
    std::string_view operation;  // operationId of the contract
    Handler handler;
    Body body = Body::none;
    Preparing prepare = nullptr;  // of a command, instead of a handler: its writer decides it
    bool is_claim = false;        // claims are decided in the order in which they arrive
    bool is_conversion = false;   // a POST that changes nothing: its answer is not remembered
    bool is_of_papers = false;    // opens or prints one, which takes long: has hands of its own
    bool asks_outside = false;    // waits for the identity provider: has hands of its own, too
    bool is_entry = false;        // open to a session that is held for want of something
    bool is_grave = false;        // asks for the password again, unless it was just given
    bool is_secret = false;  // its body has a secret: no answer is kept under the request's digest

    bool is_command() const { return prepare != nullptr; }
};

struct Match {
    const Route* route = nullptr;  // null: no such address, or not with this method
    std::map<std::string, std::string, std::less<>> params;
    std::vector<std::string> allow;  // methods of the address, when the method is the trouble
};

Match match(std::span<const Route> routes, std::string_view method,
            const std::vector<std::string>& segments);

std::vector<std::string> split_path(std::string_view path);

}  // namespace zq::http
