// The schema: as the entities' fields have it, keyed by programme, and reached from every older
// version.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "store/sql/migrations.h"
#include "store/sql/sql_store.h"
#include "store/sql/texts.h"

namespace zq::sql {
namespace {

constexpr auto num = SqlType::number;
constexpr auto txt = SqlType::text;

class SchemaTest : public testing::Test {
protected:
    void SetUp() override {
        path_ = testing::TempDir() + "schema " + std::to_string(::getpid()) + ".db";
        forget();
    }
    void TearDown() override { forget(); }
    void forget() {
        for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + ending);
    }

    std::string path_;
};

std::vector<Cells> rows_of(Connection& connection, const std::string& text, const SqlTypes& types) {
    std::vector<Cells> rows;
    connection.once(text, {}, types)->each({}, [&](const Cells& row) { rows.push_back(row); });
    return rows;
}

std::vector<std::string> tables_in(Connection& connection) {
    std::vector<std::string> names;
    for (const Cells& row : rows_of(connection,
                                    "select name from sqlite_master where type = 'table' "
                                    "and name <> 'schema_version' order by name",
                                    {txt})) {
        names.push_back(text(row[0]));
    }
    return names;
}

// name, type, whether it is not null, place in the primary key
std::vector<Cells> columns_of(Connection& connection, const std::string& table) {
    return rows_of(
        connection,
        "select name, lower(type), \"notnull\", pk from pragma_table_info('" + table + "')",
        {txt, txt, num, num});
}

std::vector<Cells> schema_of(Connection& connection) {
    return rows_of(connection,
                   "select name, sql from sqlite_master where sql is not null order by name",
                   {txt, txt});
}

// One row in every table, with a value in every column.
void fill_every_table(Connection& connection) {
    for (const std::string& table : tables_in(connection)) {
        std::string names;
        std::string values;
        for (const Cells& column : columns_of(connection, table)) {
            names += (names.empty() ? "" : ", ") + name_in_sql(text(column[0]));
            values += values.empty() ? "" : ", ";
            values += text(column[1]) == "bigint" ? "9007199254740993" : "'左券'";
        }
        connection.run("insert into " + table + " (" + names + ") values (" + values + ")");
    }
}

TEST_F(SchemaTest, has_a_column_for_every_field) {
    Connection connection{"sqlite:" + path_};
    migrate(connection);
    const WorkingSet kinds;
    kinds.each_shelf([&]<class T>(const Shelf<T>&) {
        const Shape& shape = table_of<T>();
        const auto columns = columns_of(connection, shape.name);
        ASSERT_EQ(columns.size(), shape.columns.size() + 1)
            << shape.name << ": a field came or went; write a migration for it";
        EXPECT_EQ(text(columns[0][0]), "programme_id");
        for (std::size_t i = 0; i < shape.columns.size(); ++i) {
            const Column& field = shape.columns[i];
            EXPECT_TRUE(std::ranges::any_of(columns,
                                            [&](const Cells& column) {
                                                const bool nullable = number(column[2]) == 0;
                                                const std::string type =
                                                    type_of(field) == num ? "bigint" : "text";
                                                return text(column[0]) == field.name &&
                                                       text(column[1]) == type &&
                                                       nullable == field.optional;
                                            }))
                << shape.name << " lacks " << field.name;
        }
    });
}

TEST_F(SchemaTest, begins_the_key_of_every_programme_table_with_the_programme) {
    const std::set<std::string> of_the_installation{"programme",     "credential",  "session",
                                                    "access_record", "stored_file", "transcript",
                                                    "setting"};
    Connection connection{"sqlite:" + path_};
    migrate(connection);
    for (const std::string& table : tables_in(connection)) {
        if (of_the_installation.contains(table)) continue;
        const auto columns = columns_of(connection, table);
        EXPECT_EQ(text(columns[0][0]), "programme_id") << table;
        EXPECT_EQ(number(columns[0][3]), 1) << table;
    }
}

TEST_F(SchemaTest, is_reached_from_every_older_version_with_all_rows) {
    Connection fresh{"sqlite::memory:"};
    migrate(fresh);
    for (std::int64_t version = 1; version <= std::ssize(migrations()); ++version) {
        forget();
        Connection old{"sqlite:" + path_};
        migrate(old, version);
        EXPECT_EQ(schema_version(old), version);
        const auto tables = tables_in(old);
        fill_every_table(old);
        migrate(old);
        EXPECT_EQ(schema_version(old), std::ssize(migrations()));
        EXPECT_EQ(schema_of(old), schema_of(fresh));
        for (const std::string& table : tables) {
            const auto rows = rows_of(old, "select count(*) from " + table, {num});
            EXPECT_EQ(number(rows.at(0).at(0)), 1) << table;
        }
        migrate(old);  // again: nothing to do
    }
}

TEST_F(SchemaTest, numbers_its_migrations_without_a_gap) {
    std::int64_t expected = 1;
    for (const Migration& migration : migrations()) {
        EXPECT_EQ(migration.number, expected++) << migration.name;
    }
}

TEST_F(SchemaTest, refuses_a_database_of_a_newer_program) {
    {
        const SqlStore store{"sqlite:" + path_};
    }
    Connection{"sqlite:" + path_}.run(
        "insert into schema_version values (999, '0999_future', 'x')");
    try {
        const SqlStore store{"sqlite:" + path_};
        FAIL() << "opened";
    } catch (const StoreFailed& failed) {
        EXPECT_NE(std::string_view{failed.what()}.find("0999_future"), std::string_view::npos);
    }
}

TEST_F(SchemaTest, refuses_a_database_made_by_an_edited_migration) {
    {
        const SqlStore store{"sqlite:" + path_};
    }
    Connection{"sqlite:" + path_}.run("update schema_version set digest = 'x' where version = 1");
    EXPECT_THROW(SqlStore{"sqlite:" + path_}, StoreFailed);
}

TEST_F(SchemaTest, says_what_a_database_is_named) {
    EXPECT_THROW(SqlStore{"zuoquan.db"}, StoreFailed);
    EXPECT_THROW(SqlStore{"sqlite:"}, StoreFailed);
    EXPECT_THROW(SqlStore{"sqlite:/no/such/folder/zq.db"}, StoreFailed);
}

TEST_F(SchemaTest, survives_reopening) {
    ProgrammeId programme;
    {
        SqlStore store{"sqlite:" + path_};
        programme = store.add_programme("beijing-2025");
        Order order;
        order.id = OrderId{1};
        WorkingSet tables;
        tables.put(order);
        auto transaction = store.begin(programme);
        transaction->store(tables);
        transaction->commit();
    }
    SqlStore store{"sqlite:" + path_};
    EXPECT_EQ(store.add_programme("beijing-2025"), programme);
    EXPECT_EQ(store.read(programme)->count("order", {}), 1);
}

TEST_F(SchemaTest, passes_on_a_fault_of_the_database_without_the_values_at_hand) {
    SqlStore store{"sqlite:" + path_};
    const ProgrammeId programme = store.add_programme("beijing-2025");
    Connection{"sqlite:" + path_}.run("alter table personal_opening rename to elsewhere");
    {
        auto transaction = store.begin(programme);
        transaction->append({1, Instant{1}, "{}", "x", {}});
        try {
            transaction->keep({"c0ffee", "salt", "13800000000"});
            FAIL() << "kept in a table that is gone";
        } catch (const StoreFailed& failed) {
            const std::string_view what{failed.what()};
            EXPECT_NE(what.find("personal_opening"), std::string_view::npos) << what;
            EXPECT_EQ(what.find("13800000000"), std::string_view::npos) << what;
        }
    }
    Connection{"sqlite:" + path_}.run("alter table elsewhere rename to personal_opening");
    auto transaction = store.begin(programme);
    EXPECT_EQ(transaction->tail().next_seq, 1);
    transaction->keep({"c0ffee", "salt", "13800000000"});
    transaction->commit();
    EXPECT_EQ(store.read(programme)->opened("c0ffee"), "13800000000");
}

TEST_F(SchemaTest, orders_the_writers_of_two_processes) {
    // Two stores on one file stand for two processes: nothing but the database is between them.
    SqlStore one{"sqlite:" + path_};
    SqlStore two{"sqlite:" + path_};
    const ProgrammeId programme = one.add_programme("beijing-2025");
    const auto append = [&](Store& store) {
        auto transaction = store.begin(programme);
        const Tail tail = transaction->tail();
        transaction->append({tail.next_seq, tail.last_time, "{}", "x", {}});
        transaction->commit();
    };
    for (int i = 0; i < 5; ++i) {
        append(one);
        append(two);
    }
    EXPECT_EQ(one.read(programme)->tail().next_seq, 11);
}

}  // namespace
}  // namespace zq::sql
