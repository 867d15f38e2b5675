// A linear look at a hundred patterns, the last step first: most differ there.
#include "http/router.h"

namespace zq::http {

namespace {

// Compares in place; a pattern starts with '/'.
bool fits(std::string_view pattern, const std::vector<std::string>& segments,
          std::map<std::string, std::string, std::less<>>* params) {
    const std::string_view last = pattern.substr(pattern.rfind('/') + 1);
    const bool may_fit = !segments.empty() && (last.starts_with('{') || last == segments.back());
    if (!may_fit) return false;
    std::size_t index = 0;
    while (!pattern.empty()) {
        pattern.remove_prefix(1);
        const std::string_view step = pattern.substr(0, pattern.find('/'));
        pattern.remove_prefix(step.size());
        if (index == segments.size()) return false;
        const std::string& segment = segments[index++];
        if (step.starts_with('{')) {
            if (segment.empty()) return false;
            if (params) params->emplace(step.substr(1, step.size() - 2), segment);
        } else if (step != segment) {
            return false;
        }
    }
    return index == segments.size();
}

}  // namespace

Match match(std::span<const Route> routes, std::string_view method,
            const std::vector<std::string>& segments) {
    Match result;
    for (const Route& route : routes) {
        if (!fits(route.path, segments, nullptr)) continue;
        if (route.method != method) {
            result.allow.emplace_back(route.method);
            continue;
        }
        fits(route.path, segments, &result.params);
        result.route = &route;
        return result;
    }
    return result;
}

std::vector<std::string> split_path(std::string_view path) {
    std::vector<std::string> segments;
    while (!path.empty()) {
        path.remove_prefix(1);
        segments.emplace_back(path.substr(0, path.find('/')));
        path.remove_prefix(segments.back().size());
    }
    return segments;
}

}  // namespace zq::http
