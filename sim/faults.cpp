// Every call that changes or orders something is a point at which it may happen.
#include "faults.h"

namespace zq::sim {

class FaultyStore::Faulty : public Transaction {
public:
    Faulty(FaultyStore& store, std::unique_ptr<Transaction> real)
        : store_{store}, real_{std::move(real)} {}

    void load(const Keys& keys, WorkingSet& tables) override {
        store_.point();
        real_->load(keys, tables);
    }
    std::vector<std::int64_t> find(const Search& search) override { return real_->find(search); }
    Keys due(Instant now) override { return real_->due(now); }
    std::vector<Value> list(const Query& query) override { return real_->list(query); }
    std::int64_t count(const std::string& entity, const std::vector<Filter>& where) override {
        return real_->count(entity, where);
    }
    std::vector<Group> tally(const Tally& tally) override { return real_->tally(tally); }
    Tail tail() override { return real_->tail(); }
    std::vector<LogEntry> log(std::int64_t from, std::int64_t limit) override {
        return real_->log(from, limit);
    }
    std::vector<std::string> log_bytes(std::int64_t from, std::int64_t limit) override {
        return real_->log_bytes(from, limit);
    }
    std::vector<LogEntry> timeline(const Subject& subject) override {
        return real_->timeline(subject);
    }
    std::vector<Remembered> remembered(
        const std::vector<std::pair<std::string, std::string>>& asked) override {
        return real_->remembered(asked);
    }
    std::vector<Message> inbox(PartyId to, std::int64_t before, std::int64_t limit) override {
        return real_->inbox(to, before, limit);
    }
    std::optional<std::string> opened(const std::string& commitment) override {
        return real_->opened(commitment);
    }
    std::vector<FileUse> uses(const std::vector<std::string>& digests) override {
        return real_->uses(digests);
    }
    void store(WorkingSet& tables) override {
        store_.point();
        real_->store(tables);
    }
    void append(std::span<const LogEntry> entries) override {
        store_.point();
        real_->append(entries);
    }
    void remember(std::span<const Remembered> answers) override {
        store_.point();
        real_->remember(answers);
    }
    void post(std::span<const Message> messages) override {
        store_.point();
        real_->post(messages);
        posted_ += std::ssize(messages);
    }
    void keep(std::span<const PersonalOpening> openings) override { real_->keep(openings); }
    void note(std::span<const FileUse> uses) override { real_->note(uses); }
    void erase(std::span<const std::string> commitments) override { real_->erase(commitments); }
    void commit() override {
        store_.point();
        real_->commit();
        store_.messages_ += posted_;
        store_.point_after();
    }

private:
    FaultyStore& store_;
    std::unique_ptr<Transaction> real_;
    std::int64_t posted_ = 0;
};

// Of what is kept beside the log, records that are added or replaced may fail.
class FaultyStore::Records : public Access {
public:
    Records(FaultyStore& store, Access& real) : store_{store}, real_{real} {}

    std::optional<Credential> credential(const std::string& login) override {
        return real_.credential(login);
    }
    std::vector<Credential> credentials_of(PersonId person) override {
        return real_.credentials_of(person);
    }
    void put(const Credential& credential) override { real_.put(credential); }
    bool add(const Credential& credential) override { return real_.add(credential); }
    void forget_credentials(PersonId person) override { real_.forget_credentials(person); }
    std::optional<Session> session(const std::string& id_digest) override {
        return real_.session(id_digest);
    }
    std::optional<Session> session_in_force(const std::string& id_digest) override {
        return real_.session_in_force(id_digest);
    }
    std::vector<Session> sessions_of(PersonId person) override { return real_.sessions_of(person); }
    void put(const Session& session) override { real_.put(session); }
    void renew(const Session& session) override { real_.renew(session); }
    bool end_session(const std::string& id_digest) override { return real_.end_session(id_digest); }
    void end_sessions_made_before(Instant until) override { real_.end_sessions_made_before(until); }
    std::optional<AccessRecord> record(const std::string& kind, const std::string& key) override {
        return real_.record(kind, key);
    }
    std::vector<AccessRecord> records_of(const std::string& kind, std::int64_t owner) override {
        return real_.records_of(kind, owner);
    }
    bool add(const AccessRecord& record) override {
        store_.point();
        const bool added = real_.add(record);
        store_.point_after();
        return added;
    }
    bool replace(const AccessRecord& known, const std::string& value) override {
        store_.point();
        const bool replaced = real_.replace(known, value);
        store_.point_after();
        return replaced;
    }
    bool remove(const AccessRecord& known) override { return real_.remove(known); }
    std::vector<AccessRecord> records_below(const RecordRange& range) override {
        return real_.records_below(range);
    }
    void remove_below(const std::string& kind, const std::string& key) override {
        real_.remove_below(kind, key);
    }

private:
    FaultyStore& store_;
    Access& real_;
};

class FaultyStore::Files : public StoredFiles {
public:
    Files(FaultyStore& store, StoredFiles& real) : store_{store}, real_{real} {}

    std::optional<StoredFile> find(const std::string& digest, PartyId owner) override {
        return real_.find(digest, owner);
    }
    std::vector<StoredFile> of(PartyId owner, const std::optional<FilePlace>& after,
                               std::int64_t most) override {
        return real_.of(owner, after, most);
    }
    Held held_by(PartyId owner) override { return real_.held_by(owner); }
    void put(const StoredFile& file) override {
        store_.point();
        real_.put(file);
        store_.point_after();
    }
    std::optional<Transcript> transcript(const std::string& digest) override {
        return real_.transcript(digest);
    }
    void put(const Transcript& transcript) override { real_.put(transcript); }
    std::vector<StoredFile> unread(std::int64_t reader, std::int64_t most) override {
        return real_.unread(reader, most);
    }
    std::vector<StoredFile> given_between(Instant from, Instant until) override {
        return real_.given_between(from, until);
    }
    std::vector<StoredFile> dropped_until(Instant until) override {
        return real_.dropped_until(until);
    }
    bool drop(const StoredFile& file, std::optional<Instant> at) override {
        store_.point();
        const bool dropped = real_.drop(file, at);
        store_.point_after();
        return dropped;
    }
    bool is_held(const std::string& digest) override { return real_.is_held(digest); }
    void forget(const std::string& digest, PartyId owner) override {
        store_.point();
        real_.forget(digest, owner);
        store_.point_after();
    }

private:
    FaultyStore& store_;
    StoredFiles& real_;
};

FaultyStore::FaultyStore(Store& real)
    : real_{real},
      records_{std::make_unique<Records>(*this, real.access())},
      files_{std::make_unique<Files>(*this, real.files())} {}
FaultyStore::~FaultyStore() = default;

Access& FaultyStore::access() {
    return *records_;
}

StoredFiles& FaultyStore::files() {
    return *files_;
}

std::unique_ptr<Transaction> FaultyStore::begin(ProgrammeId programme) {
    if (between_) between_();
    point();
    return std::make_unique<Faulty>(*this, real_.begin(programme));
}

std::unique_ptr<Reader> FaultyStore::read(ProgrammeId programme) {
    return real_.read(programme);
}

std::vector<std::pair<ProgrammeId, std::string>> FaultyStore::programmes() {
    return real_.programmes();
}

ProgrammeId FaultyStore::add_programme(const std::string& code) {
    return real_.add_programme(code);
}

std::int64_t FaultyStore::setting(const std::string& name, std::int64_t otherwise) {
    return real_.setting(name, otherwise);
}

void FaultyStore::put_setting(const std::string& name, std::int64_t value) {
    point();
    real_.put_setting(name, value);
}

}  // namespace zq::sim
