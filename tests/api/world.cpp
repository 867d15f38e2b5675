// How the small city is made: by the registry's own commands, as the platform would make it.
#include "world.h"
#include "domain/acts.h"

#include <boost/json/serialize.hpp>

#include <spdlog/spdlog.h>

#include "base/credit_code.h"
#include "http/dispatch.h"
#include "http/hands.h"
#include "http/one_time_code.h"
#include "http/personal.h"
#include "http/sessions.h"
#include "papers/reading/files_fixture.h"
#include "rulebook/load.h"
#include "store/memory/memory_store.h"
#include "store/sql/sql_store.h"

namespace zq::http {

namespace {

std::string unbase32(const std::string& text) {
    std::string bytes;
    unsigned buffer = 0;
    int bits = 0;
    for (const char c : text) {
        const unsigned five = static_cast<unsigned>(c >= 'A' ? c - 'A' : c - '2' + 26);
        buffer = (buffer << 5 | five) & 0xFFFF;
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        bytes.push_back(static_cast<char>(buffer >> bits & 0xFF));
    }
    return bytes;
}

std::filesystem::path fresh_folder() {
    const auto folder = std::filesystem::temp_directory_path() / ("zuoquan-api-" + random_hex(6));
    std::filesystem::create_directories(folder);
    return folder;
}

// One person is enough here, for acts are what is looked at; of two people are two_people_test and
// `two`, the one act that needs them here.
std::shared_ptr<const Rulebook> of_one_person(const std::string& folder,
                                              std::string_view two = "") {
    auto rulebook = std::make_shared<Rulebook>(*load_rulebook(folder));
    for (auto& row : rulebook->acts.rows) row.value.approvals = row.value.name == two ? 2 : 1;
    return rulebook;
}

RecordEnterprise enterprise_record(PartyId party, const std::string& name,
                                   const std::string& uscc) {
    RecordEnterprise record;
    record.party = party;
    record.name = name;
    record.uscc = uscc;
    record.registered_in = "110108";
    record.legal_form = "company";
    record.legal_person = true;
    record.source = {.name = "test", .as_of = {}};
    return record;
}

RecordProvider provider_record(PartyId party, const std::string& name, const std::string& uscc) {
    RecordProvider record;
    record.party = party;
    record.name = name;
    record.uscc = uscc;
    record.registered_in = "110108";
    record.founded = make_day(2015, 1, 1);
    record.qualifications = {
        "digital-service-provider", "iso-28000", "dcmm-assessor", "cnas", "cma", "caca",
        "certification-body"};
    record.contracts_last_year = 40;
    record.revenue_last_year = Money{2'000'000'000};
    record.approved = true;
    record.source = {.name = "test", .as_of = {}};
    return record;
}

}  // namespace

std::string text(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    if (!value || !value->is_string()) {
        ADD_FAILURE() << "no text " << name << " in " << json::serialize(object);
        return {};
    }
    return std::string{value->as_string()};
}

std::string World::code_of(const std::string& secret) {
    return code_of_step(unbase32(secret), now().micros / Instant::second / code_step_s);
}

std::string code_in(const Answer& answer) {
    return answer.status >= 400 ? text(answer.json(), "code") : "";
}

std::int64_t number(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    if (!value || !value->is_int64()) {
        ADD_FAILURE() << "no number " << name << " in " << json::serialize(object);
        return 0;
    }
    return value->as_int64();
}

void check_answer(const Ask& asked, const Answer& answer) {
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff") << asked.path;
    EXPECT_FALSE(answer.header("x-request-id").empty()) << asked.path;
    Complaints complaints = the_contract().check_response(
        asked.method, asked.path, answer.status, answer.header("content-type"), answer.body);
    if (answer.status < 300 && asked.media_type == "application/json") {
        for (std::string& complaint :
             the_contract().check_request(asked.method, asked.path, asked.body)) {
            complaints.push_back(std::move(complaint));
        }
    }
    for (const std::string& complaint : complaints) {
        ADD_FAILURE() << complaint << "\n" << answer.body.substr(0, 2000);
    }
}

std::string login_of(Role role) {
    switch (role) {
        case Role::enterprise_owner: return "E1";
        case Role::enterprise_operator: return "E1op";
        case Role::provider_owner: return "S1";
        case Role::provider_operator: return "S1op";
        case Role::expert: return "expert";
        case Role::reviewer: return "reviewer";
        case Role::programme_officer: return "officer";
        case Role::batch_maker: return "maker";
        case Role::approver: return "approver";
        case Role::platform_operator: return "platform";
        case Role::auditor: return "auditor";
        case Role::system_administrator: return "systemadmin";
        case Role::security_administrator: return "securityadmin";
        case Role::audit_administrator: return "auditadmin";
        case Role::public_visitor:
        case Role::clock: return "";
    }
    return "";
}

std::string login_for(const std::set<std::string>& roles) {
    if (roles.contains(std::string{name_of(Role::public_visitor)})) return "";
    for (const auto& [role, name] : EnumNames<Role>::all) {
        if (roles.contains(std::string{name})) return login_of(role);
    }
    return "";
}

Browser::Browser(World& world, std::string login) : world_{world} {
    if (login.empty()) return;
    const Answer answer = post("/api/v1/session", R"({"login":")" + login + R"(","password":")" +
                                                      std::string{password} + R"("})");
    EXPECT_EQ(answer.status, 201) << login << ": " << answer.body;
    const std::string set = answer.header("set-cookie");
    cookie = set.substr(0, set.find(';'));
}

