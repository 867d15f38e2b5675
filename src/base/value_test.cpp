// The canonical form: one value has one form, and nothing else is read.
#include "base/value.h"

#include <gtest/gtest.h>

#include <limits>

#include <rapidcheck.h>

#include "base/check.h"

namespace zq {
namespace {

Value sample() {
    return Value::Map{{"b", Value::List{1, -2, "x"}},
                      {"a", Value::Map{{"键", "值"}}},
                      {"", Value::List{}},
                      {"c", Value{}}};
}

TEST(Value, is_written_with_sorted_keys_and_no_blanks) {
    EXPECT_EQ(canonical(sample()), "{\"\":[],\"a\":{\"键\":\"值\"},\"b\":[1,-2,\"x\"],\"c\":{}}");
    EXPECT_EQ(canonical(Value::Map{{"é", 1}, {"z", 2}, {"Z", 3}}), "{\"Z\":3,\"z\":2,\"é\":1}");
}

TEST(Value, escapes_only_what_json_demands) {
    EXPECT_EQ(canonical("\"\\/\b\f\n\r\t\x1f\x7f"),
              "\"\\\"\\\\/\\u0008\\u000c\\u000a\\u000d\\u0009\\u001f\x7f\"");
    EXPECT_EQ(canonical("左券 \u3000 𠮷 🙂"), "\"左券 \u3000 𠮷 🙂\"");
    EXPECT_EQ(canonical(std::string{"\0", 1}), "\"\\u0000\"");
}

TEST(Value, keeps_every_digit_of_a_number) {
    using Limits = std::numeric_limits<std::int64_t>;
    EXPECT_EQ(canonical(Value{Limits::min()}), "-9223372036854775808");
    EXPECT_EQ(parse_canonical("-9223372036854775808"), Value{Limits::min()});
    EXPECT_EQ(parse_canonical("9223372036854775807"), Value{Limits::max()});
    EXPECT_EQ(parse_canonical("9007199254740993"), Value{std::int64_t{9'007'199'254'740'993}});
}

TEST(Value, is_not_read_from_anything_but_its_canonical_form) {
    for (const char* bytes : {"",
                              " 1",
                              "1 ",
                              "01",
                              "-0",
                              "+1",
                              "1.0",
                              "1e3",
                              "9223372036854775808",
                              "true",
                              "null",
                              "nan",
                              "{\"b\":1,\"a\":2}",
                              "{\"a\":1,\"a\":2}",
                              "{ \"a\":1}",
                              "{\"a\" :1}",
                              "{\"a\":1,}",
                              "{a:1}",
                              "[1, 2]",
                              "[1,]",
                              "[,1]",
                              "[",
                              "{",
                              "\"",
                              "\"a",
                              "[1]]",
                              "\"\\n\"",
                              "\"\\/\"",
                              "\"\\u000A\"",
                              "\"\\u0041\"",
                              "\"\\u4e2d\"",
                              "\"\\u00\"",
                              "\"\\u 01\"",
                              "\"\\u+001\"",
                              "\"\n\"",
                              "\"\x1f\"",
                              "\"\\",
                              "'a'",
                              "{\"a\"}",
                              "{1:2}"}) {
        EXPECT_FALSE(parse_canonical(bytes)) << bytes;
    }
}

TEST(Value, is_not_read_from_bytes_that_are_no_utf8) {
    for (const char* bytes :
         {"\"\x80\"", "\"\xC0\x80\"", "\"\xED\xA0\x80\"", "\"\xF4\x90\x80\x80\"", "\"\xE4\xB8\"",
          "\"\xFF\"", "\"\xE0\x80\x80\"", "\"\xF0\x80\x80\x80\""}) {
        EXPECT_FALSE(parse_canonical(bytes)) << bytes;
    }
}

TEST(Value, is_not_read_from_a_nest_without_end) {
    EXPECT_TRUE(parse_canonical(std::string(30, '[') + std::string(30, ']')));
    EXPECT_FALSE(parse_canonical(std::string(100'000, '[')));
    EXPECT_FALSE(parse_canonical(std::string(100, '[') + std::string(100, ']')));
}

TEST(Value, gives_its_members) {
    Value value = sample();
    EXPECT_EQ(*value.find("a")->find("键"), Value{"值"});
    EXPECT_EQ(value.find("missing"), nullptr);
    EXPECT_EQ(Value{1}.find("a"), nullptr);
    value["a"]["new"] = 5;
    EXPECT_EQ(*value.find("a")->find("new")->if_number(), 5);
    EXPECT_THROW(Value{1}["a"], BrokenInvariant);
    EXPECT_NE(Value{1}, Value{"1"});
    EXPECT_NE(Value{Value::List{}}, Value{});
}

rc::Gen<std::string> any_text() {
    return rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127));
}

rc::Gen<Value> any_value(int depth) {
    const auto number =
        rc::gen::map(rc::gen::arbitrary<std::int64_t>(), [](std::int64_t n) { return Value{n}; });
    const auto text =
        rc::gen::map(any_text(), [](const std::string& t) { return Value{"左" + t}; });
    if (depth == 0) return rc::gen::oneOf(number, text);
    const auto list = rc::gen::map(rc::gen::container<Value::List>(any_value(depth - 1)),
                                   [](Value::List l) { return Value{std::move(l)}; });
    const auto map = rc::gen::map(
        rc::gen::container<std::map<std::string, Value>>(any_text(), any_value(depth - 1)),
        [](const std::map<std::string, Value>& m) {
            return Value{Value::Map{m.begin(), m.end()}};
        });
    return rc::gen::oneOf(number, text, list, map);
}

TEST(Value, is_read_back_as_it_was) {
    EXPECT_TRUE(rc::check([] {
        const Value value = *rc::gen::resize(8, any_value(3));
        RC_ASSERT(parse_canonical(canonical(value)) == value);
    }));
}

TEST(Value, has_one_form_only) {
    // Whatever is read from a form with one byte changed is written as exactly those bytes.
    const std::string form = canonical(sample());
    for (std::size_t i = 0; i < form.size(); ++i) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string changed = form;
            changed[i] = static_cast<char>(byte);
            const auto value = parse_canonical(changed);
            EXPECT_TRUE(!value || canonical(*value) == changed) << changed;
        }
    }
}

TEST(Text, is_counted_in_code_points_and_trimmed_of_every_blank) {
    EXPECT_EQ(count_code_points(""), 0);
    EXPECT_EQ(count_code_points("左券a𠮷"), 4);
    EXPECT_EQ(trimmed(" \t\u3000 左 券 \r\n\u3000"), "左 券");
    EXPECT_EQ(trimmed(" \u3000 "), "");
    EXPECT_TRUE(is_utf8("左券 𠮷"));
    EXPECT_FALSE(is_utf8("\xE5\xB7"));
}

}  // namespace
}  // namespace zq
