// Events: what the log keeps of a command, and the fold that makes the tables of them.
//
// The body of an event carries what was asked (`request`), what was decided (`outcome`, and for a
// refused claim its reasons), the new image of every entity that changed (`changes`) and every
// movement of an account (`moves`). The fold is therefore one function for all acts: nothing can
// drift from it.
#pragma once

#include "engine/working_set.h"

namespace zq {

inline constexpr std::int64_t event_version = 1;

// The envelope; canonical bytes and hash are made from it in one place (app/log.h).
struct Event {
    std::int64_t v = event_version;
    ProgrammeId programme;
    std::int64_t seq = 0;  // 1 is the first
    Instant time;
    Actor actor;
    std::string command;
    Clauses clauses;
    Value body;

    static void fields(auto& self, auto&& visit) {
        visit("v", self.v);
        visit("programme", self.programme);
        visit("seq", self.seq);
        visit("time", self.time);
        visit("actor", self.actor);
        visit("command", self.command);
        visit("clauses", self.clauses);
        visit("body", self.body);
    }
};

// Which entities an event changed: (entity name, key as text), for timelines and indexes.
struct Subject {
    std::string entity;
    std::int64_t id = 0;
    friend auto operator<=>(const Subject&, const Subject&) = default;
};
std::vector<Subject> subjects_of(const Event& event);

// Adds the event's changes and movements to the tables in `tables`. Accounts come into being at
// their first movement. Undecodable when the event is not of this version or is damaged.
void fold(const Event& event, WorkingSet& tables);

}  // namespace zq
