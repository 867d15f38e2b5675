// Which refusals a programme must give clauses for: those that an act it offers can end in, and
// that no row of another table covers.
#pragma once

#include "domain/rulebook.h"

namespace zq {

struct RefusalNeed {
    Code code = Code::wrong_state;
    std::vector<std::string> acts;
    std::string why;
};

std::vector<RefusalNeed> refusal_needs(const Rulebook& book);

}  // namespace zq
