// Three scarce things, one mechanism: stock of a product, quota of an enterprise, budget of a
// programme.
//
// An account has a limit, what orders hold and what is settled for good. Orders move it only
// through Effects, which the rows of the transition table name; nothing else changes a balance.
#pragma once

#include "base/clause.h"
#include "domain/terms.h"

namespace zq {

struct AccountId {
    AccountKind kind = AccountKind::stock;
    std::int64_t owner = 0;  // product, enterprise; 0 for the budget
    std::string scope;       // quota: "year:2025", "direction:dcmm:2025", "programme"; else empty

    friend auto operator<=>(const AccountId&, const AccountId&) = default;
    static void fields(auto& self, auto&& visit) {
        visit("kind", self.kind);
        visit("owner", self.owner);
        visit("scope", self.scope);
    }
};

// Units are vouchers for stock, fen for quota and budget. A quota account keeps no limit of its
// own: the cap is read from the rulebook at each grant, so that a new honour counts at once
// (B23-010).
struct Account {
    AccountId id;
    std::optional<std::int64_t> limit;  // none: unlimited, or (quota) set by the rulebook
    std::int64_t held = 0;
    std::int64_t settled = 0;
    std::int64_t exhausted = 0;  // place in the log of what used up the last of it; 0: some is left

    std::int64_t used() const { return held + settled; }

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("limit", self.limit);
        visit("held", self.held);
        visit("settled", self.settled);
        visit("exhausted", self.exhausted);
    }
};

enum class Effect {
    none,
    hold,       // + held
    adjust,     // held re-based on a new amount
    settle,     // from held to settled; a rest that is not settled is free
    release,    // all of it is free again
    keep,       // stays taken for good, no movement
    reinstate,  // from settled back to held: the payment failed
};
template <>
struct EnumNames<Effect> {
    static constexpr std::pair<Effect, std::string_view> all[] = {
        {Effect::none, "none"},           {Effect::hold, "hold"},       {Effect::adjust, "adjust"},
        {Effect::settle, "settle"},       {Effect::release, "release"}, {Effect::keep, "keep"},
        {Effect::reinstate, "reinstate"},
    };
};

// One movement, as it stands in an event.
struct Move {
    AccountId account;
    std::int64_t limit = 0;  // changes, not balances
    std::int64_t held = 0;
    std::int64_t settled = 0;
    bool unlimited = false;  // the limit is taken away
    bool limited = false;    // there was no limit before: `limit` is the new one

    static void fields(auto& self, auto&& visit) {
        visit("account", self.account);
        visit("limit", self.limit);
        visit("held", self.held);
        visit("settled", self.settled);
        visit("unlimited", self.unlimited);
        visit("limited", self.limited);
    }
};

// The movement of the event at `seq`. BrokenInvariant when a balance would turn negative.
void apply(const Move& move, std::int64_t seq, Account& account);

}  // namespace zq
