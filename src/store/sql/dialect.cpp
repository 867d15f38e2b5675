// The words of SQLite and of PostgreSQL, and what their faults mean.
#include "store/sql/dialect.h"

#include <sqlite3.h>

#include <array>
#include <charconv>

namespace zq::sql {

namespace {

// ---- SQLite

std::string contains_in_sqlite(const std::string& whole, const std::string& part) {
    return "instr(" + whole + ", " + part + ") > 0";
}

// Narrow rows that are found by their key lie in the key's own tree: one tree less to write to.
// Wide ones, such as orders and events, would leave too few rows on its pages.
constexpr std::array narrow{"account", "idempotency", "log_subject", "message", "session"};

std::string of_sqlite_schema(std::string statement) {
    for (const std::string table : narrow) {
        if (statement.find("create table " + table + " (") != std::string::npos) {
            statement += " without rowid";
        }
    }
    return statement;
}

int result(std::string_view code) {
    int number = 0;
    std::from_chars(code.data(), code.data() + code.size(), number);
    return number;
}

int primary_result(std::string_view code) {
    return result(code) & 0xFF;
}

bool busy_in_sqlite(std::string_view code) {
    return primary_result(code) == SQLITE_BUSY;
}

// After a conflict the transaction is still open. Without space, or after a write that failed, the
// write-ahead log lacks the page that would have made it a commit.
bool not_committed_in_sqlite(std::string_view code) {
    const int primary = primary_result(code);
    return busy_in_sqlite(code) || primary == SQLITE_CONSTRAINT || primary == SQLITE_FULL ||
           result(code) == SQLITE_IOERR_WRITE;
}

constexpr const char* sqlite_catalogue =
    "select m.name, c.name, lower(c.type), 1 - c.\"notnull\", c.pk "
    "from sqlite_master m join pragma_table_info(m.name) c "
    "where m.type = 'table' order by m.name, c.cid";

// ---- PostgreSQL

std::string contains_in_postgresql(const std::string& whole, const std::string& part) {
    return "strpos(" + whole + ", " + part + ") > 0";
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

// Rows that are rewritten again and again leave room on their page for the next version.
constexpr std::array often_updated{"account", "log_tail", "orders", "product"};

// Texts compare by code point, whatever the collation of the database is.
std::string of_postgresql_schema(std::string statement) {
    const bool columns = statement.find("create table ") != std::string::npos ||
                         statement.find("add column ") != std::string::npos;
    if (!columns) return statement;
    const std::string type = " text";
    const std::string collated = " text collate \"C\"";
    for (const std::string after : {" not null", " default", ",", "\n"}) {
        replace_all(statement, type + after, collated + after);
    }
    if (statement.ends_with(type)) statement += collated.substr(type.size());
    for (const std::string table : often_updated) {
        if (statement.find("create table " + table + " (") != std::string::npos) {
            statement += " with (fillfactor = 70)";
        }
    }
    return statement;
}

bool busy_in_postgresql(std::string_view state) {
    constexpr std::string_view serialization = "40001";
    constexpr std::string_view deadlock = "40P01";
    constexpr std::string_view lock_not_available = "55P03";
    return state == serialization || state == deadlock || state == lock_not_available;
}

// The server answered a commit with an error and lives on: it has rolled back. Without a state, or
// when it shut down or crashed meanwhile, nobody can say.
bool aborted_in_postgresql(std::string_view state) {
    constexpr std::string_view completion_unknown = "40003";
    if (state.size() != 5 || state == "     " || state == completion_unknown) return false;
    return !state.starts_with("08") && !state.starts_with("57P") && !state.starts_with("XX");
}

constexpr const char* postgresql_catalogue =
    "select c.table_name::text, c.column_name::text, c.data_type::text, "
    "case c.is_nullable when 'YES' then 1 else 0 end, coalesce(k.ordinal_position, 0) "
    "from information_schema.columns c "
    "left join information_schema.table_constraints t on t.table_schema = c.table_schema "
    "and t.table_name = c.table_name and t.constraint_type = 'PRIMARY KEY' "
    "left join information_schema.key_column_usage k on k.constraint_schema = t.constraint_schema "
    "and k.constraint_name = t.constraint_name and k.column_name = c.column_name "
    "where c.table_schema = current_schema() "
    "order by c.table_name collate \"C\", c.ordinal_position";

}  // namespace

// FULL: a commit is on the disk before it returns. BEGIN IMMEDIATE: taking the one writer's lock at
// once is what keeps batches in order.
const Dialect sqlite{
    .opening = {{"pragma busy_timeout = 30000", true},
                {"pragma journal_mode = wal", true},
                {"pragma synchronous = full", false},
                {"pragma wal_autocheckpoint = 4000", true},
                {"pragma cache_size = -16384", false},
                {"pragma foreign_keys = on", false}},
    .for_writers = "pragma cache_size = -65536",
    .do_not_wait_for_the_disk = "pragma synchronous = off",
    .after_many_rows = "",
    .begin_write = "begin immediate",
    .begin_read = "begin",
    .one_writer = true,
    .lock_row = "",
    .lock_schema = "",
    .lock_programmes = "",
    .arrays = false,
    .contains = contains_in_sqlite,
    .of_schema = of_sqlite_schema,
    .catalogue = sqlite_catalogue,
    .busy = busy_in_sqlite,
    .surely_not_committed = not_committed_in_sqlite,
};

// A writer reads what was committed when it got the tail's lock, so it must not stay at an earlier
// moment; a reader must.
const Dialect postgresql{
    .opening = {{"set client_min_messages = warning", false}, {"set lock_timeout = '30s'", false}},
    .for_writers = "",
    .do_not_wait_for_the_disk = "set synchronous_commit = off",
    .after_many_rows = "analyze",
    .begin_write = "begin isolation level read committed read write",
    .begin_read = "begin isolation level repeatable read read only",
    .one_writer = false,
    .lock_row = " for update",
    .lock_schema = "select pg_advisory_xact_lock(5127003)",
    .lock_programmes = "lock table programme in share row exclusive mode",
    .arrays = true,
    .contains = contains_in_postgresql,
    .of_schema = of_postgresql_schema,
    .catalogue = postgresql_catalogue,
    .busy = busy_in_postgresql,
    .surely_not_committed = aborted_in_postgresql,
};

}  // namespace zq::sql
