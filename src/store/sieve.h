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

// The columns of a tally. BrokenInvariant when a field is unknown or a sum is of no integers.
struct GroupColumns {
    std::vector<std::size_t> by;
    std::vector<std::size_t> sums;
    std::optional<std::size_t> day;
};
GroupColumns group_columns(const Shape& table, const Tally& tally);
// The day on which an instant's cell falls.
std::int64_t day_in(const Cell& cell, const Tally& tally);
// Gives a group the values of its cells: those it is grouped by, then the day.
void name_group(Group& group, const std::vector<Cell>& cells, const Tally& tally);

// Elements of a list are looked for between commas: ",12," in ",3,12,".
std::string element_of(const Column& column, const std::string& contained);

}  // namespace zq
