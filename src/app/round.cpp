// remembered → load → decide each → store all → commit.
#include "app/round.h"

#include <algorithm>

#include "app/inbox.h"
#include "app/loading.h"
#include "app/log.h"
#include "base/digest.h"
#include "base/planted.h"

namespace zq {

namespace {

std::string actor_key(const Actor& actor) {
    if (!actor.person || planted(56)) return "public";
    return "person:" + std::to_string(actor.person.value);
}

Value answer_value(const Answer& answer) {
    if (!answer) {
        return Value::Map{{"refused", encode(answer.error().reasons())},
                          {"errors", encode(answer.error().errors())}};
    }
    return Value::Map{{"seq", answer->seq},
                      {"entity", answer->entity},
                      {"id", answer->id},
                      {"outcome", Value{answer->outcome}}};
}

Answer answer_from(const std::string& bytes) {
    const auto value = parse_canonical(bytes);
    if (!value) throw Undecodable{"a remembered answer cannot be read"};
    if (const Value* refused = value->find("refused")) {
        Refusal refusal{decoded<std::vector<Reason>>(*refused)};
        refusal.order_errors_by(decoded<std::vector<std::string>>(*value->find("errors")));
        return std::unexpected{std::move(refusal)};
    }
    Accepted accepted;
    accepted.seq = decoded<std::int64_t>(*value->find("seq"));
    accepted.entity = decoded<std::string>(*value->find("entity"));
    accepted.id = decoded<std::int64_t>(*value->find("id"));
    accepted.outcome = *value->find("outcome")->if_map();
    return accepted;
}

using KeyOfRequest = std::pair<std::string, std::string>;

KeyOfRequest key_of(const Asked& asked) {
    return {actor_key(asked.actor), asked.key};
}

// Whether the entity is still what its editor had read. One that is gone has changed, too.
bool still_as_read(const AsRead& read, const WorkingSet& tables) {
    bool same = false;
    tables.each_shelf([&]<class T>(const Shelf<T>&) {
        if constexpr (detail::is_id<KeyOf<T>>) {
            if (Entity<T>::name != read.entity) return;
            const T* known = tables.find<T>(KeyOf<T>{read.id});
            same = known && tag_of(encode(*known)) == read.tag;
        }
    });
    return same;
}

class Round {
public:
    Round(Store& store, ProgrammeId programme, const Rulebooks& rulebooks, Instant now)
        : tx_{store.begin(programme)},
          programme_{programme},
          rulebooks_{rulebooks},
          now_{now},
          tail_{tx_->tail()},
          loading_{*tx_, tables_} {}

    std::vector<Outcome> decide(const std::vector<const Work*>& works) {
        recall(works);
        load(works);
        std::vector<Outcome> outcomes;
        outcomes.reserve(works.size());
        for (const Work* work : works) outcomes.push_back(outcome_of(*work));
        if (nothing_new()) {
            confirm();
        } else {
            store();
        }
        return outcomes;
    }

    void fire() {
        if (programme_ != registry) {
            Keys state;
            state.add<ProgrammeState>(TheProgramme{});
            state.add<Account>({AccountKind::budget, 0, ""});
            loading_.add(state);
        }
        loading_.add(tx_->due(now_));
        loading_.complete();
        engine_.fire_deadlines(std::max(now_, tail_.last_time));
        log_new_events();
        if (!nothing_new()) store();
    }

private:
    void recall(const std::vector<const Work*>& works) {
        std::vector<KeyOfRequest> keys;
        for (const Work* work : works) {
            if (!work->asked.key.empty()) keys.push_back(key_of(work->asked));
        }
        if (keys.empty()) return;
        for (Remembered& known : tx_->remembered(keys)) {
            KeyOfRequest key{known.actor, known.key};
            remembered_.emplace(std::move(key), std::move(known));
        }
    }

    const Remembered* known(const Asked& asked) const {
        if (asked.key.empty() || planted(54)) return nullptr;
        const auto found = remembered_.find(key_of(asked));
        return found == remembered_.end() ? nullptr : &found->second;
    }

    Instant time_of(const Asked& asked) const {
        if (planted(32)) return asked.arrived.value_or(now_);
        return std::max(asked.arrived.value_or(now_), tail_.last_time);
    }

    void load(const std::vector<const Work*>& works) {
        Instant latest = tail_.last_time;
        for (const Work* work : works) {
            const Asked& asked = work->asked;
            if (known(asked)) continue;
            latest = std::max(latest, time_of(asked));
            loading_.add(needs_of(asked.command, asked.actor, time_of(asked), programme_));
        }
        loading_.add(tx_->due(latest));
        loading_.complete();
    }

