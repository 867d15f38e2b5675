// The look of an official paper: black on white, one title, ruled tables, nothing for show.
#include "papers/made/paper.h"

namespace zq::papers {

namespace {

constexpr std::size_t half_row = 27;  // what fits it

// Han characters are twice as wide as Latin ones.
std::size_t width_of(const std::string& text) {
    std::size_t halves = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) halves += 1;
        if (byte >= 0xC0) halves += 2;
    }
    return halves;
}

Cell label_cell(const std::string& text) {
    return {.text = text, .style = {.size = 9.5, .align = Align::centre}, .shaded = true};
}
Cell value_cell(const std::string& text, std::size_t span) {
    return {.text = text, .style = {.size = 10}, .span = span};
}

}  // namespace

Properties properties_of(const Rulebook& rules, const std::string& title,
                         const std::string& subject, Instant at) {
    return {.title = title,
            .author = rules.title.zh,
            .subject = subject,
            .date = to_rfc3339(truncated(at), rules.zone),
            .head_left = rules.title.zh,
            .head_right = title,
            .foot_left = subject};
}

void title(Sheet& sheet, const Rulebook& rules, const std::string& text) {
    sheet.text(rules.title.zh, {.size = 12, .align = Align::centre, .ink = Ink::red});
    sheet.space(2);
    sheet.text(text, {.size = 19, .bold = true, .align = Align::centre});
    sheet.space(7);
    sheet.rule(1.4, Ink::red);
    sheet.space(1.6);
    sheet.rule(0.5, Ink::red);
    sheet.space(9);
}

void section(Sheet& sheet, const std::string& text) {
    sheet.space(7);
    sheet.text(text, {.size = 11, .bold = true});
    sheet.space(3.5);
}

void facts(Sheet& sheet, const std::vector<FactOnPaper>& all) {
    Grid grid{.shares = {0.17, 0.33, 0.17, 0.33}, .head = {}, .rows = {}};
    const auto is_short = [&](std::size_t i) {
        return i < all.size() && width_of(all[i].value) <= half_row;
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (is_short(i) && is_short(i + 1)) {
            grid.rows.push_back({label_cell(all[i].label), value_cell(all[i].value, 1),
                                 label_cell(all[i + 1].label), value_cell(all[i + 1].value, 1)});
            ++i;
        } else {
            grid.rows.push_back({label_cell(all[i].label), value_cell(all[i].value, 3)});
        }
    }
    sheet.grid(grid);
}

void points(Sheet& sheet, const std::vector<Point>& all, double size) {
    int number = 0;
    for (const Point& point : all) {
        sheet.item(std::to_string(++number) + ".", point.text, cited(point.clauses),
                   {.size = size, .line_spacing = 1.35}, 18);
        sheet.space(size * 0.22);
    }
}

void seal_lines(Sheet& sheet, double x, const std::vector<std::string>& labels) {
    constexpr double line = 27;
    const double end = Sheet::margin + Sheet::text_width;
    double y = sheet.y();
    for (const std::string& label : labels) {
        constexpr double label_width = 120;
        sheet.text_at(x, y, label_width, label, {.size = 10.5});
        sheet.line_at(x + label_width, y + 16, end, y + 16, 0.5);
        y += line;
    }
    sheet.text_at(x, y, end - x, "日期：　　　　年　　　月　　　日", {.size = 10.5});
    sheet.move_to(y + line);
}

}  // namespace zq::papers
