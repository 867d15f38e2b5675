// From a request to its reply: route, session, role, key, handler, and the problem when one of them
// says no.
#pragma once

#include "http/router.h"

namespace zq::http {

// A request with the route it takes. A command has a place with its writer from the moment when all
// of it had been read.
struct Arrival {
    Incoming incoming;
    Match found;
    std::optional<Writer::Place> place;

    // How much body, and of what kind, the request may have; asked before it is read.
    Body body() const { return found.route ? found.route->body : Body::none; }
};
using Deliver = std::function<void(Reply)>;

// Nobody can say what was stored: the next process reads it.
[[noreturn]] void end_process(const CommitUnknown& fault);

class Dispatcher {
public:
    explicit Dispatcher(Services& services) : services_{services} {}

    Match route(const Incoming& incoming) const;
    std::size_t bytes_max(Body body) const;
    // What stands against a request by its head alone: origin, session, role. Asked before a large
    // body is taken in; never throws.
    std::optional<Problem> refuses(const Incoming& incoming, const Route& route) const;
    // All of the request has been read, and this is the moment. The problem when more is waiting
    // than can be answered in time.
    std::optional<Problem> take_place(Arrival& arrival) const;

    // Never throws. Calls `deliver` once: at once, or from another thread when a command has been
    // decided.
    void answer(Arrival arrival, Deliver deliver);
    // A reply to what could not be read, with the headers every reply has.
    Reply answer(const Problem& problem, const std::string& request_id) const;
    // For the log: a request that was given up before all of it was read.
    void note_unread(const Incoming& incoming, const Problem& problem) const;
    void finish(Reply& reply, const std::string& request_id) const;
    // A file of the web app, where the address is none of the API's.
    std::optional<Reply> page(const Arrival& arrival, const Incoming& incoming) const;

private:
    Services& services_;
};

}  // namespace zq::http
