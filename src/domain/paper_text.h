// What a transcript says of a paper: invoices, a bank's receipt, whether a contract names
// something.
//
// Pure: the same transcript always gives the same marks. One rule above all: what is not sure is
// left out. Where a code and the text beside it disagree, the field is empty and named in
// `conflicts`, and a person looks.
#pragma once

#include "domain/transcript.h"

namespace zq {

enum class MarkSource { text, code, both };
template <>
struct EnumNames<MarkSource> {
    static constexpr std::pair<MarkSource, std::string_view> all[] = {
        {MarkSource::text, "text"},
        {MarkSource::code, "code"},
        {MarkSource::both, "both"},
    };
};

struct InvoiceSeen {
    std::int64_t page = 0;  // from 1
    std::string code;       // 发票代码; a fully digital invoice has none
    std::string number;     // 发票号码: 8 digits, or 20 of a fully digital one
    std::optional<Day> dated;
    std::optional<Money> amount;  // total, tax included (价税合计)
    std::string buyer;
    std::string seller;
    MarkSource source = MarkSource::text;
    std::vector<std::string> conflicts;  // fields left out because two places differ

    static void fields(auto& self, auto&& visit) {
        visit("page", self.page);
        visit("code", self.code);
        visit("number", self.number);
        visit("dated", self.dated);
        visit("amount", self.amount);
        visit("buyer", self.buyer);
        visit("seller", self.seller);
        visit("source", self.source);
        visit("conflicts", self.conflicts);
    }
};

// Each invoice once, in the order of pages.
std::vector<InvoiceSeen> invoices_in(const Transcript& transcript);

struct ReceiptSeen {
    std::int64_t page = 0;  // from 1; 0: nothing of a receipt was seen
    std::string payer;
    std::string payee;
    std::optional<Money> amount;
    std::optional<Day> dated;
    std::vector<std::string> conflicts;

    static void fields(auto& self, auto&& visit) {
        visit("page", self.page);
        visit("payer", self.payer);
        visit("payee", self.payee);
        visit("amount", self.amount);
        visit("dated", self.dated);
        visit("conflicts", self.conflicts);
    }
};

// Of the first page that looks like a bank's receipt (电子回单).
ReceiptSeen receipt_in(const Transcript& transcript);

// The first page, from 1, that says it; blanks, width, case and punctuation do not matter.
std::optional<std::int64_t> page_with(const Transcript& transcript, std::string_view text);
// ¥100,000.00, 100000元, 10万元, 壹拾万元整 are one amount.
std::optional<std::int64_t> page_with_amount(const Transcript& transcript, Money amount);
// 2025年7月12日, 2025-07-12, 2025.7.12, 2025/07/12, 二〇二五年七月十二日 are one day.
std::optional<std::int64_t> page_with_day(const Transcript& transcript, Day day);

}  // namespace zq
