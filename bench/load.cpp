// One thread and one epoll: a connection is connecting, idle or waiting for its answer.
#include "load.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>
#include <deque>
#include <stdexcept>
#include <system_error>

namespace zq::bench {

namespace {

constexpr std::int64_t connect_limit_us = 20'000'000;
constexpr std::int64_t drain_limit_us = 30'000'000;

std::int64_t now_us() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
}

[[noreturn]] void fail(const char* what) {
    throw std::system_error{errno, std::generic_category(), what};
}

std::size_t number_at(std::string_view text) {
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

struct Connection {
    int descriptor = -1;
    bool waiting = false;
    std::int64_t sent_at = 0;
    std::string unsent;
    std::string received;
};

class Play {
public:
    Play(Script& script, int port, std::size_t connections)
        : script_{script}, port_{port}, connections_(connections) {
        epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
        if (epoll_ < 0) fail("epoll_create1");
    }
    ~Play() {
        for (const Connection& connection : connections_) {
            if (connection.descriptor >= 0) ::close(connection.descriptor);
        }
        ::close(epoll_);
    }
    Play(const Play&) = delete;
    Play& operator=(const Play&) = delete;

    LoadResult all(const std::vector<Phase>& phases) {
        connect_all();
        for (const Phase& phase : phases) run(phase);
        drain();
        return std::move(result_);
    }

private:
    // ---- connecting

    void connect_all() {
        for (std::size_t i = 0; i < connections_.size(); ++i) open(i);
        const std::int64_t limit = now_us() + connect_limit_us;
        while (idle_.size() < connections_.size()) {
            if (now_us() > limit) throw std::runtime_error{"not all connections came about"};
            wait(10);
        }
    }
    void open(std::size_t index) {
        Connection& connection = connections_[index];
        connection.descriptor =
            ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
        if (connection.descriptor < 0) fail("socket");
        const int yes = 1;
        ::setsockopt(connection.descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port_));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int status = ::connect(connection.descriptor,
                                     reinterpret_cast<const sockaddr*>(&address), sizeof address);
        if (status != 0 && errno != EINPROGRESS) fail("connect");
        watch(index, EPOLL_CTL_ADD, EPOLLOUT);
    }
    void watch(std::size_t index, int how, unsigned events) {
        epoll_event event{};
        event.events = events;
        event.data.u64 = index;
        if (::epoll_ctl(epoll_, how, connections_[index].descriptor, &event) != 0)
            fail("epoll_ctl");
    }
    void close_and_open_again(std::size_t index) {
        Connection& connection = connections_[index];
        if (connection.waiting) {
            ++result_.broken;
            --waiting_;
        } else {
            std::erase(idle_, index);
        }
        ::close(connection.descriptor);
        connection = {};
        open(index);
    }

    // ---- phases

    void run(const Phase& phase) {
        result_.phases.push_back({.phase = phase, .all = {}, .seconds = {}});
        result_.phases.back().seconds.resize(
            static_cast<std::size_t>(std::max(1.0, std::ceil(phase.seconds))));
        closed_ = phase.rate <= 0;
        began_ = now_us();
        ends_ = began_ + static_cast<std::int64_t>(phase.seconds * 1e6);
        std::int64_t taken = 0;  // of what the rate has made due
        if (closed_) send_on_idle();
        for (std::int64_t now = began_; now < ends_; now = now_us()) {
            if (!closed_) send_due(now, phase.rate, taken);
            wait(closed_ ? 100 : 1);
        }
    }
    void send_on_idle() {
        while (!idle_.empty()) send_next();
    }
    void send_due(std::int64_t now, double rate, std::int64_t& taken) {
        const auto due = static_cast<std::int64_t>(static_cast<double>(now - began_) * rate / 1e6);
        for (; taken < due && !idle_.empty(); ++taken) send_next();
        if (taken == due) return;
        PhaseResult& phase = result_.phases.back();
        phase.all.dropped += due - taken;
        second_of(phase, now).dropped += due - taken;
        taken = due;
    }
    static std::size_t second_at(const PhaseResult& phase, std::int64_t since_us) {
        return std::min(phase.seconds.size() - 1, static_cast<std::size_t>(since_us / 1'000'000));
    }
    Tally& second_of(PhaseResult& phase, std::int64_t now) const {
        return phase.seconds[second_at(phase, now - began_)];
    }
    void drain() {
        closed_ = false;
        ends_ = 0;
        const std::int64_t limit = now_us() + drain_limit_us;
        while (waiting_ > 0) {
            if (now_us() > limit) {
                throw std::runtime_error{std::to_string(waiting_) + " requests were not answered"};
            }
            wait(10);
        }
    }

    // ---- sending and receiving

    void send_next() {
        const std::size_t index = idle_.front();
        idle_.pop_front();
        Connection& connection = connections_[index];
        const std::string_view bytes = script_.next();
        connection.waiting = true;
        connection.sent_at = now_us();
        ++waiting_;
        ++result_.sent;
        const ssize_t sent =
            ::send(connection.descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent == static_cast<ssize_t>(bytes.size())) return;
        if (sent < 0 && errno != EAGAIN) return;  // epoll tells of it
        connection.unsent = bytes.substr(sent > 0 ? static_cast<std::size_t>(sent) : 0);
        watch(index, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
    }
    void wait(int timeout_ms) {
        epoll_event events[512];
        const int count = ::epoll_wait(epoll_, events, 512, timeout_ms);
        if (count < 0 && errno != EINTR) fail("epoll_wait");
        for (int i = 0; i < count; ++i) {
            const std::size_t index = events[i].data.u64;
            if (events[i].events & EPOLLOUT) write_on(index);
            if (events[i].events & (EPOLLIN | EPOLLERR | EPOLLHUP)) receive(index);
        }
    }
    void write_on(std::size_t index) {
        Connection& connection = connections_[index];
        if (!connection.waiting) {  // it was connecting
            int error = 0;
            socklen_t size = sizeof error;
            ::getsockopt(connection.descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
            if (error != 0) {
                throw std::system_error{error, std::generic_category(), "connecting to the server"};
            }
            watch(index, EPOLL_CTL_MOD, EPOLLIN);
            be_idle(index);
            return;
        }
        const ssize_t sent = ::send(connection.descriptor, connection.unsent.data(),
                                    connection.unsent.size(), MSG_NOSIGNAL);
        if (sent > 0) connection.unsent.erase(0, static_cast<std::size_t>(sent));
        if (connection.unsent.empty()) watch(index, EPOLL_CTL_MOD, EPOLLIN);
    }
    void receive(std::size_t index) {
        Connection& connection = connections_[index];
        char buffer[16 * 1024];
        const ssize_t got = ::recv(connection.descriptor, buffer, sizeof buffer, 0);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (got <= 0) return close_and_open_again(index);
        connection.received.append(buffer, static_cast<std::size_t>(got));
        Answer answer;
        const std::size_t bytes = script_.read(connection.received, answer);
        if (bytes == 0) return;
        if (!connection.waiting) throw std::runtime_error{"an answer that nobody asked for"};
        count(connection, answer);
        script_.answered(answer);
        connection.received.erase(0, bytes);
        connection.waiting = false;
        --waiting_;
        be_idle(index);
    }
    void be_idle(std::size_t index) {
        idle_.push_back(index);
        if (closed_) send_next();
    }
    void count(const Connection& connection, const Answer& answer) {
        ++result_.answered;
        const std::int64_t now = now_us();
        if (now >= ends_) return;
        PhaseResult& phase = result_.phases.back();
        const std::int64_t took = now - connection.sent_at;
        phase.all.by_status[answer.status].record(took);
        second_of(phase, now).by_status[answer.status].record(took);
    }

    Script& script_;
    int port_;
    int epoll_ = -1;
    std::vector<Connection> connections_;
    std::deque<std::size_t> idle_;
    std::int64_t waiting_ = 0;
    bool closed_ = false;
    std::int64_t began_ = 0;
    std::int64_t ends_ = 0;
    LoadResult result_;
};

void allow_descriptors() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

std::size_t read_http(std::string_view received, Answer& answer) {
    constexpr std::string_view end_of_head = "\r\n\r\n";
    const std::size_t head = received.find(end_of_head);
    if (head == std::string_view::npos) return 0;
    const std::string_view lines = received.substr(0, head);
    std::size_t length = 0;
    for (const std::string_view name : {"\r\nContent-Length: ", "\r\ncontent-length: "}) {
        const std::size_t at = lines.find(name);
        if (at != std::string_view::npos) length = number_at(lines.substr(at + name.size()));
    }
    const std::size_t begin = head + end_of_head.size();
    if (received.size() < begin + length) return 0;
    answer.status = static_cast<int>(number_at(received.substr(9)));
    answer.body = received.substr(begin, length);
    return begin + length;
}

std::size_t read_redis(std::string_view received, Answer& answer) {
    const std::size_t end = received.find("\r\n");
    if (end == std::string_view::npos) return 0;
    answer.body = received.substr(1, end - 1);
    answer.status = received[0] == '-' ? 500 : number_at(answer.body) > 0 ? 201 : 409;
    return end + 2;
}

LoadResult play(Script& script, int port, std::size_t connections,
                const std::vector<Phase>& phases) {
    allow_descriptors();
    return Play{script, port, connections}.all(phases);
}

}  // namespace zq::bench
