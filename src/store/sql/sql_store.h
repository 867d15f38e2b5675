// The Store in a database: a file of SQLite, or PostgreSQL, through SOCI.
//
// SQLite has one writer; in PostgreSQL programmes are written side by side. A thread that has a
// transaction open must not begin another, nor put a credential, session, file or setting. A reader
// sees one moment: that of its first question.
#pragma once

#include "app/store.h"

namespace zq {

// `no_commit` is for a file that is thrown away unless its maker finishes it, and makes it durable
// then: the disk is not waited for.
enum class Durability { every_commit, no_commit };

class SqlStore : public Store {
public:
    // "sqlite:PATH" or "postgresql://USER@HOST:PORT/NAME"; StoreFailed when it cannot be opened.
    // Brings the schema up to date.
    explicit SqlStore(const std::string& url, Durability durability = Durability::every_commit);
    ~SqlStore() override;

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
