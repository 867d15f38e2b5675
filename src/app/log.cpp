// The chain: each link is the digest of the link before it and the event's canonical bytes.
#include "app/log.h"

#include <utility>

#include "base/digest.h"
#include "base/planted.h"

namespace zq {

std::string first_link() {
    return std::string(64, '0');
}

std::string link(const std::string& previous, const std::string& bytes) {
    return sha256_hex(planted(62) ? bytes : previous + bytes);
}

namespace {

void append_member(std::string& out, std::string_view name, const Value& member) {
    out.push_back(out.empty() ? '{' : ',');
    append_canonical_text(out, name);
    out.push_back(':');
    append_canonical(out, member);
}

}  // namespace

// As canonical(encode(event)), without a copy of the body.
std::string bytes_of(const Event& event) {
    Value::Map members;
    std::string_view body;
    Event::fields(event, [&]<class F>(std::string_view name, const F& field) {
        if (is_nothing(field)) return;
        if constexpr (std::same_as<F, Value>) {
            body = name;
        } else {
            members.emplace(name, encode(field));
        }
    });
    std::string out;
    for (const auto& [name, member] : members) {
        if (!body.empty() && body < name) append_member(out, std::exchange(body, {}), event.body);
        append_member(out, name, member);
    }
    if (!body.empty()) append_member(out, body, event.body);
    return out + '}';
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

const Value* image_in(const Event& event, const std::string& entity, std::int64_t id) {
    const Value* changes = event.body.find("changes");
    if (!changes || !changes->if_list()) return nullptr;
    for (const Value& change : *changes->if_list()) {
        const Value* kind = change.find("entity");
        const Value* row = change.find("row");
        if (!kind || *kind != Value{entity} || !row) continue;
        const Value* key = row->find("id");
        if (!key) key = row->find("order");
        if (!key || *key == Value{id}) return row;
    }
    return nullptr;
}

}  // namespace zq
