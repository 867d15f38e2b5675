// The one place where a balance changes: what it does, and what it must never do.
#include "domain/accounts.h"

#include <gtest/gtest.h>

namespace zq {
namespace {

const AccountId stock{AccountKind::stock, 5, ""};

Account account(std::optional<std::int64_t> limit, std::int64_t held, std::int64_t settled) {
    return {.id = stock, .limit = limit, .held = held, .settled = settled};
}

Move movement(std::int64_t limit, std::int64_t held, std::int64_t settled) {
    return {.account = stock, .limit = limit, .held = held, .settled = settled};
}

struct Case {
    const char* name;
    Account before;
    Move move;
    std::optional<std::int64_t> limit;  // afterwards
    std::int64_t held, settled;
};

TEST(Accounts, AMovementChangesWhatItNames) {
    Move limited = movement(100, 0, 0);
    limited.limited = true;
    Move unlimited = movement(0, 0, 0);
    unlimited.unlimited = true;
    const Case cases[] = {
        {"hold", account(10, 2, 3), movement(0, 5, 0), 10, 7, 3},
        {"hold up to the limit", account(10, 2, 3), movement(0, 5, 0), 10, 7, 3},
        {"hold without limit", account({}, 2, 3), movement(0, 500, 0), {}, 502, 3},
        {"settle", account(10, 4, 0), movement(0, -4, 3), 10, 0, 3},
        {"release", account(10, 4, 3), movement(0, -4, 0), 10, 0, 3},
        {"raise the limit", account(10, 4, 3), movement(5, 0, 0), 15, 4, 3},
        {"lower it to what is used", account(10, 4, 3), movement(-3, 0, 0), 7, 4, 3},
        {"a first limit", account({}, 4, 3), limited, 100, 4, 3},
        {"no limit any more", account(10, 4, 3), unlimited, {}, 4, 3},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.name);
        Account changed = c.before;
        apply(c.move, 7, changed);
        EXPECT_EQ(changed.limit, c.limit);
        EXPECT_EQ(changed.held, c.held);
        EXPECT_EQ(changed.settled, c.settled);
        EXPECT_EQ(changed.used(), c.held + c.settled);
    }
}

// Invariants 1, 2, 3, 21: a balance is never negative, an account never above its limit.
TEST(Accounts, AMovementThatWouldBreakAnAccountIsABug) {
    struct Broken {
        const char* name;
        Account before;
        Move move;
    };
    Move elsewhere = movement(0, 1, 0);
    elsewhere.account.owner = 6;
    const Broken cases[] = {
        {"held above the limit", account(10, 5, 5), movement(0, 1, 0)},
        {"settled above the limit", account(10, 5, 5), movement(0, 0, 1)},
        {"held below nothing", account(10, 1, 0), movement(0, -2, 0)},
        {"settled below nothing", account(10, 0, 1), movement(0, 0, -2)},
        {"limit below what is used", account(10, 5, 4), movement(-2, 0, 0)},
        {"a change of no limit", account({}, 0, 0), movement(1, 0, 0)},
        {"another account", account(10, 0, 0), elsewhere},
    };
    for (const Broken& c : cases) {
        SCOPED_TRACE(c.name);
        Account changed = c.before;
        EXPECT_THROW(apply(c.move, 7, changed), BrokenInvariant);
    }
}

// Whoever comes too late is told by whom the last one went.
TEST(Accounts, RememberWhoTookTheLast) {
    Account vouchers{.id = {AccountKind::stock, 1, ""}, .limit = 2};
    const Move one{.account = vouchers.id, .held = 1};
    const Move back{.account = vouchers.id, .held = -1};
    const Move paid{.account = vouchers.id, .held = -1, .settled = 1};
    apply(one, 10, vouchers);
    EXPECT_EQ(vouchers.exhausted, 0);
    apply(one, 11, vouchers);
    EXPECT_EQ(vouchers.exhausted, 11);
    apply(paid, 12, vouchers);
    EXPECT_EQ(vouchers.exhausted, 11);
    apply(back, 13, vouchers);
    EXPECT_EQ(vouchers.exhausted, 0);
    apply(one, 14, vouchers);
    EXPECT_EQ(vouchers.exhausted, 14);
    apply({.account = vouchers.id, .limit = 5}, 15, vouchers);
    EXPECT_EQ(vouchers.exhausted, 0);
}

}  // namespace
}  // namespace zq
