// One mutex guards everything committed; a transaction stages its changes and applies them in one
// go.
#include "store/memory/memory_store.h"

#include <algorithm>

#include "store/memory/ledger.h"
#include "store/memory/memory_access.h"
#include "store/memory/memory_files.h"
#include "store/memory/memory_proofs.h"

namespace zq {

struct MemoryStore::Hidden {
    std::mutex mutex;
    std::map<ProgrammeId, memory::Ledger> ledgers;
    std::vector<std::pair<ProgrammeId, std::string>> programmes;
    memory::Inbox inbox;
    memory::MemoryFiles files{mutex};
    memory::MemoryProofs proofs{mutex};
    memory::MemoryAccess access{mutex, [this](const Session& session) { return holds(session); }};

    bool holds(const Session& session) {
        const std::lock_guard lock{mutex};
        const auto known = ledgers.find(registry);
        if (known == ledgers.end()) return false;
        const auto& memberships = known->second.tables.shelf<Membership>().rows;
        return std::ranges::any_of(memberships, [&](const auto& row) {
            const Membership& membership = row.second;
            return membership.active && membership.person == session.person &&
                   membership.organisation == session.organisation &&
                   membership.role == session.role;
        });
    }
    std::map<std::string, std::int64_t> settings;

    memory::Ledger& ledger(ProgrammeId programme) {
        const std::lock_guard lock{mutex};
        const auto found = ledgers.find(programme);
        check(found != ledgers.end(), "a programme is added before it is used");
        return found->second;
    }
};

namespace {

using memory::Inbox;
using memory::Ledger;
using memory::Staged;
using memory::View;

// What reader and transaction have in common; `Port` is the one or the other.
template <class Port>
class Reading : public Port {
public:
    Reading(std::mutex& mutex, ProgrammeId programme, Ledger& ledger, Inbox& inbox)
        : mutex_{mutex}, programme_{programme}, ledger_{ledger}, inbox_{inbox} {}

    void load(const Keys& keys, WorkingSet& tables) override {
        locked([&](const View& view) { view.load(keys, tables); });
    }
    std::vector<std::int64_t> find(const Search& search) override {
        return locked([&](const View& view) { return view.find(search); });
    }
    Keys due(Instant now) override {
        return locked([&](const View& view) { return view.due(now); });
    }
    std::vector<Value> list(const Query& query) override {
        return locked([&](const View& view) { return view.list(query); });
    }
    std::int64_t count(const std::string& entity, const std::vector<Filter>& where) override {
        return locked([&](const View& view) { return view.count(entity, where); });
    }
    std::vector<Group> tally(const Tally& tally) override {
        return locked([&](const View& view) { return view.tally(tally); });
    }
    Tail tail() override {
        return locked([](const View& view) { return view.tail(); });
    }
    std::vector<LogEntry> log(std::int64_t from, std::int64_t limit) override {
        return locked([&](const View& view) { return view.log(from, limit); });
    }
    std::vector<std::string> log_bytes(std::int64_t from, std::int64_t limit) override {
        return locked([&](const View& view) { return view.log_bytes(from, limit); });
    }
    std::vector<LogEntry> timeline(const Subject& subject) override {
        return locked([&](const View& view) { return view.timeline(subject); });
    }
    std::vector<Remembered> remembered(
        const std::vector<std::pair<std::string, std::string>>& asked) override {
        return locked([&](const View& view) { return view.remembered(asked); });
    }
    std::vector<Message> inbox(PartyId to, std::int64_t before, std::int64_t limit) override {
        return locked(
            [&](const View& view) { return view.messages(programme_, to, before, limit); });
    }
    std::optional<std::string> opened(const std::string& commitment) override {
        return locked([&](const View& view) { return view.opened(commitment); });
    }
    std::vector<FileUse> uses(const std::vector<std::string>& digests) override {
        return locked([&](const View& view) { return view.uses(digests); });
    }

protected:
    auto locked(auto&& ask) {
        const std::lock_guard lock{mutex_};
        return ask(View{ledger_, inbox_, staged()});
    }
    virtual const Staged* staged() const { return nullptr; }

    std::mutex& mutex_;
    ProgrammeId programme_;
    Ledger& ledger_;
    Inbox& inbox_;
};

class MemoryTransaction : public Reading<Transaction> {
public:
    MemoryTransaction(std::mutex& mutex, ProgrammeId programme, Ledger& ledger, Inbox& inbox)
        : Reading{mutex, programme, ledger, inbox} {
        entered_.emplace(ledger.gate);
    }

