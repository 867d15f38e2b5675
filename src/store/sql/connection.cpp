// SOCI over SQLite. Names of parameters are :p0, :p1 … in order of their values.
#include "store/sql/connection.h"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <deque>

#include "store/sql/dialect.h"

namespace zq::sql {

namespace {

// SOCI's own words would repeat the bound values, personal ones among them.
auto guarded(const std::string& doing, auto&& work) {
    try {
        return work();
    } catch (const soci::soci_error& fault) {
        throw StoreFailed{doing + ": " + fault.get_error_message()};
    }
}

bool surely_not_committed(const soci::soci_error& fault) {
    const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&fault);
    return sqlite && dialect::leaves_transaction_open(sqlite->result());
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
        slot.text = *text;
    }
}

Cell cell_of(const Slot& slot) {
    if (slot.indicator == soci::i_null) return {};
    if (slot.type == SqlType::number) return std::int64_t{slot.number};
    return slot.text;
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

struct Statement::Hidden {
    std::string text;
    soci::statement statement;
    std::deque<Slot> in;
    std::deque<Slot> out;

    Hidden(soci::session& session, std::string sql) : text{std::move(sql)}, statement{session} {}
    void fill_all(const Cells& values) {
        check(values.size() == in.size(), "a statement gets as many values as it announced");
        for (std::size_t i = 0; i < values.size(); ++i) fill(in[i], values[i]);
    }
};

Statement::Statement(void* session, const std::string& text, const SqlTypes& in,
                     const SqlTypes& out)
    : hidden_{std::make_unique<Hidden>(*static_cast<soci::session*>(session), text)} {
    for (const SqlType type : in) {
        const std::string name = "p" + std::to_string(hidden_->in.size());
        exchange_in(hidden_->statement, hidden_->in.emplace_back(Slot{.type = type, .text = {}}),
                    name);
    }
    for (const SqlType type : out) {
        exchange_out(hidden_->statement, hidden_->out.emplace_back(Slot{.type = type, .text = {}}));
    }
    guarded(text, [&] {
        hidden_->statement.alloc();
        hidden_->statement.prepare(text);
        hidden_->statement.define_and_bind();
    });
}
Statement::~Statement() = default;

std::int64_t Statement::run(const Cells& values) {
    hidden_->fill_all(values);
    return guarded(hidden_->text, [&] {
        hidden_->statement.execute(true);
        return std::int64_t{hidden_->statement.get_affected_rows()};
    });
}

void Statement::each(const Cells& values, const std::function<void(const Cells&)>& take) {
    hidden_->fill_all(values);
    Cells row(hidden_->out.size());
    const auto fetch = [&](bool first) {
        return guarded(hidden_->text, [&] {
            return first ? hidden_->statement.execute(true) : hidden_->statement.fetch();
        });
    };
    for (bool more = fetch(true); more; more = fetch(false)) {
        for (std::size_t i = 0; i < row.size(); ++i) row[i] = cell_of(hidden_->out[i]);
        take(row);
    }
}

struct Connection::Hidden {
    soci::session session;
    std::map<std::string, std::unique_ptr<Statement>, std::less<>> statements;
};

Connection::Connection(const std::string& path) : hidden_{std::make_unique<Hidden>()} {
    guarded("opening " + path, [&] {
        hidden_->session.open(soci::sqlite3, "db=\"" + path + "\"");
        for (const auto& [pragma, answers] : dialect::opening_pragmas) {
            std::string answer;
            if (answers) {
                hidden_->session << pragma, soci::into(answer);
            } else {
                hidden_->session << pragma;
            }
        }
    });
}
Connection::~Connection() = default;

Statement& Connection::kept(const std::string& text, const SqlTypes& in, const SqlTypes& out) {
    auto& statement = hidden_->statements[text];
    if (!statement) statement = once(text, in, out);
    return *statement;
}

std::unique_ptr<Statement> Connection::once(const std::string& text, const SqlTypes& in,
                                            const SqlTypes& out) {
    return std::make_unique<Statement>(&hidden_->session, text, in, out);
}

void Connection::run(const std::string& text) {
    guarded(text, [&] { hidden_->session << text; });
}

void Connection::begin_write() {
    run(dialect::begin_write);
}
void Connection::begin_read() {
    run(dialect::begin_read);
}

void Connection::commit() {
    try {
        hidden_->session << "commit";
    } catch (const soci::soci_error& fault) {
        if (surely_not_committed(fault))
            throw StoreFailed{std::string{"commit: "} + fault.get_error_message()};
        throw CommitUnknown{std::string{"commit: "} + fault.get_error_message()};
    }
}

void Connection::rollback() noexcept {
    try {
        hidden_->session << "rollback";
    } catch (const std::exception&) {
        // The database has rolled back already; a connection that is lost fails at its next use.
    }
}

}  // namespace zq::sql
