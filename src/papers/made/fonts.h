// The font of one document: just the characters it shows, made for it.
//
// Cairo 1.16 embeds OpenType fonts as subsets, but loses subroutines of glyphs on the way: a few
// characters come out blank. HarfBuzz makes the subset instead, with no subroutines in it, and
// Cairo embeds that.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

struct _PangoFontMap;

namespace zq::papers {

inline constexpr const char* font_family = "Noto Sans CJK SC";

class DocumentFonts {
public:
    // `text` holds every character of the document; what the family lacks comes from another font.
    explicit DocumentFonts(const std::string& text);
    ~DocumentFonts();
    DocumentFonts(const DocumentFonts&) = delete;
    DocumentFonts& operator=(const DocumentFonts&) = delete;

    _PangoFontMap* map() const { return map_; }

private:
    std::filesystem::path folder_;  // empty: the system's fonts
    _PangoFontMap* map_ = nullptr;
};

}  // namespace zq::papers
