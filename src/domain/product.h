// A product with its application: from the first draft to the day it leaves the catalogue.
#pragma once

#include "domain/papers.h"

namespace zq {

struct Score {
    std::string criterion;
    std::int64_t points = 0;

    static void fields(auto& self, auto&& visit) {
        visit("criterion", self.criterion);
        visit("points", self.points);
    }
};

struct Opinion {
    PersonId expert;
    Instant at;
    std::vector<Score> scores;
    std::string text;

    static void fields(auto& self, auto&& visit) {
        visit("expert", self.expert);
        visit("at", self.at);
        visit("scores", self.scores);
        visit("text", self.text);
    }
};

struct Product {
    ProductId id;
    PartyId provider;
    std::string name;
    std::string direction;
    std::string subtype;
    Money price;
    std::string price_unit;  // "年"
    ProductStatus status = ProductStatus::draft;
    Form form;
    std::vector<Document> documents;
    std::optional<Instant> last_submitted;
    std::optional<Instant> due;  // next deadline: end of the notice, or of the time to resubmit
    std::optional<DeadlineKind> due_kind;
    std::optional<Instant> notice_ends;
    std::int64_t open_objections = 0;
    std::optional<std::int64_t> validity_days;  // 2023: days a voucher of this product is valid
    std::optional<Instant> claims_open_at;      // overrides the programme's
    std::vector<std::string> flags;
    std::vector<Opinion> panel;  // of experts, one each; not for the provider
    std::string reason;          // of the last return or rejection
    bool due_missed = false;     // failed because it was not submitted again in time
    bool delisted_by_sanction = false;
    std::int64_t ratings = 0;  // how many, and the sum of their stars
    std::int64_t stars = 0;

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("provider", self.provider);
        visit("name", self.name);
        visit("direction", self.direction);
        visit("subtype", self.subtype);
        visit("price", self.price);
        visit("price_unit", self.price_unit);
        visit("status", self.status);
        visit("form", self.form);
        visit("documents", self.documents);
        visit("last_submitted", self.last_submitted);
        visit("due", self.due);
        visit("due_kind", self.due_kind);
        visit("notice_ends", self.notice_ends);
        visit("open_objections", self.open_objections);
        visit("validity_days", self.validity_days);
        visit("claims_open_at", self.claims_open_at);
        visit("flags", self.flags);
        visit("panel", self.panel);
        visit("reason", self.reason);
        visit("due_missed", self.due_missed);
        visit("delisted_by_sanction", self.delisted_by_sanction);
        visit("ratings", self.ratings);
        visit("stars", self.stars);
    }
};

}  // namespace zq
