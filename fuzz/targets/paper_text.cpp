// What a paper says, as a hostile reader might tell it: invoices, receipts, amounts and days are
// found or not, and an amount is never beyond what money can be.
#include "domain/paper_text.h"
#include "domain/paper_words.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace zq;
    const std::string_view text = fuzz::text_of(data, size);
    Transcript transcript;
    transcript.page_count = 2;
    const std::size_t half = text.size() / 2;
    transcript.pages.push_back(
        {.text = std::string{text.substr(0, half)}, .codes = {}, .seals = {}});
    transcript.pages.push_back(
        {.text = std::string{text}, .codes = {std::string{text}}, .seals = {}});
    for (const InvoiceSeen& invoice : invoices_in(transcript)) {
        if (invoice.amount) fuzz::demand(invoice.amount->fen <= Money::max_fen, "money has an end");
    }
    (void)receipt_in(transcript);
    (void)page_with(transcript, text.substr(half));
    (void)page_with_amount(transcript, Money{1'234'500});
    (void)page_with_day(transcript, make_day(2025, 6, 16));
    if (const auto amount = money_of(text))
        fuzz::demand(amount->fen <= Money::max_fen, "of figures");
    if (const auto amount = money_in_words(text)) {
        fuzz::demand(amount->fen <= Money::max_fen, "of words");
    }
    return 0;
}
