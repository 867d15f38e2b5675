// Writers pass a gate first, so that they wait in line rather than in SQLite's busy handler; other
// processes are kept out by the database's own lock.
#include "store/sql/sql_store.h"

#include "app/log.h"
#include "store/gate.h"
#include "store/sql/dialect.h"
#include "store/sql/migrations.h"
#include "store/sql/pool.h"
#include "store/sql/queries.h"

namespace zq {

namespace {

using namespace sql;

constexpr auto num = SqlType::number;
constexpr auto txt = SqlType::text;
constexpr std::size_t readers_most = 8;

std::string path_in(const std::string& url) {
    constexpr std::string_view scheme = "sqlite:";
    if (!url.starts_with(scheme) || url.size() == scheme.size()) {
        throw StoreFailed{"the database is named as sqlite:PATH, not '" + url + "'"};
    }
    return url.substr(scheme.size());
}

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
    Tail tail() override { return queries().tail("").tail; }
    std::vector<LogEntry> log(std::int64_t from, std::int64_t limit) override {
        return queries().log(from, limit);
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

protected:
    virtual Connection& connection() = 0;
    Queries queries() { return {connection(), programme_}; }

    ProgrammeId programme_;
};

class SqlReader : public Reading<Reader> {
public:
    SqlReader(Pool& pool, ProgrammeId programme) : Reading{programme}, lent_{pool} {}

private:
    Connection& connection() override { return *lent_; }

    Lent lent_;
};

class SqlTransaction : public Reading<Transaction> {
public:
    SqlTransaction(Gate& gate, Connection& connection, ProgrammeId programme)
        : Reading{programme}, connection_{connection}, changes_{connection, programme} {
        entered_.emplace(gate);
        connection_.begin_write();
        try {
            tail_ = queries().tail(dialect::lock_row);
        } catch (...) {
            connection_.rollback();
            throw;
        }
    }
    ~SqlTransaction() override {
        if (entered_) connection_.rollback();
    }
    SqlTransaction(const SqlTransaction&) = delete;
    SqlTransaction& operator=(const SqlTransaction&) = delete;

    Tail tail() override { return tail_.tail; }

    void store(WorkingSet& tables) override {
        ask_open();
        tables.each_shelf([&]<class T>(Shelf<T>& shelf) {
            for (const auto& key : shelf.changed) {
                changes_.put(table_of<T>(), row_of(shelf.rows.at(key)));
            }
            shelf.changed.clear();
        });
    }
    void append(std::span<const LogEntry> entries) override {
        ask_open();
        for (const LogEntry& entry : entries) {
            follow(tail_.tail, entry);
            changes_.append(entry);
        }
        tail_moved_ = true;
    }
    void remember(std::span<const Remembered> answers) override {
        ask_open();
        for (const Remembered& answer : answers) changes_.remember(answer);
    }
    void post(std::span<const Message> messages) override {
        ask_open();
        for (const Message& message : messages) {
            const std::int64_t id = tail_.next_message * programmes_max + programme_.value;
            if (!changes_.post(message, id)) continue;
            ++tail_.next_message;
            tail_moved_ = true;
        }
    }
    void keep(std::span<const PersonalOpening> openings) override {
        ask_open();
        for (const PersonalOpening& opening : openings) changes_.keep(opening);
    }
    void commit() override {
        ask_open();
        if (tail_moved_) changes_.move_tail(tail_);
        connection_.commit();
        entered_.reset();
    }

private:
    void ask_open() const { check(entered_.has_value(), "a transaction ends with its commit"); }
    Connection& connection() override {
        ask_open();
        return connection_;
    }

    std::optional<Entered> entered_;
    Connection& connection_;
    Changes changes_;
    Queries::TailRow tail_;
    bool tail_moved_ = false;
};

}  // namespace

struct SqlStore::Hidden {
    Hidden(const std::string& path, Durability durability)
        : writer{path}, pool{path, readers_most} {
        if (durability == Durability::no_commit) writer.run(dialect::do_not_wait_for_the_disk);
        migrate(writer);
        write([](Connection& connection) { add_tail(connection, registry); });
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
        const Entered entered{gate};
        writer.begin_write();
        try {
            work(writer);
            writer.commit();
        } catch (...) {
            writer.rollback();
            throw;
        }
    }
    void write(const std::string& text, const SqlTypes& types, const Cells& values) {
        write([&](Connection& connection) { connection.kept(text, types).run(values); });
    }
    void read(const std::string& text, const SqlTypes& in, const SqlTypes& out, const Cells& values,
              const std::function<void(const Cells&)>& take) {
        Lent lent{pool};
        (*lent).kept(text, in, out).each(values, take);
    }