    Outcome outcome_of(const Work& work) {
        const Asked& asked = work.asked;
        if (const Remembered* before = known(asked)) {
            if (before->request != asked.digest && !planted(55))
                return std::unexpected{Undecided::key_reused};
            return Answered{answer_from(before->answer), true, nullptr};
        }
        const Instant at = time_of(asked);
        engine_.fire_deadlines(at);
        log_new_events();
        if (asked.as_read && !still_as_read(*asked.as_read, tables_)) {
            return std::unexpected{Undecided::changed_since};
        }
        const Answer answer = engine_.decide({.at = at,
                                              .actor = asked.actor,
                                              .command = asked.command,
                                              .reused_proofs = work.reused_proofs});
        log_new_events();
        if (answer) {
            note_files(asked.command, {answer->entity, answer->id});
            openings_.insert(openings_.end(), asked.openings.begin(), asked.openings.end());
        }
        remember(asked, answer);
        return Answered{answer, false, answer ? last_ : nullptr};
    }

    void note_files(const Command& command, const Subject& subject) {
        const auto note = [&](const auto& act) {
            if constexpr (requires { act.documents; }) {
                for (const Document& document : act.documents) {
                    if (!document.file.empty()) uses_.push_back({document.file, subject});
                }
            }
        };
        std::visit(note, command);
    }

    void remember(const Asked& asked, const Answer& answer) {
        if (asked.key.empty()) return;
        const Remembered added{actor_key(asked.actor), asked.key, asked.digest,
                               canonical(answer_value(answer))};
        remembered_.emplace(key_of(asked), added);
        answers_.push_back(added);
    }

    // Messages say what holds when their event has happened, not at the end of the round.
    void log_new_events() {
        for (Event& event : engine_.take_events()) {
            if (planted(60) && event.command == "accept") continue;
            LogEntry entry =
                entry_of(event, entries_.empty() ? tail_.last_hash : entries_.back().hash);
            for (Message& message : messages_of(event, entry.subjects, tables_)) {
                messages_.push_back(std::move(message));
            }
            entries_.push_back(entry);
            last_ = std::make_shared<const Logged>(std::move(event), std::move(entry));
        }
    }

    bool nothing_new() const { return entries_.empty() && answers_.empty(); }

    // A round of repeated requests stores nothing, and repeats what is safe: a database that waits
    // for a standby waits until the standby has this commit, and so everything before it.
    void confirm() {
        if (!remembered_.empty()) tx_->commit();
    }

    void store() {
        tx_->store(tables_);
        tx_->append(entries_);
        if (!planted(59)) tx_->post(messages_);
        for (const PersonalOpening& opening : openings_) tx_->keep(opening);
        if (!uses_.empty()) tx_->note(uses_);
        if (!planted(58)) tx_->remember(answers_);
        if (!planted(57)) tx_->commit();
    }

    std::unique_ptr<Transaction> tx_;
    ProgrammeId programme_;
    const Rulebooks& rulebooks_;
    Instant now_;
    Tail tail_;
    WorkingSet tables_;
    Loading loading_;
    Engine engine_{programme_, rulebooks_, tables_, tail_.next_seq, tail_.last_time};
    std::map<KeyOfRequest, Remembered> remembered_;
    std::shared_ptr<const Logged> last_;
    std::vector<LogEntry> entries_;
    std::vector<Message> messages_;
    std::vector<PersonalOpening> openings_;
    std::vector<FileUse> uses_;
    std::vector<Remembered> answers_;
};

}  // namespace

std::string tag_of(const Value& encoded) {
    return sha256_hex(canonical(encoded)).substr(0, 32);
}

std::vector<Outcome> decide_round(Store& store, ProgrammeId programme, const Rulebooks& rulebooks,
                                  Instant now, const std::vector<const Work*>& works) {
    return Round{store, programme, rulebooks, now}.decide(works);
}

Outcome decide_without_storing(Reader& reader, ProgrammeId programme, const Rulebooks& rulebooks,
                               Instant now, const Work& work) {
    const Asked& asked = work.asked;
    const Tail tail = reader.tail();
    const Instant at = std::max(now, tail.last_time);
    WorkingSet tables;
    Loading loading{reader, tables};
    loading.add(needs_of(asked.command, asked.actor, at, programme));
    loading.add(reader.due(at));
    loading.complete();
    Engine engine{programme, rulebooks, tables, tail.next_seq, tail.last_time};
    engine.fire_deadlines(at);
    if (asked.as_read && !still_as_read(*asked.as_read, tables)) {
        return std::unexpected{Undecided::changed_since};
    }
    const Answer answer = engine.decide({.at = at,
                                         .actor = asked.actor,
                                         .command = asked.command,
                                         .reused_proofs = work.reused_proofs});
    std::string previous = tail.last_hash;
    std::shared_ptr<const Logged> last;
    for (Event& event : engine.take_events()) {
        LogEntry entry = entry_of(event, previous);
        previous = entry.hash;
        last = std::make_shared<const Logged>(std::move(event), std::move(entry));
    }
    return Answered{answer, false, answer ? last : nullptr, engine.checks()};
}

void fire_round(Store& store, ProgrammeId programme, const Rulebooks& rulebooks, Instant now) {
    Round{store, programme, rulebooks, now}.fire();
}

}  // namespace zq
