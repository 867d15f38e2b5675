// Pango lays out, Cairo draws. Without the language and this family Han characters would take
// Japanese shapes; without hinting a page looks the same on every machine.
#include "papers/made/sheet.h"

#include <ZXing/BarcodeFormat.h>
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>

#include "papers/made/fonts.h"

namespace zq::papers {

namespace {

constexpr double note_scale = 0.76;
constexpr double cell_padding_x = 6;
constexpr double cell_padding_y = 5.5;
constexpr double border = 0.6;
constexpr double head_y = 34;
constexpr double first_y = 66;

struct Colour {
    double red, green, blue;
};
constexpr Colour colour_of(Ink ink) {
    switch (ink) {
        case Ink::black: return {0.10, 0.10, 0.10};
        case Ink::grey: return {0.42, 0.42, 0.42};
        case Ink::red: return {0.72, 0.11, 0.11};
    }
    return {};
}

PangoAlignment alignment_of(Align align) {
    switch (align) {
        case Align::left: return PANGO_ALIGN_LEFT;
        case Align::centre: return PANGO_ALIGN_CENTER;
        case Align::right: return PANGO_ALIGN_RIGHT;
    }
    return PANGO_ALIGN_LEFT;
}

void add_note_look(PangoLayout* layout, std::size_t from, double size) {
    PangoAttrList* list = pango_attr_list_new();
    const auto add = [&](PangoAttribute* attribute) {
        attribute->start_index = static_cast<guint>(from);
        attribute->end_index = PANGO_ATTR_INDEX_TO_TEXT_END;
        pango_attr_list_insert(list, attribute);
    };
    const Colour grey = colour_of(Ink::grey);
    const auto part = [](double share) { return static_cast<guint16>(share * 65535); };
    add(pango_attr_size_new(static_cast<int>(size * note_scale * PANGO_SCALE)));
    add(pango_attr_weight_new(PANGO_WEIGHT_NORMAL));
    add(pango_attr_foreground_new(part(grey.red), part(grey.green), part(grey.blue)));
    pango_layout_set_attributes(layout, list);
    pango_attr_list_unref(list);
}

using HeldLayout = std::unique_ptr<PangoLayout, decltype(&g_object_unref)>;

HeldLayout layout_from(PangoFontMap* fonts, cairo_t* cairo) {
    PangoContext* context = pango_font_map_create_context(fonts);
    pango_cairo_update_context(cairo, context);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_language(context, pango_language_from_string("zh-cn"));
    pango_context_set_round_glyph_positions(context, FALSE);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    HeldLayout layout{pango_layout_new(context), &g_object_unref};
    g_object_unref(context);
    return layout;
}

cairo_status_t append(void* bytes, const unsigned char* data, unsigned count) {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), count);
    return CAIRO_STATUS_SUCCESS;
}

void describe(cairo_surface_t* surface, const Properties& properties) {
    const auto set = [&](cairo_pdf_metadata_t key, const std::string& text) {
        cairo_pdf_surface_set_metadata(surface, key, text.c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, properties.title);
    set(CAIRO_PDF_METADATA_AUTHOR, properties.author);
    set(CAIRO_PDF_METADATA_SUBJECT, properties.subject);
    set(CAIRO_PDF_METADATA_CREATOR, "Zuoquan");
    set(CAIRO_PDF_METADATA_CREATE_DATE, properties.date);
    set(CAIRO_PDF_METADATA_MOD_DATE, properties.date);
}

int composed(std::string& bytes, const Properties& properties, const Printing& printing,
             const std::function<void(Sheet&)>& compose) {
    cairo_surface_t* surface =
        cairo_pdf_surface_create_for_stream(append, &bytes, Sheet::width, Sheet::height);
    describe(surface, properties);
    int count = 0;
    {
        Sheet sheet{surface, properties, printing};
        compose(sheet);
        sheet.finish_page();
        count = sheet.pages();
    }
    cairo_surface_finish(surface);
    const cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS) {
        throw std::runtime_error{
            fmt::format("a PDF could not be made: {}", cairo_status_to_string(status))};
    }
    return count;
}

}  // namespace

