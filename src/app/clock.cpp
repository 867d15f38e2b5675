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

std::int64_t DemoClock::offset() {
    const Instant system = system_.now();
    if (!read_ || system < read_at_ || system.micros - read_at_.micros > Instant::second) {
        const std::int64_t stored = store_.setting(setting, 0);
        offset_ = read_ ? std::max(offset_, stored) : stored;
        read_at_ = system;
        read_ = true;
    }
    return offset_;
}

Instant DemoClock::now() {
    const std::scoped_lock lock{mutex_};
    latest_ = std::max(latest_, Instant{system_.now().micros + offset()});
    return latest_;
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
    if (to < Instant{system.micros + offset()}) return false;
    offset_ = to.micros - system.micros;
    store_.put_setting(setting, offset_);
    return true;
}

}  // namespace zq
