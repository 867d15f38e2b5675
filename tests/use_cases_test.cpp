// Two programmes over one registry, through the use cases: what is imported or decided in one place
// counts in the other, invoice numbers support one order, keys stand for one request.
#include "app/use_cases.h"

#include <gtest/gtest.h>

#include "app/log.h"
#include "city.h"
#include "faults.h"

namespace zq::test {
namespace {

// ---- registry copies

TEST(Registry, ImportedFactsReachEveryProgramme) {
    TwoYears city;
    RecordEnterprise moved = enterprise_record(1);
    moved.registered_in = "310101";
    city.done(registry, staff(Role::platform_operator), moved);
    for (const ProgrammeId programme : {registry, city.first, city.second}) {
        EXPECT_EQ(city.load<Enterprise>(programme, PartyId{11})->registered_in, "310101");
        EXPECT_EQ(city.load<Provider>(programme, PartyId{21})->bank_account->number, "6222S1");
    }
    EXPECT_EQ(code_of(city.claim(city.first)), "not-in-beijing");
    EXPECT_EQ(code_of(city.claim(city.second)), "not-in-beijing");
}

TEST(Registry, AProgrammePublishedLaterKnowsWhatTheRegistryKnows) {
    City city;
    const ProgrammeId first = city.publish(2023);
    city.import_parties();
    city.open_shop(first);
    ImposeSanction sanction;
    sanction.party = enterprise(1).organisation;
    sanction.ground = "transfer";
    city.done(first, sanction);
    const ProgrammeId second = city.publish(2025);
    EXPECT_EQ(city.load<Provider>(second, PartyId{21})->bank_account->number, "6222S1");
    city.open_shop(second);
    EXPECT_EQ(code_of(city.claim(second, 1)), "sanctioned");
    EXPECT_EQ(code_of(city.claim(second, 2)), "ok");
}

// A store that fails between a sanction and its copies: they are made up for with the next
// deadlines.
TEST(Registry, ABanIsSpreadEvenIfTheStoreFailsOnTheWay) {
    std::int64_t stored = 0;
    for (std::int64_t at = 1; at <= 24; ++at) {
        TwoYears city;
        sim::FaultyStore failing{city.store()};
        UseCases server{failing, city.clock()};
        for (const int year : {2023, 2025}) server.publish(beijing(year), Actor{});
        ImposeSanction sanction;
        sanction.party = enterprise(1).organisation;
        sanction.ground = "transfer";
        failing.plan(sim::FaultKind::fails, at);
        try {
            (void)server.handle(city.first, {.actor = staff(Role::programme_officer),
                                             .command = sanction,
                                             .key = {},
                                             .digest = {},
                                             .openings = {}});
        } catch (const StoreFailed&) {
        }
        failing.forget();
        server.fire_deadlines();
        const std::string here = code_of(city.claim(city.first));
        EXPECT_EQ(code_of(city.claim(city.second)), here) << "a fault at call " << at;
        stored += here == "sanctioned" ? 1 : 0;
    }
    EXPECT_GT(stored, 10);
    EXPECT_LT(stored, 24);
}

// Another process lifts it between any two transactions of the one that spreads it.
TEST(Registry, ABanThatIsLiftedWhileItIsSpreadIsLiftedEverywhere) {
    int lifted = 0;
    for (int at = 1; at <= 8; ++at) {
        TwoYears city;
        sim::FaultyStore slow{city.store()};
        UseCases server{slow, city.clock()};
        for (const int year : {2023, 2025}) server.publish(beijing(year), Actor{});
        ImposeSanction sanction;
        sanction.party = enterprise(1).organisation;
        sanction.ground = "transfer";
        slow.between_transactions([&, left = at]() mutable {
            if (--left != 0 || city.store().read(city.first)->count("sanction", {}) == 0) return;
            city.approved(city.first, LiftSanction{sanction.party, ""});
            ++lifted;
        });
        (void)server.handle(city.first, {.actor = staff(Role::programme_officer),
                                         .command = sanction,
                                         .key = {},
                                         .digest = {},
                                         .openings = {}});
        const std::string here = code_of(city.claim(city.first));
        EXPECT_EQ(code_of(city.claim(city.second)), here) << "lifted before transaction " << at;
    }
    EXPECT_GE(lifted, 2);
}

// B23-108, B25-136: a ban of one year stops a claim of another, and so does its end.
TEST(Registry, ABanOfOneProgrammeStopsAClaimOfTheOther) {
    for (const bool from_first : {true, false}) {
        TwoYears city;
        const ProgrammeId here = from_first ? city.first : city.second;
        const ProgrammeId there = from_first ? city.second : city.first;
        EXPECT_EQ(code_of(city.claim(there)), "ok");
        ImposeSanction sanction;
        sanction.party = enterprise(1).organisation;
        sanction.ground = "transfer";
        city.done(here, sanction);
        EXPECT_EQ(code_of(city.claim(here)), "sanctioned");
        EXPECT_EQ(code_of(city.claim(there)), "sanctioned");
        EXPECT_EQ(code_of(city.claim(there, 2)), "ok");
        city.approved(here, LiftSanction{sanction.party, "查无实据"});
        EXPECT_EQ(code_of(city.claim(there)), "ok");
    }
}

TEST(Registry, AnAppealThatIsUpheldLiftsTheBanEverywhere) {
    TwoYears city;
    ImposeSanction sanction;
    sanction.party = enterprise(1).organisation;
    sanction.ground = "transfer";
    city.done(city.first, sanction);
    FileAppeal appeal;
    appeal.party = sanction.party;
    DecideAppeal decision;
    decision.appeal = AppealId{city.done(city.first, enterprise(1), appeal)};
    decision.upheld = true;
    city.done(city.first, decision);
    EXPECT_EQ(code_of(city.claim(city.second)), "ok");
}

TEST(Registry, ASanctionThatWasOnlyProposedBansNobody) {
    City city;
    const ProgrammeId first = city.publish(with_second_person(2023, {"sanction"}));
    const ProgrammeId second = city.publish(2025);
    city.import_parties();
    city.open_shop(first);
    city.open_shop(second);
    ImposeSanction sanction;
    sanction.party = enterprise(1).organisation;
    sanction.ground = "transfer";
    const ProposalId proposal{city.done(first, sanction)};
    EXPECT_EQ(code_of(city.claim(second)), "ok");
    city.done(first, colleague(Role::approver), ApproveProposal{proposal});
    EXPECT_EQ(code_of(city.claim(second)), "sanctioned");
}

// Each programme lifts what it imposed itself (B23-108, B25-246).
TEST(Sanctions, LiftingOneLeavesTheBanOfAnotherProgramme) {
    TwoYears city;
    ImposeSanction sanction;
    sanction.party = enterprise(1).organisation;
    sanction.ground = "transfer";
    city.done(city.first, sanction);
    city.done(city.second, sanction);
    city.approved(city.second, LiftSanction{sanction.party, ""});
    EXPECT_EQ(code_of(city.claim(city.first)), "sanctioned");
    EXPECT_EQ(code_of(city.claim(city.second)), "sanctioned");
    city.approved(city.first, LiftSanction{sanction.party, ""});
    EXPECT_EQ(code_of(city.claim(city.first)), "ok");
    EXPECT_EQ(code_of(city.claim(city.second)), "ok");
    const Standing known = city.load<Enterprise>(registry, sanction.party)->standing;
    EXPECT_TRUE(known.bans.empty());
}

// ---- a stop between a commit and what follows from it elsewhere

// Stores what a command decides, and stops.
void decide_and_stop(City& city, ProgrammeId programme, const Actor& actor, Command command) {
    const Rulebooks rulebooks = [&](EditionId id) -> const Rulebook& {
        return city.use_cases().rulebook(programme, id);
    };
    const Work work{.asked = {.actor = actor,
                              .command = std::move(command),
                              .key = {},
                              .digest = {},
                              .openings = {}},
                    .reused_proofs = {},
                    .stands_on_them = {},
                    .reserved_proofs = {}};
    const auto outcomes =
        decide_round(city.store(), programme, rulebooks, city.clock().now(), {&work});
    ASSERT_TRUE(outcomes.front() && outcomes.front()->answer);
}

void start_again(City& city) {
    UseCases next{city.store(), city.clock()};
    for (const int year : {2023, 2025}) next.publish(beijing(year), Actor{});
}

TEST(NextStart, CopiesWhatTheRegistryHadTakenLast) {
    TwoYears city;
    start_again(city);
    RecordEnterprise moved = enterprise_record(2);
    moved.registered_in = "310101";
    decide_and_stop(city, registry, staff(Role::platform_operator), moved);
    EXPECT_NE(city.load<Enterprise>(city.first, PartyId{12})->registered_in, "310101");
    start_again(city);
    for (const ProgrammeId programme : {city.first, city.second}) {
        EXPECT_EQ(city.load<Enterprise>(programme, PartyId{12})->registered_in, "310101");
    }
    const std::int64_t events = city.events(city.first);
    start_again(city);
    EXPECT_EQ(city.events(city.first), events) << "nothing was left to copy";
}

TEST(NextStart, SpreadsABanThatItsProgrammeHadImposedLast) {
    TwoYears city;
    start_again(city);
    ImposeSanction sanction;
    sanction.party = enterprise(1).organisation;
    sanction.ground = "transfer";
    decide_and_stop(city, city.second, right_actor(act_of(Command{sanction})), sanction);
    EXPECT_EQ(code_of(city.claim(city.first)), "ok");
    start_again(city);
    EXPECT_EQ(code_of(city.claim(city.first)), "sanctioned");
    EXPECT_FALSE(city.load<Enterprise>(registry, sanction.party)->standing.bans.empty());
}

// ---- invoices (B23-117, B25-145)

TEST(Invoices, ANumberOf2023IsRefusedIn2025HoweverItIsWritten) {
    TwoYears city;
    const OrderId first = city.signed_order(city.first);
    EXPECT_EQ(city.redeem(city.first, first, "ab-2511 0001"), "ok");
    const OrderId second = city.signed_order(city.second);
    for (const char* number : {"ab-2511 0001", "AB-2511 0001", "AB-25110001", " ab-25110001 ",
                               "ａｂ-２５１１０００１", "AB-2511　0001", "aB－2511 0001"}) {
        const Answer answer = city.ask(city.second, city.redemption(city.second, second, number));
        ASSERT_EQ(code_of(answer), "invoice-reused") << number;
        EXPECT_EQ(answer.error().clauses(), Clauses{"B25-145"});
        EXPECT_EQ(answer.error().errors(), std::vector<std::string>{"invoice"});
    }
    EXPECT_EQ(city.redeem(city.second, second, "ab-25110002"), "ok");
    const OrderId third = city.signed_order(city.first, 2);
    EXPECT_EQ(city.redeem(city.first, third, "AB-25110002"), "invoice-reused");
}

struct FreeingCase {
    const char* name;
    void (*end)(TwoYears&, OrderId);
};

void batch_and_object(TwoYears& city, OrderId id, bool by_objection) {
    city.done(city.first, Review{id, {}, ""});
    const BatchId batch{city.done(city.first, MakeBatch{{id}})};
    city.done(city.first, PublishBatch{batch, 3});
    Object object;
    object.order = id;
    const ObjectionId objection{city.done(city.first, Actor{}, object)};
    DecideObjection decision;
    decision.upheld = true;
    if (by_objection) decision.objection = objection;
    if (!by_objection) decision.order = id;
    city.done(city.first, decision);
}

const FreeingCase freeing[] = {
    {"rejected",
     [](TwoYears& city, OrderId id) { city.done(city.first, Review{id, Money{}, ""}); }},
    {"voided", [](TwoYears& city,
                  OrderId id) { city.done(city.first, VoidOrder{id, VoidGround::unlawful, ""}); }},
    {"voided by a sanction",
     [](TwoYears& city, OrderId id) {
         city.done(city.first, ImposeSanction{PartyId{11}, "transfer", {id}, ""});
     }},
    {"objection upheld, named by order",
     [](TwoYears& city, OrderId id) { batch_and_object(city, id, false); }},
    {"objection upheld, named by itself",
     [](TwoYears& city, OrderId id) { batch_and_object(city, id, true); }},
};

TEST(Invoices, AreFreedByRejectionAndVoid) {
    for (const FreeingCase& c : freeing) {
        SCOPED_TRACE(c.name);
        TwoYears city;
        const OrderId first = city.signed_order(city.first);
        ASSERT_EQ(city.redeem(city.first, first, "251100000001"), "ok");
        const OrderId second = city.signed_order(city.second, 2);
        ASSERT_EQ(city.redeem(city.second, second, "251100000001"), "invoice-reused");
        c.end(city, first);
        EXPECT_EQ(city.redeem(city.second, second, "251100000001"), "ok");
    }
}

TEST(Invoices, AreFreedByAVoidOfTwoPeople) {
    City city;
    const ProgrammeId programme = city.publish(with_second_person(2023, {"void"}));
    city.import_parties();
    city.open_shop(programme);
    const OrderId first = city.signed_order(programme);
    ASSERT_EQ(city.redeem(programme, first, "251100000001"), "ok");
    const OrderId second = city.signed_order(programme, 2);
    const ProposalId proposal{city.done(programme, VoidOrder{first, VoidGround::unlawful, ""})};
    EXPECT_EQ(city.redeem(programme, second, "251100000001"), "invoice-reused");
    city.done(programme, colleague(Role::approver), ApproveProposal{proposal});
    EXPECT_EQ(city.redeem(programme, second, "251100000001"), "ok");
}

TEST(Invoices, OfAnOrderThatAnAppealBringsBackAreTakenAgain) {
    TwoYears city;
    const OrderId first = city.signed_order(city.first);
    ASSERT_EQ(city.redeem(city.first, first, "251100000001"), "ok");
    city.done(city.first, Review{first, Money{}, ""});
    FileAppeal appeal;
    appeal.order = first;
    city.done(city.first, enterprise(1), appeal);
    DecideAppeal decision;
    decision.order = first;
    decision.upheld = true;
    city.done(city.first, decision);
    EXPECT_EQ(city.status(city.first, first), "in-review");
    const OrderId second = city.signed_order(city.second, 2);
    EXPECT_EQ(city.redeem(city.second, second, "251100000001"), "invoice-reused");
}

// While it was rejected, another order was proven with its invoice: two cannot stand on one.
TEST(Invoices, ProvingAnotherOrderKeepAnAppealFromBringingTheFirstBack) {
    TwoYears city;
    const OrderId first = city.signed_order(city.first);
    ASSERT_EQ(city.redeem(city.first, first, "251100000001"), "ok");
    city.done(city.first, Review{first, Money{}, ""});
    const OrderId second = city.signed_order(city.second, 2);
    ASSERT_EQ(city.redeem(city.second, second, "251100000001"), "ok");
    FileAppeal appeal;
    appeal.order = first;
    const AppealId filed{city.done(city.first, enterprise(1), appeal)};
    DecideAppeal decision;
    decision.appeal = filed;
    decision.order = first;
    decision.upheld = true;
    const Answer refused = city.ask(city.first, decision);
    EXPECT_EQ(code_of(refused), "invoice-reused");
    EXPECT_EQ(refused.error().clauses(), Clauses{"B23-117"});
    EXPECT_EQ(city.status(city.first, first), "rejected");
    EXPECT_EQ(city.load<InvoiceUse>(registry, "251100000001")->order, second);
    decision.upheld = false;
    city.done(city.first, decision);
}

// The wrong invoice, handed in by mistake, is free for the order it belongs to.
TEST(Invoices, ThatACorrectionNoLongerNamesAreFree) {
    TwoYears city;
    const OrderId first = city.signed_order(city.second);
    const OrderId second = city.signed_order(city.second, 2);
    ASSERT_EQ(city.redeem(city.second, first, "251100000002"), "ok");
    city.done(city.second, ReturnRedemption{first, "发票有误"});
    EXPECT_EQ(city.redeem(city.second, second, "251100000002"), "invoice-reused");
    EXPECT_EQ(city.redeem(city.second, first, "251100000001"), "ok");
    EXPECT_EQ(city.redeem(city.second, second, "251100000002"), "ok");
}

// B23-117, B25-145: what has no number can prove nothing, and eight digits are no number alone.
TEST(Invoices, AreNumberedInFull) {
    TwoYears city;
    const OrderId order = city.signed_order(city.second);
    for (const char* number : {"", " ", ",", "12345678", "251100000001、12345678",
                               "25110000000000000001 25110000000000000002", "251100000001.",
                               "251100000001/251100000002"}) {
        SCOPED_TRACE(number);
        const Answer refused = city.ask(city.second, city.redemption(city.second, order, number));
        EXPECT_EQ(code_of(refused), "invoice-number");
        EXPECT_EQ(refused.error().clauses(), Clauses{"B25-145"});
    }
    for (const char* number : {"1234567", "011001900104 12345678", "123456789"}) {
        EXPECT_EQ(city.redeem(city.second, order, number), "ok") << number;
        city.done(city.second, ReturnRedemption{order, "缺页"});
    }
}

TEST(Invoices, SeveralInOneFileAreEachUsedOnce) {
    TwoYears city;
    const OrderId first = city.signed_order(city.second);
    ASSERT_EQ(city.redeem(city.second, first, "251100000001，251100000002; 251100000003"), "ok");
    const OrderId second = city.signed_order(city.second, 2);
    for (const char* number : {"251100000001", "251100000002", "251100000003"}) {
        EXPECT_EQ(city.redeem(city.second, second, number), "invoice-reused") << number;
    }
    EXPECT_EQ(city.redeem(city.second, second, "251100000004"), "ok");
}

TEST(Invoices, OfARefusedRedemptionAreNotTaken) {
    TwoYears city;
    const OrderId first = city.signed_order(city.second);
    Redeem unchecked = city.redemption(city.second, first, "251100000001");
    unchecked.checked = false;
    EXPECT_EQ(code_of(city.ask(city.second, unchecked)), "not-checked");
    const OrderId second = city.signed_order(city.second, 2);
    EXPECT_EQ(city.redeem(city.second, second, "251100000001"), "ok");
    EXPECT_EQ(city.redeem(city.second, first, "251100000001"), "invoice-reused");
}

TEST(Invoices, StayWithTheirOrderWhenItComesBackForCorrection) {
    TwoYears city;
    const OrderId first = city.signed_order(city.second);
    ASSERT_EQ(city.redeem(city.second, first, "251100000001"), "ok");
    city.done(city.second, ReturnRedemption{first, "缺页"});
    const OrderId second = city.signed_order(city.second, 2);
    EXPECT_EQ(city.redeem(city.second, second, "251100000001"), "invoice-reused");
    EXPECT_EQ(city.redeem(city.second, first, "251100000001"), "ok");
    EXPECT_EQ(city.redeem(city.second, second, "251100000001"), "invoice-reused");
}

// B23-117, B25-145: the very same bytes support one order, also as another paper of another year.
TEST(Papers, OfOneOrderAreNoneOfAnother) {
    TwoYears city;
    const auto with_file = [&](ProgrammeId programme, OrderId order, const char* kind,
                               const char* number) {
        Redeem redeem = city.redemption(programme, order, number);
        for (Document& document : redeem.documents) {
            if (document.kind == kind) document.file = "aa";
        }
        return redeem;
    };
    const OrderId first = city.signed_order(city.first);
    ASSERT_EQ(code_of(city.ask(city.first, with_file(city.first, first, "contract", "1"))), "ok");
    const OrderId second = city.signed_order(city.second);
    const Answer reused = city.ask(city.second, with_file(city.second, second, "invoice", "2"));
    ASSERT_EQ(code_of(reused), "paper-reused");
    EXPECT_EQ(reused.error().clauses(), Clauses{"B25-145"});
    EXPECT_EQ(reused.error().errors(), std::vector<std::string>{"invoice"});
    EXPECT_EQ(city.redeem(city.second, second, "2"), "ok") << "nothing of the refused one is kept";
    city.done(city.first, VoidOrder{first, VoidGround::unlawful, "查实"});
    const OrderId third = city.signed_order(city.second, 2);
    EXPECT_EQ(code_of(city.ask(city.second, with_file(city.second, third, "invoice", "3"))), "ok")
        << "a voided order frees its papers";
}

TEST(Papers, ThatWereHandedInAreNotedAsUsed) {
    TwoYears city;
    const OrderId order = city.signed_order(city.second);
    Redeem redeem = city.redemption(city.second, order, "1");
    redeem.documents.front().file = "aa";
    const auto uses = [&] { return city.store().read(city.second)->uses({"aa", "bb"}); };
    redeem.checked = false;
    EXPECT_EQ(code_of(city.ask(city.second, redeem)), "not-checked");
    EXPECT_TRUE(uses().empty()) << "refused";
    redeem.checked = true;
    EXPECT_EQ(code_of(city.ask(city.second, redeem)), "ok");
    EXPECT_EQ(uses(), (std::vector<FileUse>{{"aa", {"order", order.value}}}));
    city.done(city.second, ReturnRedemption{order, "缺页"});
    redeem.documents.front().file = "bb";
    EXPECT_EQ(code_of(city.ask(city.second, redeem)), "ok");
    EXPECT_EQ(uses().size(), 2u) << "what was handed in before is kept";
}

// A process stopped between the reservation and the redemption; the next start tidies up.
TEST(Invoices, OfARedemptionThatNeverCameAreFreedAtAStart) {
    TwoYears city;
    const OrderId first = city.signed_order(city.second);
    const OrderId second = city.signed_order(city.second, 2);
    const Actor clock{.person = {}, .organisation = {}, .role = Role::clock};
    city.done(registry, clock, ReserveInvoices{city.second, first, {"251100000001"}});
    city.done(registry, clock, ReserveInvoices{city.second, second, {"251100000002"}});
    ASSERT_EQ(city.redeem(city.second, second, "251100000002"), "ok");
    const auto start = [&] { city.use_cases().publish(beijing(2025), Actor{}); };
    city.clock().at = plus_seconds(city.clock().at, 3599);
    start();
    EXPECT_TRUE(city.load<InvoiceUse>(registry, "251100000001")->order);
    city.clock().at = plus_seconds(city.clock().at, 1);
    start();
    EXPECT_FALSE(city.load<InvoiceUse>(registry, "251100000001")->order);
    EXPECT_EQ(city.load<InvoiceUse>(registry, "251100000002")->order, second);
}

// A process stopped between the void and what it frees.
TEST(Invoices, OfAVoidOrderAreFreedAtTheNextStart) {
    TwoYears city;
    const OrderId first = city.signed_order(city.second);
    ASSERT_EQ(city.redeem(city.second, first, "251100000001"), "ok");
    decide_and_stop(city, city.second, staff(Role::programme_officer),
                    VoidOrder{first, VoidGround::unlawful, "查实"});
    ASSERT_TRUE(city.load<InvoiceUse>(registry, "251100000001")->order);
    const std::int64_t events = city.events(registry);
    start_again(city);
    EXPECT_FALSE(city.load<InvoiceUse>(registry, "251100000001")->order);
    EXPECT_EQ(city.events(registry), events + 1);
    start_again(city);
    EXPECT_EQ(city.events(registry), events + 1) << "nothing was left to settle";
}

TEST(Invoices, ANumberOnAReceiptIsNoInvoiceNumber) {
    TwoYears city;
    const OrderId first = city.signed_order(city.second);
    Redeem redeem = city.redemption(city.second, first, "251100000001");
    for (Document& document : redeem.documents) {
        if (document.kind == "receipt") document.number = "7";
    }
    EXPECT_EQ(code_of(city.ask(city.second, redeem)), "ok");
    const OrderId second = city.signed_order(city.second, 2);
    EXPECT_EQ(city.redeem(city.second, second, "7"), "ok");
}

// ---- exactly once (invariant 55; Z-004)

TEST(Keys, TheSameKeyGivesTheSameAnswerAndNoSecondEffect) {
    TwoYears city;
    Claim claim;
    claim.product = product(1);
    const Outcome once = city.handled(city.second, enterprise(1), claim, "k1", "d1");
    ASSERT_TRUE(once && once->answer);
    EXPECT_FALSE(once->replayed);
    const std::int64_t events = city.events(city.second);
    const Outcome twice = city.handled(city.second, enterprise(1), claim, "k1", "d1");
    ASSERT_TRUE(twice && twice->answer);
    EXPECT_TRUE(twice->replayed);
    EXPECT_EQ(twice->answer->id, once->answer->id);
    EXPECT_EQ(twice->answer->seq, once->answer->seq);
    EXPECT_EQ(twice->answer->entity, once->answer->entity);
    EXPECT_EQ(city.events(city.second), events);
}

TEST(Keys, AnotherRequestUnderTheKeyIsRefusedAndChangesNothing) {
    TwoYears city;
    Claim claim;
    claim.product = product(1);
    ASSERT_TRUE(city.handled(city.second, enterprise(1), claim, "k1", "d1"));
    const std::int64_t events = city.events(city.second);
    EXPECT_FALSE(city.handled(city.second, enterprise(1), claim, "k1", "d2").has_value());
    EXPECT_EQ(city.events(city.second), events);
    // Keys of others, other keys and no key at all are other requests.
    EXPECT_FALSE(city.handled(city.second, enterprise(2), claim, "k1", "d2")->replayed);
    EXPECT_FALSE(city.handled(city.second, enterprise(1), claim, "k2", "d1")->replayed);
    EXPECT_FALSE(city.handled(city.second, enterprise(1), claim, "", "d1")->replayed);
    EXPECT_EQ(city.events(city.second), events + 3);
}

TEST(Keys, RefusedAnswersAreRememberedToo) {
    TwoYears city;
    city.approved(city.second, AddVouchers{product(1), -50, ""});
    Claim claim;
    claim.product = product(1);
    const Outcome refused = city.handled(city.second, enterprise(1), claim, "k1", "d1");
    ASSERT_EQ(code_of(refused->answer), "sold-out");
    city.approved(city.second, AddVouchers{product(1), 10, ""});
    const Outcome again = city.handled(city.second, enterprise(1), claim, "k1", "d1");
    EXPECT_TRUE(again->replayed);
    EXPECT_EQ(encode(again->answer.error().reasons()), encode(refused->answer.error().reasons()));
    EXPECT_EQ(code_of(city.handled(city.second, enterprise(1), claim, "k2", "d1")->answer), "ok");
}

TEST(Keys, ARepeatedRedemptionKeepsItsInvoice) {
    TwoYears city;
    const OrderId first = city.signed_order(city.second);
    const Redeem redeem = city.redemption(city.second, first, "251100000001");
    ASSERT_EQ(code_of(city.handled(city.second, provider(1), redeem, "k1", "d1")->answer), "ok");
    const Outcome again = city.handled(city.second, provider(1), redeem, "k1", "d1");
    EXPECT_TRUE(again->replayed);
    EXPECT_EQ(code_of(again->answer), "ok");
    EXPECT_FALSE(city.handled(city.second, provider(1), redeem, "k1", "d2").has_value());
    const OrderId second = city.signed_order(city.second, 2);
    EXPECT_EQ(city.redeem(city.second, second, "251100000001"), "invoice-reused");
}

TEST(Keys, ARepeatedSanctionIsCopiedOnce) {
    TwoYears city;
    ImposeSanction sanction;
    sanction.party = enterprise(1).organisation;
    sanction.ground = "transfer";
    const Actor officer = staff(Role::programme_officer);
    ASSERT_TRUE(city.handled(city.first, officer, sanction, "k1", "d1")->answer);
    const std::int64_t events = city.events(city.second);
    ASSERT_TRUE(city.handled(city.first, officer, sanction, "k1", "d1")->replayed);
    EXPECT_EQ(city.events(city.second), events);
}

// ---- time

TEST(Time, AClockThatRunsBackwardsMakesNoEarlierEvent) {  // invariant 26
    TwoYears city;
    const OrderId id{city.claim(city.second)->id};
    city.clock().at = instant("2025-06-19T09:00:00+08:00");
    city.done(city.second, Accept{{id}});
    const auto entries = city.store().read(city.second)->log(1, 1000);
    for (std::size_t i = 1; i < entries.size(); ++i) {
        EXPECT_LE(entries[i - 1].time, entries[i].time);
    }
}

TEST(Time, DeadlinesFireBeforeTheCommandThatFindsThem) {
    TwoYears city;
    const OrderId id{city.claim(city.first)->id};
    city.clock().at = plus_seconds(city.load<Order>(city.first, id)->accept_by, 1);
    EXPECT_EQ(code_of(city.ask(city.first, Accept{{id}})), "too-late");
    EXPECT_EQ(city.status(city.first, id), "lapsed");
}

TEST(Time, TheTimerFiresThemInEveryProgramme) {
    TwoYears city;
    const OrderId first{city.claim(city.first)->id};
    const OrderId second{city.claim(city.second)->id};
    city.clock().at = instant("2025-07-15T00:00:00+08:00");
    city.use_cases().fire_deadlines();
    EXPECT_EQ(city.status(city.first, first), "lapsed");
    EXPECT_EQ(city.status(city.second, second), "lapsed");
    const std::int64_t events = city.events(city.first);
    city.use_cases().fire_deadlines();
    EXPECT_EQ(city.events(city.first), events);
}

std::vector<std::string> reminders_to(City& city, ProgrammeId programme, PartyId party) {
    std::vector<std::string> kinds;
    for (const Message& message : city.store().read(programme)->inbox(party, 1'000'000, 1000)) {
        if (message.kind.starts_with("reminder-")) kinds.push_back(message.kind);
    }
    return kinds;
}

// Silence would cost the enterprise its place (B25-083, B25-085): the provider is reminded a day
// ahead, once, and not a second earlier.
TEST(Time, RemindersComeADayAheadAndOnce) {
    TwoYears city;
    const OrderId id{city.claim(city.second)->id};
    const Order order = *city.load<Order>(city.second, id);
    const std::vector<std::string> one{"reminder-acceptance"};
    city.clock().at = plus_seconds(order.accept_by, -24 * 3600 - 1);
    city.use_cases().post_reminders();
    EXPECT_TRUE(reminders_to(city, city.second, order.provider).empty());
    city.clock().at = plus_seconds(order.accept_by, -24 * 3600);
    city.use_cases().post_reminders();
    city.use_cases().post_reminders();
    EXPECT_EQ(reminders_to(city, city.second, order.provider), one);
}

}  // namespace
}  // namespace zq::test
