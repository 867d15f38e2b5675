// What happened in the two years of trade: claims with and without success, payouts, a rush for a
// product, sanctions, a spot check.
#include <algorithm>
#include <iterator>

#include "main/demo_market.h"

namespace zq::demo {

namespace {

// ---- those who cannot claim, and try

void try_to_claim(City& city, const Year& year) {
    for (Firm& firm : city.firms) {
        if (firm.eligible && (year.year != 2023 || firm.legal_person)) continue;
        const Ware& ware = city.dice().pick(year.wares);
        const auto facts = city.see<Enterprise>(year.id, firm.id);
        const bool unit = facts.legal_form == "kindergarten" || facts.legal_form == "institution" ||
                          facts.legal_form == "association";
        const bool small_trader =
            facts.legal_form == "individual-business" || facts.legal_form == "branch";
        Code expected = Code::judgment_debtor;
        if (firm.barred) {
            expected = Code::sanctioned;
        } else if (!facts.registered_in.starts_with("11")) {
            expected = Code::not_in_place;
        } else if (year.year == 2023 && !facts.legal_person) {
            expected = Code::not_legal_person;
        } else if (unit || (year.year == 2025 && small_trader)) {
            expected = Code::not_an_enterprise;
        } else if (firm.size == SizeClass::large) {
            expected = Code::not_sme;
        } else if (facts.credit.serious_negative) {
            expected = Code::credit_serious_negative;
        }
        city.try_in_vain(year.id, firm.owner,
                         Claim{.product = ware.id, .amount = {}, .contact = {}}, expected);
    }
}

// ---- the two years

Stop some_stop(Dice& dice, std::span<const std::pair<Stop, int>> shares) {
    auto left = dice.between(0, 99);
    for (const auto& [stop, share] : shares) {
        left -= share;
        if (left < 0) return stop;
    }
    return Stop::nowhere;
}

constexpr std::pair<Stop, int> stops_of_2023[] = {
    {Stop::claimed, 5},  {Stop::cancelled, 4}, {Stop::declined, 4}, {Stop::accepted, 3},
    {Stop::contract, 3}, {Stop::rejected, 4},  {Stop::voided, 2},
};
constexpr std::pair<Stop, int> stops_of_2025[] = {
    {Stop::claimed, 20},  {Stop::cancelled, 4}, {Stop::declined, 4},  {Stop::accepted, 16},
    {Stop::contract, 14}, {Stop::waived, 3},    {Stop::handed_in, 8}, {Stop::returned, 5},
    {Stop::rejected, 4},  {Stop::approved, 5},
};

Life some_life(City& city, const Ware& ware, Stop stop) {
    Dice& dice = city.dice();
    Life life;
    life.ware = ware;
    life.stop = stop;
    life.sent_back = dice.percent(10);
    life.cut = dice.percent(8);
    life.amended = dice.percent(5);
    life.two_years = dice.percent(8);
    life.short_receipt = dice.percent(5);
    return life;
}

void sanction_in_2023(City& city, Year& year, const Market& market) {
    // A seller that concealed a relation: one paid order is recovered, the others are frozen.
    const auto order = city.see<Order>(year.id, market.paid()[market.paid().size() / 2]);
    ImposeSanction sanction;
    sanction.party = order.provider;
    sanction.ground = "concealment";
    if (order.status == OrderStatus::paid) sanction.orders = {order.id};
    sanction.reason = "隐瞒与企业的关联关系";
    city.act(year.id, city.offices.officer, sanction);
    FileAppeal appeal;
    appeal.text = "双方并无持股关系，请复核。";
    const auto seller = std::ranges::find(city.sellers, order.provider, &Seller::id);
    seller->barred = true;
    city.act(year.id, seller->owner, appeal);
    DecideAppeal decision;
    decision.party = order.provider;
    decision.reason = "经复核，关联关系属实";
    city.act(year.id, city.offices.officer, decision);
}

// An enterprise that passed its voucher on; it is still barred in 2025.
void bar_a_firm(City& city, Year& year) {
    const auto firm = std::ranges::find_if(
        city.firms, [](const Firm& f) { return f.eligible && f.legal_person && f.certified; });
    firm->eligible = false;
    firm->barred = true;
    ImposeSanction sanction;
    sanction.party = firm->id;
    sanction.ground = "transfer";
    sanction.reason = "转让服务券";
    city.act(year.id, city.offices.officer, sanction);
}

// An outage of a day: the order at hand gets a day more.
void make_up_for_outage(City& city, Year& year, Market& market) {
    const auto order = market.some(OrderStatus::placed);
    if (!order) return;
    ExtendDeadlines extend;
    extend.orders = {order->id};
    extend.kind = DeadlineKind::acceptance;
    extend.until = plus_seconds(order->accept_by, 24 * 3600);
    extend.reason = "平台故障一天，顺延接单时限";
    city.act(year.id, city.offices.officer, extend);
}

void spot_check(City& city, Year& year) {
    const auto drawn = city.act(year.id, city.offices.officer,
                                DrawSpotCheck{.size = 12, .draw = "2023-11-15 抽查"});
    const auto sample = city.see<SpotCheck>(year.id, SpotCheckId{drawn.id}).sample;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        RecordFinding finding;
        finding.order = sample[i];
        finding.result = i == 4 ? "服务记录不完整，已要求整改" : "服务真实，资料齐全";
        city.act(year.id, city.offices.officer, finding);
    }
}

}  // namespace

