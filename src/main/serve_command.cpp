// `zuoquan serve`: the API, the clock that fires deadlines, and the messages on their way out.
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <CLI/CLI.hpp>

#include <charconv>
#include <iostream>

#include "app/every.h"
#include "app/precedence.h"
#include "app/reading_room.h"
#include "http/dispatch.h"
#include "http/feed.h"
#include "http/hands.h"
#include "http/keyring.h"
#include "http/limiter.h"
#include "http/log_line.h"
#include "http/metrics.h"
#include "http/pages.h"
#include "http/sender.h"
#include "http/server.h"
#include "http/sessions.h"
#include "links/folder_shelf.h"
#include "links/web_line.h"
#include "main/demo_city.h"
#include "main/demo_file.h"
#include "main/house.h"
#include "main/links_of.h"
#include "main/notary_of.h"
#include "main/post_of.h"
#include "main/subcommands.h"
#include "papers/made/press.h"
#include "papers/reading/reader_process.h"

namespace zq {

namespace {

// Threads that open and print papers.
constexpr int paper_workers = 2;
// Threads that wait for the identity provider.
constexpr int outside_workers = 8;

struct ServeOptions {
    std::string data = "data";
    std::string database;
    std::string listen = "127.0.0.1:8080";
    std::string files;
    std::string outbox;
    std::string programmes = "programmes";
    std::string web;
    std::string public_url;
    std::vector<std::string> trusted_proxies;
    std::string keys;
    std::string passwords = "asvs";
    int fresh_for_s = 300;
    std::int64_t requests_per_minute = 1200;
    std::int64_t held_max_gib = 20;
    bool demo = false;
    bool behind_tls = false;
    int workers = 4;
    LinkOptions links;
    PostOptions post;
    NotaryOptions notary;
};

// Fires deadlines; posts reminders less often.
void work_on_time(UseCases& use_cases, std::int64_t turn) {
    constexpr int reminders_every_s = 30;
    try {
        use_cases.fire_deadlines();
        if (turn % reminders_every_s == 0) use_cases.post_reminders();
    } catch (const CommitUnknown& fault) {
        spdlog::critical(http::log_line({{"event", "commit-unknown"}, {"what", fault.what()}}));
        std::_Exit(70);
    } catch (const std::exception& fault) {
        spdlog::error(http::log_line({{"event", "timer-fault"}, {"what", fault.what()}}));
    }
}

constexpr std::chrono::seconds second{1};

// With what processor time the claims leave: a checkpoint may come a moment later, a claim may not.
void keep_trees(Notary& notary, const NotaryOptions& options, std::int64_t turn) {
    if (options.every_s == 0) return;
    if (turn == 0) take(Precedence::keeping);
    try {
        notary.tick();
    } catch (const std::exception& fault) {
        spdlog::error(http::log_line({{"event", "notary-fault"}, {"what", fault.what()}}));
    }
}

// Lines are JSON already; the pattern adds the time and the level.
void log_as_json() {
    auto logger = spdlog::stdout_logger_mt("zuoquan");
    logger->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","line":%v})",
                        spdlog::pattern_time_type::utc);
    spdlog::set_default_logger(logger);
    spdlog::flush_every(std::chrono::seconds{1});
}

void raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

std::pair<std::string, std::uint16_t> address_of(const std::string& listen) {
    const auto colon = listen.rfind(':');
    int port = -1;
    if (colon != std::string::npos) {
        const char* end = listen.data() + listen.size();
        const auto [last, error] = std::from_chars(listen.data() + colon + 1, end, port);
        if (error != std::errc{} || last != end) port = -1;
    }
    if (port < 0 || port > 65535) {
        throw std::runtime_error{"--listen is '" + listen + "'; '127.0.0.1:8080' would be right"};
    }
    return {listen.substr(0, colon), static_cast<std::uint16_t>(port)};
}

std::unique_ptr<Store> open_city(const std::string& database, Clock& system,
                                 const std::vector<std::shared_ptr<const Rulebook>>& rulebooks,
                                 FileShelf& shelf, app::PaperReader& reader,
                                 const std::string& files) {
    const auto find = [&](std::string_view code) {
        for (const auto& rulebook : rulebooks) {
            if (rulebook->code == code) return rulebook;
        }
        throw std::runtime_error{"--demo needs the programme " + std::string{code}};
    };
    const auto plan = [&] {
        return demo::Plan{.of_2023 = find("beijing-2023"),
                          .of_2025 = find("beijing-2025"),
                          .password_hash = http::hashed_password(demo::demo_password),
                          .shelf = &shelf,
                          .reader = &reader,
                          .scratch = files};
    };
    return demo::open_demo(database, system, plan, [](std::string_view what, int percent) {
        std::cerr << percent << "% " << what << '\n';
    });
}

std::vector<http::DemoLogin> demo_logins() {
    std::vector<http::DemoLogin> logins;
    for (const demo::DemoAccount& account : demo::demo_accounts()) {
        logins.push_back({.login = std::string{account.login},
                          .password = demo::demo_password,
                          .role = account.role,
                          .title = std::string{account.whose}});
    }
    return logins;
}

std::unique_ptr<FileShelf> shelf_of(const ServeOptions& options, const std::string& folder) {
    auto shelf = open_shelf(options.links, folder + "/from-store");
    if (!shelf) shelf = std::make_unique<FolderShelf>(folder);
    return shelf;
}

std::vector<std::string> addresses_of(const std::vector<std::string>& proxies) {
    std::vector<std::string> addresses;
    for (const std::string& proxy : proxies) {
        auto address = http::plain_address(proxy);
        if (!address) {
            throw std::runtime_error{"--trusted-proxy is '" + proxy +
                                     "'; an address like '127.0.0.1' would be right"};
        }
        addresses.push_back(*std::move(address));
    }
    return addresses;
}

http::Settings settings_of(const ServeOptions& options, const std::string& files) {
    http::Settings settings;
    settings.files = files;
    settings.public_url = options.public_url;
    settings.trusted_proxies = addresses_of(options.trusted_proxies);
    settings.behind_tls = options.behind_tls;
    settings.demo = options.demo;
    settings.mail = options.demo || !options.post.mail.empty();
    settings.second_factor_for_staff = !options.demo;  // one click a role
    settings.fresh_for_s = options.fresh_for_s;
    settings.passwords = *from_name<http::PasswordPolicy>(options.passwords);
    settings.workers = options.workers;
    settings.requests_per_minute = options.requests_per_minute;
    settings.held_max.bytes = options.held_max_gib << 30;
    if (options.demo) settings.demo_logins = demo_logins();
    return settings;
}

// The provider sends people back to one address, which is not for a request to choose.
void check_identity(const ServeOptions& options) {
    if (options.links.identity_provider.empty() || options.demo) return;
    if (options.public_url.empty()) {
        throw std::runtime_error{"--identity-provider needs --public-url"};
    }
}

// A made-up city, whose passwords everybody knows, must never be open to the world.
void check_demo(const ServeOptions& options) {
    if (!options.demo) return;
    const std::string address = address_of(options.listen).first;
    const bool is_local = address == "127.0.0.1" || address == "::1" || address == "localhost";
    if (!options.public_url.empty() || !is_local) {
        throw std::runtime_error{
            "--demo is a made-up city with passwords that everybody knows: it is not served with "
            "--public-url or on an address other than 127.0.0.1. For a real programme leave --demo "
            "out"};
    }
}

PostRooms rooms_of(const ServeOptions& options) {
    return open_post(options.post, {.letters = options.programmes + "/house/letters.toml",
                                    .outbox = options.outbox,
                                    .usual_outbox = options.data + "/outbox",
                                    .public_url = options.public_url,
                                    .demo = options.demo});
}

PostOffice::Open opener(const http::Keyring& keyring) {
    return [&keyring](const std::string& sealed) { return keyring.open(sealed); };
}

// Another key file in the place of a lost one would open nothing that is sealed.
http::Keyring keyring_of(const ServeOptions& options, Store& store) {
    if (!options.keys.empty()) return http::Keyring::from_file(options.keys);
    const bool is_there = std::filesystem::exists(options.data + "/keys");
    if (!is_there && store.setting(http::something_is_sealed, 0) != 0) {
        throw std::runtime_error{
            "the key file " + options.data +
            "/keys is lost, and second factors or addresses are sealed under it; its copy from the "
            "backup would be right, or --keys with a file of new keys, and all of them anew"};
    }
    return http::Keyring::of_folder(options.data);
}

// Until a signal ends it.
void run(http::Server& server, const ServeOptions& options) {
    server.stop_on_signals();
    const std::string url =
        "http://" + address_of(options.listen).first + ":" + std::to_string(server.port());
    if (options.demo) std::cerr << demo::greeting(url);
    std::cerr << "Listening on " << url << '\n';
    server.run();
    spdlog::info(http::log_line({{"event", "stopped"}}));
}

void refuse_demo_city(Store& store, const std::string& database) {
    if (demo::city_state(store) == demo::CityState::none) return;
    throw std::runtime_error{"the database is '" + database +
                             "', which a demonstration has made, and its passwords are known; "
                             "--demo, or another --data or --database would be right"};
}

// Where people reach the server.
std::string base_of(const ServeOptions& options, std::uint16_t port) {
    if (!options.public_url.empty()) return options.public_url;
    return "http://" + address_of(options.listen).first + ":" + std::to_string(port);
}

std::unique_ptr<Store> store_of(const ServeOptions& options, const std::string& database,
                                Clock& system,
                                const std::vector<std::shared_ptr<const Rulebook>>& rulebooks,
                                FileShelf& shelf, app::PaperReader& reader,
                                const std::string& files) {
    if (options.demo) return open_city(database, system, rulebooks, shelf, reader, files);
    auto store = open_store(database);
    refuse_demo_city(*store, database);
    return store;
}

int serve(const ServeOptions& options) {
    check_demo(options);
    check_identity(options);
    raise_descriptor_limit();
    log_as_json();
    const auto [address, port] = address_of(options.listen);
    const PostRooms post = rooms_of(options);
    const auto rulebooks = load_rulebooks(options.programmes);
    const std::string database =
        options.database.empty() ? "sqlite:" + options.data + "/zuoquan.db" : options.database;
    SystemClock system;
    const std::string files = options.files.empty() ? options.data + "/files" : options.files;
    papers::ReaderProcess paper_reader{papers::ReaderProcess::beside_this_program()};
    const auto shelf = shelf_of(options, files);
    const auto store = store_of(options, database, system, rulebooks, *shelf, paper_reader, files);
    DemoClock demo_clock{*store, system};
    Clock& clock = options.demo ? static_cast<Clock&>(demo_clock) : system;
    UseCases use_cases{*store, clock, edition_reader(options.programmes)};
    for (const auto& rulebook : rulebooks) use_cases.publish(rulebook, Actor{});
    http::Limiter limiter;
    http::Metrics metrics;
    http::Feed feed{use_cases};
    FiguresDesk figures{use_cases};
    const auto notary = open_notary(
        options.notary, {options.data, options.public_url, !options.demo}, *store, clock, system);
    papers::Press press;
    const http::Keyring keyring = keyring_of(options, *store);
    const auto scanner = open_scanner(options.links);
    Intake intake{store->files(), *shelf, paper_reader, scanner.get()};
    std::optional<http::Pages> pages;
    if (!options.web.empty()) pages.emplace(options.web);
    const http::Settings settings = settings_of(options, files);
    http::Hands hands{settings.workers};
    http::Hands paper_hands{paper_workers};
    http::Hands outside_hands{outside_workers};
    Writer writer{use_cases, Writer::Settings{}, http::through(hands), http::end_process};
    ReadingRoom reading{use_cases, *shelf, paper_reader, system};
    WebLine identity_line;
    const auto identity = open_identity_provider(options.links, identity_line, system);
    http::Services services{.use_cases = use_cases,
                            .store = *store,
                            .system_clock = system,
                            .demo_clock = options.demo ? &demo_clock : nullptr,
                            .settings = settings,
                            .writer = writer,
                            .hands = hands,
                            .paper_hands = paper_hands,
                            .outside_hands = outside_hands,
                            .limiter = limiter,
                            .metrics = metrics,
                            .feed = feed,
                            .figures = figures,
                            .notary = *notary,
                            .keyring = keyring,
                            .press = press,
                            .shelf = *shelf,
                            .paper_reader = paper_reader,
                            .intake = intake,
                            .reading = &reading,
                            .pages = pages ? &*pages : nullptr,
                            .identity = identity.get()};
    http::Server server{services, address, port};
    const Every timer{second, [&](std::int64_t turn) { work_on_time(use_cases, turn); }};
    const Every trees{second, [&](auto turn) { keep_trees(*notary, options.notary, turn); }};
    const std::string base = base_of(options, server.port());
    const Posting posting{use_cases, system, post, {base, opener(keyring)}};
    run(server, options);
    spdlog::shutdown();
    return 0;
}

}  // namespace

