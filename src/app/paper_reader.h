// The port to what opens uploaded files. Whoever implements it does so behind a wall: a file is
// hostile until shown otherwise, and nothing but this port ever parses one.
#pragma once

#include <expected>
#include <filesystem>
#include <span>

#include "app/sheet_cells.h"
#include "domain/refusal.h"
#include "domain/transcript.h"

namespace zq::app {

// Goes into every transcript; another number when the reader sees more than before: then all files
// are read again.
inline constexpr std::int64_t reader_version = 1;

// Why a file is not taken. The names are codes of the API: "file-encrypted".
enum class Hazard {
    none,
    unknown_type,  // no PDF, PNG, JPEG or XLSX, whatever its name says
    broken,        // its type's own reader cannot open it
    encrypted,
    active,      // scripts, actions on opening, forms of XFA, macros
    attachment,  // a PDF carries a file that is no plain XML, or too many, or too much
    polyglot,    // also something else: bytes before or after the document
    too_many_pages,
    too_large,  // pixels of an image, or unpacked bytes of a workbook
    too_slow,   // a limit of time or memory ended the look at it
};
}  // namespace zq::app

namespace zq {
template <>
struct EnumNames<app::Hazard> {
    static constexpr std::pair<app::Hazard, std::string_view> all[] = {
        {app::Hazard::none, "none"},
        {app::Hazard::unknown_type, "file-type"},
        {app::Hazard::broken, "file-broken"},
        {app::Hazard::encrypted, "file-encrypted"},
        {app::Hazard::active, "file-active"},
        {app::Hazard::attachment, "file-attachment"},
        {app::Hazard::polyglot, "file-polyglot"},
        {app::Hazard::too_many_pages, "file-pages"},
        {app::Hazard::too_large, "file-dimensions"},
        {app::Hazard::too_slow, "file-too-slow"},
    };
};
}  // namespace zq

namespace zq::app {

struct Inspection {
    Hazard hazard = Hazard::none;
    std::string media_type;  // by its bytes; empty when unknown
    std::int64_t pages = 0;  // of a PDF; an image has one, a workbook none
    Facts facts;             // what the hazard rests on: {"pages", 812}, {"pages_max", 300}
};

// Every call may throw std::system_error when no reader could be started; a file never makes it
// throw.
class PaperReader {
public:
    virtual ~PaperReader() = default;

    // In less than two seconds, for whatever file.
    virtual Inspection inspect(const std::filesystem::path& file) = 0;

    // Text, codes and seals of all pages of a file that passed inspection. Takes seconds.
    virtual Transcript read(const std::filesystem::path& file) = 0;

    // The texts of the first sheet of a workbook that passed inspection, for a form that was filled
    // in.
    virtual std::expected<SheetCells, SheetFault> read_form(const std::filesystem::path& file) = 0;

    // A page as PNG of `width` pixels; pages count from 1. Empty when the page cannot be drawn.
    virtual std::string draw(const std::filesystem::path& file, std::int64_t page,
                             std::int64_t width) = 0;

    // Images, one a page, as one PDF: A4, turned to fit, same images, same bytes. Empty when one of
    // them cannot be opened.
    virtual std::string bind(std::span<const std::filesystem::path> images) = 0;
};

}  // namespace zq::app
