// One coroutine a connection, on one thread; answers are made by a pool of workers with a bounded
// queue.
#include "http/server.h"

#include <spdlog/spdlog.h>

#include <list>

#include "app/precedence.h"
#include "http/conversation.h"
#include "http/dispatch.h"
#include "http/feed.h"
#include "http/hands.h"
#include "http/log_line.h"
#include "http/metrics.h"
#include "http/personal.h"
#include "http/sender.h"
#include "http/upload.h"

namespace zq::http {

namespace {

constexpr std::size_t header_bytes_max = 16 * 1024;
constexpr std::size_t piece_bytes = 64 * 1024;
// A body that nobody asked for is read and thrown away up to here.
constexpr std::size_t unread_max = 64 * 1024;
// After a request is given up, so much more of it is read, lest the answer be lost with a reset.
constexpr std::size_t drained_max = 24 * 1024 * 1024;  // a file that is a little too long
constexpr int drain_s = 2;
constexpr auto deadlines_every = std::chrono::milliseconds{200};
// Who was refused for want of time and comes back at once is read only after so long: otherwise
// refusing would take the processor from those who are served.
constexpr auto pause_after_refusal = std::chrono::milliseconds{30};
constexpr auto changes_every = std::chrono::seconds{1};
constexpr int quiet_changes_max = 15;  // then followers hear that the connection is alive

// Headers that matter must come once: what two copies mean is for nobody to guess.
constexpr std::string_view single[] = {
    "host",     "content-type", "content-length", "authorization",  "cookie", "idempotency-key",
    "if-match", "origin",       "preview",        "x-forwarded-for"};

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

std::optional<Issue> read_request(const wire::request_header<>& header, const Settings& settings,
                                  Incoming& incoming) {
    if (auto issue = read_headers(header, incoming)) return issue;
    auto sender = sender_of(incoming, settings.trusted_proxies);
    if (!sender) return std::move(sender).error();
    incoming.peer = *std::move(sender);
    return std::nullopt;
}

}  // namespace

struct Server::Hidden {
    Hidden(Services& serving, const tcp::endpoint& endpoint)
        : services{serving}, dispatcher{serving}, acceptor{io.get_executor(), endpoint} {}

    void begin();
    Task<void> accept();
    Task<void> watch_deadlines();
    Task<void> watch_changes();
    Task<void> serve(Socket socket);
    Task<bool> serve_one(Conversation& client);
    Task<Reply> answer(Arrival arrival);
    void bring_back(std::function<void()> reply);
    Task<bool> send(Conversation& client, const Reply& reply, bool keep_alive, bool head) const;
    Task<bool> send_changes(Conversation& client, const Reply& reply);
    Task<bool> give_up(Conversation& client, const Problem& problem,
                       const Incoming& incoming) const;
    Task<std::optional<Problem>> refused_by_head(const Incoming& incoming, const Route& route);
    Task<std::optional<Problem>> receive(Conversation& client,
                                         wire::request_parser<wire::empty_body>&& head,
                                         const Arrival& arrival, Incoming& incoming) const;
    Task<std::optional<Problem>> receive_file(Conversation& client,
                                              wire::request_parser<wire::buffer_body>& parser,
                                              Incoming& incoming) const;
    std::size_t body_max(const Arrival& arrival) const {
        return std::max<std::size_t>(dispatcher.bytes_max(arrival.body()), unread_max);
    }
    void begin_stop();
    void end_when_idle();

