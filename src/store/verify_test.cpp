// Damage is found wherever it is done: in every column of every table that the log vouches for.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "app/log.h"
#include "app/log_key.h"
#include "store/filled.h"
#include "store/sql/connection.h"
#include "store/sql/sql_store.h"
#include "store/sql/texts.h"

namespace zq {
namespace {

using sql::Connection;
using sql::name_in_sql;
using sql::number;
using sql::SqlTypes;
using sql::text;

constexpr auto num = sql::SqlType::number;
constexpr auto txt = sql::SqlType::text;

Value change_of(const auto& entity) {
    using T = std::remove_cvref_t<decltype(entity)>;
    return Value::Map{{"entity", Entity<T>::name}, {"row", encode(entity)}};
}

// One event for each kind of entity, with every field filled, and movements of two accounts.
std::vector<Value> bodies() {
    std::vector<Value> all;
    const WorkingSet kinds;
    kinds.each_shelf([&]<class T>(const Shelf<T>&) {
        if constexpr (std::same_as<T, Account>) {
            return;
        } else {
            T entity = filled<T>(7);
            if constexpr (std::same_as<T, ProgrammeState>) entity.code = "beijing-2025";
            all.emplace_back(Value::Map{{"changes", Value::List{change_of(entity)}},
                                        {"request", Value::Map{{"说", "x"}}}});
        }
    });
    Move budget{.account = {AccountKind::budget, 0, ""}, .limit = 900, .held = 50, .settled = 20};
    budget.limited = true;
    const Move quota{.account = {AccountKind::quota, 12, "year:2025"}, .held = 50};
    all.emplace_back(Value::Map{{"moves", Value::List{encode(budget), encode(quota)}}});
    all.emplace_back(Value::Map{{"outcome", Value::Map{{"refused", 1}}}});
    return all;
}

void write_log(Store& store, ProgrammeId programme) {
    auto transaction = store.begin(programme);
    WorkingSet tables;
    for (Value& body : bodies()) {
        const Tail tail = transaction->tail();
        const Event event{.programme = programme,
                          .seq = tail.next_seq,
                          .time = Instant{tail.next_seq * Instant::second},
                          .actor = {PersonId{1}, PartyId{2}, Role::approver},
                          .command = "example",
                          .clauses = {"B25-009"},
                          .body = std::move(body)};
        fold(event, tables);
        transaction->append(entry_of(event, tail.last_hash));
    }
    transaction->store(tables);
    transaction->commit();
}

class VerifyTest : public testing::Test {
protected:
    void SetUp() override {
        path_ = testing::TempDir() + "verify " + std::to_string(::getpid()) + ".db";
        forget();
        store_ = std::make_unique<SqlStore>("sqlite:" + path_);
        programme_ = store_->add_programme("beijing-2025");
        write_log(*store_, programme_);
        direct_ = std::make_unique<Connection>("sqlite:" + path_);
        direct_->run("pragma synchronous = off");
        for (const std::string table : {"account", "log_subject"}) give_row_numbers(table);
    }
    void TearDown() override {
        direct_.reset();
        store_.reset();
        forget();
    }
    void forget() {
        for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + ending);
    }

    // The same table and rows, where a row is known by its number even when its key is damaged.
    void give_row_numbers(const std::string& table) {
        const std::string of = "select sql from sqlite_master where name = '" + table + "'";
        std::string made = text(rows_of(of, {txt})[0][0]);
        made.erase(made.find(" without rowid"));
        direct_->run("alter table " + table + " rename to before");
        direct_->run(made);
        direct_->run("insert into " + table + " select * from before");
        direct_->run("drop table before");
    }
    std::vector<Cells> rows_of(const std::string& query, const SqlTypes& types) {
        std::vector<Cells> rows;
        direct_->once(query, {}, types)->each({}, [&](const Cells& row) { rows.push_back(row); });
        return rows;
    }
    std::string damage() {
        const auto difference = verify(*store_, programme_);
        return difference ? difference->where + ": " + difference->what : "";
    }
    void set(const std::string& table, const std::string& column, std::int64_t row, Cell value,
             sql::SqlType type) {
        direct_
            ->once("update " + table + " set " + name_in_sql(column) + " = :p0 where rowid = :p1",
                   {type, num})
            ->run({std::move(value), row});
    }
    void damage_every_byte(const std::string& table, const std::string& column, sql::SqlType type);

