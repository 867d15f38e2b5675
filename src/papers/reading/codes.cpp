// ZXing looks; text that is no UTF-8, or longer than any code of a paper, is left out.
#include "papers/reading/codes.h"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

#include <algorithm>

#include "base/value.h"

namespace zq::papers {

namespace {

constexpr std::size_t code_bytes_max = 2048;
constexpr std::size_t codes_max = 16;

std::vector<std::string> codes_in(const ZXing::ImageView& view) {
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode);
    hints.setMaxNumberOfSymbols(codes_max);
    std::vector<std::string> codes;
    for (const ZXing::Result& result : ZXing::ReadBarcodes(view, hints)) {
        std::string text = result.text();
        if (!result.isValid() || text.empty() || text.size() > code_bytes_max) continue;
        if (!is_utf8(text) || std::ranges::find(codes, text) != codes.end()) continue;
        codes.push_back(std::move(text));
    }
    return codes;
}

}  // namespace

std::vector<std::string> codes_on(const Raster& page, bool sealed) {
    std::vector<std::string> codes =
        codes_in({page.pixels.data(), page.width, page.height, ZXing::ImageFormat::RGB});
    if (!codes.empty() || !sealed) return codes;
    // Through red glass a seal over the code is as white as the paper.
    std::vector<unsigned char> red;
    red.reserve(page.pixels.size() / 3);
    for (std::size_t i = 0; i < page.pixels.size(); i += 3) red.push_back(page.pixels[i]);
    return codes_in({red.data(), page.width, page.height, ZXing::ImageFormat::Lum});
}

}  // namespace zq::papers
