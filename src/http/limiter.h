// How often: a bucket for each name that fills by the second. Buckets that are full again are
// forgotten.
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

#include "base/civil_time.h"

namespace zq::http {

struct Rate {
    std::int64_t burst = 10;     // so many at once
    std::int64_t refill_s = 30;  // and every so many seconds …
    std::int64_t refill = 1;     // … so many more
};

class Limiter {
public:
    // Takes one; else says after how many seconds there is one again.
    int take(const std::string& name, Rate rate, Instant now);
    // Gives all back: the right password was given.
    void forgive(const std::string& name);

private:
    struct Bucket {
        std::int64_t used_micros = 0;  // what is used, in microseconds of refilling
        Instant at;
    };
    void sweep(Instant now);

    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
    Instant swept_;
};

}  // namespace zq::http
