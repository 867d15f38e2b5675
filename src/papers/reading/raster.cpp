// Decoders fail by value here: a broken image is an ordinary thing to be given.
#include "papers/reading/raster.h"

#include <cairo.h>
#include <poppler-page-renderer.h>
// The JPEG library's header wants stdio before it.
#include <cstdio>
// NOLINTNEXTLINE(readability-duplicate-include): the order matters
#include <jpeglib.h>

#include <algorithm>
#include <cmath>
#include <csetjmp>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "papers/reading/image_header.h"
#include "papers/reading/limits.h"

namespace zq::papers {

namespace {

constexpr double drawn_pixels_max = 25e6;

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;

Raster blank(int width, int height) {
    return {width, height,
            std::vector<unsigned char>(static_cast<std::size_t>(width) *
                                       static_cast<std::size_t>(height) * 3)};
}

// --- JPEG ---------------------------------------------------------------------------------------

struct JpegErrors {
    jpeg_error_mgr base;  // first: libjpeg hands back a pointer to it
    std::jmp_buf out;
};

void jump_out(j_common_ptr state) {
    std::longjmp(reinterpret_cast<JpegErrors*>(state->err)->out, 1);
}
void say_nothing(j_common_ptr) {}

void be_quiet(JpegErrors& errors, jpeg_error_mgr*& slot) {
    slot = jpeg_std_error(&errors.base);
    errors.base.error_exit = jump_out;
    errors.base.output_message = say_nothing;
}

void to_rgb(const jpeg_decompress_struct& state, const unsigned char* row, unsigned char* out) {
    for (unsigned x = 0; x < state.output_width; ++x, out += 3) {
        if (state.out_color_space == JCS_CMYK) {  // as Adobe writes it: inverted
            const unsigned char* cmyk = row + std::size_t{x} * 4;
            for (int c = 0; c < 3; ++c) {
                out[c] = static_cast<unsigned char>(cmyk[c] * cmyk[3] / 255);
            }
        } else {
            std::memcpy(out, row + std::size_t{x} * 3, 3);
        }
    }
}

// No object with a destructor may live between setjmp and longjmp: the caller owns them all.
bool decode_jpeg(Bytes file, int side_wanted, Raster& out, std::vector<unsigned char>& row) {
    jpeg_decompress_struct state{};
    JpegErrors errors{};
    be_quiet(errors, state.err);
    jpeg_create_decompress(&state);
    if (setjmp(errors.out) != 0) {
        jpeg_destroy_decompress(&state);
        return false;
    }
    jpeg_mem_src(&state, reinterpret_cast<const unsigned char*>(file.data()), file.size());
    jpeg_read_header(&state, TRUE);
    const bool cmyk = state.num_components == 4;
    state.out_color_space = cmyk ? JCS_CMYK : JCS_RGB;
    const auto side = static_cast<std::int64_t>(std::max(state.image_width, state.image_height));
    if (side > image_side_max) longjmp(errors.out, 1);
    while (state.scale_denom < 8 && side / (state.scale_denom * 2) >= side_wanted) {
        state.scale_denom *= 2;
    }
    jpeg_start_decompress(&state);
    out = blank(static_cast<int>(state.output_width), static_cast<int>(state.output_height));
    row.resize(std::size_t{state.output_width} * 4);
    while (state.output_scanline < state.output_height) {
        const std::size_t y = state.output_scanline;
        unsigned char* line = row.data();
        if (jpeg_read_scanlines(&state, &line, 1) != 1) break;
        to_rgb(state, row.data(), out.pixels.data() + y * state.output_width * 3);
    }
    jpeg_destroy_decompress(&state);
    return true;
}

// --- PNG ----------------------------------------------------------------------------------------

cairo_status_t read_some(void* closure, unsigned char* out, unsigned length) {
    auto& rest = *static_cast<Bytes*>(closure);
    if (rest.size() < length) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(out, rest.data(), length);
    rest.remove_prefix(length);
    return CAIRO_STATUS_SUCCESS;
}

cairo_status_t append_some(void* closure, const unsigned char* bytes, unsigned length) {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), length);
    return CAIRO_STATUS_SUCCESS;
}

