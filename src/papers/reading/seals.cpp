// A seal is a closed red line around little red, of the size that the rules on seals allow.
//
// Seals of Chinese companies are round, 38 to 45 mm across (国发〔1999〕25号), those for invoices
// oval, 40 by 30 mm. Red that touches is one shape: in one that is no seal itself, circles are
// looked for that lean on its sides, so that of two seals over each other both are seen.
#include "papers/reading/seals.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace zq::papers {

namespace {

constexpr int working_side = 900;
constexpr double smallest_mm = 20;
constexpr double largest_mm = 56;
constexpr std::size_t seals_max = 20;

struct Box {
    int left, top, right, bottom;  // the last two are behind the shape
    int width() const { return right - left; }
    int height() const { return bottom - top; }
};

class Mask {
public:
    Mask(int width, int height)
        : width_{width},
          height_{height},
          red_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {}

    int width() const { return width_; }
    int height() const { return height_; }
    bool at(int x, int y) const {
        return x >= 0 && y >= 0 && x < width_ && y < height_ && red_[index(x, y)] != 0;
    }
    void set(int x, int y, bool red) { red_[index(x, y)] = red ? 1 : 0; }

private:
    std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
               static_cast<std::size_t>(x);
    }
    int width_;
    int height_;
    std::vector<unsigned char> red_;
};

bool is_red(const unsigned char* pixel) {
    const int red = pixel[0];
    const int green = pixel[1];
    const int blue = pixel[2];
    return red > 70 && red - green > 34 && red - blue > 26 && std::abs(green - blue) < 70;
}

Mask red_of(const Raster& raster) {
    Mask mask{raster.width, raster.height};
    for (int y = 0; y < raster.height; ++y) {
        const unsigned char* pixel = raster.at(0, y);
        for (int x = 0; x < raster.width; ++x, pixel += 3) mask.set(x, y, is_red(pixel));
    }
    return mask;
}

// Closes small gaps: ink does not take everywhere.
Mask thickened(const Mask& mask, int by) {
    Mask across{mask.width(), mask.height()};
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x) {
            bool red = false;
            for (int d = -by; d <= by && !red; ++d) red = mask.at(x + d, y);
            across.set(x, y, red);
        }
    }
    Mask out{mask.width(), mask.height()};
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x) {
            bool red = false;
            for (int d = -by; d <= by && !red; ++d) red = across.at(x, y + d);
            out.set(x, y, red);
        }
    }
    return out;
}

// Takes the shape at a point out of the mask; what it spans.
Box take_shape(Mask& mask, int x, int y) {
    Box box{x, y, x + 1, y + 1};
    std::vector<std::pair<int, int>> open{{x, y}};
    mask.set(x, y, false);
    while (!open.empty()) {
        const auto [ax, ay] = open.back();
        open.pop_back();
        box = {std::min(box.left, ax), std::min(box.top, ay), std::max(box.right, ax + 1),
               std::max(box.bottom, ay + 1)};
        for (int dy = -1; dy <= 1; ++dy) {
            for (int dx = -1; dx <= 1; ++dx) {
                if (!mask.at(ax + dx, ay + dy)) continue;
                mask.set(ax + dx, ay + dy, false);
                open.emplace_back(ax + dx, ay + dy);
            }
        }
    }
    return box;
}

// Of all directions from the middle of the box, the share (in hundredths) in which red lies on its
// ellipse, or a little inside.
int ring_share(const Mask& mask, const Box& box, double innermost = 0.84, int least = 0) {
    const double rx = box.width() / 2.0;
    const double ry = box.height() / 2.0;
    constexpr int directions = 120;
    int hit = 0;
    for (int i = 0; i < directions; ++i) {
        if ((hit + directions - i) * 100 < least * directions) return 0;
        const double angle = i * 2 * std::numbers::pi / directions;
        bool red = false;
        for (double r = innermost; r <= 1.03 && !red; r += 0.02) {
            red = mask.at(static_cast<int>(box.left + rx + rx * r * std::cos(angle)),
                          static_cast<int>(box.top + ry + ry * r * std::sin(angle)));
        }
        hit += red;
    }
    return hit * 100 / directions;
}

// How much of the area between two ellipses of the box is red, in hundredths.
int red_between(const Mask& mask, const Box& box, double inner, double outer) {
    const double rx = box.width() / 2.0;
    const double ry = box.height() / 2.0;
    int area = 0;
    int red = 0;
    for (int y = box.top; y < box.bottom; ++y) {
        for (int x = box.left; x < box.right; ++x) {
            const double dx = (x + 0.5 - box.left - rx) / rx;
            const double dy = (y + 0.5 - box.top - ry) / ry;
            const double r = std::sqrt(dx * dx + dy * dy);
            if (r < inner || r >= outer) continue;
            ++area;
            red += mask.at(x, y);
        }
    }
    return area == 0 ? 0 : red * 100 / area;
}

