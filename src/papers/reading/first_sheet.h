// The texts of a workbook's first sheet. Runs behind the wall.
#pragma once

#include <expected>

#include "app/sheet_cells.h"
#include "papers/reading/bytes.h"

namespace zq::papers {

// "not-a-workbook" or "too-large".
std::expected<app::SheetCells, app::SheetFault> read_first_sheet(Bytes file);

}  // namespace zq::papers
