// Loads, while a process still may, what libraries load when they are first used.
#pragma once

namespace zq::papers {

// The list of fonts, where pages are drawn, and the conversion that poppler's strings go through.
// poppler falls silent: its words may hold what is in a file.
void prepare_libraries(bool draws);

}  // namespace zq::papers
