// The rules that let the schema be distributed by programme, asked of every statement that the
// store sends. deploy/citus/ names the rules; Citus itself is not needed here.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <regex>

#include "app/log.h"
#include "store/filled.h"
#include "store/postgresql_for_tests.h"
#include "store/scratch.h"
#include "store/sql/catalogue.h"
#include "store/sql/migrations.h"

namespace zq::sql {
namespace {

using Is = Filter::Comparison;
using Statements = std::vector<std::string>;

constexpr auto num = SqlType::number;
constexpr auto txt = SqlType::text;

bool has(const std::string& text, const std::string& pattern) {
    return std::regex_search(text, std::regex{pattern, std::regex::icase});
}

void write_everything(Store& store, ProgrammeId programme) {
    WorkingSet tables;
    tables.each_shelf([&]<class T>(Shelf<T>&) { tables.put(filled<T>(3)); });
    auto transaction = store.begin(programme);
    transaction->store(tables);
    transaction->append({1, Instant{1}, "{}", link(first_link(), "{}"), {{"order", 1}}});
    transaction->remember({"person:1", "k", "digest", "1"});
    transaction->post(
        {.to = PartyId{1}, .programme = {}, .kind = "x", .facts = {}, .at = {}, .dedupe = "d"});
    transaction->keep({"c", "salt", "value"});
    transaction->note(std::vector<FileUse>{{"d", {"order", 1}}});
    transaction->erase(std::vector<std::string>{"another"});
    transaction->commit();
}

void ask_everything_of(Reader& reader) {
    WorkingSet tables;
    Keys keys;
    tables.each_shelf([&]<class T>(Shelf<T>&) { keys.add<T>(Entity<T>::key(filled<T>(3))); });
    reader.load(keys, tables);
    reader.find({"order", {{"approved", Value{}}, {"status", Value{"placed"}}}});
    reader.due(Instant{1});
    for (const Is comparison : {Is::equals, Is::differs, Is::at_least, Is::at_most}) {
        reader.count("order", {{"approved", comparison, {500}}});
    }
    for (const std::string sort : {"", "approved", "product_name"}) {
        const Value last = sort == "approved" ? Value{5} : Value{"x"};
        reader.list({.entity = "order",
                     .where = {{"product_name", Is::contains, {"x"}}, {"flags", Is::absent, {}}},
                     .sort = sort,
                     .descending = true,
                     .after = std::pair{last, std::int64_t{7}}});
    }
    reader.tally({.entity = "order", .by = {"direction"}, .sums = {"approved"}, .day = "placed"});
    reader.tail();
    reader.log(1, 10);
    reader.timeline({"order", 1});
    reader.remembered("person:1", "k");
    reader.inbox(PartyId{1}, 0, 10);
    reader.opened("c");
    reader.uses({"d"});
}

void use_the_rest(Store& store) {
    std::vector<std::int64_t> ids;
    for (const Message& message : store.unsent(10)) ids.push_back(message.id);
    store.mark_sent(ids);
    store.mark_read(PartyId{1}, ids.at(0));
    store.programmes();
    store.access().put(Credential{"officer", PersonId{1}, "x"});
    store.access().credential("officer");
    store.access().put(
        Session{"d", PersonId{1}, PartyId{2}, Role::approver, Instant{3}, Instant{4}});
    store.access().session("d");
    store.access().session_in_force("d");
    store.access().end_session("d");
    store.access().sessions_of(PersonId{1});
    store.access().credentials_of(PersonId{1});
    const AccessRecord record{"kind", "key", 1, "value"};
    store.access().add(record);
    store.access().record("kind", "key");
    store.access().records_of("kind", 1);
    store.access().replace(record, "other");
    store.access().remove(record);
    StoredFiles& files = store.files();
    files.put(StoredFile{"d", "application/pdf", 1, PartyId{1}, "x", Instant{9}});
    files.find("d", PartyId{1});
    files.of(PartyId{1}, {}, 10);
    files.put(Transcript{.file = "d", .reader = 1, .pages = {}, .made = {}, .maker = {}});
    files.transcript("d");
    files.unread(2, 10);
    files.given_between(Instant{1}, Instant{2});
    files.dropped_until(Instant{1});
    files.is_held("d");
    files.drop(StoredFile{"d", "application/pdf", 1, PartyId{1}, "x", Instant{9}}, Instant{1});
    files.forget("d", PartyId{1});
    const ProgrammeId programme = store.programmes().front().first;
    store.proofs().keep(programme, {256, Instant{1}, "note"},
                        std::vector<LogNode>{{{8, 0}, std::string(merkle::hash_bytes, 'x')}});
    store.proofs().nodes(programme, 8, 0, 1);
    store.proofs().covering(programme, 1);
    store.proofs().latest(programme);
    store.put_setting("a", 1);
    store.setting("a", 0);
}

// Everything a store sends from its first use on, in order.
class ShardingTest : public testing::Test {
protected:
    void SetUp() override {
        if (!sent_.empty()) return;
        scratch().store();  // the schema is made before anybody listens
        watch_statements([](const std::string& text) { sent_.push_back(text); });
        {
            const auto store = scratch().store();
            const ProgrammeId programme = store->add_programme("beijing-2025");
            write_everything(*store, programme);
            ask_everything_of(*store->read(programme));
            ask_everything_of(*store->begin(programme));
            use_the_rest(*store);
        }
        watch_statements({});
        std::erase_if(sent_, [](const std::string& text) {
            return text.starts_with("delete from") && !has(text, "where");  // Scratch's own
        });
        tables_ = tables_of(connection());
    }
    static Scratch& scratch() {
        static Scratch the_one{PostgresqlForTests::address()};
        return the_one;
    }
    static Connection& connection() {
        static Connection the_one{scratch().url()};
        return the_one;
    }
    static bool is_hot(const TableInfo& table) { return table.fields[0].name == "programme_id"; }
    // The hot tables that a statement names.
    static Statements hot_in(const std::string& text) {
        Statements names;
        for (const TableInfo& table : tables_) {
            const bool named = has(text, "(from|into|update|join) " + table.name + "\\b");
            if (is_hot(table) && named) names.push_back(table.name);
        }
        return names;
    }

