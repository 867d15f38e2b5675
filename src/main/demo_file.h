// The demo city as a database file: it is there whole, or not at all.
//
// It is built beside its place and moved there at the end, so that a build that was cut short is
// begun anew on a fresh file.
#pragma once

#include <filesystem>

#include "main/demo_city.h"

namespace zq::demo {

// Nothing when `database` exists. `at_the_end` gets the store before it is moved: to set the clock.
void build_demo_file(const std::filesystem::path& database, const Plan& plan,
                     const Progress& progress,
                     const std::function<void(Store&, const Built&)>& at_the_end);

}  // namespace zq::demo
