// The check that a log is whole and that the tables are its fold: nothing missing, added or
// changed.
//
// Checked are the log, the index of its subjects, its tail, the kept nodes of its Merkle tree and
// the roots of its checkpoints, and the table of every kind of entity. Signatures are for
// verifiers. Not from the log, and not checked: sessions, credentials, idempotency answers,
// messages, files, settings, and the openings of personal commitments.
#include <algorithm>

#include "app/log.h"
#include "app/log_key.h"

namespace zq {

namespace {

constexpr std::int64_t page = 1000;

std::string text_of(const Value* value) {
    if (!value) return "nothing";
    return canonical(*value);
}

// The key as a row's place names it: "12", "FP-7", "quota 12 year:2025".
std::string key_text(const Value* key) {
    if (!key) return "0";
    if (const auto* number = key->if_number()) return std::to_string(*number);
    if (const auto* text = key->if_text()) return *text;
    const auto account = decoded<AccountId>(*key);
    return std::string{name_of(account.kind)} + " " + std::to_string(account.owner) + " " +
           account.scope;
}

template <class T>
std::string key_text_of(const Value& row) {
    if constexpr (std::same_as<KeyOf<T>, TheProgramme>) {
        return "0";
    } else {
        static const std::string field = [] {
            std::string first;
            T probe{};
            T::fields(probe, [&](std::string_view name, auto&) {
                if (first.empty()) first = name;
            });
            return first;
        }();
        return key_text(row.find(field));
    }
}

// The third line of a checkpoint.
merkle::Hash root_in(const std::string& note) {
    std::size_t begin = 0;
    for (int line = 0; line < 2; ++line) begin = note.find('\n', begin) + 1;
    return from_base64(note.substr(begin, note.find('\n', begin) - begin)).value_or("");
}

class Verifying {
public:
    Verifying(Store& store, ProgrammeId programme)
        : store_{store}, reader_{store.read(programme)}, programme_{programme} {}

    std::optional<Difference> run() {
        check_log();
        check_tail();
        check_checkpoints();
        tables_.each_shelf([&]<class T>(Shelf<T>& shelf) { check_table(shelf); });
        check_code();
        return found_;
    }

private:
    void differ(std::string where, std::string what) {
        if (!found_) found_ = {std::move(where), std::move(what)};
    }

    void check_log() {
        last_.hash = first_link();
        while (!found_) {
            const auto entries = reader_->log(last_.seq + 1, page);
            if (entries.empty()) return;
            for (const LogEntry& entry : entries) {
                if (found_) return;
                check_entry(entry);
                grow_tree(entry);
                last_ = entry;
            }
        }
    }

    void check_entry(const LogEntry& entry) {
        const std::string where = "log seq " + std::to_string(last_.seq + 1);
        if (entry.seq != last_.seq + 1) {
            return differ(where, "is missing; the next one is " + std::to_string(entry.seq));
        }
        if (entry.hash != link(last_.hash, entry.bytes)) {
            return differ(where, "the hash does not chain these bytes to the entry before");
        }
        if (entry.time < last_.time) return differ(where, "is earlier than the entry before");
        try {
            check_event(entry, where);
        } catch (const Undecodable& damaged) {
            differ(where, damaged.what());
        }
    }

    void check_event(const LogEntry& entry, const std::string& where) {
        const Event event = event_from(entry.bytes);
        if (bytes_of(event) != entry.bytes) return differ(where, "the bytes are not canonical");
        if (event.seq != entry.seq) return differ(where, "the event is of another place");
        if (event.programme != programme_) return differ(where, "the event is another programme's");
        if (event.time != entry.time) return differ(where, "the event is of another time");
        if (subjects_of(event) != entry.subjects) {
            return differ(where, "the index names other subjects than the event");
        }
        fold(event, tables_);
    }

    void grow_tree(const LogEntry& entry) {
        tree_.add(merkle::leaf_hash(entry.bytes), [&](merkle::Node at, const merkle::Hash& hash) {
            if (at.level == 0 || at.level % kept_level_step != 0) return;
            const auto kept = store_.proofs().nodes(programme_, at.level, at.index, 1);
            if (kept.empty() || kept.front() == hash) return;
            differ("tree node " + std::to_string(at.level) + "/" + std::to_string(at.index),
                   "is not the root of its events");
        });
        if (!next_checkpoint_)
            next_checkpoint_ = store_.proofs().covering(programme_, tree_.size());
        if (!next_checkpoint_ || next_checkpoint_->size != tree_.size()) return;
        if (root_in(next_checkpoint_->note) != tree_.root()) {
            differ("checkpoint of " + std::to_string(tree_.size()) + " events",
                   "states another root than the events have");
        }
        next_checkpoint_ = store_.proofs().covering(programme_, tree_.size() + 1);
    }

