// Holds uploads against the invariants: what was acknowledged, what acts have named since, what the
// register says and what lies on the shelf.
#pragma once

#include "engine/event.h"
#include "invariants.h"
#include "uploads.h"

namespace zq::sim {

class FileWatch {
public:
    // A paper of a redemption, as the log names it.
    struct Named {
        ProgrammeId programme;
        OrderId order;
        std::string digest;
        PartyId owner;
    };

    FileWatch(StoredFiles& known, const Shelved& shelved) : register_{known}, shelved_{shelved} {}

    void scanner_is(bool there) { scans_ = there; }
    // The sender was told that it is taken, or that it is not.
    void acknowledged(const StoredFile& file, const std::string& bytes);
    void turned_away(const TurnedAway& why, const std::string& bytes);
    void take(ProgrammeId programme, const Event& event);
    // A sweep has begun, by a clock that says this; and it came to its end.
    void sweep_begins(Instant now);
    void sweep_ended(Instant now);
    // What nobody uses was looked at until `horizon`.
    void compare(Instant horizon);

    const std::vector<Named>& named() const { return named_; }
    // The reviewer who opened what was handed in last.
    PersonId opened_by(ProgrammeId programme, OrderId order) const;
    Occasions occasions;

private:
    using Copy = std::pair<std::string, PartyId>;  // an owner's, of a file
    struct Story {
        std::vector<std::string> handed_in;  // last
        PersonId opened_by;
    };

    bool is_named(const std::string& digest) const { return digests_.contains(digest); }
    bool is_there(const std::string& digest, PartyId owner) const;
    void hold(Inv invariant, bool holds, const std::string& what) {
        occasions.hold(invariant, holds, what);
    }

    StoredFiles& register_;
    const Shelved& shelved_;
    bool scans_ = false;
    std::map<Copy, Instant> acknowledged_;
    std::vector<Named> named_;
    std::set<std::string> digests_;  // of what is named
    std::map<std::pair<ProgrammeId, OrderId>, Story> stories_;
    std::map<Copy, Instant> seen_;  // when they were given
    std::set<Copy> strayed_;        // given by a clock that had been further
    Instant latest_sweep_;
};

}  // namespace zq::sim
