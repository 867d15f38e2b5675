// Asking, waiting and registering: what all parts of the city do.
#include "main/demo_town.h"
#include "domain/acts.h"

#include <fmt/format.h>

#include "base/credit_code.h"
#include "base/digest.h"

namespace zq::demo {

namespace {

constexpr std::uint64_t seed = 20250616;
constexpr int office_opens = 9;
constexpr int office_closes = 18;

std::string reasons_text(const Refusal& refusal) {
    std::string text;
    for (const Reason& reason : refusal.reasons()) {
        text += fmt::format(" {} ({}) {}", name_of(reason.code), fmt::join(reason.clauses, ", "),
                            canonical(Value{reason.facts}));
    }
    return text;
}

}  // namespace

Actor operation(Role role) {
    return {.person = {}, .organisation = {}, .role = role};
}

City::City(Store& store, Instant begins, Progress progress)
    : store_{store},
      progress_{std::move(progress)},
      use_cases_{store, clock_},
      dice_{seed},
      names_{dice_} {
    clock_.move_to(begins);
}

Outcome City::ask(ProgrammeId programme, const Actor& actor, const Command& command) {
    ++commands_;
    Outcome outcome = use_cases_.handle(
        programme,
        Asked{.actor = actor, .command = command, .key = {}, .digest = {}, .openings = openings_});
    openings_.clear();
    check(outcome.has_value(), "the city uses no idempotency keys");
    return outcome;
}

Accepted City::act(ProgrammeId programme, const Actor& actor, const Command& command) {
    const Outcome outcome = ask(programme, actor, command);
    if (outcome->answer && outcome->answer->entity == Entity<Proposal>::name) {
        return act(programme, offices.approver, ApproveProposal{ProposalId{outcome->answer->id}});
    }
    if (outcome->answer) return *outcome->answer;
    throw CityFault{fmt::format("{}: programme {} refused {} {}:{}",
                                to_rfc3339(now(), rules_->zone), programme.value, act_of(command),
                                canonical(encode_command(command)),
                                reasons_text(outcome->answer.error()))};
}

void City::try_in_vain(ProgrammeId programme, const Actor& actor, const Command& command,
                       Code expected) {
    const Outcome outcome = ask(programme, actor, command);
    if (!outcome->answer && outcome->answer.error().reasons().front().code == expected) return;
    throw CityFault{
        fmt::format("{} {} should have been refused with {}, but:{}", act_of(command),
                    canonical(encode_command(command)), name_of(expected),
                    outcome->answer ? " accepted" : reasons_text(outcome->answer.error()))};
}

// ---- time

Instant City::moment(Day day, int hour, int minute, int second) const {
    return plus_seconds(start_of(day, rules_->zone), (hour * 60 + minute) * 60 + second);
}

bool City::is_working_day(Day day) const {
    const auto working = rules_->calendar.is_working_day(day);
    check(working.has_value(), "the calendar covers the years of the city");
    return *working;
}

Day City::working_day_from(Day day) const {
    while (!is_working_day(day)) day += std::chrono::days{1};
    return day;
}

Instant City::in_office(Instant from, std::int64_t hours_min, std::int64_t hours_max) {
    const Instant then = plus_seconds(from, dice_.between(hours_min * 3600, hours_max * 3600));
    const Day day = day_of(then, rules_->zone);
    const bool open = is_working_day(day) && then >= moment(day, office_opens) &&
                      then < moment(day, office_closes);
    if (open) return then;
    const bool this_morning = then < moment(day, office_opens);
    const Day next = working_day_from(this_morning ? day : day + std::chrono::days{1});
    return plus_seconds(moment(next, office_opens), dice_.between(300, 5 * 3600));
}

void City::at(Instant when, std::function<void()> what) {
    agenda_.emplace(std::max(when, now()), std::move(what));
}

void City::run_until(Instant end) {
    while (!agenda_.empty() && agenda_.begin()->first <= end) {
        const auto next = agenda_.extract(agenda_.begin());
        clock_.move_to(next.key());
        next.mapped()();
    }
    clock_.move_to(end);
    use_cases_.fire_deadlines();
}

// ---- people

Personal City::personal(std::string value) {
    const std::string salt = sha256_hex(fmt::format("{}:{}", seed, ++salts_)).substr(0, 32);
    std::string raw;
    for (std::size_t i = 0; i < salt.size(); i += 2) {
        raw.push_back(static_cast<char>(std::stoi(salt.substr(i, 2), nullptr, 16)));
    }
    PersonalOpening opening{.commitment = sha256_hex(raw + value), .salt = salt, .value = value};
    Personal sealed{.value = std::move(value), .commitment = opening.commitment};
    openings_.push_back(std::move(opening));
    return sealed;
}

void City::seal_personal_fields(Form& form, const Rulebook& rules) {
    for (const Row<FormField>& row : rules.fields.rows) {
        const auto field = form.find(row.value.name);
        if (!row.value.personal || field == form.end()) continue;
        field->second.commitment = personal(field->second.texts.front()).commitment;
    }
}

PartyId City::organisation(const std::string& name, std::vector<std::string> kinds) {
    RegisterOrganisation command;
    command.name = name;
    command.uscc = made_up_credit_code(400'000'000 + 7919 * ++codes_);
    command.kinds = std::move(kinds);
    return PartyId{act(registry, operation(), command).id};
}

Actor City::employ(const std::string& person, PartyId organisation, Role role) {
    RegisterPerson command;
    command.name = personal(person);
    const PersonId id{act(registry, operation(), command).id};
    act(registry, operation(granting(role)),
        GrantMembership{
            .person = id, .organisation = organisation, .role = role, .until = {}, .reason = {}});
    return {.person = id, .organisation = organisation, .role = role};
}

// Twenty digits, as on electronic invoices: two of the year, two of the city, and a running number.
std::string City::invoice_number() {
    return fmt::format("{}112{:015}", year_of(today()) % 100, 70'000'000 + 13 * ++invoices_);
}

}  // namespace zq::demo
