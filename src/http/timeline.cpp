// Each entry: when, what, in which role, on which clauses, and the status it left.
#include "http/timeline.h"

#include "app/log.h"
#include "http/listing.h"

namespace zq::http {

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
        const Value* row = image_in(event, subject.entity, subject.id);
        const Value* status = row ? row->find("status") : nullptr;
        // The act's own: the entity keeps the last one until another takes its place.
        const Value* request = event.body.find("request");
        const Value* reason = request ? request->find("reason") : nullptr;
        if (status) item["status"] = to_json(*status);
        if (reason) item["reason"] = to_json(*reason);
        items.push_back(std::move(item));
    }
    return reply_with(std::move(items), {});
}

}  // namespace zq::http
