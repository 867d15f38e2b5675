// One connection for a file, by clamd's command INSTREAM: pieces with their length before them, an
// empty one at the end, then one line of answer.
#include "links/clam_scanner.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace zq {

namespace {

constexpr std::size_t piece_bytes = 64 * 1024;
constexpr std::size_t most_answer = 4 * 1024;

[[noreturn]] void fail() {
    throw OutOfReach{"asking the virus scanner: " + std::generic_category().message(errno)};
}

class Socket {
public:
    Socket(int family, std::chrono::seconds timeout)
        : number_{::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
        if (number_ < 0) fail();
        const timeval wait{.tv_sec = timeout.count(), .tv_usec = 0};
        ::setsockopt(number_, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);  // connecting, too
        ::setsockopt(number_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    }
    ~Socket() { ::close(number_); }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    template <class Address>
    void connect(const Address& address) const {
        const auto* place = reinterpret_cast<const sockaddr*>(&address);
        if (::connect(number_, place, sizeof address) != 0) fail();
    }
    // False when the other side takes no more: then it may have said why.
    bool send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(number_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno == EINTR) continue;
            if (sent < 0 && (errno == EPIPE || errno == ECONNRESET)) return false;
            if (sent < 0) fail();
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    // Up to a zero byte or the end.
    std::string receive() const {
        std::string text;
        std::array<char, 512> bytes{};
        while (text.size() < most_answer && !text.ends_with('\0')) {
            const ssize_t received = ::recv(number_, bytes.data(), bytes.size(), 0);
            if (received < 0 && errno == EINTR) continue;
            if (received < 0) fail();
            if (received == 0) break;
            text.append(bytes.data(), static_cast<std::size_t>(received));
        }
        return text.substr(0, text.find('\0'));
    }

private:
    int number_;
};

int family_of(const ScannerAddress& address) {
    if (!address.socket.empty()) return AF_UNIX;
    return address.host == "::1" ? AF_INET6 : AF_INET;
}

void connect(const Socket& socket, const ScannerAddress& address) {
    if (!address.socket.empty()) {
        sockaddr_un place{};
        place.sun_family = AF_UNIX;
        const std::string path = address.socket.string();
        path.copy(place.sun_path, sizeof place.sun_path - 1);
        socket.connect(place);
    } else if (family_of(address) == AF_INET6) {
        sockaddr_in6 place{};
        place.sin6_family = AF_INET6;
        place.sin6_port = htons(address.port);
        place.sin6_addr = in6addr_loopback;
        socket.connect(place);
    } else {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_port = htons(address.port);
        ::inet_pton(AF_INET, address.host.c_str(), &place.sin_addr);
        socket.connect(place);
    }
}

// The length comes first, the highest byte first.
bool send_piece(const Socket& socket, std::string_view bytes) {
    const std::uint32_t length = htonl(static_cast<std::uint32_t>(bytes.size()));
    std::string head(sizeof length, '\0');
    std::memcpy(head.data(), &length, sizeof length);
    return socket.send(head) && socket.send(bytes);
}

void send_file(const Socket& socket, const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    if (!in) throw std::runtime_error{"reading " + file.string() + " for the virus scanner"};
    if (!socket.send(std::string_view{"zINSTREAM\0", 10})) return;
    std::string piece(piece_bytes, '\0');
    bool taken = true;
    while (taken && in) {
        in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        const std::string_view bytes{piece.data(), static_cast<std::size_t>(in.gcount())};
        if (!bytes.empty()) taken = send_piece(socket, bytes);
    }
    if (in.bad()) throw std::runtime_error{"reading " + file.string() + " for the virus scanner"};
    if (taken) send_piece(socket, {});
}

// "stream: OK" or "stream: NAME FOUND"; whatever else is said is an error.
std::string virus_in(const std::string& answer) {
    constexpr std::string_view begin = "stream: ";
    constexpr std::string_view end = " FOUND";
    if (answer == "stream: OK") return {};
    if (answer.starts_with(begin) && answer.ends_with(end) &&
        answer.size() > begin.size() + end.size()) {
        return answer.substr(begin.size(), answer.size() - begin.size() - end.size());
    }
    throw OutOfReach{"the virus scanner says '" + answer + "'"};
}

[[noreturn]] void refuse(const std::string& text) {
    throw std::runtime_error{"the virus scanner's address is '" + text +
                             "'; a port of this machine as '127.0.0.1:3310' or a socket as "
                             "'unix:/run/clamav/clamd.ctl' would be right"};
}

}  // namespace

ScannerAddress scanner_address(const std::string& text) {
    if (text.starts_with("unix:/")) {
        if (text.size() - 5 >= sizeof sockaddr_un{}.sun_path) refuse(text);
        return {.host = {}, .port = 0, .socket = text.substr(5)};
    }
    const auto colon = text.rfind(':');
    if (colon == std::string::npos) refuse(text);
    ScannerAddress address{.host = text.substr(0, colon), .port = 0, .socket = {}};
    if (address.host == "localhost") address.host = "127.0.0.1";
    if (address.host == "[::1]") address.host = "::1";
    in_addr v4{};
    const bool is_here =
        address.host == "::1" ||
        (address.host.starts_with("127.") && ::inet_pton(AF_INET, address.host.c_str(), &v4) == 1);
    const char* end = text.data() + text.size();
    const auto [last, error] = std::from_chars(text.data() + colon + 1, end, address.port);
    if (!is_here || error != std::errc{} || last != end || address.port == 0) refuse(text);
    return address;
}

std::string ClamScanner::scan(const std::filesystem::path& file) {
    const Socket socket{family_of(address_), timeout_};
    connect(socket, address_);
    send_file(socket, file);
    return virus_in(socket.receive());
}

}  // namespace zq
