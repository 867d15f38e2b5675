// An array goes as text, '{1,NULL,3}' or '{"a","b"}', and is cast to what it is.
#include "store/sql/bulk.h"

namespace zq::sql {

namespace {

std::string quoted(const std::string& name) {
    return "\"" + name + "\"";
}

std::string parameter(std::size_t i) {
    return ":p" + std::to_string(i);
}

std::string cast_to_array(std::size_t i, SqlType type) {
    return "cast(" + parameter(i) + (type == SqlType::number ? " as bigint[])" : " as text[])");
}

// "unnest(cast(:p1 as bigint[]), …)", whose rows are the rows again
std::string unnest(const Fields& fields) {
    std::string arrays;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        arrays += (i ? ", " : "") + cast_to_array(i + 1, fields[i].type);
    }
    return "unnest(" + arrays + ")";
}

std::string names_of(const Fields& fields) {
    std::string names;
    for (const Field& field : fields) names += (names.empty() ? "" : ", ") + quoted(field.name);
    return names;
}

void add_element(std::string& array, const Cell& cell) {
    if (array.size() > 1) array += ',';
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        array += std::to_string(*number);
    } else if (const auto* text = std::get_if<std::string>(&cell)) {
        array += '"';
        for (const char c : *text) {
            if (c == '"' || c == '\\') array += '\\';
            array += c;
        }
        array += '"';
    } else {
        array += "NULL";
    }
}

std::string array_of(const std::vector<Cells>& rows, std::size_t column) {
    std::string array = "{";
    for (const Cells& row : rows) add_element(array, row[column]);
    return array + "}";
}

// " where programme_id = :p0 and "kind" = :p1 …"
std::string where_each(const Fields& key) {
    std::string text = " where programme_id = :p0";
    for (std::size_t i = 0; i < key.size(); ++i) {
        text += " and " + quoted(key[i].name) + " = " + parameter(i + 1);
    }
    return text;
}

// For each row of the arrays the one with its key. A join would be planned by what the table held
// when it was empty, and walk through all of it on opening day; this can only be done by the index.
std::string of_arrays(const std::string& select, const Fields& key) {
    std::string names;
    std::string equal;
    for (std::size_t i = 0; i < key.size(); ++i) {
        const std::string name = "k" + std::to_string(i);
        names += (i ? ", " : "") + name;
        equal += " and " + quoted(key[i].name) + " = wanted." + name;
    }
    return "select found.* from " + unnest(key) + " as wanted (" + names +
           ") cross join lateral (" + select + " where programme_id = :p0" + equal +
           " offset 0) as found";
}

}  // namespace

SqlTypes Bulk::bound_types(const Fields& fields) const {
    SqlTypes types{SqlType::number};
    for (const Field& field : fields) types.push_back(arrays() ? SqlType::text : field.type);
    return types;
}

Cells Bulk::as_arrays(const Fields& fields, const std::vector<Cells>& rows) const {
    Cells values{programme_.value};
    for (std::size_t i = 0; i < fields.size(); ++i) values.emplace_back(array_of(rows, i));
    return values;
}

std::int64_t Bulk::run(Statement& statement, const Fields& fields, const std::vector<Cells>& rows) {
    if (arrays()) return statement.run(as_arrays(fields, rows));
    std::int64_t changed = 0;
    for (const Cells& row : rows) changed += statement.run(programme_.value, row);
    return changed;
}

std::int64_t Bulk::insert(const std::string& table, const Fields& fields,
                          const std::vector<Cells>& rows, const std::string& conflict) {
    if (rows.empty()) return 0;
    std::string text = "insert into " + table + " (programme_id, " + names_of(fields) + ") ";
    if (arrays()) {
        text += "select cast(:p0 as bigint), r.* from " + unnest(fields) + " as r";
    } else {
        text += "values (:p0";
        for (std::size_t i = 0; i < fields.size(); ++i) text += ", " + parameter(i + 1);
        text += ")";
    }
    if (!conflict.empty()) text += " " + conflict;
    return run(connection_.kept(text, bound_types(fields)), fields, rows);
}

void Bulk::select(const std::string& select, const Fields& key, const std::vector<Cells>& keys,
                  const SqlTypes& out, const Statement::Take& take) {
    if (keys.empty()) return;
    // The programme itself has no key, and one row.
    const bool at_once = arrays() && !key.empty();
    const std::string text = at_once ? of_arrays(select, key) : select + where_each(key);
    Statement& statement = connection_.kept(text, bound_types(key), out);
    if (at_once) return statement.each(as_arrays(key, keys), take);
    for (const Cells& wanted : keys) statement.each(programme_.value, wanted, take);
}

void Bulk::update(const std::string& update, const Field& key, const std::vector<Cells>& keys,
                  const std::string& also) {
    if (keys.empty()) return;
    const std::string among = arrays() ? "any(" + cast_to_array(1, key.type) + ")" : parameter(1);
    const std::string text = update + " where programme_id = :p0 and " + quoted(key.name) + " = " +
                             among + " and " + also;
    run(connection_.kept(text, bound_types({key})), {key}, keys);
}

}  // namespace zq::sql
