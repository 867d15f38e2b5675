// The part of NFKC that people type: U+FF01…U+FF5E are the full-width forms of ASCII.
#include "http/search.h"

namespace zq::http {

namespace {

char small(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// The ASCII form of the three bytes at `at`, or 0.
char narrow(std::string_view text, std::size_t at) {
    if (at + 2 >= text.size()) return 0;
    const auto first = static_cast<unsigned char>(text[at]);
    const auto second = static_cast<unsigned char>(text[at + 1]);
    const auto third = static_cast<unsigned char>(text[at + 2]);
    if (first == 0xe3 && second == 0x80 && third == 0x80) return ' ';
    if (first != 0xef || (second != 0xbc && second != 0xbd)) return 0;
    const int offset = (second == 0xbc ? 0 : 64) + third - 0x80;  // from U+FF00
    return offset >= 1 && offset <= 0x5e ? static_cast<char>(' ' + offset) : '\0';
}

}  // namespace

std::string searchable(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (const char c = narrow(text, at)) {
            folded += small(c);
            at += 2;
        } else {
            folded += small(text[at]);
        }
    }
    return folded;
}

}  // namespace zq::http
