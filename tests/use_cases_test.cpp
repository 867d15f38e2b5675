// Two programmes over one registry, through the use cases: what is imported or decided in one place
// counts in the other, invoice numbers support one order, keys stand for one request.
#include "app/use_cases.h"

#include <gtest/gtest.h>

#include "app/log.h"
#include "store/memory/memory_store.h"
#include "world.h"

namespace zq::test {
namespace {

class SetClock : public Clock {
public:
    Instant now() override { return at; }
    Instant at = instant("2025-06-20T09:00:00+08:00");
};

std::string code_of(const Answer& answer) {
    return answer ? "ok" : std::string{name_of(answer.error().code())};
}

class City {
public:
    City() : use_cases_{store_, clock_} {}

    SetClock& clock() { return clock_; }
    MemoryStore& store() { return store_; }
    UseCases& use_cases() { return use_cases_; }

    ProgrammeId publish(int year) { return publish(beijing(year)); }
    // A programme with product 1 of provider 1, listed as soon as the provider is known.
    ProgrammeId publish(const std::shared_ptr<const Rulebook>& rules) {
        const ProgrammeId id = use_cases_.publish(rules, Actor{});
        auto tx = store_.begin(id);
        WorkingSet tables;
        tables.put(qualified_product(1, *rules));
        tx->store(tables);
        tx->commit();
        return id;
    }
    void import_parties() {
        const Actor platform = staff(Role::platform_operator);
        for (const int number : {1, 2, 3}) done(registry, platform, enterprise_record(number));
        for (const int number : {1, 2}) {
            done(registry, platform, provider_record(number));
            done(registry, provider(number), bank_account(number));
        }
    }
    void open_shop(ProgrammeId programme) {
        for (const int number : {1, 2, 3}) done(programme, enterprise(number), certification());
        ListProduct listing;
        listing.product = product(1);
        listing.vouchers = 50;
        done(programme, listing);
    }

    Answer ask(ProgrammeId programme, const Actor& actor, const Command& command) {
        return handled(programme, actor, command, "", "")->answer;
    }
    Answer ask(ProgrammeId programme, const Command& command) {
        return ask(programme, right_actor(act_of(command)), command);
    }
    Outcome handled(ProgrammeId programme, const Actor& actor, const Command& command,
                    const std::string& key, const std::string& digest) {
        return use_cases_.handle(
            programme,
            {.actor = actor, .command = command, .key = key, .digest = digest, .openings = {}});
    }
    std::int64_t done(ProgrammeId programme, const Actor& actor, const Command& command) {
        const Answer answer = ask(programme, actor, command);
        EXPECT_TRUE(answer) << act_of(command) << ": "
                            << (answer ? "" : canonical(encode(answer.error().reasons())));
        return answer ? answer->id : 0;
    }
    std::int64_t done(ProgrammeId programme, const Command& command) {
        return done(programme, right_actor(act_of(command)), command);
    }

    template <class T>
    std::optional<T> load(ProgrammeId programme, const KeyOf<T>& key) {
        Keys keys;
        keys.add<T>(key);
        WorkingSet tables;
        store_.read(programme)->load(keys, tables);
        const T* found = tables.find<T>(key);
        return found ? std::optional<T>{*found} : std::nullopt;
    }
    std::string status(ProgrammeId programme, OrderId id) {
        return std::string{name_of(load<Order>(programme, id)->status)};
    }
    std::int64_t events(ProgrammeId programme) { return store_.read(programme)->tail().next_seq; }

    // ---- orders
    Answer claim(ProgrammeId programme, int enterprise_number = 1) {
        Claim claim;
        claim.product = product(1);
        claim.amount = yuan("20000.00");
        return ask(programme, enterprise(enterprise_number), claim);
    }
    OrderId signed_order(ProgrammeId programme, int enterprise_number = 1) {
        const OrderId id{claim(programme, enterprise_number)->id};
        done(programme, Accept{{id}});
        done(programme, usual_contract(id));
        return id;
    }
    Redeem redemption(ProgrammeId programme, OrderId id, const std::string& number) {
        Redeem redeem;
        redeem.order = id;
        redeem.checked = true;
        const auto known = load<Product>(programme, product(1));
        const auto contract = load<Contract>(programme, id);
        const Rulebook& rules = use_cases_.rulebook(programme);
        redeem.documents =
            usual_papers(rules, {.product = &*known, .today = day_of(clock_.at, rules.zone)},
                         contract->terms(), number);
        return redeem;
    }
    std::string redeem(ProgrammeId programme, OrderId id, const std::string& number) {
        return code_of(ask(programme, redemption(programme, id, number)));
    }

private:
    MemoryStore store_;
    SetClock clock_;
    UseCases use_cases_;
};

// Both years at once, open for business.
struct TwoYears : City {
    ProgrammeId first = publish(2023);
    ProgrammeId second = publish(2025);
    TwoYears() {
        import_parties();
        open_shop(first);
        open_shop(second);
    }
};

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
        city.done(here, LiftSanction{sanction.party, "查无实据"});
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
    city.done(city.second, LiftSanction{sanction.party, ""});
    EXPECT_EQ(code_of(city.claim(city.first)), "sanctioned");
    EXPECT_EQ(code_of(city.claim(city.second)), "sanctioned");
    city.done(city.first, LiftSanction{sanction.party, ""});
    EXPECT_EQ(code_of(city.claim(city.first)), "ok");
    EXPECT_EQ(code_of(city.claim(city.second)), "ok");
    const Standing known = city.load<Enterprise>(registry, sanction.party)->standing;
    EXPECT_TRUE(known.bans.empty());
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
        ASSERT_EQ(city.redeem(city.first, first, "25110001"), "ok");
        const OrderId second = city.signed_order(city.second, 2);
        ASSERT_EQ(city.redeem(city.second, second, "25110001"), "invoice-reused");
        c.end(city, first);
        EXPECT_EQ(city.redeem(city.second, second, "25110001"), "ok");
    }
}

