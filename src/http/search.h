// Search in names: part of a text, whatever its width and case.
#pragma once

#include <string>
#include <string_view>

namespace zq::http {

// Full-width forms become ASCII, the ideographic blank a blank, letters small.
std::string searchable(std::string_view text);

}  // namespace zq::http
