// Whether an uploaded file may be taken, decided by its bytes alone. Runs behind the wall.
#pragma once

#include "app/paper_reader.h"
#include "papers/reading/bytes.h"

namespace zq::papers {

app::Inspection inspect_file(Bytes file);

}  // namespace zq::papers
