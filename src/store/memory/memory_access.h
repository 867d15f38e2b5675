// Logins, sessions and the records beside them, in memory.
#pragma once

#include <map>
#include <mutex>

#include "app/access.h"

namespace zq::memory {

class MemoryAccess : public Access {
public:
    // Whether a person has the role there now; asked without the lock.
    using Holds = std::function<bool(const Session&)>;

    MemoryAccess(std::mutex& mutex, Holds holds) : mutex_{mutex}, holds_{std::move(holds)} {}

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
    std::mutex& mutex_;
    Holds holds_;
    std::map<std::string, Credential> credentials_;
    std::map<std::string, Session> sessions_;
    std::map<std::pair<std::string, std::string>, AccessRecord> records_;
};

}  // namespace zq::memory
