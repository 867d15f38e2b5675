// Alive, ready, measured; and the demonstration's clock.
#include "http/endpoints.h"
#include "http/listing.h"
#include "http/metrics.h"

namespace zq::http {

namespace {

struct Moving {
    Instant to;
    static void fields(auto& self, auto&& visit) { visit("to", self.to); }
};

// A proxy in front adds these: what comes through it comes from outside.
bool comes_from_outside(const Incoming& incoming) {
    const bool local = incoming.peer == "127.0.0.1" || incoming.peer == "::1";
    return !local || incoming.headers.contains("x-forwarded-for") ||
           incoming.headers.contains("forwarded") || incoming.headers.contains("via");
}

json::object clock_of(Call& call) {
    return {{"now", to_rfc3339(call.now(), call.zone())},
            {"demo", call.services.demo_clock != nullptr}};
}

}  // namespace

template <>
inline constexpr Names<1> must_have<Moving>{"to"};

Reply say_alive(Call&) {
    return reply_of(json::object{{"status", "alive"}});
}

Reply say_ready(Call& call) {
    call.services.store.setting("ready", 0);  // the store answers
    return reply_of(json::object{{"status", "ready"}});
}

Reply show_metrics(Call& call) {
    if (comes_from_outside(call.incoming)) throw not_found();
    Reply reply;
    reply.media_type = "text/plain; version=0.0.4; charset=utf-8";
    call.services.metrics.writer(call.services.writer.load());
    reply.body = call.services.metrics.text();
    return reply;
}

Reply show_demo_clock(Call& call) {
    return reply_of(clock_of(call));
}

Reply list_demo_accounts(Call& call) {
    call.know_query({});
    if (!call.services.settings.demo) throw not_found();
    json::array items;
    for (const DemoLogin& one : call.services.settings.demo_logins) {
        items.push_back(json::object{{"login", one.login},
                                     {"password", one.password},
                                     {"role", name_of(one.role)},
                                     {"title", one.title}});
    }
    return reply_with(std::move(items), {});
}

Reply move_demo_clock(Call& call) {
    if (!call.services.demo_clock) throw not_found();
    const auto asked = read_body<Moving>(call);
    if (!call.services.demo_clock->move_to(asked.to)) {
        throw invalid_value("/to", "lies before the clock's time; it moves forward only");
    }
    call.services.use_cases.fire_deadlines();
    call.services.use_cases.post_reminders();
    return reply_of(clock_of(call));
}

}  // namespace zq::http
