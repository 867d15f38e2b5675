// The shipped programmes, and what a rulebook may leave out.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/digest.h"
#include "rulebook/load.h"
#include "rulebook/programme_on_disk.h"
#include "rulebook/references.h"

namespace zq {
namespace {

const Rulebook& beijing_2023() {
    static const auto book = load_rulebook("programmes/beijing-2023");
    return *book;
}

const Rulebook& beijing_2025() {
    static const auto book = load_rulebook("programmes/beijing-2025");
    return *book;
}

const DeadlineRule& deadline_of(const Rulebook& book, DeadlineKind kind) {
    const auto* row = book.deadline(kind, Subjects{.today = make_day(book.year, 6, 1)});
    check(row != nullptr, "the programme has this deadline");
    return row->value;
}

bool cites(const Clauses& clauses, const char* clause) {
    return std::ranges::find(clauses, clause) != clauses.end();
}

TEST(Beijing2023, IsWhatItsGuideSays) {
    const Rulebook& book = beijing_2023();
    const Day day = make_day(2023, 6, 1);
    EXPECT_EQ(book.code, "beijing-2023");                    // B23-001
    EXPECT_EQ(book.directions.size(), 12u);                  // B23-020
    EXPECT_EQ(book.rates.on(day).value, BasisPoints{3000});  // B23-018
    EXPECT_EQ(deadline_of(book, DeadlineKind::acceptance).after,
              (Term{48, Unit::hours}));  // B23-061
    const DeadlineRule& validity = deadline_of(book, DeadlineKind::validity);
    EXPECT_EQ(validity.after, (Term{30, Unit::days}));    // B23-015
    EXPECT_EQ(validity.longest, (Term{60, Unit::days}));  // B23-017
    EXPECT_TRUE(cites(validity.longest_clauses, "B23-017"));
    EXPECT_TRUE(deadline_of(book, DeadlineKind::redemption).within_validity);  // B23-076
    EXPECT_EQ(deadline_of(book, DeadlineKind::review).after,
              (Term{7, Unit::working_days}));                                    // B23-084
    EXPECT_EQ(book.validity_reaches.on(day).value, ValidUntilStep::redemption);  // B23-059
    EXPECT_EQ(book.order_table.on(day).value, OrderTablePlace::last_page);       // B23-071
    EXPECT_FALSE(book.provider_check.on(day).value);
    EXPECT_FALSE(book.act("waive", day));
    EXPECT_TRUE(book.act("judge-product", day));  // B23-035
}

// B23-011, B23-012, B23-013, B23-019
TEST(Beijing2023, HasACapForEachCategoryAndACeilingForEachOrder) {
    Enterprise enterprise;
    const auto highest = [&] {
        Money cap;
        for (const auto& row : beijing_2023().caps.rows) {
            const Subjects subjects{.enterprise = &enterprise, .today = make_day(2023, 6, 1)};
            if (row.value.per == CapPer::year && row.fits(subjects)) {
                cap = std::max(cap, row.value.amount);
            }
        }
        return to_yuan(cap);
    };
    EXPECT_EQ(highest(), "20000.00");
    enterprise.honours = {"srdi"};
    EXPECT_EQ(highest(), "100000.00");
    enterprise.honours = {"srdi", "little-giant"};
    EXPECT_EQ(highest(), "200000.00");
    EXPECT_EQ(to_yuan(beijing_2023().caps.rows.back().value.amount), "50000.00");
}

TEST(Beijing2025, IsWhatItsGuideSays) {
    const Rulebook& book = beijing_2025();
    const Day day = make_day(2025, 6, 1);
    EXPECT_EQ(book.code, "beijing-2025");                    // B25-001
    EXPECT_EQ(book.directions.size(), 9u);                   // B25-011
    EXPECT_EQ(book.rates.on(day).value, BasisPoints{3000});  // B25-009
    ASSERT_EQ(book.caps.rows.size(), 1u);
    EXPECT_EQ(to_yuan(book.caps.rows[0].value.amount), "200000.00");  // B25-010
    const DeadlineRule& acceptance = deadline_of(book, DeadlineKind::acceptance);
    EXPECT_EQ(acceptance.after, (Term{5, Unit::working_days}));                         // B25-083
    EXPECT_TRUE(acceptance.within_validity);                                            // B25-081
    EXPECT_EQ(deadline_of(book, DeadlineKind::validity).by, make_day(2025, 9, 30));     // B25-081
    EXPECT_EQ(deadline_of(book, DeadlineKind::redemption).by, make_day(2025, 10, 20));  // B25-105
    EXPECT_EQ(deadline_of(book, DeadlineKind::application).by, make_day(2025, 5, 16));  // B25-054
    EXPECT_FALSE(book.deadline(DeadlineKind::review, Subjects{.today = day}));
    EXPECT_EQ(book.validity_reaches.on(day).value, ValidUntilStep::signing);
    EXPECT_TRUE(book.provider_check.on(day).value);       // B25-352
    EXPECT_TRUE(book.final_on_submission.on(day).value);  // B25-058
    EXPECT_TRUE(book.form_checked.on(day).value);         // B25-269
    EXPECT_FALSE(book.act("judge-product", day));
}

// B25-238: twelve fields are required, three are not; ours for the reason of a high price is a
// sixteenth.
TEST(Beijing2025, AsksForTheFieldsOfTheForm) {
    int required = 0;
    int optional = 0;
    for (const auto& row : beijing_2025().fields.rows) {
        if (row.value.name != "price-reason") ++(row.value.required ? required : optional);
    }
    EXPECT_EQ(required, 12);
    EXPECT_EQ(optional, 3);
}

std::vector<std::string> kinds_of(const Rulebook& book, std::string_view act) {
    std::vector<std::string> kinds;
    for (const auto& row : book.papers.rows) {
        if (row.value.act == act) kinds.push_back(row.value.kind);
    }
    return kinds;
}

TEST(Papers, StandInTheOrderInWhichFlagsAndErrorsPrint) {
    EXPECT_EQ(kinds_of(beijing_2023(), "redeem"),
              (std::vector<std::string>{"contract", "size-certificate", "undertaking", "receipt",
                                        "invoice", "other"}));
    EXPECT_EQ(
        kinds_of(beijing_2025(), "redeem"),
        (std::vector<std::string>{"contract", "size-certificate", "undertaking", "receipt",
                                  "invoice", "invoice-verification", "industry-proof", "other"}));
    EXPECT_EQ(kinds_of(beijing_2025(), "submit-product").size(), 22u);
    EXPECT_TRUE(kinds_of(beijing_2023(), "submit-product").empty());
}

// Every clause of both guides stands behind at least one row.
TEST(Programmes, CiteEveryClauseOfTheirGuide) {
    for (const Rulebook* book : {&beijing_2023(), &beijing_2025()}) {
        for (const Clause& clause : book->clauses) {
            if (clause.id.starts_with("Z-")) continue;
            EXPECT_NE(book->text.find('"' + clause.id + '"'), std::string::npos) << clause.id;
        }
    }
}

// An ordinary case on every day of the year finds exactly one answer in every single-valued table.
TEST(Programmes, HaveNoDayWithoutARule) {
    for (const Rulebook* book : {&beijing_2023(), &beijing_2025()}) {
        for (Day day = make_day(book->year, 1, 1); day < make_day(book->year + 2, 1, 1);
             day += std::chrono::days{1}) {
            EXPECT_NO_THROW(book->rates.on(day));
            EXPECT_NO_THROW(book->subsidised_period.on(day));
            EXPECT_NO_THROW(book->refund_basis.on(day));
            EXPECT_NO_THROW(book->stars_max.on(day));
        }
    }
}

TEST(Programmes, KnowTheirClausesByGuideThenHouse) {
    EXPECT_EQ(beijing_2025().clauses.front().id, "B25-001");
    EXPECT_EQ(beijing_2025().clauses.back().id.substr(0, 2), "Z-");
    EXPECT_EQ(beijing_2023().digest, sha256_hex(beijing_2023().text));
}

TEST(Zone, IsResolvedFrom1990To2100) {
    const Zone& zone = beijing_2025().zone;
    EXPECT_EQ(zone.name, "Asia/Shanghai");
    EXPECT_EQ(to_rfc3339(*parse_rfc3339("2025-09-30T15:59:59Z"), zone),
              "2025-09-30T23:59:59+08:00");
    EXPECT_EQ(zone.offset_at(*parse_rfc3339("2099-07-01T00:00:00Z")), 8 * 3600);
    EXPECT_EQ(zone.offset_at(*parse_rfc3339("1990-07-01T00:00:00Z")), 9 * 3600);  // summer time
    EXPECT_FALSE(resolve_zone("Asia/Nowhere"));
}

TEST(WhatIsLeftOut, HasTheUsualReadingOfTheHouse) {
    const ProgrammeOnDisk programme;
    const auto book = load_rulebook(programme.dir());
    const Day day = make_day(2025, 1, 1);
    EXPECT_EQ(book->stars_max.on(day).value, 5);
    EXPECT_EQ(book->stars_max.on(day).clauses, (Clauses{"Z-025"}));
    EXPECT_FALSE(book->provider_check.on(day).value);
    EXPECT_TRUE(book->related_parties_refused.on(day).value);
    EXPECT_EQ(book->order_table.on(day).value, OrderTablePlace::not_asked);
    EXPECT_EQ(book->remainder.on(day).value, Remainder::refuse);  // said, so not the usual one
    EXPECT_TRUE(book->fields.rows.empty());
    EXPECT_TRUE(book->sanctions.rows.empty());
}

TEST(APublishedText, IsReadAgainBesideTheSameClauses) {
    const ProgrammeOnDisk programme;
    const auto book = load_rulebook(programme.dir());
    const auto again = load_rulebook_text(book->text, programme.dir());
    EXPECT_EQ(again->digest, book->digest);
    EXPECT_EQ(again->conditions.rows.size(), book->conditions.rows.size());
}

}  // namespace
}  // namespace zq
