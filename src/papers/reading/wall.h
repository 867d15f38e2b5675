// The wall around a reader: what a process gives up before it touches a byte of somebody's file.
//
// Whatever a file makes poppler do behind it, the process can read fonts, use the descriptors it
// was given, and end. One decision: a wall that cannot be raised is an exception, never a reader
// without one. Only Landlock may be missing, on kernels before 5.13; seccomp then stands alone.
#pragma once

#include <cstdint>

namespace zq::papers {

struct WallLimits {
    std::uint64_t cpu_seconds = 2;
    std::uint64_t memory_bytes = std::uint64_t{1} << 30;
};

// From here on: no sockets, no programs, no other processes, no file but fonts, no write but to
// descriptors that are open. A breach kills the process. std::system_error when it cannot be so.
void raise_wall(const WallLimits& limits);

}  // namespace zq::papers
