// The small texts of a rulebook, read: terms, requirements, bounds of a size standard.
//
// Each reader answers with the value or with what would be right; where it stands is the caller's
// to say.
#pragma once

#include <expected>

#include "domain/requirement.h"
#include "domain/size_class.h"

namespace zq {

template <class T>
using Parsed = std::expected<T, std::string>;

Parsed<Term> parse_term(std::string_view text);                // "5 working-days"
Parsed<Requirement> parse_requirement(std::string_view text);  // "place in 11*"
Parsed<Bound> parse_bound(std::string_view text);              // "staff >= 20"
Parsed<std::int64_t> parse_count(std::string_view text);       // digits only

// "micro, small, medium, large": the names of an enum, for messages.
template <NamedEnum E>
std::string names_of() {
    std::string names;
    for (const auto& [value, name] : EnumNames<E>::all) {
        names += (names.empty() ? "" : ", ") + std::string{name};
    }
    return names;
}

}  // namespace zq
