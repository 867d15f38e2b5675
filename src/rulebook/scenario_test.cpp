// A scenario file is read strictly: every misspelling is named with its line.
#include "rulebook/scenario.h"

#include <gtest/gtest.h>

#include <ostream>

#include "base/civil_time.h"

namespace zq {

namespace {

const std::string head = R"(title     = "A claim"
programme = "beijing-2025"
clauses   = ["B25-078"]

[enterprise.E1]

[product.P1]
)";

const std::string claim = R"(
[[step]]
at = 2025-07-07T09:00:00+08:00
by = "E1"
do = "claim"
order = "O1"
product = "P1"
)";

std::string problem_of(const std::string& text) {
    try {
        parse_scenario(text, "a.toml");
    } catch (const ScenarioError& error) {
        return error.what();
    }
    return "";
}

TEST(Scenario, keeps_what_the_file_says) {
    const Scenario read = parse_scenario(
        head + "price = \"5000.00\"\n[budget]\ntotal = \"90000.00\"\n" + claim +
            "expect = { status = \"placed\", accept_by = 2025-07-14T23:59:59+08:00 }\n"
            "[[step]]\ndo = \"wait\"\norder = \"O1\"\n",
        "a.toml");
    EXPECT_EQ(read.title, "A claim");
    EXPECT_EQ(read.programme, "beijing-2025");
    EXPECT_EQ(read.clauses, Clauses{"B25-078"});
    EXPECT_EQ(read.budget, "90000.00");
    ASSERT_EQ(read.products.size(), 1U);
    EXPECT_EQ(*field<std::string>(read.products[0].fields, "price"), "5000.00");
    ASSERT_EQ(read.providers.size(), 1U);
    EXPECT_EQ(read.providers[0].id, "S1");
    ASSERT_EQ(read.steps.size(), 2U);
    EXPECT_EQ(read.steps[0].by, "E1");
    EXPECT_EQ(read.steps[0].line, 12);
    EXPECT_EQ(*field<Instant>(read.steps[0].expect, "accept_by"),
              parse_rfc3339("2025-07-14T15:59:59Z"));
    EXPECT_EQ(read.steps[1].at, read.steps[0].at);
    EXPECT_EQ(read.steps[1].by, "");
}

TEST(Scenario, reads_documents_form_and_lists) {
    const Scenario read = parse_scenario(head + claim + R"(
[[step]]
by = "S1"
do = "redeem"
order = "O1"
documents = [{ kind = "invoice", amount = "1.00", dated = 2025-07-08 },
             { kind = "contract", absent = true }]
[[step]]
by = "S1"
do = "draft-product"
product = "P1"
form = { introduction = "", category = ["dcmm", "chip"] }
)",
                                         "a.toml");
    const auto& documents = *field<ScenarioValue::List>(read.steps[1].fields, "documents");
    ASSERT_EQ(documents.size(), 2U);
    EXPECT_EQ(*field<Day>(*documents[0].get<ScenarioFields>(), "dated"), make_day(2025, 7, 8));
    EXPECT_TRUE(*field<bool>(*documents[1].get<ScenarioFields>(), "absent"));
    const auto& form = *field<ScenarioFields>(read.steps[2].fields, "form");
    EXPECT_EQ(*field<std::string>(form, "introduction"), "");
    EXPECT_EQ(field<ScenarioValue::List>(form, "category")->size(), 2U);
}

struct Wrong {
    const char* what;
    std::string text;
    const char* message;  // part of it
};

void PrintTo(const Wrong& wrong, std::ostream* out) {
    *out << wrong.what;
}

class ScenarioIsStrict : public testing::TestWithParam<Wrong> {};

TEST_P(ScenarioIsStrict, and_names_line_and_way_out) {
    const std::string problem = problem_of(GetParam().text);
    EXPECT_NE(problem.find(GetParam().message), std::string::npos) << problem;
    EXPECT_TRUE(problem.starts_with("a.toml:")) << problem;
}

