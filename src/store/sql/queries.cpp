// Row by row with kept statements: in process that is as fast as any bulk form.
#include "store/sql/queries.h"

#include <charconv>
#include <limits>

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

void Queries::load(const Keys& keys, WorkingSet& tables) {
    tables.each_shelf([&]<class T>(Shelf<T>&) {
        if (keys.of<T>().empty()) return;
        const Shape& table = table_of<T>();
        Statement& select = connection_.kept(load_text(table), load_types(table), types_of(table));
        for (const auto& key : keys.of<T>()) {
            Cells values = key_row<T>(key);
            values.insert(values.begin(), programme());
            select.each(values, [&](const Cells& row) { tables.lay(entity_from<T>(row)); });
        }
    });
}

std::vector<std::int64_t> Queries::find(const Search& search) {
    std::vector<std::int64_t> keys;
    with_entity(search.entity, [&]<class T>() {
        const Shape& table = table_of<T>();
        if (!table.numbered()) return;
        const std::string key = name_in_sql(table.columns[0].name);
        Text query{"select " + key + " from " + table.name, programme_};
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
        Text select{select_from(table), programme_};
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
        Text select{"select count(*) from " + table.name, programme_};
        add_sieves(select, table, sieves_of(table, where));
        connection_.once(select.text(), select.types(), {num})
            ->each(select.values(), [&](const Cells& row) { result = number(row[0]); });
    });
    return result;
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
    if (entries.empty()) return;
    Statement& select = connection_.kept(
        "select entity, id from log_subject where programme_id = :p0 and seq = :p1 "
        "order by entity, id",
        {num, num}, {txt, num});
    for (LogEntry& entry : entries) {
        select.each({programme(), entry.seq}, [&](const Cells& row) {
            entry.subjects.push_back({text(row[0]), number(row[1])});
        });
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

// Two steps rather than a join, which SQLite would begin at the wrong end.
std::vector<LogEntry> Queries::timeline(const Subject& subject) {
    std::vector<std::int64_t> places;
    connection_
        .kept(
            "select seq from log_subject "
            "where programme_id = :p0 and entity = :p1 and id = :p2 order by seq",
            {num, txt, num}, {num})
        .each({programme(), subject.entity, subject.id},
              [&](const Cells& row) { places.push_back(number(row[0])); });
    std::vector<LogEntry> entries;
    Statement& select = connection_.kept(
        "select seq, \"time\", bytes, hash from log_entry "
        "where programme_id = :p0 and seq = :p1",
        {num, num}, entry_types);
    for (const std::int64_t seq : places) {
        select.each({programme(), seq},
                    [&](const Cells& row) { entries.push_back(entry_from(row)); });
    }
    add_subjects(entries);
    return entries;
}

std::vector<Remembered> Queries::remembered(
    const std::vector<std::pair<std::string, std::string>>& asked) {
    std::vector<Remembered> found;
    Statement& select = connection_.kept(
        "select request, answer from idempotency "
        "where programme_id = :p0 and actor = :p1 and \"key\" = :p2",
        {num, txt, txt}, {txt, txt});
    for (const auto& [actor, key] : asked) {
        select.each({programme(), actor, key}, [&](const Cells& row) {
            found.push_back({actor, key, text(row[0]), text(row[1])});
        });
    }
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

// ---- writing

void Changes::put(const Shape& table, Cells row) {
    row.insert(row.begin(), programme());
    connection_.kept(put_text(table), put_types(table)).run(row);
}

void Changes::append(const LogEntry& entry) {
    connection_
        .kept(
            "insert into log_entry (programme_id, seq, \"time\", bytes, hash) "
            "values (:p0, :p1, :p2, :p3, :p4)",
            {num, num, num, txt, txt})
        .run({programme(), entry.seq, entry.time.micros, entry.bytes, entry.hash});
    for (const Subject& subject : entry.subjects) {
        connection_
            .kept(
                "insert into log_subject (programme_id, entity, id, seq) values (:p0, :p1, :p2, "
                ":p3)",
                {num, txt, num, num})
            .run({programme(), subject.entity, subject.id, entry.seq});
    }
}

void Changes::remember(const Remembered& answer) {
    connection_
        .kept(
            "insert into idempotency (programme_id, actor, \"key\", request, answer) "
            "values (:p0, :p1, :p2, :p3, :p4) on conflict (programme_id, actor, \"key\") do "
            "nothing",
            {num, txt, txt, txt, txt})
        .run({programme(), answer.actor, answer.key, answer.request, answer.answer});
}

bool Changes::post(const Message& message, std::int64_t id) {
    const Cell dedupe = message.dedupe.empty() ? Cell{} : Cell{message.dedupe};
    return connection_
               .kept(
                   "insert into message (programme_id, id, to_party, kind, facts, \"at\", dedupe, "
                   "sent, \"read\") values (:p0, :p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8) "
                   "on conflict (programme_id, dedupe) do nothing",
                   {num, num, num, txt, txt, num, txt, num, num})
               .run({programme(), id, message.to.value, message.kind, canonical(message.facts),
                     message.at.micros, dedupe, std::int64_t{message.sent},
                     std::int64_t{message.read}}) > 0;
}

void Changes::keep(const PersonalOpening& opening) {
    connection_
        .kept(
            "insert into personal_opening (programme_id, \"commitment\", salt, \"value\") "
            "values (:p0, :p1, :p2, :p3) on conflict (programme_id, \"commitment\") do nothing",
            {num, txt, txt, txt})
        .run({programme(), opening.commitment, opening.salt, opening.value});
}

void Changes::move_tail(const Queries::TailRow& tail) {
    connection_
        .kept(
            "update log_tail set next_seq = :p1, last_time = :p2, last_hash = :p3, "
            "next_message = :p4 where programme_id = :p0",
            {num, num, num, txt, num})
        .run({programme(), tail.tail.next_seq, tail.tail.last_time.micros, tail.tail.last_hash,
              tail.next_message});
}

}  // namespace zq::sql
