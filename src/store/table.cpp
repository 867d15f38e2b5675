// What tables have in common whatever entity they are of.
#include "store/table.h"

#include <algorithm>

namespace zq {

namespace {

std::string text_of(const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    return "(absent)";
}

// Nothing when the cell is what encode() leaves out.
std::optional<Value> member_of(const Column& column, const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        if (*number == 0 && !column.optional) return std::nullopt;
        return Value{*number};
    }
    const auto* text = std::get_if<std::string>(&cell);
    if (!text) return std::nullopt;
    if (column.kind == CellKind::text) {
        if (text->empty() && !column.optional) return std::nullopt;
        return Value{*text};
    }
    const std::string_view empty = column.kind == CellKind::list ? "[]" : "{}";
    if (*text == empty && !column.optional) return std::nullopt;
    auto value = parse_canonical(*text);
    if (!value) throw Undecodable{"no canonical text"};
    return value;
}

}  // namespace

std::size_t Shape::position(std::string_view field) const {
    const auto found = std::ranges::find(columns, field, &Column::name);
    check(found != columns.end(), "a query names a field that the entity has");
    return static_cast<std::size_t>(found - columns.begin());
}

std::string Shape::place(const Cells& row) const {
    std::string where = "table " + name + " key ";
    if (keys == 0) where += "0";
    for (std::size_t i = 0; i < keys; ++i) where += (i ? " " : "") + text_of(row[i]);
    return where;
}

std::string Shape::place(const Cells& row, std::size_t column) const {
    return place(row) + " field " + columns[column].name;
}

Value value_of(const Shape& table, const Cells& row) {
    Value value;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Column& column = table.columns[i];
        try {
            auto member = member_of(column, row[i]);
            if (!member) continue;
            (column.group.empty() ? value : value[column.group])[column.name] = std::move(*member);
        } catch (const Undecodable& wrong) {
            throw Undecodable{table.place(row, i) + ": " + wrong.what()};
        }
    }
    return value;
}

}  // namespace zq
