// Types from their lists of fields: what is left out, what is read back, what is refused.
#include "base/fields.h"

#include <gtest/gtest.h>

namespace zq {
namespace {

enum class Colour { red, green };

struct Inner {
    std::string text;
    std::optional<std::int64_t> number;

    static void fields(auto& self, auto&& visit) {
        visit("text", self.text);
        visit("number", self.number);
    }
};

struct Outer {
    Id<struct OuterTag> id;
    Money money;
    BasisPoints share;
    Instant at;
    std::optional<Day> day;
    bool truth = false;
    Colour colour = Colour::red;
    Inner inner;
    std::optional<Inner> maybe;
    std::vector<Inner> list;
    std::map<std::string, std::string> map;
    Value free;

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("money", self.money);
        visit("share", self.share);
        visit("at", self.at);
        visit("day", self.day);
        visit("truth", self.truth);
        visit("colour", self.colour);
        visit("inner", self.inner);
        visit("maybe", self.maybe);
        visit("list", self.list);
        visit("map", self.map);
        visit("free", self.free);
    }
};

}  // namespace

template <>
struct EnumNames<Colour> {
    static constexpr std::pair<Colour, std::string_view> all[] = {{Colour::red, "red"},
                                                                  {Colour::green, "green"}};
};

namespace {

std::string form(const auto& x) {
    return canonical(encode(x));
}

template <class T>
T read(std::string_view bytes) {
    return decoded<T>(*parse_canonical(bytes));
}

TEST(Fields, leave_out_what_is_nothing_but_enums) {
    EXPECT_EQ(form(Outer{}), "{\"colour\":\"red\"}");
    EXPECT_EQ(form(read<Outer>("{\"colour\":\"red\"}")), "{\"colour\":\"red\"}");
}

TEST(Fields, write_an_optional_that_is_there_though_it_is_nothing) {
    Outer outer;
    outer.maybe.emplace();
    outer.inner.number = 0;
    EXPECT_EQ(form(outer), "{\"colour\":\"red\",\"inner\":{\"number\":0},\"maybe\":{}}");
    const auto back = read<Outer>(form(outer));
    EXPECT_TRUE(back.maybe);
    EXPECT_EQ(back.inner.number, 0);
}

TEST(Fields, are_read_back_as_they_were) {
    const std::string all =
        "{\"at\":-1,\"colour\":\"green\",\"day\":\"2024-02-29\",\"free\":{\"x\":[1]},\"id\":7,"
        "\"inner\":{\"text\":\"左\"},\"list\":[{},{\"number\":-5}],\"map\":{\"\":\"\",\"k\":\"v\"},"
        "\"maybe\":{\"text\":\"y\"},\"money\":9007199254740993,\"share\":3000,\"truth\":1}";
    const auto outer = read<Outer>(all);
    EXPECT_EQ(form(outer), all);
    EXPECT_EQ(outer.id.value, 7);
    EXPECT_EQ(outer.day, make_day(2024, 2, 29));
    EXPECT_EQ(outer.list.size(), 2U);
    EXPECT_TRUE(outer.truth);
}

TEST(Fields, that_are_missing_become_nothing_again) {
    Outer outer;
    outer.money = Money{5};
    outer.colour = Colour::green;
    decode(*parse_canonical("{\"colour\":\"red\"}"), outer);
    EXPECT_EQ(outer.money, Money{});
    EXPECT_EQ(outer.colour, Colour::red);
}

TEST(Fields, refuse_what_they_do_not_know) {
    for (const char* bytes :
         {"{\"colour\":\"red\",\"size\":1}", "{\"colour\":\"blue\"}", "{\"colour\":1}",
          "{\"colour\":\"red\",\"money\":\"5\"}", "{\"colour\":\"red\",\"day\":\"2025-02-29\"}",
          "{\"colour\":\"red\",\"list\":{}}", "{\"colour\":\"red\",\"inner\":[]}",
          "{\"colour\":\"red\",\"inner\":{\"x\":1}}", "[]", "1"}) {
        EXPECT_THROW(read<Outer>(bytes), Undecodable) << bytes;
    }
}

TEST(Enum, has_names_both_ways) {
    EXPECT_EQ(name_of(Colour::green), "green");
    EXPECT_EQ(from_name<Colour>("red"), Colour::red);
    EXPECT_FALSE(from_name<Colour>("Red"));
}

}  // namespace
}  // namespace zq
