// Columns are bigint or text, and nothing else.
#include "store/sql/catalogue.h"

namespace zq::sql {

namespace {

constexpr auto num = SqlType::number;
constexpr auto txt = SqlType::text;

void add_column(std::vector<TableInfo>& tables, const Cells& row) {
    if (text(row[0]) == "schema_version") return;
    if (tables.empty() || tables.back().name != text(row[0])) {
        tables.push_back({text(row[0]), {}, {}});
    }
    TableInfo& table = tables.back();
    const bool is_number = text(row[2]) == "bigint";
    check(is_number || text(row[2]) == "text", "a column is bigint or text");
    if (const auto place = static_cast<std::size_t>(number(row[4])); place > 0) {
        if (table.key.size() < place) table.key.resize(place);
        table.key[place - 1] = table.fields.size();
    }
    table.fields.push_back({text(row[1]), is_number ? num : txt});
}

}  // namespace

std::vector<TableInfo> tables_of(Connection& connection) {
    std::vector<TableInfo> tables;
    connection.once(connection.dialect().catalogue, {}, {txt, txt, txt, num, num})
        ->each({}, [&](const Cells& row) { add_column(tables, row); });
    return tables;
}

void empty_all(Connection& connection, const std::vector<TableInfo>& tables) {
    connection.begin_write();
    try {
        for (const TableInfo& table : tables) {
            connection.run("delete from " + table.name);
        }
        connection.commit();
    } catch (...) {
        connection.rollback();
        throw;
    }
}

}  // namespace zq::sql
