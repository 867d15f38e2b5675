// What comes back from behind the wall is as hostile as the file: it is taken whole or not at all,
// and what was taken is written as it is read again.
#include "papers/reading/wire.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace zq;
    using namespace zq::papers;
    const auto bytes = fuzz::text_of(data, size);
    if (const auto seen = transcript_from_wire(bytes)) {
        const auto again = transcript_from_wire(to_wire(*seen));
        fuzz::demand(again && to_wire(*again) == to_wire(*seen), "a transcript comes back");
    }
    (void)inspection_from_wire(bytes);
    (void)form_from_wire(bytes);
    return 0;
}
