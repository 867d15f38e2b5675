// The writer of a programme: one thread takes what has queued while the last commit ran, and has it
// decided in one round. There is no timer: a lone command waits for nobody.
//
// Claims are decided in the order in which this process had read them. Whoever reads one takes a
// place first and fills it later; the claims behind wait for it, however long their own preparing
// takes. All other commands have a lane of their own, so that a rush of claims holds up no review;
// there nobody waits for a place that is still empty.
#pragma once

#include <functional>

#include "app/use_cases.h"

namespace zq {

class Writer {
public:
    struct Settings {
        std::size_t round_most = 512;     // commands in one round, each lane
        std::size_t queue_most = 20'000;  // places in a lane, whatever the speed
        std::size_t queue_least = 256;    // so many always, before the speed is known
        std::int64_t patience_ms = 250;   // what queues longer than this is refused at once
    };
    using Done = std::function<void(Attempt)>;
    struct Answer {
        Done done;
        Attempt attempt;
    };
    // Takes all answers of a round in one go. Must not throw.
    using HandOver = std::function<void(std::vector<Answer>)>;
    // Called when nobody can say what was stored; must end the process.
    using Lost = std::function<void(const CommitUnknown&)>;

    Writer(UseCases& use_cases, Settings settings, HandOver hand_over, Lost lost);
    // Everything that was submitted is decided and handed over first.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    class Place;
    // The next place in the lane of such an act. Nothing when more is queued than can be answered
    // in time; then `retry_after_s` says when to come again.
    std::optional<Place> enter(ProgrammeId programme, bool is_claim);
    std::int64_t retry_after_s(ProgrammeId programme);
    void submit(Place place, Asked asked, Done done);
    // Waits for the outcome; throws the fault that kept the command from having one. For work that
    // is no request of its own: imports, accounts of persons.
    Outcome handle(ProgrammeId programme, Asked asked);

    // Decides what was submitted, then takes nothing more.
    void finish();

    struct Load {
        std::size_t queued = 0;  // places taken, both lanes
        std::int64_t rounds = 0;
        std::int64_t commands = 0;
    };
    Load load() const;  // over all programmes

private:
    struct Line;
    struct Queued;
    Line& line(ProgrammeId programme);
    std::size_t most(const Line& line) const;
    void run(ProgrammeId programme, Line& line);
    std::vector<Answer> decide(ProgrammeId programme, std::vector<Queued> round);

    UseCases& use_cases_;
    Settings settings_;
    HandOver hand_over_;
    Lost lost_;
    struct Hidden;
    std::unique_ptr<Hidden> hidden_;
};

// A place in a lane. One that goes unfilled is given up: those behind move on.
class Writer::Place {
public:
    ~Place();
    Place(Place&& other) noexcept;
    Place& operator=(Place&& other) noexcept;
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

private:
    friend class Writer;
    struct Slot;
    Place(Line& line, std::shared_ptr<Slot> slot);
    void give_up();

    Line* line_ = nullptr;
    std::shared_ptr<Slot> slot_;
};

}  // namespace zq
