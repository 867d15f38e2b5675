// Sanctions, spot checks, appeals, proposals and the programme's own state.
#pragma once

#include "domain/terms.h"

namespace zq {

struct Sanction {
    SanctionId id;
    PartyId party;
    std::string ground;  // row of the rulebook: "transfer"
    std::vector<OrderId> orders;
    std::optional<Day> until;
    bool permanent = false;
    Instant decided;
    std::optional<Instant> lifted;
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("party", self.party);
        visit("ground", self.ground);
        visit("orders", self.orders);
        visit("until", self.until);
        visit("permanent", self.permanent);
        visit("decided", self.decided);
        visit("lifted", self.lifted);
        visit("reason", self.reason);
    }
};

enum class SanctionStatus { in_force, over, lifted };
template <>
struct EnumNames<SanctionStatus> {
    static constexpr std::pair<SanctionStatus, std::string_view> all[] = {
        {SanctionStatus::in_force, "in-force"},
        {SanctionStatus::over, "over"},
        {SanctionStatus::lifted, "lifted"},
    };
};
// Its last day belongs to it (B23-108, B25-246).
SanctionStatus status_on(const Sanction& sanction, Day today);

// A sample that anyone can draw again: the orders with the smallest SHA-256(draw ‖ order id).
struct SpotCheck {
    SpotCheckId id;
    std::string draw;  // the recorded seed
    std::int64_t population = 0;
    std::vector<OrderId> sample;
    std::map<std::string, std::string> findings;  // order id → result
    Instant at;

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("draw", self.draw);
        visit("population", self.population);
        visit("sample", self.sample);
        visit("findings", self.findings);
        visit("at", self.at);
    }
};

struct Appeal {
    AppealId id;
    PartyId by;
    OrderId order;  // one of order, product, sanction
    ProductId product;
    SanctionId sanction;
    std::string text;
    Instant at;
    std::optional<bool> upheld;

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("by", self.by);
        visit("order", self.order);
        visit("product", self.product);
        visit("sanction", self.sanction);
        visit("text", self.text);
        visit("at", self.at);
        visit("upheld", self.upheld);
    }
};

// An act that needs a second person: proposed by one, carried out when another approves it.
struct Proposal {
    ProposalId id;
    std::string act;
    Value command;  // as encoded in the log
    PersonId proposed_by;
    Instant at;
    std::optional<bool> approved;
    PersonId decided_by;

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("act", self.act);
        visit("command", self.command);
        visit("proposed_by", self.proposed_by);
        visit("at", self.at);
        visit("approved", self.approved);
        visit("decided_by", self.decided_by);
    }
};

// One row a programme. `stock_out_seq` and the like are not kept: the log has them.
struct ProgrammeState {
    std::string code;            // "beijing-2025"
    EditionId edition;           // in force; an order keeps the one of its claim
    std::string edition_digest;  // SHA-256 of the rulebook's text
    bool open = true;
    std::optional<Instant> claims_open_at;

    static void fields(auto& self, auto&& visit) {
        visit("code", self.code);
        visit("edition", self.edition);
        visit("edition_digest", self.edition_digest);
        visit("open", self.open);
        visit("claims_open_at", self.claims_open_at);
    }
};

// A published edition of the rulebook, with its text, so that an old order can be decided again.
struct Edition {
    EditionId id;
    std::string digest;
    std::string text;
    Instant published;

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("digest", self.digest);
        visit("text", self.text);
        visit("published", self.published);
    }
};

}  // namespace zq
