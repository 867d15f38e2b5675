// The account that a provider is paid to: the first one is in force at once, another one when a
// second person has confirmed it and the days of waiting are over (Z-014, Z-027).
//
// The registry decides; programmes are told what came of it. What is in a batch stays in it.
#include "engine/deciding.h"

namespace zq {

namespace {

Done provider_done(const Provider& provider) {
    return {"provider", provider.id.value, {}};
}

bool same(const BankAccount& one, const BankAccount& other) {
    return encode(one) == encode(other);
}

}  // namespace

std::optional<Refusal> Deciding::check_account(const Provider& provider,
                                               const BankAccount& account) const {
    if (trimmed(account.number).empty()) {
        return invalid("account", Facts{{"number", account.number}}).error();
    }
    if (trimmed(account.holder) != trimmed(provider.name)) {
        return invalid("account", Facts{{"holder", account.holder}, {"name", provider.name}})
            .error();
    }
    return std::nullopt;
}

// The provider of a change that the actor may have to do with: its own people, and the platform's.
Decided<Provider> Deciding::provider_with_change(PartyId party) const {
    auto provider = required<Provider>(party);
    if (!provider) return provider;
    const bool own = party == actor_.organisation;
    if (!own && actor_.role != Role::platform_operator) return not_yours();
    settle_account(*provider, at_);
    if (!provider->account_change) return wrong_state("no change");
    return provider;
}

Decided<Done> Deciding::decide(const SetBankAccount& command) {
    auto provider = required<Provider>(actor_.organisation);
    if (!provider) return Unexpected{provider.error()};
    if (auto no = check_account(*provider, command.account)) return Unexpected{*no};
    settle_account(*provider, at_);
    if (!provider->bank_account) {
        provider->bank_account = command.account;
    } else if (same(*provider->bank_account, command.account)) {
        return wrong_state("in force");
    } else {
        provider->account_change = AccountChange{.id = seq_,
                                                 .account = command.account,
                                                 .asked_by = actor_.person,
                                                 .asked = at_,
                                                 .confirmed_by = {},
                                                 .from = {}};
    }
    put(*provider);
    return provider_done(*provider);
}

Decided<Done> Deciding::decide(const ConfirmBankAccount& command) {
    auto provider = provider_with_change(command.party);
    if (!provider) return Unexpected{provider.error()};
    AccountChange& change = *provider->account_change;
    if (change.from) return wrong_state("confirmed");
    if (change.id != command.change) {
        return invalid("change", Facts{{"change", command.change}, {"latest", change.id}});
    }
    if (change.asked_by == actor_.person) {
        return refuse(Code::second_person_needed, house::account_change,
                      Facts{{"proposed_by", actor_.person.value}});
    }
    change.confirmed_by = actor_.person;
    change.from = Instant{at_.micros + account_cooling_days * 24 * 3600 * Instant::second};
    put(*provider);
    return provider_done(*provider);
}

Decided<Done> Deciding::decide(const WithdrawBankAccount& command) {
    auto provider = provider_with_change(command.party);
    if (!provider) return Unexpected{provider.error()};
    provider->account_change.reset();
    put(*provider);
    return provider_done(*provider);
}

Decided<Done> Deciding::decide(const RecordBankAccount& command) {
    auto provider = required<Provider>(command.party);
    if (!provider) return Unexpected{provider.error()};
    provider->bank_account = command.account;
    provider->account_change = command.change;
    put(*provider);
    return provider_done(*provider);
}

}  // namespace zq
