// Organisations, persons, memberships and the lists of registers: what the platform keeps.
#include "app/register_import.h"
#include "http/endpoints.h"
#include "http/listing.h"
#include "http/me.h"
#include "http/sessions.h"

namespace zq::http {

namespace {

const Listing organisations{"organisation",
                            {{"uscc", "uscc"},
                             {"kind", "kinds", ParamKind::text, Filter::Comparison::contains},
                             {"name", "name", ParamKind::text, Filter::Comparison::contains}},
                            {"id", "name", "uscc"}};
const Listing persons{"person", {{"active", "active", ParamKind::truth}}, {"id"}};
const Listing memberships{"membership",
                          {{"person", "person", ParamKind::number},
                           {"organisation", "organisation", ParamKind::number},
                           {"role", "role"},
                           {"active", "active", ParamKind::truth}},
                          {"id"}};

constexpr std::size_t problems_shown = 200;

}  // namespace

struct NewPerson {
    std::string login;
    std::string password;
    Personal name;
    static void fields(auto& self, auto&& visit) {
        visit("login", self.login);
        visit("password", self.password);
        visit("name", self.name);
    }
};
template <>
inline constexpr Names<3> must_have<NewPerson>{"login", "password", "name"};

namespace {

RegisterKind kind_in_query(const Call& call) {
    const auto kind = from_name<RegisterKind>(call.query("kind").value_or(""));
    if (!kind) throw malformed("/kind", "must be one of " + names_of<RegisterKind>());
    return *kind;
}

Source source_in_query(const Call& call) {
    Source source{.name = call.query("source").value_or(""), .as_of = {}};
    if (source.name.empty()) throw malformed("/source", "must say where the list comes from");
    if (const auto day = call.query("as_of")) {
        source.as_of = parse_day(*day);
        if (!source.as_of) throw malformed("/as_of", "must be a day: 2025-06-16");
    }
    return source;
}

Problem lines_wrong(const std::vector<LineProblem>& problems) {
    Problem problem = invalid_value("", "");
    problem.code = "lines-wrong";
    problem.clauses = {"Z-019"};
    problem.detail = "Nothing was taken, because lines of the list are wrong.";
    problem.errors.clear();
    problem.facts.emplace("wrong", std::ssize(problems));
    for (const LineProblem& line : problems) {
        if (problem.errors.size() == problems_shown) break;
        problem.errors.push_back({fmt::format("/{}/{}", line.line, line.field),
                                  fmt::format("'{}' is not {}", line.value, line.right)});
    }
    return problem;
}

}  // namespace

Reply list_organisations(Call& call) {
    return list_of<Organisation>(call, organisations);
}

Reply list_persons(Call& call) {
    return list_of<Person>(call, persons);
}

Reply list_memberships(Call& call) {
    return list_of<Membership>(call, memberships);
}

Reply register_person(Call& call) {
    NewPerson asked;
    Reading reading;
    read_fields(call.body(), "", asked, reading);
    Call::end_if_wrong(reading);
    const std::string login = folded_login(asked.login);
    check_new_login(call, login);
    check_new_password(call, "/password", asked.password, login, true);
    const Outcome outcome =
        call.services.writer.handle(registry, Asked{.actor = call.visitor.actor(),
                                                    .command = RegisterPerson{asked.name},
                                                    .key = {},
                                                    .digest = {},
                                                    .openings = reading.openings});
    check(outcome.has_value(), "without a key none is reused");
    if (!outcome->answer) throw problem_of(outcome->answer.error(), nullptr, call.in_chinese());
    const PersonId person{outcome->answer->id};
    const bool is_free =
        call.services.store.access().add(Credential{.login = login,
                                                    .person = person,
                                                    .password = hashed_password(asked.password),
                                                    .changed = call.services.system_clock.now()});
    if (!is_free) throw login_taken();  // somebody was faster
    return reply_of(json::object{{"person", person.value}, {"login", login}}, 201);
}

Reply import_register(Call& call) {
    static constexpr std::string_view known[] = {"kind", "source", "as_of", "partial"};
    call.know_query(known);
    const RegisterKind kind = kind_in_query(call);
    const RegisterList list = read_register(kind, call.incoming.body, source_in_query(call));
    const bool partial = call.query("partial") == "true";
    if (!list.problems.empty() && !partial) throw lines_wrong(list.problems);
    std::vector<LineProblem> problems = list.problems;
    const auto ask = [&](Command command) {
        return call.services.writer
            .handle(registry, Asked{.actor = call.visitor.actor(),
                                    .command = std::move(command),
                                    .key = {},
                                    .digest = {},
                                    .openings = {}})
            ->answer;
    };
    const std::int64_t recorded = import_rows(list, kind, ask, problems);
    json::array lines;
    for (const LineProblem& problem : problems) {
        lines.push_back(json::object{{"line", problem.line},
                                     {"field", problem.field},
                                     {"value", problem.value},
                                     {"right", problem.right}});
    }
    return reply_of(json::object{{"recorded", recorded}, {"problems", std::move(lines)}}, 201);
}

}  // namespace zq::http
