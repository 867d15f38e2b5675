// A bucket keeps how long its emptying takes to heal; time heals it.
#include "http/limiter.h"

#include <algorithm>

namespace zq::http {

namespace {
constexpr std::int64_t sweep_every_s = 60;
}  // namespace

int Limiter::take(const std::string& name, Rate rate, Instant now) {
    const std::scoped_lock lock{mutex_};
    sweep(now);
    Bucket& bucket = buckets_[name];
    const std::int64_t healed = std::max<std::int64_t>(0, now.micros - bucket.at.micros);
    bucket.used_micros = std::max<std::int64_t>(0, bucket.used_micros - healed);
    bucket.at = now;
    const std::int64_t one = rate.refill_s * Instant::second / rate.refill;
    const std::int64_t beyond = bucket.used_micros + one - rate.burst * one;
    if (beyond > 0) return static_cast<int>(beyond / Instant::second + 1);
    bucket.used_micros += one;
    return 0;
}

void Limiter::forgive(const std::string& name) {
    const std::scoped_lock lock{mutex_};
    buckets_.erase(name);
}

void Limiter::sweep(Instant now) {
    if (now.micros - swept_.micros < sweep_every_s * Instant::second) return;
    swept_ = now;
    std::erase_if(buckets_, [&](const auto& entry) {
        return entry.second.used_micros <= now.micros - entry.second.at.micros;
    });
}

}  // namespace zq::http
