// All failing conditions, their clauses and the facts they rest on; and bans to their last day.
#include "domain/conditions.h"

#include <gtest/gtest.h>

#include "domain/rulebook_fixture.h"

namespace zq {
namespace {

using fixture::among;
using fixture::compare;
using fixture::day;
using fixture::row;

Condition condition(std::vector<std::string> acts, Code code, std::vector<Requirement> all_of,
                    std::vector<Requirement> any_of = {}) {
    return {.acts = std::move(acts),
            .code = code,
            .all_of = std::move(all_of),
            .any_of = std::move(any_of)};
}

// Chip testing asks for more than 100 sets of equipment or for CNAS (B25-027), digital marketing
// for an industry and its share (B25-066, B25-071).
Rulebook conditions_of_2025() {
    Rulebook rules = fixture::amounts_of_2025();
    rules.conditions.rows = {
        row(condition({"claim", "quota"}, Code::not_certified,
                      {fixture::is(Fact::certified, true)}),
            {"B25-065"}),
        row(condition({"claim"}, Code::not_in_place, {among(Fact::place, {"11*"})}),
            {"B25-006", "B25-124"}),
        row(condition({"claim"}, Code::industry_not_eligible,
                      {among(Fact::industry, {"C13*", "C14*", "C1515"})}),
            {"B25-066"}, {among(Fact::direction, {"digital-marketing"})}),
        row(condition({"claim"}, Code::not_main_business,
                      {compare(Fact::industry_share, Comparison::more_than, 5000)}),
            {"B25-071"}, {among(Fact::direction, {"digital-marketing"})}),
        row(condition({"submit-product"}, Code::qualification_missing, {},
                      {compare(Fact::provider_equipment_sets, Comparison::more_than, 100),
                       among(Fact::provider_qualifications, {"cnas"})}),
            {"B25-027"}, {among(Fact::direction, {"chip"}), among(Fact::subtype, {"test"})}),
    };
    return rules;
}

std::vector<std::string> codes(const std::vector<Reason>& reasons) {
    std::vector<std::string> names;
    for (const Reason& reason : reasons) names.emplace_back(name_of(reason.code));
    return names;
}

struct ClaimCase {
    const char* name;
    const char* direction;
    bool certified;
    const char* place;
    const char* industry;
    std::optional<std::int64_t> share;  // basis points
    std::vector<std::string> failing;
};

const ClaimCase claims[] = {
    {"fits", "dcmm", true, "110108", "I6513", {}, {}},
    {"elsewhere", "dcmm", true, "310101", "I6513", {}, {"not-in-beijing"}},
    {"everything wrong at once",
     "digital-marketing",
     true,
     "310101",
     "I6513",
     100,
     {"not-in-beijing", "industry-not-eligible", "not-main-business"}},
    {"the industry matters in its direction only", "dcmm", true, "110108", "I6513", 100, {}},
    {"food maker", "digital-marketing", true, "110108", "C1411", 6000, {}},
    {"share of exactly half",
     "digital-marketing",
     true,
     "110108",
     "C1411",
     5000,
     {"not-main-business"}},
    {"a hundredth above half", "digital-marketing", true, "110108", "C1411", 5001, {}},
    {"the code stands in the statistics report",
     "digital-marketing",
     true,
     "110108",
     "C1411",
     {},
     {}},
    {"C1515 is the whole code", "digital-marketing", true, "110108", "C1515", {}, {}},
    {"C1512 is another",
     "digital-marketing",
     true,
     "110108",
     "C1512",
     {},
     {"industry-not-eligible"}},
    {"C13 is a prefix", "digital-marketing", true, "110108", "C1310", {}, {}},
    // Before certification nothing is known of the industry: only what asks for it refuses.
    {"not certified", "digital-marketing", false, "110108", "", {}, {"not-certified"}},
};

TEST(Conditions, EveryConditionThatDoesNotHoldIsNamed) {
    const Rulebook rules = conditions_of_2025();
    for (const ClaimCase& c : claims) {
        SCOPED_TRACE(c.name);
        Enterprise enterprise = fixture::certified_enterprise();
        enterprise.registered_in = c.place;
        enterprise.certifications[0].declared.industry = c.industry;
        if (c.share) enterprise.certifications[0].declared.industry_share = BasisPoints{*c.share};
        if (!c.certified) enterprise.certifications.clear();
        Product product;
        product.direction = c.direction;
        const Subjects subjects{
            .enterprise = &enterprise, .product = &product, .today = day("2025-06-20")};
        EXPECT_EQ(codes(failing_conditions(rules, "claim", subjects)), c.failing);
    }
}

struct ProviderCase {
    std::int64_t sets;
    std::vector<std::string> qualifications;
    bool passes;
};

TEST(Conditions, OneOfSeveralWaysIsEnough) {  // B25-027, A23
    const Rulebook rules = conditions_of_2025();
    const ProviderCase cases[] = {{100, {}, false},
                                  {101, {}, true},
                                  {0, {"cnas"}, true},
                                  {101, {"cnas"}, true},
                                  {100, {"cma"}, false}};
    for (const ProviderCase& c : cases) {
        Provider provider;
        provider.equipment_sets = c.sets;
        provider.qualifications = c.qualifications;
        Product product;
        product.direction = "chip";
        product.subtype = "test";
        const Subjects subjects{
            .provider = &provider, .product = &product, .today = day("2025-05-01")};
        EXPECT_EQ(failing_conditions(rules, "submit-product", subjects).empty(), c.passes)
            << c.sets;
    }
}

TEST(Conditions, AReasonCarriesClausesFactsAndWhatWasRequired) {
    const Rulebook rules = conditions_of_2025();
    Enterprise enterprise = fixture::certified_enterprise();
    enterprise.registered_in = "310101";
    Product product;
    product.direction = "dcmm";
    const Subjects subjects{
        .enterprise = &enterprise, .product = &product, .today = day("2025-06-20")};
    const auto reasons = failing_conditions(rules, "claim", subjects);
    ASSERT_EQ(reasons.size(), 1U);
    EXPECT_EQ(reasons[0].clauses, (Clauses{"B25-006", "B25-124"}));
    EXPECT_EQ(reasons[0].facts.at("place"), Value{"310101"});
    EXPECT_EQ(reasons[0].facts.at("required"), Value{Value::List{Value{"place in 11*"}}});
}

// Of several ways, none of which is open, all are told.
TEST(Conditions, AReasonTellsEveryWayThatWouldHaveDone) {  // B25-027
    Rulebook rules = conditions_of_2025();
    for (Row<Condition>& row : rules.conditions.rows) {
        if (row.value.any_of.empty()) continue;
        row.value.all_of = {
            fixture::compare(Fact::provider_contracts_last_year, Comparison::at_least, 15)};
    }
    Provider provider;
    provider.equipment_sets = 100;
    Product product;
    product.direction = "chip";
    product.subtype = "test";
    const auto reasons = failing_conditions(
        rules, "submit-product",
        {.provider = &provider, .product = &product, .today = day("2025-05-01")});
    ASSERT_EQ(reasons.size(), 1U);
    EXPECT_EQ(reasons[0].facts.at("provider.equipment_sets"), Value{100});
    EXPECT_EQ(reasons[0].facts.at("required").if_list()->size(), 3U);
}

TEST(Conditions, ConditionsOfOtherActsAndDaysDoNotCount) {
    Rulebook rules = conditions_of_2025();
    Enterprise enterprise = fixture::certified_enterprise();
    enterprise.registered_in = "310101";
    Product product;
    product.direction = "dcmm";
    struct {
        const char* act;
        const char* today;
        std::size_t failing;
    } const cases[] = {{"claim", "2025-06-20", 1},
                       {"quota", "2025-06-20", 0},
                       {"sign", "2025-06-20", 0},
                       {"claim", "2022-12-31", 0}};
    for (const auto& c : cases) {
        const Subjects subjects{
            .enterprise = &enterprise, .product = &product, .today = day(c.today)};
        EXPECT_EQ(failing_conditions(rules, c.act, subjects).size(), c.failing)
            << c.act << " " << c.today;
    }
}

struct BanCase {
    const char* name;
    std::optional<const char*> until;
    bool permanent;
    const char* today;
    bool barred;
};

// A ban lasts to the same date three years later, that day included (A19; B25-138); for falsified
// applications for good (B25-247).
const BanCase bans[] = {
    {"none", {}, false, "2025-06-20", false},
    {"the day before the last", "2028-06-20", false, "2028-06-19", true},
    {"the last day", "2028-06-20", false, "2028-06-20", true},
    {"the day after", "2028-06-20", false, "2028-06-21", false},
    {"for good", {}, true, "2099-01-01", true},
    {"for good, whatever the date says", "2028-06-20", true, "2099-01-01", true},
};

TEST(Bans, LastToTheirLastDay) {
    Rulebook rules = fixture::amounts_of_2025();
    RefusalRule rule;
    rule.code = Code::sanctioned;
    rules.refusals.rows = {row(rule, {"B25-136", "B25-138"})};
    for (const BanCase& c : bans) {
        SCOPED_TRACE(c.name);
        Standing standing;
        if (c.until) standing.until = day(*c.until);
        standing.permanent = c.permanent;
        standing.clauses = {"B25-138", "B25-247"};
        const auto reason = ban_of(rules, "claim", standing, day(c.today));
        ASSERT_EQ(reason.has_value(), c.barred);
        if (!reason) continue;
        EXPECT_EQ(reason->code, Code::sanctioned);
        EXPECT_EQ(reason->clauses, (Clauses{"B25-136", "B25-138", "B25-247"}));
        EXPECT_EQ(reason->facts.at("until"), Value{c.permanent ? "permanent" : *c.until});
    }
}

TEST(Bans, AlwaysCiteAClause) {
    const Rulebook rules = fixture::amounts_of_2025();
    Standing standing;
    standing.permanent = true;
    const auto reason = ban_of(rules, "claim", standing, day("2025-06-20"));
    ASSERT_TRUE(reason);
    EXPECT_FALSE(reason->clauses.empty());
}

// What an agency sees of both parties before it looks at papers.
TEST(Parties, AreCheckedWithEveryClauseThatIsAskedFor) {
    const Rulebook rules = conditions_of_2025();
    Enterprise enterprise = fixture::certified_enterprise();
    Provider provider;
    Product product;
    product.direction = "dcmm";
    const Subjects subjects{.enterprise = &enterprise,
                            .provider = &provider,
                            .product = &product,
                            .today = day("2025-07-01")};
    const auto told = [&] {
        std::string text;
        for (const Check& check : check_parties(rules, subjects)) {
            text += check.key + " " + std::string{name_of(check.state)} + "; ";
        }
        return text;
    };
    EXPECT_EQ(told(),
              "enterprise-eligible passed; enterprise-standing passed; provider-eligible passed; "
              "provider-standing passed; bank-account failed; ");
    EXPECT_EQ(check_parties(rules, subjects).front().clauses,
              (Clauses{"B25-065", "B25-006", "B25-124"}));

    enterprise.registered_in = "310101";
    provider.standing.until = day("2025-07-01");
    provider.bank_account = BankAccount{.bank = "工商银行", .number = "6222", .holder = "S"};
    EXPECT_EQ(told(),
              "enterprise-eligible failed; enterprise-standing passed; provider-eligible passed; "
              "provider-standing failed; bank-account passed; ");
    const Check account = check_parties(rules, subjects).back();
    EXPECT_EQ(account.facts, (Facts{{"bank", "工商银行"}, {"number", "6222"}}));
    provider.standing.until = day("2025-06-30");
    EXPECT_NE(told().find("provider-standing passed"), std::string::npos);
}

}  // namespace
}  // namespace zq
