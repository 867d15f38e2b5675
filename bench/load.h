// The load generator: many connections to one port, one request at a time on each.
//
// One loop serves every script, so what is compared (a claim, a request that does nothing, Redis)
// costs the generator nearly the same. It shares the machine with the server, so it parses by hand
// the little that it needs.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "histogram.h"

namespace zq::bench {

struct Answer {
    int status = 0;  // of HTTP; a script of another protocol gives one of its own
    std::string_view body;
};

// What is sent, and how an answer is told from the next one.
class Script {
public:
    virtual ~Script() = default;
    // The bytes of the next request; they stay until the next call.
    virtual std::string_view next() = 0;
    // The bytes of the first answer in `received` with the answer itself; 0 when it is not whole.
    virtual std::size_t read(std::string_view received, Answer& answer) const = 0;
    virtual void answered(const Answer&) {}
};

std::size_t read_http(std::string_view received, Answer& answer);
// An integer above 0 is 201, any other 409, an error 500.
std::size_t read_redis(std::string_view received, Answer& answer);

// A time in which answers are counted together.
struct Phase {
    std::string name;
    double seconds = 1;
    // Requests a second, sent when they are due whether or not others were answered; 0: each
    // connection asks again when it has its answer.
    double rate = 0;
};

struct Tally {
    std::map<int, Histogram> by_status;  // the time from sending to the whole answer
    std::int64_t dropped = 0;            // due while no connection was free
};

struct PhaseResult {
    Phase phase;
    Tally all;
    std::vector<Tally> seconds;  // second by second
};

struct LoadResult {
    std::vector<PhaseResult> phases;
    std::int64_t broken = 0;  // connections that ended with a request unanswered
    std::int64_t sent = 0;
    std::int64_t answered = 0;  // in all, also while draining
};

// Connects to 127.0.0.1, plays the phases, and waits for what is still unanswered.
LoadResult play(Script& script, int port, std::size_t connections,
                const std::vector<Phase>& phases);

}  // namespace zq::bench
