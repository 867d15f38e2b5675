// Loading and writing take one statement per table; a query with filters has a text of its own.
#include "store/sql/queries.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/ranges.h>

#include "store/sql/texts.h"

namespace zq::sql {

namespace {

constexpr auto num = SqlType::number;
constexpr auto txt = SqlType::text;

void read_numbers(const Shape& table, Cells& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        const auto* digits = std::get_if<std::string>(&row[i]);
        if (!digits || table.columns[i].kind != CellKind::integer) continue;
        std::int64_t value = 0;
        const char* end = digits->data() + digits->size();
        const auto [read_to, error] = std::from_chars(digits->data(), end, value);
        if (error != std::errc{} || read_to != end) {
            throw Undecodable{table.place(row, i) + ": '" + *digits + "' is no number"};
        }
        row[i] = value;
    }
}

LogEntry entry_from(const Cells& row) {
    return {number(row[0]), Instant{number(row[1])}, text(row[2]), text(row[3]), {}};
}
const SqlTypes entry_types{num, num, txt, txt};

}  // namespace

const SqlTypes message_types{num, num, num, txt, txt, num, txt, num, num};

Message message_from(const Cells& row) {
    const auto facts = parse_canonical(text(row[4]));
    if (!facts) throw Undecodable{"the facts of a message are no canonical text"};
    const auto* dedupe = std::get_if<std::string>(&row[6]);
    return {.id = number(row[1]),
            .to = PartyId{number(row[2])},
            .programme = ProgrammeId{number(row[0])},
            .kind = text(row[3]),
            .facts = *facts,
            .at = Instant{number(row[5])},
            .dedupe = dedupe ? *dedupe : "",
            .sent = number(row[7]) != 0,
            .read = number(row[8]) != 0};
}

Text Queries::text_from(std::string start) const {
    return {connection_.dialect(), std::move(start), programme_};
}

void Queries::load(const Keys& keys, WorkingSet& tables) {
    tables.each_shelf([&]<class T>(Shelf<T>&) {
        if (keys.of<T>().empty()) return;
        const Shape& table = table_of<T>();
        std::vector<Cells> wanted;
        for (const auto& key : keys.of<T>()) wanted.push_back(key_row<T>(key));
        bulk().select(select_from(table), key_of(table), wanted, types_of(table),
                      [&](const Cells& row) { tables.lay(entity_from<T>(row)); });
    });
}

std::vector<std::int64_t> Queries::find(const Search& search) {
    std::vector<std::int64_t> keys;
    with_entity(search.entity, [&]<class T>() {
        const Shape& table = table_of<T>();
        if (!table.numbered()) return;
        const std::string key = name_in_sql(table.columns[0].name);
        Text query = text_from("select " + key + " from " + table.name);
        add_sieves(query, table, sieves_of(table, search));
        query += " order by " + key;
        connection_.kept(query.text(), query.types(), {num})
            .each(query.values(), [&](const Cells& row) { keys.push_back(number(row[0])); });
    });
    return keys;
}

std::vector<std::int64_t> Queries::due_ids(const std::string& table, Instant before) {
    std::vector<std::int64_t> ids;
    const std::string query = "select \"id\" from " + table +
                              " where programme_id = :p0 and \"due\" < :p1 order by \"due\"";
    connection_.kept(query, {num, num}, {num})
        .each({programme(), before.micros},
              [&](const Cells& row) { ids.push_back(number(row[0])); });
    return ids;
}

Keys Queries::due(Instant now) {
    Keys keys;
    for (const std::int64_t id : due_ids("orders", truncated(now))) keys.add<Order>(OrderId{id});
    for (const std::int64_t id : due_ids("product", truncated(now))) {
        keys.add<Product>(ProductId{id});
    }
    return keys;
}

