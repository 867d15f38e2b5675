// One coroutine a connection, on one thread; answers are made by a pool of workers with a bounded
// queue.
#include "http/server.h"

#include <spdlog/spdlog.h>

#include <boost/asio.hpp>
#include <boost/beast.hpp>

#include <list>

#include "http/dispatch.h"
#include "http/hands.h"
#include "http/log_line.h"
#include "http/metrics.h"
#include "http/personal.h"
#include "http/upload.h"

namespace zq::http {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using tcp = asio::ip::tcp;
using Stream = beast::tcp_stream;
using Error = boost::system::error_code;

constexpr auto token = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t header_bytes_max = 16 * 1024;
constexpr std::size_t piece_bytes = 64 * 1024;
// A body that nobody asked for is read and thrown away up to here.
constexpr std::size_t unread_max = 64 * 1024;
// After a request is given up, so much more of it is read, lest the answer be lost with a reset.
constexpr std::size_t drained_max = 4 * 1024 * 1024;
constexpr int drain_s = 2;

// Headers that matter must come once: what two copies mean is for nobody to guess.
constexpr std::string_view single[] = {"host",          "content-type", "content-length",
                                       "authorization", "cookie",       "idempotency-key",
                                       "if-match",      "origin"};

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::optional<Issue> read_headers(const wire::request_header<>& header, Incoming& incoming) {
    incoming.method = header.method_string();
    incoming.target = header.target();
    for (const auto& field : header) {
        const std::string name = lower(field.name_string());
        const bool is_new = incoming.headers.emplace(name, field.value()).second;
        if (!is_new && std::ranges::find(single, name) != std::end(single)) {
            return Issue{"", "the header " + name + " stands twice"};
        }
    }
    if (header.version() == 11 && !incoming.headers.contains("host")) {
        return Issue{"", "the header host is missing"};
    }
    return read_target(incoming.target, incoming);
}

std::string peer_of(const Stream& stream) {
    Error error;
    const auto endpoint = stream.socket().remote_endpoint(error);
    return error ? std::string{} : endpoint.address().to_string();
}

}  // namespace

struct Server::Hidden {
    Hidden(Services& serving, const tcp::endpoint& endpoint)
        : services{serving}, dispatcher{serving}, acceptor{io, endpoint} {}

    asio::awaitable<void> accept();
    asio::awaitable<void> serve(Stream stream);
    asio::awaitable<bool> serve_one(Stream& stream, beast::flat_buffer& buffer);
    asio::awaitable<Reply> answer(Arrival arrival);
    void bring_back(std::function<void()> reply);
    asio::awaitable<bool> send(Stream& stream, const Reply& reply, bool keep_alive,
                               bool head) const;
    asio::awaitable<bool> give_up(Stream& stream, const Problem& problem,
                                  const std::string& id) const;
    asio::awaitable<bool> send_file(Stream& stream, const Reply& reply, bool keep_alive,
                                    bool head) const;
    template <class Parser>
    asio::awaitable<std::optional<Problem>> receive(Stream& stream, beast::flat_buffer& buffer,
                                                    Parser& parser, Incoming& incoming,
                                                    std::size_t bytes_max);
    asio::awaitable<std::optional<Problem>> receive_file(
        Stream& stream, beast::flat_buffer& buffer, wire::request_parser<wire::buffer_body>& parser,
        Incoming& incoming) const;
    void begin_stop();
    void end_when_idle();

    Services& services;
    Dispatcher dispatcher;
    asio::io_context io{1};
    tcp::acceptor acceptor;
    asio::signal_set signals{io};
    asio::steady_timer patience{io};
    std::int64_t waiting = 0;  // requests in hand
    std::size_t reading = 0;  // those of them that are no commands; of these a writer bears its own
    // Replies on their way back: all that came while the loop was busy are one task of it.
    std::mutex returning;
    std::vector<std::function<void()>> returned;
    std::int64_t open = 0;
    bool stopping = false;
    struct Connection {
        Stream* stream;
        bool busy;
    };
    std::list<Connection> connections;
};

