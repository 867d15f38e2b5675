// Every role against what could be under way: who has the case, and who has it no longer.
#include "domain/cases.h"

#include <gtest/gtest.h>

namespace zq {
namespace {

constexpr PersonId me{7};
constexpr PersonId colleague{8};

Order order_in(OrderStatus status) {
    Order order;
    order.status = status;
    return order;
}
Product product_in(ProductStatus status) {
    Product product;
    product.status = status;
    return product;
}
Asking as(Role role, bool taken = false) {
    return {.person = me, .role = role, .taken = taken};
}

TEST(Cases, WhatIsInReviewIsEveryReviewersUntilOneOpensIt) {
    const Order order = order_in(OrderStatus::in_review);
    EXPECT_EQ(case_of(as(Role::reviewer), order, {}), Case::review);
    UnderWay facts;
    facts.opened_by = me;
    EXPECT_EQ(case_of(as(Role::reviewer), order, facts), Case::review);
    facts.opened_by = colleague;
    EXPECT_EQ(case_of(as(Role::reviewer), order, facts), Case::none);
}

TEST(Cases, WhatWasSentBackStaysWithWhoeverOpenedIt) {
    const Order order = order_in(OrderStatus::redeeming);
    UnderWay facts;
    facts.opened_by = me;
    EXPECT_EQ(case_of(as(Role::reviewer), order, facts), Case::review);
    facts.opened_by = {};
    EXPECT_EQ(case_of(as(Role::reviewer), order, facts), Case::none);
}

TEST(Cases, EndForReviewersWithTheReview) {
    for (const OrderStatus status :
         {OrderStatus::placed, OrderStatus::signed_, OrderStatus::approved, OrderStatus::paid,
          OrderStatus::rejected, OrderStatus::voided}) {
        UnderWay facts;
        facts.opened_by = me;
        EXPECT_EQ(case_of(as(Role::reviewer), order_in(status), facts), Case::none)
            << name_of(status);
    }
}

TEST(Cases, AnOfficerHasWhatIsDisputedOrChecked) {
    const Role officer = Role::programme_officer;
    Order order = order_in(OrderStatus::paid);
    EXPECT_EQ(case_of(as(officer), order, {}), Case::none);
    EXPECT_EQ(case_of(as(officer), order, {.appeal = true}), Case::appeal);
    EXPECT_EQ(case_of(as(officer), order, {.spot_check = true}), Case::spot_check);
    EXPECT_EQ(case_of(as(officer), order, {.sanction = true}), Case::sanction);
    EXPECT_EQ(case_of(as(officer), order, {.voiding = true}), Case::voiding);
    order.open_objections = 1;
    EXPECT_EQ(case_of(as(officer), order, {}), Case::objection);
    EXPECT_EQ(case_of(as(Role::reviewer), order, {.appeal = true}), Case::none);
}

TEST(Cases, WhoPaysHasAnOrderUntilItIsPaid) {
    for (const BatchStatus status :
         {BatchStatus::draft, BatchStatus::published, BatchStatus::settled, BatchStatus::paid}) {
        UnderWay facts;
        facts.batch = status;
        const Case expected = status == BatchStatus::paid ? Case::none : Case::payout;
        EXPECT_EQ(case_of(as(Role::batch_maker), order_in(OrderStatus::approved), facts), expected);
        EXPECT_EQ(case_of(as(Role::approver), order_in(OrderStatus::published), facts), expected);
    }
    const Order approved = order_in(OrderStatus::approved);
    EXPECT_EQ(case_of(as(Role::batch_maker), approved, {}), Case::payout);
    EXPECT_EQ(case_of(as(Role::approver), approved, {}), Case::none);
    EXPECT_EQ(case_of(as(Role::batch_maker), order_in(OrderStatus::in_review), {}), Case::none);
}

TEST(Cases, APurposeOpensForOfficersAndAuditorsOnly) {
    for (const auto& [role, name] : EnumNames<Role>::all) {
        const bool may = role == Role::programme_officer || role == Role::auditor;
        const Case expected = may ? Case::taken : Case::none;
        EXPECT_EQ(may_take(role), may) << name;
        EXPECT_EQ(case_of(as(role, true), order_in(OrderStatus::signed_), {}), expected) << name;
        EXPECT_EQ(case_of(as(role), order_in(OrderStatus::signed_), {}), Case::none) << name;
        EXPECT_EQ(case_of(as(role, true), product_in(ProductStatus::listed), {}), expected) << name;
    }
}

TEST(Cases, AnApplicationIsThePlatformsThenTheExpertsThenTheBureaus) {
    const auto found = [](Role role, ProductStatus status) {
        return case_of(as(role), product_in(status), {});
    };
    for (const auto& [status, name] : EnumNames<ProductStatus>::all) {
        const bool passed = status == ProductStatus::passed;
        const bool in_notice =
            passed || status == ProductStatus::on_notice || status == ProductStatus::qualified;
        EXPECT_EQ(found(Role::platform_operator, status),
                  status == ProductStatus::submitted ? Case::audit : Case::none)
            << name;
        EXPECT_EQ(found(Role::expert, status), passed ? Case::judgement : Case::none) << name;
        EXPECT_EQ(found(Role::programme_officer, status), in_notice ? Case::notice : Case::none)
            << name;
    }
}

TEST(Cases, AnExpertKeepsWhatItHasJudged) {
    Product product = product_in(ProductStatus::listed);
    product.panel.push_back({.expert = colleague, .at = {}, .scores = {}, .text = {}});
    EXPECT_EQ(case_of(as(Role::expert), product, {}), Case::none);
    product.panel.push_back({.expert = me, .at = {}, .scores = {}, .text = {}});
    EXPECT_EQ(case_of(as(Role::expert), product, {}), Case::judgement);
}

}  // namespace
}  // namespace zq
