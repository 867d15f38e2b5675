// Scans are turned, grained and packed as JPEG; photographs are also bent, blurred and unevenly
// lit.
#include "papers/condition.h"

#include <cairo-pdf.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <memory>
#include <numbers>

#include "papers/reading/raster.h"

namespace zq::corpus {

namespace {

using papers::Raster;

cairo_status_t append_some(void* closure, const unsigned char* bytes, unsigned length) {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), length);
    return CAIRO_STATUS_SUCCESS;
}

void draw(cairo_t* cairo, const Page& page) {
    Pen pen{cairo};
    page.draw(pen);
    for (const PlacedSeal& seal : page.seals) {
        pen.seal(seal.x, seal.y, seal.width, seal.height, seal.name);
    }
}

// A PDF whose pages are drawn by `draw_page(cairo, page)`.
template <class DrawPage>
std::string pdf_of(const Paper& paper, DrawPage&& draw_page) {
    std::string bytes;
    cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(append_some, &bytes, 100, 100);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2025-07-12T09:30:00Z");
    cairo_t* cairo = cairo_create(surface);
    for (const Page& page : paper.pages) {
        cairo_pdf_surface_set_size(surface, page.width, page.height);
        draw_page(cairo, page);
        cairo_show_page(cairo);
    }
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    return bytes;
}

// The page as pixels, turned by some degrees, on paper that is not quite white. What is turned is
// made a little smaller: a scanner's glass shows the corners.
Raster drawn(const Page& page, double dpi, double degrees) {
    const auto width = static_cast<int>(page.width * dpi / 72);
    const auto height = static_cast<int>(page.height * dpi / 72);
    cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t* cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 0.97, 0.97, 0.95);
    cairo_paint(cairo);
    cairo_translate(cairo, width / 2.0, height / 2.0);
    cairo_rotate(cairo, degrees * std::numbers::pi / 180);
    const double scale = dpi / 72 * (degrees == 0 ? 1 : 0.93);
    cairo_scale(cairo, scale, scale);
    cairo_translate(cairo, -page.width / 2, -page.height / 2);
    draw(cairo, page);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    Raster raster{width, height, {}};
    const unsigned char* data = cairo_image_surface_get_data(surface);
    for (int y = 0; y < height; ++y) {
        const unsigned char* row =
            data + static_cast<std::ptrdiff_t>(y) * cairo_image_surface_get_stride(surface);
        for (int x = 0; x < width; ++x, row += 4) {
            raster.pixels.insert(raster.pixels.end(), {row[2], row[1], row[0]});
        }
    }
    cairo_surface_destroy(surface);
    return raster;
}

unsigned char clamped(double value) {
    return static_cast<unsigned char>(std::clamp(value, 0.0, 255.0));
}

void add_grain(Raster& raster, double strength, Dice& dice) {
    for (unsigned char& value : raster.pixels) {
        value = clamped(value + dice.from(-strength, strength));
    }
}

Raster blurred(const Raster& raster, int by) {
    Raster out = raster;
    const int area = (2 * by + 1) * (2 * by + 1);
    for (int y = by; y < raster.height - by; ++y) {
        for (int x = by; x < raster.width - by; ++x) {
            std::array<int, 3> sum{};
            for (int dy = -by; dy <= by; ++dy) {
                const unsigned char* pixel = raster.at(x - by, y + dy);
                for (int i = 0; i < 3 * (2 * by + 1); ++i) {
                    sum[static_cast<std::size_t>(i % 3)] += pixel[i];
                }
            }
            auto* pixel = const_cast<unsigned char*>(out.at(x, y));
            for (std::size_t c = 0; c < 3; ++c)
                pixel[c] = static_cast<unsigned char>(sum[c] / area);
        }
    }
    return out;
}

void paint_scan(cairo_t* cairo, const Page& page, const Raster& scan) {
    auto* jpeg = new std::string{papers::to_jpeg(scan)};
    cairo_surface_t* image =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, scan.width, scan.height);
    cairo_surface_set_mime_data(
        image, CAIRO_MIME_TYPE_JPEG, reinterpret_cast<const unsigned char*>(jpeg->data()),
        jpeg->size(), [](void* text) { delete static_cast<std::string*>(text); }, jpeg);
    cairo_save(cairo);
    cairo_scale(cairo, page.width / scan.width, page.height / scan.height);
    cairo_set_source_surface(cairo, image, 0, 0);
    cairo_paint(cairo);
    cairo_restore(cairo);
    cairo_surface_destroy(image);
}

