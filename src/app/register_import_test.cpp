// Lists of registers: every column below, at and above what it takes, and each mistake with its
// line.
#include "app/register_import.h"

#include <gtest/gtest.h>

#include "base/credit_code.h"

namespace zq {
namespace {

const Source office{.name = "信用办", .as_of = make_day(2025, 6, 1)};
const std::string code_1 = made_up_credit_code(1);
const std::string code_2 = made_up_credit_code(2);

RegisterList enterprises(const std::string& bytes) {
    return read_register(RegisterKind::enterprise, bytes, office);
}
RegisterList providers(const std::string& bytes) {
    return read_register(RegisterKind::provider, bytes, office);
}

// Needed columns and one more, for one party.
RegisterList enterprise_with(const std::string& column, const std::string& cell) {
    return enterprises("name,uscc,registered_in,legal_form," + column + "\n企业," + code_1 +
                       ",110108,company," + cell + "\n");
}
RegisterList provider_with(const std::string& column, const std::string& cell) {
    return providers("name,uscc,registered_in,founded," + column + "\n机构," + code_1 +
                     ",110108,2015-01-01," + cell + "\n");
}

const RecordEnterprise& enterprise_in(const RegisterList& list) {
    return std::get<RecordEnterprise>(list.rows.at(0).record);
}
const RecordProvider& provider_in(const RegisterList& list) {
    return std::get<RecordProvider>(list.rows.at(0).record);
}

// "2 uscc 'X'; 3 name ''"
std::string told(const std::vector<LineProblem>& problems) {
    std::string text;
    for (const LineProblem& problem : problems) {
        if (!text.empty()) text += "; ";
        text += std::to_string(problem.line) + " " + problem.field + " '" + problem.value + "'";
        EXPECT_FALSE(problem.right.empty() && problem.field != "") << "says what would be right";
    }
    return text;
}

TEST(RegisterImport, reads_every_column_of_an_enterprise) {
    const auto list = enterprises(
        "name,uscc,registered_in,legal_form,legal_person,honours,negative,serious_negative,"
        "judgment_debtor\n"
        "企业," +
        code_1 + ",110108,company,false,srdi;little-giant,1,2024-02-29,是\n");
    EXPECT_EQ(told(list.problems), "");
    ASSERT_EQ(list.rows.size(), 1U);
    EXPECT_EQ(list.rows[0].line, 2);
    EXPECT_EQ(list.rows[0].name, "企业");
    EXPECT_EQ(list.rows[0].uscc, code_1);
    const RecordEnterprise& record = enterprise_in(list);
    EXPECT_EQ(record.registered_in, "110108");
    EXPECT_EQ(record.legal_form, "company");
    EXPECT_FALSE(record.legal_person);
    EXPECT_EQ(record.honours, (std::vector<std::string>{"srdi", "little-giant"}));
    EXPECT_TRUE(record.credit.negative);
    EXPECT_EQ(record.credit.serious_negative, make_day(2024, 2, 29));
    EXPECT_TRUE(record.credit.judgment_debtor);
    EXPECT_EQ(record.source.name, office.name);
    EXPECT_EQ(record.source.as_of, office.as_of);
}

TEST(RegisterImport, reads_every_column_of_a_provider) {
    const auto list = providers(
        "name,uscc,registered_in,founded,qualifications,contracts_last_year,revenue_last_year,"
        "equipment_sets,approved,negative,serious_negative,judgment_debtor\n"
        "机构," +
        code_1 + ",110108,2015-01-01,a；b,40,8000000.00,3,true,0,,否\n");
    EXPECT_EQ(told(list.problems), "");
    ASSERT_EQ(list.rows.size(), 1U);
    const RecordProvider& record = provider_in(list);
    EXPECT_EQ(record.founded, make_day(2015, 1, 1));
    EXPECT_EQ(record.qualifications, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(record.contracts_last_year, 40);
    EXPECT_EQ(record.revenue_last_year, Money{800'000'000});
    EXPECT_EQ(record.equipment_sets, 3);
    EXPECT_TRUE(record.approved);
    EXPECT_FALSE(record.credit.negative);
    EXPECT_FALSE(record.credit.serious_negative);
    EXPECT_FALSE(record.credit.judgment_debtor);
}

TEST(RegisterImport, finds_chinese_columns_in_any_order) {
    const auto list =
        enterprises("法定形式,注册地,统一社会信用代码,企业名称,称号\r\nbranch,110108," + code_1 +
                    ",\"甲,乙\",\r\n");
    EXPECT_EQ(told(list.problems), "");
    ASSERT_EQ(list.rows.size(), 1U);
    EXPECT_EQ(list.rows[0].name, "甲,乙");
    EXPECT_EQ(enterprise_in(list).legal_form, "branch");
    EXPECT_TRUE(enterprise_in(list).honours.empty());
}

TEST(RegisterImport, reads_gb18030) {
    const auto list =
        enterprises("name,uscc,registered_in,legal_form,legal_person\n\xd7\xf3\xc8\xaf," + code_1 +
                    ",110108,branch,\xca\xc7\n");
    EXPECT_EQ(told(list.problems), "");
    ASSERT_EQ(list.rows.size(), 1U);
    EXPECT_EQ(list.rows[0].name, "左券");
    EXPECT_TRUE(enterprise_in(list).legal_person);
}

TEST(RegisterImport, takes_who_is_a_legal_person_from_the_form) {
    const auto is_person = [](const std::string& form) {
        const auto list = enterprises("name,uscc,registered_in,legal_form\n企业," + code_1 +
                                      ",110108," + form + "\n");
        return enterprise_in(list).legal_person;
    };
    for (const char* form : {"company", "institution", "kindergarten", "association"}) {
        EXPECT_TRUE(is_person(form)) << form;
    }
    for (const char* form :
         {"partnership", "sole-proprietorship", "individual-business", "branch"}) {
        EXPECT_FALSE(is_person(form)) << form;
    }
}

TEST(RegisterImport, folds_and_checks_credit_codes) {
    std::string small = code_1;
    small.insert(8, " ");
    EXPECT_EQ(enterprises("name,uscc,registered_in,legal_form\n企业," + small + ",110108,branch")
                  .rows.at(0)
                  .uscc,
              code_1);
    std::string wrong = code_1;
    wrong[17] = wrong[17] == '0' ? '1' : '0';
    for (const std::string& code : {wrong, code_1.substr(0, 17), code_1 + "0", std::string{}}) {
        const auto list =
            enterprises("name,uscc,registered_in,legal_form\n企业," + code + ",110108,branch");
        EXPECT_EQ(told(list.problems), "2 uscc '" + code + "'");
        EXPECT_TRUE(list.rows.empty());
    }
}

TEST(RegisterImport, takes_each_party_once) {
    const std::string head = "name,uscc,registered_in,legal_form\n";
    const auto list = enterprises(head + "甲," + code_1 + ",110108,branch\n乙," + code_2 +
                                  ",110108,branch\n丙," + code_1 + ",110108,branch\n");
    EXPECT_EQ(told(list.problems), "4 uscc '" + code_1 + "'");
    EXPECT_NE(list.problems.at(0).right.find("line 2"), std::string::npos);
    EXPECT_EQ(list.rows.size(), 2U) << "the good lines, should the caller want them alone";
    // Two lines without a code are two mistakes, not one party.
    const auto none = enterprises(head + "甲,,110108,branch\n乙,,110108,branch\n");
    EXPECT_EQ(told(none.problems), "2 uscc ''; 3 uscc ''");
}

TEST(RegisterImport, asks_for_a_name) {
    const std::string head = "name,uscc,registered_in,legal_form\n";
    EXPECT_EQ(told(enterprises(head + "," + code_1 + ",110108,branch").problems), "2 name ''");
    EXPECT_EQ(told(enterprises(head + "\"  \"," + code_1 + ",110108,branch").problems),
              "2 name ''");
}

TEST(RegisterImport, asks_for_a_division_code_of_six_digits) {
    for (const std::string place : {"", "11010", "1101080", "11010A", "北京"}) {
        const auto list = enterprises("name,uscc,registered_in,legal_form\n企业," + code_1 + "," +
                                      place + ",branch");
        EXPECT_EQ(told(list.problems), "2 registered_in '" + place + "'");
    }
}

TEST(RegisterImport, asks_for_a_known_legal_form) {
    for (const std::string form : {"", "Company", "gmbh"}) {
        const auto list =
            enterprises("name,uscc,registered_in,legal_form\n企业," + code_1 + ",110108," + form);
        EXPECT_EQ(told(list.problems), "2 legal_form '" + form + "'");
    }
}

TEST(RegisterImport, reads_truths) {
    for (const std::string yes : {"true", "1", "是"}) {
        EXPECT_TRUE(enterprise_in(enterprise_with("negative", yes)).credit.negative) << yes;
    }
    for (const std::string no : {"false", "0", "否", ""}) {
        EXPECT_FALSE(enterprise_in(enterprise_with("negative", no)).credit.negative) << no;
    }
    for (const std::string other : {"yes", "TRUE", "2", "有"}) {
        EXPECT_EQ(told(enterprise_with("negative", other).problems), "2 negative '" + other + "'");
    }
}

TEST(RegisterImport, reads_days) {
    EXPECT_EQ(told(enterprise_with("serious_negative", "2024-02-29").problems), "");
    for (const std::string day : {"2025-02-29", "2025/06/16", "2025-6-16", "45824"}) {
        EXPECT_EQ(told(enterprise_with("serious_negative", day).problems),
                  "2 serious_negative '" + day + "'");
    }
}

TEST(RegisterImport, reads_counts_up_to_the_largest) {
    const auto count = [](const std::string& cell) {
        const auto list = provider_with("contracts_last_year", cell);
        return list.rows.empty() ? -1 : provider_in(list).contracts_last_year;
    };
    EXPECT_EQ(count(""), 0);
    EXPECT_EQ(count("0"), 0);
    EXPECT_EQ(count("9223372036854775807"), 9223372036854775807);
    for (const std::string cell : {"9223372036854775808", "-1", "1.0", "1e3", "+1", "\"1,000\""}) {
        EXPECT_EQ(count(cell), -1) << cell;
    }
}

TEST(RegisterImport, reads_money_in_yuan_with_fen) {
    EXPECT_EQ(provider_in(provider_with("revenue_last_year", "0.01")).revenue_last_year, Money{1});
    EXPECT_EQ(provider_in(provider_with("revenue_last_year", "")).revenue_last_year, Money{});
    for (const std::string cell : {"-0.01", "1", "1.0", "1.000", "8e6", "\"1,000.00\""}) {
        EXPECT_EQ(provider_with("revenue_last_year", cell).problems.size(), 1U) << cell;
    }
}

TEST(RegisterImport, splits_lists_at_both_semicolons) {
    const auto honours = [](const std::string& cell) {
        return enterprise_in(enterprise_with("honours", cell)).honours;
    };
    EXPECT_EQ(honours(";a； b ;；c"), (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_EQ(honours(" ; ；"), std::vector<std::string>{});
}

TEST(RegisterImport, names_every_mistake_of_the_first_line) {
    EXPECT_EQ(told(enterprises("").problems), "1 file ''");
    EXPECT_EQ(told(enterprises("\n\r\n").problems), "1 file ''");
    EXPECT_EQ(told(enterprises("name,企业名称,uscc,place,registered_in\n").problems),
              "1 column '企业名称'; 1 column 'place'; 1 legal_form ''");
    EXPECT_EQ(told(providers("\n\nname,uscc,registered_in,founded,honours\n").problems),
              "3 column 'honours'")
        << "a column of the other list";
    EXPECT_EQ(told(enterprises("\"name").problems), "1 file ''");
    EXPECT_EQ(told(enterprises("\xff\xfe").problems), "1 file ''");
}

TEST(RegisterImport, reads_a_list_without_parties) {
    const auto list = enterprises("name,uscc,registered_in,legal_form\n");
    EXPECT_EQ(told(list.problems), "");
    EXPECT_TRUE(list.rows.empty());
}

TEST(RegisterImport, takes_short_lines_and_refuses_long_ones) {
    const std::string head = "name,uscc,registered_in,legal_form,honours\n";
    EXPECT_EQ(told(enterprises(head + "企业," + code_1 + ",110108,branch").problems), "");
    EXPECT_EQ(told(enterprises(head + "企业," + code_1 + ",110108,branch,,,\n").problems), "");
    EXPECT_EQ(told(enterprises(head + "企业," + code_1 + ",110108,branch,srdi,x").problems),
              "2 line 'x'");
}

TEST(RegisterImport, names_every_mistake_of_every_line) {
    const auto list = enterprises(
        "name,uscc,registered_in,legal_form,negative,serious_negative\r\n"
        "\"甲\r\n乙\"," +
        code_1 + ",110108,branch,,\r\n\r\n,X,1,y,z,w\r\n");
    EXPECT_EQ(told(list.problems),
              "5 name ''; 5 uscc 'X'; 5 registered_in '1'; 5 legal_form 'y'; 5 negative 'z'; "
              "5 serious_negative 'w'");
    EXPECT_EQ(list.rows.size(), 1U);
}

// ---- what the registry is asked

struct Asking {
    std::vector<std::string> acts;
    std::int64_t next_id = 71;
    std::string refuses;  // an act
    std::vector<Command> commands;

    Answer operator()(Command command) {
        acts.emplace_back(act_of(command));
        commands.push_back(command);
        if (acts.back() == refuses) {
            return std::unexpected{Refusal{Code::invalid_value, house::field_value}};
        }
        return Accepted{.seq = 1, .entity = "organisation", .id = next_id++, .outcome = {}};
    }
};

TEST(RegisterImport, registers_then_records_each_party) {
    const auto list = enterprise_with("honours", "srdi");
    Asking asking;
    std::vector<LineProblem> problems;
    EXPECT_EQ(import_rows(list, RegisterKind::enterprise, std::ref(asking), problems), 1);
    EXPECT_EQ(told(problems), "");
    EXPECT_EQ(asking.acts,
              (std::vector<std::string>{"register-organisation", "record-enterprise"}));
    const auto& organisation = std::get<RegisterOrganisation>(asking.commands[0]);
    EXPECT_EQ(organisation.name, "企业");
    EXPECT_EQ(organisation.uscc, code_1);
    const auto& record = std::get<RecordEnterprise>(asking.commands[1]);
    EXPECT_EQ(record.party, PartyId{71});
    EXPECT_EQ(record.name, "企业");
    EXPECT_EQ(record.uscc, code_1);
    EXPECT_EQ(record.honours, std::vector<std::string>{"srdi"});
}

TEST(RegisterImport, goes_on_after_a_refusal_and_names_its_line) {
    const auto list = providers("name,uscc,registered_in,founded\n甲," + code_1 +
                                ",110108,2015-01-01\n乙," + code_2 + ",110108,2015-01-01\n");
    Asking asking{.acts = {}, .refuses = "register-organisation", .commands = {}};
    std::vector<LineProblem> problems;
    EXPECT_EQ(import_rows(list, RegisterKind::provider, std::ref(asking), problems), 0);
    EXPECT_EQ(told(problems), "2 uscc '" + code_1 + "'; 3 uscc '" + code_2 + "'");
    EXPECT_EQ(asking.acts.size(), 2U) << "nothing is recorded of whom the registry does not know";

    Asking refusing{.acts = {}, .refuses = "record-provider", .commands = {}};
    problems.clear();
    EXPECT_EQ(import_rows(list, RegisterKind::provider, std::ref(refusing), problems), 0);
    EXPECT_EQ(told(problems), "2  ''; 3  ''");
    EXPECT_EQ(problems.at(0).right, "invalid-value");
}

}  // namespace
}  // namespace zq
