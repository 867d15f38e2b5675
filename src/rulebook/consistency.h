// What every row may be right about by itself and the rulebook still wrong: gaps, overlaps, limits
// that contradict each other, names that nothing answers to, refusals without a clause.
#pragma once

#include "domain/rulebook.h"
#include "rulebook/problems.h"

namespace zq {

void check_consistency(const Rulebook& book, const std::string& file, Problems& problems);

// Gives every reading that the rulebook leaves out its usual value, citing Z-025.
void add_usual_readings(Rulebook& book);

// The acts that a programme may offer by [[act]] rows: all commands but those of every programme.
std::vector<std::string_view> offerable_acts();

}  // namespace zq
