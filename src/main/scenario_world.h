// The world of one scenario: an empty store, a clock that is set by hand, and who is who by name.
//
// Everything goes through the use cases that the API calls. Where an act needs a second person, the
// world supplies it.
#pragma once

#include "app/use_cases.h"
#include "rulebook/scenario.h"

namespace zq {

class ScenarioClock : public Clock {
public:
    Instant now() override { return now_; }
    void move_to(Instant at) {
        if (at > now_) now_ = at;  // a clock never runs backwards
    }

private:
    Instant now_;
};

// What the file names. Facts of parties and products are kept as they stand after what has
// happened.
struct ScenarioParty {
    PartyId id;
    PersonId person;
    bool is_enterprise = false;
    ScenarioFields facts;
};
struct ScenarioProduct {
    ProductId id;
    std::string provider;
    ScenarioFields facts;
};

struct ScenarioNames {
    std::map<std::string, ScenarioParty, std::less<>> parties;
    std::map<std::string, ScenarioProduct, std::less<>> products;
    std::map<std::string, OrderId, std::less<>> orders;
    std::map<std::string, BatchId, std::less<>> batches;

    // The name of an id; empty when it has none.
    std::string of_party(PartyId id, bool is_enterprise) const;
    std::string of_product(ProductId id) const;
    std::string of_batch(BatchId id) const;
};

class ScenarioWorld {
public:
    ScenarioWorld(const Scenario& scenario, std::shared_ptr<const Rulebook> rulebook, Store& store);

    const Scenario& scenario() const { return scenario_; }
    const Rulebook& rulebook() const { return *rulebook_; }
    std::shared_ptr<const Rulebook> edition() const { return rulebook_; }
    ScenarioNames& names() { return names_; }
    const ScenarioNames& names() const { return names_; }
    ScenarioClock& clock() { return clock_; }
    UseCases& use_cases() { return use_cases_; }
    Day today() { return day_of(clock_.now(), rulebook_->zone); }

    void open(ProgrammeId programme) { programme_ = programme; }
    ProgrammeId programme() const { return programme_; }

    // Who acts when the file says `by`; the bureau's role is the one that the act needs.
    Actor actor(std::string_view by, std::string_view act) const;

    // Hands a command in, and approves it by a second person where that is asked for.
    Answer ask(ProgrammeId programme, const Actor& actor, const Command& command);
    Answer ask(std::string_view by, const Command& command);

    // Registers a person with a role in an organisation.
    PersonId employ(const std::string& name, PartyId organisation, Role role);
    void staff_offices();

    template <class T>
    std::optional<T> load(const KeyOf<T>& key) {
        Keys keys;
        keys.add<T>(key);
        WorkingSet tables;
        use_cases_.store().read(programme_)->load(keys, tables);
        const T* found = tables.find<T>(key);
        return found ? std::optional<T>{*found} : std::nullopt;
    }

    std::string fresh_invoice_number();

private:
    Answer handle(ProgrammeId programme, const Actor& actor, const Command& command);

    const Scenario& scenario_;
    std::shared_ptr<const Rulebook> rulebook_;
    ScenarioClock clock_;
    UseCases use_cases_;
    ProgrammeId programme_;
    ScenarioNames names_;
    struct Office {
        PartyId organisation;
        std::map<Role, PersonId> people;
    };
    std::map<std::string, Office, std::less<>> offices_;
    PersonId second_person_;
    std::int64_t invoices_ = 0;
};

// The platform's operation, before anybody is employed.
Actor operation(Role role = Role::platform_operator);

// The scenario cannot go on: what its setup or a step asks for does not work.
class ScenarioFault : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// "refused sold-out (B25-080)"
std::string to_text(const Refusal& refusal);

// The answer's id, or a fault that says what was refused.
std::int64_t accepted(const Answer& answer, const std::string& what);

}  // namespace zq
