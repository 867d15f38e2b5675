// Workbooks: what the check lets pass is read, and what is read is bounded.
#include "fuzz/fuzz.h"
#include "papers/reading/first_sheet.h"
#include "papers/reading/workbook_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace zq;
    const auto bytes = fuzz::text_of(data, size);
    (void)papers::check_workbook(bytes);
    (void)papers::read_first_sheet(bytes);
    return 0;
}
