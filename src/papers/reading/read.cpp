// Codes are looked for at 150 dots an inch, and finer only where one is likely: on scans and on
// invoices.
#include "papers/reading/read.h"

#include <poppler-document.h>

#include <chrono>
#include <memory>

#include "papers/reading/codes.h"
#include "papers/reading/image_header.h"
#include "papers/reading/limits.h"
#include "papers/reading/raster.h"
#include "papers/reading/reader_process.h"
#include "papers/reading/seals.h"
#include "papers/reading/text.h"

namespace zq::papers {

namespace {

using Clock = std::chrono::steady_clock;

constexpr double first_dpi = 150;
constexpr double finer_dpi[] = {200, 300};
constexpr int pages_looked_at_finely = 12;
constexpr double mm_a_point = 25.4 / 72;

PageSeen read_page(const poppler::page& page, bool finely) {
    PageSeen seen;
    const std::string text = utf8_of(page.text(poppler::rectf{}, poppler::page::physical_layout));
    seen.text = cut(folded(cut(text, page_text_max)), page_text_max);
    std::optional<Raster> raster = draw_page(page, first_dpi);
    if (!raster) return seen;
    seen.seals = seals_on(*raster, size_of(page).first * mm_a_point);
    const bool sealed = !seen.seals.empty();
    seen.codes = codes_on(*raster, sealed);
    const bool likely = trimmed(seen.text).empty() || seen.text.find("发票") != std::string::npos;
    if (!finely || !likely) return seen;
    for (const double dpi : finer_dpi) {
        if (!seen.codes.empty()) break;
        raster = draw_page(page, dpi);
        if (raster) seen.codes = codes_on(*raster, sealed);
    }
    return seen;
}

void read_pdf(Bytes file, Transcript& transcript,
              const std::function<void(const Transcript&)>& so_far) {
    const Clock::time_point deadline = Clock::now() + read_time;
    const std::unique_ptr<poppler::document> document{
        poppler::document::load_from_raw_data(file.data(), static_cast<int>(file.size()))};
    if (!document || document->is_locked()) return;
    transcript.page_count = document->pages();
    const std::time_t made = document->info_date_t("CreationDate");
    if (made > 0) transcript.made = Instant{static_cast<std::int64_t>(made) * Instant::second};
    transcript.maker = cut(folded(utf8_of(document->get_producer())), 200);
    for (int i = 0; i < transcript.page_count; ++i) {
        if (transcript.pages.size() >= pages_read_max || Clock::now() > deadline) return;
        so_far(transcript);
        const std::unique_ptr<poppler::page> page{document->create_page(i)};
        transcript.pages.push_back(page ? read_page(*page, i < pages_looked_at_finely)
                                        : PageSeen{});
    }
    transcript.complete = true;
}

// Local time of a camera, taken as that of China: EXIF has no zone.
std::optional<Instant> instant_of_exif(const std::string& text) {
    if (text.size() < 19) return std::nullopt;
    std::string rfc = text.substr(0, 19) + "+08:00";
    rfc[4] = rfc[7] = '-';
    rfc[10] = 'T';
    return parse_rfc3339(rfc);
}

// As it is, then smaller: what is sharp to a fault, or large, is read better so.
std::vector<std::string> codes_on_image(const Raster& image, bool sealed) {
    std::vector<std::string> codes = codes_on(image, sealed);
    for (const int width : {2000, 1400, 1000}) {
        if (!codes.empty()) break;
        if (image.width > width) codes = codes_on(scaled_to_width(image, width), sealed);
    }
    return codes;
}

void read_image(Bytes file, Transcript& transcript) {
    transcript.page_count = 1;
    if (is_jpeg(file)) {
        const ImageHeader header = jpeg_header(file);
        transcript.made = instant_of_exif(header.taken);
        transcript.maker = header.maker;
    }
    const std::optional<Raster> image = decode_image(file, 3000);
    if (!image) return;
    PageSeen seen;
    seen.seals = seals_on(*image, 0);
    seen.codes = codes_on_image(*image, !seen.seals.empty());
    transcript.pages.push_back(std::move(seen));
    transcript.complete = true;
}

}  // namespace

Transcript read_file(Bytes file, const std::function<void(const Transcript&)>& so_far) {
    Transcript transcript;
    transcript.reader = app::reader_version;
    transcript.complete = false;
    if (file.starts_with("%PDF-")) {
        read_pdf(file, transcript, so_far);
    } else if (is_png(file) || is_jpeg(file)) {
        read_image(file, transcript);
    } else {
        transcript.complete = true;  // a workbook has no pages to look at
    }
    return transcript;
}

}  // namespace zq::papers
