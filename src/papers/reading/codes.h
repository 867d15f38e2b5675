// QR codes on a page.
#pragma once

#include <string>
#include <vector>

#include "papers/reading/raster.h"

namespace zq::papers {

// What each says, once, in the order of the page. `sealed`: there is red that may cover one.
std::vector<std::string> codes_on(const Raster& page, bool sealed);

}  // namespace zq::papers