asio::awaitable<void> Server::Hidden::accept() {
    while (!stopping) {
        auto [error, socket] = co_await acceptor.async_accept(token);
        if (stopping) co_return;
        if (error) {
            // Out of descriptors, most likely: connections in hand will free some.
            asio::steady_timer pause{io, std::chrono::milliseconds{100}};
            co_await pause.async_wait(token);
            continue;
        }
        if (static_cast<std::size_t>(open) >= services.settings.connections_max) continue;
        Error ignored;
        (void)socket.set_option(tcp::no_delay{true}, ignored);
        asio::co_spawn(io, serve(Stream{std::move(socket)}), asio::detached);
    }
}

asio::awaitable<void> Server::Hidden::serve(Stream stream) {
    services.metrics.connections(++open);
    const auto self = connections.insert(connections.end(), {&stream, false});
    try {
        beast::flat_buffer buffer;
        bool goes_on = true;
        while (goes_on && !stopping) {
            stream.expires_after(std::chrono::seconds{services.settings.idle_timeout_s});
            if (buffer.size() == 0) {
                const auto [error, count] =
                    co_await stream.async_read_some(buffer.prepare(4096), token);
                if (error) break;
                buffer.commit(count);
            }
            self->busy = true;
            goes_on = co_await serve_one(stream, buffer);
            self->busy = false;
            if (buffer.size() == 0) buffer.shrink_to_fit();
        }
    } catch (const std::exception& fault) {
        spdlog::error(log_line({{"event", "connection-fault"}, {"what", fault.what()}}));
    }
    Error ignored;
    (void)stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    connections.erase(self);
    services.metrics.connections(--open);
    end_when_idle();
}

void Server::Hidden::bring_back(std::function<void()> reply) {
    {
        const std::lock_guard lock{returning};
        returned.push_back(std::move(reply));
        if (returned.size() > 1) return;  // a task is on its way already
    }
    asio::post(io, [this] {
        std::vector<std::function<void()>> all;
        {
            const std::lock_guard lock{returning};
            all.swap(returned);
        }
        for (const auto& one : all) one();
    });
}

asio::awaitable<Reply> Server::Hidden::answer(Arrival arrival) {
    const std::size_t read = arrival.place ? 0 : 1;
    reading += read;
    services.metrics.queued(++waiting);
    Reply reply = co_await asio::async_initiate<decltype(asio::use_awaitable), void(Reply)>(
        [this](auto handler, Arrival taken) {
            // std::function copies; the handler must not be.
            auto shared = std::make_shared<decltype(handler)>(std::move(handler));
            auto task = std::make_shared<Arrival>(std::move(taken));
            services.hands.post([this, shared, task] {
                dispatcher.answer(std::move(*task), [this, shared](Reply made) {
                    bring_back([shared, reply = std::move(made)]() mutable {
                        std::move (*shared)(std::move(reply));
                    });
                });
            });
        },
        asio::use_awaitable, std::move(arrival));
    services.metrics.queued(--waiting);
    reading -= read;
    co_return reply;
}

template <class Parser>
asio::awaitable<std::optional<Problem>> Server::Hidden::receive(Stream& stream,
                                                                beast::flat_buffer& buffer,
                                                                Parser& parser, Incoming& incoming,
                                                                std::size_t bytes_max) {
    parser.body_limit(bytes_max);
    const auto [error, count] = co_await wire::async_read(stream, buffer, parser, token);
    if (error == wire::error::body_limit) co_return too_large(bytes_max);
    if (error) co_return malformed("", "the body broke off: " + error.message());
    incoming.body = std::move(parser.get().body());
    co_return std::nullopt;
}