    std::string path_;
    std::unique_ptr<SqlStore> store_;
    std::unique_ptr<Connection> direct_;
    ProgrammeId programme_;
};

// What a cell may turn into by one wrong byte. Of long texts a sample of bytes.
std::vector<Cell> damaged(const Cell& cell, sql::SqlType type) {
    if (std::holds_alternative<std::monostate>(cell)) {
        return type == num ? std::vector<Cell>{std::int64_t{0}} : std::vector<Cell>{""};
    }
    if (const auto* value = std::get_if<std::int64_t>(&cell)) {
        return {*value ^ 1, *value ^ 0x100, -*value - 1};
    }
    std::vector<Cell> all;
    const std::string& whole = std::get<std::string>(cell);
    const std::size_t step = std::max<std::size_t>(1, whole.size() / 3);
    for (std::size_t i = 0; i < whole.size(); i += step) {
        std::string wrong = whole;
        wrong[i] = static_cast<char>(wrong[i] ^ 1);
        all.emplace_back(std::move(wrong));
    }
    all.emplace_back(whole + " ");
    return all;
}

void VerifyTest::damage_every_byte(const std::string& table, const std::string& column,
                                   sql::SqlType type) {
    for (const Cells& row :
         rows_of("select rowid, " + name_in_sql(column) + " from " + table, {num, type})) {
        const std::int64_t rowid = number(row[0]);
        for (const Cell& wrong : damaged(row[1], type)) {
            try {
                set(table, column, rowid, wrong, type);
            } catch (const StoreFailed&) {
                continue;  // another row has this key
            }
            EXPECT_NE(damage(), "") << table << "." << column << " row " << rowid;
            set(table, column, rowid, row[1], type);
        }
    }
}

// (name, type) of each column
std::vector<std::pair<std::string, sql::SqlType>> columns_of(Connection& connection,
                                                             const std::string& table) {
    std::vector<std::pair<std::string, sql::SqlType>> columns;
    connection
        .once("select name, lower(type) from pragma_table_info('" + table + "')", {}, {txt, txt})
        ->each({}, [&](const Cells& row) {
            columns.emplace_back(text(row[0]), text(row[1]) == "bigint" ? num : txt);
        });
    return columns;
}

TEST_F(VerifyTest, finds_nothing_in_a_whole_store) {
    EXPECT_EQ(damage(), "");
    EXPECT_FALSE(verify(*store_, registry));
}

TEST_F(VerifyTest, finds_one_wrong_byte_in_any_column_of_the_log) {
    for (const std::string table : {"log_entry", "log_subject", "log_tail"}) {
        for (const auto& [column, type] : columns_of(*direct_, table)) {
            if (column == "next_message") continue;  // not from the log
            if (table == "log_tail") {
                const std::string of = " where programme_id = " + std::to_string(programme_.value);
                if (column == "programme_id") continue;  // then the programme cannot be opened
                const auto rows = rows_of(
                    "select rowid, " + name_in_sql(column) + " from log_tail" + of, {num, type});
                set(table, column, number(rows[0][0]), damaged(rows[0][1], type)[0], type);
                EXPECT_NE(damage(), "") << column;
                set(table, column, number(rows[0][0]), rows[0][1], type);
            } else {
                damage_every_byte(table, column, type);
            }
        }
    }
    EXPECT_EQ(damage(), "");
}

TEST_F(VerifyTest, finds_one_wrong_byte_in_any_column_of_any_entity) {
    const WorkingSet kinds;
    kinds.each_shelf([&]<class T>(const Shelf<T>&) {
        const std::string table = table_name(Entity<T>::name);
        ASSERT_FALSE(rows_of("select rowid from " + table, {num}).empty()) << table;
        for (const auto& [column, type] : columns_of(*direct_, table)) {
            damage_every_byte(table, column, type);
        }
    });
    EXPECT_EQ(damage(), "");
}

TEST_F(VerifyTest, finds_text_where_a_number_was) {
    direct_->run("update orders set subsidy = subsidy || 'x'");
    EXPECT_NE(damage().find("field subsidy"), std::string::npos) << damage();
}

TEST_F(VerifyTest, names_table_key_and_field) {
    direct_->run("update account set held = 51 where kind = 'quota'");
    EXPECT_EQ(damage(), "table account key quota 12 year:2025 field held: is 51, by the log 50");
}

TEST_F(VerifyTest, names_a_damaged_nested_text) {
    direct_->run("update orders set grounds = '[1,'");
    EXPECT_NE(damage().find("field grounds: no canonical text"), std::string::npos) << damage();
}

TEST_F(VerifyTest, finds_rows_that_are_missing_or_added) {
    direct_->run("create table kept as select * from batch");
    direct_->run("delete from batch");
    EXPECT_NE(damage().find("the row is missing"), std::string::npos) << damage();
    direct_->run("insert into batch select * from kept");
    direct_->run("update kept set id = 5");
    direct_->run("insert into batch select * from kept");
    EXPECT_EQ(damage(), "table batch key 5: no event made this row");
}

TEST_F(VerifyTest, finds_entries_that_are_missing_swapped_or_cut_off) {
    direct_->run("create table kept as select * from log_entry");
    const auto restore = [&] {
        direct_->run("delete from log_entry");
        direct_->run("insert into log_entry select * from kept");
    };
    direct_->run("delete from log_entry where seq = 3");
    EXPECT_EQ(damage(), "log seq 3: is missing; the next one is 4");
    restore();
    direct_->run("update log_entry set seq = 1000 - seq where seq in (3, 4)");
    direct_->run("update log_entry set seq = seq - 993 where seq in (996, 997)");
    EXPECT_NE(damage().find("log seq 3"), std::string::npos) << damage();
    restore();
    direct_->run("delete from log_entry where seq = (select max(seq) from log_entry)");
    EXPECT_NE(damage().find("log tail"), std::string::npos) << damage();
    restore();
    EXPECT_EQ(damage(), "");
}

TEST_F(VerifyTest, finds_nodes_and_checkpoints_that_are_of_no_such_log) {
    {
        auto transaction = store_->begin(programme_);
        for (int i = 0; i < 260; ++i) {
            const Tail tail = transaction->tail();
            const Event event{.programme = programme_,
                              .seq = tail.next_seq,
                              .time = tail.last_time,
                              .actor = {},
                              .command = "cancel",
                              .clauses = {},
                              .body = Value::Map{}};
            transaction->append(entry_of(event, tail.last_hash));
        }
        transaction->commit();
    }
    merkle::Frontier tree;
    std::vector<LogNode> nodes;
    for (const LogEntry& entry : store_->read(programme_)->log(1, 256)) {
        tree.add(merkle::leaf_hash(entry.bytes), [&](merkle::Node at, const merkle::Hash& hash) {
            if (at.level == kept_level_step) nodes.push_back({at, hash});
        });
    }
    const LogKey key = LogKey::of_chance("a.example");
    const auto keep = [&](std::int64_t size, const merkle::Hash& root) {
        store_->proofs().keep(
            programme_, {size, Instant{1}, key.checkpoint("beijing-2025", size, root)}, nodes);
    };
    keep(256, tree.root());
    EXPECT_EQ(damage(), "");
    direct_->run("update log_node set hash = replace(hash, substr(hash, 1, 1), 'x')");
    direct_->run("update log_node set hash = replace(hash, 'x', '0')");
    EXPECT_EQ(damage(), "tree node 8/0: is not the root of its events");
    direct_->run("delete from log_node");
    EXPECT_EQ(damage(), "");
    keep(257, tree.root());
    EXPECT_EQ(damage(), "checkpoint of 257 events: states another root than the events have");
    direct_->run("delete from checkpoint where \"size\" = 257");
    keep(100'000, tree.root());
    EXPECT_NE(damage().find("a checkpoint of 100000 events was signed"), std::string::npos);
}

TEST_F(VerifyTest, finds_a_programme_under_another_name) {
    direct_->run("update programme set code = 'beijing-2026'");
    EXPECT_EQ(damage(),
              "table programme key 1 field code: is beijing-2026, by the log beijing-2025");
}

}  // namespace
}  // namespace zq
