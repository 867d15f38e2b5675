// Payout batches, notices and what the public says to them.
#pragma once

#include "domain/parties.h"

namespace zq {

struct BatchItem {
    OrderId order;
    PartyId provider;
    ProductId product;
    Money amount;
    BankAccount account;  // frozen into the batch

    static void fields(auto& self, auto&& visit) {
        visit("order", self.order);
        visit("provider", self.provider);
        visit("product", self.product);
        visit("amount", self.amount);
        visit("account", self.account);
    }
};

struct Batch {
    BatchId id;
    BatchStatus status = BatchStatus::draft;
    std::vector<BatchItem> items;  // those that go on; who drops out is in `left`
    std::vector<BatchItem> left;   // frozen, suspended or voided on the way
    std::optional<Instant> published;
    std::optional<Instant> notice_ends;
    Instant made;
    PersonId made_by;
    PersonId settled_by;
    std::string frozen_digest;  // SHA-256 of the items at publication
    std::string
        payout_digest;  // SHA-256 of the payout file, of what was settled and then of what was paid

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("status", self.status);
        visit("items", self.items);
        visit("left", self.left);
        visit("published", self.published);
        visit("notice_ends", self.notice_ends);
        visit("made", self.made);
        visit("made_by", self.made_by);
        visit("settled_by", self.settled_by);
        visit("frozen_digest", self.frozen_digest);
        visit("payout_digest", self.payout_digest);
    }
};

Money total(const Batch& batch);

struct NoticeLine {
    PartyId provider;
    ProductId product;
    Money amount;
    friend bool operator==(const NoticeLine&, const NoticeLine&) = default;

    static void fields(auto& self, auto&& visit) {
        visit("provider", self.provider);
        visit("product", self.product);
        visit("amount", self.amount);
    }
};

// One line for each provider and product with its sum, in the order of the items (B23-089). No
// enterprise.
std::vector<NoticeLine> notice_lines(const Batch& batch);

// The file for the treasury: one row for each bank account with its sum and its orders, in the
// order of the items. CSV with a header, CRLF, quoted fields; a text that a spreadsheet would take
// for a formula is preceded by an apostrophe.
std::string payout_file(const Batch& batch);

// What the public said about a line of a payout notice or about a product on notice. Against a line
// it suspends all orders of that line until the bureau has assigned it to orders or decided.
struct Objection {
    ObjectionId id;
    ProductId product;            // on notice; 0 for a payout
    BatchId batch;                // 0 for a product
    std::vector<OrderId> orders;  // suspended by it
    std::string text;
    Instant at;
    std::optional<bool> upheld;

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("product", self.product);
        visit("batch", self.batch);
        visit("orders", self.orders);
        visit("text", self.text);
        visit("at", self.at);
        visit("upheld", self.upheld);
    }
};

}  // namespace zq
