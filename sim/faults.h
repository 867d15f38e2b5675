// A store that fails on command: before or after any of its calls, once.
//
// It stands between one simulated process and the store that all share. A crash is CommitUnknown,
// which nobody catches: the process is gone, and what it had not committed with it. A fault is
// StoreFailed, with which the process lives on. Whatever else the process asks, a shelf or a
// scanner, may fail at the same points (sim/uploads.h).
#pragma once

#include "app/store.h"

namespace zq::sim {

class Crash : public CommitUnknown {
public:
    using CommitUnknown::CommitUnknown;
};

enum class FaultKind { crash, fails };

class FaultyStore : public Store {
public:
    explicit FaultyStore(Store& real);
    ~FaultyStore() override;

    // At the n-th call from now on, counted from 1; a call counts twice, before and after it.
    void plan(FaultKind kind, std::int64_t at) { kind_ = kind, left_ = at; }
    void forget() { left_ = 0; }
    bool is_planned() const { return left_ > 0; }
    // Where it may happen: a crash, or a fault of this kind.
    template <class Fault = StoreFailed>
    void point() {
        if (left_ == 0) return;
        --left_;
        if (left_ > 0) return;
        if (kind_ == FaultKind::crash) throw Crash{"the process is killed"};
        throw Fault{"what is asked does not answer"};
    }
    // Only a crash may: what was asked for is done, and nobody is told.
    void point_after() {
        if (kind_ == FaultKind::crash) point();
    }
    // Called before each transaction begins, when none is open here.
    void between_transactions(std::function<void()> what) { between_ = std::move(what); }
    // The same, in the midst of something that takes long.
    void wait() {
        if (between_) between_();
    }
    // Of transactions that were committed.
    std::int64_t messages() const { return messages_; }

    std::unique_ptr<Transaction> begin(ProgrammeId programme) override;
    std::unique_ptr<Reader> read(ProgrammeId programme) override;
    std::vector<std::pair<ProgrammeId, std::string>> programmes() override;
    ProgrammeId add_programme(const std::string& code) override;
    std::vector<Message> unsent(std::int64_t limit) override { return real_.unsent(limit); }
    void mark_sent(const std::vector<std::int64_t>& ids) override { real_.mark_sent(ids); }
    void mark_read(PartyId to, std::int64_t id) override { real_.mark_read(to, id); }
    Access& access() override;
    StoredFiles& files() override;
    Proofs& proofs() override { return real_.proofs(); }
    std::int64_t setting(const std::string& name, std::int64_t otherwise) override;
    void put_setting(const std::string& name, std::int64_t value) override;

private:
    class Faulty;
    class Records;
    class Files;

    Store& real_;
    std::unique_ptr<Records> records_;
    std::unique_ptr<Files> files_;
    FaultKind kind_ = FaultKind::crash;
    std::int64_t left_ = 0;
    std::int64_t messages_ = 0;
    std::function<void()> between_;
};

}  // namespace zq::sim
