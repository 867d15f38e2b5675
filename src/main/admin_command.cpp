// `zuoquan admin`: the first steps on an empty database, before anybody can log in.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>
#include <sstream>

#include "app/ages.h"
#include "app/erasure.h"
#include "app/looks.h"
#include "app/register_import.h"
#include "base/credit_code.h"
#include "domain/acts.h"
#include "http/me.h"
#include "http/password_policy.h"
#include "http/personal.h"
#include "http/sessions.h"
#include "main/house.h"
#include "main/subcommands.h"

namespace zq {

namespace {

struct AdminOptions {
    std::string database = "sqlite:data/zuoquan.db";
    std::string programmes = "programmes";
    std::string login;
    std::string name;
    std::string uscc;
    std::string organisation;
    std::string role;
    std::vector<std::string> kinds;
    std::string kind;
    std::string file;
    std::string source;
    std::string as_of;
    bool partial = false;
    std::int64_t person = 0;
    std::string by;
    std::string second;
    std::string reason;
    std::string what;
    std::int64_t days = 0;
};

// Store, clock and use cases, with every programme published.
struct Desk {
    explicit Desk(const AdminOptions& options)
        : store{open_store(options.database)},
          use_cases{*store, clock, edition_reader(options.programmes)} {
        for (const auto& rulebook : load_rulebooks(options.programmes)) {
            use_cases.publish(rulebook, Actor{});
        }
    }

    Answer ask(Command command, std::vector<PersonalOpening> openings = {},
               Role role = Role::platform_operator) {
        const Actor actor{.person = {}, .organisation = {}, .role = role};
        return use_cases
            .handle(registry, Asked{.actor = actor,
                                    .command = std::move(command),
                                    .key = {},
                                    .digest = {},
                                    .openings = std::move(openings)})
            ->answer;
    }

