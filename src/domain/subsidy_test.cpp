// The figures of readings A3, A4, A5 and A28, and what must hold of every subsidy.
#include "domain/subsidy.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "domain/rulebook_fixture.h"

namespace zq {
namespace {

using fixture::day;
using fixture::yuan;

constexpr Term one_year{1, Unit::years};

// ---- the part of a contract that counts (B23-074, B23-075, B25-096, B25-097)

struct PartCase {
    const char* from;
    const char* to;
    Proportion part;
};

const PartCase by_months_then_days[] = {
    // Up to one calendar year all of it counts; the corresponding day is the last one (A5).
    {"2025-07-01", "2025-07-01", {1, 1}},
    {"2025-07-01", "2026-06-30", {1, 1}},
    {"2025-07-01", "2026-07-01", {1, 1}},
    {"2025-07-01", "2026-07-02", {365, 367}},
    // Whole months, or a day less.
    {"2025-07-01", "2026-07-30", {365, 395}},
    {"2025-07-01", "2026-07-31", {12, 13}},
    {"2025-07-01", "2026-08-01", {12, 13}},
    {"2025-07-01", "2026-08-02", {365, 398}},
    {"2025-07-01", "2026-12-31", {12, 18}},
    {"2025-07-01", "2027-01-01", {12, 18}},
    {"2025-07-01", "2028-06-30", {12, 36}},
    {"2025-01-01", "2029-12-31", {12, 60}},
    // Days otherwise, first and last included: 380 and 412 of them.
    {"2025-07-01", "2026-07-15", {365, 380}},
    {"2023-07-01", "2024-08-15", {366, 412}},
    // One more day may raise the share where the month rule ends (accepted, A5).
    {"2025-02-01", "2026-02-28", {12, 13}},
    {"2025-02-01", "2026-03-01", {12, 13}},
    {"2025-02-01", "2026-03-02", {365, 395}},
    // 29 February: the month that lacks it ends on its last day.
    {"2024-02-29", "2025-02-27", {1, 1}},
    {"2024-02-29", "2025-02-28", {1, 1}},
    {"2024-02-29", "2025-03-01", {365, 367}},
    {"2024-02-29", "2025-03-28", {12, 13}},
    {"2024-02-29", "2025-03-29", {12, 13}},
    {"2024-02-29", "2028-02-28", {12, 48}},
    {"2024-02-29", "2028-02-29", {12, 48}},
    {"2023-02-28", "2024-02-28", {1, 1}},
    {"2023-02-28", "2024-02-29", {365, 367}},
    // 31 January and other last days.
    {"2025-01-31", "2026-01-31", {1, 1}},
    {"2025-01-31", "2026-02-01", {365, 367}},
    {"2025-01-31", "2026-02-26", {365, 392}},
    {"2025-01-31", "2026-02-27", {12, 13}},
    {"2025-01-31", "2026-02-28", {12, 13}},
    {"2025-01-31", "2026-03-01", {365, 395}},
    {"2025-01-31", "2026-03-30", {12, 14}},
    {"2025-01-31", "2026-03-31", {12, 14}},
    {"2025-08-31", "2026-09-29", {12, 13}},
    {"2025-08-31", "2026-09-30", {12, 13}},
    {"2025-08-31", "2026-10-01", {365, 397}},
};

TEST(CountedPart, ByWholeMonthsThenByDays) {
    for (const PartCase& c : by_months_then_days) {
        const Proportion part =
            counted_part(day(c.from), day(c.to), one_year, Proration::months_then_days);
        EXPECT_EQ(part, c.part) << c.from << " to " << c.to << ": " << part.part << "/" << part.of;
    }
}

TEST(CountedPart, ByDaysOnlyWhereTheBureauReadsItSo) {
    const PartCase cases[] = {
        {"2025-07-01", "2026-07-01", {1, 1}},
        {"2025-07-01", "2026-07-31", {365, 396}},
        {"2025-07-01", "2026-12-31", {365, 549}},
        {"2023-07-01", "2024-08-15", {366, 412}},
    };
    for (const PartCase& c : cases) {
        EXPECT_EQ(counted_part(day(c.from), day(c.to), one_year, Proration::days), c.part)
            << c.from << " to " << c.to;
    }
}

TEST(CountedPart, APeriodOfMonthsCountsLikeOneOfYears) {
    const Day from = day("2025-07-01");
    const Day to = day("2026-12-31");
    EXPECT_EQ(counted_part(from, to, Term{12, Unit::months}, Proration::months_then_days),
              (Proportion{12, 18}));
    EXPECT_EQ(counted_part(from, to, Term{6, Unit::months}, Proration::months_then_days),
              (Proportion{6, 18}));
    EXPECT_EQ(counted_part(from, to, Term{2, Unit::years}, Proration::months_then_days),
              (Proportion{1, 1}));
    EXPECT_THROW(counted_part(from, to, Term{365, Unit::days}, Proration::days), BrokenInvariant);
}

// ---- the amount

constexpr Money plenty{Money::max_fen};

struct Wanted {
    Rulebook rules;
    Enterprise enterprise = fixture::certified_enterprise();
    const char* today;

