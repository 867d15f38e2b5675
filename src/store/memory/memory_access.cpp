// One lock with the rest of the store; whether a role is held is asked outside of it.
#include "store/memory/memory_access.h"

#include <algorithm>

namespace zq::memory {

std::optional<Credential> MemoryAccess::credential(const std::string& login) {
    const std::lock_guard lock{mutex_};
    const auto found = credentials_.find(login);
    return found == credentials_.end() ? std::nullopt : std::optional{found->second};
}

std::vector<Credential> MemoryAccess::credentials_of(PersonId person) {
    const std::lock_guard lock{mutex_};
    std::vector<Credential> all;
    for (const auto& [login, credential] : credentials_) {
        if (credential.person == person) all.push_back(credential);
    }
    return all;
}

void MemoryAccess::put(const Credential& credential) {
    const std::lock_guard lock{mutex_};
    credentials_[credential.login] = credential;
}

bool MemoryAccess::add(const Credential& credential) {
    const std::lock_guard lock{mutex_};
    return credentials_.try_emplace(credential.login, credential).second;
}

void MemoryAccess::forget_credentials(PersonId person) {
    const std::lock_guard lock{mutex_};
    std::erase_if(credentials_, [&](const auto& one) { return one.second.person == person; });
}

std::optional<Session> MemoryAccess::session(const std::string& id_digest) {
    const std::lock_guard lock{mutex_};
    const auto found = sessions_.find(id_digest);
    return found == sessions_.end() ? std::nullopt : std::optional{found->second};
}

std::optional<Session> MemoryAccess::session_in_force(const std::string& id_digest) {
    const auto found = session(id_digest);
    return found && holds_(*found) ? found : std::nullopt;
}

std::vector<Session> MemoryAccess::sessions_of(PersonId person) {
    const std::lock_guard lock{mutex_};
    std::vector<Session> all;
    for (const auto& [digest, session] : sessions_) {
        if (session.person == person) all.push_back(session);
    }
    std::ranges::stable_sort(all, std::ranges::greater{}, &Session::last_used);
    return all;
}

void MemoryAccess::put(const Session& session) {
    const std::lock_guard lock{mutex_};
    sessions_[session.id_digest] = session;
}

void MemoryAccess::renew(const Session& session) {
    const std::lock_guard lock{mutex_};
    const auto found = sessions_.find(session.id_digest);
    if (found != sessions_.end()) found->second = session;
}

bool MemoryAccess::end_session(const std::string& id_digest) {
    const std::lock_guard lock{mutex_};
    return sessions_.erase(id_digest) > 0;
}

void MemoryAccess::end_sessions_made_before(Instant until) {
    const std::lock_guard lock{mutex_};
    std::erase_if(sessions_, [&](const auto& one) { return one.second.made < until; });
}

std::optional<AccessRecord> MemoryAccess::record(const std::string& kind, const std::string& key) {
    const std::lock_guard lock{mutex_};
    const auto found = records_.find({kind, key});
    return found == records_.end() ? std::nullopt : std::optional{found->second};
}

std::vector<AccessRecord> MemoryAccess::records_of(const std::string& kind, std::int64_t owner) {
    const std::lock_guard lock{mutex_};
    std::vector<AccessRecord> all;
    for (const auto& [key, record] : records_) {
        if (record.kind == kind && record.owner == owner) all.push_back(record);
    }
    return all;
}

bool MemoryAccess::add(const AccessRecord& record) {
    const std::lock_guard lock{mutex_};
    return records_.try_emplace({record.kind, record.key}, record).second;
}

bool MemoryAccess::replace(const AccessRecord& known, const std::string& value) {
    const std::lock_guard lock{mutex_};
    const auto found = records_.find({known.kind, known.key});
    if (found == records_.end() || found->second.value != known.value) return false;
    found->second.value = value;
    return true;
}

bool MemoryAccess::remove(const AccessRecord& known) {
    const std::lock_guard lock{mutex_};
    const auto found = records_.find({known.kind, known.key});
    if (found == records_.end() || found->second.value != known.value) return false;
    records_.erase(found);
    return true;
}

std::vector<AccessRecord> MemoryAccess::records_below(const RecordRange& range) {
    const std::lock_guard lock{mutex_};
    std::vector<AccessRecord> found;
    for (auto at = records_.rbegin(); at != records_.rend(); ++at) {
        const auto& [kind, key] = at->first;
        if (std::ssize(found) == range.most) break;
        if (kind != range.kind || (!range.below.empty() && key >= range.below)) continue;
        if (!range.owner || at->second.owner == *range.owner) found.push_back(at->second);
    }
    return found;
}

void MemoryAccess::remove_below(const std::string& kind, const std::string& key) {
    const std::lock_guard lock{mutex_};
    records_.erase(records_.lower_bound({kind, ""}), records_.lower_bound({kind, key}));
}

}  // namespace zq::memory
