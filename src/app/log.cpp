// The chain: each link is the digest of the link before it and the event's canonical bytes.
#include "app/log.h"

#include "base/digest.h"

namespace zq {

std::string first_link() {
    return std::string(64, '0');
}

std::string link(const std::string& previous, const std::string& bytes) {
    return sha256_hex(previous + bytes);
}

std::string bytes_of(const Event& event) {
    return canonical(encode(event));
}

Event event_from(const std::string& bytes) {
    const auto value = parse_canonical(bytes);
    if (!value) throw Undecodable{"an event is not in canonical form"};
    return decoded<Event>(*value);
}

LogEntry entry_of(const Event& event, const std::string& previous) {
    std::string bytes = bytes_of(event);
    std::string hash = link(previous, bytes);
    return {event.seq, event.time, std::move(bytes), std::move(hash), subjects_of(event)};
}

}  // namespace zq
