// Credit codes: check digit, alphabet and folding.
#include "base/credit_code.h"

#include <gtest/gtest.h>

namespace zq {
namespace {

// Made up; the check digit was computed by hand from the weights of GB 32100-2015.
const std::string code = "91110108MA01ABCD1E";

TEST(CreditCode, is_valid_with_its_check_digit) {
    EXPECT_EQ(parse_credit_code(code), code);
    for (const char digit : std::string_view{"0123456789ABCDFGHJKLMNPQRTUWXY"}) {
        EXPECT_FALSE(parse_credit_code(code.substr(0, 17) + digit)) << digit;
    }
}

TEST(CreditCode, shows_any_single_wrong_character) {
    for (std::size_t i = 0; i < code.size(); ++i) {
        for (const char other : std::string_view{"0123456789ABCDEFGHJKLMNPQRTUWXY"}) {
            std::string wrong = code;
            wrong[i] = other;
            EXPECT_EQ(parse_credit_code(wrong).has_value(), wrong == code) << wrong;
        }
    }
}

TEST(CreditCode, is_compared_folded) {
    EXPECT_EQ(parse_credit_code("91110108ma01abcd1e"), code);
    EXPECT_EQ(parse_credit_code(" 91110108 MA01 ABCD1E\t"), code);
    EXPECT_EQ(parse_credit_code("９１１１０１０８ＭＡ０１ＡＢＣＤ１ｅ"), code);
    EXPECT_EQ(parse_credit_code("91110108\u3000MA01ABCD1E"), code);
}

TEST(CreditCode, has_18_characters_of_its_alphabet) {
    for (const char* text :
         {"", "9111", "91110108MA01ABCD1", "91110108MA01ABCD1EE", "91110108IA01ABCD1E",
          "91110108MA01ABCD1O", "9111010-MA01ABCD1E", "左券左券左券左券左券左券"}) {
        EXPECT_FALSE(parse_credit_code(text)) << text;
    }
}

TEST(CreditCode, can_be_made_up_for_any_number) {
    for (const std::int64_t number : {0, 1, 42, 999'999'999}) {
        const std::string made = made_up_credit_code(number);
        EXPECT_EQ(parse_credit_code(made), made);
        EXPECT_TRUE(made.starts_with("91110108"));
    }
    EXPECT_NE(made_up_credit_code(1), made_up_credit_code(2));
}

TEST(FoldedNumber, folds_width_case_and_blanks_and_nothing_else) {
    EXPECT_EQ(folded_number("ａｂｃ－１２３ x\r\n"), "ABC-123X");
    EXPECT_EQ(folded_number("No.壹号"), "NO.壹号");
    EXPECT_EQ(folded_number("ｱ｡￠"), "ｱ｡￠") << "half-width forms stay what they are";
    EXPECT_EQ(folded_number(""), "");
}

// Found by the fuzzer: what a blank was taken out of became another blank.
TEST(FoldedNumber, FoldsBytesThatAreNoCharactersOnce) {
    const std::string broken =
        "50\xE3\xE3\x80\x80\x80\x80"
        "01";
    EXPECT_EQ(folded_number(broken), "5001");
    EXPECT_EQ(folded_number(folded_number(broken)), folded_number(broken));
    EXPECT_EQ(folded_number("\uFF21\uFF11\u3000b\u5238"), "A1B\u5238");
}

}  // namespace
}  // namespace zq
