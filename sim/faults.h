// A store that fails on command: before or after any of its calls, once.
//
// It stands between one simulated process and the store that all share. A crash is CommitUnknown,
// which nobody catches: the process is gone, and what it had not committed with it. A fault is
// StoreFailed, with which the process lives on.
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
    explicit FaultyStore(Store& real) : real_{real} {}

    // At the n-th call from now on, counted from 1; a call counts twice, before and after it.
    void plan(FaultKind kind, std::int64_t at) { kind_ = kind, left_ = at; }
    void forget() { left_ = 0; }
    bool is_planned() const { return left_ > 0; }
    // Called before each transaction begins, when none is open here.
    void between_transactions(std::function<void()> what) { between_ = std::move(what); }
    // Of transactions that were committed.
    std::int64_t messages() const { return messages_; }

    std::unique_ptr<Transaction> begin(ProgrammeId programme) override;
    std::unique_ptr<Reader> read(ProgrammeId programme) override;
    std::vector<std::pair<ProgrammeId, std::string>> programmes() override;
    ProgrammeId add_programme(const std::string& code) override;
    std::vector<Message> unsent(std::int64_t limit) override { return real_.unsent(limit); }
    void mark_sent(const std::vector<std::int64_t>& ids) override { real_.mark_sent(ids); }
    void mark_read(PartyId to, std::int64_t id) override { real_.mark_read(to, id); }
    Access& access() override { return real_.access(); }
    StoredFiles& files() override { return real_.files(); }
    Proofs& proofs() override { return real_.proofs(); }
    std::int64_t setting(const std::string& name, std::int64_t otherwise) override;
    void put_setting(const std::string& name, std::int64_t value) override;

private:
    class Faulty;
    void point();  // where it may happen

    Store& real_;
    FaultKind kind_ = FaultKind::crash;
    std::int64_t left_ = 0;
    std::int64_t messages_ = 0;
    std::function<void()> between_;
};

}  // namespace zq::sim