    Gate gate;
    Connection writer;
    Pool pool;
};

SqlStore::SqlStore(const std::string& url, Durability durability)
    : hidden_{std::make_unique<Hidden>(path_in(url), durability)} {}
SqlStore::~SqlStore() = default;

std::unique_ptr<Transaction> SqlStore::begin(ProgrammeId programme) {
    return std::make_unique<SqlTransaction>(hidden_->gate, hidden_->writer, programme);
}

std::unique_ptr<Reader> SqlStore::read(ProgrammeId programme) {
    auto reader = std::make_unique<SqlReader>(hidden_->pool, programme);
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
    hidden_->write([&](Connection& connection) {
        Statement& mark = connection.kept(
            "update message set sent = 1 where programme_id = :p0 and id = :p1", {num, num});
        for (const std::int64_t id : ids) mark.run({id % programmes_max, id});
    });
}

void SqlStore::mark_read(PartyId to, std::int64_t id) {
    hidden_->write(
        "update message set \"read\" = 1 where programme_id = :p0 and id = :p1 and to_party = :p2",
        {num, num, num}, {id % programmes_max, id, to.value});
}

// ---- credentials, sessions, files, settings

std::optional<Credential> SqlStore::credential(const std::string& login) {
    std::optional<Credential> found;
    hidden_->read(
        "select person, password from credential where login = :p0", {txt}, {num, txt}, {login},
        [&](const Cells& row) { found = {login, PersonId{number(row[0])}, text(row[1])}; });
    return found;
}

void SqlStore::put(const Credential& credential) {
    hidden_->write(
        "insert into credential (login, person, password) values (:p0, :p1, :p2) "
        "on conflict (login) do update set person = excluded.person, password = excluded.password",
        {txt, num, txt}, {credential.login, credential.person.value, credential.password});
}

std::optional<Session> SqlStore::session(const std::string& id_digest) {
    std::optional<Session> found;
    hidden_->read(
        "select person, organisation, \"role\", made, last_used from session where id_digest = :p0",
        {txt}, {num, num, txt, num, num}, {id_digest}, [&](const Cells& row) {
            found = {id_digest,
                     PersonId{number(row[0])},
                     PartyId{number(row[1])},
                     decoded<Role>(Value{text(row[2])}),
                     Instant{number(row[3])},
                     Instant{number(row[4])}};
        });
    return found;
}

void SqlStore::put(const Session& session) {
    hidden_->write(
        "insert into session (id_digest, person, organisation, \"role\", made, last_used) "
        "values (:p0, :p1, :p2, :p3, :p4, :p5) on conflict (id_digest) do update set "
        "person = excluded.person, organisation = excluded.organisation, "
        "\"role\" = excluded.\"role\", made = excluded.made, last_used = excluded.last_used",
        {txt, num, num, txt, num, num},
        {session.id_digest, session.person.value, session.organisation.value,
         std::string{name_of(session.role)}, session.made.micros, session.last_used.micros});
}

void SqlStore::end_session(const std::string& id_digest) {
    hidden_->write("delete from session where id_digest = :p0", {txt}, {id_digest});
}

std::optional<StoredFile> SqlStore::file(const std::string& digest, PartyId owner) {
    std::optional<StoredFile> found;
    hidden_->read(
        "select media_type, bytes, name, \"at\" from stored_file where digest = :p0 and \"owner\" "
        "= :p1",
        {txt, num}, {txt, num, txt, num}, {digest, owner.value}, [&](const Cells& row) {
            found = {digest, text(row[0]), number(row[1]),
                     owner,  text(row[2]), Instant{number(row[3])}};
        });
    return found;
}

void SqlStore::put(const StoredFile& file) {
    hidden_->write(
        "insert into stored_file (digest, \"owner\", media_type, bytes, name, \"at\") "
        "values (:p0, :p1, :p2, :p3, :p4, :p5) on conflict (digest, \"owner\") do update set "
        "media_type = excluded.media_type, bytes = excluded.bytes, name = excluded.name, "
        "\"at\" = excluded.\"at\"",
        {txt, num, txt, num, txt, num},
        {file.digest, file.owner.value, file.media_type, file.bytes, file.name, file.at.micros});
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
