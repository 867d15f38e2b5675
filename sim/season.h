// A whole year of one programme, with as many enterprises as asked for, under all invariants.
#pragma once

#include <cstdint>

namespace zq::sim {

int live_through_a_season(std::int64_t enterprises);

}  // namespace zq::sim