// Cairo's pixels are premultiplied: on white, what is missing to opaque is added.
Raster on_white(cairo_surface_t* surface) {
    cairo_surface_flush(surface);
    Raster raster =
        blank(cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface));
    const bool opaque = cairo_image_surface_get_format(surface) == CAIRO_FORMAT_RGB24;
    const unsigned char* data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    unsigned char* out = raster.pixels.data();
    for (int y = 0; y < raster.height; ++y) {
        const unsigned char* row = data + static_cast<std::ptrdiff_t>(y) * stride;
        for (int x = 0; x < raster.width; ++x, out += 3, row += 4) {
            std::uint32_t pixel = 0;
            std::memcpy(&pixel, row, 4);
            const std::uint32_t missing = opaque ? 0 : 255 - (pixel >> 24);
            out[0] = static_cast<unsigned char>(std::min(255U, (pixel >> 16 & 255) + missing));
            out[1] = static_cast<unsigned char>(std::min(255U, (pixel >> 8 & 255) + missing));
            out[2] = static_cast<unsigned char>(std::min(255U, (pixel & 255) + missing));
        }
    }
    return raster;
}

std::optional<Raster> decode_png(Bytes file) {
    const Surface surface{cairo_image_surface_create_from_png_stream(read_some, &file),
                          &cairo_surface_destroy};
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return std::nullopt;
    const cairo_format_t format = cairo_image_surface_get_format(surface.get());
    if (format == CAIRO_FORMAT_RGB24 || format == CAIRO_FORMAT_ARGB32) {
        return on_white(surface.get());
    }
    const Surface plain{
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, cairo_image_surface_get_width(surface.get()),
                                   cairo_image_surface_get_height(surface.get())),
        &cairo_surface_destroy};
    cairo_t* pen = cairo_create(plain.get());
    cairo_set_source_surface(pen, surface.get(), 0, 0);
    cairo_paint(pen);
    cairo_destroy(pen);
    return on_white(plain.get());
}

// --- turning and scaling ------------------------------------------------------------------------

Raster turned(const Raster& raster, int orientation) {
    const bool across = orientation == 6 || orientation == 8;
    if (!across && orientation != 3) return raster;
    Raster out =
        blank(across ? raster.height : raster.width, across ? raster.width : raster.height);
    unsigned char* pixel = out.pixels.data();
    for (int y = 0; y < out.height; ++y) {
        for (int x = 0; x < out.width; ++x, pixel += 3) {
            const unsigned char* from =
                orientation == 6   ? raster.at(y, raster.height - 1 - x)
                : orientation == 8 ? raster.at(raster.width - 1 - y, x)
                                   : raster.at(raster.width - 1 - x, raster.height - 1 - y);
            std::memcpy(pixel, from, 3);
        }
    }
    return out;
}

// The mean of the pixels that fall on one.
void average(const Raster& raster, int left, int top, int right, int bottom, unsigned char* out) {
    unsigned sum[3] = {0, 0, 0};
    for (int y = top; y < bottom; ++y) {
        const unsigned char* pixel = raster.at(left, y);
        for (int x = left; x < right; ++x, pixel += 3) {
            for (int c = 0; c < 3; ++c) sum[c] += pixel[c];
        }
    }
    const unsigned count = static_cast<unsigned>((right - left) * (bottom - top));
    for (int c = 0; c < 3; ++c) out[c] = static_cast<unsigned char>(sum[c] / count);
}

}  // namespace

std::optional<Raster> decode_image(Bytes file, int side_wanted) {
    if (is_png(file)) return decode_png(file);
    if (!is_jpeg(file)) return std::nullopt;
    Raster raster;
    std::vector<unsigned char> row;
    if (!decode_jpeg(file, side_wanted, raster, row)) return std::nullopt;
    return turned(raster, jpeg_header(file).turned);
}

std::pair<double, double> size_of(const poppler::page& page) {
    const poppler::rectf box = page.page_rect(poppler::crop_box);
    const bool across = page.orientation() == poppler::page::landscape ||
                        page.orientation() == poppler::page::seascape;
    return across ? std::pair{box.height(), box.width()} : std::pair{box.width(), box.height()};
}

