// What lets anybody check the log without believing this server: signed checkpoints, the tree's
// tiles, and proofs. Only hashes are public; an enterprise gets the event of its own claim with it.
#include "app/log.h"
#include "app/log_tree.h"
#include "app/notary.h"
#include "http/endpoints.h"
#include "http/sight.h"

#include <charconv>

namespace zq::http {

namespace {

constexpr std::int64_t tile_width = std::int64_t{1} << kept_level_step;

std::int64_t needed_number(const Call& call, std::string_view name) {
    const std::string text = call.query(name).value_or("");
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 1 ||
        value > number_max) {
        throw malformed(pointer_step(name),
                        fmt::format("must be a number from 1 to {}", number_max));
    }
    return value;
}

// A number in the path that may be 0; not found when it is none.
std::int64_t from_zero(const Call& call, std::string_view name) {
    return call.param(name) == "0" ? 0 : call.number(name);
}

json::array as_json(const merkle::Proof& proof) {
    json::array hashes;
    for (const merkle::Hash& hash : proof) hashes.emplace_back(base64_of(hash));
    return hashes;
}

Reply plain(std::string text) {
    Reply reply;
    reply.media_type = "text/plain; charset=utf-8";
    reply.body = std::move(text);
    return reply;
}

// Not found when the log is shorter.
Checkpoint covering(Call& call, std::int64_t seq) {
    call.forget_reader();  // the notary takes others
    auto checkpoint = call.services.notary.cover(call.programme(), seq);
    if (checkpoint) return *std::move(checkpoint);
    if (checkpoint.error() == Notary::NoCheckpoint::log_is_shorter) throw not_found();
    throw overloaded();
}

struct Shown {
    Checkpoint checkpoint;
    json::array proof;
};
Shown shown_in(Call& call, std::int64_t seq) {
    Checkpoint checkpoint = covering(call, seq);
    LogTree tree{call.services.store, call.programme()};
    return {checkpoint, as_json(tree.inclusion(seq - 1, checkpoint.size))};
}

}  // namespace

Reply show_log_key(Call& call) {
    call.know_query({});
    Notary& notary = call.services.notary;
    return plain(notary.key().verifier(notary.code_of(call.programme())) + '\n');
}

Reply show_checkpoint(Call& call) {
    call.know_query({});
    const auto latest = call.services.store.proofs().latest(call.programme());
    return plain(latest ? latest->note : covering(call, 1).note);
}

Reply show_tile(Call& call) {
    call.know_query({});
    const std::int64_t level = from_zero(call, "level");
    const std::int64_t tile = from_zero(call, "tile");
    const auto latest = call.services.store.proofs().latest(call.programme());
    if (!latest || level > 7) throw not_found();
    const std::int64_t complete = latest->size >> (level * kept_level_step);
    if (tile > complete / tile_width) throw not_found();
    const std::int64_t width = std::min(tile_width, complete - tile * tile_width);
    if (width <= 0) throw not_found();
    Reply reply;
    reply.media_type = "application/octet-stream";
    LogTree tree{call.services.store, call.programme()};
    const auto row = tree.row(static_cast<int>(level) * kept_level_step, tile * tile_width, width);
    for (const merkle::Hash& hash : row) reply.body += hash;
    return reply;
}

Reply prove_inclusion(Call& call) {
    static constexpr std::string_view known[] = {"seq"};
    call.know_query(known);
    const std::int64_t seq = needed_number(call, "seq");
    Shown shown = shown_in(call, seq);
    LogTree tree{call.services.store, call.programme()};
    return reply_of(json::object{{"seq", seq},
                                 {"leaf", base64_of(tree.node({0, seq - 1}))},
                                 {"proof", std::move(shown.proof)},
                                 {"checkpoint", shown.checkpoint.note},
                                 {"signed_at", call.writer()(shown.checkpoint.time)}});
}

Reply prove_consistency(Call& call) {
    static constexpr std::string_view known[] = {"from", "to"};
    call.know_query(known);
    const std::int64_t from = needed_number(call, "from");
    const std::int64_t to = needed_number(call, "to");
    if (from > to) throw malformed("/to", "must not be less than from");
    covering(call, to);
    LogTree tree{call.services.store, call.programme()};
    return reply_of(
        json::object{{"from", from}, {"to", to}, {"proof", as_json(tree.consistency(from, to))}});
}

Reply show_receipt(Call& call) {
    call.know_query({});
    const std::int64_t seq = call.number("receipt");
    const auto entries = call.reader().log(seq, 1);
    if (entries.empty() || entries.front().seq != seq) throw not_found();
    const LogEntry& entry = entries.front();
    if (!may_see_receipt(call, event_from(entry.bytes))) throw not_found();
    Shown shown = shown_in(call, seq);
    Notary& notary = call.services.notary;
    return reply_of(json::object{{"log", notary.key().log_name(notary.code_of(call.programme()))},
                                 {"seq", seq},
                                 {"event", entry.bytes},
                                 {"proof", std::move(shown.proof)},
                                 {"checkpoint", shown.checkpoint.note},
                                 {"signed_at", call.writer()(shown.checkpoint.time)}});
}

}  // namespace zq::http
