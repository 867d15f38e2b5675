// Many commands in one round: each as if it had come alone, in the order of their arrival.
#include "app/round.h"

#include <gtest/gtest.h>

#include "app/log.h"
#include "city.h"
#include "engine/deciding.h"

namespace zq::test {
namespace {

Asked asked(const Actor& actor, Command command, const std::string& key = "",
            const std::string& digest = "") {
    return {.actor = actor,
            .command = std::move(command),
            .key = key,
            .digest = digest,
            .openings = {}};
}

Claim a_claim() {
    Claim claim;
    claim.product = product(1);
    claim.amount = yuan("20000.00");
    return claim;
}

std::vector<std::string> codes_of(const std::vector<Attempt>& attempts) {
    std::vector<std::string> codes;
    for (const Attempt& attempt : attempts) {
        if (attempt.fault) {
            codes.emplace_back("fault");
        } else if (!*attempt.outcome) {
            codes.emplace_back((*attempt.outcome).error() == Undecided::key_reused ? "key-reused"
                                                                                   : "changed");
        } else {
            codes.push_back(code_of((*attempt.outcome)->answer));
        }
    }
    return codes;
}

using Codes = std::vector<std::string>;

void set_stock(City& city, ProgrammeId programme, std::int64_t left) {
    const Account stock = *city.load<Account>(programme, stock_of(product(1)));
    AddVouchers fewer;
    fewer.product = product(1);
    fewer.vouchers = left - (*stock.limit - stock.used());
    city.approved(programme, fewer);
}

// Whoever comes too late is told by which event the last voucher went.
TEST(ARound, SellsTheLastVoucherOnceAndSaysWhen) {
    TwoYears city;
    set_stock(city, city.second, 2);
    const auto attempts = city.use_cases().handle_all(
        city.second, {asked(enterprise(1), a_claim()), asked(enterprise(2), a_claim()),
                      asked(enterprise(3), a_claim())});
    ASSERT_EQ(codes_of(attempts), (Codes{"ok", "ok", "sold-out"}));
    const Answer& second = (*attempts[1].outcome)->answer;
    const Answer& third = (*attempts[2].outcome)->answer;
    EXPECT_EQ((*attempts[0].outcome)->answer->seq + 1, second->seq);
    EXPECT_EQ(third.error().reasons().front().facts.at("exhausted_at"), Value{second->seq});
    EXPECT_FALSE(verify(city.store(), city.second));
}

// B25-145: of two redemptions of one order that come together the refused one reserved the invoice;
// it stays with the accepted one all the same.
TEST(ARound, RefusesARedemptionWithoutFreeingWhatAnotherStandsOn) {
    TwoYears city;
    const OrderId first = city.signed_order(city.second);
    Redeem unchecked = city.redemption(city.second, first, "251100000001");
    unchecked.checked = false;
    const auto attempts = city.use_cases().handle_all(
        city.second, {asked(provider(1), unchecked),
                      asked(provider(1), city.redemption(city.second, first, "251100000001"))});
    ASSERT_EQ(codes_of(attempts), (Codes{"not-checked", "ok"}));
    const OrderId second = city.signed_order(city.second, 2);
    EXPECT_EQ(city.redeem(city.second, second, "251100000001"), "invoice-reused");
}

TEST(ARound, DecidesAsOneByOne) {
    TwoYears together;
    TwoYears apart;
    const std::vector<Asked> all{asked(enterprise(1), a_claim()), asked(enterprise(2), a_claim()),
                                 asked(enterprise(1), a_claim()), asked(provider(2), a_claim())};
    const auto attempts = together.use_cases().handle_all(together.second, all);
    for (const Asked& one : all) (void)apart.use_cases().handle(apart.second, one);
    EXPECT_EQ(codes_of(attempts).back(), "not-yours");
    const auto ours = together.store().read(together.second)->log(1, 1000);
    const auto theirs = apart.store().read(apart.second)->log(1, 1000);
    ASSERT_EQ(ours.size(), theirs.size());
    for (std::size_t i = 0; i < ours.size(); ++i) EXPECT_EQ(ours[i].bytes, theirs[i].bytes);
}

TEST(ARound, TakesADoubleClickAsOneClaim) {
    TwoYears city;
    const auto attempts = city.use_cases().handle_all(
        city.second,
        {asked(enterprise(1), a_claim(), "k1", "d1"), asked(enterprise(1), a_claim(), "k1", "d1"),
         asked(enterprise(1), a_claim(), "k1", "d2"), asked(enterprise(2), a_claim(), "k1", "d1")});
    ASSERT_EQ(codes_of(attempts), (Codes{"ok", "ok", "key-reused", "ok"}));
    EXPECT_FALSE((*attempts[0].outcome)->replayed);
    EXPECT_TRUE((*attempts[1].outcome)->replayed);
    EXPECT_EQ((*attempts[1].outcome)->answer->id, (*attempts[0].outcome)->answer->id);
    EXPECT_NE((*attempts[3].outcome)->answer->id, (*attempts[0].outcome)->answer->id);
}

// Of two who edit what both have read, the second is told.
TEST(ARound, LetsOnlyOneOfTwoEditorsThrough) {
    TwoYears city;
    const OrderId id = city.signed_order(city.second);
    const Value read = encode(*city.load<Contract>(city.second, id));
    AmendContract amendment;
    static_cast<ContractEntry&>(amendment) = usual_contract(id);
    Asked first = asked(provider(1), amendment);
    first.as_read = AsRead{.entity = "contract", .id = id.value, .tag = tag_of(read)};
    const auto attempts = city.use_cases().handle_all(city.second, {first, first});
    EXPECT_EQ(codes_of(attempts), (Codes{"ok", "changed"}));
    EXPECT_EQ(city.load<Contract>(city.second, id)->versions.size(), 2U);
}

// Nobody lapses through our own queue (B25-083): what counts is when the command was read.
TEST(ARound, DecidesACommandAtTheTimeItArrived) {
    TwoYears city;
    const OrderId id{city.claim(city.second)->id};
    const Instant last = city.load<Order>(city.second, id)->accept_by;
    Asked in_time = asked(provider(1), Accept{{id}});
    in_time.arrived = last;
    city.clock().at = plus_seconds(last, 5);
    const auto attempts = city.use_cases().handle_all(city.second, {in_time});
    EXPECT_EQ(codes_of(attempts), Codes{"ok"});
    EXPECT_EQ(city.status(city.second, id), "accepted");
}

TEST(ARound, FiresWhatIsDueBetweenTwoCommandsBetweenThem) {
    TwoYears city;
    const OrderId first{city.claim(city.second, 1)->id};
    const OrderId second{city.claim(city.second, 2)->id};
    const Instant last = city.load<Order>(city.second, first)->accept_by;
    Asked in_time = asked(provider(1), Accept{{first}});
    in_time.arrived = last;
    Asked late = asked(provider(1), Accept{{second}});
    late.arrived = plus_seconds(last, 1);
    city.clock().at = plus_seconds(last, 1);
    const auto attempts = city.use_cases().handle_all(city.second, {in_time, late});
    EXPECT_EQ(codes_of(attempts), (Codes{"ok", "too-late"}));
    EXPECT_EQ(city.status(city.second, first), "accepted");
    EXPECT_EQ(city.status(city.second, second), "lapsed");
}

// An order of an edition that nobody has any more cannot be decided; its neighbours can.
TEST(ARound, WithABadCommandIsTriedOneByOne) {
    TwoYears city;
    const OrderId odd{city.claim(city.second, 3)->id};
    Order broken = *city.load<Order>(city.second, odd);
    broken.edition = EditionId{4711};
    WorkingSet tables;
    tables.put(broken);
    auto tx = city.store().begin(city.second);
    tx->store(tables);
    tx->commit();
    const auto attempts =
        city.use_cases().handle_all(city.second, {asked(enterprise(1), a_claim(), "k1", "d1"),
                                                  asked(provider(1), Accept{{odd}}),
                                                  asked(enterprise(2), a_claim(), "k2", "d2")});
    EXPECT_EQ(codes_of(attempts), (Codes{"ok", "fault", "ok"}));
    EXPECT_EQ(city.status(city.second, odd), "placed");
    EXPECT_TRUE(city.handled(city.second, enterprise(1), a_claim(), "k1", "d1")->replayed);
}

}  // namespace
}  // namespace zq::test
