// Everything a reader asks of a programme, on one connection. A transaction asks the same way.
#pragma once

#include "store/sql/bulk.h"

namespace zq::sql {

// Messages are numbered by their programme; the number tells which, so that it is unique
// everywhere.
inline constexpr std::int64_t programmes_max = 4096;

class Text;

class Queries {
public:
    Queries(Connection& connection, ProgrammeId programme)
        : connection_{connection}, programme_{programme} {}

    void load(const Keys& keys, WorkingSet& tables);
    std::vector<std::int64_t> find(const Search& search);
    Keys due(Instant now);
    std::vector<Value> list(const Query& query);
    std::int64_t count(const std::string& entity, const std::vector<Filter>& where);
    std::vector<Group> tally(const Tally& tally);
    std::vector<LogEntry> log(std::int64_t from, std::int64_t limit);
    std::vector<std::string> log_bytes(std::int64_t from, std::int64_t limit);
    std::vector<LogEntry> timeline(const Subject& subject);
    std::vector<Remembered> remembered(
        const std::vector<std::pair<std::string, std::string>>& asked);
    std::vector<Message> inbox(PartyId to, std::int64_t before, std::int64_t limit);
    std::optional<std::string> opened(const std::string& commitment);
    std::vector<FileUse> uses(const std::vector<std::string>& digests);

    struct TailRow {
        Tail tail;
        std::int64_t next_message = 1;
    };
    TailRow tail(std::string_view lock);

private:
    Cell programme() const { return programme_.value; }
    Bulk bulk() { return {connection_, programme_}; }
    Text text_from(std::string start) const;
    std::vector<std::int64_t> due_ids(const std::string& table, Instant before);
    void add_subjects(std::vector<LogEntry>& entries);

    Connection& connection_;
    ProgrammeId programme_;
};

// What a transaction writes.
class Changes {
public:
    Changes(Connection& connection, ProgrammeId programme)
        : connection_{connection}, programme_{programme}, bulk_{connection, programme} {}

    void put(const Shape& table, const std::vector<Cells>& rows);
    void append(std::span<const LogEntry> entries);
    void remember(std::span<const Remembered> answers);
    // Numbers them from `next` on; a number whose message's dedupe is known stays unused. Returns
    // how many came.
    std::int64_t post(std::span<const Message> messages, std::int64_t next);
    void keep(std::span<const PersonalOpening> openings);
    void note(std::span<const FileUse> uses);
    void erase(std::span<const std::string> commitments);
    void move_tail(const Queries::TailRow& tail);

private:
    Connection& connection_;
    ProgrammeId programme_;
    Bulk bulk_;
};

inline const std::string message_columns =
    "select programme_id, id, to_party, kind, facts, \"at\", dedupe, sent, \"read\" from message";
extern const SqlTypes message_types;
Message message_from(const Cells& row);

}  // namespace zq::sql
