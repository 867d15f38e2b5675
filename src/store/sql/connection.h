// A connection and its prepared statements: the only place that knows SOCI.
//
// A statement has numbers and texts in and out, bound once; each run only fills the slots. Every
// fault of SOCI or the database comes out as StoreFailed, or StoreBusy when another writer was in
// the way. A connection that is lost stays so: whoever holds it makes another.
#pragma once

#include "app/store.h"
#include "store/sql/dialect.h"
#include "store/table.h"

namespace zq::sql {

enum class SqlType { number, text };
using SqlTypes = std::vector<SqlType>;

class Connection;

class Statement {
public:
    // Kept ones are prepared in the server, too.
    enum class Use { once, kept };
    Statement(Connection& connection, const std::string& text, const SqlTypes& in,
              const SqlTypes& out, Use use);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    // Runs with these values; returns how many rows changed. A value that many rows share may come
    // by itself, before the others.
    std::int64_t run(const Cells& values);
    std::int64_t run(std::int64_t first, const Cells& others);
    // Runs and takes every row, so that no read stays open.
    using Take = std::function<void(const Cells&)>;
    void each(const Cells& values, const Take& take);
    void each(std::int64_t first, const Cells& others, const Take& take);

private:
    std::int64_t run_filled();
    void each_filled(const Take& take);

    struct Hidden;
    std::unique_ptr<Hidden> hidden_;
};

class Connection {
public:
    // "sqlite:PATH" or "postgresql://USER@HOST:PORT/NAME"; StoreFailed for anything else, and for
    // an address that holds a password.
    explicit Connection(const std::string& url);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Prepared at first use and kept. Texts are few: what varies is bound.
    Statement& kept(const std::string& text, const SqlTypes& in, const SqlTypes& out = {});
    // Prepared for this one use.
    std::unique_ptr<Statement> once(const std::string& text, const SqlTypes& in,
                                    const SqlTypes& out = {});
    void run(const std::string& text);

    // SQLite: is told after each commit of this connection how many pages its write-ahead log has,
    // and says whether the commit copies them, so that the log begins anew.
    using Committed = std::function<bool(int pages)>;
    void after_commit(Committed committed);

    const Dialect& dialect() const;
    bool broken() const;  // lost, or left in a state that nobody knows

    void begin_write();
    void begin_read();
    void commit();             // CommitUnknown when nobody can say whether it took place
    void rollback() noexcept;  // leaves the connection fit for use, or breaks it

private:
    friend class Statement;
    struct Hidden;
    std::unique_ptr<Hidden> hidden_;
};

// Tells a test every text that any connection sends; an empty one ends it. Not for use by threads.
using StatementWatch = std::function<void(const std::string& text)>;
void watch_statements(StatementWatch watch);

std::int64_t number(const Cell& cell);
const std::string& text(const Cell& cell);

}  // namespace zq::sql