Answer Browser::ask(const Ask& asked) {
    std::string head = asked.method + " " + asked.path + " HTTP/1.1\r\nHost: test.example\r\n";
    if (!cookie.empty()) head += "Cookie: " + cookie + "\r\n";
    if (asked.method == "POST" && asked.key != "none") {
        head += "Idempotency-Key: " + (asked.key.empty() ? world_.fresh_key() : asked.key) + "\r\n";
    }
    if (!asked.if_match.empty()) head += "If-Match: " + asked.if_match + "\r\n";
    if (!asked.body.empty()) head += "Content-Type: " + asked.media_type + "\r\n";
    if (!asked.body.empty() || asked.method == "POST") {
        head += "Content-Length: " + std::to_string(asked.body.size()) + "\r\n";
    }
    for (const std::string& line : asked.more) head += line + "\r\n";
    if (!connection_) connection_ = std::make_unique<Connection>(world_.port());
    connection_->send(head + "\r\n" + asked.body);
    Answer answer = connection_->receive();
    if (answer.status == 0 || answer.header("connection") == "close") connection_.reset();
    check_answer(asked, answer);
    return answer;
}

json::object Browser::expect(int status, const Ask& asked) {
    const Answer answer = ask(asked);
    EXPECT_EQ(answer.status, status)
        << asked.method << " " << asked.path << " " << asked.body.substr(0, 500) << "\n"
        << answer.body.substr(0, 2000);
    if (answer.body.empty() || !answer.header("content-type").contains("json")) return {};
    return answer.json();
}

std::string pdf_saying(const std::string& words) {
    using namespace papers::fixture;
    const std::string font =
        "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>";
    return plain_pdf("", {stream_of("", "BT /F 12 Tf 50 700 Td (" + words + ") Tj ET")}, 1, "",
                     font + "/Contents 4 0 R");
}

std::string active_pdf() {
    return papers::fixture::plain_pdf("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>");
}

Settings World::usual() {
    Settings settings;
    settings.second_factor_for_staff = false;
    return settings;
}

World::World(StoreKind kind, Settings settings) : folder{fresh_folder()} {
    spdlog::set_level(spdlog::level::err);
    if (kind == StoreKind::memory) {
        store_ = std::make_unique<MemoryStore>();
    } else {
        store_ = std::make_unique<SqlStore>("sqlite:" + (folder / "test.db").string());
    }
    system_.at = *parse_rfc3339("2026-01-01T00:00:00Z");
    clock_ = std::make_unique<DemoClock>(*store_, system_);
    clock_->begin_at(*parse_rfc3339("2023-02-01T09:00:00+08:00"));
    use_cases_ = std::make_unique<UseCases>(*store_, *clock_);
    use_cases_->publish(of_one_person("programmes/beijing-2023"), Actor{});
    use_cases_->publish(of_one_person("programmes/beijing-2025", "delist-product"), Actor{});
    add_parties();
    settings.files = folder / "files";
    shelf_ = std::make_unique<FolderShelf>(settings.files);
    intake_ = std::make_unique<Intake>(store_->files(), *shelf_, paper_reader_, scanner_.get());
    hands_ = std::make_unique<Hands>(settings.workers);
    paper_hands_ = std::make_unique<Hands>(1);
    outside_hands_ = std::make_unique<Hands>(2);
    writer_ =
        std::make_unique<Writer>(*use_cases_, Writer::Settings{}, through(*hands_), end_process);
    feed_ = std::make_unique<Feed>(*use_cases_);
    figures_ = std::make_unique<FiguresDesk>(*use_cases_);
    notary_ = std::make_unique<Notary>(
        *store_, *clock_, running_, LogKey::of_chance("vouchers.example.org"), Notary::Settings{});
    settings.demo = true;
    settings.demo_logins = {{"E1", password, Role::enterprise_owner, "an owner"}};
    services_ = std::make_unique<Services>(Services{.use_cases = *use_cases_,
                                                    .store = *store_,
                                                    .system_clock = running_,
                                                    .demo_clock = clock_.get(),
                                                    .settings = settings,
                                                    .writer = *writer_,
                                                    .hands = *hands_,
                                                    .paper_hands = *paper_hands_,
                                                    .outside_hands = *outside_hands_,
                                                    .limiter = limiter_,
                                                    .metrics = metrics_,
                                                    .feed = *feed_,
                                                    .figures = *figures_,
                                                    .notary = *notary_,
                                                    .keyring = keyring_,
                                                    .press = press_,
                                                    .shelf = *shelf_,
                                                    .paper_reader = paper_reader_,
                                                    .intake = *intake_});
    server_ = std::make_unique<Server>(*services_, "127.0.0.1", 0);
    thread_ = std::thread{[this] { server_->run(); }};
}

