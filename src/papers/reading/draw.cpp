// One PDF out of many images is written by Cairo, with a fixed date: same images, same bytes.
#include "papers/reading/draw.h"

#include <cairo-pdf.h>
#include <poppler-document.h>

#include <algorithm>

#include "papers/reading/raster.h"

namespace zq::papers {

namespace {

constexpr std::int64_t drawn_width_max = 4000;
constexpr int bound_side = 3508;  // A4 at 300 dots an inch
constexpr double a4_short = 595.276;
constexpr double a4_long = 841.89;

std::string draw_pdf_page(Bytes file, std::int64_t number, int width) {
    const std::unique_ptr<poppler::document> document{
        poppler::document::load_from_raw_data(file.data(), static_cast<int>(file.size()))};
    if (!document || document->is_locked() || number > document->pages()) return {};
    const std::unique_ptr<poppler::page> page{document->create_page(static_cast<int>(number - 1))};
    if (!page) return {};
    const double points = size_of(*page).first;
    if (!(points > 0)) return {};
    const auto raster = draw_page(*page, width * 72.0 / points);
    return raster ? to_png(*raster) : std::string{};
}

cairo_status_t append_some(void* closure, const unsigned char* bytes, unsigned length) {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), length);
    return CAIRO_STATUS_SUCCESS;
}

void delete_text(void* text) {
    delete static_cast<std::string*>(text);
}

}  // namespace

std::string draw_as_png(Bytes file, std::int64_t page, std::int64_t width) {
    if (page < 1 || width < 1) return {};
    const auto pixels = static_cast<int>(std::min(width, drawn_width_max));
    if (file.starts_with("%PDF-")) return draw_pdf_page(file, page, pixels);
    if (page != 1) return {};
    const auto raster = decode_image(file, pixels);
    return raster ? to_png(scaled_to_width(*raster, pixels)) : std::string{};
}

struct Binder::Open {
    std::string bytes;
    cairo_surface_t* surface = nullptr;
    cairo_t* pen = nullptr;
};

Binder::Binder() : open_{std::make_unique<Open>()} {
    open_->surface =
        cairo_pdf_surface_create_for_stream(append_some, &open_->bytes, a4_short, a4_long);
    cairo_pdf_surface_set_metadata(open_->surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                   "1970-01-01T00:00:00Z");
    open_->pen = cairo_create(open_->surface);
}

Binder::~Binder() {
    cairo_destroy(open_->pen);
    cairo_surface_destroy(open_->surface);
}

bool Binder::add(Bytes image) {
    std::optional<Raster> raster = decode_image(image, bound_side);
    if (!raster) return false;
    const int side = std::max(raster->width, raster->height);
    if (side > bound_side) {
        const std::int64_t width = std::int64_t{raster->width} * bound_side / side;
        *raster = scaled_to_width(*raster, static_cast<int>(std::max<std::int64_t>(1, width)));
    }
    auto* jpeg = new std::string{to_jpeg(*raster)};
    const bool across = raster->width > raster->height;
    const double page_width = across ? a4_long : a4_short;
    const double page_height = across ? a4_short : a4_long;
    const double scale = std::min(page_width / raster->width, page_height / raster->height);
    // The pixels themselves are in the JPEG, which Cairo puts into the PDF as it is.
    cairo_surface_t* picture =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, raster->width, raster->height);
    cairo_surface_set_mime_data(picture, CAIRO_MIME_TYPE_JPEG,
                                reinterpret_cast<const unsigned char*>(jpeg->data()), jpeg->size(),
                                delete_text, jpeg);
    cairo_pdf_surface_set_size(open_->surface, page_width, page_height);
    cairo_save(open_->pen);
    cairo_translate(open_->pen, (page_width - raster->width * scale) / 2,
                    (page_height - raster->height * scale) / 2);
    cairo_scale(open_->pen, scale, scale);
    cairo_set_source_surface(open_->pen, picture, 0, 0);
    cairo_paint(open_->pen);
    cairo_restore(open_->pen);
    cairo_show_page(open_->pen);
    cairo_surface_destroy(picture);
    return cairo_status(open_->pen) == CAIRO_STATUS_SUCCESS;
}

std::string Binder::finish() {
    cairo_surface_finish(open_->surface);
    const bool fine = cairo_surface_status(open_->surface) == CAIRO_STATUS_SUCCESS;
    return fine ? open_->bytes : std::string{};
}

}  // namespace zq::papers
