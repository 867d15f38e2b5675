// From SQLite to PostgreSQL and back: every row of every table, and nothing onto what is there.
#include <gtest/gtest.h>

#include "app/log.h"
#include "store/filled.h"
#include "store/postgresql_for_tests.h"
#include "store/scratch.h"
#include "store/sql/catalogue.h"
#include "store/sql/copy.h"

namespace zq {
namespace {

void write_a_programme(Store& store, ProgrammeId programme) {
    WorkingSet tables;
    tables.each_shelf([&]<class T>(Shelf<T>&) { tables.put(filled<T>(3)); });
    Provider without_account;
    without_account.id = PartyId{77};
    tables.put(without_account);
    auto transaction = store.begin(programme);
    transaction->store(tables);
    transaction->append({1, Instant{1}, "{}", link(first_link(), "{}"), {{"order", 1}}});
    transaction->remember({"person:1", "键 \"k\\", "digest", "{NULL,\"a\"}\n"});
    transaction->post(std::vector<Message>(  // more than one page of them
        4500,
        {.to = PartyId{1}, .programme = {}, .kind = "x", .facts = {}, .at = {}, .dedupe = {}}));
    transaction->keep({"c", "", "NULL"});
    transaction->note(std::vector<FileUse>{{"d", {"order", 7}}});
    transaction->commit();
}

void write_the_rest(Store& store) {
    const Checkpoint checkpoint{1, Instant{1}, "note"};
    const std::vector<LogNode> nodes{{{kept_level_step, 0}, {}}};
    store.proofs().keep(ProgrammeId{1}, checkpoint, nodes);
    store.access().put(Credential{"officer", PersonId{1}, "x"});
    store.access().put(
        Session{"d", PersonId{1}, PartyId{2}, Role::approver, Instant{3}, Instant{4}});
    store.access().add({"kind", "key", 1, "值"});
    store.files().put(StoredFile{"d", "application/pdf", 1, PartyId{1}, "合同", Instant{9}});
    store.files().put(Transcript{.file = "d", .reader = 1, .pages = {}, .made = {}, .maker = {}});
    store.put_setting("clock", -9'007'199'254'740'993);
}

std::vector<Cells> all_rows(const std::string& url) {
    sql::Connection connection{url};
    std::vector<Cells> rows;
    for (const sql::TableInfo& table : sql::tables_of(connection)) {
        std::string order;
        for (const std::size_t at : table.key) {
            order += (order.empty() ? "\"" : ", \"") + table.fields[at].name + '"';
        }
        sql::SqlTypes types;
        std::string names;
        for (const sql::Field& field : table.fields) {
            types.push_back(field.type);
            names += (names.empty() ? "\"" : ", \"") + field.name + '"';
        }
        rows.push_back({table.name});
        connection
            .once("select " + names + " from " + table.name + " order by " + order, {}, types)
            ->each({}, [&](const Cells& row) { rows.push_back(row); });
    }
    return rows;
}

TEST(Copy, brings_every_row_there_and_back) {
    Scratch here{"sqlite:"};
    Scratch there{PostgresqlForTests::address()};
    Scratch back{"sqlite:"};
    {
        const auto store = here.store();
        write_a_programme(*store, store->add_programme("beijing-2023"));
        write_a_programme(*store, store->add_programme("beijing-2025"));
        write_the_rest(*store);
    }
    there.store();
    back.store();
    const CopiedTables copied = copy_database(here.url(), there.url());
    EXPECT_EQ(copy_database(there.url(), back.url()), copied);
    const auto rows = all_rows(here.url());
    EXPECT_GT(rows.size(), 9000U);
    EXPECT_EQ(all_rows(there.url()), rows);
    EXPECT_EQ(all_rows(back.url()), rows);
    for (const auto& [table, count] : copied) EXPECT_GT(count, 0) << table;
}

TEST(Copy, refuses_a_target_that_holds_anything) {
    Scratch here{"sqlite:"};
    Scratch there{PostgresqlForTests::address()};
    here.store();
    const auto store = there.store();
    store->put_setting("clock", 1);
    EXPECT_THROW(copy_database(here.url(), there.url()), StoreFailed);
    EXPECT_EQ(store->setting("clock", 0), 1);
    EXPECT_EQ(store->read(registry)->tail().next_seq, 1);
}

}  // namespace
}  // namespace zq
