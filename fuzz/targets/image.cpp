// Headers of photographs: sizes are told without decoding anything.
#include "fuzz/fuzz.h"
#include "papers/reading/image_header.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace zq;
    const auto bytes = fuzz::text_of(data, size);
    for (const papers::ImageHeader& header :
         {papers::png_header(bytes), papers::jpeg_header(bytes)}) {
        fuzz::demand(header.width >= 0 && header.height >= 0, "a size is no debt");
        fuzz::demand(header.turned >= 1 && header.turned <= 8, "EXIF knows eight ways to turn");
    }
    return 0;
}
