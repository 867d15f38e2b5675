// The Store port: how use cases load and store. Two adapters: memory and SQL; one conformance
// suite.
//
// A write is a transaction of one programme that holds its log tail from begin to commit, so
// batches of a programme are ordered by the store, whichever process runs them. Nothing is visible
// before commit. Faults of the world come as StoreFailed; a commit whose outcome is unknown as
// CommitUnknown, after which the process ends.
#pragma once

#include <memory>
#include <span>
#include <stdexcept>

#include "app/access.h"
#include "app/proofs.h"
#include "app/stored_files.h"
#include "engine/decide.h"

namespace zq {

class StoreFailed : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};
// Another writer was in the way: nothing of the transaction is stored, and the same again may
// succeed.
class StoreBusy : public StoreFailed {
public:
    using StoreFailed::StoreFailed;
};
class CommitUnknown : public StoreFailed {
public:
    using StoreFailed::StoreFailed;
};

struct Tail {
    std::int64_t next_seq = 1;
    Instant last_time;
    std::string last_hash;  // of the last event; 64 zeros before the first
};

// An event as it is stored: its canonical bytes and the hash that chains it.
struct LogEntry {
    std::int64_t seq = 0;
    Instant time;
    std::string bytes;
    std::string hash;               // sha256_hex(previous hash ‖ bytes)
    std::vector<Subject> subjects;  // index for timelines
};

// Moves the tail on to an entry; BrokenInvariant when it is not the next one.
void follow(Tail& tail, const LogEntry& entry);

// The answer given to (person, key) stays for good. `request` is the digest of what was asked.
struct Remembered {
    std::string actor;  // "person:12", "visitor:…"
    std::string key;
    std::string request;  // SHA-256
    std::string answer;   // canonical value, opaque to the store
};

// A line of a party's inbox. `dedupe` makes it appear once ("order:12:acceptance:2025-06-20"); what
// is posted with its event needs none.
struct Message {
    std::int64_t id = 0;  // given by the store, ascending
    PartyId to;
    ProgrammeId programme;
    std::string kind;  // "order-accepted", "reminder-acceptance" …
    Value facts;       // order, number, deadline …
    Instant at;
    std::string dedupe;
    bool sent = false;  // handed to the sending port
    bool read = false;
};

// The opening of a commitment: erasable, outside the fold.
struct PersonalOpening {
    std::string commitment;
    std::string salt;
    std::string value;
};

// An accepted act named the file among the papers of this order or product. It stays so when
// another file takes its place: what was handed in is kept.
struct FileUse {
    std::string digest;
    Subject subject;
    friend auto operator<=>(const FileUse&, const FileUse&) = default;
};

// Compares a field as encode() has it; an account's kind, owner and scope count as fields of its
// own. `absent` is what encode() leaves out: no value, 0, "" or an empty list; an optional 0 is
// present. `differs` includes the absent. `contains` is part of a text, or an element of a list.
struct Filter {
    std::string field;
    enum class Comparison { equals, differs, at_least, at_most, contains, absent, present };
    Comparison comparison = Comparison::equals;
    std::vector<Value> values;  // equals: any of them
};

// One page of entities. Sorting is by one field, then by key; the cursor is the last row's (field,
// key).
struct Query {
    std::string entity;
    std::vector<Filter> where;
    std::string sort;  // empty: key
    bool descending = false;
    std::optional<std::pair<Value, std::int64_t>> after;
    std::int64_t limit = 50;  // 0: all of them
};

// Rows counted and summed in groups, which is the database's work: there may be millions.
struct Tally {
    std::string entity;
    std::vector<std::string> by;     // fields; rows that agree in all of them are one group
    std::vector<std::string> sums;   // fields of integers; absent counts as 0
    std::string day;                 // of an instant: the day it falls on is the last of the group
    std::int64_t east_of_utc_s = 0;  // for `day`
};
struct Group {
    std::vector<Value> by;  // the empty map: absent
    std::int64_t day = 0;   // since 1970-01-01
    std::int64_t count = 0;
    std::vector<std::int64_t> sums;
};

// Where an entity lies, for people and databases: "order" lies in "orders".
std::string table_name(std::string_view entity);

// Reads without a lock: what is committed, and nothing else. In SQL a reader stays at the moment
// when it was made, so take a new one for each question that comes from outside.
class Reader {
public:
    virtual ~Reader() = default;

