// The same pages as those that reading is measured on, drawn clean.
#include "papers/specimens/specimen.h"

#include <cairo-pdf.h>

#include "papers/specimens/paper.h"

namespace zq::papers {

namespace {

corpus::Kind kind_of(Specimen kind) {
    switch (kind) {
        case Specimen::invoice: return corpus::Kind::digital_invoice;
        case Specimen::contract: return corpus::Kind::contract;
        case Specimen::receipt: return corpus::Kind::receipt;
    }
    return corpus::Kind::contract;
}

cairo_status_t append(void* closure, const unsigned char* bytes, unsigned length) {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), length);
    return CAIRO_STATUS_SUCCESS;
}

void draw(cairo_t* cairo, const corpus::Page& page) {
    corpus::Pen pen{cairo};
    page.draw(pen);
    for (const corpus::PlacedSeal& seal : page.seals) {
        pen.seal(seal.x, seal.y, seal.width, seal.height, seal.name);
    }
}

}  // namespace

std::string specimen(Specimen kind, const SaidBySpecimen& said, std::uint64_t seed,
                     const std::string& made) {
    corpus::Paper paper{.kind = kind_of(kind),
                        .number = said.number,
                        .buyer = said.buyer,
                        .seller = said.seller,
                        .product = said.product,
                        .day = said.day,
                        .amount = said.amount,
                        .order_number = said.order_number,
                        .ordered = said.ordered,
                        .voucher_part = said.voucher_part};
    corpus::Dice dice{seed};
    corpus::lay_out(paper, dice);
    std::string bytes;
    cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(append, &bytes, 100, 100);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made.c_str());
    cairo_t* cairo = cairo_create(surface);
    for (const corpus::Page& page : paper.pages) {
        cairo_pdf_surface_set_size(surface, page.width, page.height);
        draw(cairo, page);
        cairo_show_page(cairo);
    }
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    return bytes;
}

}  // namespace zq::papers
