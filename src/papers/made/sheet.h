// Typesetting on A4: text, tables and codes one below the other, with new pages where they are
// needed.
//
// A paper is composed twice, the first time only to count its pages and collect its characters.
// Sizes are points (1/72 inch). The same composition makes the same bytes: the file's date is the
// paper's, and fonts are embedded as subsets.
#pragma once

#include <cairo.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

struct _PangoFontMap;

namespace zq::papers {

enum class Align { left, centre, right };
enum class Ink { black, grey, red };

struct Style {
    double size = 10.5;
    bool bold = false;
    Align align = Align::left;
    Ink ink = Ink::black;
    double indent = 0;          // of the first line
    double line_spacing = 1.4;  // times the font's own
};

struct Cell {
    std::string text;
    Style style{};
    std::size_t span = 1;  // columns
    bool shaded = false;
};
using GridRow = std::vector<Cell>;

// Rows as high as their highest cell. The head stands on every page that the grid reaches.
struct Grid {
    std::vector<double> shares;  // of the width, one a column
    GridRow head;                // empty: none
    std::vector<GridRow> rows;
};

// What a file says about itself, and what stands at the head and foot of its pages.
struct Properties {
    std::string title;
    std::string author;
    std::string subject;
    std::string date;  // RFC 3339
    std::string head_left;
    std::string head_right;
    std::string foot_left;
};

// What one composition is printed with.
struct Printing {
    _PangoFontMap* fonts = nullptr;
    int pages = 0;                 // of all, where that is known already
    std::string* shown = nullptr;  // collects every text
};

class Sheet {
public:
    static constexpr double width = 595.276;
    static constexpr double height = 841.89;
    static constexpr double margin = 62;
    static constexpr double text_width = width - 2 * margin;
    static constexpr double bottom = height - 66;

    Sheet(cairo_surface_t* surface, Properties properties, const Printing& printing);
    ~Sheet();
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;

    double y() const { return y_; }
    void move_to(double y) { y_ = y; }
    void space(double points) { y_ += points; }
    // Goes to a new page when less than this is left.
    void need(double points);

    // A paragraph over the whole width; `note` follows in small grey.
    void text(const std::string& text, const Style& style = {}, const std::string& note = "");
    // A paragraph with its number or label hanging in the margin of `indent` points.
    void item(const std::string& label, const std::string& text, const std::string& note,
              const Style& style = {}, double indent = 24);
    void grid(const Grid& grid);
    void rule(double thickness, Ink ink = Ink::black);

    // At a place of its own, without moving on; answers the height it took.
    double text_at(double x, double y, double wide, const std::string& text, const Style& style);
    void code_at(double x, double y, double side, const std::string& content);
    void line_at(double x1, double y1, double x2, double y2, double thickness);

    void finish_page();
    int pages() const { return page_; }

private:
    struct Layout;
    Layout laid_out(const std::string& text, const Style& style, double wide,
                    const std::string& note) const;
    double row_height(const Grid& grid, const GridRow& row) const;
    void draw_row(const Grid& grid, const GridRow& row, double high);
    void draw_box(const Cell& cell, double x, double wide, double high);
    void begin_page();
    void use(Ink ink);

    cairo_t* cairo_;
    Properties properties_;
    Printing printing_;
    int page_ = 0;
    double y_ = 0;
};

// A PDF of as many pages as it takes.
std::string print(const Properties& properties, const std::function<void(Sheet&)>& compose);

}  // namespace zq::papers
