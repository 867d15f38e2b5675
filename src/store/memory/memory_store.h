// A Store without a disk: for scenarios, the simulator and tests.
//
// Entities pass through their rows on the way in, so personal values are dropped here as they are
// in SQL.
#pragma once

#include "app/store.h"

namespace zq {

class MemoryStore : public Store {
public:
    MemoryStore();
    ~MemoryStore() override;

    std::unique_ptr<Transaction> begin(ProgrammeId programme) override;
    std::unique_ptr<Reader> read(ProgrammeId programme) override;

    std::vector<std::pair<ProgrammeId, std::string>> programmes() override;
    ProgrammeId add_programme(const std::string& code) override;

    std::vector<Message> unsent(std::int64_t limit) override;
    void mark_sent(const std::vector<std::int64_t>& ids) override;
    void mark_read(PartyId to, std::int64_t id) override;

    Access& access() override;
    StoredFiles& files() override;
    Proofs& proofs() override;
    std::int64_t setting(const std::string& name, std::int64_t otherwise) override;
    void put_setting(const std::string& name, std::int64_t value) override;

private:
    struct Hidden;
    std::unique_ptr<Hidden> hidden_;
};

}  // namespace zq
