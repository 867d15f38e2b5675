// What every Store does, asked of each of them in the same words.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

#include "app/loaded.h"
#include "app/log.h"
#include "app/proofs.h"
#include "store/filled.h"
#include "store/postgresql_for_tests.h"
#include "store/scratch.h"
#include "store/sql/sql_store.h"

namespace zq {
namespace {

using Is = Filter::Comparison;

struct Kind {
    const char* name;
    // SQLite has one writer for all programmes, so there one programme's transaction makes others
    // wait.
    bool programmes_apart;
};

std::ostream& operator<<(std::ostream& out, const Kind& kind) {
    return out << kind.name;
}

class StoreTest : public testing::TestWithParam<Kind> {
protected:
    void SetUp() override {
        const std::string_view kind = GetParam().name;
        if (kind == "memory") {
            store_ = Scratch{"memory:"}.store();
        } else if (kind == "postgresql") {
            // Made once for all tests: making a schema takes longer than any of them.
            static Scratch scratch{PostgresqlForTests::address()};
            store_ = scratch.store();
        } else {
            folder_ = std::filesystem::path{testing::TempDir()} /
                      ("a store " + std::to_string(::getpid()));
            std::filesystem::remove_all(folder_);
            std::filesystem::create_directory(folder_);
            store_ = std::make_unique<SqlStore>("sqlite:" + (folder_ / "zq.db").string());
        }
        programme_ = store_->add_programme("beijing-2025");
    }
    void TearDown() override {
        store_.reset();
        if (!folder_.empty()) std::filesystem::remove_all(folder_);
    }

    template <class T>
    void put(std::vector<T> entities) {
        WorkingSet tables;
        for (T& entity : entities) tables.put(std::move(entity));
        auto transaction = store_->begin(programme_);
        transaction->store(tables);
        transaction->commit();
    }
    std::vector<std::int64_t> ids(const Query& query) {
        std::vector<std::int64_t> found;
        for (const Value& row : store_->read(programme_)->list(query)) {
            const Value* id = row.find("id");
            found.push_back(id ? *id->if_number() : 0);
        }
        return found;
    }
    std::vector<std::int64_t> orders_where(const std::string& field, Is comparison,
                                           std::vector<Value> values) {
        return ids({.entity = "order",
                    .where = {{field, comparison, std::move(values)}},
                    .sort = {},
                    .after = {}});
    }

