// A tree of integers, strings, lists and maps, and its one canonical form as bytes.
//
// The log is hashed, so the bytes of an event are fixed: keys in byte order, no blanks, integers in
// decimal, strings as UTF-8 with only the escapes JSON demands. There are no floats, no booleans
// and no null: a truth is 0 or 1, what is absent is left out. tests/golden holds the bytes for
// ever.
#pragma once

#include <boost/container/flat_map.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zq {

class Value {
public:
    using List = std::vector<Value>;
    // Sorted in one piece: a map of an event has dozens of members and is never searched often.
    using Map = boost::container::flat_map<std::string, Value, std::less<>>;

    Value() : data_{Map{}} {}
    Value(std::int64_t number) : data_{number} {}
    Value(int number) : data_{std::int64_t{number}} {}
    Value(std::string text) : data_{std::move(text)} {}
    Value(std::string_view text) : data_{std::string{text}} {}
    Value(const char* text) : data_{std::string{text}} {}
    Value(List list) : data_{std::move(list)} {}
    Value(Map map) : data_{std::move(map)} {}

    const std::int64_t* if_number() const { return std::get_if<std::int64_t>(&data_); }
    const std::string* if_text() const { return std::get_if<std::string>(&data_); }
    const List* if_list() const { return std::get_if<List>(&data_); }
    List* if_list() { return std::get_if<List>(&data_); }
    const Map* if_map() const { return std::get_if<Map>(&data_); }
    Map* if_map() { return std::get_if<Map>(&data_); }

    // For maps: the member, made when missing; BrokenInvariant on anything else.
    Value& operator[](std::string_view key);
    const Value* find(std::string_view key) const;  // null when missing or no map

    friend bool operator==(const Value&, const Value&) = default;

private:
    std::variant<std::int64_t, std::string, List, Map> data_;
};

using Facts = Value::Map;

// The canonical bytes. Text must be UTF-8: the edges refuse anything else.
std::string canonical(const Value& value);
void append_canonical(std::string& out, const Value& value);
void append_canonical_text(std::string& out, std::string_view text);

// Reads canonical bytes back; anything else (blanks, floats, null, unsorted or duplicate keys) is
// empty.
std::optional<Value> parse_canonical(std::string_view bytes);

bool is_utf8(std::string_view text);
// Code points of valid UTF-8.
std::int64_t count_code_points(std::string_view text);
// Without leading and trailing blanks, the ideographic one included.
std::string_view trimmed(std::string_view text);

}  // namespace zq
