// Programmes and their editions, commands, and what time brings. What a command means in other
// programmes lies in across_programmes.cpp.
#include "app/use_cases.h"

#include <algorithm>
#include <mutex>

#include "app/inbox.h"
#include "base/credit_code.h"

namespace zq {

namespace {

// Numbers are compared folded: width, case and blanks make no new invoice.
void fold_numbers(Command& command) {
    if (auto* redeem = std::get_if<Redeem>(&command)) {
        for (Document& document : redeem->documents)
            document.number = folded_number(document.number);
    }
    if (auto* organisation = std::get_if<RegisterOrganisation>(&command)) {
        organisation->uscc = folded_number(organisation->uscc);
    }
}

Instant later_by(Instant now, const Term& term) {
    const std::int64_t hours = term.unit == Unit::hours ? term.count : term.count * 24;
    return plus_seconds(now, hours * 3600);
}

}  // namespace

struct UseCases::Hidden {
    struct Programme {
        std::string code;
        EditionId current;
        std::map<EditionId, std::shared_ptr<const Rulebook>> editions;
    };
    mutable std::mutex mutex;
    std::map<ProgrammeId, Programme> programmes;
    EditionReader reader;

    const Rulebook& edition(ProgrammeId programme, EditionId id) const {
        const std::lock_guard lock{mutex};
        const auto known = programmes.find(programme);
        if (known != programmes.end()) {
            const auto& editions = known->second.editions;
            if (const auto found = editions.find(id); found != editions.end())
                return *found->second;
        }
        throw RuleGap{"edition " + std::to_string(id.value) + " of the rulebook is not loaded"};
    }
    Rulebooks of(ProgrammeId programme) const {
        return
            [this, programme](EditionId id) -> const Rulebook& { return edition(programme, id); };
    }
};

UseCases::UseCases(Store& store, Clock& clock, EditionReader reader)
    : store_{store}, clock_{clock}, hidden_{std::make_unique<Hidden>()} {
    hidden_->reader = std::move(reader);
}
UseCases::~UseCases() = default;

ProgrammeId UseCases::publish(const std::shared_ptr<const Rulebook>& rulebook, const Actor& actor) {
    const ProgrammeId id = store_.add_programme(rulebook->code);
    load_editions(id, rulebook);
    WorkingSet tables;
    Keys keys;
    keys.add<ProgrammeState>(TheProgramme{});
    store_.read(id)->load(keys, tables);
    const ProgrammeState* state = tables.find<ProgrammeState>(TheProgramme{});
    if (!state || state->edition_digest != rulebook->digest) {
        Actor publisher = actor;
        publisher.role = Role::platform_operator;
        const Outcome outcome = handle(
            id, Asked{.actor = publisher,
                      .command = PublishEdition{rulebook->code, rulebook->digest, rulebook->text},
                      .key = {},
                      .digest = {},
                      .openings = {}});
        check(outcome && outcome->answer, "an edition that is new can be published");
        const std::lock_guard lock{hidden_->mutex};
        const EditionId edition{outcome->answer->seq};
        hidden_->programmes[id].editions[edition] = rulebook;
        hidden_->programmes[id].current = edition;
    }
    copy_registry_to(id);
    release_unused_invoices(id);
    return id;
}

// Editions published before this start: the one in hand by its digest, others from their stored
// text.
void UseCases::load_editions(ProgrammeId id, const std::shared_ptr<const Rulebook>& in_hand) {
    auto reader = store_.read(id);
    const auto rows = reader->list(
        Query{.entity = "edition", .where = {}, .sort = {}, .after = {}, .limit = 1000});
    const std::lock_guard lock{hidden_->mutex};
    auto& programme = hidden_->programmes[id];
    programme.code = in_hand->code;
    for (const Value& row : rows) {
        const auto edition = decoded<Edition>(row);
        if (programme.editions.contains(edition.id)) continue;
        if (edition.digest == in_hand->digest) {
            programme.editions[edition.id] = in_hand;
        } else if (hidden_->reader) {
            programme.editions[edition.id] = hidden_->reader(in_hand->code, edition.text);
        }
        programme.current = edition.id;
    }
}

const Rulebook& UseCases::rulebook(ProgrammeId programme) const {
    EditionId current;
    {
        const std::lock_guard lock{hidden_->mutex};
        const auto known = hidden_->programmes.find(programme);
        if (known != hidden_->programmes.end()) current = known->second.current;
    }
    return hidden_->edition(programme, current);
}

const Rulebook& UseCases::rulebook(ProgrammeId programme, EditionId edition) const {
    return hidden_->edition(programme, edition);
}

std::vector<ProgrammeId> UseCases::programmes() const {
    const std::lock_guard lock{hidden_->mutex};
    std::vector<ProgrammeId> ids;
    for (const auto& [id, programme] : hidden_->programmes) ids.push_back(id);
    return ids;
}

std::optional<ProgrammeId> UseCases::programme(std::string_view code) const {
    const std::lock_guard lock{hidden_->mutex};
    for (const auto& [id, programme] : hidden_->programmes) {
        if (programme.code == code) return id;
    }
    return std::nullopt;
}

// ---- commands

Outcome UseCases::handle(ProgrammeId programme, const Asked& asked) {
    Attempt attempt = handle_all(programme, {asked}).front();
    if (attempt.fault) std::rethrow_exception(attempt.fault);
    return *std::move(attempt.outcome);
}

namespace {

// Runs work for one of many: its fault is its own. Only CommitUnknown concerns everybody.
void attempt(Attempt& made, auto&& work) {
    try {
        work();
    } catch (const CommitUnknown&) {
        throw;
    } catch (...) {
        made = {std::nullopt, std::current_exception()};
    }
}

}  // namespace

std::vector<Attempt> UseCases::handle_all(ProgrammeId programme, std::vector<Asked> asked) {
    std::vector<Attempt> attempts(asked.size());
    std::vector<Work> ready;
    std::vector<std::size_t> places;  // of those that are ready, among all
    for (std::size_t i = 0; i < asked.size(); ++i) {
        attempt(attempts[i], [&] {
            Work work{std::move(asked[i]), {}, {}};
            fold_numbers(work.asked.command);
            reserve_invoices(programme, work);
            ready.push_back(std::move(work));
            places.push_back(i);
        });
    }
    std::vector<Attempt> decided = decide(programme, ready);
    for (std::size_t i = 0; i < ready.size(); ++i) {
        Attempt& made = attempts[places[i]];
        made = std::move(decided[i]);
        if (!made.outcome) continue;
        attempt(made, [&] { complete(programme, ready[i], *made.outcome); });
    }
    return attempts;
}

// Together; when that fails, one by one.
std::vector<Attempt> UseCases::decide(ProgrammeId programme, const std::vector<Work>& works) {
    std::vector<Attempt> attempts(works.size());
    const Rulebooks rulebooks = hidden_->of(programme);
    const auto decide_from = [&](std::size_t first, std::size_t count) {
        std::vector<const Work*> round;
        for (std::size_t i = first; i < first + count; ++i) round.push_back(&works[i]);
        auto outcomes = decide_round(store_, programme, rulebooks, clock_.now(), round);
        for (std::size_t i = 0; i < count; ++i)
            attempts[first + i].outcome = std::move(outcomes[i]);
    };
    Attempt together;
    if (works.size() > 1) attempt(together, [&] { decide_from(0, works.size()); });
    if (works.size() > 1 && !together.fault) return attempts;
    for (std::size_t i = 0; i < works.size(); ++i) {
        attempt(attempts[i], [&] { decide_from(i, 1); });
    }
    return attempts;
}

// What an outcome means beyond its own programme.
void UseCases::complete(ProgrammeId programme, const Work& work, const Outcome& outcome) {
    const bool stands = outcome && outcome->answer;
    if (!stands) release_invoices(programme, work);
    if (stands && !outcome->replayed) follow_up(programme, work.asked, *outcome->answer);
}

Outcome UseCases::handle_once(ProgrammeId programme, Asked asked) {
    const Work work{std::move(asked), {}, {}};
    const Rulebooks rulebooks = hidden_->of(programme);
    return decide_round(store_, programme, rulebooks, clock_.now(), {&work}).front();
}

// ---- time

void UseCases::fire_deadlines() {
    const Instant now = clock_.now();
    for (const ProgrammeId programme : programmes()) {
        const Keys due = store_.read(programme)->due(now);
        if (due.of<Order>().empty() && due.of<Product>().empty()) continue;
        fire_round(store_, programme, hidden_->of(programme), now);
    }
}

void UseCases::post_reminders() {
    const Instant now = clock_.now();
    for (const ProgrammeId programme : programmes()) {
        const Rulebook& rules = rulebook(programme);
        const Day today = day_of(now, rules.zone);
        std::vector<Message> messages;
        for (const Row<Reminder>& row : rules.reminders.rows) {
            if (!row.validity.covers(today)) continue;
            collect_reminders(programme, row.value, now, messages);
        }
        if (messages.empty()) continue;
        auto tx = store_.begin(programme);
        tx->post(messages);
        tx->commit();
    }
}

void UseCases::collect_reminders(ProgrammeId programme, const Reminder& reminder, Instant now,
                                 std::vector<Message>& messages) {
    using enum Filter::Comparison;
    Query query{.entity = "order",
                .where = {{"due_kind", equals, {Value{name_of(reminder.kind)}}},
                          {"due", at_most, {Value{later_by(now, reminder.before).micros}}}},
                .sort = {},
                .after = {},
                .limit = 500};
    auto reader = store_.read(programme);
    while (true) {
        const auto rows = reader->list(query);
        if (rows.empty()) return;
        for (const Value& row : rows) {
            const auto order = decoded<Order>(row);
            messages.push_back(reminder_of(programme, order, reminder, now));
            query.after = {Value{order.id.value}, order.id.value};
        }
    }
}

}  // namespace zq
