// Pixels: of images as they come, of pages as poppler draws them, and back to files of our own.
//
// What leaves here is encoded anew from pixels: no place where a picture was taken, no script, no
// trick of a decoder goes out to those who look at it.
#pragma once

#include <poppler-page.h>

#include <optional>
#include <string>
#include <vector>

#include "papers/reading/bytes.h"

namespace zq::papers {

struct Raster {
    int width = 0;
    int height = 0;
    std::vector<unsigned char> pixels{};  // red, green, blue; rows without gaps

    const unsigned char* at(int x, int y) const {
        return pixels.data() + (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                static_cast<std::size_t>(x)) *
                                   3;
    }
};

// PNG or JPEG, upright, on white. May be smaller than the file has it, but not below `side_wanted`
// on its longer side. Nothing when it cannot be decoded.
std::optional<Raster> decode_image(Bytes file, int side_wanted);

// Drawn so that it is not above `pixels_max` whatever its size in inches.
std::optional<Raster> draw_page(const poppler::page& page, double dpi);
// The page's width and height in points, as it is shown.
std::pair<double, double> size_of(const poppler::page& page);

Raster scaled_to_width(const Raster& raster, int width);

std::string to_png(const Raster& raster);
std::string to_jpeg(const Raster& raster);

}  // namespace zq::papers
