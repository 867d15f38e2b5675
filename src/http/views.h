// Public views: what is shown of a thing to those to whom the thing itself is not.
#pragma once

#include "domain/commands.h"

namespace zq::http {

struct CatalogueItem {
    ProductId id;
    std::string name;
    PartyId provider;
    std::string provider_name;
    std::string direction;
    std::string subtype;
    Money price;
    std::string price_unit;
    ProductStatus status = ProductStatus::listed;
    std::optional<std::int64_t> vouchers_left;
    std::optional<std::int64_t> validity_days;
    std::optional<Instant> claims_open_at;
    std::int64_t ratings = 0;
    std::int64_t stars = 0;
    Money subsidy;  // the most that a claim could be granted today
    Money own_payment;
    std::vector<Ground> grounds;

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("name", self.name);
        visit("provider", self.provider);
        visit("provider_name", self.provider_name);
        visit("direction", self.direction);
        visit("subtype", self.subtype);
        visit("price", self.price);
        visit("price_unit", self.price_unit);
        visit("status", self.status);
        visit("vouchers_left", self.vouchers_left);
        visit("validity_days", self.validity_days);
        visit("claims_open_at", self.claims_open_at);
        visit("ratings", self.ratings);
        visit("stars", self.stars);
        visit("subsidy", self.subsidy);
        visit("own_payment", self.own_payment);
        visit("grounds", self.grounds);
    }
};

struct ProductNotice {
    ProductId id;
    std::string name;
    PartyId provider;
    std::string provider_name;
    std::string direction;
    std::string subtype;
    Money price;
    std::optional<Instant> notice_ends;

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("name", self.name);
        visit("provider", self.provider);
        visit("provider_name", self.provider_name);
        visit("direction", self.direction);
        visit("subtype", self.subtype);
        visit("price", self.price);
        visit("notice_ends", self.notice_ends);
    }
};

struct PayoutLine {
    PartyId provider;
    std::string provider_name;
    ProductId product;
    std::string product_name;
    Money amount;

    static void fields(auto& self, auto&& visit) {
        visit("provider", self.provider);
        visit("provider_name", self.provider_name);
        visit("product", self.product);
        visit("product_name", self.product_name);
        visit("amount", self.amount);
    }
};

struct PayoutNotice {
    BatchId id;
    BatchStatus status = BatchStatus::published;
    std::optional<Instant> published;
    std::optional<Instant> notice_ends;
    Money total;
    std::vector<PayoutLine> lines;

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("status", self.status);
        visit("published", self.published);
        visit("notice_ends", self.notice_ends);
        visit("total", self.total);
        visit("lines", self.lines);
    }
};

struct PublicSanction {
    SanctionId id;
    PartyId party;
    std::string party_name;
    std::string ground;
    std::optional<Day> until;
    bool permanent = false;
    Instant decided;
    std::optional<Instant> lifted;

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("party", self.party);
        visit("party_name", self.party_name);
        visit("ground", self.ground);
        visit("until", self.until);
        visit("permanent", self.permanent);
        visit("decided", self.decided);
        visit("lifted", self.lifted);
    }
};

// What a size certificate shows, for whoever holds one.
struct CertificateOnPaper {
    std::string number;  // of the order
    Instant placed;
    std::string product_name;
    std::string provider_name;
    std::string enterprise_name;
    std::string enterprise_uscc;
    std::string industry_name;
    Declaration declared;
    Instant found;
    SizeClass size = SizeClass::micro;

    static void fields(auto& self, auto&& visit) {
        visit("number", self.number);
        visit("placed", self.placed);
        visit("product_name", self.product_name);
        visit("provider_name", self.provider_name);
        visit("enterprise_name", self.enterprise_name);
        visit("enterprise_uscc", self.enterprise_uscc);
        visit("industry_name", self.industry_name);
        visit("declared", self.declared);
        visit("found", self.found);
        visit("size", self.size);
    }
};

struct CertificateCheck {
    bool issued = false;
    std::optional<CertificateOnPaper> certificate;

    static void fields(auto& self, auto&& visit) {
        visit("issued", self.issued);
        visit("certificate", self.certificate);
    }
};

}  // namespace zq::http