    std::unique_ptr<Store> store;
    SystemClock clock;
    UseCases use_cases;
};

std::int64_t id_or_fail(const Answer& answer, const std::string& what) {
    if (answer) return answer->id;
    throw std::runtime_error{what + ": " + std::string{name_of(answer.error().code())}};
}

int init(const AdminOptions& options) {
    Desk desk{options};
    for (const ProgrammeId programme : desk.use_cases.programmes()) {
        std::cout << desk.use_cases.rulebook(programme).code << " is published\n";
    }
    return 0;
}

int add_organisation(const AdminOptions& options) {
    Desk desk{options};
    const auto id = id_or_fail(
        desk.ask(RegisterOrganisation{options.name, options.uscc, options.kinds}),
        "--uscc '" + options.uscc + "' or --name '" + options.name + "' cannot be taken");
    std::cout << "organisation " << id << '\n';
    return 0;
}

// By its number or its credit code.
PartyId organisation_named(Desk& desk, const std::string& text) {
    const auto code = parse_credit_code(text);
    Query query;
    query.entity = "organisation";
    if (code) {
        query.where = {{"uscc", Filter::Comparison::equals, {Value{*code}}}};
    } else {
        std::int64_t id = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
        if (error != std::errc{} || end != text.data() + text.size()) id = 0;
        query.where = {{"id", Filter::Comparison::equals, {Value{id}}}};
    }
    const auto rows = desk.store->read(registry)->list(query);
    if (rows.empty()) {
        throw std::runtime_error{"--organisation is '" + text +
                                 "'; the number or credit code of one that was added is right"};
    }
    return decoded<Organisation>(rows.front()).id;
}

int add_person(const AdminOptions& options) {
    const auto role = from_name<Role>(options.role);
    if (!role || *role == Role::public_visitor || *role == Role::clock) {
        throw std::runtime_error{
            "--role is '" + options.role +
            "'; a role like 'enterprise-owner' or 'programme-officer' is right"};
    }
    std::string password;
    std::getline(std::cin, password);
    const std::string login = http::folded_login(options.login);
    const auto wrong = http::wrong_with_password(http::PasswordPolicy::asvs, password, login,
                                                 http::is_staff(*role));
    if (wrong) {
        throw std::runtime_error{"the first line of the input is the password; this one " + *wrong};
    }
    Desk desk{options};
    if (desk.store->access().credential(login))
        throw std::runtime_error{"--login " + login + " is taken"};
    const PartyId organisation = organisation_named(desk, options.organisation);
    const PersonalOpening opening = http::opening_of(options.name);
    const PersonId person{
        id_or_fail(desk.ask(RegisterPerson{Personal{opening.value, opening.commitment}}, {opening}),
                   "the person cannot be registered")};
    id_or_fail(desk.ask(GrantMembership{person, organisation, *role, {}, {}}, {}, granting(*role)),
               "the membership cannot be granted");
    desk.store->access().put(Credential{.login = login,
                                        .person = person,
                                        .password = http::hashed_password(password),
                                        .changed = desk.clock.now()});
    std::cout << "person " << person.value << '\n';
    return 0;
}

// For the day when the last security administrator has lost the telephone.
int reset_second_factor(const AdminOptions& options) {
    const auto store = open_store(options.database);
    Access& access = store->access();
    const auto credential = access.credential(http::folded_login(options.login));
    if (!credential) throw std::runtime_error{"--login '" + options.login + "' is nobody's"};
    http::forget_second_factor(access, credential->person);
    for (const Session& session : access.sessions_of(credential->person)) {
        access.end_session(session.id_digest);
    }
    std::cout << "the next login of " << credential->login << " sets up a second factor\n";
    return 0;
}

// Two people on the machine say who they are: nobody has logged in, and the trail names them.
int erase_person_named(const AdminOptions& options) {
    if (options.by == options.second) {
        throw std::runtime_error{"--second is '" + options.second +
                                 "' as --by is; another person is right"};
    }
    const auto store = open_store(options.database);
    const std::vector<Filter> named{{"id", Filter::Comparison::equals, {Value{options.person}}}};
    if (store->read(registry)->count("person", named) == 0) {
        throw std::runtime_error{"--person " + std::to_string(options.person) +
                                 " is nobody's number"};
    }
    if (!erase_person(*store, PersonId{options.person})) {
        throw std::runtime_error{"--person " + std::to_string(options.person) +
                                 " still acts for somebody; end its memberships first"};
    }
    SystemClock clock;
    Look look;
    look.at = clock.now();
    look.role = Role::system_administrator;
    look.what = Seen::erasure;
    look.entity = "person";
    look.id = options.person;
    look.of = options.person;
    look.purpose = Purpose::asked_by_law;
    look.words = options.reason + " (" + options.by + ", " + options.second + ")";
    note_look(store->access(), std::move(look), false);
    std::cout << "What was known of person " << options.person
              << " is erased. The log keeps the number and the papers of orders stay, as the law "
                 "orders.\n";
    return 0;
}

int list_ages(Store& store) {
    for (const Age& age : ages()) {
        std::cout << age.name << ' ' << days_kept(store, age.name) << '\n';
    }
    return 0;
}

int keep(const AdminOptions& options) {
    const auto store = open_store(options.database);
    if (options.what.empty()) return list_ages(*store);
    const bool known = std::ranges::find(ages(), options.what, &Age::name) != ages().end();
    if (!known) {
        throw std::runtime_error{"--what is '" + options.what +
                                 "'; a name that `zuoquan admin keep` lists is right"};
    }
    keep_for(*store, options.what, options.days);
    return list_ages(*store);
}

void print(const std::string& file, const std::vector<LineProblem>& problems) {
    for (const LineProblem& problem : problems) {
        std::cerr << file << ':' << problem.line << ": " << problem.field << " '" << problem.value
                  << "' is wrong; right would be: " << problem.right << '\n';
    }
}

int import_list(const AdminOptions& options) {
    const auto kind = from_name<RegisterKind>(options.kind);
    if (!kind) {
        throw std::runtime_error{"--kind is '" + options.kind +
                                 "'; enterprise or provider is right"};
    }
    Source source{.name = options.source, .as_of = {}};
    if (!options.as_of.empty()) {
        source.as_of = parse_day(options.as_of);
        if (!source.as_of) {
            throw std::runtime_error{"--as-of is '" + options.as_of + "'; 2025-06-16 is right"};
        }
    }
    std::ifstream file{options.file, std::ios::binary};
    if (!file) throw std::runtime_error{"--file '" + options.file + "' cannot be read"};
    std::ostringstream bytes;
    bytes << file.rdbuf();
    const RegisterList list = read_register(*kind, bytes.str(), source);
    print(options.file, list.problems);
    if (!list.problems.empty() && !options.partial) {
        std::cerr << "Nothing was imported; --partial takes the " << list.rows.size()
                  << " good lines.\n";
        return 1;
    }
    Desk desk{options};
    std::vector<LineProblem> refused;
    const auto recorded = import_rows(
        list, *kind, [&](Command command) { return desk.ask(std::move(command)); }, refused);
    print(options.file, refused);
    std::cout << recorded << " imported\n";
    return list.problems.empty() && refused.empty() ? 0 : 1;
}

}  // namespace

void add_admin_command(CLI::App& app, int& status) {
    CLI::App* admin =
        app.add_subcommand("admin", "First steps: programmes, organisations, persons");
    admin->require_subcommand(1);
    const auto options = std::make_shared<AdminOptions>();
    admin->add_option("--database", options->database, database_help)->capture_default_str();
    admin->add_option("--programmes", options->programmes, "Folder of the programmes")
        ->capture_default_str();

    CLI::App* begin = admin->add_subcommand("init", "Creates the database, publishes programmes");
    begin->callback([options, &status] { status = init(*options); });

    CLI::App* organisation = admin->add_subcommand("organisation", "Organisations");
    CLI::App* add = organisation->add_subcommand("add", "Registers an organisation");
    organisation->require_subcommand(1);
    add->add_option("--name", options->name)->required();
    add->add_option("--uscc", options->uscc, "Unified social credit code")->required();
    add->add_option("--kind", options->kinds, "enterprise, provider, bureau …")->required();
    add->callback([options, &status] { status = add_organisation(*options); });

    CLI::App* person = admin->add_subcommand("person", "Persons");
    CLI::App* join = person->add_subcommand("add", "Registers a person; password from the input");
    person->require_subcommand(1);
    join->add_option("--login", options->login)->required();
    join->add_option("--name", options->name)->required();
    join->add_option("--organisation", options->organisation, "Number or credit code")->required();
    join->add_option("--role", options->role)->required();
    join->callback([options, &status] { status = add_person(*options); });

    CLI::App* reset = person->add_subcommand("reset-second-factor",
                                             "Forgets a lost second factor, and ends all sessions");
    reset->add_option("--login", options->login)->required();
    reset->callback([options, &status] { status = reset_second_factor(*options); });

    CLI::App* erase = person->add_subcommand(
        "erase", "Erases names, logins and devices of a person who acts for nobody any more");
    erase->add_option("--person", options->person, "Its number")->required();
    erase->add_option("--by", options->by, "Who erases")->required();
    erase->add_option("--second", options->second, "Who looks on")->required();
    erase->add_option("--reason", options->reason, "On whose request, and why")->required();
    erase->callback([options, &status] { status = erase_person_named(*options); });

    CLI::App* kept = admin->add_subcommand("keep", "How long what is not the log is kept");
    auto* what = kept->add_option("--what", options->what, "Name of a row");
    kept->add_option("--days", options->days)->check(CLI::Range(1, 36'500))->needs(what);
    kept->callback([options, &status] { status = keep(*options); });

    CLI::App* import = admin->add_subcommand("import", "Imports a register as CSV");
    import->add_option("--kind", options->kind, "enterprise or provider")->required();
    import->add_option("--file", options->file, "UTF-8 or GB 18030")->required();
    import->add_option("--source", options->source, "Whose list it is")->required();
    import->add_option("--as-of", options->as_of, "The day it was true");
    import->add_flag("--partial", options->partial,
                     "Takes the good lines of a list with wrong ones");
    import->callback([options, &status] { status = import_list(*options); });

    add_copy_command(*admin, status);
    add_backup_commands(*admin, status);
}

}  // namespace zq
