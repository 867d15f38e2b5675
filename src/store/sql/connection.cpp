// SOCI over SQLite and PostgreSQL. Names of parameters are :p0, :p1 … in order of their values.
#include "store/sql/connection.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <deque>

namespace zq::sql {

namespace {

StatementWatch& watch() {
    static StatementWatch the_watch;
    return the_watch;
}
void show(const std::string& text) {
    if (watch()) watch()(text);
}

std::string code_of(const soci::soci_error& fault) {
    if (const auto* pg = dynamic_cast<const soci::postgresql_soci_error*>(&fault)) {
        return pg->sqlstate();
    }
    const auto* lite = dynamic_cast<const soci::sqlite3_soci_error*>(&fault);
    return lite ? std::to_string(lite->result()) : "";
}

[[noreturn]] void fail(const Dialect& dialect, const std::string& doing,
                       const soci::soci_error& fault) {
    const std::string what = doing + ": " + fault.get_error_message();
    if (dialect.busy(code_of(fault))) throw StoreBusy{what};
    throw StoreFailed{what};
}

// SOCI's own words would repeat the bound values, personal ones among them.
auto guarded(const Dialect& dialect, const std::string& doing, auto&& work) {
    try {
        return work();
    } catch (const soci::soci_error& fault) {
        fail(dialect, doing, fault);
    }
}

constexpr std::string_view sqlite_scheme = "sqlite:";
constexpr std::string_view postgresql_scheme = "postgresql://";

const Dialect& dialect_of(const std::string& url) {
    if (url.starts_with(sqlite_scheme) && url.size() > sqlite_scheme.size()) return sqlite;
    if (url.starts_with(postgresql_scheme)) return postgresql;
    throw StoreFailed{"the database is named as sqlite:PATH or postgresql://USER@HOST:PORT/NAME"};
}

// An address is seen in lists of processes, units and logs. It is not repeated here either.
void ask_no_password(const std::string& url) {
    const std::size_t query = std::min(url.find('?'), url.size());
    const std::size_t start = postgresql_scheme.size();
    const std::string authority = url.substr(start, std::min(url.find('/', start), query) - start);
    const std::size_t user_ends = authority.rfind('@');
    const bool beside_user = user_ends != std::string::npos && authority.find(':') < user_ends;
    const std::string options = url.substr(query);
    const bool among_options = options.find("password=") != std::string::npos;
    if (beside_user || among_options) {
        throw StoreFailed{
            "the database's address holds a password; leave it out of the address and give it in "
            "a file that PGPASSFILE names, or in PGPASSWORD"};
    }
}

// SOCI takes an address without any "=" for the name of an option. This one tells who connects.
std::string for_soci(const std::string& url) {
    if (url.find('=') != std::string::npos) return url;
    return url + (url.find('?') == std::string::npos ? "?" : "&") + "application_name=zuoquan";
}

// A value on its way in or out; SOCI keeps its address.
struct Slot {
    SqlType type = SqlType::number;
    long long number = 0;
    std::string text;
    soci::indicator indicator = soci::i_ok;
};

void fill(Slot& slot, const Cell& cell) {
    slot.indicator = std::holds_alternative<std::monostate>(cell) ? soci::i_null : soci::i_ok;
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        check(slot.type == SqlType::number, "a number goes where a number was announced");
        slot.number = *number;
    } else if (const auto* text = std::get_if<std::string>(&cell)) {
        check(slot.type == SqlType::text, "a text goes where a text was announced");
        check(text->find('\0') == std::string::npos, "a text has no NUL, where it would be cut");
        slot.text = *text;
    }
}

// A text keeps the room that the row before had taken.
void take_cell(const Slot& slot, Cell& cell) {
    if (slot.indicator == soci::i_null) {
        cell = Cell{};
    } else if (slot.type == SqlType::number) {
        cell = std::int64_t{slot.number};
    } else if (auto* text = std::get_if<std::string>(&cell)) {
        *text = slot.text;
    } else {
        cell = slot.text;
    }
}

// Parameters are bound by name: databases differ in what a position is.
void exchange_in(soci::statement& statement, Slot& slot, const std::string& name) {
    if (slot.type == SqlType::number) {
        statement.exchange(soci::use(slot.number, slot.indicator, name));
    } else {
        statement.exchange(soci::use(slot.text, slot.indicator, name));
    }
}

void exchange_out(soci::statement& statement, Slot& slot) {
    if (slot.type == SqlType::number) {
        statement.exchange(soci::into(slot.number, slot.indicator));
    } else {
        statement.exchange(soci::into(slot.text, slot.indicator));
    }
}

}  // namespace

