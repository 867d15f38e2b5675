// What PostgreSQL adds: other processes at the same time, connections that break, servers that die.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "app/log.h"
#include "store/postgresql_for_tests.h"
#include "store/scratch.h"
#include "store/sql/migrations.h"
#include "store/sql/sql_store.h"

namespace zq::sql {
namespace {

constexpr auto num = SqlType::number;
constexpr auto txt = SqlType::text;

LogEntry next_entry(const Tail& tail) {
    const std::string bytes = "{\"seq\":" + std::to_string(tail.next_seq) + "}";
    return {tail.next_seq, tail.last_time, bytes, link(tail.last_hash, bytes), {{"order", 1}}};
}

void append_one(Store& store, ProgrammeId programme) {
    auto transaction = store.begin(programme);
    transaction->append(next_entry(transaction->tail()));
    transaction->commit();
}

std::int64_t events(Store& store, ProgrammeId programme) {
    return store.read(programme)->tail().next_seq - 1;
}

class PostgresqlTest : public testing::Test {
protected:
    // An empty schema of the cluster that all tests share, and the tests' own name in it.
    void SetUp() override {
        static int made = 0;
        name_ = "zq_faults_" + std::to_string(::getpid()) + "_" + std::to_string(++made);
        url_ = PostgresqlForTests::address() + "&options=-csearch_path%3D" + name_ +
               "&application_name=" + name_;
        control().run("create schema " + name_);
    }
    void TearDown() override { control().run("drop schema " + name_ + " cascade"); }

    static Connection& control() {
        static Connection the_one{PostgresqlForTests::address()};
        return the_one;
    }
    // What a restart of the server does to connections, without disturbing other tests.
    void break_connections() const {
        control()
            .once(
                "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity "
                "where application_name = :p0",
                {txt}, {num})
            ->each({name_}, [](const Cells&) {});
    }

