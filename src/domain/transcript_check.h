// What a machine read in the papers, beside what was typed. Differences are marked and never
// mended, and nothing here refuses an act: a machine may misread, so a person looks.
//
// Provider and reviewer get the same list. A check is open where nothing could be read: a scan has
// no text, and a file may not have been read yet.
#pragma once

#include "domain/check.h"
#include "domain/order.h"
#include "domain/paper_check.h"
#include "domain/product.h"
#include "domain/registry.h"
#include "domain/transcript.h"

namespace zq {

// By the digest of the file; a file that was not read yet is missing.
using Transcripts = std::map<std::string, Transcript>;

// An invoice of another order, as it was typed.
struct OtherInvoice {
    std::string number;
    std::optional<Day> dated;
    std::optional<Money> amount;
    PartyId buyer;
};

// What the papers of a redemption are held against.
struct RedemptionFacts {
    const Order* order = nullptr;
    const ContractTerms* terms = nullptr;
    std::string enterprise;  // names
    std::string provider;
    std::vector<OtherInvoice> others;  // of the provider's other orders, of all years
    // The average of the last six months that the provider proved (B25-051).
    std::optional<Money> average_price;
};

// About the papers of any act: seals, characters, and files that cannot be what they say.
std::vector<Check> check_readings(const Rulebook& rules, const PaperContext& context,
                                  const std::vector<Document>& documents,
                                  const Transcripts& transcripts);

// About a redemption: contract, invoices and receipts against order and contract.
std::vector<Check> check_redemption_readings(const Rulebook& rules, const PaperContext& context,
                                             const RedemptionFacts& facts,
                                             const std::vector<Document>& documents,
                                             const Transcripts& transcripts);

// Numbers that follow each other: how many of `numbers` follow the one before when sorted, and the
// longest run of them. Numbers of different lengths, or with letters, do not follow each other.
struct Succession {
    std::int64_t count = 0;      // of different numbers
    std::int64_t following = 0;  // of them, that are one more than the one before
    std::int64_t longest_run = 0;
};
Succession succession_of(std::vector<std::string> numbers);

}  // namespace zq
