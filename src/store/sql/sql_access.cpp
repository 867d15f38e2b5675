// What may happen once is one statement, which says by `returning` whether it happened.
#include "store/sql/sql_access.h"

#include "base/value.h"

namespace zq::sql {

namespace {

constexpr auto num = SqlType::number;
constexpr auto txt = SqlType::text;

const std::string session_columns =
    "select id_digest, session.person, session.organisation, session.\"role\", made, last_used, "
    "confirmed, strong, held, device, session.until, entered_by from session ";
const SqlTypes session_types{txt, num, num, txt, num, num, num, num, txt, txt, num, txt};

Session session_from(const Cells& row) {
    return {.id_digest = text(row[0]),
            .person = PersonId{number(row[1])},
            .organisation = PartyId{number(row[2])},
            .role = decoded<Role>(Value{text(row[3])}),
            .made = Instant{number(row[4])},
            .last_used = Instant{number(row[5])},
            .confirmed = Instant{number(row[6])},
            .strong = number(row[7]) != 0,
            .held = text(row[8]),
            .device = text(row[9]),
            .until = number(row[10]) ? std::optional{Instant{number(row[10])}} : std::nullopt,
            .entered_by = decoded<EnteredBy>(Value{text(row[11])})};
}

template <class T>
std::optional<T> first_of(std::vector<T> all) {
    if (all.empty()) return std::nullopt;
    return std::move(all.front());
}

}  // namespace

void SqlAccess::write(const std::string& text, const SqlTypes& types, const Cells& values) {
    statements_.write([&](Connection& connection) { connection.kept(text, types).run(values); });
}

bool SqlAccess::changed(const std::string& text, const SqlTypes& types, const Cells& values) {
    bool any = false;
    statements_.write([&](Connection& connection) {
        any = false;  // it may be tried again
        connection.kept(text, types, {txt}).each(values, [&](const Cells&) { any = true; });
    });
    return any;
}

// ---- logins

std::optional<Credential> SqlAccess::credential(const std::string& login) {
    std::optional<Credential> found;
    statements_.read("select person, password, changed from credential where login = :p0", {txt},
                     {num, txt, num}, {login}, [&](const Cells& row) {
                         found = {login, PersonId{number(row[0])}, text(row[1]),
                                  Instant{number(row[2])}};
                     });
    return found;
}

std::vector<Credential> SqlAccess::credentials_of(PersonId person) {
    std::vector<Credential> all;
    statements_.read(
        "select login, password, changed from credential where person = :p0 order by login", {num},
        {txt, txt, num}, {person.value}, [&](const Cells& row) {
            all.push_back({text(row[0]), person, text(row[1]), Instant{number(row[2])}});
        });
    return all;
}

void SqlAccess::put(const Credential& credential) {
    write(
        "insert into credential (login, person, password, changed) values (:p0, :p1, :p2, :p3) "
        "on conflict (login) do update set person = excluded.person, "
        "password = excluded.password, changed = excluded.changed",
        {txt, num, txt, num},
        {credential.login, credential.person.value, credential.password,
         credential.changed.micros});
}

bool SqlAccess::add(const Credential& credential) {
    return changed(
        "insert into credential (login, person, password, changed) values (:p0, :p1, :p2, :p3) "
        "on conflict (login) do nothing returning login",
        {txt, num, txt, num},
        {credential.login, credential.person.value, credential.password,
         credential.changed.micros});
}

void SqlAccess::forget_credentials(PersonId person) {
    write("delete from credential where person = :p0", {num}, {person.value});
}

// ---- sessions

std::vector<Session> SqlAccess::sessions(const std::string& rest, const SqlTypes& types,
                                         const Cells& values) {
    std::vector<Session> found;
    statements_.read(session_columns + rest, types, session_types, values,
                     [&](const Cells& row) { found.push_back(session_from(row)); });
    return found;
}

std::optional<Session> SqlAccess::session(const std::string& id_digest) {
    return first_of(sessions("where id_digest = :p0", {txt}, {id_digest}));
}

std::optional<Session> SqlAccess::session_in_force(const std::string& id_digest) {
    return first_of(
        sessions("join membership on membership.person = session.person and "
                 "membership.organisation = session.organisation and membership.\"role\" = "
                 "session.\"role\" where programme_id = :p0 and id_digest = :p1 and active = 1",
                 {num, txt}, {registry.value, id_digest}));
}

std::vector<Session> SqlAccess::sessions_of(PersonId person) {
    return sessions("where person = :p0 order by last_used desc, id_digest", {num}, {person.value});
}

void SqlAccess::put(const Session& session) {
    write(
        "insert into session (id_digest, person, organisation, \"role\", made, last_used, "
        "confirmed, strong, held, device, until, entered_by) "
        "values (:p0, :p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9, :p10, :p11) "
        "on conflict (id_digest) do update set person = excluded.person, "
        "organisation = excluded.organisation, \"role\" = excluded.\"role\", "
        "made = excluded.made, last_used = excluded.last_used, confirmed = excluded.confirmed, "
        "strong = excluded.strong, held = excluded.held, device = excluded.device, "
        "until = excluded.until, entered_by = excluded.entered_by",
        {txt, num, num, txt, num, num, num, num, txt, txt, num, txt},
        {session.id_digest, session.person.value, session.organisation.value,
         std::string{name_of(session.role)}, session.made.micros, session.last_used.micros,
         session.confirmed.micros, std::int64_t{session.strong}, session.held, session.device,
         session.until.value_or(Instant{}).micros, std::string{name_of(session.entered_by)}});
}

void SqlAccess::renew(const Session& session) {
    write(
        "update session set last_used = :p0, confirmed = :p1, strong = :p2, held = :p3 "
        "where id_digest = :p4",
        {num, num, num, txt, txt},
        {session.last_used.micros, session.confirmed.micros, std::int64_t{session.strong},
         session.held, session.id_digest});
}

bool SqlAccess::end_session(const std::string& id_digest) {
    return changed("delete from session where id_digest = :p0 returning id_digest", {txt},
                   {id_digest});
}

void SqlAccess::end_sessions_made_before(Instant until) {
    write("delete from session where made < :p0", {num}, {until.micros});
}

// ---- records

std::vector<AccessRecord> SqlAccess::records(const std::string& where, const SqlTypes& types,
                                             const Cells& values) {
    std::vector<AccessRecord> found;
    statements_.read(
        "select kind, \"key\", \"owner\", \"value\" from access_record where " + where, types,
        {txt, txt, num, txt}, values, [&](const Cells& row) {
            found.push_back({text(row[0]), text(row[1]), number(row[2]), text(row[3])});
        });
    return found;
}

std::optional<AccessRecord> SqlAccess::record(const std::string& kind, const std::string& key) {
    return first_of(records("kind = :p0 and \"key\" = :p1", {txt, txt}, {kind, key}));
}

std::vector<AccessRecord> SqlAccess::records_of(const std::string& kind, std::int64_t owner) {
    return records("kind = :p0 and \"owner\" = :p1 order by \"key\"", {txt, num}, {kind, owner});
}

bool SqlAccess::add(const AccessRecord& record) {
    return changed(
        "insert into access_record (kind, \"key\", \"owner\", \"value\") "
        "values (:p0, :p1, :p2, :p3) on conflict (kind, \"key\") do nothing returning \"key\"",
        {txt, txt, num, txt}, {record.kind, record.key, record.owner, record.value});
}

bool SqlAccess::replace(const AccessRecord& known, const std::string& value) {
    return changed(
        "update access_record set \"value\" = :p0 where kind = :p1 and \"key\" = :p2 and "
        "\"value\" = :p3 returning \"key\"",
        {txt, txt, txt, txt}, {value, known.kind, known.key, known.value});
}

bool SqlAccess::remove(const AccessRecord& known) {
    return changed(
        "delete from access_record where kind = :p0 and \"key\" = :p1 and \"value\" = :p2 "
        "returning \"key\"",
        {txt, txt, txt}, {known.kind, known.key, known.value});
}

std::vector<AccessRecord> SqlAccess::records_below(const RecordRange& range) {
    std::string where = "kind = :p0";
    SqlTypes types{txt};
    Cells values{range.kind};
    const auto also = [&](const std::string& condition, SqlType type, Cell value) {
        where += " and " + condition + " :p" + std::to_string(values.size());
        types.push_back(type);
        values.push_back(std::move(value));
    };
    if (range.owner) also("\"owner\" =", num, *range.owner);
    if (!range.below.empty()) also("\"key\" <", txt, range.below);
    where += " order by \"key\" desc limit :p" + std::to_string(values.size());
    types.push_back(num);
    values.push_back(range.most);
    return records(where, types, values);
}

void SqlAccess::remove_below(const std::string& kind, const std::string& key) {
    write("delete from access_record where kind = :p0 and \"key\" < :p1", {txt, txt}, {kind, key});
}

}  // namespace zq::sql
