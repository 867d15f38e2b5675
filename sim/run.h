// One run: a seed becomes a town, a list of steps and an end, always the same.
//
// Each step has dice of its own, so that a step that is left out does not change the others: that
// is how a failing run is made short.
#pragma once

#include <set>

#include "faults.h"
#include "file_watch.h"
#include "people.h"
#include "store/memory/memory_store.h"
#include "trail_watch.h"

namespace zq::sim {

struct Plan {
    std::uint64_t seed = 0;
    int steps = 110;
    std::set<int> without;  // steps that are left out
    bool told = false;      // write down what happens
};

struct Failure {
    Inv invariant = Inv::nothing_breaks;
    std::string what;
    int step = 0;
};

struct Course {
    std::optional<Failure> failure;
    std::string hash;  // of all events of all logs
    Occasions occasions;
    std::int64_t events = 0;
    std::int64_t commands = 0;
    std::vector<std::string> story;
    std::set<std::string> seen;  // "act status ok", "act code"
};

Course run(const Plan& plan);

// ---- the parts

// A simulated server on the store that all share.
struct Process {
    explicit Process(Store& shared) : store{shared} {}
    FaultyStore store;
    std::unique_ptr<UseCases> use_cases;
    std::int64_t skew_s = 0;
};

class Run {
public:
    explicit Run(const Plan& plan);
    Course take_course();

private:
    struct Sent {
        ProgrammeId programme;
        Asked asked;
        std::string answer;  // canonical, as it was given first
    };
    struct Effect {
        std::string command;
        Actor actor;
    };

    void settle();
    void step(int nth);
    void pass_time(Dice& dice);
    void start(Process& process);
    void crash_and_start(Process& process);
    void publish_edition(Dice& dice);
    void single(Dice& dice, int nth);
    void several(Dice& dice, int nth);
    void repeat(Dice& dice);
    // desk.cpp
    void at_the_desk(Dice& dice, int nth);
    template <class Act>
    auto with_faults(Process& process, Dice& dice, Act&& act) -> std::optional<decltype(act())>;
    void upload(Dice& dice);
    void sweep(Process& process, Dice& dice);
    void sweep_once(Process& process);
    bool knows_files(const Asked& asked);
    void sweep_before_its_turn(const Asked& asked, Dice& dice);
    void read_paper(Dice& dice);
    void take_papers_of_an_order(Dice& dice);
    void read_contact(Dice& dice);
    void overreach(Dice& dice, int nth);
    OrderId some_order_of(ProgrammeId programme, Dice& dice) const;

    void list_files();
    Accepted must(ProgrammeId programme, const Actor& actor, const Command& command);
    Asked asked_for(const Wish& wish, const std::string& key, Dice& dice);
    Outcome deliver(Process& process, ProgrammeId programme, const Asked& asked);
    Outcome try_until_answered(Process& process, ProgrammeId programme, const Asked& asked);
    void judge(ProgrammeId programme, const Asked& asked, const Outcome& outcome,
               std::int64_t effects_before, std::int64_t known_before);
    void judge_late(ProgrammeId programme, const Asked& asked, const Answer& answer);
    std::int64_t effects(ProgrammeId programme, const Asked& asked) const;
    void read_logs();
    std::int64_t all_events() const;
    Process& some_process(Dice& dice);
    void tell(const std::string& line);
    void hold(Inv invariant, bool holds, const std::string& what);

    Plan plan_;
    Course course_;
    MemoryStore shared_;
    TownClock clock_;
    KnownEditions editions_;
    std::map<ProgrammeId, std::shared_ptr<const Rulebook>> disk_;  // what a start publishes
    std::vector<std::unique_ptr<Process>> processes_;
    Audit audit_{editions_};
    TownPlan town_plan_;
    Town town_;
    std::vector<Sent> sent_;
    std::map<ProgrammeId, std::vector<Effect>> effects_;
    std::map<ProgrammeId, std::int64_t> answered_;  // highest place that anybody was told
    bool inside_ = false;                           // another step is under way
    bool was_between_ = false;
    std::int64_t amended_ = 0;
    Bytes incoming_;
    Shelved shelved_;
    bool has_scanner_ = false;
    std::int64_t uploads_ = 0;
    FileWatch files_{shared_.files(), shelved_};
    TrailWatch trail_;
};

}  // namespace zq::sim
