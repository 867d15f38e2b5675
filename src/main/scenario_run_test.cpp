// A scenario holds, or says in one line at which step what was expected and what came.
#include "main/scenario_run.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "main/scenario_files.h"
#include "rulebook/load.h"

namespace zq {

namespace {

const std::string head = R"(title     = "Two claims"
programme = "beijing-2025"
clauses   = ["B25-009"]
[enterprise.E1]
[product.P1]
price = "50000.00"
)";

const std::string claim = R"([[step]]
at = 2025-07-07T09:00:00+08:00
by = "E1"
do = "claim"
order = "O1"
product = "P1"
)";

std::shared_ptr<const Rulebook> beijing_2025() {
    static const auto rulebook = load_rulebook("programmes/beijing-2025");
    return rulebook;
}

std::string problem_of(const std::string& text) {
    return run_scenario(parse_scenario(text, "a.toml"), beijing_2025()).problem;
}

TEST(ScenarioRun, holds_when_everything_comes_as_expected) {
    const Scenario scenario = parse_scenario(
        head + claim + "expect = { status = \"placed\", subsidy = \"15000.00\" }\n", "a.toml");
    const ScenarioResult result = run_scenario(scenario, beijing_2025());
    EXPECT_TRUE(result.holds);
    EXPECT_EQ(result.problem, "");
}

TEST(ScenarioRun, names_step_and_line_of_a_wrong_key) {
    EXPECT_EQ(problem_of(head + claim + "expect = { subsidy = \"15000.01\" }\n"),
              "step 1 (claim, line 7): expected subsidy = \"15000.01\", came \"15000.00\"");
    EXPECT_EQ(problem_of(head + claim + "expect = { accept_by = 2025-07-11T23:59:59+08:00 }\n"),
              "step 1 (claim, line 7): expected accept_by = 2025-07-11T23:59:59+08:00, came "
              "2025-07-14T23:59:59+08:00");
}

TEST(ScenarioRun, names_a_refusal_nobody_expected) {
    EXPECT_EQ(
        problem_of(head + "vouchers = 1\n" + claim +
                   "[[step]]\nby = \"E1\"\ndo = \"claim\"\norder = \"O2\"\nproduct = \"P1\"\n"),
        "step 2 (claim, line 14): expected outcome ok, came refused sold-out (B25-079, "
        "B25-080)");
}

TEST(ScenarioRun, names_an_acceptance_nobody_expected) {
    EXPECT_EQ(
        problem_of(head + claim + "expect = { outcome = \"refused\", code = \"sold-out\" }\n"),
        "step 1 (claim, line 7): expected refused sold-out, came outcome ok");
}

TEST(ScenarioRun, wants_code_clause_and_errors_of_a_refusal_right) {
    const std::string late = head + claim +
                             "[[step]]\nat = 2025-07-15T00:00:00+08:00\nby = \"S1\"\n"
                             "do = \"accept\"\norder = \"O1\"\n";
    const auto refused = [&](const std::string& what) {
        return problem_of(late + "expect = { outcome = \"refused\", " + what + " }\n");
    };
    EXPECT_EQ(refused("code = \"too-late\", clause = \"B25-085\""), "");
    EXPECT_NE(refused("code = \"wrong-state\"").find("expected refused wrong-state, came"),
              std::string::npos);
    EXPECT_NE(refused("clause = \"B25-081\"").find("expected refused (B25-081), came"),
              std::string::npos);
    EXPECT_NE(refused("errors = [\"order\"]").find("expected errors = [\"order\"], came []"),
              std::string::npos);
    EXPECT_EQ(refused("status = \"lapsed\""), "");
}

TEST(ScenarioRun, stops_where_an_order_never_came_into_being) {
    const std::string text = head + "vouchers = 1\n" + claim +
                             "[[step]]\nby = \"E1\"\ndo = \"claim\"\norder = \"O2\"\n"
                             "product = \"P1\"\nexpect = { outcome = \"refused\" }\n"
                             "[[step]]\nby = \"S1\"\ndo = \"accept\"\norder = \"O2\"\n";
    EXPECT_NE(problem_of(text).find("step 3 (accept, line 20): there is no O2"), std::string::npos);
}

TEST(ScenarioRun, says_when_its_setup_is_refused) {
    const std::string problem =
        problem_of(head + "validity_days = 3\n[enterprise.E2]\nindustry = \"J6621\"\n" + claim);
    EXPECT_NE(problem.find("setup: certifying E2 was refused industry-not-classified (B25-007)"),
              std::string::npos)
        << problem;
}