std::optional<Raster> draw_page(const poppler::page& page, double dpi) {
    const auto [width, height] = size_of(page);
    if (!(width > 1 && height > 1 && width < 1e6 && height < 1e6)) return std::nullopt;
    dpi = std::min(dpi, 72 * std::sqrt(drawn_pixels_max / (width * height)));
    if (std::max(width, height) / 72 * dpi > 30'000 || std::min(width, height) / 72 * dpi < 1) {
        return std::nullopt;
    }
    poppler::page_renderer renderer;
    renderer.set_image_format(poppler::image::format_rgb24);
    renderer.set_render_hint(poppler::page_renderer::antialiasing);
    renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
    const poppler::image image = renderer.render_page(&page, dpi, dpi);
    if (!image.is_valid() || image.format() != poppler::image::format_rgb24) return std::nullopt;
    Raster raster = blank(image.width(), image.height());
    for (int y = 0; y < raster.height; ++y) {
        const std::size_t length = static_cast<std::size_t>(raster.width) * 3;
        std::memcpy(raster.pixels.data() + static_cast<std::size_t>(y) * length,
                    image.const_data() + static_cast<std::ptrdiff_t>(y) * image.bytes_per_row(),
                    length);
    }
    return raster;
}

Raster scaled_to_width(const Raster& raster, int width) {
    if (width >= raster.width || width < 1) return raster;
    const auto scaled = [&](int length, int at) {
        return static_cast<int>(static_cast<std::int64_t>(at) * raster.width / width < length
                                    ? static_cast<std::int64_t>(at) * raster.width / width
                                    : length);
    };
    const auto height = static_cast<int>(
        std::max<std::int64_t>(1, static_cast<std::int64_t>(raster.height) * width / raster.width));
    Raster out = blank(width, height);
    unsigned char* pixel = out.pixels.data();
    for (int y = 0; y < height; ++y) {
        const int top = std::min(scaled(raster.height, y), raster.height - 1);
        const int bottom = std::max(top + 1, scaled(raster.height, y + 1));
        for (int x = 0; x < width; ++x, pixel += 3) {
            const int left = scaled(raster.width, x);
            average(raster, left, top, std::max(left + 1, scaled(raster.width, x + 1)), bottom,
                    pixel);
        }
    }
    return out;
}

std::string to_png(const Raster& raster) {
    const Surface surface{
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, raster.width, raster.height),
        &cairo_surface_destroy};
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return {};
    unsigned char* data = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    for (int y = 0; y < raster.height; ++y) {
        const unsigned char* pixel = raster.at(0, y);
        unsigned char* row = data + static_cast<std::ptrdiff_t>(y) * stride;
        for (int x = 0; x < raster.width; ++x, pixel += 3, row += 4) {
            const std::uint32_t packed = static_cast<std::uint32_t>(pixel[0]) << 16 |
                                         static_cast<std::uint32_t>(pixel[1]) << 8 | pixel[2];
            std::memcpy(row, &packed, 4);
        }
    }
    cairo_surface_mark_dirty(surface.get());
    std::string png;
    if (cairo_surface_write_to_png_stream(surface.get(), append_some, &png) !=
        CAIRO_STATUS_SUCCESS) {
        return {};
    }
    return png;
}

std::string to_jpeg(const Raster& raster) {
    jpeg_compress_struct state{};
    JpegErrors errors{};
    be_quiet(errors, state.err);
    jpeg_create_compress(&state);
    unsigned char* bytes = nullptr;
    unsigned long length = 0;
    if (setjmp(errors.out) != 0) {
        jpeg_destroy_compress(&state);
        std::free(bytes);
        return {};
    }
    jpeg_mem_dest(&state, &bytes, &length);
    state.image_width = static_cast<JDIMENSION>(raster.width);
    state.image_height = static_cast<JDIMENSION>(raster.height);
    state.input_components = 3;
    state.in_color_space = JCS_RGB;
    jpeg_set_defaults(&state);
    jpeg_set_quality(&state, 88, TRUE);
    jpeg_start_compress(&state, TRUE);
    while (state.next_scanline < state.image_height) {
        auto* row = const_cast<unsigned char*>(raster.at(0, static_cast<int>(state.next_scanline)));
        jpeg_write_scanlines(&state, &row, 1);
    }
    jpeg_finish_compress(&state);
    jpeg_destroy_compress(&state);
    std::string jpeg{reinterpret_cast<const char*>(bytes), length};
    std::free(bytes);
    return jpeg;
}

}  // namespace zq::papers
