// A city in small behind a real server: offices, two enterprises, two providers, and their logins.
//
// The programme's clock stands still until a test moves it; every answer is checked against the
// contract.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

#include "app/notary.h"
#include "client.h"
#include "contract.h"
#include "http/feed.h"
#include "http/keyring.h"
#include "http/limiter.h"
#include "http/metrics.h"
#include "http/server.h"
#include "links/folder_shelf.h"
#include "papers/made/press.h"
#include "papers/reading/reader_process.h"

namespace zq::http {

inline constexpr const char* password = "correct horse";

// A page that says this, as a PDF.
std::string pdf_saying(const std::string& words);
// One that would run a script when it is opened.
std::string active_pdf();

class StillClock : public Clock {
public:
    Instant now() override { return at; }
    Instant at;
};

struct Ask {
    std::string method = "GET";
    std::string path{};
    std::string body{};
    std::string media_type = "application/json";
    std::string key{};  // empty with POST: a fresh one; "none": none is sent
    std::string if_match{};
    std::vector<std::string> more{};  // header lines
};

// The real clock, and how much further a test has it.
class RunningClock : public Clock {
public:
    Instant now() override { return plus_seconds(real_.now(), ahead_s); }
    std::atomic<std::int64_t> ahead_s = 0;

private:
    SystemClock real_;
};

// One person's browser: a cookie and a connection.
class World;
class Browser {
public:
    Browser(World& world, std::string login);

    Answer get(const std::string& path) { return ask({.path = path}); }
    Answer post(const std::string& path, const std::string& body = "{}",
                const std::string& key = "") {
        return ask({.method = "POST", .path = path, .body = body, .key = key});
    }
    Answer ask(const Ask& asked);
    // Sends and expects this status; the answer's JSON.
    json::object expect(int status, const Ask& asked);
    json::object posted(const std::string& path, const std::string& body = "{}", int status = 200) {
        return expect(status, {.method = "POST", .path = path, .body = body});
    }
    json::object got(const std::string& path) { return expect(200, {.path = path}); }
    std::string etag(const std::string& path) { return get(path).header("etag"); }

    std::string cookie;

private:
    World& world_;
    std::unique_ptr<Connection> connection_;
};

enum class StoreKind { memory, sqlite };

class World {
public:
    explicit World(StoreKind kind = StoreKind::memory, Settings settings = usual());
    ~World();

    // A browser that is logged in; "" is the public.
    Browser& by(const std::string& login);
    void move_to(const std::string& instant);
    std::uint16_t port() const { return server_->port(); }
    Server& server() { return *server_; }
    Store& store() { return *store_; }
    UseCases& use_cases() { return *use_cases_; }
    Notary& notary() { return *notary_; }
    FileShelf& shelf() { return *shelf_; }
    const Keyring& keyring() { return keyring_; }
    app::PaperReader& paper_reader() { return paper_reader_; }
    // From now on; files that came before are as they were.
    void scan_with(std::unique_ptr<VirusScanner> scanner);
    // From now on one can log in by it; null: by a password only.
    void trust(IdentityProvider* provider) { services_->identity = provider; }
    Clock& clock() { return running_; }
    std::string fresh_key() { return "key-" + std::to_string(++keys_) + "-of-a-test"; }
    void stop();
    // Sessions, codes and limits see that so much time has gone by.
    void wait(std::int64_t seconds) { running_.ahead_s += seconds; }
    Instant now() { return running_.now(); }
    // What an authenticator shows now for a second factor's secret, as it was told.
    std::string code_of(const std::string& secret);
    // What most tests want: staff without a second factor.
    static Settings usual();

    // "/api/v1/programmes/beijing-2023"
    static std::string in_2023(const std::string& rest) {
        return "/api/v1/programmes/beijing-2023" + rest;
    }
    static std::string in_2025(const std::string& rest) {
        return "/api/v1/programmes/beijing-2025" + rest;
    }

    std::map<std::string, std::int64_t> organisations;  // by short name: "E1", "S1", "bureau" …
    const std::filesystem::path folder;

private:
    friend class Browser;
    PartyId add_organisation(const std::string& name, const std::string& kind);
    void add_person(const std::string& login, PartyId organisation, Role role);
    void add_parties();
    Answer last_;

    std::unique_ptr<Store> store_;
    StillClock system_;
    std::unique_ptr<DemoClock> clock_;
    RunningClock running_;
    std::unique_ptr<UseCases> use_cases_;
    Limiter limiter_;
    Metrics metrics_;
    std::unique_ptr<Feed> feed_;
    std::unique_ptr<FiguresDesk> figures_;
    std::unique_ptr<Notary> notary_;
    Keyring keyring_ = Keyring::of_chance();
    papers::Press press_;
    papers::ReaderProcess paper_reader_{papers::ReaderProcess::beside_this_program()};
    std::unique_ptr<FileShelf> shelf_;
    std::unique_ptr<VirusScanner> scanner_;
    std::unique_ptr<Intake> intake_;
    std::unique_ptr<Hands> hands_;
    std::unique_ptr<Hands> paper_hands_;
    std::unique_ptr<Hands> outside_hands_;
    std::unique_ptr<Writer> writer_;
    std::unique_ptr<Services> services_;
    std::unique_ptr<Server> server_;
    std::thread thread_;
    std::map<std::string, std::unique_ptr<Browser>> browsers_;
    int keys_ = 0;
    std::int64_t codes_ = 100;
};

// Holds an answer, and a request that was taken, against the contract; complaints are failures.
void check_answer(const Ask& asked, const Answer& answer);

// Who has this role in the small city; "" is the public.
std::string login_of(Role role);
// Somebody with one of these roles; the public where it may.
std::string login_for(const std::set<std::string>& roles);

std::string text(const json::object& object, std::string_view name);
// The problem's code; "" when it was taken.
std::string code_in(const Answer& answer);
std::int64_t number(const json::object& object, std::string_view name);

}  // namespace zq::http
