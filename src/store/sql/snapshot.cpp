// SQLite writes a compact copy of itself within one read transaction; PostgreSQL is read row by row
// within one. Both end as the same kind of file, so a backup of either is restored to either.
#include "store/sql/snapshot.h"

#include <fmt/format.h>

#include "store/sql/copy.h"
#include "store/sql/migrations.h"
#include "store/sql/sql_store.h"

namespace zq {

namespace {

using namespace sql;

constexpr auto num = SqlType::number;
constexpr auto txt = SqlType::text;

std::string url_of(const std::filesystem::path& file) {
    return "sqlite:" + file.string();
}

void ask_same_schema(Connection& connection) {
    std::int64_t version = 0;
    try {
        version = schema_version(connection);
    } catch (const StoreFailed&) {
        throw StoreFailed{"there is no database of Zuoquan: it has no list of schema versions"};
    }
    if (version == std::ssize(migrations())) return;
    throw StoreFailed{
        fmt::format("the database has schema version {}, this program knows {}: it is backed up by "
                    "the zuoquan that serves it",
                    version, migrations().size())};
}

}  // namespace

void take_snapshot(const std::string& url, const std::filesystem::path& file) {
    {
        Connection source{url};
        ask_same_schema(source);
        if (&source.dialect() == &sqlite) {
            source.once("vacuum into :p0", {txt})->run({file.string()});
            return;
        }
    }
    SqlStore{url_of(file), Durability::no_commit};
    copy_database(url, url_of(file));
}

void seal_snapshot(const std::filesystem::path& file) {
    Connection connection{url_of(file)};
    connection.once("pragma journal_mode = delete", {}, {txt})->each({}, [](const Cells&) {});
}

std::vector<SnapshotFile> files_of_snapshot(const std::filesystem::path& file) {
    std::vector<SnapshotFile> files;
    Connection connection{url_of(file)};
    connection
        .once(
            "select digest, max(bytes) from (select digest, bytes from stored_file "
            "where dropped is null union all select digest, 0 from file_use) "
            "group by digest order by digest",
            {}, {txt, num})
        ->each({}, [&](const Cells& row) { files.push_back({text(row[0]), number(row[1])}); });
    return files;
}

std::int64_t schema_of_snapshot(const std::filesystem::path& file) {
    Connection connection{url_of(file)};
    return schema_version(connection);
}

}  // namespace zq
