// Files for the papers that the demo's providers hand in: drawn, and taken in as any upload is.
#pragma once

#include "app/intake.h"
#include "domain/parties.h"

namespace zq::demo {

// What the papers of an order are about.
struct OnPapers {
    const Order* order = nullptr;
    const ContractTerms* terms = nullptr;
    std::string enterprise;  // names
    std::string provider;
    PartyId owner;
    std::string ordered;    // when, as a contract writes it
    std::string signed_at;  // when the contract's file was made, in RFC 3339
    Instant now;
    std::string made;   // the other files, likewise
    std::string payer;  // on the receipt; another than the enterprise is what a review finds
};

class PaperDesk {
public:
    PaperDesk(Intake intake, std::filesystem::path folder)
        : intake_{intake}, folder_{std::move(folder)} {}

    // Gives contract, invoice and receipt their files.
    void file(std::vector<Document>& documents, const OnPapers& about);

private:
    void file(Document& document, const std::string& pdf, const OnPapers& about);

    Intake intake_;
    std::filesystem::path folder_;
};

}  // namespace zq::demo
