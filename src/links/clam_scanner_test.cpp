// Against a real clamd that knows one virus only: the test string of EICAR, by a signature of ours.
#include "links/clam_scanner.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <thread>

#include "links/test_peer.h"

namespace zq {
namespace {

namespace fs = std::filesystem;

// In two halves, so that no scanner takes this file or the program for it.
const std::string eicar =
    std::string{R"(X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-)"} + "ANTIVIRUS-TEST-FILE!$H+H*";

std::string hex(const std::string& bytes) {
    std::string text;
    for (const char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return text;
}

std::uint16_t free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof place;
    auto* address = reinterpret_cast<sockaddr*>(&place);
    const bool bound =
        ::bind(socket, address, length) == 0 && ::getsockname(socket, address, &length) == 0;
    ::close(socket);
    if (!bound) throw std::runtime_error{"no free port"};
    return ntohs(place.sin_port);
}

// clamd as nobody in particular, on a port and on a socket.
class Daemon {
public:
    Daemon() {
        fs::create_directories(folder_ / "signatures");
        folder_.written("signatures/own.ndb", "Zuoquan.Test.Eicar:0:*:" + hex(eicar) + "\n");
        std::string config = fmt::format(
            "Foreground yes\nDatabaseDirectory {0}/signatures\nTemporaryDirectory {0}\n"
            "LocalSocket {0}/socket\nTCPAddr 127.0.0.1\nTCPSocket {1}\nStreamMaxLength 1M\n",
            folder_.path().string(), port_);
        if (::getuid() == 0) {
            config += "User nobody\n";
            for (const auto& path : {folder_.path(), folder_ / "signatures"}) {
                fs::permissions(path, fs::perms::all);
            }
        }
        const auto file = folder_.written("clamd.conf", config);
        peer_.emplace(std::vector<std::string>{"/usr/sbin/clamd", "--config-file", file.string()});
    }

    ScannerAddress on_port() const { return {.host = "127.0.0.1", .port = port_, .socket = {}}; }
    ScannerAddress on_socket() const {
        return {.host = {}, .port = 0, .socket = folder_ / "socket"};
    }
    const TestFolder& folder() const { return folder_; }

private:
    TestFolder folder_;
    std::uint16_t port_ = free_port();
    std::optional<TestPeer> peer_;
};

class ClamScannerTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        clamd = std::make_unique<Daemon>();
        const auto file = clamd->folder().written("first", "harmless");
        for (int tries = 0; tries < 300; ++tries) {
            try {
                ClamScanner{clamd->on_port()}.scan(file);
                ClamScanner{clamd->on_socket()}.scan(file);
                return;
            } catch (const std::exception&) {
                std::this_thread::sleep_for(std::chrono::milliseconds{100});
            }
        }
        FAIL() << "clamd does not answer; ./dev test installs it";
    }
    static void TearDownTestSuite() { clamd.reset(); }

    std::string scanned(const std::string& content, const ScannerAddress& by = clamd->on_port()) {
        return ClamScanner{by}.scan(folder_.written("file", content));
    }
    static std::unique_ptr<Daemon> clamd;
    TestFolder folder_;
};

std::unique_ptr<Daemon> ClamScannerTest::clamd;

TEST_F(ClamScannerTest, finds_nothing_in_what_is_harmless) {
    EXPECT_EQ(scanned("harmless"), "");
    EXPECT_EQ(scanned(""), "");
    EXPECT_EQ(scanned(std::string(1'000'000, 'x')), "");
}

