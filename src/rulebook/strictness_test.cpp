// What the loader refuses, each with the line at fault and the way out.
#include <gtest/gtest.h>

#include "rulebook/load.h"
#include "rulebook/programme_on_disk.h"

namespace zq {
namespace {

struct Mistake {
    std::string name;
    std::string from;  // in the small rulebook …
    std::string to;    // … is written so instead
    std::string mark;  // the problem is on the line where this stands
    std::string says;
};

// A row to put before the first [[label]], the last table of the small rulebook.
Mistake added(std::string name, std::string row, std::string says) {
    const std::string mark = row.substr(0, row.find('\n'));
    return {std::move(name), "[[label]]", "\n# added\n" + row + "\n[[label]]", "# added\n" + mark,
            std::move(says)};
}

std::string problems_of(const std::string& rulebook) {
    const ProgrammeOnDisk programme{rulebook};
    try {
        load_rulebook(programme.dir());
    } catch (const RulebookError& error) {
        return error.what();
    }
    return "";
}

class Strictness : public testing::TestWithParam<Mistake> {};

TEST_P(Strictness, NamesTheLineAndTheWayOut) {
    const Mistake& mistake = GetParam();
    const std::string text = replaced(small_rulebook(), mistake.from, mistake.to);
    int line = line_of(text, mistake.mark);
    if (mistake.mark.starts_with("# added")) ++line;
    const std::string said = problems_of(text);
    const std::string place = "rulebook.toml:" + std::to_string(line) + ": ";
    bool found = false;
    for (std::size_t at = said.find(place); at != std::string::npos;
         at = said.find(place, at + 1)) {
        const std::string one = said.substr(at, said.find('\n', at) - at);
        found = found || one.find(mistake.says) != std::string::npos;
    }
    EXPECT_TRUE(found) << "wanted " << place << "… " << mistake.says << "\ngot " << said;
}

std::string name_of_mistake(const testing::TestParamInfo<Mistake>& info) {
    return info.param.name;
}

const Mistake of_form[] = {
    {"UnknownTable", "[[label]]", "[[labell]]", "[[labell]]",
     "[[labell]] is no table of a rulebook"},
    {"UnknownKey",
     "share   =", "shares  =", "shares  =", "unknown key 'shares'; known are clauses"},
    {"MissingKey", "share   = \"30.00%\"", "", "[[rate]]", "has no 'share'; add it"},
    {"Float", "\"20000.00\"", "20000.00", "20000.00", "is a float; write an amount in quotes"},
    {"MoneyWithoutFen", "\"20000.00\"", "\"20000\"", "\"20000\"", "'20000' does not fit"},
    {"ShareAsNumber", "\"30.00%\"", "30", "share   = 30",
     "is a whole number; write a share in quotes"},
    {"DateInQuotes", "from    = 2025-01-01\nshare", "from    = \"2025-01-01\"\nshare",
     "\"2025-01-01\"", "is a text; write a date without quotes"},
    {"Term", "\"5 working-days\"", "\"5 workdays\"", "workdays",
     "'5 workdays' is no length of time"},
    {"Clauses", "clauses = [\"T-003\"]", "clauses = [\"T-999\"]", "T-999", "'T-999' is no clause"},
    {"NoClauses", "clauses = [\"T-003\"]", "", "[[rate]]", "has no 'clauses'"},
    {"EmptyClauses", "clauses = [\"T-003\"]", "clauses = []", "clauses = []", "cite at least one"},
    {"AspectWithoutClauses", "sealed  = { clauses = [\"T-006\"] }", "sealed  = {}", "sealed  = {}",
     "sealed has no 'clauses'"},
    {"OneLanguage", "{ zh = \"咨询\", en = \"Advice\" }", "{ zh = \"咨询\" }", "{ zh = \"咨询\" }",
     "write both languages"},
    {"Code", "\"not-in-beijing\"", "\"not-in-bejing\"", "bejing", "'not-in-bejing' is not one of"},
    {"Comparison", "place in 11*", "place > 11", "place > 11",
     "'>' does not compare 'place'; write in"},
    {"Fact", "place in 11*", "plaice in 11*", "plaice", "'plaice' is no fact; known are place"},
    {"Reading", "\"proration\"", "\"prorating\"", "prorating", "is no reading; known are"},
    {"ReadingValue", "\"refuse\"", "\"give\"", "\"give\"", "'give' is not one of grant, refuse"},
    {"UntilBeforeFrom", "per     =", "until   = 2024-12-31\nper     =", "until   = 2024-12-31",
     "lies before 'from'"},
    {"Zone", "Asia/Shanghai", "Asia/Schanghai", "Schanghai", "'Asia/Schanghai' is unknown"},
    {"Currency", "\"CNY\"", "\"EUR\"", "\"EUR\"", "'EUR' is not counted in fen"},
    {"CalendarWithoutYear", "year          = 2025", "year          = 2031",
     "calendar      =", "'cn' has no year 2031"},
};
INSTANTIATE_TEST_SUITE_P(OfForm, Strictness, testing::ValuesIn(of_form), name_of_mistake);

const Mistake of_sense[] = {
    {"UnknownAct", "\"list-product\"", "\"list-products\"", "[[act]]",
     "'list-products' is unknown"},
    {"HouseAct", "\"list-product\"", "\"publish-edition\"", "[[act]]",
     "'publish-edition' is unknown"},
    {"ActNotOffered", "acts    = [\"claim\"]\ncode", "acts    = [\"waive\"]\ncode", "[[condition]]",
     "the programme has no act 'waive'"},
    {"ThreePeople", "approvals = 1", "approvals = 3", "approvals = 3", "1 person or 2"},
    {"RateOfNothing", "\"30.00%\"", "\"0.00%\"", "[[rate]]", "above 0.00%"},
    {"CapOfNothing", "\"20000.00\"", "\"0.00\"", "[[cap]]", "would leave nothing to claim"},
    {"LongestTooShort", "term = \"60 days\"", "term = \"20 days\"",
     "[[deadline]]\nfrom    = 2025-01-01\n"
     "kind    = \"validity\"",
     "the longest, 20 days, is shorter than the usual, 30 days"},
    {"LongestInOtherUnit", "term = \"60 days\"", "term = \"2 months\"",
     "[[deadline]]\nfrom    = 2025-01-01\nkind    = \"validity\"", "in the same unit"},
    {"DeadlineWithoutEnd", "after   = \"5 working-days\"\n", "", "[[deadline]]", "has no end"},
    {"DeadlineFarAway", "after   = \"5 working-days\"", "by      = 2027-01-01", "[[deadline]]",
     "neither the programme's year nor the next"},
    {"CountOfNothing", "min = 1", "min = 0", "[[paper]]", "'min' of at least 1"},
    {"RowBeginsLate", "from    = 2025-01-01\nshare", "from    = 2025-02-01\nshare", "[[rate]]",
     "has no row from 2025-01-01 on"},
    {"RowEnds", "share   =", "until   = 2025-06-30\nshare   =", "[[rate]]", "ends on 2025-06-30"},
    {"ReadingMissing", "name    = \"proration\"\nvalue   = \"days\"",
     "name    = \"stars_max\"\nvalue   = 5", "[programme]",
     "'proration' is missing: contracts are signed"},
    {"RefusalMissing", "\"sold-out\", ", "", "[[act]]", "'sold-out' for 'claim' is missing"},
    {"ReminderOfNothing", "kind    = \"acceptance\"\nbefore", "kind    = \"review\"\nbefore",
     "[[reminder]]", "there is no [[deadline]] of that kind"},
    {"ReminderToNobody", "\"provider\"", "\"suppliers\"", "[[reminder]]", "'suppliers' is unknown"},
};
INSTANTIATE_TEST_SUITE_P(OfSense, Strictness, testing::ValuesIn(of_sense), name_of_mistake);

const Mistake of_added_rows[] = {
    added("Overlap", "[[rate]]\nfrom = 2025-06-01\nshare = \"20.00%\"\nclauses = [\"T-003\"]",
          "overlaps the row above"),
    added("OverlappingDeadlines",
          "[[deadline]]\nfrom = 2025-01-01\nkind = \"acceptance\"\nafter = \"48 hours\"\n"
          "clauses = [\"T-005\"]",
          "'acceptance' overlaps the row above"),
    added("HiddenByTheGeneralRow",
          "[[rate]]\nfrom = 2025-01-01\nwhen = [\"honours in srdi\"]\nshare = \"50.00%\"\n"
          "clauses = [\"T-003\"]",
          "move it above"),
    added("UnknownDirection",
          "[[cap]]\nfrom = 2025-01-01\nwhen = [\"direction in advise\"]\nper = \"year\"\n"
          "amount = \"1.00\"\nclauses = [\"T-004\"]",
          "'advise' is unknown; known are advice"),
    added("UnknownSubtype",
          "[[cap]]\nfrom = 2025-01-01\nwhen = [\"subtype in law\"]\nper = \"year\"\n"
          "amount = \"1.00\"\nclauses = [\"T-004\"]",
          "'law' is unknown; known are legal"),
    added("UnknownSize",
          "[[cap]]\nfrom = 2025-01-01\nwhen = [\"size in tiny\"]\nper = \"year\"\n"
          "amount = \"1.00\"\nclauses = [\"T-004\"]",
          "'tiny' is no size"),
    added("UnknownIndustry",
          "[[cap]]\nfrom = 2025-01-01\nwhen = [\"industry in C99*\"]\nper = \"year\"\n"
          "amount = \"1.00\"\nclauses = [\"T-004\"]",
          "no industry has the code 'C99*'"),
    added("ActTwice",
          "[[act]]\nfrom = 2025-01-01\nnames = [\"claim\"]\napprovals = 2\nclauses = [\"T-001\"]",
          "'claim' stands already on line"),
    added("SanctionWithoutEnd",
          "[[sanction]]\nfrom = 2025-01-01\nground = \"transfer\"\nname = { zh = \"倒卖\", en = "
          "\"Resale\" }\n"
          "ban = { clauses = [\"T-001\"] }\nclauses = [\"T-001\"]",
          "give 'term' or 'for_good = true'"),
    added("ExclusiveOfOne",
          "[[exclusive]]\nfrom = 2025-01-01\ndirection = \"advice\"\nsubtypes = [\"legal\"]\n"
          "clauses = [\"T-001\"]",
          "the two or more"),
    added("FieldWithoutOptions",
          "[[field]]\nfrom = 2025-01-01\nname = \"kind\"\nlabel = { zh = \"类\", en = \"Kind\" }\n"
          "format = \"choice\"\nclauses = [\"T-001\"]",
          "a choice or list has 'options'"),
};
INSTANTIATE_TEST_SUITE_P(OfAddedRows, Strictness, testing::ValuesIn(of_added_rows),
                         name_of_mistake);

TEST(Loading, ALabelStandsOnlyOnce) {
    const std::string row = small_rulebook().substr(small_rulebook().find("[[label]]"));
    EXPECT_NE(problems_of(small_rulebook() + "\n" + row).find("'claim.page' stands already"),
              std::string::npos);
}

TEST(Loading, ASwitchTurnedOnNeedsItsRefusal) {
    const std::string said =
        problems_of(small_rulebook() +
                    "\n[[reading]]\nfrom = 2025-01-01\nname = \"provider_check\"\nvalue = true\n"
                    "clauses = [\"T-001\"]\n");
    EXPECT_NE(said.find("'not-checked' for 'redeem' is missing"), std::string::npos) << said;
}

TEST(Loading, AllProblemsAreNamedAtOnceInOrderOfLines) {
    std::string text = replaced(small_rulebook(), "\"30.00%\"", "30");
    text = replaced(text, "\"20000.00\"", "20000.00");
    const ProgrammeOnDisk programme{text};
    try {
        load_rulebook(programme.dir());
        FAIL() << "both mistakes were taken";
    } catch (const RulebookError& error) {
        ASSERT_EQ(error.problems().size(), 2u) << error.what();
        EXPECT_NE(error.problems()[0].find("'share'"), std::string::npos);
        EXPECT_NE(error.problems()[1].find("'amount'"), std::string::npos);
    }
}

TEST(Loading, WhatIsNoTomlNamesItsLine) {
    EXPECT_NE(problems_of("[programme]\ncode = \n").find("rulebook.toml:2: this is no TOML"),
              std::string::npos);
}

TEST(Loading, AClauseHasOneNumber) {
    const ProgrammeOnDisk programme{small_rulebook(), small_clauses() + small_clauses()};
    try {
        load_rulebook(programme.dir());
        FAIL() << "clauses given twice were taken";
    } catch (const RulebookError& error) {
        EXPECT_NE(std::string{error.what()}.find("clauses.toml:"), std::string::npos);
        EXPECT_NE(std::string{error.what()}.find("'T-001' is given twice"), std::string::npos);
    }
}

TEST(Loading, AnAmendmentClosesOneRowAndOpensTheNext) {
    std::string text = replaced(small_rulebook(), "share   =", "until   = 2025-06-30\nshare   =");
    text += "\n[[rate]]\nfrom = 2025-07-01\nshare = \"20.00%\"\nclauses = [\"T-003\"]\n";
    EXPECT_EQ(problems_of(text), "");
}

TEST(Loading, ABrokenFileOfClausesNamesItsOwnLine) {
    const std::string clauses = small_clauses() + "[[clause]\n";
    const ProgrammeOnDisk programme{small_rulebook(), clauses};
    try {
        load_rulebook(programme.dir());
        FAIL() << "broken clauses were taken";
    } catch (const RulebookError& error) {
        const int line = line_of(clauses, "[[clause]\n");
        const std::string place = "clauses.toml:" + std::to_string(line) + ": this is no TOML";
        EXPECT_NE(std::string{error.what()}.find(place), std::string::npos) << error.what();
    }
}

TEST(Loading, AFolderWithoutRulebookIsNamed) {
    EXPECT_THROW(load_rulebook("programmes/house"), RulebookError);
}

}  // namespace
}  // namespace zq
