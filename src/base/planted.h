// Bugs that are planted to see whether the simulator finds them (sim/, docs/reliability.md).
//
// They are there only where ZQ_PLANTED_BUGS is defined: in a second build of these sources that is
// linked into zuoquan-sim-planted. Anywhere else `planted` is false before the compiler is done.
// Included by .cpp files only.
#pragma once

namespace zq {

#ifdef ZQ_PLANTED_BUGS
extern int planted_bug;  // the one that is switched on; 0: none
namespace {
[[maybe_unused]] bool planted(int number) {
    return planted_bug == number;
}
}  // namespace
#else
namespace {
[[maybe_unused]] constexpr bool planted(int) {
    return false;
}
}  // namespace
#endif

}  // namespace zq
