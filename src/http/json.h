// Strict JSON in: what Boost.JSON takes and a contract must not is refused with the place where it
// stands.
//
// Duplicate keys, numbers that are no 64-bit integer and control characters in text are errors
// here, not silent choices of a parser. Every issue names its JSON pointer.
#pragma once

#include <boost/json/value.hpp>

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace zq::http {

namespace json = boost::json;

// One thing wrong with a request: where, and what would be right.
struct Issue {
    std::string pointer;  // "/documents/0/kind"; empty: the whole body
    std::string detail;
    std::string field{};  // a field of a form or a kind of document, by its name
    friend bool operator==(const Issue&, const Issue&) = default;
};
using Issues = std::vector<Issue>;

inline constexpr std::size_t json_depth_max = 16;

// Which numbers are taken: our own contract has 64-bit integers only, others have what they like.
enum class Numbers { integers, any };

// The tree of a JSON text, or the one issue that makes it none.
std::expected<json::value, Issue> parse_json(std::string_view text,
                                             Numbers numbers = Numbers::integers);

// A key as a step of a JSON pointer, with ~ and / escaped.
std::string pointer_step(std::string_view key);

}  // namespace zq::http
