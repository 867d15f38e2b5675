// Every status of an order against every act on orders, for both years; frozen orders; foreign
// parties; wrong roles.
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "domain/acts.h"
#include "domain/paper_check.h"
#include "world.h"

namespace zq::test {
namespace {

using enum OrderStatus;

const std::vector<OrderStatus> statuses_of_2023{
    placed,     accepted,    signed_,  in_review, redeeming, approved, published, suspended, paid,
    recovering, clawed_back, declined, cancelled, lapsed,    expired,  rejected,  voided};

std::vector<OrderStatus> statuses_of(int year) {
    auto statuses = statuses_of_2023;
    if (year == 2025) {
        statuses.push_back(waived);
        statuses.push_back(abandoned);
    }
    return statuses;
}

// One world for each status, made once; tests work on copies.
struct Prepared {
    World world;
    OrderId order;
};

const Prepared& prepared(int year, OrderStatus status) {
    static std::map<std::pair<int, OrderStatus>, Prepared> made;
    const auto known = made.find({year, status});
    if (known != made.end()) return known->second;
    World world{beijing(year)};
    const OrderId order = world.order_in(status);
    return made.emplace(std::pair{year, status}, Prepared{std::move(world), order}).first->second;
}

struct ActOnOrder {
    const char* name;
    std::function<Command(World&, OrderId)> command;
    // What comes of it where it is not `otherwise`: the next status, or the code of the refusal.
    std::map<OrderStatus, const char*> outcomes;
    const char* otherwise = "wrong-state";
    bool only_2025 = false;
};

template <class C>
Command on_order(World&, OrderId id) {
    return C{{id}};
}

template <class C>
Command contract_as(World& world, OrderId id) {
    C command;
    static_cast<ContractEntry&>(command) = world.contract(id);
    return command;
}

Command object_to(World&, OrderId id) {
    return Object{.product = {}, .order = id, .batch = {}, .provider = {}, .text = "异议"};
}

Command decide_objection(OrderId id, bool upheld) {
    DecideObjection decision;
    decision.order = id;
    decision.upheld = upheld;
    return decision;
}

Command extend(OrderId id, DeadlineKind kind, Instant until) {
    ExtendDeadlines command;
    command.orders = {id};
    command.kind = kind;
    command.until = until;
    return command;
}

const std::map<OrderStatus, const char*> every_live_to_voided{
    {placed, "ok voided"},    {accepted, "ok voided"},  {signed_, "ok voided"},
    {in_review, "ok voided"}, {redeeming, "ok voided"}, {approved, "ok voided"},
    {published, "ok voided"}, {suspended, "ok voided"}, {paid, "ok recovering"}};

// What had a contract when it got where it is: completion runs beside everything else.
const std::map<OrderStatus, const char*> completed_once{
    {signed_, "ok signed"},    {in_review, "ok in-review"},   {redeeming, "ok redeeming"},
    {approved, "ok approved"}, {published, "ok published"},   {suspended, "ok suspended"},
    {paid, "ok paid"},         {recovering, "ok recovering"}, {clawed_back, "ok clawed-back"},
    {rejected, "ok rejected"}, {waived, "ok waived"},         {abandoned, "ok abandoned"}};

// What was handed in is final, whatever has become of it (B25-354).
const std::map<OrderStatus, const char*> handed_in{
    {in_review, "submitted-final"},  {redeeming, "submitted-final"},
    {approved, "submitted-final"},   {published, "submitted-final"},
    {suspended, "submitted-final"},  {paid, "submitted-final"},
    {recovering, "submitted-final"}, {clawed_back, "submitted-final"},
    {rejected, "submitted-final"}};

const std::vector<ActOnOrder> acts{
    {"cancel", on_order<Cancel>, {{placed, "ok cancelled"}}},
    {"accept",
     on_order<Accept>,
     {{placed, "ok accepted"}, {lapsed, "too-late"}}},  // B23-063, B25-085
    {"decline", on_order<Decline>, {{placed, "ok declined"}}},
    {"sign",
     contract_as<Sign>,
     {{accepted, "ok signed"}, {expired, "too-late"}}},  // B23-059, B25-081
    {"amend-contract",
     contract_as<AmendContract>,
     {{signed_, "ok signed"}, {redeeming, "ok redeeming"}}},
    {"complete", on_order<Complete>, completed_once},
    {"rate",
     [](World&, OrderId id) { return Rate{id, 5, "好"}; },
     {},
     "not-completed"},  // B23-094, B25-101
    {"redeem",
     [](World& world, OrderId id) -> Command { return world.redemption(id); },
     {{signed_, "ok in-review"},
      {redeeming, "ok in-review"},
      {expired, "too-late"},      // B23-076
      {abandoned, "too-late"}}},  // B25-105
    {"withdraw-redemption", on_order<WithdrawRedemption>, handed_in, "wrong-state", true},
    {"waive",
     on_order<Waive>,
     {{signed_, "ok waived"}, {expired, "too-late"}, {abandoned, "too-late"}},  // B25-115
     "wrong-state",
     true},
    {"open-review", on_order<OpenReview>, {{in_review, "ok in-review"}}},
    {"return-redemption",
     [](World&, OrderId id) { return ReturnRedemption{id, "缺页"}; },
     {{in_review, "ok redeeming"}}},
    {"review", [](World&, OrderId id) { return Review{id, {}, ""}; }, {{in_review, "ok approved"}}},
    {"review of nothing",
     [](World&, OrderId id) { return Review{id, Money{}, ""}; },
     {{in_review, "ok rejected"}}},
    {"void", [](World&, OrderId id) { return VoidOrder{id, VoidGround::amount, "金额不实"}; },
     every_live_to_voided},
    {"batch", [](World&, OrderId id) { return MakeBatch{{id}}; }, {{approved, "ok approved"}}},
    {"object",
     object_to,
     {{published, "ok suspended"}, {suspended, "ok suspended"}},
     "notice-closed"},  // B23-090, B25-120
    {"decide-objection: dismissed",
     [](World&, OrderId id) { return decide_objection(id, false); },
     {{suspended, "ok published"}}},
    {"decide-objection: upheld",
     [](World&, OrderId id) { return decide_objection(id, true); },
     {{suspended, "ok voided"}}},
    {"payment-failed",
     [](World&, OrderId id) { return PaymentFailed{id, "账号有误"}; },
     {{paid, "ok approved"}}},
    {"report-refund of all",
     [](World&, OrderId id) { return ReportRefund{id, RefundKind::full, {}, ""}; },
     {{paid, "ok recovering"}, {recovering, "ok recovering"}, {clawed_back, "ok clawed-back"}}},
    {"return-funds",
     [](World&, OrderId id) { return ReturnFunds{id, {}}; },
     {{recovering, "ok clawed-back"}}},
    {"extend-deadlines of acceptance",
     [](World& world, OrderId id) {
         return extend(id, DeadlineKind::acceptance, plus_seconds(world.order(id).accept_by, 3600));
     },
     {{placed, "ok placed"}}},
    {"unfreeze of what is not frozen", on_order<Unfreeze>, {}},
};

void check_every_pair(int year) {
    for (const ActOnOrder& act : acts) {
        for (const OrderStatus status : statuses_of(year)) {
            SCOPED_TRACE(std::string{act.name} + " from " + std::string{name_of(status)});
            World world = prepared(year, status).world;
            const OrderId id = prepared(year, status).order;
            const auto outcome = act.outcomes.find(status);
            std::string wanted = outcome == act.outcomes.end() ? act.otherwise : outcome->second;
            if (act.only_2025 && year != 2025) wanted = "not-offered";
            const Command command = act.command(world, id);
            EXPECT_EQ(told(world, world.ask(command), id), wanted);
        }
    }
}

TEST(Orders, EveryStatusAndEveryActOf2023) {
    check_every_pair(2023);
}
TEST(Orders, EveryStatusAndEveryActOf2025) {
    check_every_pair(2025);
}

// Acts of this table by anybody else's role are not theirs, in whatever state the order is
// (B23-103, B25-143).
TEST(Orders, NoActIsForAnotherRole) {
    for (const int year : {2023, 2025}) {
        for (const ActOnOrder& act : acts) {
            if (act.only_2025 && year != 2025) continue;
            World world = prepared(year, placed).world;
            const OrderId id = prepared(year, placed).order;
            const Command command = act.command(world, id);
            for (const auto& [role, name] : EnumNames<Role>::all) {
                if (may(role, act_of(command))) continue;
                Actor actor = enterprise(1);
                actor.role = role;
                EXPECT_EQ(told(world, world.ask(actor, command), id), "not-yours")
                    << name << ": " << act.name;
            }
        }
    }
}

TEST(Orders, AnotherPartysOrderIsNotYoursInEveryStatus) {
    for (const int year : {2023, 2025}) {
        for (const ActOnOrder& act : acts) {
            if (act.only_2025 && year != 2025) continue;
            for (const OrderStatus status : statuses_of(year)) {
                World world = prepared(year, status).world;
                const OrderId id = prepared(year, status).order;
                const Command command = act.command(world, id);
                const bool by_enterprise = may(Role::enterprise_owner, act_of(command));
                const bool by_provider = may(Role::provider_owner, act_of(command));
                if (!by_enterprise && !by_provider) continue;
                if (std::holds_alternative<Object>(command)) continue;
                const Actor stranger = by_enterprise ? enterprise(2) : provider(2);
                EXPECT_EQ(told(world, world.ask(stranger, command), id), "not-yours")
                    << act.name << " from " << name_of(status);
            }
        }
    }
}

TEST(Orders, AnEnterpriseIsNotItsOrdersProvider) {
    World world = prepared(2025, placed).world;
    const OrderId id = prepared(2025, placed).order;
    Actor both = enterprise(1);
    both.role = Role::provider_owner;
    EXPECT_EQ(told(world, world.ask(both, Accept{{id}}), id), "not-yours");
    both = provider(1);
    both.role = Role::enterprise_owner;
    EXPECT_EQ(told(world, world.ask(both, Cancel{{id}}), id), "not-yours");
}

TEST(Orders, WhatDoesNotExistIsUnknown) {
    World world = prepared(2025, placed).world;
    for (const ActOnOrder& act : acts) {
        const Command command = act.name == std::string{"extend-deadlines of acceptance"}
                                    ? extend(OrderId{777}, DeadlineKind::acceptance, world.now())
                                    : act.command(world, OrderId{777});
        const Answer answer = world.ask(command);
        ASSERT_FALSE(answer) << act.name;
        EXPECT_EQ(name_of(answer.error().code()), "unknown-object") << act.name;
    }
}

// ---- frozen orders (B23-106, B25-134)

World frozen_world(int year, OrderStatus status) {
    World world = prepared(year, status).world;
    ImposeSanction sanction;
    sanction.party = PartyId{21};
    sanction.ground = "transfer";
    world.done(sanction);
    return world;
}

// Any step but `void` and what lifts the freeze: unfreezing and appeals.
TEST(FrozenOrders, RefuseEveryActButVoid) {
    for (const int year : {2023, 2025}) {
        for (const OrderStatus status : statuses_of(year)) {
            const World frozen = frozen_world(year, status);
            const OrderId id = prepared(year, status).order;
            ASSERT_EQ(frozen.order(id).frozen, is_live(status)) << name_of(status);
            if (!is_live(status)) continue;
            for (const ActOnOrder& act : acts) {
                if (act.only_2025 && year != 2025) continue;
                SCOPED_TRACE(std::string{act.name} + " from " + std::string{name_of(status)});
                World world = frozen;
                const Command command = act.command(world, id);
                std::string wanted = "frozen";
                if (std::holds_alternative<VoidOrder>(command)) wanted = "ok voided";
                if (std::holds_alternative<Unfreeze>(command)) {
                    wanted = "ok " + std::string{name_of(status)};
                }
                EXPECT_EQ(told(world, world.ask(command), id), wanted);
            }
        }
    }
}

TEST(FrozenOrders, AreNotTakenFromTheirDraftBatchEither) {
    World world = prepared(2025, approved).world;
    const OrderId id = prepared(2025, approved).order;
    const BatchId batch{world.done(MakeBatch{{id}})};
    ImposeSanction sanction;
    sanction.party = PartyId{21};
    sanction.ground = "transfer";
    world.done(sanction);
    EXPECT_EQ(told(world, world.ask(Unbatch{batch, {id}}), id), "frozen");
}

TEST(FrozenOrders, HaveNoDeadlines) {
    for (const int year : {2023, 2025}) {
        for (const OrderStatus status : {placed, accepted, signed_, in_review}) {
            World world = frozen_world(year, status);
            const OrderId id = prepared(year, status).order;
            world.pass(std::int64_t{400} * 86'400);
            EXPECT_EQ(name_of(world.order(id).status), name_of(status));
            EXPECT_FALSE(world.order(id).overdue);
            // Unfrozen, what has passed in the meantime fires at once.
            world.done(Unfreeze{{id}});
            world.pass(1);
            EXPECT_TRUE(world.order(id).status != status || world.order(id).overdue || year == 2025)
                << name_of(status);
        }
    }
}

TEST(FrozenOrders, DropOutOfTheirBatchAndAreApprovedAgainWhenUnfrozen) {
    World world{beijing(2025)};
    const OrderId first = world.order_in(approved);
    const OrderId second = [&] {
        const OrderId id = world.claim(2, 3);
        world.done(provider(2), Accept{{id}});
        world.done(provider(2), world.contract(id));
        world.done(provider(2), world.redemption(id));
        world.done(Review{id, {}, ""});
        return id;
    }();
    const BatchId batch = world.publish({first, second});
    ImposeSanction sanction;
    sanction.party = PartyId{21};
    sanction.ground = "other-violation";
    world.done(sanction);
    world.pay(batch);
    EXPECT_EQ(name_of(world.order(first).status), "published");
    EXPECT_EQ(name_of(world.order(second).status), "paid");
    ASSERT_EQ(world.get<Batch>(batch).left.size(), 1U);
    world.done(Unfreeze{{first}});
    EXPECT_EQ(name_of(world.order(first).status), "approved");
    EXPECT_FALSE(world.order(first).batch);
    world.pay(world.publish({first}));
    EXPECT_EQ(name_of(world.order(first).status), "paid");
}

// ---- late is late, whether or not the deadline has fired (invariants 27, 31)

struct LateCase {
    const char* name;
    OrderStatus status;
    std::function<Instant(const Order&)> deadline;
    std::function<Command(World&, OrderId)> command;
    const char* in_time;
    const char* late;
};

TEST(Deadlines, TheirLastSecondIsInTimeAndTheNextIsNot) {
    const LateCase cases[] = {
        {"accept", placed, [](const Order& o) { return o.accept_by; }, on_order<Accept>,
         "ok accepted", "too-late"},
        {"sign", accepted, [](const Order& o) { return o.valid_until; }, contract_as<Sign>,
         "ok signed", "too-late"},
        {"redeem", signed_, [](const Order& o) { return *o.redeem_by; },
         [](World& world, OrderId id) -> Command { return world.redemption(id); }, "ok in-review",
         "too-late"},
    };
    for (const int year : {2023, 2025}) {
        for (const LateCase& c : cases) {
            SCOPED_TRACE(c.name);
            const OrderId id = prepared(year, c.status).order;
            World world = prepared(year, c.status).world;
            world.move_to(c.deadline(world.order(id)));
            World later = world;
            EXPECT_EQ(told(world, world.ask(c.command(world, id)), id), c.in_time);
            later.pass(1);
            EXPECT_EQ(told(later, later.ask(c.command(later, id)), id), c.late);
        }
    }
}

TEST(Deadlines, AnActAfterADeadlineIsLateEvenBeforeTheDeadlineHasFired) {
    const Rulebooks rulebooks = [](EditionId) -> const Rulebook& { return *beijing(2025); };
    const LateCase cases[] = {
        {"accept", placed, [](const Order& o) { return o.accept_by; }, on_order<Accept>, "", ""},
        {"sign", accepted, [](const Order& o) { return o.valid_until; }, contract_as<Sign>, "", ""},
        {"redeem", signed_, [](const Order& o) { return *o.redeem_by; },
         [](World& world, OrderId id) -> Command { return world.redemption(id); }, "", ""},
        {"waive", signed_, [](const Order& o) { return *o.redeem_by; }, on_order<Waive>, "", ""},
    };
    for (const LateCase& c : cases) {
        SCOPED_TRACE(c.name);
        World world = prepared(2025, c.status).world;
        const OrderId id = prepared(2025, c.status).order;
        Sign usual = world.contract(id);
        Command command = c.command(world, id);
        if (auto* sign = std::get_if<Sign>(&command)) sign->signed_on = make_day(2025, 6, 25);
        WorkingSet tables = world.tables();
        Engine engine{the_programme, rulebooks, tables, 1000, world.now()};
        const Answer answer = engine.decide({.at = plus_seconds(c.deadline(world.order(id)), 1),
                                             .actor = provider(1),
                                             .command = command,
                                             .reused_proofs = {}});
        ASSERT_FALSE(answer);
        EXPECT_EQ(name_of(answer.error().code()), "too-late");
    }
}

// What an act brings back may have passed long ago: it fires within the same second.
TEST(Deadlines, ThatAnActBringsBackFireAtOnce) {
    const Rulebooks rulebooks = [](EditionId) -> const Rulebook& { return *beijing(2025); };
    const World world = frozen_world(2025, placed);
    const OrderId id = prepared(2025, placed).order;
    const Instant later = plus_seconds(world.order(id).valid_until, 86'400);
    WorkingSet tables = world.tables();
    Engine engine{the_programme, rulebooks, tables, 1000, world.now()};
    engine.fire_deadlines(later);
    EXPECT_TRUE(engine.events().empty());
    const auto decide = [&](const Actor& actor, const Command& command) {
        return engine.decide(
            {.at = later, .actor = actor, .command = command, .reused_proofs = {}});
    };
    ASSERT_TRUE(decide(staff(Role::programme_officer), Unfreeze{{id}}));
    if (tables.get<Order>(id).frozen) {  // this edition takes two for it
        engine.fire_deadlines(later);
        ASSERT_TRUE(decide(staff(Role::approver), ApproveProposal{ProposalId{1000}}));
    }
    engine.fire_deadlines(later);
    ASSERT_GE(engine.events().size(), 2U);
    EXPECT_EQ(engine.events().back().command, "lapse");
    EXPECT_EQ(engine.events().back().time, later);
}

TEST(Deadlines, FireInOrderBeforeTheCommandThatComesAfterThem) {
    World world{beijing(2023)};
    const OrderId first = world.claim(1, 1, yuan("10000.00"));
    world.pass(1);
    const OrderId second = world.claim(2, 2);
    world.done(Accept{{second}});
    const std::size_t before = world.log().size();
    world.move_to(plus_seconds(world.order(second).valid_until, 10));
    const OrderId third = world.claim(3, 3);
    ASSERT_EQ(world.log().size(), before + 3);
    EXPECT_EQ(world.log()[before].command, "lapse");
    EXPECT_EQ(world.log()[before].time, plus_seconds(world.order(first).accept_by, 1));
    EXPECT_EQ(world.log()[before].clauses, (Clauses{"B23-061", "B23-063", "Z-015"}));
    EXPECT_EQ(world.log()[before + 1].command, "expire");
    EXPECT_EQ(world.log()[before + 2].command, "claim");
    EXPECT_EQ(third.value, world.log()[before + 2].seq);
}

// A review that is overdue is marked once and goes on (B23-084).
TEST(Deadlines, AnOverdueReviewGoesOn) {
    World world = prepared(2023, in_review).world;
    const OrderId id = prepared(2023, in_review).order;
    ASSERT_TRUE(world.order(id).review_by);
    world.move_to(*world.order(id).review_by);
    EXPECT_FALSE(world.order(id).overdue);
    world.pass(1);
    EXPECT_TRUE(world.order(id).overdue);
    world.done(Review{id, {}, ""});
    EXPECT_EQ(name_of(world.order(id).status), "approved");
}

// A rulebook of 2023 in which the rows of that deadline are others from the second day on.
std::shared_ptr<const Rulebook> other_from_the_second_day(DeadlineKind kind, Day first,
                                                          void (*change)(Row<DeadlineRule>&)) {
    auto changed = std::make_shared<Rulebook>(*beijing(2023));
    std::erase_if(changed->refusals.rows,
                  [](const auto& row) { return row.value.code == Code::too_late; });
    std::vector<Row<DeadlineRule>> later;
    for (Row<DeadlineRule>& row : changed->deadlines.rows) {
        if (row.value.kind != kind) continue;
        row.validity.until = first;
        change(later.emplace_back(row));
        later.back().validity = {first + std::chrono::days{1}, {}};
    }
    changed->deadlines.rows.insert(changed->deadlines.rows.end(), later.begin(), later.end());
    return changed;
}

Day first_day_of(const World& world) {
    return day_of(world.now(), world.rules().zone);
}

constexpr std::int64_t a_day_s = 86'400;

TEST(Deadlines, ALastDayForAllIsNotMovedByTheDaysOfAProduct) {  // B23-014 … B23-017
    const Day first = first_day_of(World{beijing(2023)});
    World world{other_from_the_second_day(DeadlineKind::validity, first, [](auto& row) {
        row.value.after.reset();
        row.value.by = row.validity.until.value() + std::chrono::days{40};
    })};
    ASSERT_TRUE(world.get<Product>(product(1)).validity_days);
    world.pass(a_day_s);
    EXPECT_EQ(world.order(world.claim()).valid_until,
              last_second_of(first + std::chrono::days{40}, world.rules().zone));
}

TEST(Deadlines, FireByTheClausesOfTheDayOfTheOrder) {  // B23-061
    const Day first = first_day_of(World{beijing(2023)});
    World world{other_from_the_second_day(DeadlineKind::acceptance, first,
                                          [](auto& row) { row.clauses = {"B23-063"}; })};
    const OrderId id = world.claim();
    ASSERT_EQ(first_day_of(world), first);
    world.pass(3 * a_day_s);
    world.fire();
    EXPECT_EQ(name_of(world.order(id).status), "lapsed");
    EXPECT_EQ(world.log().back().clauses, (Clauses{"B23-061", "B23-063", "Z-015"}));
}

TEST(Deadlines, ValidityEndsAnOrderOnlyAsFarAsItReaches) {  // B23-059
    struct {
        ValidUntilStep reaches;
        DeadlineKind ends_by;
    } const cases[] = {{ValidUntilStep::claim, DeadlineKind::acceptance},
                       {ValidUntilStep::acceptance, DeadlineKind::validity},
                       {ValidUntilStep::redemption, DeadlineKind::validity}};
    for (const auto& c : cases) {
        auto changed = std::make_shared<Rulebook>(*beijing(2023));
        for (auto& row : changed->validity_reaches.rows) row.value = c.reaches;
        for (auto& row : changed->deadlines.rows) {
            if (row.value.kind == DeadlineKind::acceptance) row.value.after->count *= 100;
        }
        World world{changed};
        EXPECT_EQ(world.order(world.claim()).due_kind, c.ends_by);
    }
}

// Who was given longer than the rulebook's term and used it leaves the next one the day itself, not
// a day that is past (B23-084).
TEST(Deadlines, AReviewThatWasExtendedAndReturnedHasTheDayOfTheNewApplication) {
    World world = prepared(2023, in_review).world;
    const OrderId id = prepared(2023, in_review).order;
    const Instant last = *world.order(id).review_by;
    world.done(extend(id, DeadlineKind::review, plus_seconds(last, 20 * a_day_s)));
    world.move_to(plus_seconds(last, 15 * a_day_s));
    world.done(ReturnRedemption{id, "缺页"});
    world.done(world.redemption(id));
    EXPECT_EQ(world.order(id).review_by,
              *deadline_after(world.now(), {0, Unit::working_days}, world.rules().zone,
                              world.rules().calendar));
}

// ---- numbers

// ISO 7064 MOD 97-10: the whole number, letters as two digits, leaves 1.
int remainder_of(const std::string& number) {
    std::string digits;
    for (const char c : number) {
        digits += c >= 'A' && c <= 'Z' ? std::to_string(c - 'A' + 10) : std::string(1, c);
    }
    int remainder = 0;
    for (const char c : digits) remainder = (remainder * 10 + (c - '0')) % 97;
    return remainder;
}

TEST(OrderNumbers, HaveSevenDigitsOrMoreAndTwoThatCheckThem) {
    EXPECT_EQ(order_number(*beijing(2025), 15), "BJ2025000001569");
    Rulebook rules = *beijing(2025);
    for (const char* prefix : {"BJ2025", "ZA09", "BA", "A", "Z", "0", "9"}) {
        rules.order_prefix = prefix;
        const std::size_t head = rules.order_prefix.size();
        for (std::int64_t seq = 1; seq < 400; ++seq) {
            const std::string number = order_number(rules, seq);
            EXPECT_EQ(remainder_of(number), 1) << number;
            EXPECT_EQ(number.size(), head + 9) << number;
            EXPECT_EQ(std::stoll(number.substr(head, 7)), seq);
        }
        EXPECT_EQ(order_number(rules, 9'999'999).size(), head + 9);
        EXPECT_EQ(order_number(rules, 10'000'000).size(), head + 10);
        EXPECT_EQ(remainder_of(order_number(rules, 10'000'000)), 1);
    }
}

// Where the rulebook has a recall: until a reviewer opens, and again after the next hand-in.
TEST(Recall, EndsWhenAReviewerOpens) {
    auto changed = std::make_shared<Rulebook>(*beijing(2025));
    for (Row<Switch>& row : changed->recall_until_opened.rows) row.value = true;
    World world{changed};
    const OrderId id = world.order_in(in_review);
    world.done(WithdrawRedemption{{id}});
    EXPECT_EQ(world.get<Order>(id).status, redeeming);
    EXPECT_TRUE(world.get<Redemption>(id).submissions.back().recalled_at);
    const Answer again = world.ask(WithdrawRedemption{{id}});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code(), Code::submitted_final);

    world.done(world.redemption(id));
    EXPECT_TRUE(may_recall(*changed, world.get<Order>(id), world.get<Redemption>(id)));
    world.done(OpenReview{{id}});
    const Instant opened = *world.get<Redemption>(id).submissions.back().opened_at;
    EXPECT_FALSE(may_recall(*changed, world.get<Order>(id), world.get<Redemption>(id)));
    const Answer late = world.ask(WithdrawRedemption{{id}});
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code(), Code::submitted_final);
    EXPECT_EQ(late.error().reasons().front().facts.at("opened_at"), Value{opened.micros});

    // Opening again changes nothing; after a return the next submission is closed again.
    world.pass(60);
    world.done(OpenReview{{id}});
    EXPECT_EQ(world.get<Redemption>(id).submissions.back().opened_at, opened);
    world.done(ReturnRedemption{id, "缺页"});
    world.done(world.redemption(id));
    world.done(WithdrawRedemption{{id}});
    EXPECT_EQ(world.get<Order>(id).status, redeeming);
}

}  // namespace
}  // namespace zq::test
