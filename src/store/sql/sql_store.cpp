// Threads wait at a gate, processes for the lock of the log's tail (on SQLite: of the file), so
// batches of a programme are ordered by the database.
#include "store/sql/sql_store.h"

#include <limits>

#include "app/log.h"
#include "store/gate.h"
#include "store/sql/log_copier.h"
#include "store/sql/migrations.h"
#include "store/sql/pool.h"
#include "store/sql/queries.h"
#include "store/sql/sql_access.h"
#include "store/sql/sql_files.h"
#include "store/sql/sql_proofs.h"

namespace zq {

namespace {

using namespace sql;

constexpr auto num = SqlType::number;
constexpr auto txt = SqlType::text;
constexpr std::size_t readers_most = 8;

constexpr std::size_t writers_most = 8;

// Whoever writes to a programme passes its gate, so that threads wait here and not in the
// database, and one that would wait for itself is told so.
class Gates {
public:
    explicit Gates(bool one_for_all) : one_for_all_{one_for_all} {}
    Gate& of(ProgrammeId programme) {
        const std::lock_guard lock{mutex_};
        return gates_[one_for_all_ ? registry : programme];
    }

private:
    bool one_for_all_;
    std::mutex mutex_;
    std::map<ProgrammeId, Gate> gates_;
};

// What reader and transaction have in common; `Port` is the one or the other.
template <class Port>
class Reading : public Port {
public:
    explicit Reading(ProgrammeId programme) : programme_{programme} {}

    void load(const Keys& keys, WorkingSet& tables) override { queries().load(keys, tables); }
    std::vector<std::int64_t> find(const Search& search) override { return queries().find(search); }
    Keys due(Instant now) override { return queries().due(now); }
    std::vector<Value> list(const Query& query) override { return queries().list(query); }
    std::int64_t count(const std::string& entity, const std::vector<Filter>& where) override {
        return queries().count(entity, where);
    }
    std::vector<Group> tally(const Tally& tally) override { return queries().tally(tally); }
    Tail tail() override { return queries().tail("").tail; }
    std::vector<LogEntry> log(std::int64_t from, std::int64_t limit) override {
        return queries().log(from, limit);
    }
    std::vector<std::string> log_bytes(std::int64_t from, std::int64_t limit) override {
        return queries().log_bytes(from, limit);
    }
    std::vector<LogEntry> timeline(const Subject& subject) override {
        return queries().timeline(subject);
    }
    std::vector<Remembered> remembered(
        const std::vector<std::pair<std::string, std::string>>& asked) override {
        return queries().remembered(asked);
    }
    std::vector<Message> inbox(PartyId to, std::int64_t before, std::int64_t limit) override {
        return queries().inbox(to, before, limit);
    }
    std::optional<std::string> opened(const std::string& commitment) override {
        return queries().opened(commitment);
    }
    std::vector<FileUse> uses(const std::vector<std::string>& digests) override {
        return queries().uses(digests);
    }

protected:
    virtual Connection& connection() = 0;
    Queries queries() { return {connection(), programme_}; }

    ProgrammeId programme_;
};

class SqlReader : public Reading<Reader> {
public:
    SqlReader(Pool& pool, ProgrammeId programme) : Reading{programme}, lent_{pool} {}

private:
    Connection& connection() override { return lent_.reading(); }

    Lent lent_;
};

class SqlTransaction : public Reading<Transaction> {
public:
    SqlTransaction(Gate& gate, Pool& writers, ProgrammeId programme) : Reading{programme} {
        entered_.emplace(gate);
        lent_.emplace(writers);
        tail_ = queries().tail(connection().dialect().lock_row);
    }

    Tail tail() override { return tail_.tail; }

