// Programmes and their editions, commands, and what time brings. What a command means in other
// programmes lies in across_programmes.cpp.
#include "app/use_cases.h"

#include <algorithm>
#include <mutex>

#include "app/inbox.h"
#include "app/paper_findings.h"
#include "base/credit_code.h"
#include "base/planted.h"

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
    Store& store;
    EditionReader reader;
    std::mutex mutex;
    std::map<ProgrammeId, Programme> programmes;
    bool is_unfinished = false;  // a fault came between an act and what follows from it elsewhere

    bool take_unfinished() {
        const std::lock_guard lock{mutex};
        return std::exchange(is_unfinished, false);
    }
    void leave_unfinished() {
        const std::lock_guard lock{mutex};
        is_unfinished = true;
    }

    // Editions stay where they are once they are known.
    const Rulebook* known(ProgrammeId programme, EditionId id) {
        const std::lock_guard lock{mutex};
        const auto found = programmes.find(programme);
        if (found == programmes.end()) return nullptr;
        const auto edition = found->second.editions.find(id);
        return edition == found->second.editions.end() ? nullptr : edition->second.get();
    }
    // Another process on this store may have published it since.
    const Rulebook& edition(ProgrammeId programme, EditionId id) {
        if (const Rulebook* found = known(programme, id)) return *found;
        load_editions(programme, nullptr);
        if (const Rulebook* found = known(programme, id)) return *found;
        throw RuleGap{"edition " + std::to_string(id.value) + " of the rulebook is not loaded"};
    }
    Rulebooks of(ProgrammeId programme) {
        return
            [this, programme](EditionId id) -> const Rulebook& { return edition(programme, id); };
    }
    ProgrammeState state_of(ProgrammeId programme) const {
        Keys keys;
        keys.add<ProgrammeState>(TheProgramme{});
        WorkingSet tables;
        store.read(programme)->load(keys, tables);
        const ProgrammeState* state = tables.find<ProgrammeState>(TheProgramme{});
        return state ? *state : ProgrammeState{};
    }
    void load_editions(ProgrammeId id, const std::shared_ptr<const Rulebook>& in_hand);
};

UseCases::UseCases(Store& store, Clock& clock, EditionReader reader)
    : store_{store},
      clock_{clock},
      hidden_{
          new Hidden{.store = store, .reader = std::move(reader), .mutex = {}, .programmes = {}}} {}
UseCases::~UseCases() = default;

ProgrammeId UseCases::publish(const std::shared_ptr<const Rulebook>& rulebook, const Actor& actor) {
    const ProgrammeId id = store_.add_programme(rulebook->code);
    load_editions(id, rulebook);
    if (hidden_->state_of(id).edition_digest != rulebook->digest &&
        !was_proposed(id, rulebook->digest)) {
        Actor publisher = actor;
        publisher.role = Role::platform_operator;
        const Outcome outcome = handle(
            id, Asked{.actor = publisher,
                      .command = PublishEdition{rulebook->code, rulebook->digest, rulebook->text},
                      .key = {},
                      .digest = {},
                      .openings = {}});
        // A process that starts at the same time may have been faster with the very same.
        const bool stands = outcome && (outcome->answer ||
                                        hidden_->state_of(id).edition_digest == rulebook->digest);
        check(stands, "an edition that is new can be published");
        load_editions(id, rulebook);
    }
    copy_registry_to(id);
    settle_latest_proofs(id);
    release_unused_proofs(id);
    return id;
}

// Whether the last edition that anybody proposed is this one, and waits or was refused.
bool UseCases::was_proposed(ProgrammeId programme, const std::string& digest) const {
    const auto rows = store_.read(programme)->list(
        Query{.entity = std::string{Entity<Proposal>::name},
              .where = {{"act", Filter::Comparison::equals, {Value{PublishEdition::act}}}},
              .sort = {},
              .descending = true,
              .after = {},
              .limit = 1});
    if (rows.empty()) return false;
    const auto proposal = decoded<Proposal>(rows.front());
    const Value* proposed = proposal.command.find("digest");
    return !proposal.approved.value_or(false) && proposed && *proposed == Value{digest};
}

void UseCases::load_editions(ProgrammeId id, const std::shared_ptr<const Rulebook>& in_hand) {
    hidden_->load_editions(id, in_hand);
}

