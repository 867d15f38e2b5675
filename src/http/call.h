// A call: one request on its way through a handler, with what handlers share.
#pragma once

#include <functional>

#include "app/clock.h"
#include "app/figures.h"
#include "app/intake.h"
#include "app/paper_press.h"
#include "app/writer.h"
#include "http/codec.h"
#include "http/message.h"
#include "http/password_policy.h"
#include "http/problem.h"
#include "http/roles.h"

namespace zq {
class Notary;
class ReadingRoom;
}

namespace zq::http {

class Feed;
class Hands;
class IdentityProvider;
class Keyring;
class Limiter;
class Metrics;
class Pages;

// A login of a demonstration, shown to everybody.
struct DemoLogin {
    std::string login;
    std::string password;
    Role role = Role::public_visitor;
    std::string title;  // whose it is
};

struct Settings {
    std::filesystem::path files = "data/files";
    std::string public_url;  // "https://vouchers.example.org", for codes on papers; empty: the Host
    std::vector<std::string> trusted_proxies;  // whose X-Forwarded-For is believed
    bool behind_tls = false;  // a proxy in front ends TLS: cookies are Secure, HSTS is sent
    bool demo = false;
    bool mail = false;  // persons can have messages sent by mail
    bool second_factor_for_staff = true;
    PasswordPolicy passwords = PasswordPolicy::asvs;
    std::int64_t fresh_for_s = 5 * 60;  // grave acts ask for the password again after that
    std::vector<DemoLogin> demo_logins;
    std::size_t json_bytes_max = 1 << 20;
    std::size_t csv_bytes_max = 16 << 20;
    std::size_t file_bytes_max = 20 << 20;
    std::int64_t requests_per_minute = 0;                 // of one person; 0: as many as they like
    Held held_max{.files = 20'000, .bytes = 20LL << 30};  // by one organisation
    std::size_t queue_max = 4096;  // reads at once; a writer bounds the commands
    std::size_t connections_max = 16'000;
    int workers = 4;
    int header_timeout_s = 10;
    int body_timeout_s = 60;
    int write_timeout_s = 60;
    int idle_timeout_s = 75;
    int stop_timeout_s = 20;
};

struct Services {
    UseCases& use_cases;
    Store& store;
    Clock& system_clock;  // sessions and limits
    DemoClock* demo_clock = nullptr;
    Settings settings;
    Writer& writer;
    Hands& hands;
    Hands& paper_hands;    // open and print papers, so that nobody else waits for it
    Hands& outside_hands;  // wait for the identity provider
    Limiter& limiter;
    Metrics& metrics;
    Feed& feed;
    FiguresDesk& figures;
    Notary& notary;
    const Keyring& keyring;
    app::PaperPress& press;
    FileShelf& shelf;
    app::PaperReader& paper_reader;
    Intake& intake;
    ReadingRoom* reading = nullptr;        // none: whoever needs a transcript reads by hand
    const Pages* pages = nullptr;          // none: the API only
    IdentityProvider* identity = nullptr;  // none: logins and passwords only
};

struct Visitor {
    PersonId person;
    PartyId organisation;
    Role role = Role::public_visitor;
    std::string session_digest;
    Instant began{};      // when the login was, which the session cannot outlive by half a day
    Instant confirmed{};  // when the password was given last
    bool strong = false;  // logged in with a second factor
    std::string held{};   // what has to be seen to before anything else
    EnteredBy entered_by = EnteredBy::password;

    bool logged_in() const { return static_cast<bool>(person); }
    Actor actor() const { return {person, organisation, role}; }
};

struct Route;

class Call {
public:
    Call(Services& serving, const Incoming& request, const Route& found, Visitor who,
         std::map<std::string, std::string, std::less<>> params)
        : services{serving},
          incoming{request},
          route{found},
          visitor{std::move(who)},
          params_{std::move(params)} {}

    Services& services;
    const Incoming& incoming;
    const Route& route;
    Visitor visitor;

    const std::string& param(std::string_view name) const;
    bool has_param(std::string_view name) const { return params_.contains(name); }
    // The number in the path; not found when it is none.
    std::int64_t number(std::string_view name) const;
    template <class I>
    I id(std::string_view name) const {
        return I{number(name)};
    }
    // The programme in the path; the registry where the path names none.
    ProgrammeId programme() const;
    const Rulebook& rulebook() const { return services.use_cases.rulebook(programme()); }
    const Zone& zone() const;
    Instant now() const { return services.use_cases.clock().now(); }
    Day today() const { return day_of(now(), zone()); }
    bool in_chinese() const;
    bool is(Roles roles) const { return roles.has(visitor.role); }

    Reader& reader();
    // A reader sees one moment; after something was stored another one is needed.
    void forget_reader() { reader_.reset(); }
    template <class T>
    std::optional<T> find(const KeyOf<T>& key) {
        Keys keys;
        keys.add<T>(key);
        WorkingSet tables;
        reader().load(keys, tables);
        const T* found = tables.find<T>(key);
        return found ? std::optional<T>{*found} : std::nullopt;
    }
    // Not found when it does not exist.
    template <class T>
    T get(const KeyOf<T>& key) {
        std::optional<T> found = find<T>(key);
        if (!found) throw not_found();
        return *std::move(found);
    }

    // The body as a JSON object; an empty body is an empty object.
    json::object body() const;
    // Ends the work when something was wrong with what was read.
    static void end_if_wrong(const Reading& reading);
    // What is personal is masked, unless the table of http/personal_view.h says otherwise.
    JsonWriter writer(Shown shown = Shown::masked);
    // Query parameters other than these are refused.
    void know_query(std::span<const std::string_view> names) const;
    std::optional<std::string> query(std::string_view name) const;

private:
    std::map<std::string, std::string, std::less<>> params_;
    std::unique_ptr<Reader> reader_;
};

using Handler = Reply (*)(Call&);

// What an act needs beside its fields.
struct Prepared {
    std::vector<std::string> documents;  // kinds, in the order of the request
    std::optional<AsRead> as_read;
};

// A command that is ready for its writer.
struct ReadyCommand {
    ProgrammeId programme;
    Asked asked;
    Prepared prepared;
};
using Preparing = ReadyCommand (*)(Call&);

// The body of a small request that is no command.
template <HasFields T>
T read_body(Call& call) {
    call.know_query({});
    T out{};
    Reading reading;
    read_fields(call.body(), "", out, reading);
    Call::end_if_wrong(reading);
    return out;
}

// A body that says nothing: {} or none.
struct Nothing {
    static void fields(auto&, auto&&) {}
};

// Where people reach this server, without a slash at the end.
std::string public_base(const Call& call);

std::string etag_of(const Value& encoded);
template <class T>
std::string etag_of(const T& entity) {
    return etag_of(encode(entity));
}

}  // namespace zq::http