asio::awaitable<std::optional<Problem>> Server::Hidden::receive_file(
    Stream& stream, beast::flat_buffer& buffer, wire::request_parser<wire::buffer_body>& parser,
    Incoming& incoming) const {
    const std::size_t bytes_max = services.settings.file_bytes_max;
    parser.body_limit(bytes_max);
    Receiving receiving{services.settings.files};
    std::vector<char> piece(piece_bytes);
    while (!parser.is_done()) {
        auto& body = parser.get().body();
        body.data = piece.data();
        body.size = piece.size();
        auto [error, count] = co_await wire::async_read(stream, buffer, parser, token);
        if (error == wire::error::need_buffer) error = {};
        if (error == wire::error::body_limit) co_return too_large(bytes_max);
        if (error) co_return malformed("", "the body broke off: " + error.message());
        receiving.write(piece.data(), piece.size() - body.size);
    }
    incoming.upload = receiving.finish();
    co_return std::nullopt;
}

asio::awaitable<bool> Server::Hidden::serve_one(Stream& stream, beast::flat_buffer& buffer) {
    const Settings& settings = services.settings;
    wire::request_parser<wire::empty_body> head;
    head.header_limit(header_bytes_max);
    head.body_limit(settings.file_bytes_max);
    stream.expires_after(std::chrono::seconds{settings.header_timeout_s});
    const auto [error, count] = co_await wire::async_read_header(stream, buffer, head, token);
    if (error == wire::error::end_of_stream || error == beast::error::timeout) co_return false;
    Incoming incoming;
    incoming.request_id = random_hex(8);
    incoming.peer = peer_of(stream);
    const std::string id = incoming.request_id;
    std::optional<Problem> problem;
    if (error == wire::error::body_limit) problem = too_large(settings.file_bytes_max);
    if (error && !problem) problem = malformed("", "not a request: " + error.message());
    if (!problem) {
        if (const auto issue = read_headers(head.get(), incoming)) problem = malformed({*issue});
    }
    if (problem) co_return co_await give_up(stream, *problem, id);
    const bool is_head = incoming.method == "HEAD";
    const bool keep_alive = head.get().keep_alive();
    Arrival arrival{.incoming = {}, .found = dispatcher.route(incoming), .place = {}};
    const std::size_t bytes_max =
        std::max<std::size_t>(dispatcher.bytes_max(arrival.body()), unread_max);
    if (head.content_length().value_or(0) > bytes_max) {
        co_return co_await give_up(stream, too_large(bytes_max), id);
    }
    if (lower(incoming.header("expect")) == "100-continue") {
        wire::response<wire::empty_body> go_on{wire::status::continue_, 11};
        co_await wire::async_write(stream, go_on, token);
    }
    stream.expires_after(std::chrono::seconds{settings.body_timeout_s});
    if (arrival.body() == Body::file) {
        wire::request_parser<wire::buffer_body> parser{std::move(head)};
        try {
            problem = co_await receive_file(stream, buffer, parser, incoming);
        } catch (const std::system_error& fault) {  // no space, most likely
            spdlog::error(
                log_line({{"event", "fault"}, {"request_id", id}, {"what", fault.what()}}));
            problem = failed();
        }
    } else {
        wire::request_parser<wire::string_body> parser{std::move(head)};
        problem = co_await receive(stream, buffer, parser, incoming, bytes_max);
    }
    stream.expires_never();  // the worker takes its time; the client's patience is its own
    if (problem) co_return co_await give_up(stream, *problem, id);
    arrival.incoming = std::move(incoming);
    problem = dispatcher.take_place(arrival);
    if (!problem && !arrival.place && reading >= settings.queue_max) problem = overloaded();
    if (problem) {
        if (arrival.incoming.upload) std::filesystem::remove(arrival.incoming.upload->path);
        co_return co_await send(stream, dispatcher.answer(*problem, id), keep_alive && !stopping,
                                is_head);
    }
    const Reply reply = co_await answer(std::move(arrival));
    co_return co_await send(stream, reply, keep_alive && !stopping, is_head);
}

namespace {

template <class Message>
void set_head(Message& message, const Reply& reply, bool keep_alive) {
    message.result(static_cast<unsigned>(reply.status));
    message.version(11);
    message.keep_alive(keep_alive);
    if (!reply.media_type.empty()) {
        message.set(wire::field::content_type,
                    reply.media_type.starts_with("application/problem+json") ||
                            reply.media_type == "application/json"
                        ? reply.media_type + "; charset=utf-8"
                        : reply.media_type);
    }
    for (const auto& [name, value] : reply.headers) message.insert(name, value);
}

}  // namespace

