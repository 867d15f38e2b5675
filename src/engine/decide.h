// Deciding: a command, a working set and a time in; changes, one event and an answer out.
//
// No clock, no I/O, no randomness: what was decided once is decided again byte for byte. A refusal
// leaves the working set as it was; a refused claim still has its event, so that fairness can be
// shown.
#pragma once

#include <functional>
#include <utility>

#include "domain/check.h"
#include "domain/rulebook.h"
#include "engine/event.h"

namespace zq {

struct Request {
    Instant at;
    Actor actor;
    Command command;
    std::vector<std::string> reused_proofs;  // that another order stands on, as the registry says
};

struct Accepted {
    std::int64_t seq = 0;  // place in the log
    std::string entity;    // what the command was about, or made: "order", "product", "batch" …
    std::int64_t id = 0;
    Facts outcome;  // beside the entity itself: totals, names of those left out
};

using Answer = std::expected<Accepted, Refusal>;

// Editions of the programme's rulebook. An order is ruled by the edition of its claim.
using Rulebooks = std::function<const Rulebook&(EditionId)>;

// Entities that a command needs and that cannot be named by key beforehand: all orders of a party …
struct Search {
    std::string entity;  // Entity<T>::name
    std::vector<std::pair<std::string, Value>>
        where;  // field equals value; the empty map: field absent
};

// What has to be loaded before `command` can be decided. Two rounds: the first names what the
// command names, `related` what those entities name in turn; it is called until nothing new comes.
using Buyers = std::set<std::pair<PartyId, ProductId>>;  // who would claim what
struct Needs {
    Keys keys;
    std::vector<Search> searches;
    Buyers buyers;
};
Needs needs_of(const Command& command, const Actor& actor, Instant at, ProgrammeId programme);
Needs related(const WorkingSet& loaded, const Buyers& buyers);

class Engine {
public:
    Engine(ProgrammeId programme, const Rulebooks& rulebooks, WorkingSet& tables,
           std::int64_t next_seq, Instant last_time)
        : programme_{programme},
          rulebooks_{rulebooks},
          tables_{tables},
          next_seq_{next_seq},
          last_time_{last_time} {}

    // Fires every deadline of the loaded entities that has passed at `now`, in order of due time,
    // kind and id. Each has its event, dated the second after the deadline.
    void fire_deadlines(Instant now);

    // Decides one command. Its time is raised to the log's last one if it is earlier.
    Answer decide(const Request& request);

    // What the last command looked at, right or not.
    const std::vector<Check>& checks() const { return checks_; }

    // All that was appended since it was last taken, in order of the log.
    const std::vector<Event>& events() const { return events_; }
    std::vector<Event> take_events() { return std::exchange(events_, {}); }

private:
    friend class Deciding;
    ProgrammeId programme_;
    const Rulebooks& rulebooks_;
    WorkingSet& tables_;
    std::int64_t next_seq_;
    Instant last_time_;
    std::vector<Event> events_;
    std::vector<Check> checks_;
    std::optional<Instant> swept_;  // up to here no deadline is left to fire
};

// The order number that contracts print: prefix, sequence, check digit (ISO 7064 MOD 97-10, two
// digits).
std::string order_number(const Rulebook& rulebook, std::int64_t seq);

}  // namespace zq
