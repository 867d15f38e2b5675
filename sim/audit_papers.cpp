// Group F: what was handed in, and that it supports nothing else.
#include <algorithm>

#include "audit.h"

namespace zq::sim {

namespace {

// As a person compares them: case and blanks make no other number.
std::string folded(const std::string& text) {
    std::string plain;
    for (const char c : text) {
        if (c == ' ') continue;
        plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return plain;
}

// What a contract or a payment is shown by; a certificate may be handed in again.
bool proves_one_order(std::string_view kind) {
    constexpr std::string_view kinds[] = {"contract", "receipt", "invoice", "invoice-verification"};
    return std::ranges::find(kinds, kind) != std::end(kinds);
}

const Document* paper_of(const std::vector<Document>& documents, std::string_view kind) {
    const auto found = std::ranges::find(documents, kind, &Document::kind);
    return found == documents.end() ? nullptr : &*found;
}

}  // namespace

void Audit::papers(const Book& book, const Happening& now) {
    const auto* redeem = now.as<Redeem>();
    if (!redeem || now.images.shelf<Order>().rows.empty()) return;
    const Order& order = book.images.get<Order>(redeem->order);
    const Contract& contract = book.images.get<Contract>(order.id);
    const Rulebook& rules = *book.edition_of(order).rules;
    const Subjects subjects{.enterprise = book.images.find<Enterprise>(order.enterprise),
                            .provider = book.images.find<Provider>(order.provider),
                            .product = book.images.find<Product>(order.product),
                            .today = civil_day(order.placed)};
    const auto& handed_in = now.images.get<Redemption>(order.id).submissions.back().documents;
    for (const Row<Paper>& row : rules.papers.rows) {
        const Paper& asked = row.value;
        if (asked.act != Redeem::act || !row.fits(subjects)) continue;
        if (asked.files_max > 0) {
            hold(Inv::files_per_kind,
                 std::ranges::count(handed_in, asked.kind, &Document::kind) <= asked.files_max,
                 about(order) + ": too many files of kind " + asked.kind);
        }
        const Document* paper = paper_of(handed_in, asked.kind);
        const std::string what = about(order) + " and its paper " + asked.kind;
        if (asked.required && asked.in_place_of.empty() && asked.asked_when_field.empty()) {
            hold(Inv::papers_asked_for, paper != nullptr, what + ": missing");
        }
        if (!paper) continue;
        hold(Inv::papers_asked_for, asked.sealed_clauses.empty() || paper->sealed,
             what + ": not sealed");
        if (asked.sum == SumRule::equals_contract && asked.sum_flag.empty()) {
            hold(Inv::papers_asked_for, paper->amount == contract.terms().amount,
                 what + ": another amount");
        }
        if (asked.not_before == Anchor::signing && asked.late_flag.empty() && paper->dated) {
            hold(Inv::dates_in_order, *paper->dated >= *contract.terms().signed_on,
                 what + ": older than the contract");
        }
    }
    const auto& tick = rules.provider_check.on(subjects.today);
    hold(Inv::papers_asked_for, !tick.value || redeem->checked, about(order) + ": not ticked");
}

// An order stands on what it handed in last, unless it was rejected or voided.
void Audit::proofs() {
    for (const auto& place : standing_) {
        const Book& book = books_.at(place.first);
        const Redemption* redemption = book.images.find<Redemption>(place.second);
        const Order* order = book.images.find<Order>(place.second);
        if (!redemption || !order) continue;
        for (const std::string& proof : proofs_of_[place]) proofs_[proof].erase(place);
        auto& stands_on = proofs_of_[place];
        stands_on.clear();
        if (order->status == OrderStatus::rejected || order->status == OrderStatus::voided)
            continue;
        for (const Document& paper : redemption->submissions.back().documents) {
            if (!paper.number.empty()) stands_on.push_back(folded(paper.number));
            if (!paper.file.empty() && proves_one_order(paper.kind)) {
                stands_on.push_back("file " + paper.file);
            }
        }
        for (const std::string& proof : stands_on) {
            auto& orders = proofs_[proof];
            orders.insert(place);
            hold(Inv::proof_used_once, orders.size() == 1,
                 about(*order) + " stands on " + proof + ", as another order does");
        }
    }
    standing_.clear();
}

}  // namespace zq::sim
