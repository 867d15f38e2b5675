// A TOML file as a plain tree with line numbers, so that only one source file knows the TOML
// library.
//
// What no file of ours may hold (floats, times without a zone) stays in the tree as Unfit, so that
// the reader of the key can say what belongs there instead.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/civil_time.h"
#include "rulebook/problems.h"

namespace zq {

struct TomlMember;

struct TomlNode {
    struct Unfit {
        std::string what;  // "a float"
    };
    using List = std::vector<TomlNode>;
    using Table = std::vector<TomlMember>;  // in the order of the file

    std::variant<Table, List, std::string, std::int64_t, bool, Day, Instant, Unfit> value;
    int line = 0;

    const Table* if_table() const { return std::get_if<Table>(&value); }
    const List* if_list() const { return std::get_if<List>(&value); }
    const std::string* if_text() const { return std::get_if<std::string>(&value); }
    const std::int64_t* if_number() const { return std::get_if<std::int64_t>(&value); }
    const bool* if_truth() const { return std::get_if<bool>(&value); }
    const Day* if_day() const { return std::get_if<Day>(&value); }
    const Instant* if_instant() const { return std::get_if<Instant>(&value); }

    // For tables: the member, or null.
    const TomlNode* find(std::string_view key) const;
    std::string kind_text() const;  // "a float", "a list": for messages
};

struct TomlMember {
    std::string key;
    TomlNode node;
};

// RulebookError when the text is no TOML. `file` is what messages call it.
TomlNode parse_toml(std::string_view text, const std::string& file);

// The bytes of a file; RulebookError when it cannot be read.
std::string read_bytes(const std::filesystem::path& file);

}  // namespace zq