void add_serve_command(CLI::App& app, int& status) {
    CLI::App* command = app.add_subcommand("serve", "Serves the API over HTTP");
    const auto options = std::make_shared<ServeOptions>();
    command->add_option("--data", options->data, "Folder of database, files and outbox")
        ->capture_default_str();
    command->add_option("--database", options->database,
                        std::string{database_help} + "; DATA/zuoquan.db if absent");
    command->add_option("--listen", options->listen, "ADDRESS:PORT; port 0 takes a free one")
        ->capture_default_str();
    command->add_option("--files", options->files, "Folder of uploads; DATA/files if absent");
    command->add_option("--outbox", options->outbox, "Folder of messages; DATA/outbox if absent");
    command->add_option("--programmes", options->programmes, "Folder of the programmes")
        ->capture_default_str();
    command->add_option("--web", options->web,
                        "Folder of the built web app; without it the API only");
    command->add_option("--public-url", options->public_url,
                        "Where people reach this server, for the codes on papers: "
                        "https://vouchers.example.org; what the browser asked for if absent");
    command->add_option("--trusted-proxy", options->trusted_proxies,
                        "Address of a proxy of one's own, whose X-Forwarded-For names the sender; "
                        "may be given again; nobody's is believed if absent");
    command->add_option("--keys", options->keys,
                        "File of the keys that seal second factors; DATA/keys if absent, where it "
                        "is made at the first start");
    command->add_option("--passwords", options->passwords, "Policy of new passwords")
        ->check(CLI::IsMember({"asvs", "mlps3"}))
        ->capture_default_str();
    command
        ->add_option("--requests-per-minute", options->requests_per_minute,
                     "Requests that a person may send in a minute; three times as many an "
                     "organisation, ten times as many an address without login; 0: no limit")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str();
    command
        ->add_option("--files-per-organisation", options->held_max_gib,
                     "GiB of files that are kept for an organisation")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command
        ->add_option("--fresh-for", options->fresh_for_s,
                     "Seconds for which a password given holds for grave acts, as a payout")
        ->check(CLI::Range(10, 900))
        ->capture_default_str();
    command->add_option("--workers", options->workers, "Threads that do the blocking work")
        ->check(CLI::Range(1, 6))
        ->capture_default_str();
    add_link_options(*command, options->links);
    add_post_options(*command, options->post);
    add_notary_options(*command, options->notary);
    command->add_flag("--demo", options->demo, "A made-up city, and a clock that can be moved");
    command->add_flag("--behind-tls", options->behind_tls,
                      "A proxy in front ends TLS: secure cookies, HSTS");
    command->callback([options, &status] { status = serve(*options); });
}

}  // namespace zq
