// Reading XLSX: the texts of the first sheet's cells. Formulas are seen, never computed.
#pragma once

#include <expected>
#include <filesystem>
#include <map>
#include <string>

namespace zq::papers {

struct SheetCell {
    std::string text;
    bool is_formula = false;
};
// By (row, column), both from 1.
using SheetCells = std::map<std::pair<int, int>, SheetCell>;

// "not-a-workbook" or "too-large".
std::expected<SheetCells, std::string> read_first_sheet(const std::filesystem::path& file);

// {7, 3} is "C7".
std::string cell_name(std::pair<int, int> place);

}  // namespace zq::papers
