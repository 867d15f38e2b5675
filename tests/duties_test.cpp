// Two persons where one could do harm alone: another bank account, another edition of the rules,
// the hands a payout goes through, and roles that are lent in an emergency (Z-013, Z-026 to Z-028).
#include <gtest/gtest.h>

#include "base/credit_code.h"
#include "city.h"

namespace zq::test {
namespace {

constexpr std::int64_t day = 24 * 3600;

// ---- another bank account (Z-027)

BankAccount other_account(const std::string& number = "6228000012345678") {
    return {.bank = "另一家银行", .number = number, .holder = provider_record(1).name};
}
Actor operator_of(int number) {
    Actor actor = provider(number);
    actor.person = PersonId{actor.person.value + 50};
    actor.role = Role::provider_operator;
    return actor;
}
ConfirmBankAccount confirming(const Provider& provider) {
    return {provider.id, provider.account_change ? provider.account_change->id : 1};
}
WithdrawBankAccount withdrawing() {
    return {.party = provider(1).organisation, .reason = "不是我们申请的"};
}
std::string paid_to(World& world) {
    const auto known = world.get<Provider>(provider(1).organisation);
    const BankAccount* account = account_at(known, world.now());
    return account ? account->number : "";
}

class AnotherAccount : public testing::Test {
protected:
    World world{beijing(2025)};
    const std::string first = paid_to(world);
    void ask_for(const BankAccount& account = other_account()) {
        world.done(provider(1), SetBankAccount{account});
    }
    ConfirmBankAccount confirming() {
        return test::confirming(world.get<Provider>(provider(1).organisation));
    }
};

TEST_F(AnotherAccount, WaitsForASecondPerson) {
    ask_for();
    world.pass(100 * day);
    EXPECT_EQ(paid_to(world), first);
    EXPECT_EQ(code_of(world.ask(provider(1), confirming())), "second-person-needed");
    EXPECT_EQ(code_of(world.ask(operator_of(1), confirming())), "ok");
}

TEST_F(AnotherAccount, IsInForceTenDaysAfterItWasConfirmed) {
    ask_for();
    world.done(operator_of(1), confirming());
    world.pass(account_cooling_days * day - 1);
    EXPECT_EQ(paid_to(world), first);
    world.pass(1);
    EXPECT_EQ(paid_to(world), other_account().number);
    EXPECT_EQ(code_of(world.ask(operator_of(1), withdrawing())), "wrong-state");
}

TEST_F(AnotherAccount, CanBeWithdrawnUntilThen) {
    for (const bool confirmed : {false, true}) {
        for (const Actor& by : {provider(1), operator_of(1), staff(Role::platform_operator)}) {
            ask_for();
            if (confirmed) world.done(operator_of(1), confirming());
            world.pass(account_cooling_days * day - 1);
            world.done(by, withdrawing());
            world.pass(day);
            EXPECT_EQ(paid_to(world), first);
            EXPECT_EQ(code_of(world.ask(operator_of(1), confirming())), "wrong-state");
        }
    }
}

TEST_F(AnotherAccount, IsConfirmedAsItWasRead) {
    ask_for();
    const ConfirmBankAccount read = confirming();
    ask_for(other_account("6228000000000000"));
    EXPECT_EQ(code_of(world.ask(operator_of(1), read)), "invalid-value");
    EXPECT_EQ(code_of(world.ask(operator_of(1), confirming())), "ok");
    EXPECT_EQ(code_of(world.ask(operator_of(1), confirming())), "wrong-state");
}

TEST_F(AnotherAccount, AskedForAgainBeginsAgain) {
    ask_for();
    world.done(operator_of(1), confirming());
    world.pass(account_cooling_days * day - 1);
    ask_for(other_account("6228000000000000"));
    world.pass(2 * day);
    EXPECT_EQ(paid_to(world), first);
    ask_for();
    world.done(operator_of(1), confirming());
    world.pass(account_cooling_days * day);
    ask_for(other_account("6228000000000000"));
    EXPECT_EQ(paid_to(world), other_account().number) << "what is in force stays";
    EXPECT_EQ(code_of(world.ask(provider(1), SetBankAccount{other_account()})), "wrong-state");
}

TEST_F(AnotherAccount, IsNotOthersBusiness) {
    ask_for();
    EXPECT_EQ(code_of(world.ask(provider(2), confirming())), "not-yours");
    EXPECT_EQ(code_of(world.ask(provider(2), withdrawing())), "not-yours");
    EXPECT_EQ(code_of(world.ask(enterprise(1), confirming())), "not-yours");
    EXPECT_EQ(code_of(world.ask(staff(Role::platform_operator), confirming())), "ok");
}

TEST_F(AnotherAccount, LeavesABatchAsItIs) {
    const OrderId order = world.order_in(OrderStatus::approved);
    ask_for();
    world.done(operator_of(1), confirming());
    world.pass(account_cooling_days * day - 1);
    const BatchId batch = world.publish({order});
    world.pass(1);
    EXPECT_EQ(world.get<Batch>(batch).items.front().account.number, first);
    const BatchId next = world.publish({world.order_in(OrderStatus::approved)});
    EXPECT_EQ(world.get<Batch>(next).items.front().account.number, other_account().number);
}

TEST(TheAccountOfAProvider, ReachesEveryProgrammeAndTellsTheProvider) {
    TwoYears city;
    const auto known = [&](ProgrammeId programme) {
        return *city.load<Provider>(programme, provider(1).organisation);
    };
    city.done(registry, provider(1), SetBankAccount{other_account()});
    city.done(registry, operator_of(1), confirming(known(registry)));
    for (const ProgrammeId programme : {city.first, city.second}) {
        ASSERT_TRUE(known(programme).account_change);
        EXPECT_EQ(encode(*known(programme).account_change),
                  encode(*known(registry).account_change));
    }
    const auto told = city.store().read(registry)->inbox(provider(1).organisation, 0, 10);
    ASSERT_GE(told.size(), 2U);
    EXPECT_EQ(told.front().kind, "confirm-bank-account");
    EXPECT_EQ(*told.front().facts.find("next_ends"), Value{"5678"});
    city.done(registry, provider(1), withdrawing());
    for (const ProgrammeId programme : {city.first, city.second}) {
        EXPECT_FALSE(known(programme).account_change);
        EXPECT_EQ(known(programme).bank_account->number, "6222S1");
    }
}

// ---- the hands of a payout (Z-026)

Actor as(const Actor& person, Role role) {
    return {person.person, person.organisation, role};
}

TEST(APayout, TakesNoTwoHandsOfOnePerson) {
    World world{beijing(2025)};
    const Actor reviewer = staff(Role::reviewer);
    const Actor maker = staff(Role::batch_maker);
    const OrderId id = world.order_in(OrderStatus::approved);
    EXPECT_EQ(world.order(id).reviewed_by, reviewer.person);
    EXPECT_EQ(code_of(world.ask(as(reviewer, Role::batch_maker), MakeBatch{{id}})),
              "second-person-needed");
    const BatchId batch = world.publish({id});
    world.move_to(plus_seconds(*world.get<Batch>(batch).notice_ends, 1));
    EXPECT_EQ(code_of(world.ask(as(reviewer, Role::batch_maker), SettleBatch{{batch}})),
              "second-person-needed");
    world.done(colleague(Role::batch_maker), SettleBatch{{batch}});
    for (const Actor& hand : {reviewer, maker, colleague(Role::batch_maker)}) {
        EXPECT_EQ(code_of(world.ask(as(hand, Role::approver), Disburse{{batch}})),
                  "second-person-needed");
    }
    EXPECT_EQ(code_of(world.ask(Disburse{{batch}})), "ok");
}

// ---- another edition (Z-013)

std::shared_ptr<const Rulebook> amended(int year) {
    auto rules = std::make_shared<Rulebook>(*beijing(year));
    rules->digest = "another";
    rules->text += "\n# amended\n";
    return rules;
}

TEST(AnotherEdition, WaitsForASecondPerson) {
    TwoYears city;
    const auto edition = [&] { return city.load<ProgrammeState>(city.second, {})->edition_digest; };
    const auto proposals = [&] {
        return city.store()
            .read(city.second)
            ->list({.entity = "proposal", .where = {}, .sort = {}, .after = {}});
    };
    const std::string before = edition();
    for (int start = 0; start < 2; ++start) city.use_cases().publish(amended(2025), Actor{});
    EXPECT_EQ(edition(), before);
    ASSERT_EQ(proposals().size(), 1U) << "proposed once, however often the server starts";
    const auto proposal = decoded<Proposal>(proposals().front());
    EXPECT_EQ(code_of(city.ask(city.second, staff(Role::programme_officer),
                               ApproveProposal{proposal.id})),
              "not-yours");
    city.done(city.second, staff(Role::approver), ApproveProposal{proposal.id});
    EXPECT_EQ(edition(), "another");
}

TEST(AnotherEdition, ThatWasRefusedIsNotProposedAgain) {
    TwoYears city;
    const auto proposals = [&] { return city.store().read(city.second)->count("proposal", {}); };
    const std::string before = city.load<ProgrammeState>(city.second, {})->edition_digest;
    city.use_cases().publish(amended(2025), Actor{});
    const auto rows = city.store()
                          .read(city.second)
                          ->list({.entity = "proposal", .where = {}, .sort = {}, .after = {}});
    city.done(city.second, staff(Role::approver),
              RefuseProposal{decoded<Proposal>(rows.front()).id, "未经公示"});
    city.use_cases().publish(amended(2025), Actor{});
    EXPECT_EQ(proposals(), 1);
    EXPECT_EQ(city.load<ProgrammeState>(city.second, {})->edition_digest, before);
}

// ---- roles lent in an emergency (Z-028)

class Emergency : public testing::Test {
protected:
    City city;
    const Actor security = staff(Role::security_administrator);
    PersonId person;
    PartyId bureau;

