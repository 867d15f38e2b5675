// CSV as offices send it. The GB 18030 bytes are written out, so that no converter tests itself.
#include "app/csv.h"

#include <gtest/gtest.h>

namespace zq {
namespace {

// "1: a|b / 2: c|d", or "line 3: what is wrong".
std::string told(const std::string& bytes) {
    const auto lines = read_csv(bytes);
    if (!lines) return "line " + std::to_string(lines.error().line) + ": " + lines.error().what;
    std::string text;
    for (const CsvLine& line : *lines) {
        if (!text.empty()) text += " / ";
        text += std::to_string(line.number) + ": ";
        for (std::size_t i = 0; i < line.cells.size(); ++i) {
            text += (i ? "|" : "") + line.cells[i];
        }
    }
    return text;
}

TEST(Csv, reads_lines_with_and_without_an_end) {
    EXPECT_EQ(told(""), "");
    EXPECT_EQ(told("a"), "1: a");
    EXPECT_EQ(told("a,b\nc,d"), "1: a|b / 2: c|d");
    EXPECT_EQ(told("a,b\nc,d\n"), "1: a|b / 2: c|d");
    EXPECT_EQ(told("a,b\r\nc,d\r\n"), "1: a|b / 2: c|d");
    EXPECT_EQ(told("a,b\r"), "1: a|b");
}

TEST(Csv, keeps_empty_cells_and_drops_empty_lines) {
    EXPECT_EQ(told("a,,b"), "1: a||b");
    EXPECT_EQ(told("a,"), "1: a|");
    EXPECT_EQ(told("a,\r\n,b\r\n"), "1: a| / 2: |b");
    EXPECT_EQ(told("\n\na\n\n,,\n\"\"\nb\n\n"), "3: a / 7: b");
    EXPECT_EQ(told("\r\n \t\r\na"), "3: a");
}

TEST(Csv, trims_plain_cells_and_keeps_quoted_ones) {
    EXPECT_EQ(told(" a ,\tb\t,\u3000c\u3000"), "1: a|b|c");
    EXPECT_EQ(told("\" a \""), "1:  a ");
}

TEST(Csv, reads_quotes) {
    EXPECT_EQ(told("\"a,b\",c"), "1: a,b|c");
    EXPECT_EQ(told("\"a \"\"b\"\" c\""), "1: a \"b\" c");
    EXPECT_EQ(told("\"\"\"\""), "1: \"");
    EXPECT_EQ(told("\"\",x"), "1: |x");
    EXPECT_EQ(told("a\"b,c\"\"d"), "1: a\"b|c\"\"d") << "within a plain cell a quote is a quote";
}

TEST(Csv, counts_the_lines_inside_quotes) {
    EXPECT_EQ(told("\"a\nb\",c\nd"), "1: a\nb|c / 3: d");
    EXPECT_EQ(told("\"a\r\nb\"\r\nd"), "1: a\r\nb / 3: d");
}

TEST(Csv, names_the_line_that_is_wrong) {
    EXPECT_EQ(told("a\nb,\"c\nd\n"), "line 2: a quoted field does not end");
    EXPECT_EQ(told("\""), "line 1: a quoted field does not end");
    EXPECT_EQ(told("a\n\"b\"c\n"), "line 2: after a closing quote comes a comma or the line's end");
    EXPECT_EQ(told("\"a\nb\" ,c"), "line 2: after a closing quote comes a comma or the line's end");
    EXPECT_EQ(told("a\rb\r"), "line 1: a line ends with a line feed, not a carriage return");
}

TEST(Csv, reads_utf8_with_and_without_its_mark) {
    EXPECT_EQ(told("左券,𠮷\n"), "1: 左券|𠮷");
    EXPECT_EQ(told("\xef\xbb\xbf左券\n"), "1: 左券");
    EXPECT_EQ(told("\xef\xbb\xbf\"左,券\"\n"), "1: 左,券");
    EXPECT_EQ(told("\xef\xbb\xbf"), "");
}

TEST(Csv, reads_gb18030_of_one_two_and_four_bytes) {
    EXPECT_EQ(told("a,\xd7\xf3\xc8\xaf\r\n"), "1: a|左券");
    EXPECT_EQ(told("\x95\x34\xb2\x35"), "1: 𠮷") << "beyond the basic plane";
    EXPECT_EQ(told("\xa1\xa1\xd7\xf3\xa1\xa1"), "1: 左") << "its full-width blank is trimmed";
    EXPECT_EQ(told("\x81\x7c,\x81\x5c"), "1: 亅|乗") << "second bytes that are a bar, a backslash";
    EXPECT_EQ(told("\x84\x31\x95\x33\xd7\xf3"), "1: 左") << "its byte order mark";
}

TEST(Csv, refuses_other_encodings) {
    const std::string wrong = "line 1: the file is neither UTF-8 nor GB 18030";
    EXPECT_EQ(told(std::string{"\xff\xfe"
                               "a\0",
                               4}),
              wrong)
        << "UTF-16";
    EXPECT_EQ(told("a\xff"), wrong);
    EXPECT_EQ(told("\xd7\xf3\xc8"), wrong) << "cut within a character";
}

TEST(Csv, reads_long_gb18030) {
    std::string bytes;
    std::string text;
    for (int i = 0; i < 100'000; ++i) {
        bytes += "\xd7\xf3";
        text += "左";
    }
    const auto lines = read_csv(bytes);
    ASSERT_TRUE(lines);
    EXPECT_TRUE(lines->front().cells.front() == text);
}

}  // namespace
}  // namespace zq
