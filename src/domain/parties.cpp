// The bans of all programmes that know a party, and what they come to together.
#include "domain/parties.h"

#include <algorithm>

#include "base/planted.h"

namespace zq {

Ban Standing::ban_from(ProgrammeId programme) const {
    const auto known = std::ranges::find(bans, programme, &Ban::from);
    return known == bans.end() ? Ban{.from = programme, .until = {}, .clauses = {}} : *known;
}

void Standing::set(const Ban& ban) {
    std::erase_if(bans, [&](const Ban& known) { return known.from == ban.from; });
    if (ban.bars()) bans.push_back(ban);
    std::ranges::sort(bans, {}, &Ban::from);
    until.reset();
    permanent = false;
    clauses.clear();
    for (const Ban& each : bans) {
        permanent = permanent || each.permanent;
        if (each.until && (!until || *until < *each.until)) until = each.until;
        for (const ClauseId& clause : each.clauses) {
            if (std::ranges::find(clauses, clause) == clauses.end()) clauses.push_back(clause);
        }
    }
}

const BankAccount* account_at(const Provider& provider, Instant at) {
    const auto& change = provider.account_change;
    if (change && (planted(47) || (change->from && *change->from <= at))) return &change->account;
    return provider.bank_account ? &*provider.bank_account : nullptr;
}

void settle_account(Provider& provider, Instant at) {
    const auto& change = provider.account_change;
    if (!change || !change->from || at < *change->from) return;
    provider.bank_account = change->account;
    provider.account_change.reset();
}

}  // namespace zq
