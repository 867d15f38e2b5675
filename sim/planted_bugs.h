// What was planted where, and which group of invariants it offends.
#pragma once

#include <span>
#include <string_view>

namespace zq::sim {

struct PlantedBug {
    int number;
    std::string_view group;
    std::string_view what;
};
std::span<const PlantedBug> planted_bugs();

// Switches one on in the program that has them; false in any other.
bool plant(int number);

}  // namespace zq::sim