    void store(WorkingSet& tables) override {
        tables.each_shelf([&]<class T>(Shelf<T>& shelf) {
            std::vector<Cells> rows;
            for (const auto& key : shelf.changed) rows.push_back(row_of(shelf.rows.at(key)));
            changes().put(table_of<T>(), rows);
            shelf.changed.clear();
        });
    }
    void append(std::span<const LogEntry> entries) override {
        ask_open();
        Tail tail = tail_.tail;
        for (const LogEntry& entry : entries) follow(tail, entry);
        changes().append(entries);
        tail_moved_ = tail_moved_ || !entries.empty();
        tail_.tail = std::move(tail);
    }
    void remember(std::span<const Remembered> answers) override { changes().remember(answers); }
    void post(std::span<const Message> messages) override {
        if (changes().post(messages, tail_.next_message) == 0) return;
        tail_.next_message += std::ssize(messages);
        tail_moved_ = true;
    }
    void keep(std::span<const PersonalOpening> openings) override { changes().keep(openings); }
    void note(std::span<const FileUse> uses) override { changes().note(uses); }
    void erase(std::span<const std::string> commitments) override { changes().erase(commitments); }
    void commit() override {
        if (tail_moved_) changes().move_tail(tail_);
        ask_open();
        lent_->commit();
        lent_.reset();
        entered_.reset();
    }

private:
    void ask_open() const { check(lent_.has_value(), "a transaction ends with its commit"); }
    Connection& connection() override {
        ask_open();
        return lent_->writing();
    }
    Changes changes() { return {connection(), programme_}; }

    std::optional<Entered> entered_;
    std::optional<Lent> lent_;  // given back before the gate is left
    Queries::TailRow tail_;
    bool tail_moved_ = false;
};

}  // namespace

struct SqlStore::Hidden {
    Hidden(const std::string& url, Durability durability)
        : copier{copier_of(url, durability)},
          writers{[this, url, durability] {
                      auto made = std::make_unique<Connection>(url);
                      const std::string more = made->dialect().for_writers;
                      if (!more.empty()) made->run(more);
                      if (durability == Durability::no_commit) {
                          made->run(made->dialect().do_not_wait_for_the_disk);
                      }
                      if (copier) copier->watch(*made);
                      return made;
                  },
                  writers_most},
          readers{[url] { return std::make_unique<Connection>(url); }, readers_most},
          dialect{first_use()},
          gates{dialect.one_writer} {
        write([](Connection& connection) { add_tail(connection, registry); });
    }

    // A file that is made and closed at once has no need of it.
    static std::unique_ptr<LogCopier> copier_of(const std::string& url, Durability durability) {
        const bool is_needed = url.starts_with("sqlite:") && durability == Durability::every_commit;
        return is_needed ? std::make_unique<LogCopier>(url) : nullptr;
    }

    const Dialect& first_use() {
        Lent lent{writers};
        migrate(lent.plain());
        return lent.plain().dialect();
    }

    static void add_tail(Connection& connection, ProgrammeId programme) {
        connection
            .once(
                "insert into log_tail (programme_id, next_seq, last_time, last_hash, next_message) "
                "values (:p0, 1, 0, :p1, 1) on conflict (programme_id) do nothing",
                {num, txt})
            ->run({programme.value, first_link()});
    }

    // A short transaction beside those of programmes.
    void write(const std::function<void(Connection&)>& work) {
        std::optional<Entered> entered;
        if (dialect.one_writer) entered.emplace(gates.of(registry));
        Lent lent{writers};
        work(lent.writing());
        lent.commit();
    }
    void write(const std::string& text, const SqlTypes& types, const Cells& values) {
        write([&](Connection& connection) { connection.kept(text, types).run(values); });
    }
    // A single question, which is a moment by itself. A connection that was lost while it lay idle
    // is known by its first use.
    void read(const std::string& text, const SqlTypes& in, const SqlTypes& out, const Cells& values,
              const std::function<void(const Cells&)>& take) {
        for (bool again = false;; again = true) {
            Lent lent{readers};
            try {
                lent.plain().kept(text, in, out).each(values, take);
                return;
            } catch (const StoreFailed&) {
                if (again || !lent.plain().broken()) throw;
            }
        }
    }

