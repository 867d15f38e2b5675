// Names, people and the second pair of eyes.
#include "main/scenario_world.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/credit_code.h"
#include "base/digest.h"
#include "domain/acts.h"

namespace zq {

namespace {

// The bureau's role for an act; an act that none of them may do is tried by the programme officer.
Role bureau_role(std::string_view act) {
    for (const Role role : {Role::programme_officer, Role::batch_maker, Role::approver}) {
        if (may(role, act)) return role;
    }
    return Role::programme_officer;
}

std::optional<Role> office_role(std::string_view by, std::string_view act) {
    if (by == "platform") return Role::platform_operator;
    if (by == "expert") return Role::expert;
    if (by == "review-agency") return Role::reviewer;
    if (by == "bureau") return bureau_role(act);
    return std::nullopt;
}

}  // namespace

Actor operation(Role role) {
    return {.person = {}, .organisation = {}, .role = role};
}

std::string ScenarioNames::of_party(PartyId id, bool is_enterprise) const {
    for (const auto& [name, party] : parties) {
        if (party.id == id && party.is_enterprise == is_enterprise) return name;
    }
    return {};
}

std::string ScenarioNames::of_product(ProductId id) const {
    for (const auto& [name, product] : products) {
        if (product.id == id) return name;
    }
    return {};
}

std::string ScenarioNames::of_batch(BatchId id) const {
    for (const auto& [name, batch] : batches) {
        if (batch == id) return name;
    }
    return {};
}

ScenarioWorld::ScenarioWorld(const Scenario& scenario, std::shared_ptr<const Rulebook> rulebook,
                             Store& store)
    : scenario_{scenario}, rulebook_{std::move(rulebook)}, use_cases_{store, clock_} {}

Actor ScenarioWorld::actor(std::string_view by, std::string_view act) const {
    if (const auto role = office_role(by, act)) {
        const auto office = offices_.find(by);
        check(office != offices_.end(), "the offices are staffed before anybody acts");
        return {office->second.people.at(*role), office->second.organisation, *role};
    }
    const auto party = names_.parties.find(by);
    if (party == names_.parties.end()) return {};
    const Role role = party->second.is_enterprise ? Role::enterprise_owner : Role::provider_owner;
    return {party->second.person, party->second.id, role};
}

Answer ScenarioWorld::ask(ProgrammeId programme, const Actor& actor, const Command& command) {
    const Answer answer = handle(programme, actor, command);
    if (!answer || answer->entity != Entity<Proposal>::name) return answer;
    const Actor second{second_person_, offices_.at("bureau").organisation, Role::approver};
    return handle(programme, second, ApproveProposal{ProposalId{answer->id}});
}

Answer ScenarioWorld::handle(ProgrammeId programme, const Actor& actor, const Command& command) {
    Asked asked;
    asked.actor = actor;
    asked.command = command;
    const auto handled = use_cases_.handle(programme, asked);
    check(handled.has_value(), "a scenario uses no idempotency keys");
    return handled->answer;
}

Answer ScenarioWorld::ask(std::string_view by, const Command& command) {
    return ask(programme_, actor(by, act_of(command)), command);
}

PersonId ScenarioWorld::employ(const std::string& name, PartyId organisation, Role role) {
    const Personal personal{.value = name, .commitment = sha256_hex(name)};
    const PersonId person{accepted(ask(registry, operation(), RegisterPerson{personal}), name)};
    accepted(ask(registry, operation(granting(role)),
                 GrantMembership{person, organisation, role, {}, {}}),
             name);
    return person;
}

void ScenarioWorld::staff_offices() {
    using enum Role;
    const std::map<std::string, std::vector<Role>> offices{
        {"platform", {platform_operator}},
        {"expert", {expert}},
        {"review-agency", {reviewer}},
        {"bureau", {programme_officer, batch_maker, approver}},
    };
    std::int64_t code = 900'000;
    for (const auto& [name, roles] : offices) {
        const RegisterOrganisation organisation{name, made_up_credit_code(++code), {name}};
        Office& office = offices_[name];
        office.organisation =
            PartyId{accepted(ask(registry, operation(), organisation), "registering " + name)};
        for (const Role role : roles) {
            office.people[role] =
                employ(fmt::format("{} of {}", name_of(role), name), office.organisation, role);
        }
    }
    second_person_ = employ("second approver", offices_["bureau"].organisation, approver);
}

std::string ScenarioWorld::fresh_invoice_number() {
    return fmt::format("{:020}", ++invoices_);
}

std::string to_text(const Refusal& refusal) {
    return fmt::format("refused {} ({})", name_of(refusal.code()),
                       fmt::join(refusal.clauses(), ", "));
}

std::int64_t accepted(const Answer& answer, const std::string& what) {
    if (!answer) {
        throw ScenarioFault{fmt::format("{} was {}, {}", what, to_text(answer.error()),
                                        canonical(Value{answer.error().reasons().front().facts}))};
    }
    return answer->id;
}

}  // namespace zq
