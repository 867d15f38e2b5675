// Logins, sessions and the records beside them, in tables beside those of programmes.
#pragma once

#include "app/access.h"
#include "store/sql/sql_files.h"

namespace zq::sql {

class SqlAccess : public Access {
public:
    explicit SqlAccess(Statements statements) : statements_{std::move(statements)} {}

    std::optional<Credential> credential(const std::string& login) override;
    std::vector<Credential> credentials_of(PersonId person) override;
    void put(const Credential& credential) override;
    bool add(const Credential& credential) override;
    void forget_credentials(PersonId person) override;
    std::optional<Session> session(const std::string& id_digest) override;
    std::optional<Session> session_in_force(const std::string& id_digest) override;
    std::vector<Session> sessions_of(PersonId person) override;
    void put(const Session& session) override;
    void renew(const Session& session) override;
    bool end_session(const std::string& id_digest) override;
    void end_sessions_made_before(Instant until) override;
    std::optional<AccessRecord> record(const std::string& kind, const std::string& key) override;
    std::vector<AccessRecord> records_of(const std::string& kind, std::int64_t owner) override;
    bool add(const AccessRecord& record) override;
    bool replace(const AccessRecord& known, const std::string& value) override;
    bool remove(const AccessRecord& known) override;
    std::vector<AccessRecord> records_below(const RecordRange& range) override;
    void remove_below(const std::string& kind, const std::string& key) override;

private:
    std::vector<Session> sessions(const std::string& rest, const SqlTypes& types,
                                  const Cells& values);
    std::vector<AccessRecord> records(const std::string& where, const SqlTypes& types,
                                      const Cells& values);
    void write(const std::string& text, const SqlTypes& types, const Cells& values);
    // Of a statement that returns the key of what it changed: whether it changed anything.
    bool changed(const std::string& text, const SqlTypes& types, const Cells& values);

    Statements statements_;
};

}  // namespace zq::sql
