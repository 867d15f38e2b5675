// XML names without the prefix that a file may give them: "x:row" is a row.
#pragma once

#include <string_view>

namespace zq::papers {

inline std::string_view local_name(std::string_view name) {
    return name.substr(name.find(':') + 1);  // without one, from the beginning
}

}  // namespace zq::papers
