// Products that the file says are listed go the whole way from draft to listing, some weeks before
// the first step and inside the programme's window of application. Their providers' facts are
// harmless then; those of the file are put in right before the first step.
#include "main/scenario_setup.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/credit_code.h"
#include "main/scenario_facts.h"
#include "main/scenario_papers.h"

namespace zq {

namespace {

constexpr std::string_view source_name = "scenario";

class SettingUp {
public:
    explicit SettingUp(ScenarioWorld& world)
        : world_{world}, scenario_{world.scenario()}, rulebook_{world.rulebook()} {}

    void run() {
        world_.clock().move_to(beginning());
        world_.open(world_.use_cases().publish(world_.edition(), operation()));
        world_.staff_offices();
        register_parties();
        if (scenario_.budget) {
            expect("setting the budget",
                   world_.ask("bureau", SetBudget{*parse_yuan(*scenario_.budget), "scenario"}));
        }
        make_products();
        world_.clock().move_to(scenario_.steps.front().at);
        world_.use_cases().fire_deadlines();
        put_facts_in();
    }

private:
    void expect(const std::string& what, const Answer& answer) {
        accepted(answer, "setup: " + what);
    }

    Day first_day() const { return day_of(scenario_.steps.front().at, rulebook_.zone); }

    // Two months ahead of the first step and of the end of applications, but in the programme's
    // year.
    Instant beginning() const {
        constexpr std::chrono::days ahead{60};
        Day day = first_day() - ahead;
        const Subjects on_first_day{.today = first_day()};
        const auto* window = rulebook_.deadline(DeadlineKind::application, on_first_day);
        if (window && window->value.by) day = std::min(day, *window->value.by - ahead);
        day = std::max(day, make_day(rulebook_.year, 1, 1));
        const Instant begin = start_of(day, rulebook_.zone);
        if (begin >= scenario_.steps.front().at) {
            throw ScenarioFault{"the first step comes before the programme's year"};
        }
        return begin;
    }

    // ---- parties

    void register_parties() {
        for (const auto& subject : scenario_.enterprises) register_party(subject, true);
        for (const auto& subject : scenario_.providers) register_party(subject, false);
        for (const auto& subject : scenario_.providers) record_harmless(subject.id);
        for (const auto& subject : scenario_.enterprises) record(subject.id);
    }

    // Enterprise and provider of one credit code are one organisation.
    void register_party(const ScenarioSubject& subject, bool is_enterprise) {
        ScenarioParty party{
            .id = {}, .person = {}, .is_enterprise = is_enterprise, .facts = subject.fields};
        const std::string given = field_or<std::string>(subject.fields, "uscc", "");
        const auto uscc = parse_credit_code(given.empty() ? made_up_credit_code(++codes_) : given);
        if (!uscc) {
            throw ScenarioError{scenario_.file, subject.line,
                                "'uscc' is \"" + given + "\", which is no valid credit code"};
        }
        party.facts.insert_or_assign("uscc", ScenarioValue{*uscc, subject.line});
        party.id = organisation(subject, *uscc);
        const Role role = is_enterprise ? Role::enterprise_owner : Role::provider_owner;
        party.person = world_.employ("person of " + subject.id, party.id, role);
        world_.names().parties.emplace(subject.id, std::move(party));
    }

    PartyId organisation(const ScenarioSubject& subject, const std::string& uscc) {
        const auto known = organisations_.find(uscc);
        if (known != organisations_.end()) return known->second;
        const auto is_other = [&](const ScenarioSubject& other) {
            return field_or<std::string>(other.fields, "uscc", "") == uscc;
        };
        std::vector<std::string> kinds;
        const auto is_this = [&](const ScenarioSubject& other) { return other.id == subject.id; };
        const auto has = [&](const std::vector<ScenarioSubject>& subjects) {
            return std::ranges::any_of(subjects, is_other) ||
                   std::ranges::any_of(subjects, is_this);
        };
        if (has(scenario_.enterprises)) kinds.emplace_back("enterprise");
        if (has(scenario_.providers)) kinds.emplace_back("provider");
        const Command command =
            RegisterOrganisation{name_of_party(subject.id, subject.fields), uscc, kinds};
        const Actor platform = world_.actor("platform", act_of(command));
        const PartyId id{
            accepted(world_.ask(registry, platform, command), "setup: registering " + subject.id)};
        return organisations_[uscc] = id;
    }

    void record(const std::string& id) {
        expect("recording " + id, record_facts(world_, "platform", id, std::string{source_name}));
    }

