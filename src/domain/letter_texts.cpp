// The table of kinds. A test holds it against what the inbox can post.
#include "domain/letter_texts.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace zq {

namespace {

using enum LetterGroup;
using About = LetterSubject;

constexpr LetterKind kinds[] = {
    {general_letter, supervision, About::party},

    {"claim", orders, About::order},
    {"cancel", orders, About::order},
    {"accept", orders, About::order},
    {"decline", orders, About::order},
    {"sign", orders, About::order},
    {"amend-contract", orders, About::order},
    {"complete", orders, About::order},
    {"rate", orders, About::order},
    {"correct-contact", orders, About::order},

    {"redeem", money, About::order},
    {"withdraw-redemption", money, About::order},
    {"open-review", money, About::order},
    {"return-redemption", money, About::order},
    {"review", money, About::order},
    {"waive", money, About::order},
    {"batch", money, About::order},
    {"unbatch", money, About::order},
    {"publish-batch", money, About::order},
    {"settle-batch", money, About::order},
    {"disburse", money, About::order},
    {"payment-failed", money, About::order},
    {"report-refund", money, About::order},
    {"return-funds", money, About::order},

    {"draft-product", products, About::product},
    {"save-product", products, About::product},
    {"submit-product", products, About::product},
    {"withdraw-product", products, About::product},
    {"audit-product", products, About::product},
    {"score-product", products, About::product},
    {"judge-product", products, About::product},
    {"publish-product", products, About::product},
    {"rename-product", products, About::product},
    {"list-product", products, About::product},
    {"delist-product", products, About::product},
    {"add-vouchers", products, About::product},
    {"notice-over", products, About::party},

    {"reminder-acceptance", deadlines, About::deadline},
    {"reminder-validity", deadlines, About::deadline},
    {"reminder-redemption", deadlines, About::deadline},
    {"reminder-review", deadlines, About::deadline},
    {"reminder-product-notice", deadlines, About::party},
    {"reminder-payout-notice", deadlines, About::deadline},
    {"reminder-resubmission", deadlines, About::party},
    {"reminder-application", deadlines, About::party},
    {"reminder-claims", deadlines, About::party},
    {"lapse", deadlines, About::order},
    {"expire", deadlines, About::order},
    {"abandon", deadlines, About::order},
    {"overdue", deadlines, About::order},
    {"resubmission-missed", deadlines, About::product},
    {"extend-deadlines", deadlines, About::party},

    {"void", supervision, About::order},
    {"object", supervision, About::party},
    {"assign-objection", supervision, About::party},
    {"decide-objection", supervision, About::party},
    {"sanction", supervision, About::party},
    {"lift-sanction", supervision, About::party},
    {"unfreeze", supervision, About::order},
    {"spot-check", supervision, About::party},
    {"finding", supervision, About::party},
    {"appeal", supervision, About::party},
    {"decide-appeal", supervision, About::party},
    {"approve", supervision, About::party},
    {"refuse-proposal", supervision, About::party},

    {"set-bank-account", safety, About::party},
    {"confirm-bank-account", safety, About::party},
    {"withdraw-bank-account", safety, About::party},
    {"grant-membership", safety, About::party},
    {"mail-confirmation", safety, About::person},
    {"mail-changed", safety, About::person},
    {"mail-removed", safety, About::person},
    {"new-device", safety, About::person},
    {"identity-linked", safety, About::person},
    {"identity-ended", safety, About::person},
    {"password-changed", safety, About::person},
    {"second-factor-on", safety, About::person},
    {"second-factor-off", safety, About::person},
    {"recovery-code-used", safety, About::person},
    {"recovery-codes-renewed", safety, About::person},
};

constexpr std::string_view of_order[] = {"programme", "number", "product"};
constexpr std::string_view of_deadline[] = {"programme", "number", "product", "due"};
constexpr std::string_view of_product[] = {"programme", "product"};
constexpr std::string_view of_party[] = {"programme"};
constexpr std::string_view of_person[] = {"at"};

constexpr std::size_t name_bytes_max = 150;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Whether a mail program could read on here as in an address: "shop.example", "x://y", "a@b".
bool could_be_link(std::string_view text, std::size_t at) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    if (text[at] == '.') return is_letter(next) || static_cast<unsigned char>(next) >= 0x80;
    return text[at] == '@' || (text[at] == ':' && next == '/');
}

// Bytes of a character that breaks the line or turns the direction of what follows: U+2028 to
// U+202E, U+2066 to U+2069.
std::size_t bytes_of_turn(std::string_view text, std::size_t at) {
    const std::string_view three = text.substr(at, 3);
    const bool turns = (three >= "\xE2\x80\xA8" && three <= "\xE2\x80\xAE") ||
                       (three >= "\xE2\x81\xA6" && three <= "\xE2\x81\xA9");
    return turns && three.size() == 3 ? 3 : 0;
}

}  // namespace

std::span<const LetterKind> letter_kinds() {
    return kinds;
}

const LetterKind* letter_kind(std::string_view kind) {
    const auto* found = std::ranges::find(kinds, kind, &LetterKind::kind);
    return found == std::end(kinds) ? nullptr : found;
}

std::span<const std::string_view> places_of(LetterSubject about) {
    switch (about) {
        case LetterSubject::order: return of_order;
        case LetterSubject::deadline: return of_deadline;
        case LetterSubject::product: return of_product;
        case LetterSubject::party: return of_party;
        case LetterSubject::person: return of_person;
    }
    check(false, "a letter is about something");
    return {};
}

std::optional<std::vector<std::string>> places_in(std::string_view text) {
    std::vector<std::string> names;
    for (std::size_t at = text.find_first_of("{}"); at != std::string_view::npos;
         at = text.find_first_of("{}", at)) {
        const std::size_t end = text.find_first_of("{}", at + 1);
        if (text[at] == '}' || end == std::string_view::npos || text[end] == '{') {
            return std::nullopt;
        }
        names.emplace_back(text.substr(at + 1, end - at - 1));
        at = end + 1;
    }
    return names;
}

std::string filled(std::string_view text, const Places& places) {
    std::string out;
    while (true) {
        const std::size_t open = text.find('{');
        out += text.substr(0, open);
        if (open == std::string_view::npos) return out;
        const std::size_t close = text.find('}', open);
        check(close != std::string_view::npos, "the words of letters were read strictly");
        const auto value = places.find(text.substr(open + 1, close - open - 1));
        check(value != places.end(), "a letter names what it has");
        out += value->second;
        text.remove_prefix(close + 1);
    }
}

std::string as_named(std::string_view name) {
    std::string out;
    for (std::size_t at = 0; at < name.size(); ++at) {
        const std::size_t turn = bytes_of_turn(name, at);
        const bool is_control = static_cast<unsigned char>(name[at]) < ' ' || name[at] == 0x7F;
        if (is_control || turn > 0) {
            if (!out.empty() && out.back() != ' ') out += ' ';
            at += turn > 0 ? turn - 1 : 0;
            continue;
        }
        out += name[at];
        if (could_be_link(name, at)) out += ' ';
    }
    if (out.size() <= name_bytes_max) return out;
    std::size_t end = name_bytes_max;  // between two characters
    while ((static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
    return out.substr(0, end) + "…";
}

}  // namespace zq