std::vector<Value> Queries::list(const Query& query) {
    std::vector<Value> rows;
    with_entity(query.entity, [&]<class T>() {
        const Shape& table = table_of<T>();
        Text select = text_from(select_from(table));
        add_sieves(select, table, sieves_of(table, query.where));
        add_page(select, table, query);
        // Numbers come as text and are read strictly: a damaged one is found, not rounded.
        connection_.once(select.text(), select.types(), SqlTypes(table.columns.size(), txt))
            ->each(select.values(), [&](Cells row) {
                read_numbers(table, row);
                rows.push_back(value_of(table, row));
            });
    });
    return rows;
}

std::int64_t Queries::count(const std::string& entity, const std::vector<Filter>& where) {
    std::int64_t result = 0;
    with_entity(entity, [&]<class T>() {
        const Shape& table = table_of<T>();
        Text select = text_from("select count(*) from " + table.name);
        add_sieves(select, table, sieves_of(table, where));
        connection_.once(select.text(), select.types(), {num})
            ->each(select.values(), [&](const Cells& row) { result = number(row[0]); });
    });
    return result;
}

// PostgreSQL sums integers into a type of its own; the cast brings them back.
std::vector<Group> Queries::tally(const Tally& tally) {
    std::vector<Group> groups;
    with_entity(tally.entity, [&]<class T>() {
        const Shape& table = table_of<T>();
        const GroupColumns columns = group_columns(table, tally);
        std::vector<std::string> keys;
        SqlTypes types;
        for (const std::size_t column : columns.by) {
            keys.push_back(name_in_sql(table.columns[column].name));
            types.push_back(type_of(table.columns[column]));
        }
        if (columns.day) {
            keys.push_back(fmt::format("({} + {}) / 86400000000",
                                       name_in_sql(table.columns[*columns.day].name),
                                       tally.east_of_utc_s * 1'000'000));
            types.push_back(num);
        }
        std::string wanted = fmt::format("{}", fmt::join(keys, ", "));
        wanted += wanted.empty() ? "count(*)" : ", count(*)";
        types.push_back(num);
        for (const std::size_t column : columns.sums) {
            wanted += fmt::format(", cast(coalesce(sum({}), 0) as bigint)",
                                  name_in_sql(table.columns[column].name));
            types.push_back(num);
        }
        Text select = text_from("select " + wanted + " from " + table.name);
        if (!keys.empty()) select += fmt::format(" group by {}", fmt::join(keys, ", "));
        connection_.once(select.text(), select.types(), types)
            ->each(select.values(), [&](const Cells& row) {
                Group group;
                const auto key_end = row.begin() + std::ssize(keys);
                name_group(group, {row.begin(), key_end}, tally);
                group.count = number(*key_end);
                for (auto sum = key_end + 1; sum != row.end(); ++sum) {
                    group.sums.push_back(number(*sum));
                }
                groups.push_back(std::move(group));
            });
    });
    return groups;
}

Queries::TailRow Queries::tail(std::string_view lock) {
    std::optional<TailRow> found;
    const std::string query =
        "select next_seq, last_time, last_hash, next_message from log_tail where programme_id = "
        ":p0" +
        std::string{lock};
    connection_.kept(query, {num}, {num, num, txt, num}).each({programme()}, [&](const Cells& row) {
        found = {{number(row[0]), Instant{number(row[1])}, text(row[2])}, number(row[3])};
    });
    check(found.has_value(), "a programme is added before it is used");
    return *found;
}

void Queries::add_subjects(std::vector<LogEntry>& entries) {
    std::vector<Cells> places;
    for (const LogEntry& entry : entries) places.push_back({entry.seq});
    std::map<std::int64_t, std::vector<Subject>> subjects;
    bulk().select("select seq, entity, id from log_subject", {{"seq", num}}, places,
                  {num, txt, num}, [&](const Cells& row) {
                      subjects[number(row[0])].push_back({text(row[1]), number(row[2])});
                  });
    for (LogEntry& entry : entries) {
        entry.subjects = std::move(subjects[entry.seq]);
        std::ranges::sort(entry.subjects);
    }
}

