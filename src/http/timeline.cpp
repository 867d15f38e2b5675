// Each entry: when, what, in which role, on which clauses, and the status it left.
#include "http/timeline.h"

#include "app/log.h"
#include "http/listing.h"

namespace zq::http {

namespace {

const Value* row_of(const Event& event, const Subject& subject) {
    const Value* changes = event.body.find("changes");
    if (!changes || !changes->if_list()) return nullptr;
    for (const Value& change : *changes->if_list()) {
        const Value* entity = change.find("entity");
        const Value* row = change.find("row");
        if (!entity || *entity != Value{subject.entity} || !row) continue;
        const Value* key = row->find("id");
        if (key && *key == Value{subject.id}) return row;
    }
    return nullptr;
}

}  // namespace

Reply timeline_of(Call& call, const Subject& subject) {
    call.know_query({});
    const JsonWriter write = call.writer();
    json::array items;
    for (const LogEntry& entry : call.reader().timeline(subject)) {
        const Event event = event_from(entry.bytes);
        json::object item{{"seq", entry.seq},
                          {"time", write(entry.time)},
                          {"act", event.command},
                          {"role", write(event.actor.role)},
                          {"clauses", write(event.clauses)}};
        const Value* row = row_of(event, subject);
        const Value* status = row ? row->find("status") : nullptr;
        const Value* reason = row ? row->find("reason") : nullptr;
        if (status) item["status"] = to_json(*status);
        if (reason) item["reason"] = to_json(*reason);
        items.push_back(std::move(item));
    }
    return reply_with(std::move(items), {});
}

}  // namespace zq::http
