// The words that ship, and what is said of words that are wrong.
#include "rulebook/letter_texts.h"

#include <gtest/gtest.h>

#include <fstream>

#include "rulebook/toml_file.h"

namespace zq {
namespace {

const std::string shipped = "programmes/house/letters.toml";

// What is wrong when `from` is written as `to` in the words that ship.
std::string fault_with(const std::string& from, const std::string& to) {
    std::string text = read_bytes(shipped);
    const std::size_t at = text.find(from);
    if (at == std::string::npos) return "the words that ship have no " + from;
    text.replace(at, from.size(), to);
    const std::string file = testing::TempDir() + "letters.toml";
    std::ofstream{file} << text;
    try {
        load_letter_texts(file);
    } catch (const RulebookError& error) {
        return error.what();
    }
    return "none";
}

bool says(const std::string& fault, const std::string& words) {
    return fault.find(words) != std::string::npos;
}

TEST(LetterTexts, ShipForEveryKindInBothLanguages) {
    const LetterTexts texts = load_letter_texts(shipped);
    EXPECT_EQ(texts.letters.size(), letter_kinds().size());
    for (const auto& [kind, text] : texts.letters) {
        for (const Language language : {Language::zh, Language::en}) {
            EXPECT_FALSE(in_language(text.subject, language).empty()) << kind;
            EXPECT_FALSE(in_language(text.body, language).empty()) << kind;
        }
    }
    EXPECT_EQ(texts.letters.at("accept").subject.en, "Order {number}: accepted");
}

TEST(LetterTexts, AreRefusedWithTheLineOfWhatIsWrong) {
    const std::string place = fault_with("Order {number}: accepted", "Order {nummer}: accepted");
    EXPECT_TRUE(says(place, "names the unknown place {nummer}; there is {programme}, {number}"))
        << place;
    EXPECT_TRUE(says(place, "letters.toml:")) << place;
    const std::string language = fault_with("subject.en = \"Order {number}: accepted\"\n", "");
    EXPECT_TRUE(says(language, "both languages")) << language;
    const std::string kind = fault_with("kind = \"accept\"", "kind = \"acept\"");
    EXPECT_TRUE(says(kind, "'acept' is no kind of letter")) << kind;
    EXPECT_TRUE(says(kind, "has no letter of kind 'accept'")) << kind;
    const std::string twice = fault_with("kind = \"accept\"", "kind = \"claim\"");
    EXPECT_TRUE(says(twice, "'claim' has words already")) << twice;
    const std::string brace = fault_with("Order {number}: accepted", "Order {number: accepted");
    EXPECT_TRUE(says(brace, "has a brace by itself")) << brace;
    const std::string line = fault_with("Order {number}: accepted", "Order\\r\\nBcc: a@b.example");
    EXPECT_TRUE(says(line, "is more than one line")) << line;
    const std::string amount = fault_with("Order {number}: accepted", "Order {amount}: accepted");
    EXPECT_TRUE(says(amount, "unknown place {amount}")) << "letters name no amounts";
    const std::string frame = fault_with("{link}\n\nThis", "This");
    EXPECT_TRUE(says(frame, "has no place {link}")) << frame;
    EXPECT_TRUE(says(fault_with("[sender]", "[absender]"), "has no [sender]"));
    EXPECT_TRUE(says(fault_with("[sender]", "[absender]"), "the unknown table 'absender'"));
}

}  // namespace
}  // namespace zq