    void SetUp() override {
        const Actor platform = staff(Role::platform_operator);
        bureau =
            PartyId{city.done(registry, platform,
                              RegisterOrganisation{"经信局", made_up_credit_code(1), {"bureau"}})};
        person = PersonId{
            city.done(registry, security, RegisterPerson{{.value = "王", .commitment = "c"}})};
        city.done(registry, security, lending(Role::batch_maker, {}, ""));
    }
    GrantMembership lending(Role role, std::optional<std::int64_t> seconds,
                            const std::string& reason) {
        return {.person = person,
                .organisation = bureau,
                .role = role,
                .until = seconds ? std::optional{plus_seconds(city.clock().now(), *seconds)}
                                 : std::nullopt,
                .reason = reason};
    }
    std::string code(Role role, std::optional<std::int64_t> seconds, const std::string& reason) {
        return code_of(city.ask(registry, security, lending(role, seconds, reason)));
    }
};

TEST_F(Emergency, LendsARoleForADayAtMostAndWithAReason) {
    EXPECT_EQ(code(Role::approver, std::nullopt, ""), "role-excluded");
    EXPECT_EQ(code(Role::approver, std::nullopt, "审批人住院"), "invalid-value");
    EXPECT_EQ(code(Role::approver, 0, "审批人住院"), "invalid-value");
    EXPECT_EQ(code(Role::approver, longest_emergency_s + 1, "审批人住院"), "invalid-value");
    EXPECT_EQ(code(Role::approver, 3600, "  "), "invalid-value");
    EXPECT_EQ(code(Role::approver, longest_emergency_s, "审批人住院"), "ok");
    EXPECT_EQ(code(Role::reviewer, 1, "审核人住院"), "ok");
}

TEST_F(Emergency, LendsNoAdministratorsRole) {
    EXPECT_EQ(code(Role::system_administrator, 3600, "急"), "role-excluded");
    EXPECT_EQ(code_of(city.ask(registry, staff(Role::platform_operator),
                               lending(Role::expert, 3600, "急"))),
              "role-excluded");
}

TEST_F(Emergency, IsToldToBothSides) {
    city.done(registry, security, lending(Role::approver, 3600, "审批人住院"));
    for (const PartyId side : {bureau, security.organisation}) {
        const auto told = city.store().read(registry)->inbox(side, 0, 1);
        ASSERT_EQ(told.size(), 1U);
        EXPECT_EQ(told.front().kind, "grant-membership");
        EXPECT_EQ(*told.front().facts.find("reason"), Value{"审批人住院"});
    }
}

TEST_F(Emergency, HoldsUntilItsLastMoment) {
    const MembershipId id{
        city.done(registry, security, lending(Role::approver, 3600, "审批人住院"))};
    const auto lent = *city.load<Membership>(registry, id);
    EXPECT_TRUE(lent.holds_at(*lent.until));
    EXPECT_FALSE(lent.holds_at(Instant{lent.until->micros + 1}));
}

}  // namespace
}  // namespace zq::test
