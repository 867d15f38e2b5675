// What a person is sent must not fail years later for a typing error: all of it is tried here.
#include "rulebook/letter_texts.h"

#include <algorithm>

#include "rulebook/table_reader.h"

namespace zq {

namespace {

constexpr std::string_view of_frame[] = {"text", "link"};

std::string listed(std::span<const std::string_view> places) {
    std::string all;
    for (const std::string_view place : places) {
        all += (all.empty() ? "{" : ", {") + std::string{place} + "}";
    }
    return all.empty() ? "none" : all;
}

void check_places(TableReader& in, std::string_view key, const std::string& text,
                  std::span<const std::string_view> known) {
    const auto places = places_in(text);
    if (!places) {
        in.problem(key, "has a brace by itself in '" + text + "'; write places as {name}");
        return;
    }
    for (const std::string& place : *places) {
        if (std::ranges::find(known, place) != known.end()) continue;
        in.problem(key, "names the unknown place {" + place + "}; there is " + listed(known));
    }
}

void check_line(TableReader& in, std::string_view key, const std::string& text) {
    const bool breaks = std::ranges::any_of(text, [](char c) { return c >= 0 && c < ' '; });
    if (breaks) in.problem(key, "is more than one line; it stands in the head of a mail");
}

void read_letter(const TomlNode& row, const std::string& file, LetterTexts& texts,
                 Problems& problems) {
    TableReader in{row, "[[letter]]", file, problems};
    std::string kind;
    LetterText text;
    in.need("kind", kind);
    in.need("subject", text.subject);
    in.need("body", text.body);
    in.finish();
    if (kind.empty()) return;
    const LetterKind* known = letter_kind(kind);
    if (!known) {
        in.problem("kind", "'" + kind + "' is no kind of letter; take the row away");
        return;
    }
    for (const std::string* subject : {&text.subject.zh, &text.subject.en}) {
        check_line(in, "subject", *subject);
        check_places(in, "subject", *subject, places_of(known->about));
    }
    for (const std::string* body : {&text.body.zh, &text.body.en}) {
        check_places(in, "body", *body, places_of(known->about));
    }
    if (!texts.letters.emplace(kind, std::move(text)).second) {
        in.problem("kind", "'" + kind + "' has words already; take one of them away");
    }
}

void read_around(const TomlNode& tree, const char* name, const std::string& file, Text& out,
                 Problems& problems) {
    const TomlNode* node = tree.find(name);
    if (!node) {
        problems.add(file, 1, "has no [" + std::string{name} + "]; write it in zh and en");
        return;
    }
    if (const Wrong wrong = read_value(*node, out)) {
        problems.add(file, wrong->line, "[" + std::string{name} + "]: " + wrong->what);
    }
}

void check_frame(const TomlNode& tree, const std::string& file, const Text& frame,
                 Problems& problems) {
    const TomlNode* node = tree.find("frame");
    if (!node || frame.en.empty()) return;  // told already
    TableReader in{*node, "[frame]", file, problems};
    for (const auto& [key, text] : {std::pair{"zh", &frame.zh}, std::pair{"en", &frame.en}}) {
        check_places(in, key, *text, of_frame);
        for (const std::string_view place : of_frame) {
            if (text->find("{" + std::string{place} + "}") != std::string::npos) continue;
            in.problem(key, "has no place {" + std::string{place} + "}");
        }
    }
}

}  // namespace

LetterTexts load_letter_texts(const std::filesystem::path& path) {
    const std::string file = path.string();
    const TomlNode tree = parse_toml(read_bytes(path), file);
    Problems problems;
    LetterTexts texts;
    read_around(tree, "sender", file, texts.sender, problems);
    read_around(tree, "frame", file, texts.frame, problems);
    check_frame(tree, file, texts.frame, problems);
    if (const TomlNode* sender = tree.find("sender"); sender && !texts.sender.en.empty()) {
        TableReader in{*sender, "[sender]", file, problems};
        check_line(in, "zh", texts.sender.zh);
        check_line(in, "en", texts.sender.en);
    }
    for (const TomlMember& member : *tree.if_table()) {
        if (member.key == "sender" || member.key == "frame") continue;
        if (member.key != "letter" || !member.node.if_list()) {
            problems.add(file, member.node.line, "has the unknown table '" + member.key + "'");
            continue;
        }
        for (const TomlNode& row : *member.node.if_list()) {
            read_letter(row, file, texts, problems);
        }
    }
    for (const LetterKind& kind : letter_kinds()) {
        if (texts.letters.contains(kind.kind)) continue;
        problems.add(file, 1, "has no letter of kind '" + std::string{kind.kind} + "'; add one");
    }
    problems.throw_if_any();
    return texts;
}

}  // namespace zq
