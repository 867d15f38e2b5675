// The person's own records go; what others have written down of their looks stays for its age.
#include "app/erasure.h"

#include "app/log.h"

namespace zq {

namespace {

template <class T>
void forget_all(Access& access, PersonId person) {
    for (const AccessRecord& record : access.records_of(T::kind, person.value)) {
        access.remove(record);
    }
}

bool acts_still(Store& store, PersonId person) {
    const auto reader = store.read(registry);
    return reader->count("membership",
                         {{"person", Filter::Comparison::equals, {Value{person.value}}},
                          {"active", Filter::Comparison::equals, {Value{true}}}}) > 0;
}

}  // namespace

std::vector<std::string> commitments_of(Reader& reader, const Subject& subject,
                                        const std::string& field) {
    std::vector<std::string> all;
    for (const LogEntry& entry : reader.timeline(subject)) {
        const Event event = event_from(entry.bytes);
        const Value* image = image_in(event, subject.entity, subject.id);
        const Value* personal = image ? image->find(field) : nullptr;
        const Value* commitment = personal ? personal->find("commitment") : nullptr;
        if (commitment && commitment->if_text()) all.push_back(*commitment->if_text());
    }
    return all;
}

void erase_openings(Store& store, ProgrammeId programme,
                    const std::vector<std::string>& commitments) {
    if (commitments.empty()) return;
    const auto transaction = store.begin(programme);
    transaction->erase(commitments);
    transaction->commit();
}

bool erase_person(Store& store, PersonId person) {
    if (acts_still(store, person)) return false;
    const auto names = commitments_of(*store.read(registry), {"person", person.value}, "name");
    erase_openings(store, registry, names);
    Access& access = store.access();
    for (const Session& session : access.sessions_of(person)) access.end_session(session.id_digest);
    access.forget_credentials(person);
    forget_all<SecondFactor>(access, person);
    forget_all<RecoveryCode>(access, person);
    forget_all<KnownDevice>(access, person);
    forget_all<ForeignIdentity>(access, person);
    return true;
}

}  // namespace zq
