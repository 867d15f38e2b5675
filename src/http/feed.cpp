// Every stock bears the number of the look that found it changed, so a follower needs no list of
// its own: it asks for what is younger than what it saw.
#include "http/feed.h"

#include <boost/json/serialize.hpp>

#include "http/codec.h"

namespace zq::http {

namespace {

// All accounts that the public may see: what is on sale, and the budget.
Keys public_accounts(Reader& reader) {
    Keys keys;
    keys.add<Account>({AccountKind::budget, 0, ""});
    const Value listed{name_of(ProductStatus::listed)};
    for (const std::int64_t product : reader.find({"product", {{"status", listed}}})) {
        keys.add<Account>({AccountKind::stock, product, ""});
    }
    return keys;
}

}  // namespace

void Feed::look(ProgrammeId programme) {
    const std::unique_ptr<Reader> reader = use_cases_.store().read(programme);
    const std::int64_t seq = reader->tail().next_seq - 1;
    {
        const std::lock_guard lock{mutex_};
        const State& state = states_[programme];
        if (state.look > 0 && state.seq == seq) return;
    }
    WorkingSet accounts;
    reader->load(public_accounts(*reader), accounts);
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
