// One line of the log, as JSON. Every value is escaped, so that no name or header can forge a line.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zq::http {

std::string log_line(const std::vector<std::pair<std::string_view, std::string>>& members);

}  // namespace zq::http
