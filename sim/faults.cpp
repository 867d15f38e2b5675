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
        if (store_.kind_ == FaultKind::crash) store_.point();  // stored, and nobody is told
    }

private:
    FaultyStore& store_;
    std::unique_ptr<Transaction> real_;
    std::int64_t posted_ = 0;
};

void FaultyStore::point() {
    if (left_ == 0 || --left_ > 0) return;
    if (kind_ == FaultKind::crash) throw Crash{"the process is killed"};
    throw StoreFailed{"the store does not answer"};
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
