// A claim's place is a slot in a queue, in order of arrival: empty, filled or given up. Other
// commands are queued when they are ready; their places are only counted.
#include "app/writer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <deque>
#include <future>
#include <thread>

namespace zq {

namespace {

using Steady = std::chrono::steady_clock;

// How much the latest round counts in the moving mean of the speed.
constexpr double weight_of_latest = 0.2;

}  // namespace

struct Writer::Queued {
    Asked asked;
    Done done;
};

struct Writer::Place::Slot {
    enum class State { empty, filled, given_up };
    State state = State::empty;
    Queued queued;
};

struct Writer::Line {
    using Slot = Place::Slot;

    mutable std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::shared_ptr<Slot>> claims;
    std::deque<Queued> others;
    std::size_t others_entered = 0;  // places of the other lane, filled or not
    bool stopping = false;
    double per_second = 0;
    std::int64_t rounds = 0;
    std::int64_t commands = 0;
    std::thread thread;

    std::size_t queued(bool is_claim) const { return is_claim ? claims.size() : others_entered; }
    // Those who gave up stand in nobody's way.
    void close_ranks() {
        while (!claims.empty() && claims.front()->state == Slot::State::given_up) {
            claims.pop_front();
        }
    }
    bool has_work() const {
        const bool claim = !claims.empty() && claims.front()->state == Slot::State::filled;
        return claim || !others.empty();
    }
    bool is_over() const { return stopping && claims.empty() && others_entered == 0; }
    std::vector<Queued> take(std::size_t most);
    void count(std::size_t decided, double seconds);
};

// In order of arrival, whichever lane they come from; claims keep their order among themselves.
std::vector<Writer::Queued> Writer::Line::take(std::size_t most) {
    std::vector<Queued> round;
    while (round.size() < most && !claims.empty() && claims.front()->state == Slot::State::filled) {
        round.push_back(std::move(claims.front()->queued));
        claims.pop_front();
        close_ranks();
    }
    for (std::size_t i = 0; i < most && !others.empty(); ++i) {
        round.push_back(std::move(others.front()));
        others.pop_front();
        --others_entered;
    }
    std::ranges::stable_sort(round, {}, [](const Queued& one) { return one.asked.arrived; });
    return round;
}

void Writer::Line::count(std::size_t decided, double seconds) {
    const double latest = static_cast<double>(decided) / std::max(seconds, 1e-6);
    per_second += per_second == 0 ? latest : (latest - per_second) * weight_of_latest;
    ++rounds;
    commands += static_cast<std::int64_t>(decided);
}

struct Writer::Hidden {
    mutable std::mutex mutex;
    std::map<ProgrammeId, std::unique_ptr<Line>> lines;
};

Writer::Writer(UseCases& use_cases, Settings settings, HandOver hand_over, Lost lost)
    : use_cases_{use_cases},
      settings_{settings},
      hand_over_{std::move(hand_over)},
      lost_{std::move(lost)},
      hidden_{std::make_unique<Hidden>()} {
    // Here, and not at the first command: its thread would have the precedence of who submits.
    for (const ProgrammeId programme : use_cases_.programmes()) line(programme);
}

Writer::~Writer() {
    finish();
}

void Writer::finish() {
    const std::lock_guard all{hidden_->mutex};
    for (auto& [programme, line] : hidden_->lines) {
        {
            const std::lock_guard lock{line->mutex};
            line->stopping = true;
        }
        line->wake.notify_all();
    }
    for (auto& [programme, line] : hidden_->lines) {
        if (line->thread.joinable()) line->thread.join();
    }
}

Writer::Line& Writer::line(ProgrammeId programme) {
    const std::lock_guard lock{hidden_->mutex};
    auto& line = hidden_->lines[programme];
    if (!line) {
        line = std::make_unique<Line>();
        line->thread = std::thread{[this, programme, &line = *line] { run(programme, line); }};
    }
    return *line;
}

// What can be answered in time, with the line's lock held.
std::size_t Writer::most(const Line& line) const {
    const double in_time = line.per_second * static_cast<double>(settings_.patience_ms) / 1000;
    return std::clamp(static_cast<std::size_t>(in_time), settings_.queue_least,
                      settings_.queue_most);
}

std::optional<Writer::Place> Writer::enter(ProgrammeId programme, bool is_claim) {
    Line& on = line(programme);
    const std::lock_guard lock{on.mutex};
    if (on.stopping || on.queued(is_claim) >= most(on)) return std::nullopt;
    if (!is_claim) {
        ++on.others_entered;
        return Place{on, nullptr};
    }
    return Place{on, on.claims.emplace_back(std::make_shared<Place::Slot>())};
}

std::int64_t Writer::retry_after_s(ProgrammeId programme) {
    const Line& on = line(programme);
    const std::lock_guard lock{on.mutex};
    const auto queued = static_cast<double>(on.claims.size() + on.others_entered);
    return 1 + static_cast<std::int64_t>(queued / std::max(on.per_second, 1.0));
}

void Writer::submit(Place place, Asked asked, Done done) {
    Line& on = *place.line_;
    {
        const std::lock_guard lock{on.mutex};
        if (place.slot_) {
            place.slot_->queued = {std::move(asked), std::move(done)};
            place.slot_->state = Place::Slot::State::filled;
        } else {
            on.others.push_back({std::move(asked), std::move(done)});
        }
        place.line_ = nullptr;
    }
    on.wake.notify_one();
}

Outcome Writer::handle(ProgrammeId programme, Asked asked) {
    Line& on = line(programme);
    std::promise<Attempt> promise;
    std::future<Attempt> attempt = promise.get_future();
    {
        const std::lock_guard lock{on.mutex};
        ++on.others_entered;
        on.others.push_back(
            {std::move(asked), [&](Attempt made) { promise.set_value(std::move(made)); }});
    }
    on.wake.notify_one();
    Attempt made = attempt.get();
    if (made.fault) std::rethrow_exception(made.fault);
    return *std::move(made.outcome);
}

void Writer::run(ProgrammeId programme, Line& line) {
    std::unique_lock lock{line.mutex};
    while (true) {
        line.wake.wait(lock, [&] { return line.has_work() || line.is_over(); });
        if (!line.has_work()) return;
        std::vector<Queued> round = line.take(settings_.round_most);
        lock.unlock();
        const std::size_t size = round.size();
        const auto began = Steady::now();
        std::vector<Answer> answers = decide(programme, std::move(round));
        const std::chrono::duration<double> took = Steady::now() - began;
        lock.lock();
        line.count(size, took.count());
        lock.unlock();
        hand_over_(std::move(answers));  // after counting: who has an answer finds it counted
        lock.lock();
    }
}

std::vector<Writer::Answer> Writer::decide(ProgrammeId programme, std::vector<Queued> round) {
    std::vector<Asked> asked;
    asked.reserve(round.size());
    for (Queued& one : round) asked.push_back(std::move(one.asked));
    std::vector<Attempt> attempts;
    try {
        attempts = use_cases_.handle_all(programme, std::move(asked));
    } catch (const CommitUnknown& unknown) {
        lost_(unknown);
        attempts.assign(round.size(), {std::nullopt, std::current_exception()});
    } catch (...) {
        attempts.assign(round.size(), {std::nullopt, std::current_exception()});
    }
    std::vector<Answer> answers;
    answers.reserve(round.size());
    for (std::size_t i = 0; i < round.size(); ++i) {
        answers.push_back({std::move(round[i].done), std::move(attempts[i])});
    }
    return answers;
}

Writer::Load Writer::load() const {
    Load all;
    const std::lock_guard lock{hidden_->mutex};
    for (const auto& [programme, line] : hidden_->lines) {
        const std::lock_guard line_lock{line->mutex};
        all.queued += line->claims.size() + line->others_entered;
        all.rounds += line->rounds;
        all.commands += line->commands;
    }
    return all;
}

// ---- places

Writer::Place::Place(Line& line, std::shared_ptr<Slot> slot)
    : line_{&line}, slot_{std::move(slot)} {}

Writer::Place::~Place() {
    give_up();
}

Writer::Place::Place(Place&& other) noexcept
    : line_{std::exchange(other.line_, nullptr)}, slot_{std::move(other.slot_)} {}

Writer::Place& Writer::Place::operator=(Place&& other) noexcept {
    give_up();
    line_ = std::exchange(other.line_, nullptr);
    slot_ = std::move(other.slot_);
    return *this;
}

void Writer::Place::give_up() {
    if (!line_) return;
    Line& on = *std::exchange(line_, nullptr);
    {
        const std::lock_guard lock{on.mutex};
        if (slot_) {
            slot_->state = Slot::State::given_up;
            on.close_ranks();
        } else {
            --on.others_entered;
        }
    }
    on.wake.notify_one();
}

}  // namespace zq
