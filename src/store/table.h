// Entities as rows: each field one cell, nested lists and structs as canonical text.
//
// Shape and row are made from the entity's list of fields, so a store knows no entity by name.
// Memory and SQL filter and sort by the same cells and therefore agree. An optional field without a
// value is an absent cell; any other field always has a cell, be it 0 or "".
#pragma once

#include <type_traits>

#include "app/store.h"

namespace zq {

enum class CellKind { integer, text, list, map };

// Ordered: absent first, then numbers, then texts by code point.
using Cell = std::variant<std::monostate, std::int64_t, std::string>;
using Cells = std::vector<Cell>;

struct Column {
    std::string name;
    CellKind kind = CellKind::integer;
    bool optional = false;
    std::string group;  // the field whose member this is: an account's id lies in three columns
};

struct Shape {
    std::string entity;  // "spot-check"
    std::string name;    // "spot_check"
    std::vector<Column> columns;
    std::size_t keys = 0;  // how many of the columns, from the first, are the key

    bool numbered() const { return keys == 1 && columns[0].kind == CellKind::integer; }
    // The position of a field; BrokenInvariant when there is none.
    std::size_t position(std::string_view field) const;
    // "table orders key 12 field subsidy", for whoever looks for damage.
    std::string place(const Cells& row, std::size_t column) const;
    std::string place(const Cells& row) const;
};

// The row as the log has it. Undecodable, with its place, when a nested text is no canonical value.
Value value_of(const Shape& table, const Cells& row);

namespace detail {

template <class F>
inline constexpr CellKind cell_kind = CellKind::map;
template <class F>
    requires std::integral<F> || is_id<F> || std::same_as<F, Money> ||
                 std::same_as<F, BasisPoints> || std::same_as<F, Instant>
inline constexpr CellKind cell_kind<F> = CellKind::integer;
template <class F>
    requires std::same_as<F, std::string> || std::same_as<F, Day> || NamedEnum<F>
inline constexpr CellKind cell_kind<F> = CellKind::text;
template <class E>
inline constexpr CellKind cell_kind<std::vector<E>> = CellKind::list;
template <class F>
inline constexpr CellKind cell_kind<std::optional<F>> = cell_kind<F>;

inline constexpr std::string_view no_elements = "[]";

template <class F>
Cell cell_of(const F& field) {
    if constexpr (is_optional<F>) {
        return field ? cell_of(*field) : Cell{};
    } else if constexpr (cell_kind<F> == CellKind::integer) {
        return *encode(field).if_number();
    } else if constexpr (std::same_as<F, std::string>) {
        return field;
    } else if constexpr (cell_kind<F> == CellKind::text) {
        return *encode(field).if_text();
    } else if constexpr (cell_kind<F> == CellKind::list) {
        return field.empty() ? std::string{no_elements} : canonical(encode(field));
    } else {
        return canonical(encode(field));
    }
}

template <class F>
void take_cell(const Cell& cell, F& field) {
    if constexpr (is_optional<F>) {
        if (std::holds_alternative<std::monostate>(cell)) {
            field.reset();
        } else {
            take_cell(cell, field.emplace());
        }
    } else if constexpr (cell_kind<F> == CellKind::integer) {
        decode(Value{expect(std::get_if<std::int64_t>(&cell), "a number")}, field);
    } else if constexpr (std::same_as<F, std::string>) {
        field = expect(std::get_if<std::string>(&cell), "text");
    } else if constexpr (cell_kind<F> == CellKind::text) {
        decode(Value{expect(std::get_if<std::string>(&cell), "text")}, field);
    } else if (expect(std::get_if<std::string>(&cell), "text") == no_elements &&
               cell_kind<F> == CellKind::list) {
        field = F{};
    } else {
        const auto value = parse_canonical(expect(std::get_if<std::string>(&cell), "text"));
        decode(expect(value ? &*value : nullptr, "canonical text"), field);
    }
}

// Visits the fields of an entity as columns: visit(name, field, group).
template <class T>
void each_column(auto& entity, auto&& visit) {
    T::fields(entity, [&]<class F>(std::string_view name, F& field) {
        if constexpr (std::same_as<std::remove_const_t<F>, AccountId>) {
            AccountId::fields(
                field, [&](std::string_view member, auto& part) { visit(member, part, name); });
        } else {
            visit(name, field, std::string_view{});
        }
    });
}

template <class T>
Shape made_table() {
    Shape table{std::string{Entity<T>::name}, table_name(Entity<T>::name), {}, 1};
    if constexpr (std::same_as<KeyOf<T>, TheProgramme>) table.keys = 0;
    if constexpr (std::same_as<KeyOf<T>, AccountId>) table.keys = 3;
    T probe{};
    each_column<T>(probe, [&]<class F>(std::string_view name, F&, std::string_view group) {
        table.columns.push_back(
            {std::string{name}, cell_kind<F>, is_optional<F>, std::string{group}});
    });
    return table;
}

}  // namespace detail

template <class T>
const Shape& table_of() {
    static const Shape table = detail::made_table<T>();
    return table;
}

template <class T>
Cells row_of(const T& entity) {
    Cells row;
    row.reserve(table_of<T>().columns.size());
    detail::each_column<T>(entity, [&](std::string_view, const auto& field, std::string_view) {
        row.push_back(detail::cell_of(field));
    });
    return row;
}

template <class T>
Cell cell_at(const T& entity, std::size_t column) {
    Cell cell;
    std::size_t at = 0;
    detail::each_column<T>(entity, [&](std::string_view, const auto& field, std::string_view) {
        if (at++ == column) cell = detail::cell_of(field);
    });
    return cell;
}

// Undecodable, with its place, when a cell is not what the field can be.
template <class T>
T entity_from(const Cells& row) {
    const Shape& table = table_of<T>();
    T entity{};
    std::size_t at = 0;
    detail::each_column<T>(entity, [&](std::string_view, auto& field, std::string_view) {
        try {
            detail::take_cell(row[at], field);
        } catch (const Undecodable& wrong) {
            throw Undecodable{table.place(row, at) + ": " + wrong.what()};
        }
        ++at;
    });
    return entity;
}

// Calls visit.operator()<T>() for the entity of this name; BrokenInvariant when there is none.
template <class Visit>
void with_entity(std::string_view name, Visit&& visit) {
    static const WorkingSet kinds;
    bool known = false;
    kinds.each_shelf([&]<class T>(const Shelf<T>&) {
        if (Entity<T>::name != name) return;
        known = true;
        visit.template operator()<T>();
    });
    check(known, "a query names an entity that there is");
}

template <class T>
Cells key_row(const KeyOf<T>& key) {
    if constexpr (std::same_as<KeyOf<T>, TheProgramme>) {
        return {};
    } else if constexpr (std::same_as<KeyOf<T>, AccountId>) {
        return {std::string{name_of(key.kind)}, key.owner, key.scope};
    } else {
        return {detail::cell_of(key)};
    }
}

// In entity_rows.cpp.
// NOLINTBEGIN(bugprone-macro-parentheses): a type in parentheses is no type
#define ZQ_DECLARED(T)                                   \
    extern template const Shape& table_of<T>();          \
    extern template Cells row_of(const T&);              \
    extern template Cell cell_at(const T&, std::size_t); \
    extern template T entity_from(const Cells&);
ZQ_EACH_ENTITY(ZQ_DECLARED)
#undef ZQ_DECLARED
// NOLINTEND(bugprone-macro-parentheses)

}  // namespace zq
