// All missing migrations go into one transaction, so a database is never half way.
#include "store/sql/migrations.h"

#include <fmt/format.h>

#include "base/digest.h"

namespace zq::sql {

namespace {

constexpr auto num = SqlType::number;
constexpr auto txt = SqlType::text;

// One process at a time; the others find everything done.
void lock_schema(Connection& connection) {
    const std::string lock = connection.dialect().lock_schema;
    if (!lock.empty()) connection.once(lock, {}, {txt})->each({}, [](const Cells&) {});
}

void make_list(Connection& connection) {
    connection.run(connection.dialect().of_schema(
        "create table if not exists schema_version "
        "(version bigint not null primary key, name text not null, digest text not null)"));
}

// A statement ends with a semicolon at the end of a line.
void run_all(Connection& connection, std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = text.find(";\n");
        if (end == std::string_view::npos) break;
        connection.run(connection.dialect().of_schema(std::string{text.substr(0, end)}));
        text.remove_prefix(end + 2);
    }
    check(trimmed(text).empty(), "a migration ends with a semicolon and a line feed");
}

void ask_unchanged(Connection& connection) {
    const auto known = migrations();
    const auto rows =
        connection.once("select version, name, digest from schema_version", {}, {num, txt, txt});
    rows->each({}, [&](const Cells& row) {
        const std::int64_t version = number(row[0]);
        if (version > std::ssize(known)) {
            throw StoreFailed{
                fmt::format("the database has schema version {} ({}), this program knows {}: use a "
                            "newer program",
                            version, text(row[1]), known.size())};
        }
        const Migration& ours = known[static_cast<std::size_t>(version - 1)];
        if (sha256_hex(ours.text) != text(row[2])) {
            throw StoreFailed{
                fmt::format("the database was made by another text of migration {} than {}",
                            version, ours.name)};
        }
    });
}

}  // namespace

std::int64_t schema_version(Connection& connection) {
    std::int64_t version = 0;
    const auto rows =
        connection.once("select coalesce(max(version), 0) from schema_version", {}, {num});
    rows->each({}, [&](const Cells& row) { version = number(row[0]); });
    return version;
}

void migrate(Connection& connection, std::int64_t version) {
    connection.begin_write();
    try {
        lock_schema(connection);
        make_list(connection);
        ask_unchanged(connection);
        for (const Migration& migration : migrations()) {
            if (migration.number > version || migration.number <= schema_version(connection))
                continue;
            run_all(connection, migration.text);
            connection
                .once("insert into schema_version (version, name, digest) values (:p0, :p1, :p2)",
                      {num, txt, txt})
                ->run({migration.number, std::string{migration.name}, sha256_hex(migration.text)});
        }
        connection.commit();
    } catch (...) {
        connection.rollback();
        throw;
    }
}

}  // namespace zq::sql
