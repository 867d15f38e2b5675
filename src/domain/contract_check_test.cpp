// Each condition of a contract the day before and on the day, a fen below and above.
#include "domain/contract_check.h"

#include <gtest/gtest.h>

#include "domain/rulebook_fixture.h"

namespace zq {
namespace {

using fixture::beijing;
using fixture::day;
using fixture::row;
using fixture::yuan;

Rulebook rules_of_signing() {
    Rulebook rules = fixture::amounts_of_2025();
    rules.validity_reaches.rows = {row(ValidUntilStep::signing, {"B25-083"})};
    rules.order_table.rows = {row(OrderTablePlace::last_page, {"B25-086"})};
    rules.payment_split.rows = {row(true, {"B25-089"})};
    return rules;
}

// An order of 20 June, good until 20 July, with a contract of the 25th, as it was entered.
struct Signing {
    Signing() {
        order.placed = last_second_of(day("2025-06-20"), beijing());
        order.valid_until = last_second_of(day("2025-07-20"), beijing());
        order.product_name = "DCMM 三级";
        entry.lists_order = entry.table_on_last_page = entry.splits_payment = true;
        terms.amount = yuan("100000.00");
        terms.signed_on = terms.service_from = day("2025-06-25");
        terms.service_to = day("2026-06-24");
        terms.product_name = order.product_name;
        terms.voucher_part = yuan("30000.00");
        terms.own_part = yuan("70000.00");
    }
    ContractContext context() const { return {.act = "sign", .order = order, .entry = &entry}; }

    // Keys of what fails, and of the parts.
    std::string failing() const {
        std::string keys;
        std::vector<Check> checks = check_contract(rules, context(), terms);
        checks.push_back(check_parts(rules, context(), terms, yuan("30000.00")));
        for (const Check& check : checks) {
            if (check.state == CheckState::failed) keys += check.key + " ";
        }
        return keys;
    }

    Rulebook rules = rules_of_signing();
    Order order;
    ContractEntry entry;
    ContractTerms terms;
};

struct Case {
    const char* name;
    void (*change)(Signing&);
    const char* failing;
};

const Case cases[] = {
    {"as agreed", [](Signing&) {}, ""},
    {"signed the day before the order", [](Signing& s) { s.terms.signed_on = day("2025-06-19"); },
     "signed-after-order "},
    {"signed on its day", [](Signing& s) { s.terms.signed_on = day("2025-06-20"); }, ""},
    {"signed on the last day", [](Signing& s) { s.terms.signed_on = day("2025-07-20"); }, ""},
    {"signed the day after", [](Signing& s) { s.terms.signed_on = day("2025-07-21"); },
     "signed-in-time "},
    {"served from the day before the order",
     [](Signing& s) { s.terms.service_from = day("2025-06-19"); }, "service-after-order "},
    {"served from its day", [](Signing& s) { s.terms.service_from = day("2025-06-20"); }, ""},
    {"served for one day", [](Signing& s) { s.terms.service_to = s.terms.service_from; }, ""},
    {"served to the end of time", [](Signing& s) { s.terms.service_to = make_day(9999, 12, 31); },
     ""},
    {"served for longer", [](Signing& s) { s.terms.service_to = make_day(10'000, 1, 1); },
     "service-in-order "},
    {"over before it begins", [](Signing& s) { s.terms.service_to = day("2025-06-24"); },
     "service-in-order "},
    {"blanks around the name", [](Signing& s) { s.terms.product_name = " DCMM 三级 "; }, ""},
    {"another name", [](Signing& s) { s.terms.product_name = "DCMM 二级"; }, "product-same "},
    {"no order table", [](Signing& s) { s.entry.lists_order = false; }, "order-table "},
    {"the table elsewhere", [](Signing& s) { s.entry.table_on_last_page = false; }, "order-table "},
    {"parts not stated", [](Signing& s) { s.entry.splits_payment = false; }, "payment-split "},
    {"a fen more than they add up to", [](Signing& s) { s.terms.own_part = yuan("70000.01"); },
     "parts "},
    {"a fen above the subsidy",
     [](Signing& s) {
         s.terms.voucher_part = yuan("30000.01");
         s.terms.own_part = yuan("69999.99");
     },
     "parts "},
    {"a fen below the subsidy",
     [](Signing& s) {
         s.terms.voucher_part = yuan("29999.99");
         s.terms.own_part = yuan("70000.01");
     },
     ""},
    {"no amount", [](Signing& s) { s.terms.amount = Money{-1}; }, "amount parts "},
};

// B25-083, B25-084, B25-086, B25-087, B25-088, B25-089, B25-090
TEST(Contract, EachConditionByItself) {
    for (const Case& c : cases) {
        Signing signing;
        c.change(signing);
        EXPECT_EQ(signing.failing(), c.failing) << c.name;
    }
}

TEST(Contract, WhatTheRulebookDoesNotAskIsNotLookedAt) {
    Signing signing;
    signing.rules.validity_reaches.rows = {row(ValidUntilStep::acceptance, {"B25-083"})};
    signing.rules.order_table.rows = {row(OrderTablePlace::not_asked, {"B25-086"})};
    signing.rules.payment_split.rows = {row(false, {"B25-089"})};
    signing.entry = {};
    signing.terms.signed_on = day("2025-07-21");
    const auto checks = check_contract(signing.rules, signing.context(), signing.terms);
    for (const Check& check : checks) {
        EXPECT_EQ(check.state, CheckState::passed) << check.key;
        EXPECT_NE(check.key, "signed-in-time");
        EXPECT_NE(check.key, "order-table");
        EXPECT_NE(check.key, "payment-split");
    }
    EXPECT_EQ(checks.size(), 5u);
}

TEST(Contract, WhatHoldsIsToldWithItsFacts) {
    const Signing signing;
    const auto checks = check_contract(signing.rules, signing.context(), signing.terms);
    EXPECT_EQ(checks.at(0).key, "signed-in-time");
    EXPECT_EQ(checks.at(0).facts,
              (Facts{{"signed_on", "2025-06-25"}, {"valid_until", "2025-07-20"}}));
    EXPECT_TRUE(reasons_of(checks).empty());
    for (const Check& check : checks) EXPECT_FALSE(check.clauses.empty()) << check.key;
}

// A stored contract was right in what only its entry said.
TEST(Contract, OfAStoredContractTheEntryIsGone) {
    const Signing signing;
    const ContractContext stored{.act = "sign", .order = signing.order};
    for (const Check& check : check_contract(signing.rules, stored, signing.terms)) {
        EXPECT_EQ(check.state, CheckState::passed) << check.key;
    }
}

}  // namespace
}  // namespace zq
