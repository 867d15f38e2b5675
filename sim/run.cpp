// What happens: time passes, somebody asks, something breaks, clients ask again; then all is held
// against the invariants.
#include "run.h"

#include <algorithm>

#include "app/log.h"
#include "base/digest.h"
#include "editions.h"

namespace zq::sim {

namespace {

std::uint64_t mixed(std::uint64_t seed, std::uint64_t nth) {
    Dice dice{seed * 1'000'003 + nth};
    return dice.throw_it();
}

std::string text_of(const Outcome& outcome) {
    if (!outcome) return "undecided";
    const Answer& answer = outcome->answer;
    if (!answer) return "refused " + canonical(encode(answer.error().reasons()));
    return "ok " + std::to_string(answer->seq) + " " + answer->entity + " " +
           std::to_string(answer->id) + " " + canonical(Value{answer->outcome});
}

std::string short_text(const Outcome& outcome) {
    if (!outcome) return "undecided";
    if (outcome->answer) return "ok, event " + std::to_string(outcome->answer->seq);
    return "refused: " + std::string{zq::name_of(outcome->answer.error().code())};
}

std::string told(const Asked& asked) {
    return std::string{zq::name_of(asked.actor.role)} + " " +
           std::to_string(asked.actor.person.value) + ": " + std::string{act_of(asked.command)} +
           " " + canonical(encode_command(asked.command));
}

}  // namespace

void Run::hold(Inv invariant, bool holds, const std::string& what) {
    course_.occasions.hold(invariant, holds, what);
}

void Run::tell(const std::string& line) {
    if (!plan_.told) return;
    const Zone beijing{.name = "", .offsets = {{.from = {}, .seconds = 8 * 3600}}};
    course_.story.push_back(to_rfc3339(clock_.true_time(), beijing) + "  " + line);
}

Run::Run(const Plan& plan) : plan_{plan} {}

Course Run::take_course() {
    int nth = -1;
    try {
        settle();
        for (nth = 0; nth < plan_.steps; ++nth) {
            if (!plan_.without.contains(nth)) step(nth);
        }
    } catch (const Broken& broken) {
        course_.failure = Failure{broken.invariant, broken.what(), nth};
    } catch (const std::exception& fault) {
        course_.failure = Failure{Inv::nothing_breaks, fault.what(), nth};
    }
    std::string all;
    for (const ProgrammeId id : {ProgrammeId{0}, ProgrammeId{1}, ProgrammeId{2}}) {
        if (audit_.knows(id)) all += audit_.book(id).last_hash;
    }
    for (const Look& look : looks_like(shared_.access(), {.most = 1'000'000}).looks) {
        all += canonical(encode(look));
    }
    for (const auto& [digest, bytes] : shelved_.in_place) all += digest;
    course_.hash = sha256_hex(all);
    course_.occasions.add(audit_.occasions);
    course_.occasions.add(files_.occasions);
    course_.events = audit_.events();
    return std::move(course_);
}

// ---- the town

void Run::settle() {
    Dice dice{mixed(plan_.seed, 0)};
    town_plan_.enterprises = static_cast<int>(dice.between(2, 4));
    town_plan_.providers = static_cast<int>(dice.between(1, 2));
    town_plan_.products = static_cast<int>(dice.between(1, 2));
    town_plan_.vouchers = dice.between(1, 6);
    const bool with_budget = dice.percent(60);
    if (with_budget) town_plan_.budget = dice.between(1'000'000, 12'000'000);
    const bool with_recall = dice.percent(25);
    town_plan_.calm = dice.percent(45);
    if (town_plan_.calm) town_plan_.vouchers += 4, town_plan_.budget *= 5;
    has_scanner_ = dice.percent(75);
    files_.scanner_is(has_scanner_);
    const std::int64_t era = dice.below(100);
    town_plan_.two_programmes = era >= 25;
    town_plan_.year = era >= 25 ? 2025 : 2023;
    clock_.move_to({end_of(make_day(town_plan_.year, 5, 6)).micros + 9 * 3600 * second});
    for (int i = 0; i < 2; ++i) processes_.push_back(std::make_unique<Process>(shared_));
    std::vector<int> years{2023};
    if (town_plan_.two_programmes) years.push_back(2025);
    for (const int year : years) {
        const auto rules = with_recall ? edition_with_recall(year) : base_edition(year);
        editions_[rules->digest] = {rules, shipped_almanac()};
        const ProgrammeId id{std::ssize(disk_) + 1};
        disk_[id] = rules;
        town_.programmes.push_back(id);
    }
    for (auto& process : processes_) start(*process);
    const auto programmes = town_.programmes;
    const Do act = [&](ProgrammeId programme, const Actor& actor, const Command& command) {
        return must(programme, actor, command);
    };
    town_ = settle_town(town_plan_, act);
    town_.programmes = programmes;
    open_shops(
        town_, town_plan_, act,
        [&](std::int64_t seconds) {
            clock_.pass(seconds);
            processes_[0]->use_cases->fire_deadlines();
        },
        [&](ProgrammeId id) -> const Rulebook& { return *disk_.at(id); });
    read_logs();
    audit_.compare(shared_);
    // Some runs begin shortly before a long holiday, the end of claims, or the end of the year.
    constexpr std::pair<unsigned, unsigned> days[] = {{6, 20}, {7, 1}, {9, 25}, {12, 27}};
    const auto [month, day] = days[std::min<std::int64_t>(dice.below(7), 3)];
    const bool june = dice.percent(50);
    clock_.move_to({end_of(make_day(town_plan_.year, june ? 6 : month, june ? 10 : day)).micros +
                    dice.below(day_s) * second});
}

Accepted Run::must(ProgrammeId programme, const Actor& actor, const Command& command) {
    clock_.pass(1);
    const Asked asked{.actor = actor, .command = command, .key = {}, .digest = {}, .openings = {}};
    const Outcome outcome = processes_[0]->use_cases->handle(programme, asked);
    if (!outcome || !outcome->answer) {
        throw std::runtime_error{told(asked) +
                                 " was refused while the town was settled: " + text_of(outcome)};
    }
    return *outcome->answer;
}

void Run::start(Process& process) {
    process.use_cases.reset();
    process.use_cases = std::make_unique<UseCases>(
        process.store, clock_, [this](const std::string&, const std::string& text) {
            return editions_.at(sha256_hex(text)).rules;
        });
    for (const auto& [id, rules] : disk_) process.use_cases->publish(rules, Actor{});
}

void Run::crash_and_start(Process& process) {
    process.store.forget();
    try {
        start(process);
    } catch (const Crash&) {
        process.store.forget();
        start(process);
    }
}

Process& Run::some_process(Dice& dice) {
    Process& process = *processes_[static_cast<std::size_t>(dice.below(2))];
    clock_.skew_s = process.skew_s;
    return process;
}

// ---- time

void Run::pass_time(Dice& dice) {
    const std::int64_t kind = dice.below(100);
    const bool hurries = !town_plan_.calm || dice.percent(25);
    if (kind < 50 || !hurries) {
        clock_.pass(dice.below(900));
    } else if (kind < 70) {
        clock_.pass(dice.below(day_s));
    } else if (kind < 74) {
        clock_.pass(dice.below(9 * day_s));
    } else if (kind < 92) {
        // To the last second of something, or right beside it.
        const auto end = audit_.knows(ProgrammeId{1})
                             ? People{town_, audit_, town_plan_.calm}.some_deadline(dice)
                             : std::nullopt;
        const std::int64_t beside = dice.below(3) - 1;
        const std::int64_t within = dice.below(second);
        if (end && *end > clock_.true_time()) {
            clock_.move_to({whole_second(*end).micros + beside * second + within});
        }
    } else if (kind < 96) {
        clock_.pass(-dice.below(2 * day_s));
    } else if (kind == 96) {
        clock_.pass(dice.below(40 * day_s));
    }
    for (auto& process : processes_) process->skew_s = dice.below(7) - 3;
}

// ---- a step

void Run::step(int nth) {
    Dice dice{mixed(plan_.seed, static_cast<std::uint64_t>(nth) + 1)};
    pass_time(dice);
    const std::int64_t kind = dice.below(100);
    if (kind < 3) {
        tell("a process starts anew");
        Process& process = some_process(dice);
        if (dice.percent(30)) process.store.plan(FaultKind::crash, dice.between(1, 8));
        crash_and_start(process);
    } else if (kind < 7) {
        tell("the timer fires");
        some_process(dice).use_cases->fire_deadlines();
    } else if (kind < 8) {
        some_process(dice).use_cases->post_reminders();
    } else if (kind < 10) {
        publish_edition(dice);
    } else if (kind < 24) {
        repeat(dice);
    } else if (kind < 36) {
        several(dice, nth);
    } else {
        single(dice, nth);
    }
    Dice aside{mixed(plan_.seed, static_cast<std::uint64_t>(nth) + 1'000'001)};
    if (aside.percent(35)) at_the_desk(aside, nth);
    read_logs();
    audit_.compare(shared_);
    files_.compare({shared_.setting("files_swept_until", 0)});
    list_files();
}

// What each provider finds in its list, acknowledged or not.
void Run::list_files() {
    for (const Actor& provider : town_.providers) {
        auto& digests = town_.files[provider.organisation];
        digests.clear();
        for (const StoredFile& file : shared_.files().of(provider.organisation, {}, 12)) {
            digests.push_back(file.digest);
        }
    }
}

void Run::publish_edition(Dice& dice) {
    const ProgrammeId id = dice.pick(town_.programmes);
    const KnownEdition made = amended(editions_.at(disk_.at(id)->digest), ++amended_, dice,
                                      civil_day(clock_.true_time()));
    editions_[made.rules->digest] = made;
    disk_[id] = made.rules;
    tell("another edition for programme " + std::to_string(id.value) + ": " + made.rules->text);
    some_process(dice).use_cases->publish(made.rules, Actor{});
}

Asked Run::asked_for(const Wish& wish, const std::string& key, Dice& dice) {
    Asked asked{
        .actor = wish.actor, .command = wish.command, .key = key, .digest = {}, .openings = {}};
    if (auto* claim = std::get_if<Claim>(&asked.command)) {
        const std::string name = "contact " + key;
        claim->contact.commitment = sha256_hex("salt" + name);
        asked.openings = {{claim->contact.commitment, "salt", name}};
    }
    asked.digest =
        sha256_hex(std::string{act_of(wish.command)} + canonical(encode_command(wish.command)));
    if (dice.percent(40)) {
        asked.arrived = Instant{clock_.now().micros - dice.below(4 * second)};
    }
    return asked;
}

void Run::single(Dice& dice, int nth) {
    const Wish wish = People{town_, audit_, town_plan_.calm}.next(dice, clock_.true_time());
    const Asked asked = asked_for(wish, "k" + std::to_string(nth), dice);
    if (!knows_files(asked)) return;
    sweep_before_its_turn(asked, dice);
    Process& process = some_process(dice);
    const std::int64_t fault = dice.below(100);
    const std::int64_t at = dice.between(1, 12);
    if (fault < 12) process.store.plan(FaultKind::crash, at);
    if (fault >= 12 && fault < 18) process.store.plan(FaultKind::fails, at);
    std::int64_t left = fault >= 18 && fault < 26 ? 1 + at % 3 : 0;
    if (left > 0) {
        const Wish other_wish =
            People{town_, audit_, town_plan_.calm}.next(dice, clock_.true_time());
        const Asked other = asked_for(other_wish, "n" + std::to_string(nth), dice);
        Process& second_one = &process == processes_[0].get() ? *processes_[1] : *processes_[0];
        process.store.between_transactions([this, &second_one, other_wish, other, left]() mutable {
            if (inside_ || left == 0) return;
            --left;
            if (left > 0) return;
            inside_ = true;
            was_between_ = true;
            (void)try_until_answered(second_one, other_wish.programme, other);
            read_logs();
            inside_ = false;
        });
    }
    const Outcome outcome = try_until_answered(process, wish.programme, asked);
    process.store.between_transactions({});
    was_between_ = false;
    sent_.push_back({wish.programme, asked, text_of(outcome)});
}

// A client that hears nothing asks again, with the same key, until it has an answer.
Outcome Run::try_until_answered(Process& process, ProgrammeId programme, const Asked& asked) {
    read_logs();
    const std::int64_t before = effects(programme, asked);
    const std::int64_t known = answered_[programme];
    const std::int64_t messages = process.store.messages();
    const std::int64_t all = all_events();
    std::optional<Outcome> outcome;
    bool again = false;
    while (!outcome) {
        try {
            outcome = deliver(process, programme, asked);
        } catch (const Crash&) {
            tell("  the process is killed");
            again = true;
            crash_and_start(process);
        } catch (const StoreFailed&) {
            tell("  the store failed");
            again = true;
            process.store.forget();
        }
    }
    process.store.forget();
    if (again) process.use_cases->fire_deadlines();
    read_logs();
    if (again) {
        const bool accepted = *outcome && (*outcome)->answer;
        if (accepted) {
            hold(Inv::retry_tells, effects(programme, asked) == before + 1,
                 told(asked) + ": has " + std::to_string(effects(programme, asked) - before) +
                     " effects after a retry");
        }
    } else if (!was_between_) {
        hold(Inv::message_with_cause, process.store.messages() == messages || all_events() > all,
             "a message without an event");
        const bool told_party = *outcome && (*outcome)->answer && !(*outcome)->replayed &&
                                std::holds_alternative<Accept>(asked.command);
        if (told_party) {
            hold(Inv::message_with_cause, process.store.messages() > messages,
                 told(asked) + ": nobody was told");
        }
    }
    judge(programme, asked, *outcome, before, known);
    return *outcome;
}

Outcome Run::deliver(Process& process, ProgrammeId programme, const Asked& asked) {
    ++course_.commands;
    clock_.skew_s = process.skew_s;
    const Outcome outcome = process.use_cases->handle(programme, asked);
    tell((inside_ ? "  meanwhile " : "") + ("programme " + std::to_string(programme.value)) + ", " +
         told(asked) + " -> " + short_text(outcome) +
         (outcome && outcome->replayed ? " (again)" : ""));
    return outcome;
}

void Run::judge(ProgrammeId programme, const Asked& asked, const Outcome& outcome,
                std::int64_t effects_before, std::int64_t known_before) {
    const std::string act{act_of(asked.command)};
    const std::string what = told(asked);
    hold(Inv::key_with_other_body, outcome.has_value(), what + ": undecided");
    const Answer& answer = outcome->answer;
    course_.seen.insert(act +
                        (answer ? " ok" : " " + std::string{zq::name_of(answer.error().code())}));
    const std::int64_t done = effects(programme, asked) - effects_before;
    if (!answer) {
        hold(Inv::refusal_leaves_nothing,
             done == (act == Claim::act ? 1 : 0) || outcome->replayed || was_between_,
             what + ": was refused and left " + std::to_string(done) + " events");
        judge_late(programme, asked, answer);
        return;
    }
    if (!outcome->replayed) {
        hold(Inv::real_time_order, answer->seq > known_before,
             what + ": stands before what was answered earlier");
        hold(Inv::key_has_one_effect, done == 1 || was_between_,
             what + ": has " + std::to_string(done) + " effects");
    }
    const auto& log = effects_[programme];
    const bool stored = answer->seq >= 1 && answer->seq <= std::ssize(log) &&
                        log[static_cast<std::size_t>(answer->seq - 1)].command == act;
    hold(Inv::answered_is_stored, stored, what + ": was answered and is not in the log");
    answered_[programme] = std::max(answered_[programme], answer->seq);
}

// Late must be late.
void Run::judge_late(ProgrammeId programme, const Asked& asked, const Answer& answer) {
    if (answer.error().code() != Code::too_late || programme == registry) return;
    std::visit(
        [&](const auto& command) {
            if constexpr (requires { OrderId{command.order}; }) {
                const Book& book = audit_.book(programme);
                const Order* order = book.images.find<Order>(command.order);
                if (!order) return;
                const auto next = next_deadline(book, *order);
                const bool contract_dated_late =
                    std::holds_alternative<Sign>(asked.command) ||
                    std::holds_alternative<AmendContract>(asked.command);
                if (!next || contract_dated_late) return;
                const Instant at = std::max(asked.arrived.value_or(clock_.now()), book.last_time);
                hold(Inv::act_in_time, next->first < whole_second(at),
                     told(asked) + ": was refused as late while in time");
            }
        },
        asked.command);
}

// Several requests in one round, in the order of their arrival.
void Run::several(Dice& dice, int nth) {
    People people{town_, audit_, town_plan_.calm};
    const ProgrammeId programme = dice.pick(town_.programmes);
    std::vector<Asked> round;
    const std::int64_t most = dice.between(2, 5);
    for (int tries = 0; tries < 12 && std::ssize(round) < most; ++tries) {
        const Wish wish = people.next(dice, clock_.true_time());
        if (wish.programme != programme) continue;
        Asked asked =
            asked_for(wish, "r" + std::to_string(nth) + "-" + std::to_string(tries), dice);
        asked.arrived.reset();
        if (!knows_files(asked)) continue;
        round.push_back(asked);
        if (dice.percent(15)) round.push_back(asked);  // a double click
    }
    if (round.empty()) return;
    Process& process = some_process(dice);
    read_logs();
    const std::int64_t known = answered_[programme];
    const std::size_t begin = effects_[programme].size();
    course_.commands += std::ssize(round);
    const auto attempts = process.use_cases->handle_all(programme, round);
    read_logs();
    std::int64_t last = known;
    std::map<std::string, std::string> answers;
    std::int64_t fresh = 0;
    for (std::size_t i = 0; i < round.size(); ++i) {
        if (attempts[i].fault) std::rethrow_exception(attempts[i].fault);
        const Outcome& outcome = *attempts[i].outcome;
        tell("in one round, programme " + std::to_string(programme.value) + ", " + told(round[i]) +
             " -> " + short_text(outcome));
        hold(Inv::key_with_other_body, outcome.has_value(), told(round[i]) + ": undecided");
        const auto [first, is_first] = answers.emplace(round[i].key, text_of(outcome));
        hold(Inv::key_has_one_effect, is_first || first->second == text_of(outcome),
             told(round[i]) + ": was answered twice, and differently");
        if (is_first) sent_.push_back({programme, round[i], text_of(outcome)});
        if (!is_first) continue;
        fresh += outcome->answer || std::holds_alternative<Claim>(round[i].command) ? 1 : 0;
        if (!outcome->answer) continue;
        hold(Inv::real_time_order, outcome->answer->seq > last,
             told(round[i]) + ": was decided before one that came earlier");
        last = outcome->answer->seq;
        const auto& log = effects_[programme];
        hold(Inv::answered_is_stored,
             last <= std::ssize(log) &&
                 log[static_cast<std::size_t>(last - 1)].command == act_of(round[i].command),
             told(round[i]) + ": was answered and is not in the log");
    }
    std::int64_t asked_events = 0;
    for (std::size_t i = begin; i < effects_[programme].size(); ++i) {
        asked_events += effects_[programme][i].actor.role != Role::clock ? 1 : 0;
    }
    hold(Inv::key_has_one_effect, asked_events == fresh,
         "a round of " + std::to_string(fresh) + " answers left " + std::to_string(asked_events) +
             " events");
    answered_[programme] = std::max(answered_[programme], last);
}

// An earlier request comes once more: the same, with another body, or from somebody else.
void Run::repeat(Dice& dice) {
    if (sent_.empty()) return;
    const auto back = std::min<std::int64_t>(std::ssize(sent_), 12);
    const Sent before = sent_[sent_.size() - 1 - static_cast<std::size_t>(dice.below(back))];
    Process& process = some_process(dice);
    Asked asked = before.asked;
    const std::int64_t kind = dice.below(10);
    read_logs();
    const std::int64_t effects_then = effects(before.programme, asked);
    if (kind < 6) {
        const std::int64_t times = dice.between(1, 3);
        for (std::int64_t i = 0; i < times; ++i) {
            const Outcome outcome = deliver(process, before.programme, asked);
            read_logs();
            hold(Inv::key_has_one_effect,
                 outcome && outcome->replayed && text_of(outcome) == before.answer &&
                     effects(before.programme, asked) == effects_then,
                 told(asked) + ": asked again, answered " + text_of(outcome) + " instead of " +
                     before.answer);
        }
    } else if (kind < 8) {
        asked.digest = "another body";
        if (auto* claim = std::get_if<Claim>(&asked.command)) claim->amount = Money{12'345};
        const Outcome outcome = deliver(process, before.programme, asked);
        read_logs();
        hold(Inv::key_with_other_body,
             !outcome && outcome.error() == Undecided::key_reused &&
                 effects(before.programme, asked) == effects_then,
             told(asked) + ": another body for a key was not refused");
    } else {
        // The key of one person says nothing about another's.
        asked.actor.person = PersonId{10'000'000 + std::ssize(sent_)};
        asked.digest = "another person's body";
        const Outcome outcome = deliver(process, before.programme, asked);
        hold(Inv::key_with_other_body, outcome.has_value() && !outcome->replayed,
             told(asked) + ": saw the key of somebody else");
        sent_.push_back({before.programme, asked, text_of(outcome)});
    }
}

// ---- the logs

void Run::read_logs() {
    for (const ProgrammeId id : {ProgrammeId{0}, ProgrammeId{1}, ProgrammeId{2}}) {
        if (id != registry && !disk_.contains(id)) continue;
        auto& effects = effects_[id];
        const auto reader = shared_.read(id);
        for (const LogEntry& entry : reader->log(std::ssize(effects) + 1, 1'000'000)) {
            const Event event = event_from(entry.bytes);
            effects.push_back({event.command, event.actor});
            audit_.take(id, entry);
            files_.take(id, event);
        }
        hold(Inv::log_gap_free, reader->tail().next_seq == std::ssize(effects) + 1,
             "the tail of the log is elsewhere");
    }
}

std::int64_t Run::effects(ProgrammeId programme, const Asked& asked) const {
    const auto known = effects_.find(programme);
    if (known == effects_.end()) return 0;
    const std::string act{act_of(asked.command)};
    return std::ranges::count_if(known->second, [&](const Effect& effect) {
        return effect.command == act && effect.actor.person == asked.actor.person &&
               effect.actor.organisation == asked.actor.organisation &&
               effect.actor.role == asked.actor.role;
    });
}

std::int64_t Run::all_events() const {
    std::int64_t all = 0;
    for (const auto& [id, effects] : effects_) all += std::ssize(effects);
    return all;
}

Course run(const Plan& plan) {
    return Run{plan}.take_course();
}

}  // namespace zq::sim