TEST(Invoices, AreFreedByAVoidOfTwoPeople) {
    City city;
    const ProgrammeId programme = city.publish(with_second_person(2023, {"void"}));
    city.import_parties();
    city.open_shop(programme);
    const OrderId first = city.signed_order(programme);
    ASSERT_EQ(city.redeem(programme, first, "25110001"), "ok");
    const OrderId second = city.signed_order(programme, 2);
    const ProposalId proposal{city.done(programme, VoidOrder{first, VoidGround::unlawful, ""})};
    EXPECT_EQ(city.redeem(programme, second, "25110001"), "invoice-reused");
    city.done(programme, colleague(Role::approver), ApproveProposal{proposal});
    EXPECT_EQ(city.redeem(programme, second, "25110001"), "ok");
}

TEST(Invoices, OfAnOrderThatAnAppealBringsBackAreTakenAgain) {
    TwoYears city;
    const OrderId first = city.signed_order(city.first);
    ASSERT_EQ(city.redeem(city.first, first, "25110001"), "ok");
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
    EXPECT_EQ(city.redeem(city.second, second, "25110001"), "invoice-reused");
}

TEST(Invoices, OfARefusedRedemptionAreNotTaken) {
    TwoYears city;
    const OrderId first = city.signed_order(city.second);
    Redeem unchecked = city.redemption(city.second, first, "25110001");
    unchecked.checked = false;
    EXPECT_EQ(code_of(city.ask(city.second, unchecked)), "not-checked");
    const OrderId second = city.signed_order(city.second, 2);
    EXPECT_EQ(city.redeem(city.second, second, "25110001"), "ok");
    EXPECT_EQ(city.redeem(city.second, first, "25110001"), "invoice-reused");
}

TEST(Invoices, StayWithTheirOrderWhenItComesBackForCorrection) {
    TwoYears city;
    const OrderId first = city.signed_order(city.second);
    ASSERT_EQ(city.redeem(city.second, first, "25110001"), "ok");
    city.done(city.second, ReturnRedemption{first, "缺页"});
    const OrderId second = city.signed_order(city.second, 2);
    EXPECT_EQ(city.redeem(city.second, second, "25110001"), "invoice-reused");
    EXPECT_EQ(city.redeem(city.second, first, "25110001"), "ok");
    EXPECT_EQ(city.redeem(city.second, second, "25110001"), "invoice-reused");
}

// A process stopped between the reservation and the redemption; the next start tidies up.
TEST(Invoices, OfARedemptionThatNeverCameAreFreedAtAStart) {
    TwoYears city;
    const OrderId first = city.signed_order(city.second);
    const OrderId second = city.signed_order(city.second, 2);
    const Actor clock{.person = {}, .organisation = {}, .role = Role::clock};
    city.done(registry, clock, ReserveInvoices{city.second, first, {"25110001"}});
    city.done(registry, clock, ReserveInvoices{city.second, second, {"25110002"}});
    ASSERT_EQ(city.redeem(city.second, second, "25110002"), "ok");
    const auto start = [&] { city.use_cases().publish(beijing(2025), Actor{}); };
    city.clock().at = plus_seconds(city.clock().at, 3599);
    start();
    EXPECT_TRUE(city.load<InvoiceUse>(registry, "25110001")->order);
    city.clock().at = plus_seconds(city.clock().at, 1);
    start();
    EXPECT_FALSE(city.load<InvoiceUse>(registry, "25110001")->order);
    EXPECT_EQ(city.load<InvoiceUse>(registry, "25110002")->order, second);
}

TEST(Invoices, ANumberOnAReceiptIsNoInvoiceNumber) {
    TwoYears city;
    const OrderId first = city.signed_order(city.second);
    Redeem redeem = city.redemption(city.second, first, "25110001");
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
    city.done(city.second, AddVouchers{product(1), -50, ""});
    Claim claim;
    claim.product = product(1);
    const Outcome refused = city.handled(city.second, enterprise(1), claim, "k1", "d1");
    ASSERT_EQ(code_of(refused->answer), "sold-out");
    city.done(city.second, AddVouchers{product(1), 10, ""});
    const Outcome again = city.handled(city.second, enterprise(1), claim, "k1", "d1");
    EXPECT_TRUE(again->replayed);
    EXPECT_EQ(encode(again->answer.error().reasons()), encode(refused->answer.error().reasons()));
    EXPECT_EQ(code_of(city.handled(city.second, enterprise(1), claim, "k2", "d1")->answer), "ok");
}

TEST(Keys, ARepeatedRedemptionKeepsItsInvoice) {
    TwoYears city;
    const OrderId first = city.signed_order(city.second);
    const Redeem redeem = city.redemption(city.second, first, "25110001");
    ASSERT_EQ(code_of(city.handled(city.second, provider(1), redeem, "k1", "d1")->answer), "ok");
    const Outcome again = city.handled(city.second, provider(1), redeem, "k1", "d1");
    EXPECT_TRUE(again->replayed);
    EXPECT_EQ(code_of(again->answer), "ok");
    EXPECT_FALSE(city.handled(city.second, provider(1), redeem, "k1", "d2").has_value());
    const OrderId second = city.signed_order(city.second, 2);
    EXPECT_EQ(city.redeem(city.second, second, "25110001"), "invoice-reused");
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