// Editions published before this start or by another process: the one in hand by its digest, others
// from their stored text.
void UseCases::Hidden::load_editions(ProgrammeId id,
                                     const std::shared_ptr<const Rulebook>& in_hand) {
    const auto rows = store.read(id)->list(
        Query{.entity = "edition", .where = {}, .sort = {}, .after = {}, .limit = 1000});
    const std::lock_guard lock{mutex};
    auto& programme = programmes[id];
    if (in_hand) programme.code = in_hand->code;
    for (const Value& row : rows) {
        const auto edition = decoded<Edition>(row);
        if (programme.editions.contains(edition.id)) continue;
        if (in_hand && edition.digest == in_hand->digest) {
            programme.editions[edition.id] = in_hand;
        } else if (reader) {
            programme.editions[edition.id] = reader(programme.code, edition.text);
        } else {
            continue;
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

Outcome UseCases::preview(ProgrammeId programme, Asked asked) {
    fold_numbers(asked.command);
    Work work{std::move(asked), {}, {}, {}};
    work.reused_proofs = reused_proofs(programme, work.asked.command);
    Outcome outcome = decide_without_storing(*store_.read(programme), programme,
                                             hidden_->of(programme), clock_.now(), work);
    if (outcome) add_readings(programme, work.asked, outcome->checks);
    return outcome;
}

// A preview tells what a machine read in the papers, too; an act itself does not wait for it.
void UseCases::add_readings(ProgrammeId programme, const Asked& asked, std::vector<Check>& checks) {
    if (checks.empty()) return;
    const auto append = [&](std::vector<Check> more) {
        for (Check& check : more) checks.push_back(std::move(check));
    };
    if (const auto* redeem = std::get_if<Redeem>(&asked.command)) {
        append(reading_checks(
            store_, programme, redeem->order, redeem->documents,
            [&](EditionId edition) -> const Rulebook& { return rulebook(programme, edition); }));
    }
    if (const auto* submit = std::get_if<SubmitProduct>(&asked.command)) {
        append(reading_checks(store_, programme, rulebook(programme), asked.actor.organisation,
                              *submit, clock_.now()));
    }
}

std::vector<Attempt> UseCases::handle_all(ProgrammeId programme, std::vector<Asked> asked) {
    std::vector<Attempt> attempts(asked.size());
    std::vector<Work> ready;
    std::vector<std::size_t> places;  // of those that are ready, among all
    for (std::size_t i = 0; i < asked.size(); ++i) {
        attempt(attempts[i], [&] {
            Work work{std::move(asked[i]), {}, {}, {}};
            fold_numbers(work.asked.command);
            reserve_proofs(programme, work);
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
        if (made.fault) hidden_->leave_unfinished();
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
        if (planted(8)) std::ranges::reverse(round);
        auto outcomes = decide_round(store_, programme, rulebooks, clock_.now(), round);
        if (planted(8)) std::ranges::reverse(outcomes);
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
    if (!stands) release_proofs(programme, work);
    // Another act on the same order may have come between: what its last redemption stands on is
    // reserved again, or given up where the order has ended.
    if (work.stands_on_them) settle_proofs_of(programme, work.stands_on_them);
    if (stands && !outcome->replayed) follow_up(programme, work.asked, *outcome->answer);
}

Outcome UseCases::handle_once(ProgrammeId programme, Asked asked) {
    const Work work{std::move(asked), {}, {}, {}};
    const Rulebooks rulebooks = hidden_->of(programme);
    return decide_round(store_, programme, rulebooks, clock_.now(), {&work}).front();
}

// ---- time

// What a fault has left undone is done with the next deadlines, as a start would do it: who asks
// again for an act that is stored gets its answer, and nothing more.
void UseCases::fire_deadlines() {
    const Instant now = clock_.now();
    if (hidden_->take_unfinished()) {
        try {
            for (const ProgrammeId programme : programmes()) {
                copy_registry_to(programme);
                settle_latest_proofs(programme);
            }
        } catch (...) {
            hidden_->leave_unfinished();
            throw;
        }
    }
    for (const ProgrammeId programme : programmes()) {
        hidden_->edition(programme, hidden_->state_of(programme).edition);  // known from now on
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
