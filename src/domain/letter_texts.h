// The words of letters: what a message says when it leaves by mail, in both languages.
//
// Which kinds there are, to which group each belongs and what may be named in it stands in one
// table here; the words are data of the city (programmes/house/letters.toml). A letter is put
// together in one pass, so what is filled in is never read as a place, and no name breaks out of
// its line.
#pragma once

#include <map>
#include <span>

#include "domain/rulebook.h"

namespace zq {

enum class Language { zh, en };
template <>
struct EnumNames<Language> {
    static constexpr std::pair<Language, std::string_view> all[] = {{Language::zh, "zh"},
                                                                    {Language::en, "en"}};
};

// What a person may switch on and off as one.
enum class LetterGroup { orders, money, products, deadlines, supervision, safety };
template <>
struct EnumNames<LetterGroup> {
    static constexpr std::pair<LetterGroup, std::string_view> all[] = {
        {LetterGroup::orders, "orders"},           {LetterGroup::money, "money"},
        {LetterGroup::products, "products"},       {LetterGroup::deadlines, "deadlines"},
        {LetterGroup::supervision, "supervision"}, {LetterGroup::safety, "safety"}};
};
// Silence would cost an order, an answer in time, or an account.
constexpr bool is_always_sent(LetterGroup group) {
    return group == LetterGroup::deadlines || group == LetterGroup::supervision ||
           group == LetterGroup::safety;
}

// What a kind of letter is about, and so what can be named in it.
enum class LetterSubject { order, deadline, product, party, person };

struct LetterKind {
    std::string_view kind;  // of the message: an act, a step of the clock, a reminder
    LetterGroup group;
    LetterSubject about;
};

// Stands in when a message has not what its kind's letter names.
inline constexpr std::string_view general_letter = "general";

std::span<const LetterKind> letter_kinds();
const LetterKind* letter_kind(std::string_view kind);  // null: there is none
std::span<const std::string_view> places_of(LetterSubject about);

inline const std::string& in_language(const Text& text, Language language) {
    return language == Language::zh ? text.zh : text.en;
}

struct LetterText {
    Text subject;
    Text body;
};

struct LetterTexts {
    Text sender;                                             // the name beside the address
    Text frame;                                              // around every body: {text} and {link}
    std::map<std::string, LetterText, std::less<>> letters;  // by kind
};

// Names of the places, as {name}, in the order in which they stand; nothing when a brace is left
// open or stands alone.
std::optional<std::vector<std::string>> places_in(std::string_view text);

using Places = std::map<std::string, std::string, std::less<>>;
// BrokenInvariant when a place has no value.
std::string filled(std::string_view text, const Places& places);

// A name as it may stand in a letter: one line, not long, and nothing that a reader's program would
// turn into a link.
std::string as_named(std::string_view name);

}  // namespace zq