    Services& services;
    Dispatcher dispatcher;
    asio::io_context io{1};
    Acceptor acceptor;
    asio::signal_set signals{io};
    asio::steady_timer patience{io};
    Timer deadlines{io.get_executor()};
    Timer changes{io.get_executor()};
    std::int64_t waiting = 0;  // requests in hand
    std::size_t reading = 0;  // those of them that are no commands; of these a writer bears its own
    // Replies on their way back: all that came while the loop was busy are one task of it.
    std::mutex returning;
    std::vector<std::function<void()>> returned;
    std::int64_t open = 0;
    bool stopping = false;
    std::list<Conversation> connections;
    std::map<ProgrammeId, int> followers;
};

void Server::Hidden::begin() {
    asio::co_spawn(io, accept(), asio::detached);
    asio::co_spawn(io, watch_deadlines(), asio::detached);
    asio::co_spawn(io, watch_changes(), asio::detached);
}

Task<void> Server::Hidden::accept() {
    while (!stopping) {
        auto [error, socket] = co_await acceptor.async_accept(token);
        if (stopping) co_return;
        if (error) {
            // Out of descriptors, most likely: connections in hand will free some.
            Timer pause{io.get_executor(), std::chrono::milliseconds{100}};
            co_await pause.async_wait(token);
            continue;
        }
        if (static_cast<std::size_t>(open) >= services.settings.connections_max) continue;
        asio::co_spawn(io, serve(std::move(socket)), asio::detached);
    }
}

Task<void> Server::Hidden::watch_deadlines() {
    while (!stopping || !connections.empty()) {
        deadlines.expires_after(deadlines_every);
        co_await deadlines.async_wait(token);
        const auto now = std::chrono::steady_clock::now();
        for (Conversation& client : connections) client.end_if_expired(now);
    }
}

// Looks once a second at the programmes that somebody follows.
Task<void> Server::Hidden::watch_changes() {
    while (!stopping) {
        for (const auto& [programme, count] : followers) {
            if (count == 0) continue;
            services.hands.post([this, programme = programme] {
                try {
                    services.feed.look(programme);
                } catch (const std::exception& fault) {
                    spdlog::error(log_line({{"event", "feed-fault"}, {"what", fault.what()}}));
                }
            });
        }
        changes.expires_after(changes_every);
        co_await changes.async_wait(token);
    }
}

Task<void> Server::Hidden::serve(Socket socket) {
    services.metrics.connections(++open);
    const auto self = connections.emplace(connections.end(), std::move(socket));
    try {
        bool goes_on = true;
        while (goes_on && !stopping) {
            self->expire_after(services.settings.idle_timeout_s);
            if (!co_await self->wait()) break;
            self->busy = true;
            goes_on = co_await serve_one(*self);
            self->busy = false;
        }
    } catch (const std::exception& fault) {
        spdlog::error(log_line({{"event", "connection-fault"}, {"what", fault.what()}}));
    }
    self->shut_down();
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

Task<Reply> Server::Hidden::answer(Arrival arrival) {
    const std::size_t read = arrival.place ? 0 : 1;
    reading += read;
    services.metrics.queued(++waiting);
    constexpr asio::use_awaitable_t<Executor> awaiting;
    Reply reply = co_await asio::async_initiate<decltype(awaiting), void(Reply)>(
        [this](auto handler, Arrival taken) {
            // std::function copies; the handler must not be.
            auto shared = std::make_shared<decltype(handler)>(std::move(handler));
            auto task = std::make_shared<Arrival>(std::move(taken));
            const Route* route = task->found.route;
            Hands& hands = !route                ? services.hands
                           : route->is_of_papers ? services.paper_hands
                           : route->asks_outside ? services.outside_hands
                                                 : services.hands;
            hands.post([this, shared, task] {
                dispatcher.answer(std::move(*task), [this, shared](Reply made) {
                    bring_back([shared, reply = std::move(made)]() mutable {
                        std::move (*shared)(std::move(reply));
                    });
                });
            });
        },
        awaiting, std::move(arrival));
    services.metrics.queued(--waiting);
    reading -= read;
    co_return reply;
}

// Sessions lie in the store, and the store is not asked on this thread.
Task<std::optional<Problem>> Server::Hidden::refused_by_head(const Incoming& incoming,
                                                             const Route& route) {
    using Answer = std::optional<Problem>;
    if (reading >= services.settings.queue_max) co_return overloaded();
    ++reading;
    constexpr asio::use_awaitable_t<Executor> awaiting;
    Answer refusal = co_await asio::async_initiate<decltype(awaiting), void(Answer)>(
        [this, &incoming, &route](auto handler) {
            auto shared = std::make_shared<decltype(handler)>(std::move(handler));
            services.hands.post([this, shared, &incoming, &route] {
                bring_back([shared, answer = dispatcher.refuses(incoming, route)]() mutable {
                    std::move (*shared)(std::move(answer));
                });
            });
        },
        awaiting);
    --reading;
    co_return refusal;
}

Task<std::optional<Problem>> Server::Hidden::receive(Conversation& client,
                                                     wire::request_parser<wire::empty_body>&& head,
                                                     const Arrival& arrival,
                                                     Incoming& incoming) const {
    if (arrival.body() == Body::file) {
        wire::request_parser<wire::buffer_body> parser{std::move(head)};
        try {
            co_return co_await receive_file(client, parser, incoming);
        } catch (const std::system_error& fault) {  // no space, most likely
            spdlog::error(log_line(
                {{"event", "fault"}, {"request_id", incoming.request_id}, {"what", fault.what()}}));
            co_return failed();
        }
    }
    wire::request_parser<wire::string_body> parser{std::move(head)};
    const std::size_t bytes_max = body_max(arrival);
    parser.body_limit(bytes_max);
    parser.eager(true);
    const Error error =
        co_await client.read(parser, [](const auto& read) { return read.is_done(); });
    if (error == wire::error::body_limit) co_return too_large(bytes_max);
    if (error) co_return malformed("", "the body broke off: " + error.message());
    incoming.body = std::move(parser.get().body());
    co_return std::nullopt;
}

Task<std::optional<Problem>> Server::Hidden::receive_file(
    Conversation& client, wire::request_parser<wire::buffer_body>& parser,
    Incoming& incoming) const {
    const std::size_t bytes_max = services.settings.file_bytes_max;
    parser.body_limit(bytes_max);
    Receiving receiving{services.settings.files};
    std::vector<char> piece(piece_bytes);
    while (!parser.is_done()) {
        const auto [error, count] = co_await client.read_piece(parser, piece);
        if (error == wire::error::body_limit) co_return too_large(bytes_max);
        if (error) co_return malformed("", "the body broke off: " + error.message());
        receiving.write(piece.data(), count);
    }
    incoming.upload = receiving.finish();
    co_return std::nullopt;
}

Task<bool> Server::Hidden::serve_one(Conversation& client) {
    const Settings& settings = services.settings;
    wire::request_parser<wire::empty_body> head;
    head.header_limit(header_bytes_max);
    head.body_limit(settings.file_bytes_max);
    client.expire_after(settings.header_timeout_s);
    const Error error =
        co_await client.read(head, [](const auto& read) { return read.is_header_done(); });
    if (error == wire::error::end_of_stream || error == asio::error::operation_aborted) {
        co_return false;
    }
    Incoming incoming;
    incoming.request_id = random_hex(8);
    incoming.peer = client.peer();
    const std::string id = incoming.request_id;
    std::optional<Problem> problem;
    if (error == wire::error::body_limit) problem = too_large(settings.file_bytes_max);
    if (error && !problem) problem = malformed("", "not a request: " + error.message());
    if (!problem) {
        if (const auto issue = read_request(head.get(), settings, incoming)) {
            problem = malformed({*issue});
        }
    }
    if (problem) co_return co_await give_up(client, *problem, incoming);
    const bool is_head = incoming.method == "HEAD";
    const bool keep_alive = head.get().keep_alive();
    Arrival arrival{.incoming = {}, .found = dispatcher.route(incoming), .place = {}};
    if (head.content_length().value_or(0) > body_max(arrival)) {
        co_return co_await give_up(client, too_large(body_max(arrival)), incoming);
    }
    if (arrival.body() == Body::file || arrival.body() == Body::csv) {
        problem = co_await refused_by_head(incoming, *arrival.found.route);
        if (problem) co_return co_await give_up(client, *problem, incoming);
    }
    if (lower(incoming.header("expect")) == "100-continue") {
        const bool listens = co_await client.write("HTTP/1.1 100 Continue\r\n\r\n");
        if (!listens) co_return false;
    }
    client.expire_after(settings.body_timeout_s);
    problem = co_await receive(client, std::move(head), arrival, incoming);
    client.never_expire();  // the worker takes its time; the client's patience is its own
    if (problem) co_return co_await give_up(client, *problem, incoming);
    if (const auto page = dispatcher.page(arrival, incoming)) {
        co_return co_await send(client, *page, keep_alive, is_head);
    }
    arrival.incoming = std::move(incoming);
    problem = dispatcher.take_place(arrival);
    if (!problem && !arrival.place && reading >= settings.queue_max) problem = overloaded();
    if (problem) {
        if (arrival.incoming.upload) std::filesystem::remove(arrival.incoming.upload->path);
        const bool goes_on =
            co_await send(client, dispatcher.answer(*problem, id), keep_alive, is_head);
        Timer pause{io.get_executor(), pause_after_refusal};
        co_await pause.async_wait(token);
        co_return goes_on;
    }
    const Reply reply = co_await answer(std::move(arrival));
    if (reply.follow && !is_head) co_return co_await send_changes(client, reply);
    co_return co_await send(client, reply, keep_alive, is_head);
}

Task<bool> Server::Hidden::send(Conversation& client, const Reply& reply, bool keep_alive,
                                bool head) const {
    client.expire_after(services.settings.write_timeout_s);
    const bool goes_on = keep_alive && !stopping;
    co_return co_await client.write(reply, goes_on, head) && goes_on;
}

// Until the follower goes or the server ends.
Task<bool> Server::Hidden::send_changes(Conversation& client, const Reply& reply) {
    const ProgrammeId programme = *reply.follow;
    ++followers[programme];
    Timer next{io.get_executor()};
    Feed::Seen seen;
    client.expire_after(services.settings.write_timeout_s);
    bool listens = co_await client.write(reply, false, false);
    for (int quiet = 0; listens && !stopping; ++quiet) {
        client.never_expire();
        next.expires_after(changes_every);
        co_await next.async_wait(token);
        const std::string change = services.feed.since(programme, seen);
        client.expire_after(services.settings.write_timeout_s);
        if (!change.empty()) {
            listens = co_await client.write("event: change\ndata: " + change + "\n\n");
            quiet = 0;
        } else if (quiet >= quiet_changes_max) {
            listens = co_await client.write(": still here\n\n");
            quiet = 0;
        }
    }
    --followers[programme];
    co_return false;
}

// Answers, says that nothing more will come, and lets the other side finish speaking.
Task<bool> Server::Hidden::give_up(Conversation& client, const Problem& problem,
                                   const Incoming& incoming) const {
    dispatcher.note_unread(incoming, problem);
    co_await send(client, dispatcher.answer(problem, incoming.request_id), false, false);
    client.shut_down();
    client.expire_after(drain_s);
    co_await client.drain(drained_max);
    co_return false;
}

void Server::Hidden::begin_stop() {
    if (stopping) return;
    stopping = true;
    Error ignored;
    (void)acceptor.close(ignored);
    (void)signals.cancel(ignored);
    for (Conversation& client : connections) {
        if (!client.busy) client.cancel();
    }
    patience.expires_after(std::chrono::seconds{services.settings.stop_timeout_s});
    patience.async_wait([this](Error error) {
        if (!error) io.stop();
    });
    end_when_idle();
}

void Server::Hidden::end_when_idle() {
    if (!stopping || !connections.empty()) return;
    patience.cancel();
    deadlines.cancel();
    changes.cancel();
}

namespace {

tcp::endpoint endpoint_at(const std::string& address, std::uint16_t port) {
    boost::system::error_code error;
    const auto numbers = asio::ip::make_address(address, error);
    if (error) {
        throw std::runtime_error{"the server cannot listen on '" + address +
                                 "'; an address like '127.0.0.1' would be right"};
    }
    return {numbers, port};
}

}  // namespace

Server::Server(Services& services, const std::string& address, std::uint16_t port)
    : hidden_{std::make_unique<Hidden>(services, endpoint_at(address, port))} {
    hidden_->begin();
}

Server::~Server() = default;

std::uint16_t Server::port() const {
    return hidden_->acceptor.local_endpoint().port();
}

void Server::run() {
    forget_broken_off(hidden_->services.settings.files);
    take(Precedence::receiving);
    hidden_->io.run();
    // Whoever still has a request in hand may finish; nobody waits for the reply any more.
    hidden_->services.writer.finish();
    hidden_->services.paper_hands.finish();
    hidden_->services.outside_hands.finish();
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
