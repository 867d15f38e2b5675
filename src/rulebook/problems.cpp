// Problems are kept, not thrown one by one: whoever writes a rulebook mends them all in one go.
#include "rulebook/problems.h"

#include <algorithm>
#include <tuple>

namespace zq {

namespace {

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
    return text;
}

}  // namespace

RulebookError::RulebookError(std::vector<std::string> problems)
    : std::runtime_error{joined(problems)}, problems_{std::move(problems)} {}

void Problems::add(const std::string& file, int line, std::string_view what) {
    found_.push_back(Found{file, line, std::string{what}});
}

void Problems::add(const RulebookError& error) {
    elsewhere_.insert(elsewhere_.end(), error.problems().begin(), error.problems().end());
}

void Problems::throw_if_any() const {
    if (!any()) return;
    std::vector<Found> sorted = found_;
    std::ranges::stable_sort(sorted, {}, [](const Found& f) { return std::tie(f.file, f.line); });
    std::vector<std::string> lines;
    for (const Found& f : sorted) {
        lines.push_back(f.file + ":" + std::to_string(f.line) + ": " + f.what);
    }
    lines.insert(lines.end(), elsewhere_.begin(), elsewhere_.end());
    throw RulebookError{std::move(lines)};
}

}  // namespace zq