// Where the rulebook asks for two people, the runner supplies the second.
TEST(ScenarioRun, brings_the_second_person) {
    std::string text = beijing_2025()->text;
    const std::string one = "names     = [\"sanction\"]\napprovals = 1";
    const auto at = text.find(one);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, one.size(), "names     = [\"sanction\"]\napprovals = 2");
    const auto two_people = load_rulebook_text(text, "programmes/beijing-2025");
    const Scenario scenario = parse_scenario(
        head + "[[step]]\nat = 2025-07-07T09:00:00+08:00\nby = \"bureau\"\ndo = \"sanction\"\n" +
            "party = \"E1\"\nground = \"transfer\"\nexpect = { until = 2028-07-07 }\n",
        "a.toml");
    int approvals = 0;
    const ScenarioResult result = run_scenario(scenario, two_people, [&](const std::string& line) {
        approvals += line.find("\"command\":\"approve\"") != std::string::npos ? 1 : 0;
    });
    EXPECT_TRUE(result.holds) << result.problem;
    EXPECT_EQ(approvals, 1);
}

TEST(ScenarioRun, traces_every_event_and_step_as_json) {
    std::vector<Value> lines;
    const Trace trace = [&](const std::string& line) {
        const auto value = parse_canonical(line);
        ASSERT_TRUE(value.has_value()) << line;
        lines.push_back(*value);
    };
    run_scenario(parse_scenario(head + claim, "a.toml"), beijing_2025(), trace);
    ASSERT_GT(lines.size(), 10U);
    EXPECT_EQ(*lines.back().find("step"), Value{1});
    EXPECT_EQ(*lines.back().find("holds"), Value{1});
    const Value& event = lines[lines.size() - 2];
    EXPECT_EQ(*event.find("log"), Value{"beijing-2025"});
    EXPECT_EQ(*event.find("event")->find("command"), Value{"claim"});
    EXPECT_EQ(*event.find("event")->find("time"), Value{"2025-07-07T09:00:00+08:00"});
    EXPECT_EQ(*lines.front().find("log"), Value{"registry"});
}

class ScenarioFiles : public testing::Test {
protected:
    std::filesystem::path write(const std::string& name, const std::string& text) {
        const auto path = std::filesystem::path{testing::TempDir()} / name;
        std::ofstream{path} << text;
        return path;
    }
    int run(std::vector<std::filesystem::path> files, bool json = false) {
        const ScenarioOptions options{std::move(files), "programmes", json};
        return run_scenarios(options, out_, remarks_);
    }
    std::ostringstream out_;
    std::ostringstream remarks_;
};

TEST_F(ScenarioFiles, one_line_each_and_the_sum_last) {
    const auto good = write("good.toml", head + claim);
    const auto bad = write("bad.toml", head + claim + "expect = { status = \"paid\" }\n");
    const auto misspelt = write("misspelt.toml", head + "prise = \"1.00\"\n" + claim);
    EXPECT_EQ(run({good, bad, misspelt}), 1);
    EXPECT_EQ(out_.str(), "ok      " + good.string() + ": Two claims\n" +  //
                              "FAILED  " + bad.string() +
                              ": Two claims: step 1 (claim, line 7): expected status = \"paid\", "
                              "came \"placed\"\n" +
                              "FAILED  " + misspelt.string() +
                              ": cannot be run: " + misspelt.string() +
                              ":7: unknown key 'prise' of [product.P1]; known are provider, name, "
                              "direction, subtype, price, vouchers, validity_days, listed\n" +
                              "1 passed, 2 failed\n");
}

TEST_F(ScenarioFiles, exit_code_is_0_only_when_all_hold) {
    EXPECT_EQ(run({write("good.toml", head + claim)}), 0);
    EXPECT_EQ(run({"/nowhere/at-all.toml"}), 1);
}

TEST_F(ScenarioFiles, unknown_programme_is_named) {
    std::string text = head + claim;
    text.replace(text.find("beijing-2025"), 12, "gotham-2025");
    EXPECT_EQ(run({write("gotham.toml", text)}), 1);
    EXPECT_NE(out_.str().find("gotham-2025"), std::string::npos);
}

TEST_F(ScenarioFiles, json_keeps_results_apart) {
    EXPECT_EQ(run({write("good.toml", head + claim)}, true), 0);
    EXPECT_TRUE(remarks_.str().ends_with("1 passed, 0 failed\n"));
    std::istringstream lines{out_.str()};
    for (std::string line; std::getline(lines, line);) {
        EXPECT_TRUE(parse_canonical(line).has_value()) << line;
    }
}

}  // namespace

}  // namespace zq
