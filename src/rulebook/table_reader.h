// Reads one table of a TOML file key by key, strictly: a key that nobody asked for is a problem.
#pragma once

#include <set>

#include "domain/rulebook.h"
#include "rulebook/parse.h"
#include "rulebook/toml_file.h"

namespace zq {

// What is wrong with a value, and on which line; nothing when it was read.
struct Fault {
    int line = 0;
    std::string what;
};
using Wrong = std::optional<Fault>;

Wrong wrong_kind(const TomlNode& node, std::string_view wanted);

Wrong read_value(const TomlNode& node, std::string& out);  // not empty
Wrong read_value(const TomlNode& node, std::int64_t& out);
Wrong read_value(const TomlNode& node, bool& out);
Wrong read_value(const TomlNode& node, Day& out);
Wrong read_value(const TomlNode& node, Instant& out);
Wrong read_value(const TomlNode& node, Money& out);
Wrong read_value(const TomlNode& node, BasisPoints& out);
Wrong read_value(const TomlNode& node, Term& out);
Wrong read_value(const TomlNode& node, Text& out);
Wrong read_value(const TomlNode& node, Requirement& out);
Wrong read_value(const TomlNode& node, Bound& out);

template <NamedEnum E>
Wrong read_value(const TomlNode& node, E& out) {
    std::string text;
    if (Wrong wrong = read_value(node, text)) return wrong;
    const auto known = from_name<E>(text);
    if (!known) return Fault{node.line, "'" + text + "' is not one of " + names_of<E>()};
    out = *known;
    return {};
}

template <class T>
Wrong read_value(const TomlNode& node, std::vector<T>& out) {
    const TomlNode::List* list = node.if_list();
    if (!list) return wrong_kind(node, "a list in [ ]");
    out.clear();
    for (const TomlNode& element : *list) {
        T one{};
        if (Wrong wrong = read_value(element, one)) return wrong;
        out.push_back(std::move(one));
    }
    return {};
}

template <class T>
Wrong read_value(const TomlNode& node, std::optional<T>& out) {
    return read_value(node, out.emplace());
}

class TableReader {
public:
    // `what` is how messages call the table: "[[cap]]".
    TableReader(const TomlNode& table, std::string what, const std::string& file,
                Problems& problems);

    int line() const { return table_.line; }
    const std::string& file() const { return file_; }
    Problems& problems() { return problems_; }
    bool has(std::string_view key) const { return table_.find(key) != nullptr; }
    int line_of(std::string_view key) const;

    // The node of a key, which is now known; null when it is not there.
    const TomlNode* take(std::string_view key);
    const TomlNode* need_node(std::string_view key);

    // Both leave `out` as it was when the key is absent or its value is wrong.
    template <class T>
    bool may(std::string_view key, T& out) {
        const TomlNode* node = take(key);
        return node && read_into(key, *node, out);
    }
    template <class T>
    bool need(std::string_view key, T& out) {
        const TomlNode* node = need_node(key);
        return node && read_into(key, *node, out);
    }

    void problem(std::string_view what);                        // on the line of the table
    void problem(std::string_view key, std::string_view what);  // on the line of the key
    // Reports every key that nobody took.
    void finish();

private:
    template <class T>
    bool read_into(std::string_view key, const TomlNode& node, T& out) {
        T value{};
        if (const Wrong wrong = read_value(node, value)) {
            problems_.add(file_, wrong->line,
                          what_ + " '" + std::string{key} + "': " + wrong->what);
            return false;
        }
        out = std::move(value);
        return true;
    }

    const TomlNode& table_;
    std::string what_;
    const std::string& file_;
    Problems& problems_;
    std::set<std::string, std::less<>> known_;
};

}  // namespace zq
