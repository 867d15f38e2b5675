// Who lives in the city: offices, enterprises of every size and district, sellers of services.
//
// Some enterprises cannot claim, each for a reason of its own; they try all the same.
#include <algorithm>
#include <array>

#include "main/demo_town.h"

namespace zq::demo {

namespace {

constexpr std::string_view limited = "有限公司";

// ---- what enterprises do, and how big they are

enum class Measure { industry, software, retail, services, other };

struct Trade {
    std::string_view code;  // GB/T 4754-2017
    std::string_view word;
    Measure measure;
};
constexpr Trade trades[] = {
    {"I6513", "软件", Measure::software},       {"I6513", "信息技术", Measure::software},
    {"I6520", "微电子", Measure::software},     {"I6531", "系统集成", Measure::software},
    {"I6550", "数据", Measure::software},       {"I6560", "信息咨询", Measure::software},
    {"C1411", "烘焙食品", Measure::industry},   {"C1353", "肉制品", Measure::industry},
    {"C1371", "蔬菜食品", Measure::industry},   {"C1432", "速冻食品", Measure::industry},
    {"C1421", "糖果食品", Measure::industry},   {"C1515", "葡萄酒庄", Measure::industry},
    {"C1819", "服装", Measure::industry},       {"C2110", "家具", Measure::industry},
    {"C2762", "生物医药", Measure::industry},   {"C2770", "医疗用品", Measure::industry},
    {"C3484", "精密机械", Measure::industry},   {"C3562", "半导体设备", Measure::industry},
    {"C3599", "专用设备", Measure::industry},   {"C3670", "汽车零部件", Measure::industry},
    {"C3841", "新能源电池", Measure::industry}, {"C4011", "自动化控制", Measure::industry},
    {"C4014", "仪器", Measure::industry},       {"F5241", "文化用品", Measure::retail},
    {"F5292", "电子商务", Measure::retail},     {"L7251", "广告", Measure::services},
    {"L7243", "商务咨询", Measure::services},   {"L7281", "会展服务", Measure::services},
    {"M7320", "工程技术", Measure::other},      {"M7340", "医学研究", Measure::other},
    {"M7491", "创意设计", Measure::other},      {"M7512", "生物技术", Measure::other},
    {"M7519", "科技", Measure::other},          {"N7722", "环境工程", Measure::other},
};

// Staff, and revenue and assets in 10,000 yuan, within the size and away from its bounds.
struct Band {
    std::int64_t staff_min, staff_max, revenue_min, revenue_max, assets_min, assets_max;
};
using Bands = std::array<Band, 4>;  // micro, small, medium, large
constexpr std::array<Bands, 5> bands{{
    {{{5, 18, 60, 260, 40, 200},
      {25, 280, 500, 1900, 400, 1600},
      {310, 900, 3000, 30000, 2500, 25000},
      {1200, 2600, 60000, 150000, 50000, 120000}}},
    {{{3, 9, 20, 45, 10, 40},
      {12, 95, 120, 3000, 80, 2500},
      {110, 280, 1500, 9000, 1200, 8000},
      {400, 900, 15000, 60000, 12000, 50000}}},
    {{{3, 9, 30, 90, 10, 60},
      {12, 45, 200, 2000, 100, 1500},
      {60, 250, 800, 15000, 500, 9000},
      {350, 800, 25000, 80000, 15000, 60000}}},
    {{{3, 9, 40, 90, 20, 90},
      {12, 90, 300, 4000, 200, 6000},
      {110, 280, 3000, 30000, 10000, 50000},
      {350, 900, 80000, 200000, 130000, 300000}}},
    {{{3, 9, 40, 90, 20, 90},
      {12, 90, 300, 4000, 200, 6000},
      {110, 280, 3000, 30000, 2000, 20000},
      {350, 900, 30000, 90000, 20000, 80000}}},
}};

Money of_ten_thousand(std::int64_t count) {
    return Money{count * 10'000 * 100};
}

const Trade& trade_of(std::string_view industry) {
    return *std::ranges::find(trades, industry, &Trade::code);
}

SizeClass some_size(Dice& dice) {
    const auto throw_of = dice.between(1, 100);
    return throw_of <= 42   ? SizeClass::micro
           : throw_of <= 80 ? SizeClass::small
                            : SizeClass::medium;
}

Certify declaration(City& city, const Firm& firm) {
    const Trade& trade = trade_of(firm.industry);
    const Band& band =
        bands[static_cast<std::size_t>(trade.measure)][static_cast<std::size_t>(firm.size)];
    Dice& dice = city.dice();
    Certify certify;
    certify.industry = firm.industry;
    if (dice.percent(25)) certify.industry_share = BasisPoints{dice.between(52, 98) * 100};
    certify.staff = dice.between(band.staff_min, band.staff_max);
    certify.revenue = of_ten_thousand(dice.between(band.revenue_min, band.revenue_max));
    certify.assets = of_ten_thousand(dice.between(band.assets_min, band.assets_max));
    return certify;
}

// ---- why some cannot claim

struct Misfit {
    std::string_view place = "110108";
    std::string_view name_of_place = "北京";
    std::string_view form = "company";
    std::string_view suffix = limited;
    bool legal_person = true;
    bool large = false;
    bool serious_record = false;
    bool judgment_debtor = false;
};
constexpr Misfit misfits[] = {
    {.place = "130682", .name_of_place = "定州"},
    {.place = "120116", .name_of_place = "天津"},
    {.place = "131003", .name_of_place = "廊坊"},
    {.large = true},
    {.place = "110105", .large = true},
    {.place = "110115", .suffix = "股份有限公司", .large = true},
    {.form = "branch", .suffix = "有限公司北京分公司", .legal_person = false},
    {.place = "110105", .form = "branch", .suffix = "有限公司朝阳分公司", .legal_person = false},
    {.place = "110106", .form = "kindergarten", .suffix = "幼儿园"},
    {.place = "110112", .form = "kindergarten", .suffix = "幼儿园"},
    {.form = "institution", .suffix = "研究所"},
    {.place = "110101", .form = "association", .suffix = "协会"},
    {.place = "110107", .form = "individual-business", .suffix = "经营部", .legal_person = false},
    {.place = "110114", .form = "individual-business", .suffix = "工作室", .legal_person = false},
    {.serious_record = true},
    {.place = "110102", .serious_record = true},
    {.place = "110111", .judgment_debtor = true},
    {.place = "110113", .judgment_debtor = true},
};

std::string_view some_district(Dice& dice, std::size_t nth) {
    const auto all = districts();
    if (nth < all.size()) return all[nth].code;  // no district stays empty
    auto left = dice.between(0, 99);
    for (const District& district : all) {
        left -= district.weight;
        if (left < 0) return district.code;
    }
    return all.back().code;
}

std::vector<std::string> some_honours(Dice& dice, SizeClass size) {
    const auto chance = size == SizeClass::micro ? 6 : size == SizeClass::small ? 26 : 38;
    if (!dice.percent(chance)) return {};
    if (dice.percent(25)) return {"srdi", "little-giant"};
    return {"srdi"};
}

void settle(City& city, Firm firm, RecordEnterprise facts) {
    firm.id = city.organisation(firm.name, {"enterprise"});
    firm.owner = city.employ(city.names().person(), firm.id, Role::enterprise_owner);
    facts.party = firm.id;
    facts.name = firm.name;
    facts.uscc = city.see<Organisation>(registry, firm.id).uscc;
    facts.honours = firm.honours;
    facts.source = {.name = "市场监管登记信息", .as_of = city.today()};
    city.act(registry, city.offices.platform, facts);
    city.firms.push_back(std::move(firm));
}

void settle_ordinary(City& city, std::size_t nth) {
    Dice& dice = city.dice();
    Firm firm;
    const Trade& trade = dice.pick(trades);
    firm.industry = trade.code;
    firm.size = some_size(dice);
    firm.honours = some_honours(dice, firm.size);
    const bool partnership = trade.measure == Measure::services && dice.percent(15);
    firm.legal_person = !partnership;
    firm.name =
        city.names().company("北京", trade.word, partnership ? "合伙企业（有限合伙）" : limited);
    RecordEnterprise facts;
    facts.registered_in = some_district(dice, nth);
    facts.legal_form = partnership ? "partnership" : "company";
    facts.legal_person = firm.legal_person;
    facts.credit.negative = dice.percent(3);
    if (dice.percent(3)) facts.credit.serious_negative = make_day(2018, 5, 20);  // long ago
    settle(city, std::move(firm), std::move(facts));
}

void settle_misfit(City& city, const Misfit& misfit) {
    Firm firm;
    const bool nursery = misfit.form == "kindergarten";
    const Trade& trade = nursery ? trade_of("L7243") : city.dice().pick(trades);
    firm.industry = trade.code;
    firm.size = misfit.large ? SizeClass::large : SizeClass::small;
    firm.eligible = false;
    firm.name =
        city.names().company(misfit.name_of_place, nursery ? "" : trade.word, misfit.suffix);
    RecordEnterprise facts;
    facts.registered_in = misfit.place;
    facts.legal_form = misfit.form;
    facts.legal_person = misfit.legal_person;
    // A record is serious for three years; it is dated so that it counts in both programmes.
    if (misfit.serious_record) facts.credit.serious_negative = make_day(2022, 11, 8);
    facts.credit.judgment_debtor = misfit.judgment_debtor;
    settle(city, std::move(firm), std::move(facts));
}

// ---- who sells services

struct SellerTrade {
    std::string_view key;
    std::string_view word;
    std::string_view form;
};
constexpr SellerTrade seller_trades[] = {
    {"digital", "数字科技", limited},
    {"cloud", "云计算", limited},
    {"ai", "人工智能科技", limited},
    {"consulting", "管理咨询", limited},
    {"chip", "集成电路检测技术", limited},
    {"design", "工业设计", limited},
    {"accounting", "会计师事务所", "（普通合伙）"},
    {"legal", "律师事务所", ""},
    {"media", "文化传媒", limited},
    {"energy", "节能环保科技", limited},
    {"certifier", "认证", limited},
};
struct Elsewhere {
    std::string_view code;
    std::string_view name;
};
constexpr Elsewhere elsewhere[] = {
    {"310115", "上海"}, {"440305", "深圳"}, {"330106", "杭州"}, {"120116", "天津"}};
constexpr std::string_view banks[] = {"北京银行中关村支行", "华夏银行望京支行", "工商银行海淀支行",
                                      "建设银行亦庄支行", "招商银行朝阳门支行"};

std::vector<std::string> qualifications_of(std::string_view trade) {
    if (trade == "digital") return {"digital-service-provider", "iso-28000"};
    if (trade == "ai") return {"digital-service-provider"};
    if (trade == "consulting") return {"dcmm-assessor"};
    if (trade == "chip") return {"cnas", "cma"};
    if (trade == "certifier") return {"certification-body", "cnas"};
    return {};
}

void settle_seller(City& city, std::size_t nth) {
    Dice& dice = city.dice();
    const SellerTrade& trade = seller_trades[nth % std::size(seller_trades)];
    const bool outside = nth % 8 == 5;
    const Elsewhere& home = elsewhere[nth / 8 % std::size(elsewhere)];
    Seller seller;
    seller.trade = trade.key;
    seller.place = outside ? home.code : some_district(dice, 99);
    seller.name = city.names().company(outside ? home.name : "北京", trade.word, trade.form);
    seller.id = city.organisation(seller.name, {"provider"});
    seller.owner = city.employ(city.names().person(), seller.id, Role::provider_owner);
    RecordProvider facts;
    facts.party = seller.id;
    facts.name = seller.name;
    facts.uscc = city.see<Organisation>(registry, seller.id).uscc;
    facts.registered_in = seller.place;
    facts.founded = make_day(static_cast<int>(dice.between(1999, 2020)),
                             static_cast<unsigned>(dice.between(1, 12)), 15);
    facts.qualifications = qualifications_of(trade.key);
    facts.contracts_last_year = dice.between(18, 260);
    facts.revenue_last_year = of_ten_thousand(dice.between(900, 26000));
    facts.equipment_sets = trade.key == "chip" ? dice.between(60, 180) : 0;
    facts.approved = true;
    facts.source = {.name = "市场监管登记信息", .as_of = city.today()};
    city.act(registry, city.offices.platform, facts);
    BankAccount account{
        .bank = std::string{dice.pick(banks)},
        .number = "0200" + std::to_string(dice.between(100'000'000'000, 999'999'999'999)),
        .holder = seller.name};
    city.act(registry, seller.owner, SetBankAccount{std::move(account)});
    city.sellers.push_back(std::move(seller));
}

}  // namespace

void staff_offices(City& city) {
    const PartyId bureau = city.organisation("北京市经济和信息化局（演示）", {"bureau"});
    const PartyId agency = city.organisation("北京京评项目评审中心（演示）", {"review-agency"});
    const PartyId platform = city.organisation("北京中小企业服务平台（演示）", {"platform"});
    const auto hire = [&](PartyId of, Role role) {
        return city.employ(city.names().person(), of, role);
    };
    city.offices = {.officer = hire(bureau, Role::programme_officer),
                    .maker = hire(bureau, Role::batch_maker),
                    .approver = hire(bureau, Role::approver),
                    .reviewer = hire(agency, Role::reviewer),
                    .expert = hire(agency, Role::expert),
                    .platform = hire(platform, Role::platform_operator),
                    .auditor = hire(bureau, Role::auditor)};
}

void settle_firms(City& city, std::size_t count) {
    const std::size_t misfits_count = std::min(std::size(misfits), count / 4);
    for (std::size_t nth = 0; nth < count - misfits_count; ++nth) {
        settle_ordinary(city, nth);
        city.pass(240);
    }
    for (const Misfit& misfit : std::span{misfits}.first(misfits_count)) {
        settle_misfit(city, misfit);
        city.pass(240);
    }
}

void settle_sellers(City& city, std::size_t count) {
    for (std::size_t nth = 0; nth < count; ++nth) {
        settle_seller(city, nth);
        city.pass(600);
    }
}

void certify_firms(City& city, const Year& year, std::int64_t days, std::int64_t later) {
    for (Firm& firm : city.firms) {
        firm.certified = !(firm.eligible && city.dice().percent(later));
        if (!firm.certified) continue;
        city.at(city.in_office(city.now(), 1, 24 * days),
                [&city, &year, &firm] { city.act(year.id, firm.owner, declaration(city, firm)); });
    }
}

}  // namespace zq::demo
