// Names that every store and the check of the log share.
#include "app/store.h"

#include <algorithm>

namespace zq {

std::string table_name(std::string_view entity) {
    if (entity == "order") return "orders";               // a reserved word of SQL
    if (entity == "programme") return "programme_state";  // `programme` lists them
    std::string name{entity};
    std::ranges::replace(name, '-', '_');
    return name;
}

void follow(Tail& tail, const LogEntry& entry) {
    check(entry.seq == tail.next_seq, "the log has no gaps");
    check(entry.time >= tail.last_time, "the log's time never goes back");
    tail = {entry.seq + 1, entry.time, entry.hash};
}

std::optional<Remembered> Reader::remembered(const std::string& actor, const std::string& key) {
    const auto found = remembered(std::vector{std::pair{actor, key}});
    return found.empty() ? std::nullopt : std::optional{found.front()};
}

}  // namespace zq
