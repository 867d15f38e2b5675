// Pages as pictures, and pictures as pages. Runs behind the wall.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "papers/reading/bytes.h"

namespace zq::papers {

// A page, counted from 1, as PNG of that width; an image has one. Empty when it cannot be drawn.
std::string draw_as_png(Bytes file, std::int64_t page, std::int64_t width);

// Adds images to one PDF, each on a page of A4 that is turned to fit.
class Binder {
public:
    Binder();
    Binder(const Binder&) = delete;
    Binder& operator=(const Binder&) = delete;
    ~Binder();

    bool add(Bytes image);  // false when it cannot be decoded
    std::string finish();

private:
    struct Open;
    std::unique_ptr<Open> open_;
};

}  // namespace zq::papers
