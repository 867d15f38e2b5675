// The demo city as a database file: it is there whole, or not at all.
//
// It is built beside its place and moved there at the end, so that a build that was cut short is
// begun anew on a fresh file.
#pragma once

#include "app/use_cases.h"
#include "main/demo_city.h"

namespace zq::demo {

using MakePlan = std::function<Plan()>;

// Opens the demo's database, and builds the city first where there is none. Throws CityFault when
// it holds something else.
std::unique_ptr<Store> open_demo(const std::string& url, Clock& system, const MakePlan& plan,
                                 const Progress& progress);

}  // namespace zq::demo
