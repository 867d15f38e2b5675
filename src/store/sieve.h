// Filters of a query, checked against the table they ask: one meaning for memory and SQL.
//
// `absent` is what encode() leaves out: no value, 0, "" or an empty list. `differs` includes the
// absent; every other comparison needs a value. `contains` is part of a text, or an element of a
// list.
#pragma once

#include "app/store.h"
#include "store/table.h"

namespace zq {

struct Sieve {
    std::size_t column = 0;
    Filter::Comparison comparison = Filter::Comparison::equals;
    std::vector<Cell> values;
};

// BrokenInvariant when a field is unknown or a value is of another kind than its field.
std::vector<Sieve> sieves_of(const Shape& table, const std::vector<Filter>& where);
std::vector<Sieve> sieves_of(const Shape& table, const Search& search);

// A sort value as a cell: the empty map stands for the absent.
Cell cell_for(const Column& column, const Value& value);

bool fits(const Column& column, const Sieve& sieve, const Cell& cell);

// Elements of a list are looked for between commas: ",12," in ",3,12,".
std::string element_of(const Column& column, const std::string& contained);

}  // namespace zq
