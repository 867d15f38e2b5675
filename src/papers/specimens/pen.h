// Writes on a page of paper, in points from its upper left corner.
#pragma once

#include <cairo.h>

#include <string>

namespace zq::corpus {

class Pen {
public:
    explicit Pen(cairo_t* cairo) : cairo_{cairo} {}

    // Chinese and Latin text; y is its upper edge.
    void write(double x, double y, const std::string& text, double size = 9.5);
    // Within a width, wrapped; returns where the next paragraph may begin.
    double paragraph(double x, double y, double width, const std::string& text, double size = 11);
    void line(double x1, double y1, double x2, double y2);
    void box(double x, double y, double width, double height);
    void disc(double middle_x, double middle_y, double radius);
    void code(double x, double y, double side, const std::string& text);
    // A ring with a star and a name along it, as stamps of rubber print it.
    void seal(double middle_x, double middle_y, double width, double height,
              const std::string& name);
    void ink(double red, double green, double blue) {
        cairo_set_source_rgb(cairo_, red, green, blue);
    }

private:
    void star(double radius);

    cairo_t* cairo_;
};

}  // namespace zq::corpus
