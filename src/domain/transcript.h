// What a machine saw in a file, page by page, before anyone interprets it.
//
// A transcript holds no judgement: texts, codes, red shapes. What it means for a paper is decided
// by pure functions on it, so that the same transcript always gives the same marks. A value that is
// not seen is left out; it is never guessed.
#pragma once

#include "domain/terms.h"

namespace zq {

enum class SealShape { round, oval };
template <>
struct EnumNames<SealShape> {
    static constexpr std::pair<SealShape, std::string_view> all[] = {
        {SealShape::round, "round"},
        {SealShape::oval, "oval"},
    };
};

// A red shape that looks like a seal: a hint, no proof. Lengths are thousandths of the page's width
// (left, width) and height (top, height).
struct SealSeen {
    SealShape shape = SealShape::round;
    std::int64_t left = 0;
    std::int64_t top = 0;
    std::int64_t width = 0;
    std::int64_t height = 0;

    static void fields(auto& self, auto&& visit) {
        visit("shape", self.shape);
        visit("left", self.left);
        visit("top", self.top);
        visit("width", self.width);
        visit("height", self.height);
    }
};

struct PageSeen {
    std::string text;                // as the file gives it, NFKC-folded, lines kept; empty: a scan
    std::vector<std::string> codes;  // what QR codes on the page say
    std::vector<SealSeen> seals;

    static void fields(auto& self, auto&& visit) {
        visit("text", self.text);
        visit("codes", self.codes);
        visit("seals", self.seals);
    }
};

struct Transcript {
    std::string file;             // SHA-256 of the bytes
    std::int64_t reader = 0;      // version of the reader; another one reads again
    std::int64_t page_count = 0;  // of the file; `pages` may hold fewer
    std::vector<PageSeen> pages;
    std::optional<Instant> made;  // what the file says of itself
    std::string maker;            // program that made the file, as it says
    bool complete = true;         // false: a limit of time or size ended the reading

    static void fields(auto& self, auto&& visit) {
        visit("file", self.file);
        visit("reader", self.reader);
        visit("page_count", self.page_count);
        visit("pages", self.pages);
        visit("made", self.made);
        visit("maker", self.maker);
        visit("complete", self.complete);
    }
};

}  // namespace zq
