// The log's reader: what it takes as canonical is written again byte for byte.
#include "base/value.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace zq;
    const std::string_view bytes = fuzz::text_of(data, size);
    if (const auto value = parse_canonical(bytes)) {
        fuzz::demand(canonical(*value) == bytes, "one value has one canonical form");
    }
    return 0;
}
