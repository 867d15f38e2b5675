// Red rings on a page that look like the seal of a company. A hint for a person, no proof.
#pragma once

#include <vector>

#include "domain/transcript.h"
#include "papers/reading/raster.h"

namespace zq::papers {

// `width_mm` is the page's, where it is known; 0 for a photograph.
std::vector<SealSeen> seals_on(const Raster& page, double width_mm);

}  // namespace zq::papers
