// Every stock bears the number of the look that found it changed, so a follower needs no list of
// its own: it asks for what is younger than what it saw.
#include "http/feed.h"

#include <boost/json/serialize.hpp>

#include "app/figures.h"
#include "http/codec.h"

namespace zq::http {

bool Feed::begin_look(ProgrammeId programme) {
    const std::lock_guard lock{mutex_};
    return !std::exchange(states_[programme].is_looking, true);
}

void Feed::end_look(ProgrammeId programme) {
    const std::lock_guard lock{mutex_};
    states_[programme].is_looking = false;
}

void Feed::look(ProgrammeId programme) {
    if (!begin_look(programme)) return;
    try {
        read(programme);
    } catch (...) {
        end_look(programme);
        throw;
    }
    end_look(programme);
}

void Feed::read(ProgrammeId programme) {
    const std::unique_ptr<Reader> reader = use_cases_.store().read(programme);
    const std::int64_t seq = reader->tail().next_seq - 1;
    {
        const std::lock_guard lock{mutex_};
        const State& state = states_[programme];
        if (state.look > 0 && state.seq == seq) return;
    }
    Keys keys = stock_accounts(*reader);
    keys.add<Account>({AccountKind::budget, 0, ""});
    WorkingSet accounts;
    reader->load(keys, accounts);
    const std::lock_guard lock{mutex_};
    State& state = states_[programme];
    ++state.look;
    state.seq = seq;
    state.time = use_cases_.clock().now();
    for (const auto& [key, account] : accounts.shelf<Account>().rows) {
        if (!account.limit) continue;
        const std::int64_t left = *account.limit - account.used();
        if (account.id.kind == AccountKind::budget) {
            state.budget_left = Money{left};
            continue;
        }
        Stock& stock = state.stock[account.id.owner];
        if (stock.changed == 0 || stock.left != left) stock = {left, state.look};
    }
}

std::string Feed::since(ProgrammeId programme, Seen& seen) const {
    const std::lock_guard lock{mutex_};
    const auto found = states_.find(programme);
    if (found == states_.end() || found->second.look == seen.look) return {};
    const State& state = found->second;
    json::object change{{"seq", state.seq},
                        {"time", to_rfc3339(state.time, use_cases_.rulebook(programme).zone)}};
    if (state.budget_left) change["budget_left"] = to_yuan(*state.budget_left);
    json::object stock;
    for (const auto& [product, one] : state.stock) {
        if (seen.look > 0 && one.changed > seen.look) stock[std::to_string(product)] = one.left;
    }
    change["stock"] = std::move(stock);
    seen.look = state.look;
    return json::serialize(change);
}

}  // namespace zq::http
