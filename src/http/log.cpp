// The log: its head for everybody, its entries for auditors. An entry's event is shown as it was
// hashed.
#include <boost/json/parse.hpp>

#include <charconv>

#include "http/cases.h"
#include "http/endpoints.h"
#include "http/listing.h"

namespace zq::http {

namespace {

constexpr std::int64_t entries_usual = 100;
constexpr std::int64_t entries_max = 500;

std::int64_t number_in_query(const Call& call, std::string_view name, std::int64_t usual,
                             std::int64_t max) {
    const auto text = call.query(name);
    if (!text) return usual;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc{} || end != text->data() + text->size() || value < 1 || value > max) {
        throw malformed(pointer_step(name), fmt::format("must be a number from 1 to {}", max));
    }
    return value;
}

json::object head_of(Call& call) {
    const Tail tail = call.reader().tail();
    json::object head{{"seq", tail.next_seq - 1}, {"hash", tail.last_hash}};
    if (tail.next_seq > 1) head["time"] = call.writer()(tail.last_time);
    return head;
}

}  // namespace

Reply show_log_head(Call& call) {
    call.know_query({});
    return reply_of(head_of(call));
}

Reply list_log(Call& call) {
    static constexpr std::string_view known[] = {"cursor", "limit"};
    call.know_query(known);
    const std::int64_t from = number_in_query(call, "cursor", 1, number_max);
    const std::int64_t limit = number_in_query(call, "limit", entries_usual, entries_max);
    Look look = look_of(call, Seen::log);
    look.programme = call.programme();
    look.entity = "log";
    look.id = from;
    leave_trace(call, std::move(look), false);
    json::array items;
    std::int64_t next = from;
    for (const LogEntry& entry : call.reader().log(from, limit)) {
        items.push_back(json::object{{"seq", entry.seq},
                                     {"time", call.writer()(entry.time)},
                                     {"hash", entry.hash},
                                     {"bytes", entry.bytes},
                                     {"event", json::parse(entry.bytes)}});
        next = entry.seq + 1;
    }
    const bool more = next < call.reader().tail().next_seq;
    return reply_with(std::move(items), more ? std::to_string(next) : std::string{});
}

Reply list_registry_log(Call& call) {
    return list_log(call);
}

}  // namespace zq::http
