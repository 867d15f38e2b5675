// Text, codes and seals of a file, page by page. Runs behind the wall.
#pragma once

#include <functional>

#include "domain/transcript.h"
#include "papers/reading/bytes.h"

namespace zq::papers {

// Calls `so_far` after each page, with complete = false until the last: when time or memory ends in
// the middle of the next, that is the answer.
Transcript read_file(Bytes file, const std::function<void(const Transcript&)>& so_far);

}  // namespace zq::papers
