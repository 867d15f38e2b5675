// Pango sets the text without hinting, so that a page looks the same in every size.
#include "papers/specimens/pen.h"

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <pango/pangocairo.h>

#include <cmath>
#include <numbers>

namespace zq::corpus {

namespace {

constexpr double pi = std::numbers::pi;

PangoLayout* layout_of(cairo_t* cairo, const std::string& text, double size) {
    PangoLayout* layout = pango_cairo_create_layout(cairo);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(pango_layout_get_context(layout), options);
    cairo_font_options_destroy(options);
    pango_context_set_language(pango_layout_get_context(layout),
                               pango_language_from_string("zh-cn"));
    PangoFontDescription* font = pango_font_description_from_string("Noto Sans CJK SC");
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(layout, text.c_str(), static_cast<int>(text.size()));
    return layout;
}

}  // namespace

void Pen::write(double x, double y, const std::string& text, double size) {
    PangoLayout* layout = layout_of(cairo_, text, size);
    cairo_move_to(cairo_, x, y);
    pango_cairo_show_layout(cairo_, layout);
    g_object_unref(layout);
}

double Pen::paragraph(double x, double y, double width, const std::string& text, double size) {
    PangoLayout* layout = layout_of(cairo_, text, size);
    pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_spacing(layout, static_cast<int>(size * 0.4 * PANGO_SCALE));
    cairo_move_to(cairo_, x, y);
    pango_cairo_show_layout(cairo_, layout);
    PangoRectangle extents;
    pango_layout_get_extents(layout, nullptr, &extents);
    g_object_unref(layout);
    return y + static_cast<double>(extents.height) / PANGO_SCALE + size * 0.7;
}

void Pen::line(double x1, double y1, double x2, double y2) {
    cairo_set_line_width(cairo_, 0.7);
    cairo_move_to(cairo_, x1, y1);
    cairo_line_to(cairo_, x2, y2);
    cairo_stroke(cairo_);
}

void Pen::box(double x, double y, double width, double height) {
    cairo_set_line_width(cairo_, 0.7);
    cairo_rectangle(cairo_, x, y, width, height);
    cairo_stroke(cairo_);
}

void Pen::disc(double middle_x, double middle_y, double radius) {
    cairo_new_path(cairo_);
    cairo_arc(cairo_, middle_x, middle_y, radius, 0, 2 * pi);
    cairo_fill(cairo_);
}

void Pen::code(double x, double y, double side, const std::string& text) {
    const std::wstring wide{text.begin(), text.end()};
    const ZXing::BitMatrix bits =
        ZXing::MultiFormatWriter{ZXing::BarcodeFormat::QRCode}.setMargin(0).encode(wide, 0, 0);
    const double cell = side / bits.width();
    for (int row = 0; row < bits.height(); ++row) {
        for (int column = 0; column < bits.width(); ++column) {
            if (bits.get(column, row)) {
                cairo_rectangle(cairo_, x + column * cell, y + row * cell, cell, cell);
            }
        }
    }
    cairo_fill(cairo_);
}

void Pen::star(double radius) {
    cairo_new_path(cairo_);
    for (int i = 0; i < 10; ++i) {
        const double r = i % 2 == 0 ? radius : radius * 0.38;
        const double angle = i * pi / 5 - pi / 2;
        cairo_line_to(cairo_, r * std::cos(angle), r * std::sin(angle));
    }
    cairo_fill(cairo_);
}

void Pen::seal(double middle_x, double middle_y, double width, double height,
               const std::string& whole_name) {
    std::string name = whole_name;  // a stamp has no room for the brackets in it
    std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    cairo_save(cairo_);
    cairo_translate(cairo_, middle_x, middle_y);
    cairo_set_source_rgba(cairo_, 0.85, 0.08, 0.1, 0.82);
    cairo_save(cairo_);
    cairo_scale(cairo_, width / 2, height / 2);
    cairo_new_path(cairo_);
    cairo_arc(cairo_, 0, 0, 0.97, 0, 2 * pi);
    cairo_close_path(cairo_);
    cairo_restore(cairo_);
    cairo_set_line_width(cairo_, 3);
    cairo_stroke(cairo_);
    star(height * 0.14);
    const auto count = static_cast<int>(name.size() / 3);
    const double size = std::min(11.0, width * 2.2 / std::max(count, 1));
    for (int i = 0; i < count; ++i) {
        const double angle = pi * (-1.25 + 1.5 * (i + 0.5) / count);
        cairo_save(cairo_);
        cairo_translate(cairo_, width * 0.37 * std::cos(angle), height * 0.37 * std::sin(angle));
        cairo_rotate(cairo_, angle + pi / 2);
        write(-size / 2, -size * 0.75, name.substr(static_cast<std::size_t>(i) * 3, 3), size);
        cairo_restore(cairo_);
    }
    cairo_restore(cairo_);
}

}  // namespace zq::corpus