    std::string name_;
    std::string url_;
};

TEST_F(PostgresqlTest, is_migrated_once_by_all_who_start_together) {
    std::atomic<int> opened{0};
    {
        std::vector<std::jthread> processes;
        for (int i = 0; i < 6; ++i) {
            processes.emplace_back([&] {
                SqlStore store{url_};
                store.add_programme("beijing-2025");
                ++opened;
            });
        }
    }
    EXPECT_EQ(opened, 6);
    SqlStore store{url_};
    EXPECT_EQ(store.programmes().size(), 1U);
    Connection connection{url_};
    EXPECT_EQ(schema_version(connection), std::ssize(migrations()));
}

TEST_F(PostgresqlTest, gives_every_programme_one_number_whoever_adds_it) {
    SqlStore{url_};
    {
        std::vector<std::jthread> processes;
        for (int i = 0; i < 4; ++i) {
            processes.emplace_back([this, i] {
                SqlStore store{url_};
                for (int k = 0; k < 5; ++k) {
                    store.add_programme("programme-" + std::to_string((k + i) % 5));
                }
            });
        }
    }
    EXPECT_EQ(SqlStore{url_}.programmes().size(), 5U);
}

TEST_F(PostgresqlTest, orders_the_batches_of_processes_by_the_tail) {
    SqlStore store{url_};
    const ProgrammeId programme = store.add_programme("beijing-2025");
    {
        std::vector<std::jthread> processes;
        for (int i = 0; i < 3; ++i) {
            processes.emplace_back([this, programme] {
                SqlStore own{url_};
                for (int k = 0; k < 20; ++k) append_one(own, programme);
            });
        }
    }
    const auto log = store.read(programme)->log(1, 1000);
    ASSERT_EQ(log.size(), 60U);
    std::string hash = first_link();
    for (const LogEntry& entry : log) {
        hash = link(hash, entry.bytes);
        EXPECT_EQ(entry.hash, hash);
    }
}

TEST_F(PostgresqlTest, uses_a_new_connection_when_idle_ones_were_lost) {
    SqlStore store{url_};
    const ProgrammeId programme = store.add_programme("beijing-2025");
    append_one(store, programme);
    store.put_setting("a", 1);
    break_connections();
    append_one(store, programme);
    EXPECT_EQ(events(store, programme), 2);
    break_connections();
    EXPECT_EQ(store.setting("a", 0), 1);
    break_connections();
    store.put_setting("a", 2);
    EXPECT_EQ(events(store, programme), 2);
    EXPECT_EQ(store.setting("a", 0), 2);
}

TEST_F(PostgresqlTest, keeps_nothing_of_a_transaction_whose_connection_was_lost) {
    SqlStore store{url_};
    const ProgrammeId programme = store.add_programme("beijing-2025");
    {
        auto transaction = store.begin(programme);
        transaction->append(next_entry(transaction->tail()));
        break_connections();
        EXPECT_THROW(transaction->remember({"person:1", "k", "digest", "1"}), StoreFailed);
        EXPECT_THROW(transaction->commit(), StoreFailed);
    }
    EXPECT_EQ(events(store, programme), 0);
    append_one(store, programme);
    EXPECT_EQ(events(store, programme), 1);
}

TEST_F(PostgresqlTest, says_when_nobody_knows_whether_a_commit_took_place) {
    SqlStore store{url_};
    const ProgrammeId programme = store.add_programme("beijing-2025");
    auto transaction = store.begin(programme);
    transaction->remember({"person:1", "k", "digest", "1"});
    break_connections();
    EXPECT_THROW(transaction->commit(), CommitUnknown);
}

TEST_F(PostgresqlTest, does_not_commit_after_a_fault) {
    SqlStore store{url_};
    const ProgrammeId programme = store.add_programme("beijing-2025");
    Connection{url_}.run("alter table personal_opening rename to elsewhere");
    auto transaction = store.begin(programme);
    EXPECT_THROW(transaction->keep({"c", "salt", "13800000000"}), StoreFailed);
    try {
        transaction->commit();
        FAIL() << "a rollback was taken for a commit";
    } catch (const CommitUnknown&) {
        FAIL() << "it is known";
    } catch (const StoreFailed&) {
    }
}

TEST_F(PostgresqlTest, calls_a_deadlock_busy_and_lets_it_be_tried_again) {
    SqlStore store{url_};
    store.put_setting("a", 1);
    store.put_setting("b", 1);
    std::atomic<int> busy{0};
    const auto both = [&](const std::string& first, const std::string& second) {
        Connection connection{url_};
        connection.begin_write();
        try {
            connection.run("update setting set \"value\" = 2 where name = '" + first + "'");
            std::this_thread::sleep_for(std::chrono::milliseconds{200});
            connection.run("update setting set \"value\" = 2 where name = '" + second + "'");
            connection.commit();
        } catch (const StoreBusy&) {
            ++busy;
            connection.rollback();
            EXPECT_FALSE(connection.broken());
        }
    };
    {
        const std::jthread one{both, "a", "b"};
        const std::jthread two{both, "b", "a"};
    }
    EXPECT_EQ(busy, 1);
}

TEST_F(PostgresqlTest, repeats_no_value_in_the_words_of_a_fault) {
    SqlStore{url_};
    Connection connection{url_};
    try {
        connection.once("insert into personal_opening values (1, :p0, null, :p1)", {txt, txt}, {})
            ->run({"c0ffee", "13800000000"});
        FAIL() << "a salt may not be absent";
    } catch (const StoreFailed& failed) {
        EXPECT_EQ(std::string_view{failed.what()}.find("13800000000"), std::string_view::npos)
            << failed.what();
    }
}

TEST_F(PostgresqlTest, compares_every_text_by_code_point) {
    SqlStore{url_};
    Connection connection{url_};
    std::int64_t texts = 0;
    connection
        .once(
            "select table_name::text, column_name::text, coalesce(collation_name::text, '') "
            "from information_schema.columns "
            "where table_schema = current_schema() and data_type = 'text'",
            {}, {txt, txt, txt})
        ->each({}, [&](const Cells& row) {
            ++texts;
            EXPECT_EQ(text(row[2]), "C") << text(row[0]) << '.' << text(row[1]);
        });
    EXPECT_GT(texts, 80);
}

TEST_F(PostgresqlTest, takes_no_password_in_its_address) {
    for (const std::string address :
         {"postgresql://zq:secret@localhost/zq", "postgresql://localhost/zq?password=secret",
          "postgresql://zq:secret@localhost", "postgresql://zq:@/zq?host=/tmp"}) {
        try {
            SqlStore{address};
            FAIL() << address;
        } catch (const StoreFailed& failed) {
            const std::string_view what = failed.what();
            EXPECT_NE(what.find("PGPASSFILE"), std::string_view::npos) << what;
            EXPECT_EQ(what.find("secret"), std::string_view::npos) << what;
        }
    }
}

// A server of this test alone.
struct OwnServer {
    OwnServer() = default;
    ~OwnServer() { PostgresqlForTests::cluster("stop", address); }
    OwnServer(const OwnServer&) = delete;
    OwnServer& operator=(const OwnServer&) = delete;

