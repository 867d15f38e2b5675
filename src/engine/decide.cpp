// Events are appended here and nowhere else: one for each accepted command, refused claim and
// deadline.
#include "engine/decide.h"

#include <algorithm>

#include "base/planted.h"
#include "engine/deciding.h"

namespace zq {

namespace {

struct Due {
    Instant due;
    DeadlineKind kind;
    std::int64_t id;
    bool is_order;
    friend auto operator<=>(const Due&, const Due&) = default;
};

std::optional<Due> earliest_due(const WorkingSet& tables, Instant now) {
    std::optional<Due> first;
    const auto look = [&](const auto& shelf, bool is_order) {
        for (const auto& [key, row] : shelf.rows) {
            if (!row.due || !has_passed(*row.due, plus_seconds(now, planted(24) ? 1 : 0))) continue;
            const Due due{*row.due, *row.due_kind, key.value, is_order};
            if (!first || due < *first) first = due;
        }
    };
    look(tables.shelf<Order>(), true);
    look(tables.shelf<Product>(), false);
    return first;
}

Value reasons_value(const Refusal& refusal) {
    return encode(refusal.reasons());
}

const Actor the_clock{.person = {}, .organisation = {}, .role = Role::clock};
const std::vector<std::string> no_proofs;

}  // namespace

void Engine::fire_deadlines(Instant now) {
    const Instant second = truncated(now);
    if ((swept_ && second <= *swept_) || planted(25)) return;
    swept_ = second;
    while (const auto due = earliest_due(tables_, now)) {
        // Dated the first second that is late, unless the log is already past it.
        const Instant at = std::max(last_time_, plus_seconds(due->due, 1));
        Deciding deciding{programme_, rulebooks_, tables_, at, the_clock, "", next_seq_, no_proofs};
        const Clauses clauses = due->is_order
                                    ? deciding.fire(tables_.get<Order>(OrderId{due->id}))
                                    : deciding.fire(tables_.get<Product>(ProductId{due->id}));
        Event event;
        event.programme = programme_;
        event.seq = next_seq_++;
        event.time = last_time_ = at;
        event.actor = the_clock;
        event.command = std::string{deciding.step()};
        event.clauses = clauses;
        event.body = deciding.body();
        event.body["due"] = Value{due->due.micros};
        deciding.store_into(tables_);
        events_.push_back(std::move(event));
    }
}

Answer Engine::decide(const Request& request) {
    const Instant at = planted(32) ? request.at : std::max(request.at, last_time_);
    const std::string_view act = act_of(request.command);
    Deciding deciding{programme_,    rulebooks_, tables_,   at,
                      request.actor, act,        next_seq_, request.reused_proofs};
    auto done = deciding.run(request.command);
    checks_ = deciding.take_checks();
    const bool logged = done || act == Claim::act;
    if (!logged) return std::unexpected{done.error()};

    Event event;
    event.programme = programme_;
    event.seq = next_seq_++;
    event.time = last_time_ = at;
    event.actor = request.actor;
    event.command = std::string{act};
    if (done) {
        event.body = deciding.body();
        if (!done->outcome.empty()) event.body["outcome"] = Value{done->outcome};
        const ProgrammeState* state = tables_.find<ProgrammeState>(TheProgramme{});
        if (state && state->edition) {
            const Rulebook& rules = rulebooks_(state->edition);
            for (const Row<Act>& row : rules.acts.rows) {
                if (row.value.name == act && row.validity.covers(day_of(at, rules.zone))) {
                    event.clauses = row.clauses;
                }
            }
        }
        deciding.store_into(tables_);
        // A claim's deadlines lie ahead; what others set may have passed already.
        if (act != Claim::act) swept_.reset();
    } else {
        event.clauses = done.error().clauses();
        event.body["reasons"] = reasons_value(done.error());
    }
    const Value asked = encode_command(request.command);
    if (!asked.if_map()->empty()) event.body["request"] = asked;
    events_.push_back(std::move(event));
    if (!done) return std::unexpected{done.error()};
    return Accepted{events_.back().seq, done->entity, done->id, done->outcome};
}

std::string order_number(const Rulebook& rulebook, std::int64_t seq) {
    std::string digits = std::to_string(seq);
    if (digits.size() < 7) digits.insert(0, 7 - digits.size(), '0');
    const std::string body = rulebook.order_prefix + digits;
    // ISO 7064 MOD 97-10 over digits and letters (A = 10 …), as in bank account numbers.
    std::int64_t remainder = 0;
    for (const char c : body + "00") {
        const int value = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 0;
        remainder = (remainder * (value >= 10 ? 100 : 10) + value) % 97;
    }
    const std::int64_t check_digits = 98 - remainder;
    return body + (check_digits < 10 ? "0" : "") + std::to_string(check_digits);
}

}  // namespace zq
