// A conversation with a client over one connection: whole requests in, whole replies out, each
// against a deadline.
//
// The server looks at all deadlines a few times a second. A timer of its own for every operation
// would cost more than most operations.
#pragma once

// g++ 12 inlines one half of Asio's allocation of coroutine frames and misses the other.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

#include <boost/asio.hpp>
#include <boost/beast.hpp>

#include <chrono>
#include <span>

#include "http/message.h"

namespace zq::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using tcp = asio::ip::tcp;
using Error = boost::system::error_code;

// The executor by its type: one that hides it copies itself at every step.
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;
template <class T>
using Task = asio::awaitable<T, Executor>;
inline constexpr auto token = asio::as_tuple(asio::use_awaitable_t<Executor>{});

class Conversation {
public:
    explicit Conversation(Socket socket);

    const std::string& peer() const { return peer_; }  // address of the other side
    bool busy = false;  // between a request's first byte and its reply

    // From now on so many seconds; without a number for ever.
    void expire_after(int seconds);
    void never_expire() { expires_ = std::chrono::steady_clock::time_point::max(); }
    void end_if_expired(std::chrono::steady_clock::time_point now);
    void cancel();
    void shut_down();  // says that nothing more will come

    // Until the first byte of a request is there; false: there will be none.
    Task<bool> wait();
    // Reads on until `enough(parser)`. The bytes behind stay for the next parser.
    template <class Parser, class Enough>
    Task<Error> read(Parser& parser, Enough enough);
    // The next piece of a body that is not kept in memory; the count is what was put into `piece`.
    Task<std::pair<Error, std::size_t>> read_piece(wire::request_parser<wire::buffer_body>& parser,
                                                   std::span<char> piece);
    // Reads and forgets, up to so many bytes, until the other side has ended.
    Task<void> drain(std::size_t bytes_max);

    Task<bool> write(std::string_view bytes);
    Task<bool> write(const Reply& reply, bool keep_alive, bool head_only);

private:
    Task<bool> write_file(const Reply& reply, bool keep_alive, bool head_only);

    Socket socket_;
    std::string peer_;
    beast::flat_buffer buffer_;
    std::chrono::steady_clock::time_point expires_ = std::chrono::steady_clock::time_point::max();
};

template <class Parser, class Enough>
Task<Error> Conversation::read(Parser& parser, Enough enough) {
    constexpr std::size_t piece = 4096;
    while (!enough(parser)) {
        if (buffer_.size() > 0) {
            Error error;
            buffer_.consume(parser.put(buffer_.data(), error));
            if (error && error != wire::error::need_more) co_return error;
            if (enough(parser)) break;
        }
        const auto [error, count] = co_await socket_.async_read_some(buffer_.prepare(piece), token);
        if (error == asio::error::eof) {
            co_return Error{parser.got_some() ? wire::error::partial_message
                                              : wire::error::end_of_stream};
        }
        if (error) co_return error;
        buffer_.commit(count);
    }
    co_return Error{};
}

}  // namespace zq::http
