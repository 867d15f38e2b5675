// Text as files hold it, brought to one spelling.
#pragma once

#include <poppler-global.h>

#include <string>
#include <string_view>

namespace zq::papers {

// NFKC, with radicals as the characters they stand for; blanks where folding would run numbers
// together (①100 is not 1100); no control characters but line feeds. What is no UTF-8 is dropped.
std::string folded(std::string_view text);

std::string utf8_of(const poppler::ustring& text);

// At most so many bytes, cut between characters.
std::string_view cut(std::string_view text, std::size_t bytes_max);

}  // namespace zq::papers
