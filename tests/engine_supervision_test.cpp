// What is rarely done and must be right: two people, sanctions and their lifting, appeals,
// extensions, spot checks, objections to lines, refunds, amounts at their bounds.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "base/digest.h"
#include "world.h"

namespace zq::test {
namespace {

using enum OrderStatus;

std::string code_of(const Answer& answer) {
    return answer ? "ok" : std::string{name_of(answer.error().code())};
}

// ---- two people (Z-013)

TEST(TwoPeople, NothingHappensUntilAnotherPersonApproves) {
    World world{with_second_person(2025, {"void"})};
    const OrderId id = world.order_in(accepted);
    const VoidOrder command{id, VoidGround::amount, "金额不实"};
    const Actor officer = staff(Role::programme_officer);
    const Answer proposed = world.ask(officer, command);
    ASSERT_TRUE(proposed);
    EXPECT_EQ(proposed->entity, "proposal");
    EXPECT_EQ(name_of(world.order(id).status), "accepted");
    const ProposalId proposal{proposed->id};

    const Answer same = world.ask(officer, ApproveProposal{proposal});
    ASSERT_EQ(code_of(same), "second-person-needed");
    EXPECT_EQ(same.error().clauses(), Clauses{"Z-013"});
    // Another role does not make another person.
    Actor same_person = officer;
    same_person.role = Role::approver;
    EXPECT_EQ(code_of(world.ask(same_person, ApproveProposal{proposal})), "second-person-needed");
    EXPECT_EQ(code_of(world.ask(enterprise(1), ApproveProposal{proposal})), "not-yours");
    EXPECT_EQ(code_of(world.ask(colleague(Role::batch_maker), ApproveProposal{proposal})),
              "not-yours");
    EXPECT_EQ(code_of(world.ask(colleague(Role::batch_maker), RefuseProposal{proposal, ""})),
              "not-yours");
    EXPECT_EQ(name_of(world.order(id).status), "accepted");

    const Answer approved =
        world.ask(colleague(Role::programme_officer), ApproveProposal{proposal});
    ASSERT_TRUE(approved);
    EXPECT_EQ(approved->entity, "order");
    EXPECT_EQ(name_of(world.order(id).status), "voided");
    EXPECT_EQ(world.get<Proposal>(proposal).approved, true);
    EXPECT_EQ(world.get<Proposal>(proposal).proposed_by, officer.person);
    EXPECT_EQ(world.get<Proposal>(proposal).decided_by, colleague(Role::programme_officer).person);
    EXPECT_EQ(code_of(world.ask(colleague(Role::approver), ApproveProposal{proposal})),
              "wrong-state");
}

TEST(TwoPeople, ARefusedProposalIsClosed) {
    World world{with_second_person(2025, {"disburse"})};
    const OrderId id = world.order_in(published);
    const BatchId batch = world.order(id).batch;
    world.move_to(plus_seconds(*world.get<Batch>(batch).notice_ends, 1));
    world.done(SettleBatch{{batch}});
    const ProposalId proposal = world.propose(Disburse{{batch}});
    EXPECT_EQ(name_of(world.order(id).status), "published");
    world.done(colleague(Role::approver), RefuseProposal{proposal, "未到时候"});
    EXPECT_EQ(code_of(world.ask(colleague(Role::approver), ApproveProposal{proposal})),
              "wrong-state");
    EXPECT_EQ(code_of(world.ask(colleague(Role::approver), RefuseProposal{proposal, ""})),
              "wrong-state");
    EXPECT_EQ(name_of(world.order(id).status), "published");
}

// It is decided when it is approved: what has happened since counts.
TEST(TwoPeople, AProposalIsDecidedAtItsApproval) {
    World world{with_second_person(2025, {"review"})};
    const OrderId id = world.order_in(in_review);
    const ProposalId proposal = world.propose(Review{id, {}, ""});
    world.done(VoidOrder{id, VoidGround::unlawful, ""});
    EXPECT_EQ(code_of(world.ask(colleague(Role::approver), ApproveProposal{proposal})),
              "wrong-state");
    EXPECT_FALSE(world.get<Proposal>(proposal).approved);
    EXPECT_EQ(code_of(world.ask(colleague(Role::approver), ApproveProposal{ProposalId{4711}})),
              "unknown-object");
}

TEST(TwoPeople, ProposersNeedTheRoleOfTheAct) {
    World world{with_second_person(2025, {"sanction"})};
    ImposeSanction sanction;
    sanction.party = PartyId{21};
    sanction.ground = "transfer";
    EXPECT_EQ(code_of(world.ask(staff(Role::reviewer), sanction)), "not-yours");
    const ProposalId proposal = world.propose(sanction);
    EXPECT_FALSE(world.get<Provider>(PartyId{21}).standing.until);
    world.done(colleague(Role::approver), ApproveProposal{proposal});
    EXPECT_TRUE(world.get<Provider>(PartyId{21}).standing.until);
}

// ---- sanctions, their end and appeals (B23-106 … B23-114, B25-134 … B25-142)

ImposeSanction sanction_on(int provider_number, const char* ground,
                           std::vector<OrderId> orders = {}) {
    return {provider(provider_number).organisation, ground, std::move(orders), "查实"};
}

std::optional<Day> until(const World& world, int number) {
    return world.get<Provider>(provider(number).organisation).standing.until;
}

TEST(Sanctions, LastThreeYearsToTheSameDate) {  // A19, B25-138
    World world{beijing(2025)};
    world.done(sanction_on(1, "transfer"));
    EXPECT_EQ(until(world, 1), make_day(2028, 6, 20));
    World leap{beijing(2023)};
    leap.move_to("2024-02-29T10:00:00+08:00");
    leap.done(sanction_on(1, "transfer"));
    EXPECT_EQ(until(leap, 1), make_day(2027, 2, 28));
}

TEST(Sanctions, OfAFalsifiedApplicationLastForGood) {  // B25-247
    World world{beijing(2025)};
    world.done(sanction_on(1, "false-application"));
    EXPECT_FALSE(until(world, 1));
    EXPECT_TRUE(world.get<Provider>(PartyId{21}).standing.permanent);
    EXPECT_EQ(code_of(World{beijing(2023)}.ask(sanction_on(1, "false-application"))),
              "invalid-value");
}

TEST(Sanctions, DelistProductsVoidWhatTheyNameAndFreezeTheRest) {
    World world{beijing(2025)};
    const OrderId named = world.order_in(signed_);
    const OrderId paid_one = world.order_in(paid);
    const OrderId other = world.order_in(placed);
    const OrderId foreign = world.claim(2, 3);
    world.done(sanction_on(1, "transfer", {named, paid_one}));
    EXPECT_EQ(name_of(world.order(named).status), "voided");
    EXPECT_EQ(name_of(world.order(paid_one).status), "recovering");
    EXPECT_EQ(world.order(paid_one).clawback, *world.order(paid_one).approved);
    EXPECT_TRUE(world.order(other).frozen);
    EXPECT_FALSE(world.order(foreign).frozen);
    EXPECT_EQ(name_of(world.get<Product>(product(1)).status), "delisted");
    EXPECT_EQ(name_of(world.get<Product>(product(2)).status), "delisted");
    EXPECT_EQ(name_of(world.get<Product>(product(3)).status), "listed");
}

TEST(Sanctions, OnAnEnterpriseStopItsClaims) {
    World world{beijing(2025)};
    ImposeSanction sanction;
    sanction.party = enterprise(1).organisation;
    sanction.ground = "concealment";
    world.done(sanction);
    Claim claim;
    claim.product = product(1);
    const Answer refused = world.ask(enterprise(1), claim);
    EXPECT_EQ(code_of(refused), "sanctioned");
    EXPECT_EQ(refused.error().clauses(), (Clauses{"B25-136", "B25-137", "B25-138"}));
    EXPECT_EQ(code_of(world.ask(enterprise(2), claim)), "ok");
    world.move_to("2028-06-20T23:59:59+08:00");
    const Answer last_day = world.ask(enterprise(1), claim);
    EXPECT_EQ(code_of(last_day), "sanctioned");
    world.pass(1);
    EXPECT_EQ(code_of(world.ask(enterprise(1), claim)), "window-closed");
}

TEST(Sanctions, OrdersOfOthersCannotBeNamed) {
    World world{beijing(2025)};
    const OrderId foreign = world.claim(2, 3);
    EXPECT_EQ(code_of(world.ask(sanction_on(1, "transfer", {foreign}))), "invalid-value");
    EXPECT_EQ(code_of(world.ask(sanction_on(1, "bad-manners"))), "invalid-value");
    ImposeSanction nobody;
    nobody.party = PartyId{4711};
    nobody.ground = "transfer";
    EXPECT_EQ(code_of(world.ask(nobody)), "unknown-object");
}

TEST(Sanctions, LiftedRestoreEligibilityAndNothingThatIsPast) {  // invariant 53
    World world{beijing(2025)};
    const OrderId frozen = world.order_in(placed);
    world.done(sanction_on(1, "transfer"));
    world.done(LiftSanction{PartyId{21}, "查无实据"});
    EXPECT_FALSE(until(world, 1));
    EXPECT_TRUE(world.order(frozen).frozen);
    EXPECT_EQ(name_of(world.get<Product>(product(1)).status), "delisted");
    EXPECT_EQ(code_of(world.ask(LiftSanction{PartyId{21}, ""})), "wrong-state");
}

TEST(Sanctions, AShorterOneTakesNothingOffALongerOne) {
    auto changed = std::make_shared<Rulebook>(*beijing(2025));
    for (Row<SanctionRule>& row : changed->sanctions.rows) {
        if (row.value.ground == "concealment") row.value.term = Term{1, Unit::years};
    }
    World world{changed};
    world.done(sanction_on(1, "transfer"));
    world.pass(86'400);
    world.done(sanction_on(1, "concealment"));
    EXPECT_EQ(until(world, 1), make_day(2028, 6, 20));
}

// What was paid is due back whole, whatever was due of it before; what had ended stays so
// (B25-134).
TEST(Sanctions, CallBackAllThatWasPaidOfTheOrdersTheyName) {
    struct {
        const char* name;
        void (*before)(World&, OrderId);
        const char* outcome;
        const char* clawback;
    } const cases[] = {
        {"paid", [](World&, OrderId) {}, "recovering", "15000.00"},
        {"a part is due back",
         [](World& world, OrderId id) {
             world.done(ReportRefund{id, RefundKind::partial, yuan("10000.00"), ""});
         },
         "recovering", "15000.00"},
        {"a part came back",
         [](World& world, OrderId id) {
             world.done(ReportRefund{id, RefundKind::partial, yuan("10000.00"), ""});
             world.done(ReturnFunds{id, {}});
         },
         "recovering", "15000.00"},
        {"all came back",
         [](World& world, OrderId id) {
             world.done(ReportRefund{id, RefundKind::full, {}, ""});
             world.done(ReturnFunds{id, {}});
         },
         "clawed-back", "15000.00"},
    };
    for (const auto& c : cases) {
        SCOPED_TRACE(c.name);
        World world{beijing(2025)};
        const OrderId id = world.order_in(paid);
        c.before(world, id);
        world.done(sanction_on(1, "transfer", {id}));
        EXPECT_EQ(name_of(world.order(id).status), c.outcome);
        EXPECT_EQ(to_yuan(world.order(id).clawback), c.clawback);
        EXPECT_EQ(world.order(id).void_ground, VoidGround::unlawful);
    }
    for (const OrderStatus status : {cancelled, expired, rejected}) {
        World world{beijing(2025)};
        const OrderId id = world.order_in(status);
        world.done(sanction_on(1, "transfer", {id}));
        EXPECT_EQ(world.order(id).status, status);
        EXPECT_FALSE(world.order(id).void_ground);
        EXPECT_EQ(world.order(id).clawback.fen, 0);
    }
}

TEST(Sanctions, TheLongestOfSeveralCounts) {
    World world{beijing(2025)};
    world.done(sanction_on(1, "transfer"));
    world.pass(std::int64_t{30} * 86'400);
    world.done(sanction_on(1, "concealment"));
    EXPECT_EQ(until(world, 1), make_day(2028, 7, 20));
    world.done(sanction_on(1, "false-application"));
    EXPECT_TRUE(world.get<Provider>(PartyId{21}).standing.permanent);
}

FileAppeal appeal_on(OrderId order) {
    FileAppeal appeal;
    appeal.order = order;
    appeal.text = "不服";
    return appeal;
}
DecideAppeal decision_on(OrderId order, bool upheld) {
    DecideAppeal decision;
    decision.order = order;
    decision.upheld = upheld;
    return decision;
}

TEST(Appeals, OnlyAgainstWhatWentAgainstOneself) {
    for (const auto& [status, name] : EnumNames<OrderStatus>::all) {
        World world{beijing(2025)};
        const OrderId id = world.order_in(status);
        const bool adverse = status == rejected || status == voided;
        EXPECT_EQ(code_of(world.ask(appeal_on(id))), adverse ? "ok" : "nothing-to-reverse") << name;
        EXPECT_EQ(code_of(world.ask(enterprise(2), appeal_on(id))), "not-yours") << name;
    }
    World world{beijing(2025)};
    EXPECT_EQ(code_of(world.ask(provider(1), FileAppeal{})), "nothing-to-reverse");
    EXPECT_EQ(code_of(world.ask(decision_on(OrderId{5}, true))), "nothing-to-reverse");
}

TEST(Appeals, ARejectedOrderComesBackToReviewAndHoldsItsMoneyAgain) {
    for (const bool upheld : {true, false}) {
        World world{beijing(2025)};
        const OrderId id = world.order_in(rejected);
        const Money held = world.order(id).subsidy;
        world.done(appeal_on(id));
        world.done(decision_on(id, upheld));
        EXPECT_EQ(name_of(world.order(id).status), upheld ? "in-review" : "rejected");
        EXPECT_EQ(world.order(id).subsidy, held);
        EXPECT_EQ(world.account({AccountKind::quota, 11, "year:2025"}).held, upheld ? held.fen : 0);
        EXPECT_EQ(code_of(world.ask(decision_on(id, true))), "nothing-to-reverse");
        if (!upheld) continue;
        world.done(Review{id, {}, ""});
        EXPECT_EQ(name_of(world.order(id).status), "approved");
    }
}

TEST(Appeals, AReturningOrderHoldsWhatIsStillFree) {
    World world{beijing(2023)};
    const OrderId id = world.order_in(rejected);  // held 15,000.00 of 20,000.00
    world.claim(1, 2, yuan("40000.00"));          // holds 12,000.00
    world.done(appeal_on(id));
    world.done(decision_on(id, true));
    EXPECT_EQ(to_yuan(world.order(id).subsidy), "8000.00");
}

TEST(Appeals, AnOrderVoidedBeforeItsRedemptionHasNoReviewToComeBackTo) {
    World world{beijing(2025)};
    const OrderId id = world.order_in(voided);
    world.done(appeal_on(id));
    EXPECT_EQ(code_of(world.ask(decision_on(id, true))), "wrong-state");
    EXPECT_EQ(code_of(world.ask(decision_on(id, false))), "ok");
}

TEST(Appeals, AnOrderVoidedBetweenItsContractAndItsRedemptionStaysVoided) {
    World world{beijing(2025)};
    const OrderId id = world.order_in(signed_);
    world.done(VoidOrder{id, VoidGround::conditions, ""});
    world.done(appeal_on(id));
    EXPECT_EQ(code_of(world.ask(decision_on(id, true))), "wrong-state");
}

TEST(Appeals, OfAPartyAreAgainstItsOwnSanctionsInForce) {
    World world{beijing(2025)};
    FileAppeal product_appeal;
    product_appeal.product = product(1);
    EXPECT_EQ(code_of(world.ask(provider(1), product_appeal)), "nothing-to-reverse");
    world.done(sanction_on(1, "transfer"));
    EXPECT_EQ(code_of(world.ask(provider(2), FileAppeal{})), "nothing-to-reverse");
    LiftSanction lift;
    lift.party = PartyId{21};
    world.done(lift);
    EXPECT_EQ(code_of(world.ask(provider(1), FileAppeal{})), "nothing-to-reverse");
}

// By its party only the appeal against a sanction is found, whatever else that party appeals.
TEST(Appeals, ByPartyAreThoseAgainstSanctions) {
    World world{beijing(2025)};
    const OrderId id = world.order_in(placed);
    world.done(sanction_on(1, "transfer"));
    const AppealId of_order{world.done(provider(1), appeal_on(id))};
    DecideAppeal decision;
    decision.party = PartyId{21};
    decision.upheld = true;
    EXPECT_EQ(code_of(world.ask(decision)), "nothing-to-reverse");
    const AppealId of_sanction{world.done(provider(1), FileAppeal{})};
    DecideAppeal foreign = decision;
    foreign.party = PartyId{22};
    EXPECT_EQ(code_of(world.ask(foreign)), "nothing-to-reverse");
    world.done(decision);
    EXPECT_FALSE(world.get<Appeal>(of_order).upheld);
    EXPECT_EQ(world.get<Appeal>(of_sanction).upheld, true);
}

TEST(Appeals, AFrozenOrderRunsAgain) {
    World world{beijing(2025)};
    const OrderId id = world.order_in(placed);
    world.done(sanction_on(1, "transfer"));
    world.done(provider(1), appeal_on(id));
    world.done(decision_on(id, true));
    EXPECT_FALSE(world.order(id).frozen);
    EXPECT_TRUE(world.order(id).due);
}

TEST(Appeals, APaymentThatWasCalledBackStands) {
    World world{beijing(2025)};
    const OrderId id = world.order_in(paid);
    world.done(VoidOrder{id, VoidGround::unlawful, ""});
    world.done(appeal_on(id));
    world.done(decision_on(id, true));
    EXPECT_EQ(name_of(world.order(id).status), "paid");
    EXPECT_EQ(world.order(id).clawback.fen, 0);
    EXPECT_FALSE(world.order(id).void_ground);
}

TEST(Appeals, AgainstOneSanctionLeaveTheOther) {
    World world{beijing(2025)};
    world.done(sanction_on(1, "false-application"));
    world.pass(86'400);
    world.done(sanction_on(1, "transfer"));
    FileAppeal appeal;
    appeal.party = PartyId{21};
    world.done(provider(1), appeal);
    DecideAppeal decision;
    decision.party = PartyId{21};
    decision.upheld = true;
    world.done(decision);
    EXPECT_TRUE(world.get<Provider>(PartyId{21}).standing.permanent);
    EXPECT_FALSE(until(world, 1));
}

TEST(Appeals, ADelistedProductIsListedAgain) {
    World world{beijing(2025)};
    world.done(DelistProduct{product(1), "投诉"});
    FileAppeal appeal;
    appeal.product = product(1);
    EXPECT_EQ(code_of(world.ask(provider(2), appeal)), "not-yours");
    world.done(provider(1), appeal);
    DecideAppeal decision;
    decision.product = product(1);
    decision.upheld = true;
    world.done(decision);
    EXPECT_EQ(name_of(world.get<Product>(product(1)).status), "listed");
    world.claim();
}

// ---- extensions (Z-015)

struct ExtensionCase {
    const char* name;
    OrderStatus status;
    DeadlineKind kind;
    const char* until;
    const char* outcome;
};

// Orders of 20 June 2025: accepted by 27 June, valid to 30 September, redeemed by 20 October; each
// may be moved by 30 days.
const ExtensionCase extensions[] = {
    {"forward", placed, DeadlineKind::acceptance, "2025-07-01T00:00:00+08:00", "ok"},
    {"backward", placed, DeadlineKind::acceptance, "2025-06-27T23:59:58+08:00",
     "extension-not-allowed"},
    {"not at all", placed, DeadlineKind::acceptance, "2025-06-27T23:59:59+08:00",
     "extension-not-allowed"},
    {"to the last second allowed", placed, DeadlineKind::acceptance, "2025-07-27T23:59:59+08:00",
     "ok"},
    {"a second beyond", placed, DeadlineKind::acceptance, "2025-07-28T00:00:00+08:00",
     "extension-not-allowed"},
    {"acceptance of an accepted order", accepted, DeadlineKind::acceptance,
     "2025-07-01T00:00:00+08:00", "wrong-state"},
    {"validity", accepted, DeadlineKind::validity, "2025-10-30T23:59:59+08:00", "ok"},
    {"validity too far", accepted, DeadlineKind::validity, "2025-10-31T00:00:00+08:00",
     "extension-not-allowed"},
    {"redemption", signed_, DeadlineKind::redemption, "2025-11-19T23:59:59+08:00", "ok"},
    {"redemption too far", signed_, DeadlineKind::redemption, "2025-11-20T00:00:00+08:00",
     "extension-not-allowed"},
    {"redemption of what was handed in", in_review, DeadlineKind::redemption,
     "2025-11-01T00:00:00+08:00", "wrong-state"},
    {"a review that has no deadline", in_review, DeadlineKind::review, "2025-07-01T00:00:00+08:00",
     "wrong-state"},
    {"what orders do not have", placed, DeadlineKind::application, "2025-07-01T00:00:00+08:00",
     "wrong-state"},
};

TEST(Extensions, MoveForwardOnlyAndNoFurtherThanAllowed) {
    for (const ExtensionCase& c : extensions) {
        SCOPED_TRACE(c.name);
        World world{beijing(2025)};
        ExtendDeadlines command;
        command.orders = {world.order_in(c.status)};
        command.kind = c.kind;
        command.until = instant(c.until);
        EXPECT_EQ(code_of(world.ask(command)), c.outcome);
    }
}

TEST(Extensions, CannotBeChainedBeyondTheLimit) {
    World world{beijing(2025)};
    ExtendDeadlines command;
    command.orders = {world.order_in(placed)};
    command.kind = DeadlineKind::acceptance;
    command.until = instant("2025-07-20T00:00:00+08:00");
    world.done(command);
    command.until = instant("2025-07-28T00:00:00+08:00");
    EXPECT_EQ(code_of(world.ask(command)), "extension-not-allowed");
}

TEST(Extensions, OfARedemptionCountFromWhereItFirstWas) {
    World world{beijing(2025)};
    ExtendDeadlines command;
    command.orders = {world.order_in(signed_)};
    command.kind = DeadlineKind::redemption;
    command.until = instant("2025-11-10T00:00:00+08:00");
    world.done(command);
    command.until = instant("2025-11-20T00:00:00+08:00");
    EXPECT_EQ(code_of(world.ask(command)), "extension-not-allowed");
}

// Only a review that is under way has a deadline to move (B23-084).
TEST(Extensions, OfAReviewEndWithIt) {
    for (const OrderStatus status : {in_review, approved}) {
        World world{beijing(2023)};
        const OrderId id = world.order_in(status);
        ExtendDeadlines command;
        command.orders = {id};
        command.kind = DeadlineKind::review;
        command.until = plus_seconds(*world.order(id).review_by, 86'400);
        EXPECT_EQ(code_of(world.ask(command)), status == in_review ? "ok" : "wrong-state");
    }
}

// An order keeps the extension that its rulebook had on the day of its claim.
TEST(Extensions, AreThoseOfTheDayOfTheOrder) {
    auto changed = std::make_shared<Rulebook>(*beijing(2025));
    auto& rows = changed->deadlines.rows;
    const auto own = std::ranges::find(rows, DeadlineKind::acceptance,
                                       [](const Row<DeadlineRule>& row) { return row.value.kind; });
    Row<DeadlineRule> since = *own;
    own->validity.until = make_day(2025, 6, 21);
    since.validity.from = make_day(2025, 6, 22);
    since.value.extension.reset();
    rows.push_back(since);
    World world{changed};
    ExtendDeadlines command;
    command.orders = {world.order_in(placed)};
    command.kind = DeadlineKind::acceptance;
    command.until = instant("2025-07-01T00:00:00+08:00");
    world.move_to("2025-06-23T09:00:00+08:00");
    EXPECT_EQ(code_of(world.ask(command)), "ok");
    command.orders = {world.claim(2, 2)};
    EXPECT_EQ(code_of(world.ask(command)), "extension-not-allowed");
}

TEST(Extensions, ForAllTakeEveryOrderThatHasTheDeadline) {
    World world{beijing(2025)};
    const OrderId first = world.claim(1, 1);
    const OrderId taken = world.order_in(accepted);
    const OrderId second = world.claim(2, 2);
    ExtendDeadlines command;
    command.all = true;
    command.kind = DeadlineKind::acceptance;
    command.until = instant("2025-07-05T12:00:00+08:00");
    const Answer answer = world.ask(command);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->outcome.at("extended"), Value{2});
    for (const OrderId id : {first, second}) {
        EXPECT_EQ(world.order(id).accept_by, instant("2025-07-05T12:00:00+08:00"));
        EXPECT_EQ(world.order(id).due, world.order(id).accept_by);
    }
    EXPECT_EQ(world.order(taken).accept_by, instant("2025-06-27T23:59:59+08:00"));
    world.move_to("2025-07-05T12:00:00+08:00");
    EXPECT_EQ(name_of(world.order(first).status), "placed");
    world.pass(1);
    EXPECT_EQ(name_of(world.order(first).status), "lapsed");
    EXPECT_EQ(code_of(world.ask(command)), "wrong-state");
}

// What has a later deadline already keeps it; what is frozen has none.
TEST(Extensions, ForAllPassOverWhatIsLaterOrFrozen) {
    World world{beijing(2025)};
    ExtendDeadlines command;
    command.kind = DeadlineKind::acceptance;
    const OrderId later = world.claim(1, 1);
    command.orders = {later};
    command.until = instant("2025-07-10T12:00:00+08:00");
    world.done(command);
    const OrderId frozen = world.claim(2, 3);
    world.done(sanction_on(2, "transfer"));
    const OrderId usual = world.claim(3, 1);
    command.orders.clear();
    command.all = true;
    command.until = instant("2025-07-05T12:00:00+08:00");
    const Answer answer = world.ask(command);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->outcome.at("extended"), Value{1});
    EXPECT_EQ(world.order(later).accept_by, instant("2025-07-10T12:00:00+08:00"));
    EXPECT_EQ(world.order(frozen).accept_by, instant("2025-06-27T23:59:59+08:00"));
    EXPECT_EQ(world.order(usual).accept_by, instant("2025-07-05T12:00:00+08:00"));
}

TEST(Extensions, OfAnOverdueReviewMakeItPunctualAgain) {  // B23-084
    World world{beijing(2023)};
    const OrderId id = world.order_in(in_review);
    const Instant deadline = *world.order(id).review_by;
    world.move_to(plus_seconds(deadline, 1));
    ASSERT_TRUE(world.order(id).overdue);
    ExtendDeadlines command;
    command.orders = {id};
    command.kind = DeadlineKind::review;
    command.until = plus_seconds(deadline, 86'400);
    world.done(command);
    EXPECT_FALSE(world.order(id).overdue);
    EXPECT_EQ(world.order(id).due, command.until);
}

// The voucher of 2025 is redeemed until a day of its own (B25-102).
TEST(Extensions, OfTheValidityOf2025LeaveTheRedemption) {
    World world{beijing(2025)};
    const OrderId id = world.order_in(accepted);
    const auto redeem_by = world.order(id).redeem_by;
    ExtendDeadlines command;
    command.orders = {id};
    command.kind = DeadlineKind::validity;
    command.until = instant("2025-10-10T23:59:59+08:00");
    world.done(command);
    EXPECT_EQ(world.order(id).valid_until, command.until);
    EXPECT_EQ(world.order(id).redeem_by, redeem_by);
}

// The voucher of 2023 is redeemed within its validity: the one moves with the other (B23-076).
TEST(Extensions, OfTheValidityOf2023MoveTheRedemption) {
    World world{beijing(2023)};
    const OrderId id = world.order_in(signed_);
    ExtendDeadlines command;
    command.orders = {id};
    command.kind = DeadlineKind::validity;
    command.until = instant("2023-07-20T23:59:59+08:00");
    world.done(command);
    EXPECT_EQ(world.order(id).redeem_by, world.order(id).valid_until);
    world.move_to("2023-07-20T23:59:59+08:00");
    world.done(world.redemption(id));
}

// ---- spot checks (Z-023)

TEST(SpotChecks, CanBeDrawnAgainByAnybody) {
    World world{beijing(2025)};
    std::vector<OrderId> contracted;
    for (int i = 0; i < 6; ++i) contracted.push_back(world.order_in(signed_));
    world.order_in(placed);
    const SpotCheckId id{world.done(DrawSpotCheck{3, "20250620"})};
    std::vector<std::pair<std::string, OrderId>> drawn;
    for (const OrderId order : contracted) {
        drawn.emplace_back(sha256_hex("20250620" + std::to_string(order.value)), order);
    }
    std::ranges::sort(drawn);
    const SpotCheck& check = world.get<SpotCheck>(id);
    EXPECT_EQ(check.population, 6);
    EXPECT_EQ(check.sample, (std::vector{drawn[0].second, drawn[1].second, drawn[2].second}));
    const SpotCheckId again{world.done(DrawSpotCheck{3, "20250620"})};
    EXPECT_EQ(world.get<SpotCheck>(again).sample, world.get<SpotCheck>(id).sample);
    const SpotCheckId everybody{world.done(DrawSpotCheck{100, "another"})};
    EXPECT_EQ(world.get<SpotCheck>(everybody).sample.size(), 6U);
    EXPECT_EQ(code_of(world.ask(DrawSpotCheck{0, "x"})), "invalid-value");
    EXPECT_EQ(code_of(world.ask(DrawSpotCheck{1, "  "})), "invalid-value");
}

TEST(SpotChecks, FindingsBelongToASample) {
    World world{beijing(2025)};
    const OrderId sampled = world.order_in(signed_);
    const SpotCheckId id{world.done(DrawSpotCheck{1, "seed"})};
    const OrderId other = world.order_in(signed_);
    EXPECT_EQ(code_of(world.ask(RecordFinding{other, {}, "无异常"})), "invalid-value");
    EXPECT_EQ(code_of(world.ask(RecordFinding{sampled, id, " "})), "invalid-value");
    world.done(RecordFinding{sampled, {}, "无异常"});
    EXPECT_EQ(world.get<SpotCheck>(id).findings.at(std::to_string(sampled.value)), "无异常");
}

TEST(SpotChecks, FindingsGoToTheOneThatIsNamedOrToTheLatest) {
    World world{beijing(2025)};
    const OrderId id = world.order_in(signed_);
    const SpotCheckId first{world.done(DrawSpotCheck{1, "a"})};
    const SpotCheckId second{world.done(DrawSpotCheck{1, "b"})};
    world.done(RecordFinding{id, first, "甲"});
    world.done(RecordFinding{id, {}, "乙"});
    EXPECT_EQ(world.get<SpotCheck>(first).findings.at(std::to_string(id.value)), "甲");
    EXPECT_EQ(world.get<SpotCheck>(second).findings.at(std::to_string(id.value)), "乙");
    EXPECT_EQ(code_of(world.ask(RecordFinding{id, SpotCheckId{4711}, "丙"})), "invalid-value");
}

// ---- objections to a line of a notice (B23-090, B25-120)

struct Line {
    World world{beijing(2025)};
    OrderId first, second, other;
    BatchId batch;

    Line() {
        first = world.order_in(approved);
        second = world.order_in(approved);
        other = world.claim(2, 2);
        world.done(Accept{{other}});
        world.done(world.contract(other));
        world.done(world.redemption(other));
        world.done(Review{other, {}, ""});
        batch = world.publish({first, second, other});
    }
    ObjectionId object() {
        Object objection;
        objection.batch = batch;
        objection.provider = PartyId{21};
        objection.product = product(1);
        return ObjectionId{world.done(Actor{}, objection)};
    }
    std::string statuses() const {
        std::string text;
        for (const OrderId id : {first, second, other}) {
            text += std::string{name_of(world.order(id).status)} + " ";
        }
        return text;
    }
    void decide(ObjectionId objection, bool upheld) {
        DecideObjection decision;
        decision.objection = objection;
        decision.upheld = upheld;
        world.done(decision);
    }
};

TEST(ObjectionsToALine, SuspendItsOrdersUntilAssignedOrDecided) {
    Line line;
    const ObjectionId objection = line.object();
    EXPECT_EQ(line.statuses(), "suspended suspended published ");
    AssignObjection assignment{objection, {line.second}};
    line.world.done(assignment);
    EXPECT_EQ(line.statuses(), "published suspended published ");
    line.decide(objection, true);
    EXPECT_EQ(line.statuses(), "published voided published ");
    line.world.pay(line.batch);
    EXPECT_EQ(line.statuses(), "paid voided paid ");
}

TEST(ObjectionsToALine, OfSeveralTheLastDecisionMovesTheOrder) {
    Line line;
    const ObjectionId one = line.object();
    const ObjectionId two = line.object();
    line.decide(one, false);
    EXPECT_EQ(line.statuses(), "suspended suspended published ");
    line.decide(two, false);
    EXPECT_EQ(line.statuses(), "published published published ");
}

TEST(ObjectionsToALine, AfterAnUpheldOneTheOthersChangeNothing) {
    Line line;
    const ObjectionId one = line.object();
    const ObjectionId two = line.object();
    line.decide(one, true);
    EXPECT_EQ(line.statuses(), "voided voided published ");
    line.decide(two, true);
    EXPECT_EQ(line.statuses(), "voided voided published ");
}

TEST(ObjectionsToALine, DismissedAfterSettlementTheOrdersGoToTheNextBatch) {
    Line line;
    const ObjectionId objection = line.object();
    line.world.pay(line.batch);
    EXPECT_EQ(line.statuses(), "suspended suspended paid ");
    line.decide(objection, false);
    EXPECT_EQ(line.statuses(), "approved approved paid ");
    line.world.pay(line.world.publish({line.first, line.second}));
    EXPECT_EQ(line.statuses(), "paid paid paid ");
}

TEST(ObjectionsToALine, CannotBeAssignedToOrdersOfOthersOrTwice) {
    Line line;
    const ObjectionId objection = line.object();
    for (const std::vector<OrderId>& orders :
         {std::vector<OrderId>{}, {line.other}, {line.first, line.first}}) {
        EXPECT_EQ(code_of(line.world.ask(AssignObjection{objection, orders})), "invalid-value");
    }
    line.decide(objection, false);
    EXPECT_EQ(code_of(line.world.ask(AssignObjection{objection, {line.first}})), "wrong-state");
}

TEST(ObjectionsToALine, EndWithTheNotice) {
    Line line;
    line.world.move_to(*line.world.get<Batch>(line.batch).notice_ends);
    EXPECT_EQ(code_of(line.world.ask(SettleBatch{{line.batch}})), "notice-running");
    line.object();
    line.world.pass(1);
    Object late;
    late.order = line.other;
    EXPECT_EQ(code_of(line.world.ask(late)), "notice-closed");
    Object nothing;
    nothing.batch = line.batch;
    EXPECT_EQ(code_of(line.world.ask(nothing)), "notice-closed");
}

TEST(Objections, ByOrderOrProductTheOldestThatIsOpenIsDecided) {
    Line line;
    const ObjectionId one = line.object();
    line.decide(one, false);
    const ObjectionId two = line.object();
    DecideObjection by_product;
    by_product.product = product(3);  // nobody objects to it
    EXPECT_EQ(code_of(line.world.ask(by_product)), "wrong-state");
    DecideObjection by_order;
    by_order.order = line.first;
    by_order.upheld = true;
    line.world.done(by_order);
    EXPECT_EQ(line.world.get<Objection>(one).upheld, false);
    EXPECT_EQ(line.world.get<Objection>(two).upheld, true);
    EXPECT_EQ(code_of(line.world.ask(by_order)), "wrong-state");
}

// ---- money back (A28; B23-104, B23-105, B25-132, B25-133)

struct RefundStep {
    RefundKind kind;
    const char* amount;
    const char* clawback;
    const char* status;
};

TEST(Refunds, AreComputedAgainOnTheContractLessAllOfThem) {
    World world{beijing(2025)};
    const OrderId id = world.order_in(paid);  // 50,000.00, paid 15,000.00
    const RefundStep steps[] = {
        {RefundKind::partial, "10000.00", "3000.00", "recovering"},
        {RefundKind::partial, "0.01", "3000.01", "recovering"},  // 11,999.997 is floored
        {RefundKind::partial, "9999.99", "6000.00", "recovering"},
        {RefundKind::no_service, "1.00", "15000.00", "recovering"},
    };
    for (const RefundStep& step : steps) {
        world.done(ReportRefund{id, step.kind, yuan(step.amount), ""});
        EXPECT_EQ(to_yuan(world.order(id).clawback), step.clawback);
        EXPECT_EQ(name_of(world.order(id).status), step.status);
    }
    EXPECT_EQ(code_of(world.ask(ReturnFunds{id, yuan("15000.01")})), "amount-too-high");
    EXPECT_EQ(code_of(world.ask(ReturnFunds{id, yuan("0.00")})), "invalid-value");
    world.done(ReturnFunds{id, yuan("14999.99")});
    EXPECT_EQ(name_of(world.order(id).status), "recovering");
    world.done(ReturnFunds{id, {}});
    EXPECT_EQ(name_of(world.order(id).status), "clawed-back");
    EXPECT_EQ(to_yuan(world.order(id).returned), "15000.00");
}

TEST(Refunds, BelowTheCeilingCostNothing) {  // B23-019
    World world{beijing(2023)};
    const OrderId id = world.claim(3, 1, yuan("200000.00"));
    world.done(Accept{{id}});
    world.done(world.contract(id));
    world.done(world.redemption(id));
    world.done(Review{id, {}, ""});
    world.pay(world.publish({id}));
    EXPECT_EQ(to_yuan(*world.order(id).approved), "50000.00");
    world.done(ReportRefund{id, RefundKind::partial, yuan("20000.00"), ""});
    EXPECT_EQ(name_of(world.order(id).status), "paid");
    world.done(ReportRefund{id, RefundKind::partial, yuan("30000.00"), ""});
    EXPECT_EQ(to_yuan(world.order(id).clawback), "5000.00");
}

TEST(Refunds, AreAtMostThePrice) {
    World world{beijing(2025)};
    const OrderId id = world.order_in(paid);
    for (const char* amount : {"0.00", "-1.00", "50000.01"}) {
        EXPECT_EQ(code_of(world.ask(ReportRefund{id, RefundKind::partial, yuan(amount), ""})),
                  "invalid-value");
    }
    EXPECT_EQ(code_of(world.ask(ReportRefund{id, RefundKind::partial, {}, ""})), "invalid-value");
    world.done(ReportRefund{id, RefundKind::partial, yuan("50000.00"), ""});
    EXPECT_EQ(to_yuan(world.order(id).clawback), "15000.00");
}

// ---- contracts: every reason is told, the first code leads

TEST(Contracts, AllReasonsAreToldAtOnce) {
    World world{beijing(2025)};
    const OrderId id = world.order_in(accepted);
    Sign sign = world.contract(id);
    sign.signed_on = make_day(2025, 6, 19);
    sign.service_from = make_day(2025, 6, 18);
    sign.product_name = "别的产品";
    sign.lists_order = false;
    sign.voucher_part = yuan("20000.00");
    const Answer answer = world.ask(sign);
    ASSERT_FALSE(answer);
    std::string codes;
    for (const Reason& reason : answer.error().reasons()) {
        codes += std::string{name_of(reason.code)} + " ";
    }
    EXPECT_EQ(codes,
              "contract-before-order service-before-order product-mismatch split-mismatch "
              "order-table-missing ");
}

struct SplitCase {
    const char* name;
    std::optional<const char*> voucher, own;
    const char* outcome;
    const char* subsidy;  // afterwards
};

// Of a contract of 50,000.00 the voucher pays at most 15,000.00 (B25-089, B25-090).
TEST(Contracts, PartsAddUpAndTheVoucherPartIsNotTooHigh) {
    const SplitCase cases[] = {
        {"as computed", {}, {}, "ok", "15000.00"},
        {"stated", "15000.00", "35000.00", "ok", "15000.00"},
        {"a fen too high", "15000.01", "34999.99", "split-mismatch", "15000.00"},
        {"lower lowers it", "14000.00", "36000.00", "ok", "14000.00"},
        {"lower, the rest computed", "14000.00", {}, "ok", "14000.00"},
        {"they do not add up", "15000.00", "35000.01", "split-mismatch", "15000.00"},
        {"own part alone", {}, "36000.00", "split-mismatch", "15000.00"},
        {"nothing", "0.00", "50000.00", "subsidy-zero", "15000.00"},
        {"less than nothing", "-1.00", "50001.00", "split-mismatch", "15000.00"},
        {"beyond all bounds", "9999999999999.99", "9999999999999.99", "split-mismatch", "15000.00"},
    };
    for (const SplitCase& c : cases) {
        SCOPED_TRACE(c.name);
        World world{beijing(2025)};
        const OrderId id = world.order_in(accepted);
        Sign sign = world.contract(id);
        if (c.voucher) sign.voucher_part = yuan(*c.voucher);
        if (c.own) sign.own_part = yuan(*c.own);
        EXPECT_EQ(code_of(world.ask(sign)), c.outcome);
        EXPECT_EQ(to_yuan(world.order(id).subsidy), c.subsidy);
    }
}

TEST(Contracts, MoneyThatIsShortComesBeforeWhatTheContractLacks) {
    World world{beijing(2025)};
    const OrderId id = world.order_in(accepted);
    Sign sign = world.contract(id);
    sign.amount = yuan("0.03");
    sign.lists_order = false;
    EXPECT_EQ(code_of(world.ask(sign)), "subsidy-zero");
}

// ---- re-basing at signing (A1), review (A2)

struct RebaseCase {
    const char* name;
    int enterprise_number;  // 1 has 20,000.00 a year in 2023, 2 has 100,000.00
    const char* others;     // claimed before by the same enterprise; null: nothing
    const char* budget;     // null: unlimited
    const char* claimed;
    const char* held;
    const char* contract;
    const char* afterwards;
};

// Down freely, up as far as quota and budget have free, counting what the order itself holds.
const RebaseCase rebases[] = {
    {"the same", 1, nullptr, nullptr, "50000.00", "15000.00", "50000.00", "15000.00"},
    {"down", 1, nullptr, nullptr, "50000.00", "15000.00", "40000.00", "12000.00"},
    {"up", 1, nullptr, nullptr, "50000.00", "15000.00", "60000.00", "18000.00"},
    {"up to the cap", 1, nullptr, nullptr, "50000.00", "15000.00", "90000.00", "20000.00"},
    {"up to what another order leaves", 1, "10000.00", nullptr, "50000.00", "15000.00", "90000.00",
     "17000.00"},
    {"all of a rest is held already", 1, "40000.00", nullptr, "50000.00", "8000.00", "90000.00",
     "8000.00"},
    {"up to the ceiling of an order", 2, nullptr, nullptr, "100000.00", "30000.00", "200000.00",
     "50000.00"},
    {"up to what the budget leaves", 2, "100000.00", "65000.00", "100000.00", "30000.00",
     "200000.00", "35000.00"},
    {"up with nothing free", 2, "100000.00", "60000.00", "100000.00", "30000.00", "200000.00",
     "30000.00"},
};

TEST(Contracts, ReBaseWhatIsHeld) {
    for (const RebaseCase& c : rebases) {
        SCOPED_TRACE(c.name);
        World world{beijing(2023)};
        if (c.budget) world.done(SetBudget{yuan(c.budget), ""});
        if (c.others) world.claim(c.enterprise_number, 2, yuan(c.others));
        const OrderId id = world.claim(c.enterprise_number, 1, yuan(c.claimed));
        EXPECT_EQ(to_yuan(world.order(id).subsidy), c.held);
        world.done(Accept{{id}});
        Sign sign = world.contract(id);
        sign.amount = yuan(c.contract);
        world.done(sign);
        EXPECT_EQ(to_yuan(world.order(id).subsidy), c.afterwards);
        EXPECT_EQ(world.order(id).own_payment, yuan(c.contract) - yuan(c.afterwards));
    }
}

// A26: the honour counts at the grant; its loss takes nothing away, and gives nothing more.
TEST(Contracts, ALostHonourTakesNothingAway) {
    World world{beijing(2023)};
    const OrderId id = world.claim(2, 1, yuan("100000.00"));
    world.done(Accept{{id}});
    RecordEnterprise plain = enterprise_record(2);
    plain.honours.clear();
    world.done(staff(Role::platform_operator), plain);
    Sign sign = world.contract(id);
    sign.amount = yuan("150000.00");
    world.done(sign);
    EXPECT_EQ(to_yuan(world.order(id).subsidy), "30000.00");
    Claim claim;
    claim.product = product(1);
    EXPECT_EQ(code_of(world.ask(enterprise(2), claim)), "quota-exhausted");
}

TEST(Contracts, AnAmendedOneKeepsItsOldVersionAndReBasesAgain) {
    World world{beijing(2025)};
    const OrderId id = world.order_in(signed_);
    AmendContract amend;
    static_cast<ContractEntry&>(amend) = world.contract(id);
    amend.amount = yuan("40000.00");
    world.done(amend);
    EXPECT_EQ(to_yuan(world.order(id).subsidy), "12000.00");
    ASSERT_EQ(world.get<Contract>(id).versions.size(), 2U);
    EXPECT_EQ(to_yuan(world.get<Contract>(id).versions[0].amount), "50000.00");
    EXPECT_EQ(world.account({AccountKind::quota, 11, "year:2025"}).held, 1'200'000);
}

struct ReviewCase {
    const char* approved;  // of 15,000.00 held
    const char* outcome;
    std::int64_t quota_used, budget_held;
};

TEST(Reviews, SetTheFinalAmountNeverAboveTheHeldOne) {  // B23-086, B25-117
    const ReviewCase cases[] = {
        {"15000.01", "amount-too-high", 0, 1'500'000},
        {"15000.00", "ok approved", 1'500'000, 1'500'000},
        {"14999.99", "ok approved", 1'499'999, 1'499'999},
        {"0.01", "ok approved", 1, 1},
        {"0.00", "ok rejected", 0, 0},
        {"-0.01", "invalid-value", 0, 1'500'000},
    };
    for (const ReviewCase& c : cases) {
        SCOPED_TRACE(c.approved);
        World world{beijing(2025)};
        const OrderId id = world.order_in(in_review);
        EXPECT_EQ(told(world, world.ask(Review{id, yuan(c.approved), ""}), id), c.outcome);
        EXPECT_EQ(world.account({AccountKind::quota, 11, "year:2025"}).settled, c.quota_used);
        EXPECT_EQ(world.account({AccountKind::budget, 0, ""}).held, c.budget_held);
    }
}

// What is out of all bounds is refused as a value; it never reaches an account.
TEST(Bounds, FiguresThatNobodyMeansAreInvalid) {
    World world{beijing(2025)};
    const OrderId id = world.order_in(accepted);
    const Money huge{std::numeric_limits<std::int64_t>::max()};
    const Money tiny{std::numeric_limits<std::int64_t>::min()};
    Claim claim;
    claim.product = product(1);
    Sign sign = world.contract(id);
    for (const Money amount : {huge, tiny, Money{-1}, Money{Money::max_fen + 1}}) {
        claim.amount = amount;
        EXPECT_EQ(code_of(world.ask(enterprise(2), claim)), "invalid-value");
        sign.amount = amount;
        EXPECT_EQ(code_of(world.ask(sign)), "invalid-value");
        EXPECT_EQ(code_of(world.ask(SetBudget{amount, ""})), "invalid-value");
    }
    claim.amount = Money{};
    EXPECT_EQ(code_of(world.ask(enterprise(2), claim)), "subsidy-zero");
    sign = world.contract(id);
    sign.service_to = make_day(9999, 12, 31) + std::chrono::days{1};
    EXPECT_EQ(code_of(world.ask(sign)), "invalid-value");
    for (const std::int64_t vouchers :
         {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
        EXPECT_EQ(code_of(world.ask(AddVouchers{product(1), vouchers, ""})), "invalid-value");
    }
    EXPECT_EQ(code_of(world.ask(AddVouchers{product(1), -50, ""})), "below-use");
    EXPECT_EQ(code_of(world.ask(AddVouchers{product(1), -1'000'000'000, ""})), "below-use");
    EXPECT_EQ(code_of(world.ask(AddVouchers{product(1), 1'000'000'000, ""})), "ok");
    EXPECT_EQ(code_of(world.ask(AddVouchers{product(1), 1'000'000'001, ""})), "invalid-value");
}

TEST(Bounds, NoticesAreNeitherEndlessNorEmpty) {
    World world{beijing(2025)};
    const BatchId batch{world.done(MakeBatch{{world.order_in(approved)}})};
    for (const std::int64_t days :
         {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1} << 32, std::int64_t{1} << 62}) {
        EXPECT_EQ(code_of(world.ask(PublishBatch{batch, days})), "invalid-value") << days;
    }
    EXPECT_EQ(code_of(world.ask(PublishBatch{batch, 3661})), "invalid-value");
    World longest = world;
    longest.done(PublishBatch{batch, 3660});
    world.done(PublishBatch{batch, 1});
    EXPECT_EQ(world.get<Batch>(batch).notice_ends, instant("2025-06-21T23:59:59+08:00"));
}

// A rulebook need not say how long: then it is a day.
TEST(Bounds, ANoticeWithoutARuleLastsADay) {
    auto changed = std::make_shared<Rulebook>(*beijing(2025));
    std::erase_if(changed->deadlines.rows, [](const Row<DeadlineRule>& row) {
        return row.value.kind == DeadlineKind::payout_notice;
    });
    World world{changed};
    const BatchId batch{world.done(MakeBatch{{world.order_in(approved)}})};
    world.done(PublishBatch{batch, {}});
    EXPECT_EQ(world.get<Batch>(batch).notice_ends, instant("2025-06-21T23:59:59+08:00"));
}

// What is frozen after its batch was settled is not paid (B23-106, B25-134).
TEST(Payouts, LeaveOutWhatWasFrozenSinceTheSettlement) {
    World world{beijing(2025)};
    const OrderId frozen = world.order_in(approved);
    const OrderId other = world.claim(2, 3);
    world.done(provider(2), Accept{{other}});
    world.done(provider(2), world.contract(other));
    world.done(provider(2), world.redemption(other));
    world.done(Review{other, {}, ""});
    const BatchId batch = world.publish({frozen, other});
    world.move_to(plus_seconds(*world.get<Batch>(batch).notice_ends, 1));
    world.done(SettleBatch{{batch}});
    world.done(sanction_on(1, "transfer"));
    const Money spent{world.account({AccountKind::budget, 0, ""}).settled};
    world.done(Disburse{{batch}});
    EXPECT_EQ(name_of(world.order(frozen).status), "published");
    EXPECT_FALSE(world.order(frozen).batch);
    EXPECT_EQ(name_of(world.order(other).status), "paid");
    EXPECT_EQ(world.account({AccountKind::budget, 0, ""}).settled,
              (spent + *world.order(other).approved).fen);
    EXPECT_EQ(world.get<Batch>(batch).left.at(0).order, frozen);
}

// So is what was voided and has come back to a review by an appeal.
TEST(Payouts, LeaveOutWhatIsNoLongerPublished) {
    World world{beijing(2025)};
    const OrderId voided_one = world.order_in(approved);
    const OrderId other = world.order_in(approved);
    const BatchId batch = world.publish({voided_one, other});
    world.move_to(plus_seconds(*world.get<Batch>(batch).notice_ends, 1));
    world.done(SettleBatch{{batch}});
    world.done(VoidOrder{voided_one, VoidGround::amount, ""});
    world.done(Disburse{{batch}});
    EXPECT_EQ(name_of(world.order(voided_one).status), "voided");
    EXPECT_EQ(name_of(world.order(other).status), "paid");
}

// ---- an order is ruled as on the day of its claim (A11)

// A rulebook in which a rule begins on the day after the usual claims.
template <class T>
std::shared_ptr<Rulebook> with_row_since(Day day, Table<T> Rulebook::* table, Row<T> row) {
    auto changed = std::make_shared<Rulebook>(*beijing(2025));
    row.validity = {.from = day, .until = {}};
    ((*changed).*table).rows.push_back(std::move(row));
    return changed;
}

TEST(RulesOfTheDay, PapersThatAreAskedForSinceAreNotAskedOfOlderOrders) {
    Row<Paper> row = beijing(2025)->papers.rows.front();
    row.value.act = Redeem::act;
    row.value.kind = "asked-since";
    row.value.required = true;
    row.when.clear();
    World world{with_row_since(make_day(2025, 6, 21), &Rulebook::papers, row)};
    const OrderId old = world.order_in(signed_);
    world.move_to("2025-06-22T09:00:00+08:00");
    EXPECT_EQ(told(world, world.ask(world.redemption(old)), old), "ok in-review");
}

TEST(RulesOfTheDay, ACeilingThatCameSinceLowersNoOlderOrder) {
    Row<Cap> row = beijing(2025)->caps.rows.front();
    row.value = Cap{CapPer::order, yuan("1000.00")};
    row.when.clear();
    World world{with_row_since(make_day(2025, 6, 21), &Rulebook::caps, row)};
    const OrderId signed_later = world.order_in(accepted);
    const OrderId refunded = world.order_in(paid);
    world.move_to("2025-06-27T09:00:00+08:00");
    world.done(world.contract(signed_later));
    EXPECT_EQ(to_yuan(world.order(signed_later).subsidy), "15000.00");
    world.done(ReportRefund{refunded, RefundKind::partial, yuan("10000.00"), ""});
    EXPECT_EQ(to_yuan(world.order(refunded).clawback), "3000.00");
}

TEST(RulesOfTheDay, WhereNothingIsSaidOfAcceptanceTheVoucherIsAcceptedWhileItIsValid) {
    auto changed = std::make_shared<Rulebook>(*beijing(2025));
    std::erase_if(changed->deadlines.rows, [](const Row<DeadlineRule>& row) {
        return row.value.kind == DeadlineKind::acceptance;
    });
    World world{changed};
    const OrderId id = world.order_in(placed);
    EXPECT_EQ(world.order(id).accept_by, world.order(id).valid_until);
}

// ---- supply (invariants 1 to 8)

TEST(Supply, TheLastVoucherIsClaimedOnceAndComesBack) {  // B23-057, B25-079, B25-080
    World world{beijing(2025)};
    world.done(AddVouchers{product(1), -49, "只剩一张"});
    const OrderId last = world.claim(1, 1);
    Claim claim;
    claim.product = product(1);
    const Answer refused = world.ask(enterprise(2), claim);
    EXPECT_EQ(code_of(refused), "sold-out");
    EXPECT_EQ(world.log().back().command, "claim");
    EXPECT_EQ(world.log().back().clauses, refused.error().clauses());
    world.done(Cancel{{last}});
    world.claim(2, 1);
}

TEST(Supply, AVoucherThatWasUsedDoesNotComeBack) {
    World world{beijing(2025)};
    world.done(AddVouchers{product(1), -49, ""});
    world.order_in(voided);
    Claim claim;
    claim.product = product(1);
    EXPECT_EQ(code_of(world.ask(enterprise(2), claim)), "sold-out");
}

TEST(Supply, NoClaimBeforeTheOpeningNorAfterTheClose) {
    World world{beijing(2025)};
    Claim claim;
    claim.product = product(1);
    world.done(OpenProgramme{instant("2025-06-21T10:00:00+08:00")});
    world.move_to("2025-06-21T09:59:59+08:00");
    EXPECT_EQ(code_of(world.ask(enterprise(1), claim)), "not-open-yet");
    world.pass(1);
    EXPECT_EQ(code_of(world.ask(enterprise(1), claim)), "ok");
    world.done(CloseProgramme{""});
    EXPECT_EQ(code_of(world.ask(enterprise(1), claim)), "window-closed");
    EXPECT_EQ(code_of(world.ask(CloseProgramme{""})), "wrong-state");
    world.done(OpenProgramme{});
    EXPECT_EQ(code_of(world.ask(enterprise(1), claim)), "ok");
}

TEST(Supply, AnotherEditionDoesNotOpenWhatIsClosed) {
    World world{beijing(2025)};
    world.done(CloseProgramme{""});
    const Actor platform = staff(Role::platform_operator);
    world.done(platform, PublishEdition{world.rules().code, "another digest", "text"});
    EXPECT_FALSE(world.get<ProgrammeState>({}).open);
}

TEST(Supply, ABudgetIsNeverSetBelowItsUse) {
    World world{beijing(2025)};
    world.order_in(placed);  // holds 15,000.00
    EXPECT_EQ(code_of(world.ask(SetBudget{yuan("14999.99"), ""})), "below-use");
    world.done(SetBudget{yuan("15000.00"), ""});
    Claim claim;
    claim.product = product(1);
    EXPECT_EQ(code_of(world.ask(enterprise(2), claim)), "budget-exhausted");
    world.done(SetBudget{yuan("15000.01"), ""});
    const OrderId crumb = world.claim(2, 1);
    EXPECT_EQ(to_yuan(world.order(crumb).subsidy), "0.01");
}

// Invariant 26: whatever the clock says, the log's time does not run backwards.
TEST(Supply, AnEarlierRequestIsDecidedAtTheTimeOfTheLog) {
    const Rulebooks rulebooks = [](EditionId) -> const Rulebook& { return *beijing(2025); };
    const World world{beijing(2025)};
    WorkingSet tables = world.tables();
    Engine engine{the_programme, rulebooks, tables, 1000, world.now()};
    Claim claim;
    claim.product = product(1);
    const Answer answer = engine.decide({.at = plus_seconds(world.now(), -3600),
                                         .actor = enterprise(1),
                                         .command = claim,
                                         .reused_proofs = {}});
    ASSERT_TRUE(answer);
    EXPECT_EQ(engine.events().front().time, world.now());
    EXPECT_EQ(tables.get<Order>(OrderId{answer->id}).placed, world.now());
}

// A provider that another programme has banned sells nothing here either (invariant 51).
TEST(Supply, NothingIsClaimedOfABannedProvider) {
    World world{beijing(2025)};
    RecordBan ban;
    ban.party = PartyId{21};
    ban.ban.from = ProgrammeId{23};
    ban.ban.until = make_day(2027, 1, 1);
    ban.ban.clauses = {"B23-108"};
    world.done(staff(Role::platform_operator), ban);
    Claim claim;
    claim.product = product(1);
    const Answer refused = world.ask(enterprise(1), claim);
    EXPECT_EQ(code_of(refused), "sanctioned");
    ban.ban.until.reset();
    world.done(staff(Role::platform_operator), ban);
    EXPECT_EQ(code_of(world.ask(enterprise(1), claim)), "ok");
}

// B23-090, B25-120: an objection that nobody has decided holds up the next notice, too.
TEST(AnObjection, StaysOpenWhenTheOrderComesBackByAnAppeal) {
    World world{beijing(2025)};
    const OrderId id = world.order_in(OrderStatus::suspended);
    world.done(VoidOrder{id, VoidGround::conditions, ""});
    FileAppeal appeal;
    appeal.order = id;
    world.done(enterprise(1), appeal);
    DecideAppeal decision;
    decision.order = id;
    decision.upheld = true;
    world.done(decision);
    world.done(Review{id, {}, ""});
    const BatchId batch = world.publish({id});
    EXPECT_EQ(world.order(id).status, OrderStatus::suspended);
    DecideObjection dismissal;
    dismissal.order = id;
    world.done(dismissal);
    EXPECT_EQ(world.order(id).status, OrderStatus::published);
    world.pay(batch);
    EXPECT_EQ(world.order(id).status, OrderStatus::paid);
}

}  // namespace
}  // namespace zq::test
