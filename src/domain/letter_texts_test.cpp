// What names may do in a letter, and that every kind of message has words.
#include "domain/letter_texts.h"

#include <gtest/gtest.h>

#include <set>

#include "base/check.h"
#include "domain/commands.h"
#include "domain/transitions.h"

namespace zq {
namespace {

TEST(Letters, FillTheirPlacesInOnePass) {
    EXPECT_EQ(filled("{a} and {b}", {{"a", "{b}"}, {"b", "x"}}), "{b} and x")
        << "what is filled in is no place";
    EXPECT_EQ(filled("nothing", {}), "nothing");
    EXPECT_THROW(filled("{c}", {}), BrokenInvariant);
}

TEST(Letters, KnowPlacesFromLooseBraces) {
    EXPECT_EQ(places_in("{a} {b}"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(places_in("none"), std::vector<std::string>{});
    for (const char* loose : {"{a", "a}", "{a{b}}", "{"}) EXPECT_FALSE(places_in(loose)) << loose;
}

TEST(Letters, LetNoNameBreakItsLineOrBecomeALink) {
    EXPECT_EQ(as_named("工业\r\n软件"), "工业 软件");
    EXPECT_EQ(as_named("a\nBcc: x@y.example"), "a Bcc: x@ y. example");
    EXPECT_EQ(as_named("see https://evil.example/pay"), "see https: //evil. example/pay");
    EXPECT_EQ(as_named("ERP 2.0"), "ERP 2.0") << "a number is no address";
    EXPECT_EQ(as_named("a\u202Egnp.exe\u2028b"), "a gnp. exe b");
    for (const char* address : {"x.a", "x.z", "x.A", "x.Z", "x.é", ".a"}) {
        const std::string text = address;
        EXPECT_EQ(as_named(text), std::string{text}.insert(text.find('.') + 1, " ")) << text;
    }
    for (const char* turn : {"\u2028", "\u202E", "\u2066", "\u2069", "\x1F", "\x7F"}) {
        EXPECT_EQ(as_named("a" + std::string{turn} + "b"), "a b") << turn;
    }
    for (const char* plain : {"a\u2027b", "a\u202Fb", "a\u2065b", "a\u206Ab", "a  b"}) {
        EXPECT_EQ(as_named(plain), plain);
    }
    EXPECT_EQ(as_named(std::string(150, 'x')), std::string(150, 'x'));
    EXPECT_EQ(as_named(std::string(151, 'x')), std::string(150, 'x') + "…");
    const std::string kept = as_named(std::string(149, 'x') + "券券券");
    EXPECT_EQ(kept, std::string(149, 'x') + "…") << "cut between characters";
}

TEST(Letters, SayWhatIsAlwaysSent) {
    EXPECT_TRUE(is_always_sent(LetterGroup::deadlines));
    EXPECT_TRUE(is_always_sent(LetterGroup::safety));
    EXPECT_TRUE(is_always_sent(LetterGroup::supervision));
    EXPECT_FALSE(is_always_sent(LetterGroup::orders));
    EXPECT_FALSE(is_always_sent(LetterGroup::money));
}

template <std::size_t... I>
std::set<std::string_view> acts(std::index_sequence<I...>) {
    return {std::variant_alternative_t<I, Command>::act...};
}

// An act that may change an order, a product or a sanction is told; these change none.
TEST(Letters, ThereAreForEveryActThatSomebodyIsToldOf) {
    const std::set<std::string_view> silent{
        "record-enterprise",     "record-provider",  "record-ban",         "certify",
        "publish-edition",       "open-programme",   "close-programme",    "set-budget",
        "register-organisation", "register-person",  "correct-person",     "revoke-membership",
        "reserve-invoices",      "release-invoices", "record-bank-account"};
    for (const std::string_view act :
         acts(std::make_index_sequence<std::variant_size_v<Command>>{})) {
        EXPECT_NE(letter_kind(act) != nullptr, silent.contains(act)) << act;
    }
}

TEST(Letters, ThereAreForEveryReminder) {
    for (const auto& [deadline, name] : EnumNames<DeadlineKind>::all) {
        EXPECT_TRUE(letter_kind("reminder-" + std::string{name})) << name;
    }
    EXPECT_FALSE(letter_kind("reminder-none"));
}

}  // namespace
}  // namespace zq
