// The cheap looks come first; poppler sees a PDF only when nothing was found in its bytes.
#include "papers/reading/inspect.h"

#include <poppler-document.h>
#include <poppler-embedded-file.h>
#include <poppler-page.h>

#include <algorithm>
#include <memory>

#include "papers/reading/attachment.h"
#include "papers/reading/image_header.h"
#include "papers/reading/limits.h"
#include "papers/reading/pdf_scan.h"
#include "papers/reading/raster.h"
#include "papers/reading/workbook_check.h"

namespace zq::papers {

namespace {

using app::Hazard;
using app::Inspection;

Inspection& refuse(Inspection& inspection, Hazard hazard, Facts facts = {}) {
    inspection.hazard = hazard;
    inspection.facts = std::move(facts);
    return inspection;
}

// Where the document ends: behind its last %%EOF and line ends. Nothing when it has none.
std::optional<std::size_t> end_of_pdf(Bytes file) {
    const std::size_t mark = file.rfind("%%EOF");
    if (mark == Bytes::npos) return std::nullopt;
    const std::size_t behind = file.find_first_not_of(Bytes{"\r\n\t \0", 5}, mark + 5);
    return behind == Bytes::npos ? file.size() : behind;
}

bool is_also_something_else(Bytes file) {
    constexpr std::size_t edge = 4096;
    return holds_archive(file) || holds_markup(file.substr(0, edge)) ||
           holds_markup(file.substr(file.size() - std::min(file.size(), edge)));
}

// As poppler finds them, through the table of contents; the bytes were looked through before.
bool carries_only_xml(const poppler::document& document) {
    const auto files = document.embedded_files();
    return files.size() <= attachments_max &&
           std::ranges::all_of(files, [](const poppler::embedded_file* file) {
               if (!file->is_valid()) return false;
               const poppler::byte_array bytes = file->data();
               return bytes.size() <= attachment_bytes_max &&
                      is_plain_xml(Bytes{bytes.data(), bytes.size()});
           });
}

Inspection inspect_pdf(Bytes file) {
    Inspection found;
    found.media_type = "application/pdf";
    const std::optional<std::size_t> end = end_of_pdf(file);
    if (!end) return refuse(found, Hazard::broken);
    if (*end < file.size()) {
        const auto behind = static_cast<std::int64_t>(file.size() - *end);
        return refuse(found, Hazard::polyglot, {{"bytes_behind", behind}});
    }
    if (is_also_something_else(file)) return refuse(found, Hazard::polyglot);

    const PdfScan scan = scan_pdf(file);
    if (scan.hazard != Hazard::none) return refuse(found, scan.hazard, {{"found", scan.found}});

    const std::unique_ptr<poppler::document> document{
        poppler::document::load_from_raw_data(file.data(), static_cast<int>(file.size()))};
    if (!document) return refuse(found, Hazard::broken);
    if (document->is_locked() || document->is_encrypted()) {
        return refuse(found, Hazard::encrypted);
    }
    if (!carries_only_xml(*document)) {
        return refuse(found, Hazard::attachment, {{"found", "EmbeddedFiles"}});
    }
    found.pages = document->pages();
    if (found.pages < 1) return refuse(found, Hazard::broken);
    if (found.pages > pages_max) {
        return refuse(found, Hazard::too_many_pages,
                      {{"pages", found.pages}, {"pages_max", pages_max}});
    }
    const std::unique_ptr<poppler::page> first{document->create_page(0)};
    return first ? found : refuse(found, Hazard::broken);
}

constexpr std::int64_t png_pixels_tried = 12'000'000;

Inspection inspect_image(Bytes file, std::string media_type, const ImageHeader& header) {
    Inspection found;
    found.media_type = std::move(media_type);
    found.pages = 1;
    if (header.hazard != Hazard::none) return refuse(found, header.hazard);
    if (header.width > image_side_max || header.height > image_side_max ||
        header.width * header.height > image_pixels_max) {
        return refuse(found, Hazard::too_large,
                      {{"width", header.width},
                       {"height", header.height},
                       {"pixels_max", Value{image_pixels_max}},
                       {"side_max", Value{image_side_max}}});
    }
    if (holds_archive(file) || holds_markup(file)) return refuse(found, Hazard::polyglot);
    // A JPEG is decoded at an eighth of its size; the largest PNGs would take too long.
    const bool quick = is_jpeg(file) || header.width * header.height <= png_pixels_tried;
    if (quick && !decode_image(file, 1)) return refuse(found, Hazard::broken);
    return found;
}

// Office files with a password are no archives; the name of their one part says what they are.
bool is_locked_office_file(Bytes file) {
    if (!file.starts_with("\xd0\xcf\x11\xe0")) return false;
    std::string name;
    for (const char c : std::string_view{"EncryptedPackage"}) {
        name += c;
        name += '\0';
    }
    return file.find(name) != Bytes::npos;
}

}  // namespace

Inspection inspect_file(Bytes file) {
    Inspection other;
    if (file.size() > file_bytes_max) {
        return refuse(other, Hazard::too_large,
                      {{"bytes_max", static_cast<std::int64_t>(file_bytes_max)}});
    }
    if (file.starts_with("%PDF-")) return inspect_pdf(file);
    if (is_png(file)) return inspect_image(file, "image/png", png_header(file));
    if (is_jpeg(file)) return inspect_image(file, "image/jpeg", jpeg_header(file));
    if (file.starts_with("PK\3\4")) return check_workbook(file);
    if (is_locked_office_file(file)) return refuse(other, Hazard::encrypted);
    if (file.substr(0, 1024).find("%PDF-") != Bytes::npos) return refuse(other, Hazard::polyglot);
    return refuse(other, Hazard::unknown_type);
}

}  // namespace zq::papers