    // Lays everything named that exists into `tables`.
    virtual void load(const Keys& keys, WorkingSet& tables) = 0;
    // Keys of the entities that fit, ascending; nothing for entities whose key is no number.
    virtual std::vector<std::int64_t> find(const Search& search) = 0;
    // Orders and products whose `due` has passed at `now`, as keys.
    virtual Keys due(Instant now) = 0;
    // Encoded rows (encode(T)) of one entity. Undecodable, with its place, when a row is damaged.
    virtual std::vector<Value> list(const Query& query) = 0;
    virtual std::int64_t count(const std::string& entity, const std::vector<Filter>& where) = 0;
    virtual std::vector<Group> tally(const Tally& tally) = 0;  // in no order
    virtual Tail tail() = 0;
    // Entries from seq `from` on, at most `limit`.
    virtual std::vector<LogEntry> log(std::int64_t from, std::int64_t limit) = 0;
    // Their bytes only, which is all that the tree of the log is made of.
    virtual std::vector<std::string> log_bytes(std::int64_t from, std::int64_t limit) = 0;
    // Entries that changed the subject, in order.
    virtual std::vector<LogEntry> timeline(const Subject& subject) = 0;
    // Those answers that were given, to (actor, key) each, in no order.
    virtual std::vector<Remembered> remembered(
        const std::vector<std::pair<std::string, std::string>>& asked) = 0;
    std::optional<Remembered> remembered(const std::string& actor, const std::string& key);
    // The programme's messages to a party, the newest first; `before` is the last id seen, or 0.
    virtual std::vector<Message> inbox(PartyId to, std::int64_t before, std::int64_t limit) = 0;
    virtual std::optional<std::string> opened(const std::string& commitment) = 0;
    // What accepted acts of this programme used these files for, in no order.
    virtual std::vector<FileUse> uses(const std::vector<std::string>& digests) = 0;
};

class Transaction : public Reader {
public:
    // Entities that changed in `tables` since they were loaded.
    virtual void store(WorkingSet& tables) = 0;
    virtual void append(std::span<const LogEntry> entries) = 0;  // the tail's next, in order
    // What is known already stays as it is: the first answer to a key, the first opening of a
    // commitment, the first message of a `dedupe`; within one call, too.
    virtual void remember(std::span<const Remembered> answers) = 0;
    virtual void post(std::span<const Message> messages) = 0;
    virtual void keep(std::span<const PersonalOpening> openings) = 0;
    virtual void note(std::span<const FileUse> uses) = 0;
    // Nobody can open these commitments any more; those that are not known are passed over.
    virtual void erase(std::span<const std::string> commitments) = 0;
    void append(const LogEntry& entry) { append({&entry, 1}); }
    void remember(const Remembered& answer) { remember({&answer, 1}); }
    void post(const Message& message) { post({&message, 1}); }
    void keep(const PersonalOpening& opening) { keep({&opening, 1}); }
    // Without it everything is rolled back; after it the transaction takes nothing more.
    virtual void commit() = 0;
};

class Store {
public:
    virtual ~Store() = default;

    // Waits for the programme's open transaction. A thread has one transaction at a time, and
    // writes nothing else through the store meanwhile: BrokenInvariant rather than waiting for
    // itself.
    virtual std::unique_ptr<Transaction> begin(ProgrammeId programme) = 0;
    virtual std::unique_ptr<Reader> read(ProgrammeId programme) = 0;

    // Programmes that exist, by number and code; adding one is idempotent.
    virtual std::vector<std::pair<ProgrammeId, std::string>> programmes() = 0;
    virtual ProgrammeId add_programme(const std::string& code) = 0;

    virtual std::vector<Message> unsent(std::int64_t limit) = 0;
    virtual void mark_sent(const std::vector<std::int64_t>& ids) = 0;
    virtual void mark_read(PartyId to, std::int64_t id) = 0;

    virtual Access& access() = 0;
    virtual StoredFiles& files() = 0;
    virtual Proofs& proofs() = 0;
    virtual std::int64_t setting(const std::string& name, std::int64_t otherwise) = 0;
    virtual void put_setting(const std::string& name, std::int64_t value) = 0;
};

}  // namespace zq