    SubsidyInput input(Money total) const {
        SubsidyInput in{.total = total, .service = {}, .subjects = {}, .quotas = {}, .budget = {}};
        in.subjects.enterprise = &enterprise;
        in.subjects.today = day(today);
        in.quotas = {{plenty, {"B25-010"}}};
        return in;
    }
};

Wanted of_2023() {
    return {.rules = fixture::amounts_of_2023(), .today = "2023-06-01"};
}
Wanted of_2025() {
    return {.rules = fixture::amounts_of_2025(), .today = "2025-06-20"};
}

struct FigureCase {
    const char* name;
    const char* total;
    const char* from;  // null: no period is known, as at the claim
    const char* to;
    const char* eligible;
    const char* subsidy;
};

// Rounded down once, after all multiplications (A4; B23-018, B25-009).
const FigureCase figures_of_2025[] = {
    {"no period", "100000.00", nullptr, nullptr, "100000.00", "30000.00"},
    {"one year", "100000.00", "2025-07-01", "2026-07-01", "100000.00", "30000.00"},
    {"18 months, not 19,999.99", "100000.00", "2025-07-01", "2026-12-31", "66666.66", "20000.00"},
    {"36 months", "900000.00", "2025-07-01", "2028-06-30", "300000.00", "90000.00"},
    {"380 days", "100000.00", "2025-07-01", "2026-07-15", "96052.63", "28815.78"},
    {"412 days", "100000.00", "2023-07-01", "2024-08-15", "88834.95", "26650.48"},
    {"13 months", "100000.00", "2025-02-01", "2026-03-01", "92307.69", "27692.30"},
    {"395 days", "100000.00", "2025-02-01", "2026-03-02", "92405.06", "27721.51"},
    {"just above a whole fen", "166666.67", nullptr, nullptr, "166666.67", "50000.00"},
    {"just below it", "166666.66", nullptr, nullptr, "166666.66", "49999.99"},
    {"one fen", "0.04", nullptr, nullptr, "0.04", "0.01"},
};

TEST(Subsidy, FiguresOf2025) {
    const Wanted wanted = of_2025();
    for (const FigureCase& c : figures_of_2025) {
        SCOPED_TRACE(c.name);
        SubsidyInput input = wanted.input(yuan(c.total));
        if (c.from) input.service = {day(c.from), day(c.to)};
        const auto subsidy = compute_subsidy(wanted.rules, input);
        ASSERT_TRUE(subsidy);
        EXPECT_EQ(to_yuan(subsidy->eligible), c.eligible);
        EXPECT_EQ(to_yuan(subsidy->amount), c.subsidy);
        EXPECT_EQ(share_of(wanted.rules, input.total, input.service, input.subjects),
                  subsidy->amount);
    }
}

TEST(Subsidy, CeilingOf2023BelowAtAndAbove) {  // B23-019
    const Wanted wanted = of_2023();
    const FigureCase cases[] = {
        {"below", "166666.66", nullptr, nullptr, "166666.66", "49999.99"},
        {"at", "166666.67", nullptr, nullptr, "166666.67", "50000.00"},
        {"a fen above, floored to it", "166666.69", nullptr, nullptr, "166666.69", "50000.00"},
        {"above", "166666.70", nullptr, nullptr, "166666.70", "50000.00"},
        {"far above", "200000.00", nullptr, nullptr, "200000.00", "50000.00"},
        {"a long contract above", "900000.00", "2023-07-01", "2026-06-30", "300000.00", "50000.00"},
        {"a long contract below", "450000.00", "2023-07-01", "2026-06-30", "150000.00", "45000.00"},
    };
    for (const FigureCase& c : cases) {
        SCOPED_TRACE(c.name);
        SubsidyInput input = wanted.input(yuan(c.total));
        if (c.from) input.service = {day(c.from), day(c.to)};
        const auto subsidy = compute_subsidy(wanted.rules, input);
        ASSERT_TRUE(subsidy);
        EXPECT_EQ(to_yuan(subsidy->eligible), c.eligible);
        EXPECT_EQ(to_yuan(subsidy->amount), c.subsidy);
    }
}

// Where the share is the ceiling, the rate alone made the amount.
TEST(Subsidy, ACeilingThatChangesNothingIsNoGround) {  // B23-019
    const Wanted wanted = of_2023();
    const auto at = compute_subsidy(wanted.rules, wanted.input(yuan("166666.67")));
    const auto above = compute_subsidy(wanted.rules, wanted.input(yuan("166666.70")));
    ASSERT_TRUE(at && above);
    EXPECT_EQ(at->grounds.back().name, "rate");
    EXPECT_EQ(above->grounds.back().name, "cap-order");
}

TEST(Subsidy, OfEqualCeilingsTheFirstIsCited) {
    Wanted wanted = of_2023();
    for (const char* clause : {"B23-019", "B23-018"}) {
        wanted.rules.caps.rows.push_back(
            fixture::row(Cap{CapPer::order, yuan("40000.00")}, {clause}));
    }
    const auto subsidy = compute_subsidy(wanted.rules, wanted.input(yuan("200000.00")));
    ASSERT_TRUE(subsidy);
    EXPECT_EQ(subsidy->grounds.back().clauses, Clauses{"B23-019"});
}

TEST(Subsidy, OfSeveralCeilingsTheLowestCounts) {
    Wanted wanted = of_2023();
    wanted.rules.caps.rows.push_back(
        fixture::row(Cap{CapPer::order, yuan("40000.00")}, {"B23-019"}));
    wanted.rules.caps.rows.push_back(
        fixture::row(Cap{CapPer::order, yuan("45000.00")}, {"B23-019"}));
    const auto subsidy = compute_subsidy(wanted.rules, wanted.input(yuan("200000.00")));
    ASSERT_TRUE(subsidy);
    EXPECT_EQ(to_yuan(subsidy->amount), "40000.00");
}

// ---- what is left of quota and budget (A3)

struct RestCase {
    const char* name;
    const char* quota;   // what is free of it
    const char* budget;  // null: unlimited
    Remainder remainder;
    const char* subsidy;  // null: refused
    Code code;
};

const RestCase rests[] = {
    {"enough of both", "30000.00", "30000.00", Remainder::grant, "30000.00", {}},
    {"a fen too little quota", "29999.99", "30000.00", Remainder::grant, "29999.99", {}},
    {"a fen too little budget", "30000.00", "29999.99", Remainder::grant, "29999.99", {}},
    {"the lower of both", "20000.00", "10000.00", Remainder::grant, "10000.00", {}},
    {"one fen of quota", "0.01", nullptr, Remainder::grant, "0.01", {}},
    {"no quota", "0.00", nullptr, Remainder::grant, nullptr, Code::quota_exhausted},
    {"less than none", "-5.00", nullptr, Remainder::grant, nullptr, Code::quota_exhausted},
    {"no budget", "30000.00", "0.00", Remainder::grant, nullptr, Code::budget_exhausted},
    {"neither: quota first", "0.00", "0.00", Remainder::grant, nullptr, Code::quota_exhausted},
    {"refused rest: exactly enough", "30000.00", "30000.00", Remainder::refuse, "30000.00", {}},
    {"refused rest of quota", "29999.99", nullptr, Remainder::refuse, nullptr,
     Code::quota_exhausted},
    {"refused rest of budget", "30000.00", "29999.99", Remainder::refuse, nullptr,
     Code::budget_exhausted},
};

TEST(Subsidy, TooLittleLeftMakesASmallerSubsidyOrIsRefused) {
    for (const RestCase& c : rests) {
        SCOPED_TRACE(c.name);
        Wanted wanted = of_2025();
        wanted.rules.remainder.rows = {fixture::row(c.remainder, {"B25-009"})};
        SubsidyInput input = wanted.input(yuan("100000.00"));
        input.quotas = {{yuan(c.quota), {"B25-010"}}};
        if (c.budget) input.budget = Free{yuan(c.budget), {"B25-080"}};
        const auto subsidy = compute_subsidy(wanted.rules, input);
        ASSERT_EQ(subsidy.has_value(), c.subsidy != nullptr);
        if (subsidy) {
            EXPECT_EQ(to_yuan(subsidy->amount), c.subsidy);
            continue;
        }
        EXPECT_EQ(name_of(subsidy.error().code()), name_of(c.code));
        const Clauses cited{c.code == Code::quota_exhausted ? "B25-010" : "B25-080"};
        EXPECT_EQ(subsidy.error().clauses(), cited);
    }
}

// Ordinary enterprise of 2023, 15,000.00 used of 20,000.00: the example of A3 (B23-011).
TEST(Subsidy, TheRestOfTheQuotaIsGranted) {
    const Wanted wanted = of_2023();
    SubsidyInput input = wanted.input(yuan("50000.00"));
    input.quotas = {{yuan("5000.00"), {"B23-011"}}};
    const auto subsidy = compute_subsidy(wanted.rules, input);
    ASSERT_TRUE(subsidy);
    EXPECT_EQ(to_yuan(subsidy->amount), "5000.00");
    ASSERT_FALSE(subsidy->grounds.empty());
    EXPECT_EQ(subsidy->grounds.back().name, "quota");
    EXPECT_EQ(subsidy->grounds.back().clauses, Clauses{"B23-011"});
}

// Who has no quota left is told so, even of a price whose share comes to nothing.
TEST(Subsidy, AnEmptyPurseIsToldBeforeAShareOfNothing) {
    const Wanted wanted = of_2025();
    SubsidyInput input = wanted.input(yuan("0.01"));
    const auto code = [&] { return compute_subsidy(wanted.rules, input).error().code(); };
    EXPECT_EQ(code(), Code::subsidy_zero);
    input.budget = Free{Money{}, {"B25-080"}};
    EXPECT_EQ(code(), Code::budget_exhausted);
    input.quotas = {{Money{}, {"B25-010"}}};
    EXPECT_EQ(code(), Code::quota_exhausted);
}

TEST(Amounts, AreFromNothingToTheMost) {
    EXPECT_TRUE(is_amount(Money{}));
    EXPECT_TRUE(is_amount(Money{Money::max_fen}));
    EXPECT_FALSE(is_amount(Money{-1}));
    EXPECT_FALSE(is_amount(Money{Money::max_fen + 1}));
}

TEST(Subsidy, OfSeveralQuotasTheSmallestRestCounts) {
    const Wanted wanted = of_2025();
    SubsidyInput input = wanted.input(yuan("100000.00"));
    input.quotas = {{yuan("25000.00"), {"B25-010"}},
                    {yuan("8000.00"), {"B25-009"}},
                    {yuan("9000.00"), {"B25-010"}}};
    const auto subsidy = compute_subsidy(wanted.rules, input);
    ASSERT_TRUE(subsidy);
    EXPECT_EQ(to_yuan(subsidy->amount), "8000.00");
}

TEST(Subsidy, LessThanOneFenIsRefused) {  // B25-009
    const Wanted wanted = of_2025();
    for (const char* total : {"0.00", "0.01", "0.03"}) {
        const auto subsidy = compute_subsidy(wanted.rules, wanted.input(yuan(total)));
        ASSERT_FALSE(subsidy) << total;
        EXPECT_EQ(subsidy.error().code(), Code::subsidy_zero);
        EXPECT_EQ(subsidy.error().clauses(), Clauses{"B25-009"});
    }
}

TEST(Subsidy, GroundsNameEachFigureInTheOrderOfItsUse) {
    const Wanted wanted = of_2023();
    SubsidyInput input = wanted.input(yuan("900000.00"));
    input.service = {day("2023-07-01"), day("2026-06-30")};
    input.quotas = {{yuan("45000.00"), {"B23-012"}}};
    input.budget = Free{yuan("40000.00"), {"B23-057"}};
    const auto subsidy = compute_subsidy(wanted.rules, input);
    ASSERT_TRUE(subsidy);
    struct {
        const char* name;
        const char* clause;
        const char* result;
    } const grounds[] = {
        {"one-year-part", "B23-074", "300000.00"}, {"rate", "B23-018", "90000.00"},
        {"cap-order", "B23-019", "50000.00"},      {"quota", "B23-012", "45000.00"},
        {"budget", "B23-057", "40000.00"},
    };
    ASSERT_EQ(subsidy->grounds.size(), std::size(grounds));
    for (std::size_t i = 0; i < std::size(grounds); ++i) {
        EXPECT_EQ(subsidy->grounds[i].name, grounds[i].name);
        EXPECT_EQ(subsidy->grounds[i].clauses, Clauses{grounds[i].clause});
        EXPECT_EQ(to_yuan(subsidy->grounds[i].result), grounds[i].result);
    }
}

TEST(Subsidy, ADayWithoutARateIsAHoleInTheRulebook) {
    Wanted wanted = of_2025();
    wanted.today = "2022-12-31";
    EXPECT_THROW((void)compute_subsidy(wanted.rules, wanted.input(yuan("1.00"))), RuleGap);
}

// ---- money back (A28; B23-104, B23-105, B25-132)

struct RefundCase {
    const char* name;
    const char* total;
    const char* refunded;
    const char* paid;
    RefundBasis basis;
    const char* due;
};

TEST(Clawback, WhatWasPaidLessTheSubsidyOnWhatIsLeft) {
    const Wanted wanted = of_2023();
    const RefundCase cases[] = {
        {"a part", "60000.00", "20000.00", "18000.00", RefundBasis::recompute, "6000.00"},
        {"under the ceiling", "200000.00", "20000.00", "50000.00", RefundBasis::recompute, "0.00"},
        {"from it down", "200000.00", "50000.00", "50000.00", RefundBasis::recompute, "5000.00"},
        {"just to it", "200000.00", "33333.33", "50000.00", RefundBasis::recompute, "0.00"},
        {"a fen below it", "200000.00", "33333.34", "50000.00", RefundBasis::recompute, "0.01"},
        {"all", "60000.00", "60000.00", "18000.00", RefundBasis::recompute, "18000.00"},
        {"paid less than the share", "60000.00", "20000.00", "11000.00", RefundBasis::recompute,
         "0.00"},
        {"in proportion", "200000.00", "20000.00", "50000.00", RefundBasis::proportional,
         "5000.00"},
    };
    for (const RefundCase& c : cases) {
        SCOPED_TRACE(c.name);
        Rulebook rules = wanted.rules;
        rules.refund_basis.rows = {fixture::row(c.basis, {"B23-105"})};
        const Money due = clawback_after_refund(
            rules, yuan(c.total), yuan(c.refunded), yuan(c.paid),
            {day("2023-06-01"), day("2024-05-31")}, wanted.input(yuan("1.00")).subjects);
        EXPECT_EQ(to_yuan(due), c.due);
    }
}

TEST(Clawback, CountsTheSamePeriodAgain) {
    const Wanted wanted = of_2025();
    const Money due = clawback_after_refund(
        wanted.rules, yuan("100000.00"), yuan("10000.00"), yuan("20000.00"),
        {day("2025-07-01"), day("2026-12-31")}, wanted.input(yuan("1.00")).subjects);
    EXPECT_EQ(to_yuan(due), "2000.00");
}

// ---- what must hold of all of them (invariants 17, 18, 24)

Money any_total() {
    return Money{*rc::gen::inRange<std::int64_t>(1, Money::max_fen + 1)};
}

std::pair<Day, Day> any_service() {
    const Day from = day("2023-01-01") + std::chrono::days{*rc::gen::inRange(0, 1200)};
    return {from, from + std::chrono::days{*rc::gen::inRange(0, 4000)}};
}

TEST(SubsidyProperties, NeverAboveTheRateNorTheContract) {
    const Wanted wanted = of_2025();
    EXPECT_TRUE(rc::check("share <= floor(30% of the one-year part)", [&] {
        const Money total = any_total();
        const auto service = any_service();
        const Money share = share_of(wanted.rules, total, service, wanted.input(total).subjects);
        RC_ASSERT(share.fen >= 0);
        RC_ASSERT(share.fen <= total.fen / 10 * 3 + 3);
        RC_ASSERT(share <= floored_share(total, {}, BasisPoints{3000}));
    }));
}

TEST(SubsidyProperties, IsFlooredOnceAndLosesLessThanOneFen) {
    __extension__ using Wide = __int128;
    const Wanted wanted = of_2025();
    EXPECT_TRUE(rc::check("share <= exact < share + 1 fen", [&] {
        const Money total = any_total();
        const auto [from, to] = any_service();
        const Proportion part = counted_part(from, to, one_year, Proration::months_then_days);
        const Money share =
            share_of(wanted.rules, total, std::pair{from, to}, wanted.input(total).subjects);
        const Wide exact = Wide{total.fen} * part.part * 3;
        const Wide whole = Wide{part.of} * 10;
        RC_ASSERT(Wide{share.fen} * whole <= exact);
        RC_ASSERT(exact < (Wide{share.fen} + 1) * whole);
    }));
}

TEST(SubsidyProperties, ALongerContractNeverCountsMoreWithinOneRule) {
    EXPECT_TRUE(rc::check("parts fall with the period", [] {
        const auto [from, to] = any_service();
        const Day later = to + std::chrono::days{*rc::gen::inRange(1, 800)};
        const Proportion shorter = counted_part(from, to, one_year, Proration::days);
        const Proportion longer = counted_part(from, later, one_year, Proration::days);
        RC_ASSERT(longer.part * shorter.of <= shorter.part * longer.of);
        const int n = *rc::gen::inRange(12, 100);
        const Proportion months =
            counted_part(from, plus_months(from, n), one_year, Proration::months_then_days);
        const Proportion more =
            counted_part(from, plus_months(from, n + 1), one_year, Proration::months_then_days);
        RC_ASSERT(more.part * months.of <= months.part * more.of);
    }));
}

TEST(SubsidyProperties, AHigherContractNeverGetsLess) {
    const Wanted wanted = of_2023();
    EXPECT_TRUE(rc::check("monotone in the total", [&] {
        const Money total = any_total();
        const Money higher{*rc::gen::inRange(total.fen, Money::max_fen + 1)};
        const auto service = any_service();
        const Subjects subjects = wanted.input(total).subjects;
        RC_ASSERT(share_of(wanted.rules, total, service, subjects) <=
                  share_of(wanted.rules, higher, service, subjects));
    }));
}

TEST(SubsidyProperties, MoreMoneyFreeNeverMakesLess) {
    const Wanted wanted = of_2025();
    EXPECT_TRUE(rc::check("monotone in quota and budget", [&] {
        const Money total = any_total();
        SubsidyInput input = wanted.input(total);
        const Money quota{*rc::gen::inRange<std::int64_t>(1, 1'000'000'000)};
        const Money budget{*rc::gen::inRange<std::int64_t>(1, 1'000'000'000)};
        input.quotas = {{quota, {"B25-010"}}};
        input.budget = Free{budget, {"B25-080"}};
        const auto less = compute_subsidy(wanted.rules, input);
        if (!less) return;
        RC_ASSERT(less->amount <= quota);
        RC_ASSERT(less->amount <= budget);
        input.quotas[0].amount += Money{*rc::gen::inRange<std::int64_t>(0, 1'000'000)};
        const auto more = compute_subsidy(wanted.rules, input);
        RC_ASSERT(more.has_value());
        RC_ASSERT(less->amount <= more->amount);
    }));
}

TEST(SubsidyProperties, ClawbackIsBetweenNothingAndWhatWasPaid) {
    const Wanted wanted = of_2023();
    EXPECT_TRUE(rc::check("0 <= due <= paid, growing with the refund", [&] {
        const Money total = any_total();
        const auto service = any_service();
        const Subjects subjects = wanted.input(total).subjects;
        const Money paid = share_of(wanted.rules, total, service, subjects);
        const Money first{*rc::gen::inRange<std::int64_t>(0, total.fen + 1)};
        const Money second{*rc::gen::inRange<std::int64_t>(first.fen, total.fen + 1)};
        const auto due = [&](Money refunded) {
            return clawback_after_refund(wanted.rules, total, refunded, paid, service, subjects);
        };
        RC_ASSERT(due(Money{}) == Money{});
        RC_ASSERT(due(first) <= due(second));
        RC_ASSERT(due(total) == paid);
    }));
}

TEST(SubsidyProperties, TheLargestAmountsDoNotOverflow) {
    const Wanted wanted = of_2025();
    const Money most{Money::max_fen};
    const Subjects subjects = wanted.input(most).subjects;
    EXPECT_EQ(share_of(wanted.rules, most, {}, subjects).fen, 300'000'000'000'000);
    EXPECT_EQ(
        share_of(wanted.rules, most, std::pair{day("2025-07-01"), day("2026-12-31")}, subjects).fen,
        200'000'000'000'000);
    EXPECT_EQ(
        share_of(wanted.rules, most, std::pair{day("2025-07-01"), day("2026-07-15")}, subjects).fen,
        288'157'894'736'842);
}

// ---- for lists: the most that could be granted, and nothing where a claim would be refused

TEST(SubsidyAtMost, IsWhatAClaimWouldGetAndNothingWhereItWouldBeRefused) {
    const Rulebook rules = fixture::amounts_of_2023();
    const auto at_most = [&](const char* price, Money free) {
        return subsidy_at_most(rules, {.total = yuan(price),
                                       .service = {},
                                       .subjects = {.today = day("2023-07-01")},
                                       .quotas = {{free, {"B23-011"}}},
                                       .budget = {}});
    };
    EXPECT_EQ(at_most("100.01", yuan("20000.00")).amount, yuan("30.00"));
    EXPECT_EQ(at_most("1000000.00", yuan("200000.00")).amount, yuan("50000.00"));  // B23-019
    EXPECT_EQ(at_most("100.01", yuan("0.01")).amount, yuan("0.01"));
    const Subsidy none = at_most("100.01", Money{});
    EXPECT_EQ(none.amount, Money{});
    EXPECT_EQ(none.grounds.at(0).name, "quota-exhausted");
    EXPECT_EQ(none.grounds.at(0).clauses, Clauses{"B23-011"});
}

}  // namespace
}  // namespace zq