INSTANTIATE_TEST_SUITE_P(
    Files, ScenarioIsStrict,
    testing::Values(
        Wrong{"no TOML", "title = ", "this is no TOML"},
        Wrong{"no title", "programme = \"x\"\nclauses = []\n", "missing 'title'"},
        Wrong{"no clauses", "title = \"x\"\nprogramme = \"x\"\n", "missing 'clauses'"},
        Wrong{"clause of no form", "title = \"x\"\nprogramme = \"x\"\nclauses = [\"B25-1\"]\n",
              "a clause is like"},
        Wrong{"no step", head, "at least one [[step]]"},
        Wrong{"unknown table", head + "[entreprise.E2]\n" + claim, "unknown key 'entreprise'"},
        Wrong{"unknown key of a subject", head + "prize = \"1.00\"\n" + claim,
              "a.toml:8: unknown key 'prize' of [product.P1]"},
        Wrong{"a float", head + "price = 5000.0\n" + claim, "'price' of [product.P1] is a float"},
        Wrong{"money without decimals", head + "price = \"5000\"\n" + claim, "two decimals"},
        Wrong{"a name twice", head + "[provider.E1]\n" + claim, "'E1' is taken"},
        Wrong{"a name of an office", head + "[provider.bureau]\n" + claim, "'bureau' is taken"},
        Wrong{"unknown legal form", head + "[enterprise.E2]\nlegal_form = \"gmbh\"\n" + claim,
              "one of company, partnership"},
        Wrong{"unknown honour", head + "[enterprise.E2]\nhonours = [\"unicorn\"]\n" + claim,
              "a list of srdi, little-giant"}));

INSTANTIATE_TEST_SUITE_P(
    Steps, ScenarioIsStrict,
    testing::Values(
        Wrong{"first step without time", head + "[[step]]\ndo = \"wait\"\n", "lacks 'at'"},
        Wrong{"time without a zone", head + "[[step]]\nat = 2025-07-07T09:00:00\ndo = \"wait\"\n",
              "without a zone"},
        Wrong{"time runs backwards",
              head + claim + "[[step]]\nat = 2025-07-07T08:59:59+08:00\ndo = \"wait\"\n",
              "never runs backwards"},
        Wrong{"unknown verb", head + claim + "[[step]]\ndo = \"grab\"\n", "unknown verb 'grab'"},
        Wrong{"no actor", head + claim + "[[step]]\ndo = \"cancel\"\norder = \"O1\"\n",
              "missing 'by'"},
        Wrong{"unknown actor",
              head + claim + "[[step]]\nby = \"E7\"\ndo = \"cancel\"\norder = \"O1\"\n",
              "'by' is \"E7\""},
        Wrong{"unknown field", head + claim + "colour = \"red\"\n",
              "unknown key 'colour' of 'claim'"},
        Wrong{"missing field", head + claim + "[[step]]\nby = \"S1\"\ndo = \"accept\"\n",
              "lacks 'order'"},
        Wrong{"order that nobody claimed",
              head + claim + "[[step]]\nby = \"S1\"\ndo = \"accept\"\norder = \"O2\"\n",
              "an order that an earlier step claims"},
        Wrong{"unknown product", head + claim + "[[step]]\ndo = \"see\"\nproduct = \"P2\"\n",
              "a product with a table"},
        Wrong{"unknown verdict",
              head + claim + "[[step]]\nby = \"platform\"\ndo = \"audit-product\"\n" +
                  "product = \"P1\"\nverdict = \"maybe\"\n",
              "one of pass, return, reject"},
        Wrong{"day for an amount", head + claim + "amount = 2025-07-07\n", "is a date"},
        Wrong{"unknown key of a document",
              head + claim + "[[step]]\nby = \"S1\"\ndo = \"redeem\"\norder = \"O1\"\n" +
                  "documents = [{ kind = \"invoice\", sum = \"1.00\" }]\n",
              "unknown key 'sum'"},
        Wrong{"two subjects",
              head + claim + "[[step]]\ndo = \"see\"\norder = \"O1\"\nproduct = \"P1\"\n",
              "exactly one subject, not 2"},
        Wrong{"nothing seen", head + claim + "[[step]]\ndo = \"see\"\n", "one subject, not 0"}));

INSTANTIATE_TEST_SUITE_P(
    Expectations, ScenarioIsStrict,
    testing::Values(
        Wrong{"unknown key", head + claim + "expect = { state = \"placed\" }\n",
              "unknown key 'state' of 'expect' of 'claim'"},
        Wrong{"key of another subject", head + claim + "expect = { vouchers_left = 1 }\n",
              "unknown key 'vouchers_left'"},
        Wrong{"unknown code",
              head + claim + "expect = { outcome = \"refused\", code = \"too-early\" }\n",
              "a code of refusal"},
        Wrong{"unknown outcome", head + claim + "expect = { outcome = \"fine\" }\n",
              "one of ok, refused"},
        Wrong{"code without refusal", head + claim + "expect = { code = \"too-late\" }\n",
              "only with outcome = \"refused\""},
        Wrong{"a number for money", head + claim + "expect = { subsidy = 50000 }\n",
              "is a whole number"},
        Wrong{"a day for an instant", head + claim + "expect = { accept_by = 2025-07-14 }\n",
              "an instant, like"}));

}  // namespace

}  // namespace zq
