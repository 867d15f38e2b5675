// From a request to its reply: route, session, role, key, handler, and the problem when one of them
// says no.
#pragma once

#include "http/router.h"

namespace zq::http {

class Dispatcher {
public:
    explicit Dispatcher(Services& services) : services_{services} {}

    // How much body, and of what kind, the request may have; asked before it is read.
    struct Admission {
        Body body = Body::none;
        std::size_t bytes_max = 0;
    };
    Admission admission(const Incoming& incoming) const;

    // Never throws; runs on a worker.
    Reply answer(Incoming incoming);
    // A reply to what could not be read, with the headers every reply has.
    Reply answer(const Problem& problem, const std::string& request_id) const;

private:
    Reply handled(Call& call);
    void finish(Reply& reply, const std::string& request_id) const;

    Services& services_;
};

}  // namespace zq::http
