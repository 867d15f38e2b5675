// Amounts, days and names at the bounds of what is read: one character more or less is another.
#include "domain/paper_words.h"

#include <gtest/gtest.h>

namespace zq {
namespace {

std::vector<Money> fen(std::initializer_list<std::int64_t> amounts) {
    std::vector<Money> made;
    for (const std::int64_t amount : amounts) made.push_back(Money{amount});
    return made;
}

// ---- characters

TEST(Characters, AreComparedWithoutBlanksPunctuationCaseAndWidth) {
    EXPECT_EQ(bare("09AZaz"), "09azaz");
    EXPECT_EQ(bare("\u00A0a\u2000b\u200Bc\u3000d\uFEFFe\tf g"), "abcdefg");
    EXPECT_EQ(bare("\u00A1\u00BF\u2010\u205E\u3001\u303F\uFE30\uFE6B/:@[`{~"), "");
    EXPECT_EQ(bare("\u3007"), "\u3007");  // 〇 is a number
    EXPECT_EQ(bare("！Ａ０～"), "a0");
}

TEST(Characters, OfTwoThreeAndFourBytesStayWhole) {
    EXPECT_EQ(bare("\u00E1A"), "\u00E1a");
    EXPECT_EQ(bare("\u0E21A"), "\u0E21a");
    EXPECT_EQ(bare("😡A"), "😡a");
}

TEST(Running, KeepsNumbersApart) {
    for (const char* text : {"1 2", "1 .5", "1. 5", "1 ,5", "1, 5", "1 -5", "1- 5"}) {
        EXPECT_EQ(running(text), text);
        EXPECT_EQ(PaperLine{text}.running_from(0), text);
    }
    EXPECT_EQ(running(" 甲 1 乙 2"), "甲1乙2");
    EXPECT_EQ(PaperLine{"甲 1 乙 2"}.running_from(0), "甲1乙2");
    EXPECT_EQ(PaperLine{"12 34"}.running_from(1), "2 34");
    EXPECT_EQ(PaperLine{"12 34"}.running_from(2), "34");
    EXPECT_EQ(PaperLine{"123456"}.running_from(1, 3), "234");
}

// ---- amounts

TEST(MoneyOf, IsANumberAndNothingElse) {
    struct {
        const char* text;
        std::int64_t fen;
    } const amounts[] = {{"0.01", 1},
                         {"7", 700},
                         {"12.3", 1230},
                         {"12.340", 1234},
                         {"1,234", 123'400},
                         {"123,456.78", 12'345'678},
                         {"1,234,567.8", 123'456'780},
                         {"9999999999999", 999'999'999'999'900}};
    for (const auto& c : amounts) EXPECT_EQ(money_of(c.text), Money{c.fen}) << c.text;
    for (const char* text : {"", "x", "12x", "12.", ".5", "12.345", "1.2.3", "12,34", "1,2345",
                             "1234,567", ",123", "1,234,56", "1,,234", "12345678901234", "-1"}) {
        EXPECT_FALSE(money_of(text)) << text;
    }
}

TEST(MoneyInWords, IsReadAsItIsWritten) {
    struct {
        const char* text;
        std::int64_t yuan;
    } const amounts[] = {{"拾元", 10},
                         {"零拾伍元", 5},
                         {"壹拾元", 10},
                         {"一百零五元", 105},
                         {"二千零二十元", 2020},
                         {"十二万元", 120'000},
                         {"一亿二万元", 100'020'000},
                         {"一千万零三元", 10'000'003},
                         {"一万二千亿元", 1'200'000'000'000}};
    for (const auto& c : amounts) {
        EXPECT_EQ(money_in_words(c.text), Money{c.yuan * 100}) << c.text;
    }
    EXPECT_EQ(money_in_words("一元二角三分"), Money{123});
    EXPECT_EQ(money_in_words("一元零三分"), Money{103});
    EXPECT_EQ(money_in_words("一元二角整"), Money{120});
    for (const char* text : {"", "元", "百元", "万元", "一二元", "十", "九千万亿元"}) {
        EXPECT_FALSE(money_in_words(text)) << text;
    }
}

TEST(Amounts, CountWithASignAUnitDecimalsCommasOrFiveDigits) {
    struct {
        const char* text;
        std::vector<Money> found;
    } const texts[] = {
        {"12.5", fen({1250})},
        {"1,234", fen({123'400})},
        {"12345", fen({1'234'500})},
        {"1234", {}},
        {"12345年", {}},
        {"12345号", {}},
        {"5.元", {}},
        {"合计12.50.其他", fen({1250})},
        {"12000,其中", fen({1'200'000})},
        {"¥120,其中", fen({12'000})},
        {"¥1,23", {}},
        {"x.5元", {}},
        {"合7.5元", fen({750})},
        {"¥7", fen({700})},
        {"RMB7", fen({700})},
        {"CNY7", fen({700})},
        {"7元8圆", fen({700, 800})},
        {"3万元", fen({3'000'000})},
        {"3亿元", fen({30'000'000'000})},
        {"3万人", {}},
        {"甲7万", {}},
        {"12345万", {}},
        {"7", {}},
        {"1234.", {}},
        {"第十元", {}},
        {"几十元", {}},
        {"数十元", {}},
        {"-12345", {}},
        {"12345-", fen({1'234'500})},
        {"12345-6", fen({1'234'500})},
        {"12345678901234元", {}},
        {"十元二十元", fen({1000, 2000})},
    };
    for (const auto& c : texts) EXPECT_EQ(amounts_in(c.text), c.found) << c.text;
}

TEST(Amounts, GoUpToTheMostAndNoFurther) {
    EXPECT_EQ(amounts_in("1000000000万元"), fen({Money::max_fen}));
    EXPECT_EQ(amounts_in("1000000001万元"), fen({}));
    EXPECT_EQ(money_in_words("十万亿元"), Money{Money::max_fen});
    EXPECT_FALSE(money_in_words("十万亿零一元"));
    EXPECT_EQ(amounts_in("100000亿元"), fen({Money::max_fen}));
    EXPECT_EQ(amounts_in("十万亿元"), fen({Money::max_fen}));
}

// ---- days

TEST(Days, AreFrom1980To2100AndInTheCalendar) {
    struct {
        const char* text;
        Day day;
    } const days[] = {{"1980-1-1", make_day(1980, 1, 1)},
                      {"2100-12-31", make_day(2100, 12, 31)},
                      {"2024.02.29", make_day(2024, 2, 29)},
                      {"2025-07-1209:30", make_day(2025, 7, 12)},  // a time stands right behind
                      {"2025年7月3日", make_day(2025, 7, 3)},
                      {"二〇二五年十二月三十一日", make_day(2025, 12, 31)},
                      {"二OO五年七月一日", make_day(2005, 7, 1)},
                      {"二oo五年七月一日", make_day(2005, 7, 1)}};
    for (const auto& c : days) EXPECT_EQ(days_in(c.text), std::vector{c.day}) << c.text;
    for (const char* text :
         {"1979-12-31", "2101-01-01", "2025-02-29", "2025-0-5", "2025-5-0", "2025-13-1",
          "2025-1-32", "2025-07-", "2025", "2025-7", "2025-7.1", "2025年7月3", "225-7-1",
          "52025-7-1", "二〇二五年二百五十七月一日", "二〇二五年一月二百五十七日",
          "二〇二五年七月三", "二〇二五年七月", "二〇二五年"}) {
        EXPECT_TRUE(days_in(text).empty()) << text;
    }
    EXPECT_EQ(days_in("自2025-7-1至2025-7-2"),
              (std::vector{make_day(2025, 7, 1), make_day(2025, 7, 2)}));
}

// ---- lines and names

TEST(Lines, RememberTheirGaps) {
    const auto lines = lines_of("甲  乙\n\n \n丙\u3000丁");
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].compact(), "甲乙");
    EXPECT_EQ(lines[0].gap_before(0), 0U);
    EXPECT_EQ(lines[0].gap_before(3), 2U);
    EXPECT_EQ(lines[0].cell_at(0), "甲");
    EXPECT_EQ(lines[1].gap_before(3), 2U);
    EXPECT_EQ(PaperLine{"丙 丁"}.gap_before(3), 1U);
    EXPECT_EQ(PaperLine{"甲 乙"}.cell_at(0), "甲乙");
    EXPECT_EQ(PaperLine{"甲  乙  丙"}.cell_at(3), "乙");
    EXPECT_EQ(PaperLine{"户名:::甲  乙"}.cell_at(6), "甲");
    EXPECT_EQ(PaperLine{"户名:"}.cell_at(6), "");
}

std::string name_in(const std::string& cell) {
    return organisation_at(PaperLine{cell}, 0);
}

TEST(Names, AreWholeOrNotThere) {
    std::string long_name;
    for (int i = 0; i < 78; ++i) long_name += "甲";
    for (const std::string& name : {std::string{"甲乙公司"}, std::string{"北京甲研究所"},
                                    std::string{"甲乙(有限合伙)"}, long_name + "公司"}) {
        EXPECT_EQ(name_in(name), name);
    }
    for (const std::string& name :
         {std::string{"甲公司"}, std::string{"北京甲科技有限"}, std::string{"开户行甲公司"},
          std::string{"甲:乙丙公司"}, "甲" + long_name + "公司"}) {
        EXPECT_EQ(name_in(name), "") << name;
    }
}

TEST(Names, EndBeforeTheNextLabelGapOrMargin) {
    EXPECT_EQ(name_in("北京甲公司账号123"), "北京甲公司");
    EXPECT_EQ(name_in("北京甲公司 别的公司"), "北京甲公司");
    EXPECT_EQ(name_in("北京甲公司信息中心"), "北京甲公司信息中心");
    EXPECT_EQ(organisation_at(PaperLine{"名称: 北京甲 公司 别的公司"}, 7), "北京甲公司");
    EXPECT_EQ(name_in("北京 甲公司"), "北京甲公司");
    EXPECT_EQ(name_in("北京甲公司收"), "北京甲公司");
    EXPECT_EQ(name_in("北京甲公司密"), "北京甲公司");
    EXPECT_EQ(name_in("北京甲公司收收"), "");
    EXPECT_EQ(name_in("北京甲公司别"), "");
    EXPECT_EQ(name_in("甲收"), "");
}

}  // namespace
}  // namespace zq
