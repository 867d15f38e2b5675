// A rulebook for reading: all its rows as a table, and what changed from one to another.
#pragma once

#include <string>
#include <vector>

#include "domain/rulebook.h"

namespace zq {

// One row in words. `name` with `holds` says which question the row answers, `value` how.
struct RuleLine {
    std::string table;  // "cap"
    std::string name;   // "year"
    std::string holds;  // "honours in srdi"; days, where they are not the whole programme
    std::string value;  // "100000.00"
    Clauses clauses;
};

std::vector<RuleLine> lines_of(const Rulebook& book);

std::string describe(const Rulebook& book);

// Rows of one side only, and rows that answer the same question differently. Numbers of clauses
// change every year and are shown, not compared.
std::string describe_differences(const Rulebook& from, const Rulebook& to);

// The class, what decided, and how far the next one is.
std::string describe(const SizeFinding& finding, const Declaration& declared,
                     const SizeStandard& standard);

}  // namespace zq