    void record_harmless(const std::string& id) {
        const ScenarioParty& party = world_.names().parties.at(id);
        ScenarioFields harmless;
        for (const std::string_view key : {"name", "uscc", "registered_in"}) {
            if (const auto* text = field<std::string>(party.facts, key)) {
                harmless.emplace(key, ScenarioValue{*text, 0});
            }
        }
        constexpr std::int64_t plenty = 1000;
        harmless.emplace("founded", ScenarioValue{make_day(2001, 1, 1), 0});
        harmless.emplace("contracts_last_year", ScenarioValue{plenty, 0});
        harmless.emplace("revenue_last_year", ScenarioValue{std::string{"1000000000.00"}, 0});
        harmless.emplace("equipment_sets", ScenarioValue{plenty, 0});
        ScenarioParty as_harmless = party;
        as_harmless.facts = std::move(harmless);
        const RecordProvider command = provider_record(id, as_harmless, first_day(),
                                                       {std::string{source_name}, world_.today()});
        expect("recording " + id,
               world_.ask(registry, world_.actor("platform", RecordProvider::act), command));
    }

    // ---- products

    void make_products() {
        for (const ScenarioSubject& subject : scenario_.products) {
            const std::string provider = field_or<std::string>(subject.fields, "provider", "S1");
            world_.names().products.emplace(subject.id,
                                            ScenarioProduct{{}, provider, subject.fields});
            DraftProduct draft{application_of(world_, subject.id, nullptr, nullptr)};
            world_.names().products.at(subject.id).id = ProductId{
                accepted(world_.ask(provider, draft), "setup: the draft of " + subject.id)};
        }
        for (const ScenarioSubject& subject : scenario_.products) {
            if (is_listed(subject)) bring_to_notice(subject.id);
        }
        wait_for_notices();
        for (const ScenarioSubject& subject : scenario_.products) {
            if (is_listed(subject)) list(subject);
        }
    }

    static bool is_listed(const ScenarioSubject& subject) {
        return field_or<bool>(subject.fields, "listed", true);
    }

    void bring_to_notice(const std::string& id) {
        const ScenarioProduct& product = world_.names().products.at(id);
        const SubmitProduct submission{application_of(world_, id, nullptr, nullptr)};
        expect("submitting " + id, world_.ask(product.provider, submission));
        expect("passing " + id, world_.ask("platform", AuditProduct{.product = product.id,
                                                                    .verdict = Verdict::pass,
                                                                    .reason = {},
                                                                    .due = {}}));
        const Day today = world_.today();
        if (rulebook_.act(JudgeProduct::act, today)) {
            expect("judging " + id,
                   world_.ask("expert", JudgeProduct{product.id, Verdict::pass, {}}));
        }
        if (rulebook_.act(PublishProduct::act, today)) {
            expect("the notice of " + id, world_.ask("bureau", PublishProduct{product.id, 1}));
        }
    }

    void wait_for_notices() {
        for (const auto& [id, named] : world_.names().products) {
            const auto product = world_.load<Product>(named.id);
            if (product && product->notice_ends) {
                world_.clock().move_to(plus_seconds(*product->notice_ends, 1));
            }
        }
        world_.use_cases().fire_deadlines();
    }

    void list(const ScenarioSubject& subject) {
        ListProduct listing{.product = world_.names().products.at(subject.id).id,
                            .vouchers = field_or<std::int64_t>(subject.fields, "vouchers", 100),
                            .validity_days = {},
                            .claims_open_at = {},
                            .reason = "scenario"};
        if (const auto* days = field<std::int64_t>(subject.fields, "validity_days")) {
            listing.validity_days = *days;
        }
        expect("listing " + subject.id, world_.ask("bureau", listing));
    }

    // ---- right before the first step

    void put_facts_in() {
        for (const ScenarioSubject& subject : scenario_.providers) {
            record(subject.id);
            const BankAccount account{"Bank of Scenarios", "6222000000" + subject.id,
                                      name_of_party(subject.id, subject.fields)};
            expect("the bank account of " + subject.id,
                   world_.ask(registry, world_.actor(subject.id, SetBankAccount::act),
                              SetBankAccount{account}));
        }
        for (const ScenarioSubject& subject : scenario_.enterprises) {
            record(subject.id);
            if (!field_or<bool>(subject.fields, "certified", true)) continue;
            expect("certifying " + subject.id,
                   world_.ask(subject.id, certification(subject.fields)));
        }
    }

    ScenarioWorld& world_;
    const Scenario& scenario_;
    const Rulebook& rulebook_;
    std::int64_t codes_ = 100'000;
    std::map<std::string, PartyId> organisations_;
};

}  // namespace

Answer record_facts(ScenarioWorld& world, std::string_view by, std::string_view id,
                    const std::string& source) {
    const auto party = world.names().parties.find(id);
    check(party != world.names().parties.end(), "parties of a scenario are registered first");
    const Instant first = world.scenario().steps.front().at;
    const Day reported = day_of(first, world.rulebook().zone) - std::chrono::days{1};
    const Source from{source, world.today()};
    const Command command = party->second.is_enterprise
                                ? Command{enterprise_record(id, party->second, reported, from)}
                                : Command{provider_record(id, party->second, reported, from)};
    return world.ask(registry, world.actor(by, act_of(command)), command);
}

void set_up(ScenarioWorld& world) {
    SettingUp{world}.run();
}

}  // namespace zq