struct Sheet::Layout {
    HeldLayout pango;
    double height() const {
        int high = 0;
        pango_layout_get_size(pango.get(), nullptr, &high);
        return static_cast<double>(high) / PANGO_SCALE;
    }
};

Sheet::Sheet(cairo_surface_t* surface, Properties properties, const Printing& printing)
    : cairo_{cairo_create(surface)}, properties_{std::move(properties)}, printing_{printing} {
    begin_page();
}

Sheet::~Sheet() {
    cairo_destroy(cairo_);
}

void Sheet::use(Ink ink) {
    const Colour colour = colour_of(ink);
    cairo_set_source_rgb(cairo_, colour.red, colour.green, colour.blue);
}

Sheet::Layout Sheet::laid_out(const std::string& text, const Style& style, double wide,
                              const std::string& note) const {
    Layout out{layout_from(printing_.fonts, cairo_)};
    PangoLayout* layout = out.pango.get();
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family(font, font_family);
    pango_font_description_set_size(font, static_cast<int>(style.size * PANGO_SCALE));
    pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);

    const std::string all = note.empty() ? text : text + "  " + note;
    if (printing_.shown) *printing_.shown += all;
    pango_layout_set_text(layout, all.data(), static_cast<int>(all.size()));
    if (!note.empty()) add_note_look(layout, text.size(), style.size);
    pango_layout_set_width(layout, static_cast<int>(wide * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, alignment_of(style.align));
    pango_layout_set_indent(layout, static_cast<int>(style.indent * PANGO_SCALE));
    pango_layout_set_line_spacing(layout, static_cast<float>(style.line_spacing * 0.72));
    return out;
}

double Sheet::text_at(double x, double y, double wide, const std::string& text,
                      const Style& style) {
    const Layout layout = laid_out(text, style, wide, "");
    use(style.ink);
    cairo_move_to(cairo_, x, y);
    pango_cairo_show_layout(cairo_, layout.pango.get());
    return layout.height();
}

void Sheet::need(double points) {
    if (y_ + points <= bottom) return;
    finish_page();
    begin_page();
}

void Sheet::text(const std::string& text, const Style& style, const std::string& note) {
    const Layout layout = laid_out(text, style, text_width, note);
    need(layout.height());
    use(style.ink);
    cairo_move_to(cairo_, margin, y_);
    pango_cairo_show_layout(cairo_, layout.pango.get());
    y_ += layout.height();
}

void Sheet::item(const std::string& label, const std::string& text, const std::string& note,
                 const Style& style, double indent) {
    const Layout layout = laid_out(text, style, text_width - indent, note);
    need(layout.height());
    text_at(margin, y_, indent, label, style);
    use(style.ink);
    cairo_move_to(cairo_, margin + indent, y_);
    pango_cairo_show_layout(cairo_, layout.pango.get());
    y_ += layout.height();
}

void Sheet::rule(double thickness, Ink ink) {
    use(ink);
    cairo_rectangle(cairo_, margin, y_, text_width, thickness);
    cairo_fill(cairo_);
    y_ += thickness;
}

void Sheet::line_at(double x1, double y1, double x2, double y2, double thickness) {
    use(Ink::black);
    cairo_set_line_width(cairo_, thickness);
    cairo_move_to(cairo_, x1, y1);
    cairo_line_to(cairo_, x2, y2);
    cairo_stroke(cairo_);
}

// Rectangles, so that a code stays sharp at any size.
void Sheet::code_at(double x, double y, double side, const std::string& content) {
    ZXing::MultiFormatWriter writer{ZXing::BarcodeFormat::QRCode};
    const ZXing::BitMatrix modules = writer.setMargin(0).setEccLevel(4).encode(
        std::wstring(content.begin(), content.end()), 0, 0);
    const double module = side / modules.width();
    use(Ink::black);
    for (int row = 0; row < modules.height(); ++row) {
        for (int column = 0; column < modules.width(); ++column) {
            const int start = column;
            while (column < modules.width() && modules.get(column, row)) ++column;
            if (column == start) continue;
            cairo_rectangle(cairo_, x + start * module, y + row * module, (column - start) * module,
                            module);
        }
    }
    cairo_fill(cairo_);
}