    std::filesystem::path folder_;
    std::unique_ptr<Store> store_;
    ProgrammeId programme_;
};

using Ids = std::vector<std::int64_t>;

Order order_with(std::int64_t id, auto&& change) {
    Order order;
    order.id = OrderId{id};
    change(order);
    return order;
}

// Four orders that differ in what the queries below ask for.
std::vector<Order> some_orders() {
    return {
        order_with(1,
                   [](Order& o) {
                       o.product_name = "大模型训练";
                       o.amount = Money{9'007'199'254'740'993};
                       o.flags = {"invoice-differs", "a,b"};
                       o.quota_scopes = {"year:2025"};
                       o.batch = BatchId{7};
                   }),
        order_with(2,
                   [](Order& o) {
                       o.product_name = "中试验证";
                       o.amount = Money{9'007'199'254'740'992};
                       o.approved = Money{0};
                       o.status = OrderStatus::accepted;
                   }),
        order_with(3,
                   [](Order& o) {
                       o.product_name = "Zeta %_'\"";
                       o.approved = Money{500};
                       o.flags = {"differs"};
                   }),
        order_with(4,
                   [](Order& o) {
                       o.product_name = "alpha";
                       o.approved = Money{500};
                   }),
    };
}

LogEntry entry(std::int64_t seq, const std::string& previous, std::vector<Subject> subjects = {}) {
    const std::string bytes = "{\"seq\":" + std::to_string(seq) + "}";
    return {seq, Instant{seq * 1000}, bytes, link(previous, bytes), std::move(subjects)};
}

TEST_P(StoreTest, keeps_every_field_of_every_entity) {
    WorkingSet wanted;
    Keys keys;
    wanted.each_shelf([&]<class T>(Shelf<T>&) {
        T entity = filled<T>(3);
        keys.add<T>(Entity<T>::key(entity));
        wanted.put(std::move(entity));
    });
    WorkingSet given = wanted;
    auto transaction = store_->begin(programme_);
    transaction->store(given);
    transaction->commit();

    WorkingSet found;
    store_->read(programme_)->load(keys, found);
    wanted.each_shelf([&]<class T>(Shelf<T>& shelf) {
        const auto& [key, entity] = *shelf.rows.begin();
        ASSERT_NE(found.find<T>(key), nullptr) << Entity<T>::name;
        EXPECT_EQ(canonical(encode(*found.find<T>(key))), canonical(encode(entity)));
        EXPECT_FALSE(found.shelf<T>().changed.contains(key));
        const auto rows =
            store_->read(programme_)
                ->list(
                    {.entity = std::string{Entity<T>::name}, .where = {}, .sort = {}, .after = {}});
        ASSERT_EQ(rows.size(), 1U) << Entity<T>::name;
        EXPECT_EQ(canonical(rows[0]), canonical(encode(entity)));
    });
}

TEST_P(StoreTest, keeps_entities_without_any_value) {
    put<Order>({Order{}});
    put<Provider>({Provider{}});
    auto reader = store_->read(programme_);
    const auto order = loaded<Order>(*reader, OrderId{});
    ASSERT_TRUE(order);
    EXPECT_EQ(canonical(encode(*order)), canonical(encode(Order{})));
    EXPECT_FALSE(order->approved);
    const auto provider = loaded<Provider>(*reader, PartyId{});
    ASSERT_TRUE(provider);
    EXPECT_FALSE(provider->bank_account);
}

TEST_P(StoreTest, tells_empty_from_absent) {
    Provider provider;
    provider.id = PartyId{5};
    provider.bank_account.emplace();
    put<Provider>({provider});
    const auto found = loaded<Provider>(*store_->read(programme_), PartyId{5});
    ASSERT_TRUE(found && found->bank_account);
    EXPECT_EQ(found->bank_account->bank, "");
}

TEST_P(StoreTest, drops_personal_values) {
    Order order = order_with(1, [](Order& o) { o.contact = {"张三", "c0ffee"}; });
    put<Order>({order});
    const auto found = loaded<Order>(*store_->read(programme_), OrderId{1});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->contact.value, "");
    EXPECT_EQ(found->contact.commitment, "c0ffee");
}

TEST_P(StoreTest, has_nothing_under_a_key_that_was_never_put) {
    put<Order>(some_orders());
    auto reader = store_->read(programme_);
    EXPECT_FALSE(loaded<Order>(*reader, OrderId{99}));
    EXPECT_FALSE(loaded<Account>(*reader, AccountId{AccountKind::quota, 1, "year:2025"}));
    EXPECT_FALSE(loaded<ProgrammeState>(*reader, TheProgramme{}));
    EXPECT_FALSE(loaded<Order>(*store_->read(registry), OrderId{1}));
}

TEST_P(StoreTest, replaces_what_is_put_again) {
    put<Order>(some_orders());
    put<Order>({order_with(1, [](Order& o) { o.stars = 5; })});
    const auto found = loaded<Order>(*store_->read(programme_), OrderId{1});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->stars, 5);
    EXPECT_EQ(found->product_name, "");
    EXPECT_EQ(store_->read(programme_)->count("order", {}), 4);
}

TEST_P(StoreTest, stores_only_what_changed) {
    put<Order>(some_orders());
    WorkingSet tables;
    tables.lay(order_with(1, [](Order& o) { o.stars = 5; }));
    auto transaction = store_->begin(programme_);
    transaction->store(tables);
    transaction->commit();
    EXPECT_EQ(loaded<Order>(*store_->read(programme_), OrderId{1})->stars, 0);
}

TEST_P(StoreTest, finds_by_equality_and_absence) {
    put<Order>(some_orders());
    auto reader = store_->read(programme_);
    EXPECT_EQ(reader->find({"order", {{"approved", Value{500}}}}), (Ids{3, 4}));
    EXPECT_EQ(reader->find({"order", {{"approved", Value{}}}}), (Ids{1}));
    EXPECT_EQ(reader->find({"order", {{"batch", Value{}}, {"status", Value{"placed"}}}}),
              (Ids{3, 4}));
    EXPECT_EQ(reader->find({"order", {{"status", Value{"accepted"}}}}), (Ids{2}));
    EXPECT_EQ(reader->find({"order", {}}), (Ids{1, 2, 3, 4}));
    EXPECT_EQ(reader->find({"invoice-use", {}}), Ids{});
    EXPECT_EQ(reader->find({"account", {}}), Ids{});
}

TEST_P(StoreTest, finds_what_its_own_transaction_has_put) {
    put<Order>(some_orders());
    WorkingSet tables;
    tables.put(order_with(1, [](Order& o) { o.stars = 5; }));
    tables.put(order_with(9, [](Order& o) { o.stars = 5; }));
    auto transaction = store_->begin(programme_);
    transaction->store(tables);
    EXPECT_EQ(transaction->find({"order", {{"stars", Value{5}}}}), (Ids{1, 9}));
    EXPECT_EQ(loaded<Order>(*transaction, OrderId{9})->stars, 5);
    EXPECT_EQ(transaction->count("order", {}), 5);
    EXPECT_EQ(store_->read(programme_)->count("order", {}), 4);
}

TEST_P(StoreTest, filters_with_every_comparison) {
    put<Order>(some_orders());
    EXPECT_EQ(orders_where("approved", Is::equals, {500, 0}), (Ids{2, 3, 4}));
    EXPECT_EQ(orders_where("approved", Is::equals, {}), Ids{});
    EXPECT_EQ(orders_where("approved", Is::differs, {500}), (Ids{1, 2}));
    EXPECT_EQ(orders_where("approved", Is::absent, {}), (Ids{1}));
    EXPECT_EQ(orders_where("approved", Is::present, {}), (Ids{2, 3, 4}));
    EXPECT_EQ(orders_where("amount", Is::equals, {Value{std::int64_t{9'007'199'254'740'993}}}),
              (Ids{1}));
    EXPECT_EQ(orders_where("amount", Is::at_least, {Value{std::int64_t{9'007'199'254'740'992}}}),
              (Ids{1, 2}));
    EXPECT_EQ(orders_where("amount", Is::at_most, {Value{std::int64_t{9'007'199'254'740'992}}}),
              (Ids{2, 3, 4}));
    EXPECT_EQ(orders_where("approved", Is::at_most, {500}), (Ids{2, 3, 4}));
    EXPECT_EQ(orders_where("batch", Is::absent, {}), (Ids{2, 3, 4}));
    EXPECT_EQ(orders_where("batch", Is::present, {}), (Ids{1}));
    EXPECT_EQ(orders_where("reason", Is::absent, {}), (Ids{1, 2, 3, 4}));
    EXPECT_EQ(orders_where("flags", Is::absent, {}), (Ids{2, 4}));
}

TEST_P(StoreTest, filters_texts_and_lists_by_what_they_contain) {
    put<Order>(some_orders());
    EXPECT_EQ(orders_where("product_name", Is::contains, {"模型"}), (Ids{1}));
    EXPECT_EQ(orders_where("product_name", Is::contains, {"%_'\""}), (Ids{3}));
    EXPECT_EQ(orders_where("product_name", Is::contains, {"ALPHA"}), Ids{});
    EXPECT_EQ(orders_where("product_name", Is::contains, {""}), (Ids{1, 2, 3, 4}));
    EXPECT_EQ(orders_where("flags", Is::contains, {"differs"}), (Ids{3}));
    EXPECT_EQ(orders_where("flags", Is::contains, {"invoice-differs"}), (Ids{1}));
    EXPECT_EQ(orders_where("flags", Is::contains, {"b"}), Ids{});
    EXPECT_EQ(orders_where("flags", Is::equals, {Value{Value::List{"differs"}}}), (Ids{3}));
}

TEST_P(StoreTest, counts_what_fits) {
    put<Order>(some_orders());
    auto reader = store_->read(programme_);
    EXPECT_EQ(reader->count("order", {{"approved", Is::present, {}}}), 3);
    EXPECT_EQ(reader->count("product", {}), 0);
}

TEST_P(StoreTest, tallies_in_groups) {
    std::vector<Order> orders = some_orders();
    for (std::size_t i = 0; i < orders.size(); ++i) {
        orders[i].direction = i == 0 ? "cloud" : "dcmm";
        orders[i].subsidy = Money{100 * (static_cast<std::int64_t>(i) + 1)};
        // 15:59:59.999999 and 16:00 UTC are two days in Beijing.
        orders[i].placed = Instant{i < 2 ? 57'599'999'999 : 57'600'000'000};
    }
    put<Order>(orders);
    auto reader = store_->read(programme_);
    std::map<std::pair<std::string, std::int64_t>, Group> found;
    for (Group& group : reader->tally({.entity = "order",
                                       .by = {"direction"},
                                       .sums = {"subsidy"},
                                       .day = "placed",
                                       .east_of_utc_s = 8 * 3600})) {
        const std::pair key{*group.by.at(0).if_text(), group.day};
        found.emplace(key, std::move(group));
    }
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found.at({"cloud", 0}).sums, (std::vector<std::int64_t>{100}));
    EXPECT_EQ(found.at({"dcmm", 0}).sums, (std::vector<std::int64_t>{200}));
    EXPECT_EQ(found.at({"dcmm", 1}).sums, (std::vector<std::int64_t>{700}));
    EXPECT_EQ(found.at({"dcmm", 1}).count, 2);
    const std::vector<Group> all =
        reader->tally({.entity = "order", .by = {}, .sums = {"approved"}, .day = {}});
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all.front().count, 4);
    EXPECT_TRUE(
        reader->tally({.entity = "product", .by = {"direction"}, .sums = {}, .day = {}}).empty());
}

TEST_P(StoreTest, refuses_fields_and_values_that_cannot_be_asked_for) {
    auto reader = store_->read(programme_);
    EXPECT_THROW(reader->tally({.entity = "order", .by = {"colour"}, .sums = {}, .day = {}}),
                 BrokenInvariant);
    EXPECT_THROW(reader->tally({.entity = "order", .by = {}, .sums = {"number"}, .day = {}}),
                 BrokenInvariant);
    EXPECT_THROW(reader->count("order", {{"colour", Is::equals, {1}}}), BrokenInvariant);
    EXPECT_THROW(reader->count("order", {{"amount", Is::equals, {"1"}}}), BrokenInvariant);
    EXPECT_THROW(reader->count("order", {{"amount", Is::contains, {1}}}), BrokenInvariant);
    EXPECT_THROW(reader->count("voucher", {}), BrokenInvariant);
}

TEST_P(StoreTest, sorts_by_code_point_then_by_key) {
    put<Order>(some_orders());
    const auto sorted = [&](const std::string& field, bool descending) {
        return ids(
            {.entity = "order", .where = {}, .sort = field, .descending = descending, .after = {}});
    };
    EXPECT_EQ(sorted("product_name", false), (Ids{3, 4, 2, 1}));
    EXPECT_EQ(sorted("product_name", true), (Ids{1, 2, 4, 3}));
    EXPECT_EQ(sorted("approved", false), (Ids{1, 2, 3, 4}));
    EXPECT_EQ(sorted("approved", true), (Ids{4, 3, 2, 1}));
    EXPECT_EQ(sorted("", true), (Ids{4, 3, 2, 1}));
}

TEST_P(StoreTest, pages_through_every_row_once) {
    put<Order>(some_orders());
    for (const std::string field : {"", "approved", "product_name", "amount", "flags"}) {
        for (const bool descending : {false, true}) {
            Query query{.entity = "order",
                        .where = {},
                        .sort = field,
                        .descending = descending,
                        .after = {},
                        .limit = 0};
            const Ids all = ids(query);
            ASSERT_EQ(all.size(), 4U);
            query.limit = 1;
            Ids paged;
            while (true) {
                const auto page = store_->read(programme_)->list(query);
                if (page.empty()) break;
                const Value* sort = page[0].find(field);
                const auto id = *page[0].find("id")->if_number();
                const Value none = field == "flags" ? Value{Value::List{}} : Value{};
                const bool amount = field == "amount";
                query.after = {sort ? *sort : amount ? Value{0} : none, id};
                paged.push_back(id);
            }
            EXPECT_EQ(paged, all) << field << (descending ? " descending" : "");
        }
    }
}

TEST_P(StoreTest, names_orders_and_products_that_are_due) {
    const auto at = [](std::int64_t seconds) { return Instant{seconds * Instant::second}; };
    put<Order>({order_with(1, [&](Order& o) { o.due = at(10); }),
                order_with(2, [&](Order& o) { o.due = at(11); }), order_with(3, [](Order&) {})});
    Product product;
    product.id = ProductId{4};
    product.due = at(10);
    put<Product>({product});

    const auto due = [&](Instant now) { return store_->read(programme_)->due(now); };
    // A deadline names its last second: the whole second is in time.
    EXPECT_TRUE(due(Instant{at(10).micros + 999'999}).of<Order>().empty());
    EXPECT_EQ(due(at(11)).of<Order>(), (std::set{OrderId{1}}));
    EXPECT_EQ(due(at(11)).of<Product>(), (std::set{ProductId{4}}));
    EXPECT_EQ(due(at(12)).of<Order>(), (std::set{OrderId{1}, OrderId{2}}));

    put<Order>({order_with(1, [&](Order& o) { o.due = at(20); })});
    EXPECT_EQ(due(at(12)).of<Order>(), (std::set{OrderId{2}}));
    put<Order>({order_with(2, [](Order&) {})});
    EXPECT_TRUE(due(at(12)).of<Order>().empty());
}

TEST_P(StoreTest, appends_to_the_log_and_moves_its_tail) {
    EXPECT_EQ(store_->read(programme_)->tail().next_seq, 1);
    EXPECT_EQ(store_->read(programme_)->tail().last_hash, first_link());
    const LogEntry first = entry(1, first_link(), {{"order", 1}, {"product", 2}});
    const LogEntry second = entry(2, first.hash, {{"product", 2}});
    auto transaction = store_->begin(programme_);
    transaction->append(first);
    EXPECT_EQ(transaction->tail().next_seq, 2);
    EXPECT_EQ(transaction->log(1, 10).size(), 1U);
    EXPECT_THROW(transaction->append(entry(3, first.hash)), BrokenInvariant);
    transaction->append(second);
    transaction->commit();

    auto reader = store_->read(programme_);
    EXPECT_EQ(reader->tail().next_seq, 3);
    EXPECT_EQ(reader->tail().last_time, second.time);
    EXPECT_EQ(reader->tail().last_hash, second.hash);
    const auto all = reader->log(1, 10);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].bytes, first.bytes);
    EXPECT_EQ(all[0].hash, first.hash);
    EXPECT_EQ(all[0].time, first.time);
    EXPECT_EQ(all[0].subjects, first.subjects);
    EXPECT_EQ(reader->log_bytes(1, 10), (std::vector{first.bytes, second.bytes}));
    EXPECT_EQ(reader->log_bytes(2, 1), std::vector{second.bytes});
    EXPECT_TRUE(reader->log_bytes(3, 10).empty());
    EXPECT_EQ(reader->log(1, 1).size(), 1U);
    EXPECT_EQ(reader->log(2, 10).at(0).seq, 2);
    EXPECT_TRUE(reader->log(3, 10).empty());
    EXPECT_EQ(reader->timeline({"product", 2}).size(), 2U);
    EXPECT_EQ(reader->timeline({"order", 1}).size(), 1U);
    EXPECT_TRUE(reader->timeline({"order", 2}).empty());
    EXPECT_EQ(store_->read(registry)->tail().next_seq, 1);
}

void write_a_little_of_everything(Transaction& transaction, PartyId party) {
    WorkingSet tables;
    tables.put(order_with(9, [](Order& o) { o.due = Instant{1}; }));
    transaction.store(tables);
    transaction.append(entry(1, first_link(), {{"order", 9}}));
    transaction.remember({"person:1", "k", "digest", "answer"});
    transaction.post(
        {.to = party, .programme = {}, .kind = "x", .facts = {}, .at = {}, .dedupe = "d"});
    transaction.keep({"c", "salt", "value"});
}

TEST_P(StoreTest, leaves_nothing_of_a_transaction_without_commit) {
    {
        write_a_little_of_everything(*store_->begin(programme_), PartyId{3});
    }
    auto reader = store_->read(programme_);
    EXPECT_FALSE(loaded<Order>(*reader, OrderId{9}));
    EXPECT_TRUE(reader->due(Instant{100'000'000}).of<Order>().empty());
    EXPECT_EQ(reader->tail().next_seq, 1);
    EXPECT_TRUE(reader->log(1, 10).empty());
    EXPECT_TRUE(reader->timeline({"order", 9}).empty());
    EXPECT_FALSE(reader->remembered("person:1", "k"));
    EXPECT_TRUE(reader->inbox(PartyId{3}, 0, 10).empty());
    EXPECT_FALSE(reader->opened("c"));
    EXPECT_TRUE(store_->unsent(10).empty());
    // What was rolled back can be done again.
    auto transaction = store_->begin(programme_);
    write_a_little_of_everything(*transaction, PartyId{3});
    transaction->commit();
    EXPECT_EQ(store_->unsent(10).size(), 1U);
}

TEST_P(StoreTest, shows_nothing_before_commit) {
    auto transaction = store_->begin(programme_);
    write_a_little_of_everything(*transaction, PartyId{3});
    auto reader = store_->read(programme_);
    EXPECT_EQ(reader->tail().next_seq, 1);
    EXPECT_FALSE(reader->remembered("person:1", "k"));
    EXPECT_TRUE(transaction->remembered("person:1", "k"));
    EXPECT_EQ(transaction->opened("c"), "value");
}

TEST_P(StoreTest, ends_a_transaction_with_its_commit) {
    auto transaction = store_->begin(programme_);
    transaction->commit();
    EXPECT_THROW(transaction->append(entry(1, first_link())), BrokenInvariant);
    EXPECT_THROW(transaction->commit(), BrokenInvariant);
}

TEST_P(StoreTest, remembers_the_first_answer_to_a_key) {
    auto transaction = store_->begin(programme_);
    transaction->remember({"person:1", "键 '1'", "digest", "{\"答\":1}"});
    transaction->remember({"person:1", "键 '1'", "other", "other"});
    transaction->commit();
    const auto found = store_->read(programme_)->remembered("person:1", "键 '1'");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->request, "digest");
    EXPECT_EQ(found->answer, "{\"答\":1}");
    EXPECT_FALSE(store_->read(programme_)->remembered("person:2", "键 '1'"));
    EXPECT_FALSE(store_->read(registry)->remembered("person:1", "键 '1'"));
}

TEST_P(StoreTest, writes_and_reads_many_at_once) {
    const LogEntry first = entry(1, first_link(), {{"order", 1}, {"product", 2}});
    const LogEntry second = entry(2, first.hash, {{"product", 2}});
    const std::vector<Remembered> answers{{"person:1", "a", "digest", "1"},
                                          {"person:2", "a", "digest", "2"},
                                          {"person:1", "b,\"{", "digest", "3\\\n"},
                                          {"person:1", "a", "digest", "4"}};
    Message message{
        .to = PartyId{1}, .programme = {}, .kind = "x", .facts = {}, .at = {}, .dedupe = "once"};
    const std::vector<Message> messages{message, message};
    const std::vector<PersonalOpening> openings{{"c", "salt", "1"}, {"d", "", "2"}, {"c", "", "3"}};
    auto transaction = store_->begin(programme_);
    transaction->append(std::vector{first, second});
    transaction->append(std::span<const LogEntry>{});
    transaction->remember(answers);
    transaction->post(messages);
    transaction->keep(openings);
    EXPECT_THROW(transaction->append(std::vector{second}), BrokenInvariant);
    EXPECT_EQ(transaction->timeline({"product", 2}).size(), 2U);
    transaction->commit();

    auto reader = store_->read(programme_);
    EXPECT_EQ(reader->log(1, 10).at(0).subjects, first.subjects);
    auto known = reader->remembered(
        {{"person:1", "b,\"{"}, {"person:2", "b"}, {"person:2", "a"}, {"person:1", "a"}});
    std::ranges::sort(known, {}, &Remembered::answer);
    ASSERT_EQ(known.size(), 3U);
    EXPECT_EQ(known[0].answer, "1");
    EXPECT_EQ(known[1].actor, "person:2");
    EXPECT_EQ(known[2].key, "b,\"{");
    EXPECT_EQ(known[2].answer, "3\\\n");
    EXPECT_EQ(reader->inbox(PartyId{1}, 0, 10).size(), 1U);
    EXPECT_EQ(reader->opened("c"), "1");
    EXPECT_EQ(reader->opened("d"), "2");
}

TEST_P(StoreTest, posts_a_message_once_and_tracks_what_became_of_it) {
    const auto message = [](PartyId to, std::string dedupe) {
        return Message{.to = to,
                       .programme = {},
                       .kind = "reminder",
                       .facts = Value::Map{{"number", "订单"}},
                       .at = Instant{5},
                       .dedupe = std::move(dedupe)};
    };
    auto transaction = store_->begin(programme_);
    transaction->post(message(PartyId{1}, "order:1:2025-06-20"));
    transaction->post(message(PartyId{1}, "order:1:2025-06-20"));
    transaction->post(message(PartyId{1}, ""));
    transaction->post(message(PartyId{1}, ""));
    transaction->post(message(PartyId{2}, "order:2:2025-06-20"));
    transaction->commit();
    auto again = store_->begin(programme_);
    again->post(message(PartyId{1}, "order:1:2025-06-20"));
    again->commit();
    again.reset();

    auto inbox = store_->read(programme_)->inbox(PartyId{1}, 0, 10);
    ASSERT_EQ(inbox.size(), 3U);
    EXPECT_GT(inbox[0].id, inbox[1].id);
    EXPECT_EQ(inbox[2].dedupe, "order:1:2025-06-20");
    EXPECT_EQ(canonical(inbox[2].facts), "{\"number\":\"订单\"}");
    EXPECT_EQ(inbox[2].programme, programme_);
    EXPECT_EQ(store_->read(programme_)->inbox(PartyId{1}, inbox[1].id, 10).size(), 1U);
    EXPECT_EQ(store_->read(programme_)->inbox(PartyId{1}, 0, 2).size(), 2U);

    EXPECT_EQ(store_->unsent(10).size(), 4U);
    store_->mark_sent({inbox[0].id, inbox[1].id});
    EXPECT_EQ(store_->unsent(10).size(), 2U);
    store_->mark_read(PartyId{2}, inbox[0].id);  // another's message
    store_->mark_read(PartyId{1}, inbox[1].id);
    inbox = store_->read(programme_)->inbox(PartyId{1}, 0, 10);
    EXPECT_FALSE(inbox[0].read);
    EXPECT_TRUE(inbox[1].read);
    EXPECT_TRUE(inbox[1].sent);
}

TEST_P(StoreTest, opens_a_personal_commitment) {
    auto transaction = store_->begin(programme_);
    transaction->keep({"c0ffee", "盐", "张三 13800000000"});
    transaction->keep({"c0ffee", "salt", "other"});
    transaction->commit();
    EXPECT_EQ(store_->read(programme_)->opened("c0ffee"), "张三 13800000000");
    EXPECT_FALSE(store_->read(programme_)->opened("c0ffef"));
}

TEST_P(StoreTest, numbers_programmes_by_code) {
    EXPECT_EQ(store_->add_programme("beijing-2025"), programme_);
    const ProgrammeId other = store_->add_programme("beijing-2023");
    EXPECT_NE(other, programme_);
    const std::vector<std::pair<ProgrammeId, std::string>> wanted{{programme_, "beijing-2025"},
                                                                  {other, "beijing-2023"}};
    EXPECT_EQ(store_->programmes(), wanted);
    EXPECT_THROW(store_->read(ProgrammeId{77}), BrokenInvariant);
    EXPECT_THROW(store_->begin(ProgrammeId{77}), BrokenInvariant);
}

TEST_P(StoreTest, keeps_programmes_apart) {
    const ProgrammeId other = store_->add_programme("beijing-2023");
    put<Order>(some_orders());
    EXPECT_EQ(store_->read(other)->count("order", {}), 0);
    EXPECT_EQ(store_->read(other)->find({"order", {}}), Ids{});
}

TEST_P(StoreTest, keeps_credentials_and_sessions) {
    EXPECT_FALSE(store_->access().credential("officer"));
    store_->access().put(Credential{"officer", PersonId{1}, "$argon2id$1"});
    store_->access().put(Credential{"officer", PersonId{1}, "$argon2id$2"});
    EXPECT_EQ(store_->access().credential("officer")->password, "$argon2id$2");

    store_->access().put(
        Session{"digest", PersonId{1}, PartyId{2}, Role::approver, Instant{3}, Instant{4}});
    store_->access().put(
        Session{"digest", PersonId{1}, PartyId{2}, Role::approver, Instant{3}, Instant{5}});
    const auto session = store_->access().session("digest");
    ASSERT_TRUE(session);
    EXPECT_EQ(session->role, Role::approver);
    EXPECT_EQ(session->organisation, PartyId{2});
    EXPECT_EQ(session->last_used, Instant{5});
    EXPECT_TRUE(store_->access().end_session("digest"));
    EXPECT_FALSE(store_->access().end_session("digest"));
    EXPECT_FALSE(store_->access().session("digest"));
}

TEST_P(StoreTest, lists_logins_and_sessions_of_a_person) {
    Access& access = store_->access();
    const auto begun = [&](const char* digest, std::int64_t person, std::int64_t used) {
        access.put(Session{.id_digest = digest,
                           .person = PersonId{person},
                           .organisation = PartyId{2},
                           .role = Role::approver,
                           .made = Instant{1},
                           .last_used = Instant{used},
                           .confirmed = Instant{7},
                           .strong = true,
                           .device = "Firefox",
                           .entered_by = EnteredBy::identity_provider});
    };
    begun("a", 1, 3);
    begun("b", 1, 5);
    begun("c", 2, 4);
    const auto sessions = access.sessions_of(PersonId{1});
    ASSERT_EQ(sessions.size(), 2u);
    EXPECT_EQ(sessions.front().id_digest, "b");
    EXPECT_EQ(sessions.front().confirmed, Instant{7});
    EXPECT_TRUE(sessions.front().strong);
    EXPECT_EQ(sessions.front().device, "Firefox");
    EXPECT_EQ(sessions.front().entered_by, EnteredBy::identity_provider);
    access.put(Credential{"x", PersonId{1}, "p", Instant{8}});
    access.put(Credential{"a", PersonId{1}, "q", Instant{9}});
    access.put(Credential{"b", PersonId{2}, "r", Instant{9}});
    const auto logins = access.credentials_of(PersonId{1});
    ASSERT_EQ(logins.size(), 2u);
    EXPECT_EQ(logins.front().login, "a");
    EXPECT_EQ(logins.front().changed, Instant{9});
}

// Of two who would use up the same thing, one does.
TEST_P(StoreTest, lets_a_record_be_used_once) {
    Access& access = store_->access();
    const RecoveryCode code{.digest = "d", .person = PersonId{1}};
    EXPECT_TRUE(access.add(record_of(code)));
    EXPECT_FALSE(access.add(record_of(RecoveryCode{.digest = "d", .person = PersonId{2}})));
    EXPECT_EQ(kept<RecoveryCode>(access, "d")->person, PersonId{1});
    EXPECT_EQ(kept_of<RecoveryCode>(access, 1).size(), 1u);
    EXPECT_TRUE(kept_of<RecoveryCode>(access, 2).empty());
    EXPECT_FALSE(kept<KnownDevice>(access, "d")) << "another kind";

    const SecondFactor first{.person = PersonId{1}, .secret = "s", .active = true, .last_step = 1};
    SecondFactor second = first;
    second.last_step = 2;
    ASSERT_TRUE(access.add(record_of(first)));
    EXPECT_TRUE(access.replace(record_of(first), record_of(second).value));
    EXPECT_FALSE(access.replace(record_of(first), record_of(second).value));
    EXPECT_EQ(kept<SecondFactor>(access, "1")->last_step, 2);

    EXPECT_FALSE(access.remove(record_of(first))) << "it is not what it was";
    EXPECT_TRUE(access.remove(record_of(second)));
    EXPECT_FALSE(access.remove(record_of(second)));
    EXPECT_FALSE(kept<SecondFactor>(access, "1"));
}

TEST_P(StoreTest, reads_records_from_the_last_key_on_and_forgets_the_first) {
    Access& access = store_->access();
    for (const std::string key : {"01", "02", "03", "04"}) {
        access.add({"kind", key, key == "02" ? 7 : 8, "1"});
    }
    access.add({"other", "02", 8, "1"});
    const auto keys = [&](const RecordRange& range) {
        std::string all;
        for (const AccessRecord& record : access.records_below(range)) all += record.key + " ";
        return all;
    };
    EXPECT_EQ(keys({.kind = "kind", .most = 3}), "04 03 02 ");
    EXPECT_EQ(keys({.kind = "kind", .below = "03"}), "02 01 ");
    EXPECT_EQ(keys({.kind = "kind", .owner = 8}), "04 03 01 ");
    EXPECT_EQ(keys({.kind = "kind", .owner = 8, .below = "04", .most = 1}), "03 ");
    access.remove_below("kind", "03");
    EXPECT_EQ(keys({.kind = "kind"}), "04 03 ");
    EXPECT_EQ(keys({.kind = "other"}), "02 ");
}

TEST_P(StoreTest, forgets_logins_of_one_person_and_sessions_of_one_age) {
    Access& access = store_->access();
    access.put(Credential{"x", PersonId{1}, "p", Instant{8}});
    access.put(Credential{"y", PersonId{2}, "p", Instant{8}});
    access.forget_credentials(PersonId{1});
    EXPECT_FALSE(access.credential("x"));
    EXPECT_TRUE(access.credential("y"));
    for (const std::int64_t made : {4, 5}) {
        access.put(Session{.id_digest = std::to_string(made),
                           .person = PersonId{1},
                           .organisation = PartyId{2},
                           .role = Role::reviewer,
                           .made = Instant{made},
                           .last_used = Instant{9}});
    }
    access.end_sessions_made_before(Instant{5});
    EXPECT_FALSE(access.session("4"));
    EXPECT_TRUE(access.session("5"));
}

TEST_P(StoreTest, erases_openings_for_good) {
    const std::vector<PersonalOpening> openings{{"c", "salt", "1"}, {"d", "", "2"}};
    const auto kept = store_->begin(registry);
    kept->keep(openings);
    kept->commit();
    const std::vector<std::string> erased{"c", "unknown"};
    {
        const auto transaction = store_->begin(registry);
        transaction->erase(erased);
        EXPECT_FALSE(transaction->opened("c"));
    }
    EXPECT_EQ(store_->read(registry)->opened("c"), "1") << "it was not committed";
    const auto transaction = store_->begin(registry);
    transaction->erase(erased);
    transaction->commit();
    EXPECT_FALSE(store_->read(registry)->opened("c"));
    EXPECT_EQ(store_->read(registry)->opened("d"), "2");
}

TEST_P(StoreTest, a_session_is_in_force_as_long_as_its_person_holds_the_role) {
    const auto member = [&](Role role, std::int64_t organisation, bool active) {
        Membership membership;
        membership.id = MembershipId{1};
        membership.person = PersonId{1};
        membership.organisation = PartyId{organisation};
        membership.role = role;
        membership.active = active;
        auto tx = store_->begin(registry);
        WorkingSet tables;
        tables.put(membership);
        tx->store(tables);
        tx->commit();
        return store_->access().session_in_force("digest").has_value();
    };
    store_->access().put(
        Session{"digest", PersonId{1}, PartyId{2}, Role::approver, Instant{3}, Instant{4}});
    EXPECT_FALSE(store_->access().session_in_force("digest")) << "no membership at all";
    EXPECT_TRUE(member(Role::approver, 2, true));
    EXPECT_EQ(store_->access().session_in_force("digest")->last_used, Instant{4});
    EXPECT_FALSE(store_->access().session_in_force("another"));
    EXPECT_FALSE(member(Role::approver, 3, true)) << "another organisation";
    EXPECT_FALSE(member(Role::auditor, 2, true)) << "another role";
    EXPECT_FALSE(member(Role::approver, 2, false)) << "no longer";
    EXPECT_TRUE(store_->access().session("digest"));
}

TEST_P(StoreTest, keeps_files_for_their_owner_and_settings) {
    StoredFiles& files = store_->files();
    files.put(
        StoredFile{"digest", "application/pdf", 6'000'000'000, PartyId{1}, "合同.pdf", Instant{9}});
    const auto file = files.find("digest", PartyId{1});
    ASSERT_TRUE(file);
    EXPECT_EQ(file->bytes, 6'000'000'000);
    EXPECT_EQ(file->name, "合同.pdf");
    EXPECT_FALSE(files.find("digest", PartyId{2}));

    // The newest first, of one moment by digest, a page at a time.
    const auto put = [&](const char* digest, std::int64_t at, std::int64_t owner) {
        files.put(StoredFile{digest, "image/png", 1, PartyId{owner}, "", Instant{at}});
    };
    put("b", 12, 1);
    put("a", 12, 1);
    put("c", 15, 1);
    put("d", 20, 2);
    const auto listed = [&](std::optional<FilePlace> after, std::int64_t most) {
        std::string digests;
        for (const StoredFile& one : files.of(PartyId{1}, after, most)) {
            digests += one.digest + " ";
        }
        return digests;
    };
    EXPECT_EQ(listed({}, 10), "c a b digest ");
    EXPECT_EQ(listed({}, 2), "c a ");
    EXPECT_EQ(listed(FilePlace{Instant{12}, "a"}, 10), "b digest ");
    EXPECT_EQ(listed(FilePlace{Instant{9}, "digest"}, 10), "");

    EXPECT_EQ(store_->setting("clock-offset", -7), -7);
    store_->put_setting("clock-offset", 5);
    store_->put_setting("clock-offset", 9'007'199'254'740'993);
    EXPECT_EQ(store_->setting("clock-offset", 0), 9'007'199'254'740'993);
}

TEST_P(StoreTest, keeps_what_a_machine_saw_in_a_file_until_nobody_has_it) {
    StoredFiles& files = store_->files();
    const auto given = [](std::int64_t owner, std::int64_t at) {
        return StoredFile{.digest = "d",
                          .media_type = "application/pdf",
                          .bytes = 3,
                          .owner = PartyId{owner},
                          .name = "x",
                          .at = Instant{at},
                          .pages = 2,
                          .scanned = true};
    };
    files.put(given(2, 5));
    files.put(given(1, 7));
    EXPECT_EQ(files.find("d", PartyId{1})->pages, 2);
    EXPECT_TRUE(files.find("d", PartyId{1})->scanned);
    EXPECT_EQ(files.held_by(PartyId{1}), (Held{.files = 1, .bytes = 3}));
    EXPECT_EQ(files.held_by(PartyId{3}), Held{});
    EXPECT_EQ(files.unread(1, 10).size(), 1u) << "one row for a digest";
    EXPECT_FALSE(files.transcript("d"));

    const Transcript seen{.file = "d",
                          .reader = 1,
                          .page_count = 2,
                          .pages = {{"发票\n¥1", {"01,32"}, {{SealShape::oval, 1, 2, 3, 4}}}, {}},
                          .made = Instant{1'750'000'000'000'000},
                          .maker = "cairo",
                          .complete = false};
    files.put(seen);
    EXPECT_EQ(encode(*files.transcript("d")), encode(seen));
    EXPECT_TRUE(files.unread(1, 10).empty());
    EXPECT_EQ(files.unread(2, 10).size(), 1u) << "a newer reader reads again";
    files.put(given(3, 9));
    EXPECT_TRUE(files.unread(1, 10).empty()) << "what is known of the bytes stays known";

    EXPECT_EQ(files.given_between(Instant{5}, Instant{7}).size(), 1u) << "after, and until";
    for (const std::int64_t owner : {1, 2, 3}) {
        EXPECT_TRUE(files.is_held("d"));
        StoredFile dropped = *files.find("d", PartyId{owner});
        files.forget("d", PartyId{owner});
        EXPECT_TRUE(files.find("d", PartyId{owner})) << "only what is dropped is forgotten";
        dropped.dropped = Instant{20};
        files.put(dropped);
        EXPECT_FALSE(files.find("d", PartyId{owner}));
        EXPECT_TRUE(files.of(PartyId{owner}, {}, 10).empty());
    }
    StoredFile elsewhen = given(1, 8);
    EXPECT_FALSE(files.drop(elsewhen, Instant{21})) << "it was given at another moment";
    EXPECT_TRUE(files.drop(given(1, 7), std::nullopt));
    EXPECT_TRUE(files.find("d", PartyId{1}));
    EXPECT_TRUE(files.drop(given(1, 7), Instant{20}));
    EXPECT_FALSE(files.is_held("d"));
    EXPECT_TRUE(files.dropped_until(Instant{19}).empty());
    EXPECT_EQ(files.dropped_until(Instant{20}).size(), 3u);
    files.put(given(1, 30));
    EXPECT_TRUE(files.find("d", PartyId{1})) << "given again, it is there again";
    files.forget("d", PartyId{2});
    EXPECT_TRUE(files.transcript("d"));
    StoredFile again = given(1, 30);
    again.dropped = Instant{40};
    files.put(again);
    files.forget("d", PartyId{1});
    files.forget("d", PartyId{3});
    EXPECT_FALSE(files.transcript("d"));
}

TEST_P(StoreTest, remembers_what_files_were_used_for) {
    const FileUse one{"a", {"order", 7}};
    const FileUse two{"b", {"product", 7}};
    {
        auto transaction = store_->begin(programme_);
        transaction->note(std::vector<FileUse>{one, two});
        EXPECT_EQ(transaction->uses({"a", "c"}), std::vector<FileUse>{one});
        EXPECT_TRUE(store_->read(programme_)->uses({"a"}).empty());
        transaction->commit();
    }
    {
        auto transaction = store_->begin(programme_);
        transaction->note(std::vector<FileUse>{one, {"a", {"order", 8}}});
        transaction->commit();
    }
    auto found = store_->read(programme_)->uses({"a", "b"});
    std::ranges::sort(found);
    EXPECT_EQ(found, (std::vector<FileUse>{one, {"a", {"order", 8}}, two}));
    EXPECT_TRUE(store_->read(programme_)->uses({}).empty());
}

TEST_P(StoreTest, keeps_checkpoints_and_nodes_as_they_were_first) {
    Proofs& proofs = store_->proofs();
    const ProgrammeId other = store_->add_programme("beijing-2023");
    EXPECT_EQ(proofs.latest(programme_), std::nullopt);
    const auto hash = [](char sign) { return std::string(merkle::hash_bytes, sign); };
    proofs.keep(programme_, {300, Instant{7}, "first\n"},
                std::vector<LogNode>{{{8, 0}, hash('a')}});
    proofs.keep(programme_, {300, Instant{8}, "again\n"},
                std::vector<LogNode>{{{8, 0}, hash('b')}});
    proofs.keep(programme_, {800, Instant{9}, "more\n"},
                std::vector<LogNode>{{{8, 1}, hash('c')}, {{8, 2}, hash('d')}});
    proofs.keep(other, {900, Instant{9}, "another's\n"}, {});
    EXPECT_EQ(proofs.nodes(programme_, 8, 0, 10),
              (std::vector<merkle::Hash>{hash('a'), hash('c'), hash('d')}));
    EXPECT_EQ(proofs.nodes(programme_, 8, 1, 1), std::vector<merkle::Hash>{hash('c')});
    EXPECT_TRUE(proofs.nodes(programme_, 8, 3, 1).empty());
    EXPECT_TRUE(proofs.nodes(programme_, 16, 0, 1).empty());
    EXPECT_TRUE(proofs.nodes(other, 8, 0, 1).empty());
    const Checkpoint first{300, Instant{7}, "first\n"};
    EXPECT_EQ(proofs.covering(programme_, 299), first);
    EXPECT_EQ(proofs.covering(programme_, 300), first);
    EXPECT_EQ(proofs.covering(programme_, 301)->size, 800);
    EXPECT_EQ(proofs.covering(programme_, 801), std::nullopt);
    EXPECT_EQ(proofs.latest(programme_)->note, "more\n");
    EXPECT_EQ(proofs.checkpoints(programme_, 1, 10).size(), 2U);
    EXPECT_EQ(proofs.checkpoints(programme_, 301, 10).front().size, 800);
}

TEST_P(StoreTest, lets_one_transaction_of_a_programme_in_at_a_time) {
    std::atomic<int> inside{0};
    std::atomic<bool> alone{true};
    const auto append_ten = [&] {
        for (int i = 0; i < 10; ++i) {
            auto transaction = store_->begin(programme_);
            if (++inside != 1) alone = false;
            const Tail tail = transaction->tail();
            transaction->append(entry(tail.next_seq, tail.last_hash));
            std::this_thread::yield();
            --inside;
            transaction->commit();
        }
    };
    std::thread one{append_ten};
    std::thread two{append_ten};
    one.join();
    two.join();
    EXPECT_TRUE(alone);
    EXPECT_EQ(store_->read(programme_)->tail().next_seq, 21);
}

TEST_P(StoreTest, tells_a_thread_that_would_wait_for_itself) {
    auto transaction = store_->begin(programme_);
    EXPECT_THROW(store_->begin(programme_), BrokenInvariant);
}

TEST_P(StoreTest, does_not_block_other_programmes) {
    if (!GetParam().programmes_apart) GTEST_SKIP() << "one writer for all programmes";
    const ProgrammeId other = store_->add_programme("beijing-2023");
    auto transaction = store_->begin(programme_);
    std::thread{[&] { store_->begin(other)->commit(); }}.join();
    transaction->commit();
}

TEST_P(StoreTest, reads_while_a_transaction_is_open) {
    put<Order>(some_orders());
    auto transaction = store_->begin(programme_);
    std::thread{[&] { EXPECT_EQ(store_->read(programme_)->count("order", {}), 4); }}.join();
}

INSTANTIATE_TEST_SUITE_P(Stores, StoreTest,
                         testing::Values(Kind{"memory", true}, Kind{"sqlite", false},
                                         Kind{"postgresql", true}),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace zq