    void check_checkpoints() {
        const auto beyond = store_.proofs().latest(programme_);
        if (found_ || !beyond || beyond->size <= last_.seq) return;
        differ("log tail", "ends at " + std::to_string(last_.seq) + ", and a checkpoint of " +
                               std::to_string(beyond->size) + " events was signed");
    }

    void check_tail() {
        if (found_) return;
        const Tail tail = reader_->tail();
        if (tail.next_seq != last_.seq + 1) {
            differ("log tail", "goes on at " + std::to_string(tail.next_seq) +
                                   ", the log ends at " + std::to_string(last_.seq));
        } else if (tail.last_hash != last_.hash || tail.last_time != last_.time) {
            differ("log tail", "is not that of the last entry");
        }
    }

    template <class T>
    void check_table(const Shelf<T>& shelf) {
        if (found_) return;
        std::map<std::string, const T*> expected;
        for (const auto& [key, entity] : shelf.rows) {
            expected.emplace(key_text_of<T>(encode(entity)), &entity);
        }
        const std::string table = "table " + table_name(Entity<T>::name);
        try {
            each_row<T>([&](const Value& row) {
                const std::string where = table + " key " + key_text_of<T>(row);
                const auto place = expected.find(key_text_of<T>(row));
                if (place == expected.end()) return differ(where, "no event made this row");
                compare(where, encode(*place->second), row);
                expected.erase(place);
            });
        } catch (const Undecodable& damaged) {
            split(table, damaged.what());
        }
        if (!expected.empty()) {
            differ(table + " key " + expected.begin()->first, "the row is missing");
        }
    }

    template <class T>
    void each_row(auto&& visit) {
        constexpr bool paged = detail::is_id<KeyOf<T>>;
        Query query{.entity = std::string{Entity<T>::name},
                    .where = {},
                    .sort = {},
                    .after = {},
                    .limit = paged ? page : 0};
        while (!found_) {
            const auto rows = reader_->list(query);
            for (const Value& row : rows) {
                if (!found_) visit(row);
            }
            if constexpr (paged) {
                if (std::ssize(rows) == page) {
                    query.after = {Value{}, Entity<T>::key(decoded<T>(rows.back())).value};
                    continue;
                }
            }
            return;
        }
    }

    void compare(const std::string& where, const Value& expected, const Value& row) {
        std::set<std::string> fields;
        for (const auto& [field, value] : *expected.if_map()) fields.insert(field);
        for (const auto& [field, value] : *row.if_map()) fields.insert(field);
        for (const std::string& field : fields) {
            const Value* wanted = expected.find(field);
            const Value* found = row.find(field);
            if (wanted && found ? *wanted == *found : wanted == found) continue;
            return differ(std::string{where}.append(" field ").append(field),
                          "is " + text_of(found) + ", by the log " + text_of(wanted));
        }
    }

    // A store says "table orders key 12 field grounds: no canonical text".
    void split(const std::string& table, const std::string& message) {
        const std::size_t colon = message.find(": ");
        const bool placed = message.starts_with(table) && colon != std::string::npos;
        differ(placed ? message.substr(0, colon) : table,
               placed ? message.substr(colon + 2) : message);
    }

    void check_code() {
        const ProgrammeState* state = tables_.find<ProgrammeState>(TheProgramme{});
        if (found_ || !state) return;
        for (const auto& [id, code] : store_.programmes()) {
            if (id != programme_ || code == state->code) continue;
            differ("table programme key " + std::to_string(id.value) + " field code",
                   "is " + code + ", by the log " + state->code);
        }
    }

    Store& store_;
    std::unique_ptr<Reader> reader_;
    ProgrammeId programme_;
    WorkingSet tables_;
    LogEntry last_;
    merkle::Frontier tree_;
    std::optional<Checkpoint> next_checkpoint_;
    std::optional<Difference> found_;
};

}  // namespace

std::optional<Difference> verify(Store& store, ProgrammeId programme) {
    return Verifying{store, programme}.run();
}

}  // namespace zq
