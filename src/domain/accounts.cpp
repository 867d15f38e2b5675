// The one place where a balance changes.
#include "domain/accounts.h"

#include "base/planted.h"

namespace zq {

void apply(const Move& move, std::int64_t seq, Account& account) {
    check(account.id == move.account, "a movement goes to its own account");
    if (move.unlimited) account.limit.reset();
    if (move.limited) account.limit = 0;
    if (move.limit != 0) {
        check(account.limit.has_value(), "only a limited account has a limit to change");
        *account.limit += move.limit;
    }
    account.held += move.held;
    account.settled += move.settled;
    check(account.held >= 0 && account.settled >= 0, "a balance is never negative");
    check(!account.limit || *account.limit >= account.used(), "an account never exceeds its limit");
    if (account.limit != account.used()) {
        account.exhausted = 0;
    } else if (account.exhausted == 0 || planted(7)) {
        account.exhausted = seq;
    }
}

}  // namespace zq
