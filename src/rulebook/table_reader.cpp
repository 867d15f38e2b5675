// Every message names key, value and what would be right.
#include "rulebook/table_reader.h"

namespace zq {

namespace {

template <class T, class Parse>
Wrong read_text_as(const TomlNode& node, T& out, std::string_view wanted, Parse parse) {
    const std::string* text = node.if_text();
    if (!text) return wrong_kind(node, wanted);
    const auto parsed = parse(*text);
    if constexpr (requires { parsed.error(); }) {
        if (!parsed) return Fault{node.line, parsed.error()};
    } else {
        if (!parsed) {
            return Fault{node.line, "'" + *text + "' does not fit; write " + std::string{wanted}};
        }
    }
    out = *parsed;
    return {};
}

template <class T>
Wrong read_as(const TomlNode& node, T& out, std::string_view wanted) {
    const T* value = std::get_if<T>(&node.value);
    if (!value) return wrong_kind(node, wanted);
    out = *value;
    return {};
}

}  // namespace

Wrong wrong_kind(const TomlNode& node, std::string_view wanted) {
    return Fault{node.line, "is " + node.kind_text() + "; write " + std::string{wanted}};
}

Wrong read_value(const TomlNode& node, std::string& out) {
    if (Wrong wrong = read_as(node, out, "a text in quotes")) return wrong;
    if (trimmed(out) != out || out.empty()) {
        return Fault{node.line,
                     "is empty or begins or ends with a blank; write a text, or leave the "
                     "key out"};
    }
    return {};
}

Wrong read_value(const TomlNode& node, std::int64_t& out) {
    return read_as(node, out, "a whole number");
}

Wrong read_value(const TomlNode& node, bool& out) {
    return read_as(node, out, "true or false");
}

Wrong read_value(const TomlNode& node, Day& out) {
    return read_as(node, out, "a date without quotes, as 2025-09-30");
}

Wrong read_value(const TomlNode& node, Instant& out) {
    return read_as(node, out, "an instant without quotes, as 2025-09-30T09:00:00+08:00");
}

Wrong read_value(const TomlNode& node, Money& out) {
    return read_text_as(node, out, "an amount in quotes with two decimals, as \"50000.00\"",
                        parse_yuan);
}

Wrong read_value(const TomlNode& node, BasisPoints& out) {
    return read_text_as(node, out, "a share in quotes, as \"30.00%\"", parse_percent);
}

Wrong read_value(const TomlNode& node, Term& out) {
    return read_text_as(node, out, "a length of time in quotes, as \"30 days\"", parse_term);
}

Wrong read_value(const TomlNode& node, Requirement& out) {
    return read_text_as(node, out, "a requirement in quotes, as \"place in 11*\"",
                        parse_requirement);
}

Wrong read_value(const TomlNode& node, Bound& out) {
    return read_text_as(node, out, "a bound in quotes, as \"staff >= 20\"", parse_bound);
}

Wrong read_value(const TomlNode& node, Text& out) {
    const TomlNode* zh = node.find("zh");
    const TomlNode* en = node.find("en");
    const TomlNode::Table* table = node.if_table();
    if (!zh || !en || table->size() != 2) {
        return Fault{node.line,
                     "write both languages and nothing else, as { zh = \"…\", en = \"…\" }"};
    }
    if (Wrong wrong = read_value(*zh, out.zh)) return wrong;
    return read_value(*en, out.en);
}

TableReader::TableReader(const TomlNode& table, std::string what, const std::string& file,
                         Problems& problems)
    : table_{table}, what_{std::move(what)}, file_{file}, problems_{problems} {
    if (!table.if_table()) problem("is " + table.kind_text() + "; write a table");
}

int TableReader::line_of(std::string_view key) const {
    const TomlNode* node = table_.find(key);
    return node ? node->line : table_.line;
}

const TomlNode* TableReader::take(std::string_view key) {
    known_.emplace(key);
    return table_.find(key);
}

const TomlNode* TableReader::need_node(std::string_view key) {
    const TomlNode* node = take(key);
    if (!node) problem("has no '" + std::string{key} + "'; add it");
    return node;
}

void TableReader::problem(std::string_view what) {
    problems_.add(file_, table_.line, what_ + " " + std::string{what});
}

void TableReader::problem(std::string_view key, std::string_view what) {
    problems_.add(file_, line_of(key), what_ + " '" + std::string{key} + "': " + std::string{what});
}

void TableReader::finish() {
    const TomlNode::Table* table = table_.if_table();
    if (!table) return;
    std::string known;
    for (const std::string& key : known_) known += (known.empty() ? "" : ", ") + key;
    for (const TomlMember& member : *table) {
        if (known_.contains(member.key)) continue;
        problems_.add(file_, member.node.line,
                      what_ + " has the unknown key '" + member.key + "'; known are " + known);
    }
}

}  // namespace zq
