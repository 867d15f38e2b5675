// The scan that looks for what is active in a PDF, before any viewer sees it.
#include "fuzz/fuzz.h"
#include "papers/reading/pdf_scan.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    (void)zq::papers::scan_pdf(zq::fuzz::text_of(data, size));
    return 0;
}
