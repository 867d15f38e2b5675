// Editions that a bureau might publish in the middle of a year.
#pragma once

#include "base/dice.h"
#include "book.h"

namespace zq::sim {

// The edition with something changed: a share, a cap, a window, a reading, or the calendar.
KnownEdition amended(const KnownEdition& known, std::int64_t nth, Dice& dice, Day today);

}  // namespace zq::sim
