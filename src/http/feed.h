// What changed in the programmes, for whoever follows them: stock and budget left, second by
// second.
//
// One look a second serves all followers of a programme, however many they are.
#pragma once

#include <map>
#include <mutex>

#include "app/use_cases.h"

namespace zq::http {

class Feed {
public:
    explicit Feed(UseCases& use_cases) : use_cases_{use_cases} {}

    // Reads the programme's stock and budget if its log has grown and nobody is just looking.
    // Blocks; throws what stores throw.
    void look(ProgrammeId programme);

    // Where a follower has got to.
    struct Seen {
        std::int64_t look = 0;  // 0: nothing yet
    };
    // What happened after `seen`, as a JSON object in one line, and moves it on; empty: nothing.
    // The first time it tells the place in the log only: the follower then asks for what it shows.
    std::string since(ProgrammeId programme, Seen& seen) const;

private:
    struct Stock {
        std::int64_t left = 0;
        std::int64_t changed = 0;  // in which look
    };
    struct State {
        bool is_looking = false;
        std::int64_t look = 0;
        std::int64_t seq = 0;
        Instant time;
        std::optional<Money> budget_left;
        std::map<std::int64_t, Stock> stock;  // by product
    };

    bool begin_look(ProgrammeId programme);
    void end_look(ProgrammeId programme);
    void read(ProgrammeId programme);

    UseCases& use_cases_;
    mutable std::mutex mutex_;
    std::map<ProgrammeId, State> states_;
};

}  // namespace zq::http