std::vector<LogEntry> Queries::log(std::int64_t from, std::int64_t limit) {
    std::vector<LogEntry> entries;
    connection_
        .kept(
            "select seq, \"time\", bytes, hash from log_entry "
            "where programme_id = :p0 and seq >= :p1 order by seq limit :p2",
            {num, num, num}, entry_types)
        .each({programme(), from, limit},
              [&](const Cells& row) { entries.push_back(entry_from(row)); });
    add_subjects(entries);
    return entries;
}

std::vector<std::string> Queries::log_bytes(std::int64_t from, std::int64_t limit) {
    std::vector<std::string> all;
    connection_
        .kept(
            "select seq, bytes from log_entry "
            "where programme_id = :p0 and seq >= :p1 order by seq limit :p2",
            {num, num, num}, {num, txt})
        .each({programme(), from, limit}, [&](const Cells& row) {
            check(number(row[0]) == from + std::ssize(all), "a log has no gaps");
            all.push_back(text(row[1]));
        });
    return all;
}

// Two steps rather than a join, which SQLite would begin at the wrong end.
std::vector<LogEntry> Queries::timeline(const Subject& subject) {
    std::vector<Cells> places;
    connection_
        .kept(
            "select seq from log_subject "
            "where programme_id = :p0 and entity = :p1 and id = :p2 order by seq",
            {num, txt, num}, {num})
        .each({programme(), subject.entity, subject.id},
              [&](const Cells& row) { places.push_back({row[0]}); });
    std::vector<LogEntry> entries;
    bulk().select("select seq, \"time\", bytes, hash from log_entry", {{"seq", num}}, places,
                  entry_types, [&](const Cells& row) { entries.push_back(entry_from(row)); });
    std::ranges::sort(entries, {}, &LogEntry::seq);
    add_subjects(entries);
    return entries;
}

std::vector<Remembered> Queries::remembered(
    const std::vector<std::pair<std::string, std::string>>& asked) {
    std::vector<Cells> keys;
    for (const auto& [actor, key] : asked) keys.push_back({actor, key});
    std::vector<Remembered> found;
    bulk().select("select actor, \"key\", request, answer from idempotency",
                  {{"actor", txt}, {"key", txt}}, keys, {txt, txt, txt, txt},
                  [&](const Cells& row) {
                      found.push_back({text(row[0]), text(row[1]), text(row[2]), text(row[3])});
                  });
    return found;
}

std::vector<Message> Queries::inbox(PartyId to, std::int64_t before, std::int64_t limit) {
    std::vector<Message> messages;
    const std::int64_t below = before > 0 ? before : std::numeric_limits<std::int64_t>::max();
    connection_
        .kept(message_columns +
                  " where programme_id = :p0 and to_party = :p1 and id < :p2 "
                  "order by id desc limit :p3",
              {num, num, num, num}, message_types)
        .each({programme(), to.value, below, limit},
              [&](const Cells& row) { messages.push_back(message_from(row)); });
    return messages;
}

std::optional<std::string> Queries::opened(const std::string& commitment) {
    std::optional<std::string> found;
    connection_
        .kept(
            "select \"value\" from personal_opening "
            "where programme_id = :p0 and \"commitment\" = :p1",
            {num, txt}, {txt})
        .each({programme(), commitment}, [&](const Cells& row) { found = text(row[0]); });
    return found;
}

std::vector<FileUse> Queries::uses(const std::vector<std::string>& digests) {
    std::vector<Cells> keys;
    for (const std::string& digest : digests) keys.push_back({digest});
    std::vector<FileUse> found;
    bulk().select(
        "select digest, entity, id from file_use", {{"digest", txt}}, keys, {txt, txt, num},
        [&](const Cells& row) { found.push_back({text(row[0]), {text(row[1]), number(row[2])}}); });
    return found;
}