asio::awaitable<bool> Server::Hidden::send(Stream& stream, const Reply& reply, bool keep_alive,
                                           bool head) const {
    if (!reply.file.empty()) co_return co_await send_file(stream, reply, keep_alive, head);
    wire::response<wire::string_body> message;
    set_head(message, reply, keep_alive);
    message.body() = reply.body;
    message.prepare_payload();
    if (head) message.body().clear();
    stream.expires_after(std::chrono::seconds{services.settings.write_timeout_s});
    wire::response_serializer<wire::string_body> serializer{message};
    if (head) {
        const auto [error, count] = co_await wire::async_write_header(stream, serializer, token);
        co_return !error && keep_alive;
    }
    const auto [error, count] = co_await wire::async_write(stream, serializer, token);
    co_return !error && keep_alive;
}

asio::awaitable<bool> Server::Hidden::send_file(Stream& stream, const Reply& reply, bool keep_alive,
                                                bool head) const {
    wire::response<wire::file_body> message;
    set_head(message, reply, keep_alive);
    Error error;
    message.body().open(reply.file.c_str(), beast::file_mode::scan, error);
    if (error) throw std::system_error{error, "opening a stored file"};
    message.prepare_payload();
    stream.expires_after(std::chrono::seconds{services.settings.write_timeout_s});
    wire::response_serializer<wire::file_body> serializer{message};
    if (head) {
        const auto [failed_head, count] =
            co_await wire::async_write_header(stream, serializer, token);
        co_return !failed_head && keep_alive;
    }
    const auto [failed_body, count] = co_await wire::async_write(stream, serializer, token);
    co_return !failed_body && keep_alive;
}

// Answers, says that nothing more will come, and lets the other side finish speaking.
asio::awaitable<bool> Server::Hidden::give_up(Stream& stream, const Problem& problem,
                                              const std::string& id) const {
    co_await send(stream, dispatcher.answer(problem, id), false, false);
    Error ignored;
    (void)stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream.expires_after(std::chrono::seconds{drain_s});
    std::vector<char> piece(piece_bytes);
    std::size_t drained = 0;
    while (drained < drained_max) {
        const auto [error, count] = co_await stream.async_read_some(asio::buffer(piece), token);
        if (error) break;
        drained += count;
    }
    co_return false;
}

void Server::Hidden::begin_stop() {
    if (stopping) return;
    stopping = true;
    Error ignored;
    (void)acceptor.close(ignored);
    (void)signals.cancel(ignored);
    for (const Connection& connection : connections) {
        if (!connection.busy) connection.stream->cancel();
    }
    patience.expires_after(std::chrono::seconds{services.settings.stop_timeout_s});
    patience.async_wait([this](Error error) {
        if (!error) io.stop();
    });
    end_when_idle();
}

void Server::Hidden::end_when_idle() {
    if (stopping && connections.empty()) patience.cancel();
}

Server::Server(Services& services, const std::string& address, std::uint16_t port)
    : hidden_{std::make_unique<Hidden>(services,
                                       tcp::endpoint{asio::ip::make_address(address), port})} {
    asio::co_spawn(hidden_->io, hidden_->accept(), asio::detached);
}

Server::~Server() = default;

std::uint16_t Server::port() const {
    return hidden_->acceptor.local_endpoint().port();
}

void Server::run() {
    hidden_->io.run();
    // Whoever still has a request in hand may finish; nobody waits for the reply any more.
    hidden_->services.writer.finish();
    hidden_->services.hands.finish();
}

void Server::stop() {
    asio::post(hidden_->io, [hidden = hidden_.get()] { hidden->begin_stop(); });
}

void Server::stop_on_signals() {
    hidden_->signals.add(SIGTERM);
    hidden_->signals.add(SIGINT);
    hidden_->signals.async_wait([hidden = hidden_.get()](Error error, int) {
        if (!error) hidden->begin_stop();
    });
}

}  // namespace zq::http
