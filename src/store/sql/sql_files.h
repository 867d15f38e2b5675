// Uploaded files and their transcripts, in tables beside those of programmes.
#pragma once

#include "app/stored_files.h"
#include "store/sql/connection.h"

namespace zq::sql {

// How to run one statement: a short transaction, and a question.
struct Statements {
    std::function<void(const std::function<void(Connection&)>&)> write;
    std::function<void(const std::string&, const SqlTypes& in, const SqlTypes& out, const Cells&,
                       const std::function<void(const Cells&)>& take)>
        read;
};

class SqlFiles : public StoredFiles {
public:
    explicit SqlFiles(Statements statements) : statements_{std::move(statements)} {}

    std::optional<StoredFile> find(const std::string& digest, PartyId owner) override;
    std::vector<StoredFile> of(PartyId owner, const std::optional<FilePlace>& after,
                               std::int64_t most) override;
    void put(const StoredFile& file) override;
    std::optional<Transcript> transcript(const std::string& digest) override;
    void put(const Transcript& transcript) override;
    std::vector<StoredFile> unread(std::int64_t reader, std::int64_t most) override;
    std::vector<StoredFile> given_between(Instant from, Instant until) override;
    std::vector<StoredFile> dropped_until(Instant until) override;
    bool drop(const StoredFile& file, std::optional<Instant> at) override;
    Held held_by(PartyId owner) override;
    bool is_held(const std::string& digest) override;
    void forget(const std::string& digest, PartyId owner) override;

private:
    std::vector<StoredFile> those(const std::string& where, const SqlTypes& types,
                                  const Cells& values);
    void write(const std::string& text, const SqlTypes& types, const Cells& values);

    Statements statements_;
};

}  // namespace zq::sql
