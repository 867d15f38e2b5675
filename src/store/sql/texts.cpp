// Absent sorts before everything, on every database: it has its own term in the order.
#include "store/sql/texts.h"

namespace zq::sql {

namespace {

std::string equals_any(Text& text, const std::string& name, const Sieve& sieve, SqlType type) {
    std::string list;
    std::size_t count = 0;
    for (const Cell& value : sieve.values) {
        if (std::holds_alternative<std::monostate>(value)) continue;
        list += (list.empty() ? "" : ", ") + text.bind(value, type);
        ++count;
    }
    if (count == 0) return "1 = 0";
    // With `in` for a single value, SQLite would rather walk the table in order than use an index.
    return count == 1 ? name + " = " + list : name + " in (" + list + ")";
}

std::string nothing(const Column& column) {
    const std::string name = name_in_sql(column.name);
    if (column.optional) return name + " is null";
    switch (column.kind) {
        case CellKind::integer: return name + " = 0";
        case CellKind::text: return name + " = ''";
        case CellKind::list: return name + " = '[]'";
        case CellKind::map: return name + " = '{}'";
    }
    return {};
}

std::string contains(Text& text, const Column& column, const Cell& part) {
    const std::string wanted = element_of(column, sql::text(part));
    const std::string bound = text.bind(wanted, SqlType::text);
    const std::string name = name_in_sql(column.name);
    if (column.kind != CellKind::list) return text.dialect().contains(name, bound);
    const std::string inner = "substr(" + name + ", 2, length(" + name + ") - 2)";
    return text.dialect().contains("(',' || " + inner + " || ',')", bound);
}

std::string term_of(Text& text, const Column& column, const Sieve& sieve) {
    const std::string name = name_in_sql(column.name);
    const SqlType type = type_of(column);
    switch (sieve.comparison) {
        case Filter::Comparison::equals: return equals_any(text, name, sieve, type);
        case Filter::Comparison::differs:
            return "(" + name + " is null or " + name + " <> " + text.bind(sieve.values[0], type) +
                   ")";
        case Filter::Comparison::at_least: return name + " >= " + text.bind(sieve.values[0], type);
        case Filter::Comparison::at_most: return name + " <= " + text.bind(sieve.values[0], type);
        case Filter::Comparison::contains: return contains(text, column, sieve.values[0]);
        case Filter::Comparison::absent: return nothing(column);
        case Filter::Comparison::present: return "not (" + nothing(column) + ")";
    }
    return {};
}

// "beyond" the cursor in the direction of the sort.
void add_cursor(Text& text, const Shape& table, const Query& query) {
    check(table.numbered(), "only entities with numbers are paged");
    const std::string beyond = query.descending ? " < " : " > ";
    const std::string key = name_in_sql(table.columns[0].name);
    const auto& [value, id] = *query.after;
    const std::string further = key + beyond + text.bind(id, SqlType::number);
    if (query.sort.empty()) {
        text += " and " + further;
        return;
    }
    const Column& column = table.columns[table.position(query.sort)];
    const std::string name = name_in_sql(column.name);
    const Cell cell = cell_for(column, value);
    if (std::holds_alternative<std::monostate>(cell)) {
        text += " and (" + name + " is null and " + further;
        text += query.descending ? ")" : " or " + name + " is not null)";
        return;
    }
    const std::string bound = text.bind(cell, type_of(column));
    text +=
        " and (" + name + beyond + bound + " or (" + name + " = " + bound + " and " + further + ")";
    text += query.descending && column.optional ? " or " + name + " is null)" : ")";
}

}  // namespace

std::string name_in_sql(std::string_view name) {
    return "\"" + std::string{name} + "\"";
}

SqlType type_of(const Column& column) {
    return column.kind == CellKind::integer ? SqlType::number : SqlType::text;
}

SqlTypes types_of(const Shape& table) {
    SqlTypes types;
    for (const Column& column : table.columns) types.push_back(type_of(column));
    return types;
}

std::string select_from(const Shape& table) {
    std::string names;
    for (const Column& column : table.columns) {
        names += (names.empty() ? "" : ", ") + name_in_sql(column.name);
    }
    return "select " + names + " from " + table.name;
}

Fields fields_of(const Shape& table) {
    Fields fields;
    for (const Column& column : table.columns) fields.push_back({column.name, type_of(column)});
    return fields;
}

Fields key_of(const Shape& table) {
    Fields fields = fields_of(table);
    fields.resize(table.keys);
    return fields;
}

std::string or_replace(const Shape& table) {
    std::string key = "programme_id";
    std::string changes;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const std::string name = name_in_sql(table.columns[i].name);
        if (i < table.keys) {
            key += ", " + name;
        } else {
            if (!changes.empty()) changes += ", ";
            changes.append(name).append(" = excluded.").append(name);
        }
    }
    return "on conflict (" + key + ") do update set " + changes;
}

void add_sieves(Text& text, const Shape& table, const std::vector<Sieve>& sieves) {
    for (const Sieve& sieve : sieves) {
        const std::string term = term_of(text, table.columns[sieve.column], sieve);
        text += " and " + term;
    }
}

void add_page(Text& text, const Shape& table, const Query& query) {
    if (query.after) add_cursor(text, table, query);
    const std::string way = query.descending ? " desc" : "";
    std::string order;
    if (!query.sort.empty()) {
        const Column& column = table.columns[table.position(query.sort)];
        const std::string name = name_in_sql(column.name);
        if (column.optional)
            order = "(" + name + " is null)" + (query.descending ? "" : " desc") + ", ";
        order += name + way;
    }
    for (std::size_t i = 0; i < table.keys; ++i) {
        order += (order.empty() ? "" : ", ") + name_in_sql(table.columns[i].name) + way;
    }
    if (!order.empty()) text += " order by " + order;
    if (query.limit > 0) text += " limit " + text.bind(query.limit, SqlType::number);
}

}  // namespace zq::sql
