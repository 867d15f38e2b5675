// The ways a paper gets from a desk into a file.
#pragma once

#include "papers/specimens/paper.h"

namespace zq::corpus {

enum class Condition { clean, scanned, stamped, photographed };
inline constexpr Condition conditions[] = {Condition::clean, Condition::scanned, Condition::stamped,
                                           Condition::photographed};
std::string_view title_of(Condition condition);

// Files with the paper on them: one PDF, or a JPEG for each photographed page. Whoever stamps adds
// the seal to the paper's pages.
std::vector<std::string> files_of(Paper& paper, Condition condition, Dice& dice);

}  // namespace zq::corpus
