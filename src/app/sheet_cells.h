// A sheet of a workbook as its texts: what the reader of papers hands out of an uploaded file.
// Formulas are seen, never computed.
#pragma once

#include <map>
#include <string>
#include <utility>

namespace zq::app {

struct SheetCell {
    std::string text;
    bool is_formula = false;
};
// By (row, column), both from 1.
using SheetCells = std::map<std::pair<int, int>, SheetCell>;

// Why a file is no application form: "not-a-workbook", "too-large", "no-form".
using SheetFault = std::string;

}  // namespace zq::app