double Sheet::row_height(const Grid& grid, const GridRow& row) const {
    double high = 0;
    std::size_t column = 0;
    for (const Cell& cell : row) {
        double wide = 0;
        for (std::size_t i = 0; i < cell.span; ++i) wide += grid.shares.at(column++) * text_width;
        const Layout layout = laid_out(cell.text, cell.style, wide - 2 * cell_padding_x, "");
        high = std::max(high, layout.height());
    }
    return high + 2 * cell_padding_y;
}

void Sheet::draw_box(const Cell& cell, double x, double wide, double high) {
    cairo_rectangle(cairo_, x, y_, wide, high);
    if (cell.shaded) {
        cairo_set_source_rgb(cairo_, 0.945, 0.945, 0.935);
        cairo_fill_preserve(cairo_);
    }
    cairo_set_source_rgb(cairo_, 0.35, 0.35, 0.35);
    cairo_set_line_width(cairo_, border);
    cairo_stroke(cairo_);
}

void Sheet::draw_row(const Grid& grid, const GridRow& row, double high) {
    double x = margin;
    std::size_t column = 0;
    for (const Cell& cell : row) {
        double wide = 0;
        for (std::size_t i = 0; i < cell.span; ++i) wide += grid.shares.at(column++) * text_width;
        draw_box(cell, x, wide, high);
        const Layout layout = laid_out(cell.text, cell.style, wide - 2 * cell_padding_x, "");
        use(cell.style.ink);
        cairo_move_to(cairo_, x + cell_padding_x, y_ + (high - layout.height()) / 2);
        pango_cairo_show_layout(cairo_, layout.pango.get());
        x += wide;
    }
    y_ += high;
}

void Sheet::grid(const Grid& grid) {
    const double head = grid.head.empty() ? 0 : row_height(grid, grid.head);
    bool head_due = !grid.head.empty();
    for (const GridRow& row : grid.rows) {
        const double high = row_height(grid, row);
        const int page = page_;
        need(high + (head_due ? head : 0));
        if (head > 0 && (head_due || page != page_)) draw_row(grid, grid.head, head);
        head_due = false;
        draw_row(grid, row, high);
    }
    if (head_due) {
        need(head);
        draw_row(grid, grid.head, head);
    }
}

void Sheet::begin_page() {
    ++page_;
    const Style small{.size = 8, .ink = Ink::grey};
    Style right = small;
    right.align = Align::right;
    text_at(margin, head_y, text_width * 0.6, properties_.head_left, small);
    text_at(margin + text_width * 0.5, head_y, text_width * 0.5, properties_.head_right, right);
    y_ = head_y + 15;
    rule(0.5, Ink::grey);
    y_ = first_y;
}

void Sheet::finish_page() {
    Style small{.size = 8, .ink = Ink::grey};
    const double y = height - 48;
    text_at(margin, y, text_width * 0.6, properties_.foot_left, small);
    small.align = Align::right;
    text_at(margin + text_width * 0.6, y, text_width * 0.4,
            fmt::format("第 {} 页，共 {} 页", page_, printing_.pages), small);
    cairo_show_page(cairo_);
}

std::string print(const Properties& properties, const std::function<void(Sheet&)>& compose) {
    std::string shown = "0123456789";  // the number of pages is not known yet
    std::string bytes;
    const int pages = composed(
        bytes, properties,
        {.fonts = pango_cairo_font_map_get_default(), .pages = 0, .shown = &shown}, compose);
    bytes.clear();
    const DocumentFonts fonts{shown};
    composed(bytes, properties, {.fonts = fonts.map(), .pages = pages, .shown = nullptr}, compose);
    return bytes;
}

}  // namespace zq::papers
