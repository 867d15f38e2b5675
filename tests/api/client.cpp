// Plain sockets: a test decides about every byte.
#include "client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/json/parse.hpp>

#include <cerrno>
#include <stdexcept>

namespace zq::http {

json::object Answer::json() const {
    return json::parse(body).as_object();
}

Connection::Connection(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval patience{.tv_sec = 60, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(socket_);
        throw std::runtime_error{"the server does not listen"};
    }
}

Connection::~Connection() {
    ::close(socket_);
}

void Connection::send(const std::string& bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t count =
            ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) return;  // the server has heard enough; its answer says why
        sent += static_cast<std::size_t>(count);
    }
}

bool Connection::fill() {
    char bytes[65536];
    ssize_t count = 0;
    do {
        count = ::recv(socket_, bytes, sizeof bytes, 0);
    } while (count < 0 && errno == EINTR);
    if (count <= 0) return false;
    buffer_.append(bytes, static_cast<std::size_t>(count));
    return true;
}

bool Connection::is_closed() {
    return buffer_.empty() && !fill();
}

std::string Connection::receive_until(const std::string& end) {
    std::size_t found = buffer_.find(end);
    while (found == std::string::npos && fill()) found = buffer_.find(end);
    const std::size_t size = found == std::string::npos ? buffer_.size() : found + end.size();
    std::string received = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return received;
}

Answer Connection::receive(bool has_body) {
    Answer answer;
    std::size_t end = buffer_.find("\r\n\r\n");
    while (end == std::string::npos) {
        if (!fill()) return {};
        end = buffer_.find("\r\n\r\n");
    }
    std::size_t line = buffer_.find("\r\n");
    answer.status = std::stoi(buffer_.substr(9, 3));
    while (line < end) {
        const std::size_t begin = line + 2;
        line = buffer_.find("\r\n", begin);
        const std::size_t colon = buffer_.find(": ", begin);
        std::string name = buffer_.substr(begin, colon - begin);
        for (char& c : name) c = static_cast<char>(std::tolower(c));
        answer.headers.emplace(name, buffer_.substr(colon + 2, line - colon - 2));
    }
    buffer_.erase(0, end + 4);
    const std::string length = answer.header("content-length");
    const std::size_t size = has_body && !length.empty() ? std::stoul(length) : 0;
    while (buffer_.size() < size) {
        if (!fill()) return {};
    }
    answer.body = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return answer;
}

}  // namespace zq::http