void trade_in_2023(City& city, Year& year) {
    Market& market = city.keep(std::make_shared<Market>(
        city, year, Pace{.accept_max = 40, .sign_max = 110, .redeem_max = 200, .review_max = 110}));
    const auto day = [](unsigned month, unsigned of_month) {
        return make_day(2023, month, of_month);
    };
    city.at(city.moment(day(4, 20), 10), [&city, &year] { try_to_claim(city, year); });
    city.at(city.moment(day(4, 21), 9), [&city, &year, &market] {
        const Instant opens = city.now();
        for (int nth = 0; nth < 400; ++nth) {
            const Ware& ware = city.dice().pick(year.wares);
            const Life life = some_life(city, ware, some_stop(city.dice(), stops_of_2023));
            market.claim_at(city.in_office(opens, 0, 24 * 180), life);
        }
    });
    for (unsigned month = 6; month <= 12; ++month) {
        city.at(city.moment(city.working_day_from(day(month, 6)), 10), [&market, month] {
            market.make_batch(month % 2 == 0 ? Market::Notice::objected : Market::Notice::quiet);
        });
    }
    city.at(city.moment(day(7, 12), 17),
            [&city, &year, &market] { make_up_for_outage(city, year, market); });
    city.at(city.moment(day(8, 15), 15), [&city, &year] {
        city.act(
            year.id, city.offices.officer,
            AddVouchers{
                .product = year.wares.front().id, .vouchers = 20, .reason = "需求较多，增加数量"});
    });
    city.at(city.moment(day(10, 18), 10),
            [&city, &year, &market] { sanction_in_2023(city, year, market); });
    city.at(city.moment(day(11, 15), 10), [&city, &year] { spot_check(city, year); });
    city.at(city.moment(day(11, 20), 10), [&city, &year] { bar_a_firm(city, year); });
    city.at(city.moment(make_day(2024, 1, 31), 10),
            [&market] { market.make_batch(Market::Notice::quiet); });
    city.at(city.moment(make_day(2024, 3, 29), 16), [&city, &year] {
        city.act(year.id, city.offices.officer, CloseProgramme{"2023年度服务券工作结束"});
    });
}

