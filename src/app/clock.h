// The two clocks: the system's, and the programme's, which a demonstration may move forward.
//
// Reading the system's clock happens here and nowhere below.
#pragma once

#include <mutex>

#include "app/use_cases.h"

namespace zq {

class SystemClock : public Clock {
public:
    Instant now() override;
};

// The system's time plus an offset that all processes on one store share. It is never moved
// backwards.
class DemoClock : public Clock {
public:
    DemoClock(Store& store, Clock& system) : store_{store}, system_{system} {}

    Instant now() override;
    // The time a demonstration begins at, which may lie before the system's. Once, before the first
    // now().
    void begin_at(Instant begin);
    // Moves the time forward to `to`; false when that would be backwards.
    bool move_to(Instant to);

private:
    void read_offset(Instant system);
    Instant latest(Instant system);

    Store& store_;
    Clock& system_;
    std::mutex mutex_;
    Instant read_at_;
    bool read_ = false;
    std::int64_t offset_ = 0;
    Instant latest_;
};

}  // namespace zq