World::~World() {
    browsers_.clear();
    stop();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
}

void World::scan_with(std::unique_ptr<VirusScanner> scanner) {
    scanner_ = std::move(scanner);
    *intake_ = Intake{store_->files(), *shelf_, paper_reader_, scanner_.get()};
}

void World::stop() {
    if (!thread_.joinable()) return;
    server_->stop();
    thread_.join();
}

Browser& World::by(const std::string& login) {
    auto& browser = browsers_[login];
    if (!browser) browser = std::make_unique<Browser>(*this, login);
    return *browser;
}

void World::move_to(const std::string& instant) {
    EXPECT_TRUE(clock_->move_to(*parse_rfc3339(instant))) << instant;
    use_cases_->fire_deadlines();
}

PartyId World::add_organisation(const std::string& name, const std::string& kind) {
    const std::string uscc = made_up_credit_code(++codes_);
    const Actor platform{.person = {}, .organisation = {}, .role = Role::platform_operator};
    const auto ask = [&](Command command) {
        const Outcome outcome = use_cases_->handle(registry, Asked{.actor = platform,
                                                                   .command = std::move(command),
                                                                   .key = {},
                                                                   .digest = {},
                                                                   .openings = {}});
        EXPECT_TRUE(outcome && outcome->answer) << name;
        return outcome->answer->id;
    };
    const PartyId party{ask(RegisterOrganisation{name, uscc, {kind}})};
    if (kind == "enterprise") ask(enterprise_record(party, name, uscc));
    if (kind == "provider") ask(provider_record(party, name, uscc));
    return party;
}

void World::add_person(const std::string& login, PartyId organisation, Role role) {
    const Actor granter{.person = {}, .organisation = {}, .role = granting(role)};
    const PersonalOpening opening = opening_of("Person " + login);
    const auto ask = [&](Command command) {
        return use_cases_
            ->handle(registry, Asked{.actor = granter,
                                     .command = std::move(command),
                                     .key = {},
                                     .digest = {},
                                     .openings = {opening}})
            ->answer->id;
    };
    const PersonId person{ask(RegisterPerson{Personal{opening.value, opening.commitment}})};
    ask(GrantMembership{person, organisation, role, {}, {}});
    static const std::string hash = hashed_password(password);
    store_->access().put(Credential{folded_login(login), person, hash});
}

void World::add_parties() {
    const auto office = [&](const std::string& name, const std::string& kind) {
        const PartyId id = add_organisation(name, kind);
        organisations[name] = id.value;
        return id;
    };
    const PartyId bureau = office("bureau", "bureau");
    add_person("officer", bureau, Role::programme_officer);
    add_person("maker", bureau, Role::batch_maker);
    add_person("approver", bureau, Role::approver);
    add_person("auditor", bureau, Role::auditor);
    add_person("auditadmin", bureau, Role::audit_administrator);
    add_person("securityadmin", bureau, Role::security_administrator);
    const PartyId platform = office("platform", "platform");
    add_person("platform", platform, Role::platform_operator);
    add_person("systemadmin", platform, Role::system_administrator);
    add_person("reviewer", office("agency", "review-agency"), Role::reviewer);
    add_person("expert", office("experts", "experts"), Role::expert);
    for (const std::string name : {"E1", "E2"}) {
        const PartyId party = office(name, "enterprise");
        add_person(name, party, Role::enterprise_owner);
        add_person(name + "op", party, Role::enterprise_operator);
    }
    for (const std::string name : {"S1", "S2"}) {
        const PartyId party = office(name, "provider");
        add_person(name, party, Role::provider_owner);
        add_person(name + "op", party, Role::provider_operator);
    }
}

}  // namespace zq::http
