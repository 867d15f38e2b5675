// An order, its contract and its redemption. Order and voucher are one: one order, one voucher.
//
// The hot row is Order; contract and redemption lie beside it, loaded when an act needs them.
#pragma once

#include "domain/accounts.h"
#include "domain/papers.h"

namespace zq {

// One figure that made an amount, in the order in which it was applied: share, ceiling, quota,
// budget.
struct Ground {
    std::string name;  // "rate", "one-year-part", "cap-order", "cap-year", "budget", "voucher-part"
    Money result;      // the amount after it
    Clauses clauses;

    static void fields(auto& self, auto&& visit) {
        visit("name", self.name);
        visit("result", self.result);
        visit("clauses", self.clauses);
    }
};

struct Order {
    OrderId id;          // the place of its claim in the log
    std::string number;  // printed in contracts, with check digit
    PartyId enterprise;
    PartyId provider;
    ProductId product;
    std::string product_name;
    std::string direction;
    OrderStatus status = OrderStatus::placed;
    EditionId edition;  // of the rulebook, ruling this order to its end
    Instant placed;
    SizeClass size = SizeClass::micro;  // at the claim, frozen
    std::vector<std::string> quota_scopes;
    Personal contact;  // the enterprise's contact person

    Money amount;           // price, from signing on the contract's
    Money eligible_amount;  // the one-year part, floored for display
    Money subsidy;          // held; from approval on see `approved`
    Money own_payment;
    std::vector<Ground> grounds;
    std::optional<Money> approved;
    PersonId reviewed_by;  // who granted the amount; has no hand in its payout (Z-026)
    Money clawback;
    Money returned;
    Money refunded;  // of the price, given back to the enterprise
    bool refunded_whole = false;

    Instant accept_by;
    Instant valid_until;
    std::optional<Instant> redeem_by;
    std::optional<Instant> review_by;
    std::optional<Instant> due;  // the next deadline that acts by itself
    std::optional<DeadlineKind> due_kind;
    bool overdue = false;

    bool frozen = false;
    SanctionId frozen_by;
    std::int64_t open_objections = 0;
    BatchId batch;  // 0: none
    bool completed = false;
    std::int64_t stars = 0;
    std::string rating;
    std::vector<std::string> flags;
    std::optional<VoidGround> void_ground;
    std::string reason;  // of the last return, rejection, void or failure

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("number", self.number);
        visit("enterprise", self.enterprise);
        visit("provider", self.provider);
        visit("product", self.product);
        visit("product_name", self.product_name);
        visit("direction", self.direction);
        visit("status", self.status);
        visit("edition", self.edition);
        visit("placed", self.placed);
        visit("size", self.size);
        visit("quota_scopes", self.quota_scopes);
        visit("contact", self.contact);
        visit("amount", self.amount);
        visit("eligible_amount", self.eligible_amount);
        visit("subsidy", self.subsidy);
        visit("own_payment", self.own_payment);
        visit("grounds", self.grounds);
        visit("approved", self.approved);
        visit("reviewed_by", self.reviewed_by);
        visit("clawback", self.clawback);
        visit("returned", self.returned);
        visit("refunded", self.refunded);
        visit("refunded_whole", self.refunded_whole);
        visit("accept_by", self.accept_by);
        visit("valid_until", self.valid_until);
        visit("redeem_by", self.redeem_by);
        visit("review_by", self.review_by);
        visit("due", self.due);
        visit("due_kind", self.due_kind);
        visit("overdue", self.overdue);
        visit("frozen", self.frozen);
        visit("frozen_by", self.frozen_by);
        visit("open_objections", self.open_objections);
        visit("batch", self.batch);
        visit("completed", self.completed);
        visit("stars", self.stars);
        visit("rating", self.rating);
        visit("flags", self.flags);
        visit("void_ground", self.void_ground);
        visit("reason", self.reason);
    }
};

struct ContractTerms {
    Money amount;
    std::optional<Day> signed_on;
    std::optional<Day> service_from;
    std::optional<Day> service_to;
    std::string product_name;
    Money voucher_part;
    Money own_part;
    Instant registered;

    static void fields(auto& self, auto&& visit) {
        visit("amount", self.amount);
        visit("signed_on", self.signed_on);
        visit("service_from", self.service_from);
        visit("service_to", self.service_to);
        visit("product_name", self.product_name);
        visit("voucher_part", self.voucher_part);
        visit("own_part", self.own_part);
        visit("registered", self.registered);
    }
};

struct Contract {
    OrderId order;
    std::vector<ContractTerms> versions;  // the last one counts; amending keeps the old ones

    const ContractTerms& terms() const {
        check(!versions.empty(), "a contract has terms");
        return versions.back();
    }

    static void fields(auto& self, auto&& visit) {
        visit("order", self.order);
        visit("versions", self.versions);
    }
};

struct Submission {
    Instant at;
    std::vector<Document> documents;
    std::optional<Instant> opened_at;    // by a reviewer
    std::optional<Instant> recalled_at;  // taken back by the provider
    std::optional<Instant> returned_at;  // sent back for correction
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("at", self.at);
        visit("documents", self.documents);
        visit("opened_at", self.opened_at);
        visit("recalled_at", self.recalled_at);
        visit("returned_at", self.returned_at);
        visit("reason", self.reason);
    }
};

struct Redemption {
    OrderId order;
    std::vector<Submission> submissions;

    static void fields(auto& self, auto&& visit) {
        visit("order", self.order);
        visit("submissions", self.submissions);
    }
};

}  // namespace zq
