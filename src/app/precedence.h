// Whose thread goes first where processor time is short: what was accepted goes before what asks to
// be, so that a crowd that has to be refused does not slow down the claims that were taken.
//
// A thread takes its precedence once, since only a privileged process may take an earlier one
// again; the threads and processes it starts have the same.
#pragma once

#include <sys/resource.h>

namespace zq {

enum class Precedence {  // what the system calls niceness
    deciding = 0,
    preparing = 5,
    receiving = 10,
    keeping = 10,  // trees and checkpoints, which may come a moment later
};

// Of this thread.
inline void take(Precedence precedence) {
    (void)::setpriority(PRIO_PROCESS, 0, static_cast<int>(precedence));
}

}  // namespace zq