    static inline Statements sent_;
    static inline std::vector<TableInfo> tables_;
};

TEST_F(ShardingTest, every_table_is_distributed_or_copied_to_every_node) {
    std::ifstream file{"deploy/citus/distribute.sql"};
    const std::string commands{std::istreambuf_iterator<char>{file}, {}};
    for (const TableInfo& table : tables_) {
        const std::string how =
            is_hot(table) ? "create_distributed_table('" + table.name + "', 'programme_id'"
                          : "create_reference_table('" + table.name + "')";
        EXPECT_NE(commands.find(how), std::string::npos) << table.name;
    }
}

TEST_F(ShardingTest, hears_every_table) {
    const std::string all = [] {
        std::string text;
        for (const std::string& one : sent_) text += one + "\n";
        return text;
    }();
    for (const TableInfo& table : tables_) {
        EXPECT_TRUE(has(all, "(from|into|update) " + table.name + "\\b")) << table.name;
    }
}

TEST_F(ShardingTest, rule_1_every_key_of_a_hot_table_begins_with_the_programme) {
    const auto rows = connection().once(
        "select c.relname::text, coalesce(a.attname::text, '') from pg_index i "
        "join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace "
        "left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] "
        "where i.indisunique and n.nspname = current_schema()",
        {}, {txt, txt});
    std::map<std::string, std::set<std::string>> first;
    rows->each({}, [&](const Cells& row) { first[text(row[0])].insert(text(row[1])); });
    int hot = 0;
    for (const TableInfo& table : tables_) {
        if (!is_hot(table)) continue;
        ++hot;
        EXPECT_EQ(table.fields[0].type, num) << table.name;
        EXPECT_EQ(first[table.name], std::set<std::string>{"programme_id"}) << table.name;
    }
    EXPECT_GT(hot, 20);
}

TEST_F(ShardingTest, rule_2_every_hot_statement_names_its_programme) {
    int hot = 0;
    for (const std::string& text : sent_) {
        if (hot_in(text).empty()) continue;
        ++hot;
        // Looks for messages of any programme, without a lock.
        if (has(text, "from message where sent = 0 order by id")) continue;
        const bool reads =
            has(text, "^(select|update|delete)[^()]* where programme_id = :p0( |$)") ||
            has(text, "^select count\\(\\*\\) from \\w+ where programme_id = :p0") ||
            has(text, "^select .* from \\w+ where programme_id = :p0 group by ") ||
            has(text, "lateral \\(select [^()]* from \\w+ where programme_id = :p0 and ");
        const bool writes = has(text,
                                "^insert into \\w+ \\(programme_id, .*\\) "
                                "(values \\(:p0,|select cast\\(:p0 as bigint\\), )");
        EXPECT_TRUE(reads || writes) << text;
        EXPECT_EQ(hot_in(text).size(), 1U) << text;
    }
    EXPECT_GT(hot, 40);
}

TEST_F(ShardingTest, rule_3_a_transaction_of_a_programme_begins_with_its_tail) {
    int begun = 0;
    for (std::size_t i = 0; i + 1 < sent_.size(); ++i) {
        if (sent_[i] != postgresql.begin_write) continue;
        std::size_t end = i + 1;
        while (end < sent_.size() && sent_[end] != "commit" && !has(sent_[end], "^begin ")) ++end;
        const Statements inside{sent_.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                sent_.begin() + static_cast<std::ptrdiff_t>(end)};
        if (inside.empty()) continue;
        const bool of_messages =  // marks of the post, which no batch writes
            inside.size() == 1 && has(inside[0], "^update message set (sent|\"read\")");
        const bool new_tail = has(inside.back(), "^insert into log_tail");
        const bool short_one =
            std::ranges::all_of(inside, [](const auto& text) { return hot_in(text).empty(); });
        const bool of_the_notary =  // made of what is committed, and written by nobody else
            std::ranges::all_of(inside, [](const auto& text) {
                return has(text, "^insert into (log_node|checkpoint) ");
            });
        if (of_messages || new_tail || short_one || of_the_notary) continue;
        ++begun;
        EXPECT_TRUE(has(inside[0], "from log_tail where programme_id = :p0 for update$"))
            << inside[0];
    }
    EXPECT_EQ(begun, 3);  // the one that the store opens with is among them
}

TEST_F(ShardingTest, rules_4_to_7_and_9_no_shape_that_fails_when_distributed) {
    for (const std::string& text : sent_) {
        EXPECT_FALSE(has(text, "\\bmerge\\b|\\), *\\(:p")) << "rule 4: " << text;
        EXPECT_FALSE(has(text, "now\\(\\)|current_(time|date)|random|nextval|clock_timestamp"))
            << "rule 5: " << text;
        EXPECT_FALSE(has(text, "\\bset ((?! where ).)*\\[")) << "rule 6: " << text;
        EXPECT_FALSE(has(text, "plan_cache_mode")) << "rule 7: " << text;
        EXPECT_FALSE(has(text, "on constraint")) << "rule 9: " << text;
        if (has(text, "on conflict") && !hot_in(text).empty()) {
            EXPECT_TRUE(has(text, "on conflict \\(programme_id")) << "rule 9: " << text;
        }
    }
}

TEST_F(ShardingTest, rule_8_nothing_in_the_schema_reaches_across) {
    for (const Migration& migration : migrations()) {
        EXPECT_FALSE(has(migration.text, "references|foreign key|trigger|set null|serial"))
            << migration.name;
    }
    // Opening takes the one lock that is allowed, for changes of the schema.
    bool migrating = true;
    for (const std::string& text : sent_) {
        if (text == "commit") migrating = false;
        if (text == postgresql.begin_write) migrating = true;
        EXPECT_TRUE(migrating || !has(text, "advisory")) << text;
    }
}

TEST_F(ShardingTest, rule_10_what_all_programmes_share_is_written_by_itself) {
    Statements inside;
    for (const std::string& text : sent_) {
        if (text == postgresql.begin_write) inside.clear();
        inside.push_back(text);
        if (text != "commit") continue;
        bool shared = false;
        bool hot = false;
        for (const std::string& one : inside) {
            // A programme comes into being with its tail.
            if (has(one, "^insert into log_tail")) continue;
            const bool writes = has(one, "^(insert|update|delete)");
            shared = shared || (writes && hot_in(one).empty() && !has(one, "schema_version"));
            hot = hot || (writes && !hot_in(one).empty());
        }
        EXPECT_FALSE(shared && hot);
    }
}

}  // namespace
}  // namespace zq::sql
