// A reply's head and a short body are one piece of bytes, which mostly goes in one call, without
// waiting.
#include "http/conversation.h"

#include <fstream>

#include "http/sender.h"

namespace zq::http {

namespace {

constexpr std::size_t piece_bytes = 64 * 1024;
// A longer body is written from where it lies.
constexpr std::size_t copied_max = 16 * 1024;

std::string address_of(const Socket& socket) {
    Error error;
    const auto endpoint = socket.remote_endpoint(error);
    return error ? std::string{}
                 : plain_address(endpoint.address().to_string()).value_or(std::string{});
}

void add_header(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
}

// Of a body in JSON the character set is told, too: some clients guess another.
void add_media_type(std::string& head, const std::string& type) {
    const bool json = type == "application/json" || type.starts_with("application/problem+json");
    add_header(head, "Content-Type", json ? type + "; charset=utf-8" : type);
}

bool has_no_length(const Reply& reply) {
    return reply.status == 204 || reply.status == 304 || reply.follow;
}

std::string head_of(const Reply& reply, std::uintmax_t length, bool keep_alive) {
    std::string head;
    head.reserve(1024);
    head.append("HTTP/1.1 ").append(std::to_string(reply.status)).append(" ");
    head.append(wire::obsolete_reason(static_cast<wire::status>(reply.status))).append("\r\n");
    if (!reply.media_type.empty()) add_media_type(head, reply.media_type);
    for (const auto& [name, value] : reply.headers) add_header(head, name, value);
    head.append(reply.standing);
    if (!keep_alive) add_header(head, "Connection", "close");
    if (!has_no_length(reply)) add_header(head, "Content-Length", std::to_string(length));
    return head.append("\r\n");
}

}  // namespace

Conversation::Conversation(Socket socket) : socket_{std::move(socket)}, peer_{address_of(socket_)} {
    Error ignored;
    (void)socket_.set_option(tcp::no_delay{true}, ignored);
    (void)socket_.non_blocking(true, ignored);
}

void Conversation::expire_after(int seconds) {
    expires_ = std::chrono::steady_clock::now() + std::chrono::seconds{seconds};
}

void Conversation::end_if_expired(std::chrono::steady_clock::time_point now) {
    if (expires_ < now) cancel();
}

void Conversation::cancel() {
    Error ignored;
    (void)socket_.cancel(ignored);
}

void Conversation::shut_down() {
    Error ignored;
    (void)socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

Task<bool> Conversation::wait() {
    if (buffer_.size() > 0) co_return true;
    buffer_.shrink_to_fit();
    const auto [error, count] = co_await socket_.async_read_some(buffer_.prepare(4096), token);
    if (error) co_return false;
    buffer_.commit(count);
    co_return true;
}

Task<std::pair<Error, std::size_t>> Conversation::read_piece(
    wire::request_parser<wire::buffer_body>& parser, std::span<char> piece) {
    auto& body = parser.get().body();
    body.data = piece.data();
    body.size = piece.size();
    auto [error, count] = co_await wire::async_read(socket_, buffer_, parser, token);
    if (error == wire::error::need_buffer) error = {};
    co_return std::pair{error, piece.size() - body.size};
}

Task<void> Conversation::drain(std::size_t bytes_max) {
    std::vector<char> piece(piece_bytes);
    std::size_t drained = 0;
    while (drained < bytes_max) {
        const auto [error, count] = co_await socket_.async_read_some(asio::buffer(piece), token);
        if (error) co_return;
        drained += count;
    }
}

Task<bool> Conversation::write(std::string_view bytes) {
    Error error;
    const std::size_t sent = socket_.write_some(asio::buffer(bytes), error);
    if (error == asio::error::would_block) error = {};
    if (error) co_return false;
    bytes.remove_prefix(sent);
    if (bytes.empty()) co_return true;
    const auto [late_error, count] =
        co_await asio::async_write(socket_, asio::buffer(bytes), token);
    co_return !late_error;
}

Task<bool> Conversation::write(const Reply& reply, bool keep_alive, bool head_only) {
    if (!reply.file.empty()) co_return co_await write_file(reply, keep_alive, head_only);
    std::string head = head_of(reply, reply.body.size(), keep_alive);
    if (head_only) co_return co_await write(head);
    if (reply.body.size() <= copied_max) co_return co_await write(head.append(reply.body));
    co_return co_await write(head) && co_await write(reply.body);
}

Task<bool> Conversation::write_file(const Reply& reply, bool keep_alive, bool head_only) {
    std::ifstream file{reply.file, std::ios::binary};
    if (!file) throw std::runtime_error{"a stored file cannot be opened: " + reply.file.string()};
    std::uintmax_t left = std::filesystem::file_size(reply.file);
    if (!co_await write(head_of(reply, left, keep_alive))) co_return false;
    std::vector<char> piece(piece_bytes);
    while (!head_only && left > 0) {
        file.read(piece.data(),
                  static_cast<std::streamsize>(std::min<std::uintmax_t>(piece.size(), left)));
        const auto count = static_cast<std::size_t>(file.gcount());
        if (count == 0)
            throw std::runtime_error{"a stored file ended early: " + reply.file.string()};
        left -= count;
        if (!co_await write({piece.data(), count})) co_return false;
    }
    co_return true;
}

}  // namespace zq::http
