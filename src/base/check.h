// Invariant checks: a bug in Zuoquan, never bad input. They stay on in production.
#pragma once

#include <stdexcept>
#include <string>

namespace zq {

// Thrown when the program contradicts itself. Nothing catches it but the edge, which ends the work
// in hand without storing anything.
class BrokenInvariant : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

inline void check(bool holds, const char* what) {
    if (!holds) throw BrokenInvariant{what};
}

}  // namespace zq