    const std::string address = PostgresqlForTests::cluster("start");
};

TEST(PostgresqlServer, may_die_and_come_back_without_losing_what_was_committed) {
    const OwnServer server;
    SqlStore store{server.address};
    const ProgrammeId programme = store.add_programme("beijing-2025");
    append_one(store, programme);
    auto open = store.begin(programme);
    open->append(next_entry(open->tail()));
    PostgresqlForTests::cluster("crash", server.address);
    EXPECT_THROW(open->remember({"person:1", "k", "digest", "1"}), StoreFailed);
    open.reset();
    EXPECT_THROW(store.begin(programme), StoreFailed);
    EXPECT_THROW(store.read(programme), StoreFailed);
    EXPECT_THROW(store.setting("a", 0), StoreFailed);
    PostgresqlForTests::cluster("restart", server.address);
    EXPECT_EQ(events(store, programme), 1);
    append_one(store, programme);
    EXPECT_EQ(events(store, programme), 2);
}

void ask(const OwnServer& server, const std::string& question) {
    Connection{server.address}.once(question, {}, {num})->each({}, [](const Cells&) {});
}

// The wait for a standby is cancelled, as an operator's pg_cancel_backend does: PostgreSQL answers
// "COMMIT" with a warning, and the commit is on one machine only.
void cancel_a_wait_for_the_standby(const OwnServer& server) {
    std::int64_t cancelled = 0;
    for (int tries = 0; cancelled == 0 && tries < 1000; ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
        Connection{server.address}
            .once(
                "select count(pg_cancel_backend(pid)) from pg_stat_activity "
                "where wait_event = 'SyncRep'",
                {}, {num})
            ->each({}, [&](const Cells& row) { cancelled = number(row[0]); });
    }
}

TEST(PostgresqlServer, does_not_vouch_for_a_commit_whose_wait_for_the_standby_was_cancelled) {
    const OwnServer server;
    SqlStore store{server.address};
    const ProgrammeId programme = store.add_programme("beijing-2025");
    Connection{server.address}.run("alter system set synchronous_standby_names = 'nobody'");
    ask(server, "select pg_reload_conf()::int");
    std::this_thread::sleep_for(std::chrono::milliseconds{200});  // until each process has read it
    auto transaction = store.begin(programme);
    transaction->append(next_entry(transaction->tail()));
    {
        const std::jthread operating{[&] { cancel_a_wait_for_the_standby(server); }};
        EXPECT_THROW(transaction->commit(), CommitUnknown);
    }
    transaction.reset();
    EXPECT_EQ(events(store, programme), 1);
    Connection{server.address}.run("alter system reset synchronous_standby_names");
    ask(server, "select pg_reload_conf()::int");
    append_one(store, programme);
    EXPECT_EQ(events(store, programme), 2);
}

}  // namespace
}  // namespace zq::sql
