// Filters decided on cells.
#include "store/sieve.h"

#include <algorithm>

namespace zq {

namespace {

constexpr std::int64_t micros_a_second = 1'000'000;
constexpr std::int64_t micros_a_day = 86'400 * micros_a_second;

bool is_absent(const Value& value) {
    return value.if_map() && value.if_map()->empty();
}

bool is_nothing(const Column& column, const Cell& cell) {
    if (std::holds_alternative<std::monostate>(cell)) return true;
    if (column.optional) return false;
    switch (column.kind) {
        case CellKind::integer: return cell == Cell{std::int64_t{0}};
        case CellKind::text: return cell == Cell{std::string{}};
        case CellKind::list: return cell == Cell{std::string{"[]"}};
        case CellKind::map: return cell == Cell{std::string{"{}"}};
    }
    return false;
}

bool contains(const Column& column, const Cell& cell, const Cell& wanted) {
    const auto* text = std::get_if<std::string>(&cell);
    const auto* part = std::get_if<std::string>(&wanted);
    if (!text || !part) return false;
    if (column.kind != CellKind::list) return text->contains(*part);
    return ("," + text->substr(1, text->size() - 2) + ",").contains(element_of(column, *part));
}

Cell contained(const Column& column, const Value& value) {
    check(column.kind != CellKind::integer, "a number contains nothing");
    if (column.kind == CellKind::list) return canonical(value);
    check(value.if_text() != nullptr, "a text contains texts");
    return *value.if_text();
}

}  // namespace

std::string element_of(const Column& column, const std::string& contained) {
    return column.kind == CellKind::list ? "," + contained + "," : contained;
}

Cell cell_for(const Column& column, const Value& value) {
    switch (column.kind) {
        case CellKind::integer:
            if (is_absent(value)) return {};
            check(value.if_number() != nullptr, "a value is of the field's kind: a number");
            return *value.if_number();
        case CellKind::text:
            if (is_absent(value)) return {};
            check(value.if_text() != nullptr, "a value is of the field's kind: a text");
            return *value.if_text();
        case CellKind::list:
        case CellKind::map: return canonical(value);
    }
    return {};
}

std::vector<Sieve> sieves_of(const Shape& table, const std::vector<Filter>& where) {
    std::vector<Sieve> sieves;
    for (const Filter& filter : where) {
        Sieve sieve{table.position(filter.field), filter.comparison, {}};
        const Column& column = table.columns[sieve.column];
        const bool part = filter.comparison == Filter::Comparison::contains;
        for (const Value& value : filter.values) {
            sieve.values.push_back(part ? contained(column, value) : cell_for(column, value));
        }
        const bool alone = filter.comparison == Filter::Comparison::absent ||
                           filter.comparison == Filter::Comparison::present;
        const bool many = filter.comparison == Filter::Comparison::equals;
        check(many || sieve.values.size() == (alone ? 0U : 1U),
              "a comparison has its one value, equals any number of them, absent and present none");
        sieves.push_back(std::move(sieve));
    }
    return sieves;
}

std::vector<Sieve> sieves_of(const Shape& table, const Search& search) {
    std::vector<Filter> where;
    for (const auto& [field, value] : search.where) {
        if (is_absent(value)) {
            where.push_back({field, Filter::Comparison::absent, {}});
        } else {
            where.push_back({field, Filter::Comparison::equals, {value}});
        }
    }
    return sieves_of(table, where);
}

GroupColumns group_columns(const Shape& table, const Tally& tally) {
    GroupColumns columns;
    for (const std::string& field : tally.by) columns.by.push_back(table.position(field));
    for (const std::string& field : tally.sums) {
        columns.sums.push_back(table.position(field));
        check(table.columns[columns.sums.back()].kind == CellKind::integer,
              "only integers are summed");
    }
    if (!tally.day.empty()) columns.day = table.position(tally.day);
    return columns;
}

std::int64_t day_in(const Cell& cell, const Tally& tally) {
    const auto* micros = std::get_if<std::int64_t>(&cell);
    return micros ? (*micros + tally.east_of_utc_s * micros_a_second) / micros_a_day : 0;
}

void name_group(Group& group, const std::vector<Cell>& cells, const Tally& tally) {
    const std::size_t fields = tally.by.size();
    for (std::size_t i = 0; i < fields; ++i) {
        const auto* number = std::get_if<std::int64_t>(&cells[i]);
        const auto* text = std::get_if<std::string>(&cells[i]);
        group.by.push_back(number ? Value{*number} : text ? Value{*text} : Value{Value::Map{}});
    }
    if (!tally.day.empty()) group.day = std::get<std::int64_t>(cells[fields]);
}

bool fits(const Column& column, const Sieve& sieve, const Cell& cell) {
    const bool none = std::holds_alternative<std::monostate>(cell);
    switch (sieve.comparison) {
        case Filter::Comparison::equals:
            return !none && std::ranges::find(sieve.values, cell) != sieve.values.end();
        case Filter::Comparison::differs: return cell != sieve.values[0];
        case Filter::Comparison::at_least: return !none && cell >= sieve.values[0];
        case Filter::Comparison::at_most: return !none && cell <= sieve.values[0];
        case Filter::Comparison::contains: return contains(column, cell, sieve.values[0]);
        case Filter::Comparison::absent: return is_nothing(column, cell);
        case Filter::Comparison::present: return !is_nothing(column, cell);
    }
    return false;
}

}  // namespace zq
