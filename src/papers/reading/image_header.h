// What an image says of itself before anybody decodes it.
#pragma once

#include "app/paper_reader.h"
#include "papers/reading/bytes.h"

namespace zq::papers {

struct ImageHeader {
    app::Hazard hazard = app::Hazard::none;  // broken, polyglot
    std::int64_t width = 0;
    std::int64_t height = 0;
    int turned = 1;       // EXIF's orientation: 1 upright, 3, 6 and 8 turned
    std::string taken{};  // EXIF's DateTimeOriginal, or DateTime: "2025:07:12 09:30:00"
    std::string maker{};  // EXIF's Model
};

bool is_png(Bytes file);
bool is_jpeg(Bytes file);
ImageHeader png_header(Bytes file);
ImageHeader jpeg_header(Bytes file);

}  // namespace zq::papers