namespace {

// More enterprises than vouchers at ten o'clock sharp; the log shows who came first.
void rush(City& city, Year& year, Market& market) {
    const auto hot = std::ranges::find_if(year.wares, [&](const Ware& ware) {
        return city.see<Account>(year.id, AccountId{AccountKind::stock, ware.id.value, ""}).limit ==
               12;
    });
    if (hot == year.wares.end()) return;
    for (int nth = 0; nth < 18; ++nth) {
        const Instant when = plus_seconds(city.moment(make_day(2025, 6, 10), 10), nth / 3);
        city.at(when, [&city, &year, &market, ware = *hot, nth] {
            Life life;
            life.ware = ware;
            life.firm = market.somebody_who_may(ware);
            if (!life.firm) throw CityFault{"nobody is left for the rush"};
            if (nth < 12) {
                market.claim(life);
                return;
            }
            city.try_in_vain(year.id, life.firm->owner,
                             Claim{.product = ware.id, .amount = {}, .contact = {}},
                             Code::sold_out);
        });
    }
}

void sanction_in_2025(City& city, Year& year, Market& market) {
    const auto order = market.some(OrderStatus::signed_);
    if (!order) return;
    const auto firm = std::ranges::find(city.firms, order->enterprise, &Firm::id);
    firm->barred = true;
    ImposeSanction sanction;
    sanction.party = firm->id;
    sanction.ground = "fictitious-contract";
    sanction.reason = "虚构合同，其他订单待核查";
    city.act(year.id, city.offices.officer, sanction);
    FileAppeal appeal;
    appeal.text = "合同已实际履行，交付材料可以补交，请复核。";
    city.act(year.id, firm->owner, appeal);
}

// The enterprise behind the login qiye1 has an order at each of the first steps.
void show_a_firm(City& city, Year& year, Market& market) {
    const auto firm = std::ranges::find_if(city.firms, [](const Firm& f) {
        return f.eligible && f.certified && f.legal_person && !f.honours.empty() &&
               !makes_food_or_wine(f.industry);
    });
    firm->is_shown = true;
    std::vector<Ware> wares;  // so cheap that the quota is enough for all four
    std::ranges::copy_if(year.wares, std::back_inserter(wares), [](const Ware& ware) {
        return ware.price < Money{16'000'000} && ware.direction != "digital-marketing";
    });
    check(wares.size() >= 4, "four products are cheap enough");
    year.shown = wares.front();
    constexpr std::pair<Stop, unsigned> days[] = {
        {Stop::nowhere, 4}, {Stop::contract, 6}, {Stop::accepted, 9}, {Stop::claimed, 13}};
    std::size_t nth = wares.size();
    for (const auto& [stop, of_month] : days) {
        Life life;
        life.firm = &*firm;
        life.stop = stop;
        // The seller behind fuwu1 has the last of these claims to accept.
        life.ware = stop == Stop::claimed ? wares.front() : wares[--nth];
        market.claim_at(city.moment(make_day(2025, 6, of_month), 14, 20), life);
    }
}

}  // namespace

void trade_in_2025(City& city, Year& year) {
    Market& market = city.keep(std::make_shared<Market>(
        city, year, Pace{.accept_max = 16, .sign_max = 20, .redeem_max = 24, .review_max = 20}));
    const auto day = [](unsigned of_month) { return make_day(2025, 6, of_month); };
    city.at(city.moment(day(3), 12), [&city, &year, &market] {
        show_a_firm(city, year, market);
        // The first wave is brisk: some of it is on the payout notice already.
        for (int nth = 0; nth < 70; ++nth) {
            const bool brisk = nth < 45;
            Stop stop = brisk ? Stop::nowhere : some_stop(city.dice(), stops_of_2025);
            if (nth % 23 == 3) stop = Stop::rejected;
            const Ware& ware = city.dice().pick(year.wares);
            const Life life = some_life(city, ware, stop);
            market.claim_at(city.in_office(city.now(), 0, brisk ? 6 : 60), life);
        }
    });
    city.at(city.moment(day(9), 10), [&market] { market.make_batch(Market::Notice::objected); });
    city.at(city.moment(day(9), 19), [&city, &year, &market] { rush(city, year, market); });
    city.at(city.moment(day(10), 10, 5), [&city, &year, &market] {
        try_to_claim(city, year);
        for (int nth = 0; nth < 190; ++nth) {
            const Ware& ware = city.dice().pick(year.wares);
            const Life life = some_life(city, ware, some_stop(city.dice(), stops_of_2025));
            market.claim_at(city.in_office(city.now(), 0, 24 * 6), life);
        }
    });
    city.at(city.moment(day(12), 16),
            [&city, &year, &market] { sanction_in_2025(city, year, market); });
    city.at(city.moment(day(13), 15), [&market] { market.make_batch(Market::Notice::not_yet); });
}

}  // namespace zq::demo
