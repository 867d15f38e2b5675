// What cannot be taken in is a mistake of the demo and ends its build.
#include "main/demo_papers.h"

#include <fstream>

#include "base/digest.h"
#include "main/demo_city.h"
#include "papers/specimens/specimen.h"

namespace zq::demo {

namespace {

std::string drawn(papers::Specimen kind, const Document& document, const OnPapers& about) {
    papers::SaidBySpecimen said{.buyer = about.enterprise,
                                .seller = about.provider,
                                .product = about.order->product_name,
                                .number = document.number,
                                .day = document.dated.value_or(*about.terms->signed_on),
                                .amount = document.amount.value_or(about.terms->amount)};
    if (kind == papers::Specimen::contract) {
        said.day = *about.terms->signed_on;
        said.amount = about.terms->amount;
        said.order_number = about.order->number;
        said.ordered = about.ordered;
        said.voucher_part = about.terms->voucher_part;
    }
    if (kind == papers::Specimen::receipt) said.buyer = about.payer;
    const std::string& made = kind == papers::Specimen::contract ? about.signed_at : about.made;
    return papers::specimen(kind, said, static_cast<std::uint64_t>(about.order->id.value), made);
}

}  // namespace

void PaperDesk::file(std::vector<Document>& documents, const OnPapers& about) {
    using papers::Specimen;
    for (Document& document : documents) {
        if (document.kind == "contract") {
            file(document, drawn(Specimen::contract, document, about), about);
        } else if (document.kind == "invoice") {
            file(document, drawn(Specimen::invoice, document, about), about);
        } else if (document.kind == "receipt") {
            file(document, drawn(Specimen::receipt, document, about), about);
        }
    }
}

void PaperDesk::file(Document& document, const std::string& pdf, const OnPapers& about) {
    std::filesystem::create_directories(folder_);
    const auto path = folder_ / "incoming-demo";
    std::ofstream{path, std::ios::binary} << pdf;
    const auto taken = intake_.take({.path = path,
                                     .digest = sha256_hex(pdf),
                                     .bytes = std::ssize(pdf),
                                     .owner = about.owner,
                                     .name = document.kind + "-" + about.order->number + ".pdf",
                                     .declared = "application/pdf",
                                     .at = about.now});
    std::error_code ignored;  // what was taken has been moved away
    std::filesystem::remove(path, ignored);
    if (!taken) throw CityFault{"a paper of the demo is not taken: " + document.kind};
    document.file = taken->digest;
    document.file_name = taken->name;
    document.format = "pdf";
}

}  // namespace zq::demo