    void store(WorkingSet& tables) override {
        ask_open();
        tables.each_shelf([&]<class T>(Shelf<T>& shelf) {
            for (const auto& key : shelf.changed) {
                staged_.tables.put(entity_from<T>(row_of(shelf.rows.at(key))));
            }
            shelf.changed.clear();
        });
    }
    void append(std::span<const LogEntry> entries) override {
        ask_open();
        Tail last = tail();
        for (const LogEntry& entry : entries) {
            follow(last, entry);
            staged_.log.push_back(entry);
        }
    }
    void remember(std::span<const Remembered> answers) override {
        ask_open();
        staged_.remembered.insert(staged_.remembered.end(), answers.begin(), answers.end());
    }
    void post(std::span<const Message> messages) override {
        ask_open();
        for (const Message& message : messages) {
            staged_.messages.push_back(message);
            staged_.messages.back().programme = programme_;
        }
    }
    void keep(std::span<const PersonalOpening> openings) override {
        ask_open();
        staged_.openings.insert(staged_.openings.end(), openings.begin(), openings.end());
    }
    void note(std::span<const FileUse> uses) override {
        ask_open();
        staged_.uses.insert(staged_.uses.end(), uses.begin(), uses.end());
    }
    void erase(std::span<const std::string> commitments) override {
        ask_open();
        staged_.erased.insert(commitments.begin(), commitments.end());
    }
    void commit() override {
        ask_open();
        {
            const std::lock_guard lock{mutex_};
            memory::commit(std::move(staged_), ledger_, inbox_);
        }
        staged_ = {};
        entered_.reset();
    }

private:
    void ask_open() const { check(entered_.has_value(), "a transaction ends with its commit"); }
    const Staged* staged() const override { return &staged_; }

    std::optional<Entered> entered_;
    Staged staged_;
};

template <class Key, class T>
std::optional<T> at_key(const std::map<Key, T>& map, const Key& key) {
    const auto found = map.find(key);
    return found == map.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace

MemoryStore::MemoryStore() : hidden_{std::make_unique<Hidden>()} {
    hidden_->ledgers[registry];
}
MemoryStore::~MemoryStore() = default;

std::unique_ptr<Transaction> MemoryStore::begin(ProgrammeId programme) {
    return std::make_unique<MemoryTransaction>(hidden_->mutex, programme,
                                               hidden_->ledger(programme), hidden_->inbox);
}

std::unique_ptr<Reader> MemoryStore::read(ProgrammeId programme) {
    return std::make_unique<Reading<Reader>>(hidden_->mutex, programme, hidden_->ledger(programme),
                                             hidden_->inbox);
}

std::vector<std::pair<ProgrammeId, std::string>> MemoryStore::programmes() {
    const std::lock_guard lock{hidden_->mutex};
    return hidden_->programmes;
}

ProgrammeId MemoryStore::add_programme(const std::string& code) {
    const std::lock_guard lock{hidden_->mutex};
    for (const auto& [id, known] : hidden_->programmes) {
        if (known == code) return id;
    }
    const ProgrammeId id{std::ssize(hidden_->programmes) + 1};
    hidden_->programmes.emplace_back(id, code);
    hidden_->ledgers[id];
    return id;
}

std::vector<Message> MemoryStore::unsent(std::int64_t limit) {
    const std::lock_guard lock{hidden_->mutex};
    std::vector<Message> found;
    for (const Message& message : hidden_->inbox.messages) {
        if (std::ssize(found) == limit) break;
        if (!message.sent) found.push_back(message);
    }
    return found;
}

void MemoryStore::mark_sent(const std::vector<std::int64_t>& ids) {
    const std::lock_guard lock{hidden_->mutex};
    for (const std::int64_t id : ids) {
        for (Message& message : hidden_->inbox.messages) {
            if (message.id == id) message.sent = true;
        }
    }
}

void MemoryStore::mark_read(PartyId to, std::int64_t id) {
    const std::lock_guard lock{hidden_->mutex};
    for (Message& message : hidden_->inbox.messages) {
        if (message.id == id && message.to == to) message.read = true;
    }
}

Access& MemoryStore::access() {
    return hidden_->access;
}

StoredFiles& MemoryStore::files() {
    return hidden_->files;
}

Proofs& MemoryStore::proofs() {
    return hidden_->proofs;
}

std::int64_t MemoryStore::setting(const std::string& name, std::int64_t otherwise) {
    const std::lock_guard lock{hidden_->mutex};
    return at_key(hidden_->settings, name).value_or(otherwise);
}

void MemoryStore::put_setting(const std::string& name, std::int64_t value) {
    const std::lock_guard lock{hidden_->mutex};
    hidden_->settings[name] = value;
}

}  // namespace zq
