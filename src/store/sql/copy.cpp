// Page by page in the order of the key, so that neither side needs much memory.
#include "store/sql/copy.h"

#include "store/sql/catalogue.h"

namespace zq {

namespace {

using namespace sql;

constexpr std::int64_t page_size = 2000;
constexpr auto num = SqlType::number;

std::string quoted_list(const Fields& fields) {
    std::string list;
    for (const Field& field : fields) list += (list.empty() ? "\"" : ", \"") + field.name + '"';
    return list;
}

Fields key_fields(const TableInfo& table) {
    Fields key;
    for (const std::size_t at : table.key) key.push_back(table.fields[at]);
    return key;
}

SqlTypes types_of(const Fields& fields) {
    SqlTypes types;
    for (const Field& field : fields) types.push_back(field.type);
    return types;
}

std::string parameters(std::size_t count) {
    std::string list;
    for (std::size_t i = 0; i < count; ++i) list += (i ? ", :p" : ":p") + std::to_string(i);
    return list;
}

// The rows after `last`, which is a row of the page before, or nothing.
std::vector<Cells> page_after(Connection& source, const TableInfo& table, const Cells& last) {
    const std::string key = quoted_list(key_fields(table));
    std::string text = "select " + quoted_list(table.fields) + " from " + table.name;
    SqlTypes types;
    Cells values;
    if (!last.empty()) {
        types = types_of(key_fields(table));
        for (const std::size_t at : table.key) values.push_back(last[at]);
        text += " where (" + key + ") > (" + parameters(values.size()) + ")";
    }
    text += " order by " + key + " limit " + std::to_string(page_size);
    std::vector<Cells> rows;
    source.once(text, types, types_of(table.fields))->each(values, [&](const Cells& row) {
        rows.push_back(row);
    });
    return rows;
}

// Rows of one programme at a time: the key begins with it.
void insert_of_programmes(Connection& target, const TableInfo& table,
                          const std::vector<Cells>& rows) {
    const Fields fields{table.fields.begin() + 1, table.fields.end()};
    std::map<std::int64_t, std::vector<Cells>> by_programme;
    for (const Cells& row : rows) {
        by_programme[number(row[0])].emplace_back(row.begin() + 1, row.end());
    }
    for (const auto& [programme, theirs] : by_programme) {
        Bulk{target, ProgrammeId{programme}}.insert(table.name, fields, theirs);
    }
}

void insert(Connection& target, const TableInfo& table, const std::vector<Cells>& rows) {
    if (table.fields[0].name == "programme_id") {
        insert_of_programmes(target, table, rows);
        return;
    }
    Statement& statement =
        target.kept("insert into " + table.name + " (" + quoted_list(table.fields) + ") values (" +
                        parameters(table.fields.size()) + ")",
                    types_of(table.fields));
    for (const Cells& row : rows) statement.run(row);
}

std::int64_t copy_table(Connection& source, Connection& target, const TableInfo& table) {
    std::int64_t copied = 0;
    Cells last;
    while (true) {
        const std::vector<Cells> rows = page_after(source, table, last);
        if (rows.empty()) return copied;
        insert(target, table, rows);
        copied += std::ssize(rows);
        last = rows.back();
    }
}

std::int64_t count(Connection& connection, const std::string& rows) {
    std::int64_t found = 0;
    connection.once("select count(*) from " + rows, {}, {num})->each({}, [&](const Cells& row) {
        found = number(row[0]);
    });
    return found;
}

// A database that was only opened has the registry's log, without an event.
void ask_empty(Connection& target, const std::vector<TableInfo>& tables) {
    for (const TableInfo& table : tables) {
        const bool tails = table.name == "log_tail";
        const std::string used = tails ? " where programme_id <> 0 or next_seq <> 1" : "";
        if (count(target, table.name + used) == 0) continue;
        throw StoreFailed{"the target is not empty: its table " + table.name +
                          " has rows; a database that nobody has used would be right"};
    }
}

void ask_same(const std::vector<TableInfo>& source, const std::vector<TableInfo>& target) {
    bool same = source.size() == target.size();
    for (std::size_t i = 0; same && i < source.size(); ++i) {
        same = source[i].name == target[i].name &&
               quoted_list(source[i].fields) == quoted_list(target[i].fields) &&
               source[i].key == target[i].key;
    }
    if (!same) throw StoreFailed{"the two databases have other tables or columns"};
}

class Open {
public:
    Open(Connection& connection, void (Connection::*begin)()) : connection_{connection} {
        (connection_.*begin)();
    }
    ~Open() {
        if (open_) connection_.rollback();
    }
    void commit() {
        connection_.commit();
        open_ = false;
    }
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;

private:
    Connection& connection_;
    bool open_ = true;
};

}  // namespace

CopiedTables copy_database(const std::string& from, const std::string& to) {
    Connection source{from};
    Connection target{to};
    const auto tables = tables_of(source);
    ask_same(tables, tables_of(target));
    CopiedTables copied;
    const Open reading{source, &Connection::begin_read};
    Open writing{target, &Connection::begin_write};
    ask_empty(target, tables);
    target.run("delete from log_tail");
    for (const TableInfo& table : tables) {
        copied.emplace_back(table.name, copy_table(source, target, table));
    }
    for (const auto& [table, rows] : copied) {
        check(count(target, table) == rows, "every row arrives");
    }
    writing.commit();
    const std::string plan = target.dialect().after_many_rows;
    if (!plan.empty()) target.run(plan);
    return copied;
}

}  // namespace zq