struct SizeRange {
    double least, most;
};

// In pixels, for the longer side of a seal.
SizeRange range_for(const Raster& page, double width_mm) {
    const double shorter = std::min(page.width, page.height);
    if (width_mm >= 90 && width_mm <= 450) {
        const double a_mm = page.width / width_mm;
        return {smallest_mm * a_mm, largest_mm * a_mm};
    }
    return {shorter * 0.09, shorter * 0.36};  // of a page that fills the photograph, or nearly so
}

std::optional<SealShape> shape_of(const Mask& red, const Box& box, const SizeRange& range) {
    const int longer = std::max(box.width(), box.height());
    const int shorter = std::min(box.width(), box.height());
    if (longer < range.least || longer > range.most || shorter * 100 < longer * 55) {
        return std::nullopt;
    }
    if (ring_share(red, box) < 72) return std::nullopt;
    if (red_between(red, box, 0, 0.8) > 60) return std::nullopt;     // a disc
    if (red_between(red, box, 1.08, 2.0) > 12) return std::nullopt;  // a frame
    return shorter * 100 >= longer * 86 ? SealShape::round : SealShape::oval;
}

// The best closed circle that touches one side of the box from within; nothing when none is clear.
std::optional<Box> circle_at_side(const Mask& red, const Box& box, const SizeRange& range,
                                  int side) {
    constexpr int clear = 88;
    const int shorter = std::min(box.width(), box.height());
    int best_share = clear;
    std::optional<Box> best;
    for (int d = static_cast<int>(range.least);
         d <= std::min<int>(static_cast<int>(range.most), shorter); d += 2) {
        const int room = (side < 2 ? box.height() : box.width()) - d;
        for (int along = 0; along <= room; along += 2) {
            const int left = side == 0 ? box.left : side == 1 ? box.right - d : box.left + along;
            const int top = side == 2 ? box.top : side == 3 ? box.bottom - d : box.top + along;
            const Box candidate{left, top, left + d, top + d};
            const int share = ring_share(red, candidate, 0.93, best_share);
            if (share < best_share || (best && share == best_share)) continue;
            if (red_between(red, candidate, 0, 0.8) > 60) continue;
            best_share = share;
            best = candidate;
        }
    }
    return best;
}

std::vector<Box> circles_within(const Mask& red, const Box& box, const SizeRange& range) {
    std::vector<Box> found;
    const int longer = std::max(box.width(), box.height());
    if (longer > 4 * range.most || std::min(box.width(), box.height()) < range.least) return found;
    if (red_between(red, box, 0, 0.8) > 60) return found;  // a coloured area
    for (int side = 0; side < 4; ++side) {
        const auto circle = circle_at_side(red, box, range, side);
        if (!circle) continue;
        const bool known = std::ranges::any_of(found, [&](const Box& other) {
            return std::hypot(other.left + other.right - circle->left - circle->right,
                              other.top + other.bottom - circle->top - circle->bottom) <
                   circle->width() / 2.0;
        });
        if (!known) found.push_back(*circle);
    }
    return found;
}

SealSeen seal_at(const Box& box, SealShape shape, const Raster& page) {
    const auto share = [](int part, int of) { return std::int64_t{part} * 1000 / of; };
    return {shape, share(box.left, page.width), share(box.top, page.height),
            share(box.width(), page.width), share(box.height(), page.height)};
}

}  // namespace

std::vector<SealSeen> seals_on(const Raster& page, double width_mm) {
    const int side = std::max(page.width, page.height);
    const Raster small = side <= working_side
                             ? page
                             : scaled_to_width(page, static_cast<int>(std::int64_t{page.width} *
                                                                      working_side / side));
    const Mask red = red_of(small);
    Mask left = thickened(red, 2);
    const SizeRange range = range_for(small, width_mm);
    std::vector<SealSeen> seals;
    for (int y = 0; y < left.height(); ++y) {
        for (int x = 0; x < left.width(); ++x) {
            if (!left.at(x, y) || seals.size() >= seals_max) continue;
            const Box box = take_shape(left, x, y);
            const Box tight{box.left + 2, box.top + 2, box.right - 2, box.bottom - 2};
            if (tight.width() < 4 || tight.height() < 4) continue;
            if (const auto shape = shape_of(red, tight, range)) {
                seals.push_back(seal_at(tight, *shape, small));
                continue;
            }
            for (const Box& circle : circles_within(red, tight, range)) {
                seals.push_back(seal_at(circle, SealShape::round, small));
            }
        }
    }
    return seals;
}

}  // namespace zq::papers
