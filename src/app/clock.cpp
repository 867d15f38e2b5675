// The offset is read again every second, so that processes sharing a store agree within that.
#include "app/clock.h"

#include <algorithm>

namespace zq {

namespace {
const std::string setting = "demo_offset_us";
}

Instant SystemClock::now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

void DemoClock::read_offset(Instant system) {
    const std::int64_t stored = store_.setting(setting, 0);
    offset_ = read_ ? std::max(offset_, stored) : stored;
    read_at_ = system;
    read_ = true;
}

// Does not go back with the system's clock, either.
Instant DemoClock::latest(Instant system) {
    latest_ = std::max(latest_, Instant{system.micros + offset_});
    return latest_;
}

Instant DemoClock::now() {
    const std::scoped_lock lock{mutex_};
    const Instant system = system_.now();
    const bool is_old = system < read_at_ || system.micros - read_at_.micros > Instant::second;
    if (!read_ || is_old) read_offset(system);
    return latest(system);
}

void DemoClock::begin_at(Instant begin) {
    const std::scoped_lock lock{mutex_};
    offset_ = begin.micros - system_.now().micros;
    store_.put_setting(setting, offset_);
    read_ = false;
    latest_ = begin;
}

bool DemoClock::move_to(Instant to) {
    const std::scoped_lock lock{mutex_};
    const Instant system = system_.now();
    read_offset(system);  // another process may have moved it a moment ago
    if (to < latest(system)) return false;
    offset_ = to.micros - system.micros;
    store_.put_setting(setting, offset_);
    return true;
}

}  // namespace zq
