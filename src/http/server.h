// The server: Beast and coroutines read and write, a few workers do the blocking work of use cases.
//
// What was accepted is answered: stopping ends listening and idle connections, and waits for the
// rest.
#pragma once

#include <memory>
#include <string>

#include "http/call.h"

namespace zq::http {

class Server {
public:
    // Listens at once; port 0 takes a free one. Throws when the address cannot be had.
    Server(Services& services, const std::string& address, std::uint16_t port);
    ~Server();

    std::uint16_t port() const;
    // Until stop() is called, from another thread or a signal.
    void run();
    void stop();
    // SIGTERM and SIGINT stop the server.
    void stop_on_signals();

private:
    struct Hidden;
    std::unique_ptr<Hidden> hidden_;
};

}  // namespace zq::http
