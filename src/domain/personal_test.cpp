// Each name, number and address of a text is masked, wherever it stands.
#include "domain/personal.h"

#include <gtest/gtest.h>

namespace zq {
namespace {

TEST(Masked, KeepsTheFirstCharacterOfAName) {
    EXPECT_EQ(masked("张"), "*");
    EXPECT_EQ(masked("张三"), "张*");
    EXPECT_EQ(masked("欧阳修文"), "欧***");
    EXPECT_EQ(masked("Ada Lovelace"), "A** L***");
    EXPECT_EQ(masked(""), "");
}

TEST(Masked, KeepsTheEndsOfATelephoneNumber) {
    EXPECT_EQ(masked("13812341234"), "138****1234");
    EXPECT_EQ(masked("+8613812341234"), "+861****1234");
    EXPECT_EQ(masked("01234567899"), "012****7899");
    EXPECT_EQ(masked("90909090900"), "909****0900");
    EXPECT_EQ(masked("010-88881234"), "***-****34");
    EXPECT_EQ(masked("138 1234 1234"), "*** **** ****");
    EXPECT_EQ(masked("8888123"), "****23");
    EXPECT_EQ(masked("888812"), "******");
}

TEST(Masked, KeepsTheHostOfAnAddress) {
    EXPECT_EQ(masked("zhang.san@example.com"), "z***@example.com");
    EXPECT_EQ(masked("@example.com"), "***@example.com");
    EXPECT_EQ(masked("张三@example.com"), "张***@example.com");
}

TEST(Masked, SeesWhatIsWrittenTogether) {
    EXPECT_EQ(masked("张三13812341234"), "张*138****1234");
    EXPECT_EQ(masked("张三，13812341234；z@example.com"), "张*，138****1234；z***@example.com");
}

TEST(Masked, KeepsTheLastDigitsOfAnAccount) {
    EXPECT_EQ(masked_account("0200123456789012"), "****9012");
    EXPECT_EQ(masked_account("123456789"), "****6789");
    EXPECT_EQ(masked_account("12345678"), "****");
    EXPECT_EQ(masked_account(""), "****");
}

}  // namespace
}  // namespace zq
