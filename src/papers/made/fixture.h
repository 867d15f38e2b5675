// Facts for papers in tests: a small rulebook and an order made by hand.
#pragma once

#include "app/paper_press.h"
#include "domain/rulebook_fixture.h"

namespace zq::papers::fixture {

using namespace zq::fixture;

inline Instant at(const char* text) {
    return *parse_rfc3339(text);
}

inline const Rulebook& rules() {
    static const Rulebook made = [] {
        Rulebook book;
        book.code = "sample-2025";
        book.title = {.zh = "2025年度样例市中小企业服务券", .en = "Sample"};
        book.currency_unit = "元";
        book.zone = beijing();
        book.industries["I6513"] = {.level = 4, .name = "应用软件开发"};
        book.standard.title_zh = "中小企业划型标准规定（工信部联企业〔2011〕300号）";
        book.standard.classes.push_back(
            {.code = "software",
             .zh = "软件和信息技术服务业",
             .en = "Software",
             .industries = {"I65"},
             .sme_if = {},
             .medium_if = {{Measure::staff, false, 100}, {Measure::revenue, false, 1'000'000'000}},
             .small_if = {{Measure::staff, false, 10}, {Measure::revenue, false, 50'000'000}}});
        Direction direction;
        direction.code = "cloud";
        direction.name = {.zh = "上云用云", .en = "Cloud"};
        book.directions.push_back(row(direction, {"B25-011"}));
        Condition sme;
        sme.code = Code::not_sme;
        book.conditions.rows.push_back(row(sme, {"B25-007"}));
        for (const auto& [ground, clause] : {std::pair{"transfer", "B25-143"},
                                             {"concealment", "B25-144"},
                                             {"fictitious-contract", "B25-145"},
                                             {"other-violation", "B25-146"},
                                             {"false-application", "B25-247"}}) {
            SanctionRule rule;
            rule.ground = ground;
            rule.ban_clauses = {"B25-136", "B25-137"};
            book.sanctions.rows.push_back(row(rule, {clause}));
        }
        for (const auto& [name, clause] : {std::pair{"duties.accounts", "B25-126"},
                                           {"duties.inspection", "B25-128"},
                                           {"refund.kinds", "B25-132"},
                                           {"sanction.recovery", "B25-135"},
                                           {"waiver.document", "B25-113"},
                                           {"abandoned.review", "B25-115"},
                                           {"abandoned.payout", "B25-116"},
                                           {"commitment.truth", "B25-243"},
                                           {"commitment.supervision", "B25-244"},
                                           {"commitment.refund", "B25-245"},
                                           {"commitment.liability", "B25-246"}}) {
            book.labels.rows.push_back(row(Label{name, "", ""}, {clause}));
        }
        book.payment_split.rows.push_back(row<Switch>(true, {"B25-089"}));
        book.acts.rows.push_back(row(Act{"complete", 1}, {"B25-100"}));
        book.acts.rows.push_back(row(Act{"waive", 1}, {"B25-113"}));
        return book;
    }();
    return made;
}

inline app::OrderOnPaper order() {
    app::OrderOnPaper on;
    on.rules = &rules();
    on.order.number = "BJ2025-000042-7";
    on.order.direction = "cloud";
    on.order.placed = at("2025-06-16T09:30:15+08:00");
    on.order.size = SizeClass::small;
    on.order.amount = yuan("100000.00");
    on.order.subsidy = yuan("30000.00");
    on.product_name = "云主机服务";
    on.enterprise = {"北京春山软件有限公司", "91110108MA01ABCD1X"};
    on.provider = {"北京云帆科技服务有限公司", "91110105MA02EFGH2Y"};
    return on;
}

inline app::SizeCertificate certificate() {
    app::SizeCertificate paper;
    paper.on = order();
    paper.declared = {.industry = "I6513",
                      .industry_share = {},
                      .staff = 50,
                      .revenue = yuan("8000000.00"),
                      .assets = yuan("5000000.00")};
    paper.found = at("2025-06-10T10:00:00+08:00");
    paper.check_url = "https://example.org/check/BJ2025-000042-7?code=0123456789abcdef";
    paper.check_code = "0123456789abcdef";
    return paper;
}

inline app::Commitment commitment() {
    app::Commitment paper;
    paper.rules = &rules();
    paper.product.name = "云主机服务";
    paper.product.direction = "cloud";
    paper.product.price = yuan("100000.00");
    paper.product.price_unit = "年";
    paper.provider = {"北京云帆科技服务有限公司", "91110105MA02EFGH2Y"};
    paper.at = at("2025-05-12T09:00:00+08:00");
    return paper;
}

inline app::PublicNotice notice(bool of_products) {
    app::PublicNotice paper;
    paper.rules = &rules();
    if (!of_products) paper.batch = BatchId{77};
    paper.published = at("2025-11-03T09:00:00+08:00");
    paper.ends = at("2025-11-10T23:59:59+08:00");
    paper.at = at("2025-11-03T09:00:00+08:00");
    for (int i = 1; i <= 6; ++i) {
        paper.lines.push_back({.provider = "北京第" + std::to_string(i) + "科技服务有限公司",
                               .product = "中小企业数字化协同平台" + std::to_string(i) + ".0",
                               .direction = of_products ? "数智转型系统" : "",
                               .amount = Money{12'345'600 * i}});
    }
    return paper;
}

inline app::PayoutList payout_list(int accounts) {
    app::PayoutList paper;
    paper.rules = &rules();
    paper.batch = BatchId{77};
    paper.status = BatchStatus::settled;
    paper.made = at("2025-11-03T09:00:00+08:00");
    for (int i = 1; i <= accounts; ++i) {
        paper.lines.push_back(
            {.account = {.bank = "中国工商银行北京海淀支行",
                         .number = "62220200010000" + std::to_string(10000 + i),
                         .holder = "北京第" + std::to_string(i) + "科技服务有限公司"},
             .orders = {"BJ2025-000042-7", "BJ2025-000099-1"},
             .amount = Money{3'000'000 + i}});
    }
    return paper;
}

}  // namespace zq::papers::fixture