std::string scan_of(const Paper& paper, Dice& dice) {
    static const std::vector<double> dpis{100, 150, 200, 300};
    const double dpi = dice.pick(dpis);
    const double degrees = dice.from(1, 4) * (dice.below(2) == 0 ? 1 : -1);
    return pdf_of(paper, [&](cairo_t* cairo, const Page& page) {
        Raster scan = drawn(page, dpi, degrees);
        add_grain(scan, 10, dice);
        paint_scan(cairo, page, scan);
    });
}

bool touches(const PlacedSeal& a, const PlacedSeal& b) {
    return std::abs(a.x - b.x) < (a.width + b.width) / 2 + 8 &&
           std::abs(a.y - b.y) < (a.height + b.height) / 2 + 8;
}

// A stamp over whatever is written there; on invoices sometimes over a corner of the code.
void stamp(Page& page, const Paper& paper, Dice& dice) {
    const double width = dice.from(38, 45) * 72 / 25.4;
    for (int tries = 0; tries < 50; ++tries) {
        PlacedSeal seal{dice.from(width / 2 + 5, page.width - width / 2 - 5),
                        dice.from(width / 2 + 5, page.height - width / 2 - 5), width, width,
                        paper.seller};
        const bool clear = std::ranges::none_of(
            page.seals, [&](const PlacedSeal& other) { return touches(seal, other); });
        if (!clear) continue;
        page.seals.push_back(seal);
        return;
    }
}

// Where a point of the photograph lies on the page: both corners and light are bent a little.
struct Lens {
    std::array<double, 8> h{};

    std::pair<double, double> operator()(double x, double y) const {
        const double w = h[6] * x + h[7] * y + 1;
        return {(h[0] * x + h[1] * y + h[2]) / w, (h[3] * x + h[4] * y + h[5]) / w};
    }
};

Lens lens_for(const Raster& page, double scale, Dice& dice) {
    const double angle = dice.from(-3, 3) * std::numbers::pi / 180;
    const double bend = 0.06 / page.width;
    const double shift = dice.from(0.02, 0.05);
    Lens lens;
    lens.h = {std::cos(angle) / scale,        std::sin(angle) / scale,       -shift * page.width,
              -std::sin(angle) / scale,       std::cos(angle) / scale,       -shift * page.height,
              dice.from(-bend, bend) / scale, dice.from(-bend, bend) / scale};
    return lens;
}

std::string photograph_of(const Page& page, Dice& dice) {
    const Raster flat = blurred(drawn(page, 190, 0), 1);
    constexpr double room = 1.12;
    Raster photo{static_cast<int>(flat.width * room), static_cast<int>(flat.height * room), {}};
    photo.pixels.resize(static_cast<std::size_t>(photo.width) *
                        static_cast<std::size_t>(photo.height) * 3);
    const Lens lens = lens_for(flat, 1, dice);
    const double light_x = dice.from(-0.35, 0.35);
    const double light_y = dice.from(-0.25, 0.25);
    unsigned char* pixel = photo.pixels.data();
    for (int y = 0; y < photo.height; ++y) {
        for (int x = 0; x < photo.width; ++x, pixel += 3) {
            const auto [px, py] = lens(x, y);
            const double light = 0.82 + light_x * (static_cast<double>(x) / photo.width - 0.5) +
                                 light_y * (static_cast<double>(y) / photo.height - 0.5);
            const bool on_page = px >= 0 && py >= 0 && px < flat.width - 1 && py < flat.height - 1;
            constexpr unsigned char desk[3] = {120, 96, 74};
            const unsigned char* from =
                on_page ? flat.at(static_cast<int>(px), static_cast<int>(py)) : desk;
            for (int c = 0; c < 3; ++c) pixel[c] = clamped(from[c] * light + dice.from(-7, 7));
        }
    }
    return papers::to_jpeg(photo);
}

}  // namespace

std::string_view title_of(Condition condition) {
    switch (condition) {
        case Condition::clean: return "PDF with text";
        case Condition::scanned: return "scan, turned";
        case Condition::stamped: return "scan, stamped over";
        case Condition::photographed: return "photograph";
    }
    return "";
}

std::vector<std::string> files_of(Paper& paper, Condition condition, Dice& dice) {
    switch (condition) {
        case Condition::clean: return {pdf_of(paper, draw)};
        case Condition::scanned: return {scan_of(paper, dice)};
        case Condition::stamped:
            stamp(paper.pages.front(), paper, dice);
            return {scan_of(paper, dice)};
        case Condition::photographed: break;
    }
    std::vector<std::string> files;
    for (const Page& page : paper.pages) files.push_back(photograph_of(page, dice));
    return files;
}

}  // namespace zq::corpus
