// The application form as a workbook: made from the rulebook's fields, and read back from whatever
// program filled it in (B25-151, B25-152, B25-239).
#pragma once

#include "app/paper_press.h"

namespace zq::papers {

std::string write_application_form(const app::FormOnSheet& facts);

// Rows are found by the name of their field, which stands in a hidden column, else by its label.
std::expected<app::FormRead, app::SheetFault> read_application_form(const Rulebook& rules,
                                                                    const Subjects& subjects,
                                                                    const app::SheetCells& cells);

}  // namespace zq::papers
