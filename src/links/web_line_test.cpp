// Against a server of a few lines that says what a test wants, well or badly.
#include "links/web_line.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <mutex>
#include <thread>

namespace zq {
namespace {

// Answers every request with the same bytes and closes.
class Speaker {
public:
    explicit Speaker(std::string answer) : answer_{std::move(answer)} {
        listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof place;
        auto* address = reinterpret_cast<sockaddr*>(&place);
        if (::bind(listening_, address, length) != 0 || ::listen(listening_, 5) != 0 ||
            ::getsockname(listening_, address, &length) != 0) {
            throw std::runtime_error{"no port for a test"};
        }
        port_ = ntohs(place.sin_port);
        thread_ = std::thread{[this] { serve(); }};
    }
    ~Speaker() {
        ::shutdown(listening_, SHUT_RDWR);
        thread_.join();
        ::close(listening_);
    }
    Speaker(const Speaker&) = delete;
    Speaker& operator=(const Speaker&) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/keys"; }
    std::string heard() {
        const std::scoped_lock lock{mutex_};
        return heard_;
    }

private:
    void serve() {
        for (;;) {
            const int peer = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
            if (peer < 0) return;
            char bytes[65536];
            const ssize_t count = ::recv(peer, bytes, sizeof bytes, 0);
            {
                const std::scoped_lock lock{mutex_};
                heard_.append(bytes, count > 0 ? static_cast<std::size_t>(count) : 0);
            }
            // Nothing to say: the other side waits until it has had enough.
            if (answer_.empty()) ::recv(peer, bytes, sizeof bytes, 0);
            ::send(peer, answer_.data(), answer_.size(), MSG_NOSIGNAL);
            ::close(peer);
        }
    }

    std::string answer_;
    int listening_ = -1;
    std::uint16_t port_ = 0;
    std::mutex mutex_;
    std::string heard_;
    std::thread thread_;
};

std::string answer_of(int status, const std::string& body, const std::string& more = "") {
    return "HTTP/1.1 " + std::to_string(status) +
           " X\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + more +
           "Connection: close\r\n\r\n" + body;
}

TEST(WebLine, carries_questions_and_answers) {
    Speaker speaker{answer_of(200, R"({"keys":[]})")};
    WebLine line;
    const LineAnswer answer = line.get(speaker.url());
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"keys":[]})");
    EXPECT_TRUE(speaker.heard().starts_with("GET /keys HTTP/1.1\r\n")) << speaker.heard();
    line.post(speaker.url(), "grant_type=authorization_code&code=a%26b", "Basic eDp5");
    EXPECT_TRUE(speaker.heard().contains("\r\nAuthorization: Basic eDp5\r\n")) << speaker.heard();
    EXPECT_TRUE(speaker.heard().contains("\r\nContent-Type: application/x-www-form-urlencoded"));
    EXPECT_TRUE(speaker.heard().ends_with("grant_type=authorization_code&code=a%26b"));
}

TEST(WebLine, gives_a_refusal_back_as_it_is) {
    Speaker speaker{answer_of(400, R"({"error":"invalid_grant"})")};
    EXPECT_EQ(WebLine{}.post(speaker.url(), "", "").status, 400);
}

TEST(WebLine, follows_nobody_elsewhere) {
    Speaker elsewhere{answer_of(200, "{}")};
    Speaker speaker{answer_of(302, "", "Location: " + elsewhere.url() + "\r\n")};
    EXPECT_EQ(WebLine{}.get(speaker.url()).status, 302);
    EXPECT_EQ(elsewhere.heard(), "");
}

TEST(WebLine, has_enough_at_some_time) {
    Speaker talkative{answer_of(200, std::string(100'000, 'x'))};
    WebLine line{{.connect_timeout = std::chrono::milliseconds{500},
                  .timeout = std::chrono::milliseconds{700},
                  .answer_bytes_max = 50'000}};
    EXPECT_THROW(line.get(talkative.url()), OutOfReach);
    Speaker silent{""};
    EXPECT_THROW(line.get(silent.url()), OutOfReach);
    EXPECT_THROW(line.get("http://127.0.0.1:1/"), OutOfReach);
    EXPECT_THROW(line.get("file:///etc/hostname"), OutOfReach);
    EXPECT_THROW(line.get("https://127.0.0.1:1/"), OutOfReach);
}

}  // namespace
}  // namespace zq
