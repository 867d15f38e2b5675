// All that a programme has in memory, and what a transaction has staged for it.
#pragma once

#include <mutex>

#include "store/gate.h"
#include "store/sieve.h"

namespace zq::memory {

// (deadline, whether it is a product's, id)
using DueKey = std::tuple<Instant, bool, std::int64_t>;

struct Ledger {
    Gate gate;  // held by the open transaction
    WorkingSet tables;
    std::set<DueKey> due;
    std::vector<LogEntry> log;
    std::map<Subject, std::vector<std::int64_t>> timelines;
    Tail tail{.next_seq = 1, .last_time = {}, .last_hash = std::string(64, '0')};
    std::map<std::pair<std::string, std::string>, Remembered> remembered;
    std::map<std::string, std::string> openings;
    std::set<FileUse> uses;
};

struct Staged {
    WorkingSet tables;
    std::vector<LogEntry> log;
    std::vector<Remembered> remembered;
    std::vector<Message> messages;
    std::vector<PersonalOpening> openings;
    std::set<std::string> erased;  // commitments
    std::vector<FileUse> uses;
};

struct Inbox {
    std::vector<Message> messages;                        // ascending; message i has the id i + 1
    std::set<std::pair<ProgrammeId, std::string>> known;  // what was posted with a `dedupe`
    void post(Message message);
};

void commit(Staged&& staged, Ledger& ledger, Inbox& inbox);

// What is committed, overlaid with what is staged. Call with the store's mutex held.
class View {
public:
    View(const Ledger& ledger, const Inbox& inbox, const Staged* staged)
        : ledger_{ledger}, inbox_{inbox}, staged_{staged} {}

    void load(const Keys& keys, WorkingSet& tables) const;
    std::vector<std::int64_t> find(const Search& search) const;
    Keys due(Instant now) const;
    std::vector<Value> list(const Query& query) const;
    std::int64_t count(const std::string& entity, const std::vector<Filter>& where) const;
    std::vector<Group> tally(const Tally& tally) const;
    Tail tail() const;
    std::vector<LogEntry> log(std::int64_t from, std::int64_t limit) const;
    std::vector<std::string> log_bytes(std::int64_t from, std::int64_t limit) const;
    std::vector<LogEntry> timeline(const Subject& subject) const;
    std::vector<Remembered> remembered(
        const std::vector<std::pair<std::string, std::string>>& asked) const;
    std::vector<Message> messages(ProgrammeId programme, PartyId to, std::int64_t before,
                                  std::int64_t limit) const;
    std::optional<std::string> opened(const std::string& commitment) const;
    std::vector<FileUse> uses(const std::vector<std::string>& digests) const;

private:
    template <class T>
    const T* row(const KeyOf<T>& key) const;
    template <class T>
    void each_row(auto&& visit) const;
    template <class T>
    std::vector<const T*> fitting(const std::vector<Sieve>& sieves) const;
    template <class T>
    std::vector<Value> page(const Query& query) const;
    template <class T>
    void add_due(bool product, Instant before, Keys& keys) const;

    const Ledger& ledger_;
    const Inbox& inbox_;
    const Staged* staged_;
};

}  // namespace zq::memory