std::int64_t number(const Cell& cell) {
    return detail::expect(std::get_if<std::int64_t>(&cell), "a number");
}
const std::string& text(const Cell& cell) {
    return detail::expect(std::get_if<std::string>(&cell), "text");
}

void watch_statements(StatementWatch with) {
    watch() = std::move(with);
}

struct Connection::Hidden {
    explicit Hidden(const Dialect& words) : dialect{words} {}

    const Dialect& dialect;
    Committed committed;  // before the session, which calls it
    soci::session session;
    std::string warning;  // the last that PostgreSQL gave
    std::map<std::string, std::unique_ptr<Statement>, std::less<>> statements;
    bool broken = false;

    PGconn* postgres() {
        if (&dialect != &postgresql || !session.get_backend()) return nullptr;
        // Debian's SOCI does not export the type that a dynamic cast asks for.
        return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
    }
    void listen_for_warnings() { others_listen_ = PQsetNoticeReceiver(postgres(), hear, this); }
    // SQLite's own result says more than the one that SOCI passes on: which write failed, and how.
    std::string code_of_last(const soci::soci_error& fault) {
        if (&dialect != &sqlite || !session.get_backend()) return code_of(fault);
        return std::to_string(sqlite_api::sqlite3_extended_errcode(lite()));
    }
    sqlite_api::sqlite3* lite() {
        return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
    }

private:
    static void hear(void* self, const PGresult* notice) {
        auto& hidden = *static_cast<Hidden*>(self);
        const char* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
        if (severity && std::string_view{severity} == "WARNING") {
            const char* words = PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY);
            hidden.warning = words ? words : "a warning without words";
        }
        hidden.others_listen_(nullptr, notice);
    }

    PQnoticeReceiver others_listen_ = nullptr;
};

struct Statement::Hidden {
    const Dialect& dialect;
    std::string text;
    soci::statement statement;
    std::deque<Slot> in;
    std::deque<Slot> out;

    Hidden(Connection::Hidden& connection, std::string sql)
        : dialect{connection.dialect}, text{std::move(sql)}, statement{connection.session} {}
    void fill_from(std::size_t first, const Cells& values) {
        check(first + values.size() == in.size(),
              "a statement gets as many values as it announced");
        for (std::size_t i = 0; i < values.size(); ++i) fill(in[first + i], values[i]);
    }
};

Statement::Statement(Connection& connection, const std::string& text, const SqlTypes& in,
                     const SqlTypes& out, Use use)
    : hidden_{std::make_unique<Hidden>(*connection.hidden_, text)} {
    for (const SqlType type : in) {
        const std::string name = "p" + std::to_string(hidden_->in.size());
        exchange_in(hidden_->statement, hidden_->in.emplace_back(Slot{.type = type, .text = {}}),
                    name);
    }
    for (const SqlType type : out) {
        exchange_out(hidden_->statement, hidden_->out.emplace_back(Slot{.type = type, .text = {}}));
    }
    const bool kept = use == Use::kept;
    guarded(hidden_->dialect, text, [&] {
        hidden_->statement.alloc();
        hidden_->statement.prepare(
            text, kept ? soci::details::st_repeatable_query : soci::details::st_one_time_query);
        hidden_->statement.define_and_bind();
    });
}
Statement::~Statement() = default;

std::int64_t Statement::run(const Cells& values) {
    hidden_->fill_from(0, values);
    return run_filled();
}

std::int64_t Statement::run(std::int64_t first, const Cells& others) {
    fill(hidden_->in.front(), first);
    hidden_->fill_from(1, others);
    return run_filled();
}

std::int64_t Statement::run_filled() {
    show(hidden_->text);
    return guarded(hidden_->dialect, hidden_->text, [&] {
        hidden_->statement.execute(true);
        return std::int64_t{hidden_->statement.get_affected_rows()};
    });
}

void Statement::each(const Cells& values, const Take& take) {
    hidden_->fill_from(0, values);
    each_filled(take);
}

void Statement::each(std::int64_t first, const Cells& others, const Take& take) {
    fill(hidden_->in.front(), first);
    hidden_->fill_from(1, others);
    each_filled(take);
}

void Statement::each_filled(const Take& take) {
    show(hidden_->text);
    Cells row(hidden_->out.size());
    const auto fetch = [&](bool first) {
        return guarded(hidden_->dialect, hidden_->text, [&] {
            return first ? hidden_->statement.execute(true) : hidden_->statement.fetch();
        });
    };
    for (bool more = fetch(true); more; more = fetch(false)) {
        for (std::size_t i = 0; i < row.size(); ++i) take_cell(hidden_->out[i], row[i]);
        take(row);
    }
}

