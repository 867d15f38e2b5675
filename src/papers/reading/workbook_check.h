// Whether a ZIP archive is a workbook that holds cells and nothing that acts or explodes.
#pragma once

#include "app/paper_reader.h"
#include "papers/reading/bytes.h"

namespace zq::papers {

// The media type stays empty when it is no workbook.
app::Inspection check_workbook(Bytes file);

}  // namespace zq::papers
