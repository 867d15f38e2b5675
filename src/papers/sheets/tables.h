// Lists as workbooks.
#pragma once

#include "app/paper_press.h"

namespace zq::papers {

// Amounts become numbers that can be summed; everything else stays the text it is.
std::string write_table(const app::TableOnSheet& table);
std::string write_payout_sheet(const app::PayoutList& facts);

}  // namespace zq::papers