// ---- writing

void Changes::put(const Shape& table, const std::vector<Cells>& rows) {
    bulk_.insert(table.name, fields_of(table), rows, or_replace(table));
}

void Changes::append(std::span<const LogEntry> entries) {
    std::vector<Cells> rows;
    std::vector<Cells> subjects;
    rows.reserve(entries.size());
    for (const LogEntry& entry : entries) {
        Cells& row = rows.emplace_back();
        row.reserve(4);
        row.emplace_back(entry.seq);
        row.emplace_back(entry.time.micros);
        row.emplace_back(entry.bytes);
        row.emplace_back(entry.hash);
        for (const Subject& subject : entry.subjects) {
            subjects.push_back({subject.entity, subject.id, entry.seq});
        }
    }
    bulk_.insert("log_entry", {{"seq", num}, {"time", num}, {"bytes", txt}, {"hash", txt}}, rows);
    bulk_.insert("log_subject", {{"entity", txt}, {"id", num}, {"seq", num}}, subjects);
}

void Changes::remember(std::span<const Remembered> answers) {
    std::vector<Cells> rows;
    for (const Remembered& answer : answers) {
        rows.push_back({answer.actor, answer.key, answer.request, answer.answer});
    }
    bulk_.insert("idempotency", {{"actor", txt}, {"key", txt}, {"request", txt}, {"answer", txt}},
                 rows, "on conflict (programme_id, actor, \"key\") do nothing");
}

std::int64_t Changes::post(std::span<const Message> messages, std::int64_t next) {
    std::vector<Cells> rows;
    for (const Message& message : messages) {
        rows.push_back({next * programmes_max + programme_.value, message.to.value, message.kind,
                        canonical(message.facts), message.at.micros,
                        message.dedupe.empty() ? Cell{} : Cell{message.dedupe},
                        std::int64_t{message.sent}, std::int64_t{message.read}});
        ++next;
    }
    return bulk_.insert("message",
                        {{"id", num},
                         {"to_party", num},
                         {"kind", txt},
                         {"facts", txt},
                         {"at", num},
                         {"dedupe", txt},
                         {"sent", num},
                         {"read", num}},
                        rows,
                        "on conflict (programme_id, dedupe) where dedupe is not null do nothing");
}

void Changes::keep(std::span<const PersonalOpening> openings) {
    std::vector<Cells> rows;
    for (const PersonalOpening& opening : openings) {
        rows.push_back({opening.commitment, opening.salt, opening.value});
    }
    bulk_.insert("personal_opening", {{"commitment", txt}, {"salt", txt}, {"value", txt}}, rows,
                 "on conflict (programme_id, \"commitment\") do nothing");
}

void Changes::note(std::span<const FileUse> uses) {
    std::vector<Cells> rows;
    for (const FileUse& use : uses) {
        rows.push_back({use.digest, use.subject.entity, use.subject.id});
    }
    bulk_.insert("file_use", {{"digest", txt}, {"entity", txt}, {"id", num}}, rows,
                 "on conflict (programme_id, digest, entity, id) do nothing");
}

void Changes::erase(std::span<const std::string> commitments) {
    for (const std::string& commitment : commitments) {
        connection_
            .kept("delete from personal_opening where programme_id = :p0 and \"commitment\" = :p1",
                  {num, txt})
            .run({programme_.value, commitment});
    }
}

void Changes::move_tail(const Queries::TailRow& tail) {
    connection_
        .kept(
            "update log_tail set next_seq = :p1, last_time = :p2, last_hash = :p3, "
            "next_message = :p4 where programme_id = :p0",
            {num, num, num, txt, num})
        .run({programme_.value, tail.tail.next_seq, tail.tail.last_time.micros, tail.tail.last_hash,
              tail.next_message});
}

}  // namespace zq::sql
