// What stands at the door: broken requests, floods, keys, passwords, origins, files, idle crowds
// and the end.
#include <sys/resource.h>

#include <boost/json/serialize.hpp>

#include <fstream>
#include <future>

#include "world.h"

namespace zq::http {
namespace {

World& world() {
    static World* const made = [] {
        Settings settings = World::usual();
        settings.header_timeout_s = 2;
        settings.body_timeout_s = 2;
        settings.idle_timeout_s = 20;
        settings.json_bytes_max = 64 * 1024;
        settings.file_bytes_max = 256 * 1024;
        return new World{StoreKind::memory, settings};
    }();
    return *made;
}

Answer raw(const std::string& bytes) {
    Connection connection{world().port()};
    connection.send(bytes);
    return connection.receive();
}

std::string post_draft(const std::string& more, const std::string& body) {
    return "POST " + World::in_2023("/products") + " HTTP/1.1\r\nHost: h\r\nContent-Type: " +
           "application/json\r\nCookie: " + world().by("S1").cookie + "\r\n" + more +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

const std::string draft = R"({"name":"x","direction":"cloud","price":"1.00"})";

// ---- broken requests

TEST(TheDoor, AnswersBrokenRequestsAndLives) {
    const std::string broken[] = {
        "NONSENSE\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET /healthz HTTP/1.1\r\n\r\n",  // no host
        "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /healthz?a=1&a=2 HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /api/v1/programmes/beijing-2023/orders/%00 HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: h\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n",
        "POST /api/v1/session HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: "
        "chunked\r\n\r\n0\r\n\r\n",
        "POST /api/v1/session HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
        "POST /api/v1/session HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: "
        "6\r\n\r\n",
        "POST /api/v1/session HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    };
    for (const std::string& bytes : broken) {
        const Answer answer = raw(bytes);
        EXPECT_TRUE(answer.status == 400 || answer.status == 413 || answer.status == 0)
            << answer.status << " to " << bytes.substr(0, 80);
    }
    EXPECT_EQ(world().by("").get("/healthz").status, 200);
}

TEST(TheDoor, KnowsItsMethodsAndAddresses) {
    EXPECT_EQ(world().by("").get("/nothing/here").status, 404);
    EXPECT_EQ(world().by("").get("/.git/config").status, 404);
    for (const std::string method : {"TRACE", "PUT", "DELETE", "PATCH", "BREW", "OPTIONS"}) {
        const Answer answer = raw(method + " /healthz HTTP/1.1\r\nHost: h\r\n\r\n");
        EXPECT_EQ(answer.status, 405) << method;
        EXPECT_EQ(answer.header("allow"), "GET");
    }
    const Answer head = [] {
        Connection connection{world().port()};
        connection.send("HEAD /healthz HTTP/1.1\r\nHost: h\r\n\r\n");
        return connection.receive(false);
    }();
    EXPECT_EQ(head.status, 200);
    EXPECT_TRUE(head.body.empty());
}

TEST(TheDoor, TakesPipelinedRequestsInOrder) {
    Connection connection{world().port()};
    connection.send(
        "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\nGET /nothing HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(connection.receive().status, 200);
    EXPECT_EQ(connection.receive().status, 404);
}

TEST(TheDoor, TimesOutSlowHeadersAndBodies) {
    Connection header{world().port()};
    header.send("GET /healthz HT");
    Connection body{world().port()};
    body.send("POST /api/v1/session HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n{");
    const auto began = std::chrono::steady_clock::now();
    EXPECT_NE(header.receive().status, 200);
    EXPECT_NE(body.receive().status, 200);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{10});
}

// A stranger cannot make the server take in twenty megabytes before it says no.
TEST(TheDoor, RefusesAFileBeforeItsBodyComes) {
    const auto announced = [](const std::string& cookie) {
        return "POST /api/v1/files HTTP/1.1\r\nHost: h\r\nContent-Type: application/pdf\r\n"
               "Idempotency-Key: before-the-body\r\n" +
               cookie + "Expect: 100-continue\r\nContent-Length: 200000\r\n\r\n";
    };
    EXPECT_EQ(raw(announced("")).status, 401);
    EXPECT_EQ(raw(announced("Cookie: " + world().by("officer").cookie + "\r\n")).status, 403);
    EXPECT_EQ(raw(announced("Cookie: " + world().by("S1").cookie + "\r\n")).status, 100);
}

TEST(TheDoor, LimitsBodies) {
    const std::string large = R"({"name":")" + std::string(70'000, 'x') + "\"}";
    EXPECT_EQ(raw(post_draft("Idempotency-Key: large-body-1\r\n", large)).status, 413);
    const std::string lying = "POST " + World::in_2023("/products") +
                              " HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999\r\n\r\n";
    EXPECT_EQ(raw(lying).status, 413);
}

// ---- queries

TEST(TheDoor, RefusesQueriesItDoesNotKnow) {
    Browser& auditor = world().by("auditor");
    for (const std::string query :
         {"?zzz=1", "?sort=enterprise;drop", "?limit=0", "?limit=201", "?limit=x", "?cursor=zzz",
          "?cursor=WyIiLDFd", "?amount_min=1", "?product=x", "?frozen=yes"}) {
        auditor.expect(400, {.path = World::in_2023("/orders" + query)});
    }
    auditor.expect(200, {.path = World::in_2023("/orders?status=%27%20or%201%3D1%20--")});
    auditor.expect(200, {.path = World::in_2023("/enterprises?name=%25%27%3B--")});
    world().by("E1").expect(400, {.method = "POST",
                                  .path = World::in_2023("/orders?product=2"),
                                  .body = R"({"product":1})"});
}

// ---- keys

TEST(TheKeys, MakeOneEffectOfTenRequestsAtOnce) {
    std::vector<std::future<std::string>> answers;
    for (int i = 0; i < 10; ++i) {
        answers.push_back(std::async(std::launch::async, [] {
            return raw(post_draft("Idempotency-Key: ten-at-once\r\n", draft)).body;
        }));
    }
    std::set<std::string> bodies;
    for (auto& answer : answers) bodies.insert(answer.get());
    EXPECT_EQ(bodies.size(), 1U);
}

// ---- sessions

TEST(Sessions, CookiesAreNotGuessedOrForged) {
    Browser& visitor = world().by("");
    for (const std::string& cookie :
         {std::string{"zuoquan="}, "zuoquan=" + std::string(64, '0'),
          std::string{"zuoquan=../../x"}, std::string{"x=1; zuoquan"}}) {
        visitor.expect(401, {.path = "/api/v1/me", .more = {"Cookie: " + cookie}});
    }
    visitor.expect(401,
                   {.path = "/api/v1/me", .more = {"X-User-Id: 1", "X-Forwarded-For: 10.0.0.1"}});
}

// ---- files

TEST(Files, AreWhatTheySayAndNotTooLarge) {
    Browser& seller = world().by("S1");
    const auto upload = [&](const std::string& body, const std::string& type,
                            const std::string& name = "a.pdf") {
        return seller.ask({.method = "POST",
                           .path = "/api/v1/files?name=" + name,
                           .body = body,
                           .media_type = type});
    };
    const std::string pdf = pdf_saying("x");
    EXPECT_EQ(upload(pdf_saying(std::string(200'000, 'x')), "application/pdf").status, 201);
    EXPECT_EQ(upload(pdf, "image/png").status, 415);
    EXPECT_EQ(upload("MZ\x90", "application/pdf").status, 415);
    EXPECT_EQ(upload(pdf, "application/pdf", "..%2F..%2Fx").status, 400);
    EXPECT_EQ(upload(pdf, "application/pdf", std::string(301, 'x')).status, 400);
    EXPECT_EQ(upload(pdf_saying(std::string(300'000, 'x')), "application/pdf").status, 413);
    const Answer active = upload(active_pdf(), "application/pdf");
    EXPECT_EQ(active.status, 422);
    EXPECT_EQ(text(active.json(), "code"), "file-active");
    const Answer broken = upload(pdf.substr(0, pdf.size() / 2), "application/pdf");
    EXPECT_EQ(broken.status, 422);
    EXPECT_EQ(text(broken.json(), "code"), "file-broken");
    std::size_t left_over = 0;
    for (const auto& entry : std::filesystem::directory_iterator{world().folder / "files"}) {
        if (entry.path().filename().string().starts_with("incoming-")) ++left_over;
    }
    EXPECT_EQ(left_over, 0U) << "what was refused leaves nothing behind";
    for (const std::string& address : {std::string{"/api/v1/files/..%2F..%2Fetc%2Fpasswd"},
                                       "/api/v1/files/" + std::string(64, 'A')}) {
        seller.expect(404, {.path = address});
    }
}

TEST(Files, ThatAreNamedMustBeOnesOwn) {
    const std::string body =
        R"({"name":"x","direction":"cloud","documents":[{"kind":"contract","file":")" +
        std::string(64, 'b') + R"("}]})";
    const json::object answer = world().by("S1").posted(World::in_2023("/products"), body, 422);
    EXPECT_EQ(answer.at("errors").at(0).at("pointer"), json::value("/documents/0/file"));
}

TEST(EveryAnswer, IsNotForCachesAndCarriesItsHeaders) {
    for (const std::string login : {"", "E1"}) {
        const Answer answer = world().by(login).get(World::in_2023("/statistics"));
        EXPECT_EQ(answer.header("cache-control"), "no-store");
        EXPECT_TRUE(answer.header("content-security-policy").contains("default-src 'none'"));
        EXPECT_EQ(answer.header("referrer-policy"), "no-referrer");
        EXPECT_TRUE(answer.header("server").empty());
        EXPECT_EQ(answer.header("content-type"), "application/json; charset=utf-8");
    }
}

// ---- crowds

TEST(TheDoor, HoldsAnIdleCrowd) {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    // Both ends are in this process; tests/api/idle_crowd.py holds 10,000 against the real program.
    const std::size_t crowd = std::min<std::size_t>(4000, limit.rlim_cur / 3);
    std::vector<std::unique_ptr<Connection>> idle;
    for (std::size_t i = 0; i < crowd; ++i) {
        idle.push_back(std::make_unique<Connection>(world().port()));
    }
    EXPECT_EQ(world().by("").get("/healthz").status, 200);
    idle[crowd / 2]->send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(idle[crowd / 2]->receive().status, 200);
    idle.clear();
    EXPECT_EQ(world().by("").get("/readyz").status, 200);
}

TEST(TheDoor, AnswersManyAtOnce) {
    std::vector<std::future<int>> workers;
    for (int w = 0; w < 8; ++w) {
        workers.push_back(std::async(std::launch::async, [] {
            Connection connection{world().port()};
            int good = 0;
            for (int i = 0; i < 100; ++i) {
                connection.send("GET " + World::in_2023("/catalogue") +
                                " HTTP/1.1\r\nHost: h\r\n\r\n");
                if (connection.receive().status == 200) ++good;
            }
            return good;
        }));
    }
    for (auto& worker : workers) EXPECT_EQ(worker.get(), 100);
}

// ---- the end

TEST(TheEnd, AnswersWhatItAccepted) {
    World city;
    Connection idle{city.port()};
    Browser& seller = city.by("S1");
    const std::string request =
        "POST " + World::in_2023("/products") +
        " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nCookie: " + seller.cookie +
        "\r\nIdempotency-Key: at-the-end\r\nContent-Length: " + std::to_string(draft.size()) +
        "\r\n\r\n";
    Connection busy{city.port()};
    busy.send(request + draft.substr(0, 10));
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    std::thread ending{[&] { city.stop(); }};
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    busy.send(draft.substr(10));
    const Answer answer = busy.receive();
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.header("connection"), "close");
    ending.join();
    EXPECT_TRUE(idle.is_closed());
    EXPECT_THROW(Connection{city.port()}, std::exception);
}

}  // namespace
}  // namespace zq::http
