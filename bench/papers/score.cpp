// A field is right, wrong or not read. What a file without text cannot hold is counted apart.
#include "papers/score.h"

#include <fmt/format.h>

#include <chrono>
#include <fstream>

#include "domain/paper_text.h"

namespace zq::corpus {

namespace {

class Marks {
public:
    Marks(Score& score, bool has_text) : score_{score}, has_text_{has_text} {}

    // `in_code`: a scan's code says it, too.
    void text(const std::string& seen, const std::string& wanted, bool in_code) {
        note(!seen.empty(), seen == wanted, in_code);
    }
    template <class T>
    void value(const std::optional<T>& seen, const T& wanted, bool in_code) {
        note(seen.has_value(), seen == wanted, in_code);
    }
    void found(bool here) { note(here, true, false); }
    // What the paper does not say, and must not be found.
    void absent(bool here) {
        if (here) ++score_.wrong;
    }

private:
    void note(bool seen, bool right, bool in_code) {
        if (seen) {
            ++(right ? score_.right : score_.wrong);
        } else {
            ++(has_text_ || in_code ? score_.unread : score_.beyond);
        }
    }

    Score& score_;
    bool has_text_;
};

void mark_invoice(const Paper& paper, const Transcript& seen, Marks& marks) {
    const auto found = invoices_in(seen);
    const InvoiceSeen invoice = found.empty() ? InvoiceSeen{} : found.front();
    const bool digital = paper.kind == Kind::digital_invoice;
    if (!digital) marks.text(invoice.code, paper.code, true);
    marks.text(invoice.number, paper.number, true);
    marks.value(invoice.dated, paper.day, true);
    marks.value(invoice.amount, paper.amount, digital);
    marks.text(invoice.buyer, paper.buyer, false);
    marks.text(invoice.seller, paper.seller, false);
}

void mark_receipt(const Paper& paper, const Transcript& seen, Marks& marks) {
    const ReceiptSeen receipt = receipt_in(seen);
    marks.text(receipt.payer, paper.buyer, false);
    marks.text(receipt.payee, paper.seller, false);
    marks.value(receipt.amount, paper.amount, false);
    marks.value(receipt.dated, paper.day, false);
}

void mark_contract(const Paper& paper, const Transcript& seen, Marks& marks) {
    marks.found(page_with(seen, paper.buyer).has_value());
    marks.found(page_with(seen, paper.seller).has_value());
    marks.found(page_with(seen, paper.product).has_value());
    marks.found(page_with_amount(seen, paper.amount).has_value());
    marks.found(page_with_day(seen, paper.day).has_value());
    marks.absent(page_with_amount(seen, paper.amount + Money{100}).has_value());
    marks.absent(page_with_day(seen, paper.day + std::chrono::days{1}).has_value());
    marks.absent(page_with(seen, paper.buyer + "北京分公司").has_value());
}

void count_seals(const Page& page, const PageSeen& seen, Score& score) {
    const auto wanted = static_cast<std::int64_t>(page.seals.size());
    const auto found = static_cast<std::int64_t>(seen.seals.size());
    score.seals += wanted;
    score.seals_found += std::min(wanted, found);
    score.seals_false += std::max<std::int64_t>(0, found - wanted);
}

}  // namespace

Score& Score::operator+=(const Score& other) {
    files += other.files;
    pages += other.pages;
    refused += other.refused;
    right += other.right;
    wrong += other.wrong;
    unread += other.unread;
    beyond += other.beyond;
    seals += other.seals;
    seals_found += other.seals_found;
    seals_false += other.seals_false;
    seconds += other.seconds;
    return *this;
}

Score score_of(Kind kind, Condition condition, Dice& dice, app::PaperReader& reader,
               const std::filesystem::path& folder) {
    Paper paper = make_paper(kind, dice);
    Score score;
    Transcript whole;
    for (const std::string& bytes : files_of(paper, condition, dice)) {
        const std::string name = fmt::format("{}-{}-{}", static_cast<int>(condition),
                                             static_cast<int>(kind), paper.buyer);
        const std::filesystem::path file =
            folder / (name + std::to_string(score.files) + (bytes[0] == '%' ? ".pdf" : ".jpg"));
        std::ofstream{file, std::ios::binary} << bytes;
        const auto start = std::chrono::steady_clock::now();
        score.refused += reader.inspect(file).hazard != app::Hazard::none;
        Transcript seen = reader.read(file);
        score.seconds +=
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        ++score.files;
        for (PageSeen& page : seen.pages) whole.pages.push_back(std::move(page));
    }
    score.pages = static_cast<std::int64_t>(paper.pages.size());
    whole.pages.resize(paper.pages.size());
    for (std::size_t i = 0; i < paper.pages.size(); ++i) {
        count_seals(paper.pages[i], whole.pages[i], score);
    }
    Marks marks{score, condition == Condition::clean};
    switch (kind) {
        case Kind::digital_invoice:
        case Kind::classic_invoice: mark_invoice(paper, whole, marks); break;
        case Kind::receipt: mark_receipt(paper, whole, marks); break;
        case Kind::contract: mark_contract(paper, whole, marks); break;
    }
    return score;
}

}  // namespace zq::corpus