TEST_F(ClamScannerTest, names_what_it_finds) {
    EXPECT_EQ(scanned(eicar), "Zuoquan.Test.Eicar.UNOFFICIAL");
    EXPECT_EQ(scanned(std::string(900'000, 'x') + eicar), "Zuoquan.Test.Eicar.UNOFFICIAL");
    EXPECT_EQ(scanned(eicar, clamd->on_socket()), "Zuoquan.Test.Eicar.UNOFFICIAL");
}

TEST_F(ClamScannerTest, looks_into_a_pdf) {
    const std::string packed = hex(eicar) + ">";
    const std::string pdf = fmt::format(
        "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        "2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
        "3 0 obj\n<</Length {}/Filter/ASCIIHexDecode>>\nstream\n{}\nendstream\nendobj\n"
        "trailer\n<</Root 1 0 R/Size 4>>\n%%EOF\n",
        packed.size(), packed);
    ASSERT_EQ(pdf.find(eicar), std::string::npos);
    EXPECT_EQ(scanned(pdf), "Zuoquan.Test.Eicar.UNOFFICIAL");
}

TEST_F(ClamScannerTest, what_was_not_scanned_whole_is_not_clean) {
    EXPECT_THROW(scanned(std::string((1 << 20) + 1, 'x')), OutOfReach);
    EXPECT_THROW(scanned(std::string(20 << 20, 'x')), OutOfReach);
    EXPECT_THROW(ClamScanner{clamd->on_port()}.scan(folder_ / "nowhere"), std::runtime_error);
}

TEST_F(ClamScannerTest, without_a_scanner_nothing_is_clean) {
    const ScannerAddress nobody{.host = "127.0.0.1", .port = free_port(), .socket = {}};
    EXPECT_THROW(scanned("harmless", nobody), OutOfReach);
    const ScannerAddress no_socket{.host = {}, .port = 0, .socket = folder_ / "none"};
    EXPECT_THROW(scanned("harmless", no_socket), OutOfReach);
}

// A listener that says the given words, or nothing at all.
std::string scanned_by_one_who_says(const std::string& words, const fs::path& file) {
    TestPeer peer{{"python3", "-uc",
                   "import socket, sys\n"
                   "listener = socket.create_server(('127.0.0.1', 0))\n"
                   "print(listener.getsockname()[1])\n"
                   "talk = listener.accept()[0]\n"
                   "heard = b''\n"
                   "while not heard.endswith(bytes(4)): heard += talk.recv(1000)\n"
                   "talk.sendall(sys.argv[1].encode())\n"
                   "if sys.argv[1]: talk.close()\n"
                   "sys.stdin.read()\n",
                   words}};
    const auto port = static_cast<std::uint16_t>(std::stoi(peer.line()));
    return ClamScanner{{.host = "127.0.0.1", .port = port, .socket = {}}, std::chrono::seconds{1}}
        .scan(file);
}

TEST_F(ClamScannerTest, believes_only_what_it_understands) {
    const auto file = folder_.written("file", "harmless");
    EXPECT_EQ(scanned_by_one_who_says("stream: OK", file), "");
    for (const char* words : {"stream: OK?", "OK", "stream:  FOUND", "stream: FOUND",
                              "stream: Can't allocate memory ERROR", "UNKNOWN COMMAND", ""}) {
        EXPECT_THROW(scanned_by_one_who_says(words, file), OutOfReach) << words;
    }
}

TEST(ScannerAddress, is_on_this_machine) {
    EXPECT_EQ(scanner_address("127.0.0.1:3310").port, 3310);
    EXPECT_EQ(scanner_address("localhost:3310").host, "127.0.0.1");
    EXPECT_EQ(scanner_address("[::1]:3310").host, "::1");
    EXPECT_EQ(scanner_address("unix:/run/clamav/clamd.ctl").socket, "/run/clamav/clamd.ctl");
    for (const std::string text :
         {"", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:3310x",
          "10.0.0.1:3310", "clamav:3310", "127.evil.example:3310", "unix:relative"}) {
        EXPECT_THROW(scanner_address(text), std::runtime_error) << text;
    }
    EXPECT_THROW(scanner_address("unix:/" + std::string(200, 'x')), std::runtime_error);
}

}  // namespace
}  // namespace zq