namespace {

// A connection is one thread's at a time, so SQLite need not lock it; and nobody asks how much
// memory it has, which it would count under one lock for all threads. Said before its first use in
// the process, or not at all.
void configure_sqlite() {
    static const bool once = [] {
        sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
        sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        return true;
    }();
    (void)once;
}

}  // namespace

Connection::Connection(const std::string& url)
    : hidden_{std::make_unique<Hidden>(dialect_of(url))} {
    const bool file = &dialect() == &sqlite;
    if (!file) ask_no_password(url);
    if (file) configure_sqlite();
    guarded(dialect(), "opening " + url, [&] {
        if (file) {
            const std::string path = url.substr(sqlite_scheme.size());
            hidden_->session.open(soci::sqlite3, "db=\"" + path + "\"");
        } else {
            hidden_->session.open(soci::postgresql, for_soci(url));
            // Details of a fault repeat whole rows, personal values among them.
            PQsetErrorVerbosity(hidden_->postgres(), PQERRORS_TERSE);
            hidden_->listen_for_warnings();
        }
    });
    for (const auto& [text, answers] : dialect().opening) {
        if (answers) {
            once(text, {}, {SqlType::text})->each({}, [](const Cells&) {});
        } else {
            run(text);
        }
    }
}
Connection::~Connection() = default;

Statement& Connection::kept(const std::string& text, const SqlTypes& in, const SqlTypes& out) {
    auto& statement = hidden_->statements[text];
    if (!statement) {
        statement = std::make_unique<Statement>(*this, text, in, out, Statement::Use::kept);
    }
    return *statement;
}

std::unique_ptr<Statement> Connection::once(const std::string& text, const SqlTypes& in,
                                            const SqlTypes& out) {
    return std::make_unique<Statement>(*this, text, in, out, Statement::Use::once);
}

void Connection::after_commit(Committed committed) {
    check(&dialect() == &sqlite, "PostgreSQL keeps its own log");
    hidden_->committed = std::move(committed);
    const auto hook = [](void* told, sqlite_api::sqlite3* lite, const char* schema, int pages) {
        if ((*static_cast<Committed*>(told))(pages)) {  // what fails is tried with the next commit
            (void)sqlite_api::sqlite3_wal_checkpoint_v2(lite, schema, SQLITE_CHECKPOINT_PASSIVE,
                                                        nullptr, nullptr);
        }
        return SQLITE_OK;
    };
    sqlite_api::sqlite3_wal_hook(hidden_->lite(), hook, &hidden_->committed);
}

void Connection::run(const std::string& text) {
    show(text);
    guarded(dialect(), text, [&] { hidden_->session << text; });
}

const Dialect& Connection::dialect() const {
    return hidden_->dialect;
}

bool Connection::broken() const {
    PGconn* postgres = hidden_->postgres();
    return hidden_->broken || (postgres && PQstatus(postgres) != CONNECTION_OK);
}

void Connection::begin_write() {
    kept(dialect().begin_write, {}).run({});
}
void Connection::begin_read() {
    kept(dialect().begin_read, {}).run({});
}

void Connection::commit() {
    // After a fault PostgreSQL would take the commit and roll back without a word.
    PGconn* postgres = hidden_->postgres();
    if (postgres && PQtransactionStatus(postgres) == PQTRANS_INERROR) {
        throw StoreFailed{"commit: an earlier statement of the transaction failed"};
    }
    hidden_->warning.clear();
    try {
        show("commit");
        hidden_->session << "commit";
    } catch (const soci::soci_error& fault) {
        if (dialect().surely_not_committed(hidden_->code_of_last(fault)) && !broken()) {
            fail(dialect(), "commit", fault);
        }
        hidden_->broken = true;
        throw CommitUnknown{std::string{"commit: "} + fault.get_error_message()};
    }
    // The one thing that PostgreSQL warns of here: somebody cancelled the wait for the standby. The
    // commit is on this machine, and lost with it.
    if (!hidden_->warning.empty()) {
        hidden_->broken = true;
        throw CommitUnknown{"commit: " + hidden_->warning};
    }
}

void Connection::rollback() noexcept {
    try {
        // SQLite has perhaps rolled back already, by itself.
        kept("rollback", {}).run({});
    } catch (const std::exception&) {
        if (&dialect() != &sqlite) hidden_->broken = true;
    }
}

}  // namespace zq::sql
