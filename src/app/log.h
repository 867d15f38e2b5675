// The log: canonical bytes of an event, the chain, and the check that tables are a fold of it.
#pragma once

#include "app/store.h"

namespace zq {

// 64 zeros: what the first event is chained to.
std::string first_link();
std::string link(const std::string& previous, const std::string& bytes);

std::string bytes_of(const Event& event);
Event event_from(const std::string& bytes);  // Undecodable

LogEntry entry_of(const Event& event, const std::string& previous);

// The entity's row among the changes of an event; null when the event did not change it.
const Value* image_in(const Event& event, const std::string& entity, std::int64_t id);

// The first difference found, or nothing. Says where: seq of the log, or table, key and field.
struct Difference {
    std::string where;
    std::string what;
};
std::optional<Difference> verify(Store& store, ProgrammeId programme);

}  // namespace zq
