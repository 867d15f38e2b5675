// The small town of a run: few parties, so that they get in each other's way.
//
// Everything is made by commands through the use cases; two programmes over one registry where the
// calendar allows it.
#pragma once

#include "app/use_cases.h"
#include "audit.h"
#include "base/dice.h"

namespace zq::sim {

class TownClock : public Clock {
public:
    Instant now() override { return {now_.micros + skew_s * second}; }
    void move_to(Instant at) { now_ = at; }
    void pass(std::int64_t seconds) { now_.micros += seconds * second; }
    Instant true_time() const { return now_; }
    std::int64_t skew_s = 0;  // of the process that asks

private:
    Instant now_;
};

struct TownPlan {
    int enterprises = 4;
    int providers = 2;
    int products = 2;  // in each programme
    std::int64_t vouchers = 4;
    std::int64_t budget = 0;  // fen; 0: none
    bool two_programmes = true;
    int year = 2025;
    bool calm = false;  // most do what is usual, and time passes slowly
};

struct Staff {
    Actor officer, other_officer, maker, other_maker, approver, other_approver, reviewer,
        other_reviewer, expert, platform, security, system, audit, auditor;
};

struct Town {
    std::vector<ProgrammeId> programmes;
    std::vector<Actor> enterprises;
    std::vector<Actor> providers;  // owners
    std::vector<Actor> provider_operators;
    std::vector<PersonId> spare;  // persons without a role
    PartyId bureau;
    Staff staff;
    std::vector<std::vector<ProductId>> products;       // by programme
    std::map<PartyId, std::vector<std::string>> files;  // digests, as each finds them in its list
};

// Rulebooks of a run: the shipped ones, without the application's form, under short texts.
std::shared_ptr<const Rulebook> base_edition(int year);
// The same, in which a provider may take back what no reviewer has opened.
std::shared_ptr<const Rulebook> edition_with_recall(int year);
Almanac shipped_almanac();

using Do = std::function<Accepted(ProgrammeId, const Actor&, const Command&)>;
// The parties and offices; then what a programme has on sale. `pass` lets time go by.
Town settle_town(const TownPlan& plan, const Do& act);
void open_shops(Town& town, const TownPlan& plan, const Do& act,
                const std::function<void(std::int64_t)>& pass,
                const std::function<const Rulebook&(ProgrammeId)>& rules);

RecordEnterprise enterprise_record(const Actor& actor, std::size_t nth, Dice& dice);

}  // namespace zq::sim