    std::unique_ptr<LogCopier> copier;
    Pool writers;
    Pool readers;
    const Dialect& dialect;
    Gates gates;
    Statements statements() {
        return {.write = [this](const std::function<void(Connection&)>& work) { write(work); },
                .read =
                    [this](const std::string& text, const SqlTypes& in, const SqlTypes& out,
                           const Cells& values, const std::function<void(const Cells&)>& take) {
                        read(text, in, out, values, take);
                    }};
    }
    SqlFiles files{statements()};
    SqlProofs proofs{statements()};
    SqlAccess access{statements()};
};

SqlStore::SqlStore(const std::string& url, Durability durability)
    : hidden_{std::make_unique<Hidden>(url, durability)} {
    // What an earlier process left in doubt is safe, on a standby too, once a commit of ours is.
    SqlStore::begin(registry)->commit();
}
SqlStore::~SqlStore() = default;

std::unique_ptr<Transaction> SqlStore::begin(ProgrammeId programme) {
    return std::make_unique<SqlTransaction>(hidden_->gates.of(programme), hidden_->writers,
                                            programme);
}

std::unique_ptr<Reader> SqlStore::read(ProgrammeId programme) {
    auto reader = std::make_unique<SqlReader>(hidden_->readers, programme);
    reader->tail();  // the programme exists, and the moment is now
    return reader;
}

std::vector<std::pair<ProgrammeId, std::string>> SqlStore::programmes() {
    std::vector<std::pair<ProgrammeId, std::string>> all;
    hidden_->read(
        "select id, code from programme order by id", {}, {num, txt}, {},
        [&](const Cells& row) { all.emplace_back(ProgrammeId{number(row[0])}, text(row[1])); });
    return all;
}

ProgrammeId SqlStore::add_programme(const std::string& code) {
    ProgrammeId id;
    hidden_->write([&](Connection& connection) {
        const std::string lock = hidden_->dialect.lock_programmes;
        if (!lock.empty()) connection.run(lock);
        const auto take = [&](const Cells& row) { id.value = number(row[0]); };
        connection.once("select id from programme where code = :p0", {txt}, {num})
            ->each({code}, take);
        if (id) return;
        connection.once("select coalesce(max(id), 0) + 1 from programme", {}, {num})
            ->each({}, take);
        check(id.value < programmes_max,
              "there are fewer programmes than message numbers tell apart");
        connection.once("insert into programme (id, code) values (:p0, :p1)", {num, txt})
            ->run({id.value, code});
        Hidden::add_tail(connection, id);
    });
    return id;
}

// ---- messages

std::vector<Message> SqlStore::unsent(std::int64_t limit) {
    std::vector<Message> found;
    hidden_->read(message_columns + " where sent = 0 order by id limit :p0", {num}, message_types,
                  {limit}, [&](const Cells& row) { found.push_back(message_from(row)); });
    return found;
}

void SqlStore::mark_sent(const std::vector<std::int64_t>& ids) {
    std::map<ProgrammeId, std::vector<Cells>> by_programme;
    for (const std::int64_t id : ids) {
        by_programme[ProgrammeId{id % programmes_max}].push_back({id});
    }
    for (const auto& theirs : by_programme) {
        hidden_->write([&](Connection& connection) {
            Bulk{connection, theirs.first}.update("update message set sent = 1", {"id", num},
                                                  theirs.second, "sent = 0");
        });
    }
}

void SqlStore::mark_read(PartyId to, std::int64_t id) {
    hidden_->write(
        "update message set \"read\" = 1 where programme_id = :p0 and id = :p1 and to_party = :p2",
        {num, num, num}, {id % programmes_max, id, to.value});
}

// ---- what lies beside the programmes

Access& SqlStore::access() {
    return hidden_->access;
}

StoredFiles& SqlStore::files() {
    return hidden_->files;
}

Proofs& SqlStore::proofs() {
    return hidden_->proofs;
}

std::int64_t SqlStore::setting(const std::string& name, std::int64_t otherwise) {
    std::int64_t value = otherwise;
    hidden_->read("select \"value\" from setting where name = :p0", {txt}, {num}, {name},
                  [&](const Cells& row) { value = number(row[0]); });
    return value;
}

void SqlStore::put_setting(const std::string& name, std::int64_t value) {
    hidden_->write(
        "insert into setting (name, \"value\") values (:p0, :p1) "
        "on conflict (name) do update set \"value\" = excluded.\"value\"",
        {txt, num}, {name, value});
}

}  // namespace zq
