// `read_by` of a file repeats the version in its transcript, so that what is unread is found by an
// index.
#include "store/sql/sql_files.h"

#include <limits>

#include "base/check.h"
#include "base/value.h"

namespace zq::sql {

namespace {

constexpr auto num = SqlType::number;
constexpr auto txt = SqlType::text;

const std::string columns =
    "select digest, \"owner\", media_type, bytes, name, \"at\", pages, scanned, dropped "
    "from stored_file ";
const SqlTypes column_types{txt, num, txt, num, txt, num, num, num, num};

StoredFile file_from(const Cells& row) {
    StoredFile file{.digest = text(row[0]),
                    .media_type = text(row[2]),
                    .bytes = number(row[3]),
                    .owner = PartyId{number(row[1])},
                    .name = text(row[4]),
                    .at = Instant{number(row[5])},
                    .pages = number(row[6]),
                    .scanned = number(row[7]) != 0,
                    .dropped = std::nullopt};
    if (!std::holds_alternative<std::monostate>(row[8])) file.dropped = Instant{number(row[8])};
    return file;
}

}  // namespace

std::vector<StoredFile> SqlFiles::those(const std::string& where, const SqlTypes& types,
                                        const Cells& values) {
    std::vector<StoredFile> files;
    statements_.read(columns + where, types, column_types, values,
                     [&](const Cells& row) { files.push_back(file_from(row)); });
    return files;
}

void SqlFiles::write(const std::string& text, const SqlTypes& types, const Cells& values) {
    statements_.write([&](Connection& connection) { connection.kept(text, types).run(values); });
}

std::optional<StoredFile> SqlFiles::find(const std::string& digest, PartyId owner) {
    auto found = those("where digest = :p0 and \"owner\" = :p1 and dropped is null", {txt, num},
                       {digest, owner.value});
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::vector<StoredFile> SqlFiles::of(PartyId owner, const std::optional<FilePlace>& after,
                                     std::int64_t most) {
    const FilePlace from =
        after.value_or(FilePlace{Instant{std::numeric_limits<std::int64_t>::max()}, ""});
    return those(
        "where \"owner\" = :p0 and dropped is null and "
        "(\"at\" < :p1 or (\"at\" = :p2 and digest > :p3)) order by \"at\" desc, digest limit :p4",
        {num, num, num, txt, num},
        {owner.value, from.at.micros, from.at.micros, from.digest, most});
}

void SqlFiles::put(const StoredFile& file) {
    Cell dropped;
    if (file.dropped) dropped = file.dropped->micros;
    write(
        "insert into stored_file (digest, \"owner\", media_type, bytes, name, \"at\", pages, "
        "scanned, dropped, read_by) values (:p0, :p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, "
        "coalesce((select reader from transcript where transcript.digest = :p9), 0)) "
        "on conflict (digest, \"owner\") do update set media_type = excluded.media_type, "
        "bytes = excluded.bytes, name = excluded.name, \"at\" = excluded.\"at\", "
        "pages = excluded.pages, scanned = excluded.scanned, dropped = excluded.dropped",
        {txt, num, txt, num, txt, num, num, num, num, txt},
        {file.digest, file.owner.value, file.media_type, file.bytes, file.name, file.at.micros,
         file.pages, std::int64_t{file.scanned}, dropped, file.digest});
}

std::optional<Transcript> SqlFiles::transcript(const std::string& digest) {
    std::optional<Transcript> found;
    statements_.read("select body from transcript where digest = :p0", {txt}, {txt}, {digest},
                     [&](const Cells& row) {
                         const auto body = parse_canonical(text(row[0]));
                         check(body.has_value(), "a transcript is stored as it was written");
                         found = decoded<Transcript>(*body);
                     });
    return found;
}

void SqlFiles::put(const Transcript& transcript) {
    const std::string body = canonical(encode(transcript));
    statements_.write([&](Connection& connection) {
        connection
            .kept(
                "insert into transcript (digest, reader, body) values (:p0, :p1, :p2) "
                "on conflict (digest) do update set reader = excluded.reader, body = excluded.body",
                {txt, num, txt})
            .run({transcript.file, transcript.reader, body});
        connection.kept("update stored_file set read_by = :p0 where digest = :p1", {num, txt})
            .run({transcript.reader, transcript.file});
    });
}

std::vector<StoredFile> SqlFiles::unread(std::int64_t reader, std::int64_t most) {
    return those(
        "where read_by < :p0 and dropped is null and not exists (select 1 from stored_file as "
        "other "
        "where other.digest = stored_file.digest and other.dropped is null and "
        "other.\"owner\" < stored_file.\"owner\") "
        "order by \"at\", digest limit :p1",
        {num, num}, {reader, most});
}

std::vector<StoredFile> SqlFiles::given_between(Instant from, Instant until) {
    return those("where \"at\" > :p0 and \"at\" <= :p1 and dropped is null order by \"at\", digest",
                 {num, num}, {from.micros, until.micros});
}

std::vector<StoredFile> SqlFiles::dropped_until(Instant until) {
    return those("where dropped <= :p0 order by \"at\", digest", {num}, {until.micros});
}

bool SqlFiles::drop(const StoredFile& file, std::optional<Instant> at) {
    Cell dropped;
    if (at) dropped = at->micros;
    write(
        "update stored_file set dropped = :p0 where digest = :p1 and \"owner\" = :p2 and \"at\" = "
        ":p3",
        {num, txt, num, num}, {dropped, file.digest, file.owner.value, file.at.micros});
    const auto known = those("where digest = :p0 and \"owner\" = :p1 and \"at\" = :p2",
                             {txt, num, num}, {file.digest, file.owner.value, file.at.micros});
    return !known.empty() && known.front().dropped == at;
}

Held SqlFiles::held_by(PartyId owner) {
    Held held;
    statements_.read(
        "select count(*), cast(coalesce(sum(bytes), 0) as bigint) from stored_file "
        "where \"owner\" = :p0 and dropped is null",
        {num}, {num, num}, {owner.value},
        [&](const Cells& row) { held = {number(row[0]), number(row[1])}; });
    return held;
}

bool SqlFiles::is_held(const std::string& digest) {
    return !those("where digest = :p0 and dropped is null", {txt}, {digest}).empty();
}

void SqlFiles::forget(const std::string& digest, PartyId owner) {
    statements_.write([&](Connection& connection) {
        connection
            .kept(
                "delete from stored_file where digest = :p0 and \"owner\" = :p1 and "
                "dropped is not null",
                {txt, num})
            .run({digest, owner.value});
        connection
            .kept(
                "delete from transcript where digest = :p0 and not exists "
                "(select 1 from stored_file where stored_file.digest = transcript.digest)",
                {txt})
            .run({digest});
    });
}

}  // namespace zq::sql
