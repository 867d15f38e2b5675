// Names in a rulebook that must answer to something: acts, directions, subtypes, sizes, kinds of
// paper.
#pragma once

#include "domain/rulebook.h"
#include "rulebook/problems.h"

namespace zq {

void check_known_names(const Rulebook& book, const std::string& file, Problems& problems);

}  // namespace zq
