// What is on offer: products of every direction and subtype of both years, most of them listed and
// some at every step before it.
#include <algorithm>

#include <fmt/format.h>

#include "main/demo_town.h"
#include "main/usual_papers.h"

namespace zq::demo {

namespace {

// What a direction's products are called, who sells them and what they cost in 10,000 yuan.
struct Line {
    std::string_view direction;
    std::string_view subtype;
    std::string_view trade;
    std::string_view words[5];
    std::int64_t price_min, price_max;
};

constexpr Line lines_of_2023[] = {
    {"digital-empowerment",
     "",
     "digital",
     {"中小企业数字化诊断服务", "生产管理系统", "客户关系管理平台", "供应链协同平台",
      "设备上云改造服务"},
     4,
     16},
    {"cloud",
     "",
     "cloud",
     {"弹性云主机服务", "企业网盘服务", "云数据库服务", "云安全防护服务", "混合云迁移服务"},
     2,
     9},
    {"talent-training",
     "",
     "consulting",
     {"中层管理者研修课程", "专精特新经营者培训", "数字化人才实训", "技能等级提升课程",
      "质量管理训练营"},
     2,
     6},
    {"tech-innovation",
     "",
     "chip",
     {"芯片可靠性测试服务", "材料成分检测服务", "电磁兼容检测服务", "研发中试服务", "失效分析服务"},
     3,
     15},
    {"commercialisation",
     "",
     "consulting",
     {"科技成果评价服务", "技术合同对接服务", "中试熟化方案", "专利价值评估", "成果路演服务"},
     3,
     12},
    {"industrial-design",
     "",
     "design",
     {"产品外观设计服务", "结构设计与打样", "交互界面设计", "品牌视觉设计", "包装设计服务"},
     3,
     15},
    {"software-development",
     "",
     "digital",
     {"企业门户定制开发", "移动应用定制开发", "业务系统集成开发", "数据接口开发服务",
      "小程序定制开发"},
     5,
     18},
    {"ipo-nurturing",
     "",
     "accounting",
     {"北交所上市辅导", "股份制改造咨询", "内控体系建设", "上市前财务规范", "投资者关系顾问"},
     8,
     18},
    {"finance-tax-audit",
     "",
     "accounting",
     {"年度财务审计", "研发费用专项审计", "税务筹划咨询", "代理记账服务", "内部审计服务"},
     2,
     6},
    {"market-expansion",
     "",
     "media",
     {"线上推广代运营", "展会参展服务", "短视频营销服务", "跨境电商开店服务", "品牌传播方案"},
     3,
     12},
    {"legal",
     "",
     "legal",
     {"常年法律顾问", "合同审查服务", "知识产权维权", "劳动用工合规", "数据合规咨询"},
     2,
     6},
    {"other",
     "",
     "energy",
     {"节能诊断服务", "环境影响咨询", "安全生产标准化", "绿色工厂咨询", "碳盘查服务"},
     3,
     9},
};

constexpr Line lines_of_2025[] = {
    {"large-model",
     "",
     "ai",
     {"行业大模型问答助手", "大模型文档处理平台", "大模型客服系统", "大模型知识库", "智能写作助手"},
     8,
     40},
    {"digital-transformation",
     "collaboration",
     "digital",
     {"协同办公平台", "项目协同管理系统", "供应链协同平台", "研发协同平台", "移动协同套件"},
     5,
     25},
    {"digital-transformation",
     "ai-coding",
     "ai",
     {"智能编程助手", "代码审查助手", "智能测试生成系统", "低代码智能开发平台", "代码补全系统"},
     4,
     18},
    {"digital-transformation",
     "general-software",
     "digital",
     {"企业资源计划系统", "仓储管理系统", "生产执行系统", "财务一体化系统", "人力资源系统"},
     6,
     36},
    {"dcmm",
     "",
     "consulting",
     {"二级评估服务", "三级评估服务", "四级评估服务", "稳健级贯标评估", "评估与能力提升"},
     10,
     30},
    {"digital-marketing",
     "",
     "media",
     {"食品品牌直播营销", "农产品电商运营", "葡萄酒内容营销", "短视频种草服务", "私域会员运营"},
     4,
     20},
    {"chip",
     "test",
     "chip",
     {"晶圆测试服务", "封装成品测试", "车规芯片测试", "高低温可靠性测试", "射频芯片测试"},
     10,
     60},
    {"chip",
     "certification",
     "chip",
     {"车规芯片认证", "功能安全认证", "信息安全芯片认证", "元器件筛选认证", "芯片质量认证"},
     12,
     50},
    {"energy-management",
     "consulting",
     "energy",
     {"能源管理体系建设咨询", "能管体系辅导", "能源基准咨询", "能源绩效咨询", "能管体系提升"},
     6,
     18},
    {"energy-management",
     "certification",
     "certifier",
     {"能源管理体系认证", "能管体系再认证", "能管体系监督审核", "能管体系扩项认证",
      "能管体系认证套餐"},
     3,
     10},
    {"energy-audit",
     "",
     "energy",
     {"工业企业能源审计", "建筑能源审计", "数据中心能源审计", "能源审计与诊断", "园区能源审计"},
     8,
     24},
    {"carbon-footprint",
     "",
     "certifier",
     {"产品碳足迹认证", "碳足迹核算与认证", "出口产品碳足迹认证", "碳标签认证", "碳足迹复核认证"},
     4,
     15},
    {"industrial-design",
     "",
     "design",
     {"智能硬件工业设计", "文创产品设计", "医疗器械工业设计", "消费电子外观设计", "可持续包装设计"},
     6,
     36},
};

std::vector<std::size_t> sellers_of(const City& city, std::string_view trade) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < city.sellers.size(); ++i) {
        if (city.sellers[i].trade == trade && !city.sellers[i].barred) found.push_back(i);
    }
    return found;
}

// Each word once, its sellers in turn; the brand keeps names apart.
std::vector<Ware> wares_of(City& city, std::span<const Line> lines) {
    std::vector<Ware> wares;
    for (std::size_t row = 0; row < 5; ++row) {
        for (const Line& line : lines) {
            const auto sellers = sellers_of(city, line.trade);
            if (sellers.empty()) continue;
            Ware ware;
            ware.seller = sellers[row % sellers.size()];
            ware.name = city.names().brand() + std::string{line.words[row]};
            ware.direction = line.direction;
            ware.subtype = line.subtype;
            // In steps of 1,800 yuan, so that 30% is a round sum but seldom the cap.
            const std::int64_t low = line.price_min * 10'000;
            const std::int64_t high = line.price_max * 10'000;
            const std::int64_t yuan = low + 1'800 * city.dice().between(0, (high - low) / 1'800);
            ware.price = Money{yuan * 100};
            wares.push_back(std::move(ware));
        }
    }
    return wares;
}

// ---- 2023: audit, experts, listing

class Panel {
public:
    Panel(City& city, Year& year) : city_{city}, year_{year} {}

    void submit(Ware ware, std::size_t nth);

private:
    void audit(const Ware& ware, std::size_t nth);
    void score(const Ware& ware, std::size_t nth);
    void judge(const Ware& ware, std::size_t nth);
    void list(const Ware& ware);

    City& city_;
    Year& year_;
};

void Panel::submit(Ware ware, std::size_t nth) {
    SubmitProduct submit;
    submit.name = ware.name;
    submit.direction = ware.direction;
    submit.price = ware.price;
    ware.id = ProductId{city_.act(year_.id, city_.sellers[ware.seller].owner, submit).id};
    city_.at(city_.in_office(city_.now(), 48, 24 * 14), [this, ware, nth] { audit(ware, nth); });
}

void Panel::audit(const Ware& ware, std::size_t nth) {
    AuditProduct audit{.product = ware.id, .verdict = Verdict::pass, .reason = {}, .due = {}};
    if (nth % 19 == 17) {
        audit.verdict = Verdict::reject;
        audit.reason = "服务内容与申报方向不符";
    }
    city_.act(year_.id, city_.offices.platform, audit);
    if (audit.verdict == Verdict::reject) return;
    city_.at(city_.in_office(city_.now(), 24, 24 * 10), [this, ware, nth] { judge(ware, nth); });
}

void Panel::score(const Ware& ware, std::size_t nth) {
    ScoreProduct opinion{.product = ware.id, .scores = {}, .opinion = "材料齐全，可提交审议"};
    for (const Row<Criterion>& row : year_.rules->criteria.rows) {
        nth = nth * 7 + 3;
        const auto below_most = static_cast<std::int64_t>(nth % 5);
        opinion.scores.push_back({row.value.name, row.value.points_max - below_most});
    }
    city_.act(year_.id, city_.offices.expert, opinion);
}

void Panel::judge(const Ware& ware, std::size_t nth) {
    score(ware, nth);
    JudgeProduct judge{.product = ware.id, .verdict = Verdict::pass, .reason = {}};
    if (nth % 23 == 20) {
        judge.verdict = Verdict::reject;
        judge.reason = "同类产品已足够";
    }
    city_.act(year_.id, city_.offices.expert, judge);
    if (judge.verdict == Verdict::reject) return;
    city_.at(city_.in_office(city_.now(), 24, 24 * 6), [this, ware] { list(ware); });
}

void Panel::list(const Ware& ware) {
    ListProduct list;
    list.product = ware.id;
    list.vouchers = city_.dice().between(15, 60);
    if (ware.direction == "ipo-nurturing") list.validity_days = 60;
    city_.act(year_.id, city_.offices.officer, list);
    year_.wares.push_back(ware);
}

// ---- 2025: application, audit, notice, listing

// How far an application gets.
enum class Way {
    listed_early,
    listed,
    draft,
    withdrawn,
    submitted,
    returned,
    resubmitted,
    missed,  // returned and not handed in again in time
    failed,
    passed,
    on_notice,
    objected,  // an objection is open
    objection_upheld,
    qualified,
    delisted,
};

Way way_of(std::size_t nth) {
    constexpr Way special[] = {Way::draft,    Way::withdrawn,        Way::submitted,
                               Way::returned, Way::resubmitted,      Way::missed,
                               Way::failed,   Way::passed,           Way::on_notice,
                               Way::objected, Way::objection_upheld, Way::qualified,
                               Way::delisted};
    // The first two of each line are on sale; of the last row many are still on their way.
    if (nth < 13) return Way::listed_early;
    if (nth >= 52) return special[(nth - 52) % std::size(special)];
    return Way::listed;
}

class Applications {
public:
    Applications(City& city, Year& year) : city_{city}, year_{year} {}

    void apply(Ware ware, Way way);

private:
    Application application(const Ware& ware);
    void submit(const Ware& ware, Way way);
    void audit(const Ware& ware, Way way);
    void send_back(const Ware& ware, Way way);
    void publish(const Ware& ware, Way way);
    void object(const Ware& ware, Way way);
    void list(const Ware& ware, Way way);
    Day day(unsigned month, unsigned of_month) const { return make_day(2025, month, of_month); }
    Instant morning(Day on) {
        return city_.moment(on, 9, static_cast<int>(city_.dice().between(5, 59)));
    }
    Actor owner(const Ware& ware) const { return city_.sellers[ware.seller].owner; }

    City& city_;
    Year& year_;
};

Application Applications::application(const Ware& ware) {
    const auto provider = city_.see<Provider>(year_.id, city_.sellers[ware.seller].id);
    Application made;
    made.product = ware.id;
    made.name = ware.name;
    made.direction = ware.direction;
    made.subtype = ware.subtype;
    made.price = ware.price;
    Product as_applied;
    as_applied.direction = ware.direction;
    as_applied.subtype = ware.subtype;
    const Subjects subjects{.enterprise = nullptr,
                            .provider = &provider,
                            .product = &as_applied,
                            .today = city_.today()};
    made.form = usual_form(*year_.rules, subjects, made);
    made.form["introduction"].texts = {fmt::format(
        "{}面向北京市中小企业，提供{}等服务，含部署、培训和一年运维。", ware.name, ware.name)};
    made.form["customers-last-year"].texts = {std::to_string(city_.dice().between(15, 90))};
    made.form["contact-name"].texts = {city_.names().person()};
    made.form["contact-mobile"].texts = {
        "139" + std::to_string(city_.dice().between(10'000'000, 99'999'999))};
    made.documents = usual_papers(*year_.rules, {.act = SubmitProduct::act,
                                                 .subjects = subjects,
                                                 .form = &made.form,
                                                 .dated = city_.today(),
                                                 .contract_amount = {},
                                                 .own_payment = {},
                                                 .fresh_number = {}});
    // The average of five recent prices; a few are asked why theirs is higher.
    for (Document& document : made.documents) {
        if (document.kind != "price-sets") continue;
        const bool above = city_.dice().percent(8);
        document.amount = Money{made.price.fen + (above ? -100'000 : 50'000)};
        if (above) made.form["price-reason"].texts = {"含驻场实施，较标准报价多三人日"};
    }
    city_.seal_personal_fields(made.form, *year_.rules);
    return made;
}

void Applications::apply(Ware ware, Way way) {
    DraftProduct draft{application(ware)};
    ware.id = ProductId{city_.act(year_.id, owner(ware), draft).id};
    if (way == Way::draft) return;
    city_.at(city_.in_office(city_.now(), 2, 24 * 4), [this, ware, way] {
        if (way == Way::withdrawn) {
            city_.act(year_.id, owner(ware), WithdrawProduct{ware.id});
            return;
        }
        submit(ware, way);
    });
}

void Applications::submit(const Ware& ware, Way way) {
    city_.act(year_.id, owner(ware), SubmitProduct{application(ware)});
    if (way == Way::submitted) return;
    const Day from = way == Way::listed_early ? day(5, 14) : day(5, 19);
    const Instant when = city_.in_office(std::max(city_.now(), city_.moment(from, 9)), 1, 40);
    city_.at(when, [this, ware, way] { audit(ware, way); });
}

void Applications::audit(const Ware& ware, Way way) {
    AuditProduct audit{.product = ware.id, .verdict = Verdict::pass, .reason = {}, .due = {}};
    if (way == Way::failed) {
        audit.verdict = Verdict::reject;
        audit.reason = "单纯工具类软件，不在支持范围";
        city_.act(year_.id, city_.offices.platform, audit);
        return;
    }
    if (way == Way::returned || way == Way::resubmitted || way == Way::missed) {
        send_back(ware, way);
        return;
    }
    city_.act(year_.id, city_.offices.platform, audit);
    if (way == Way::passed) return;
    publish(ware, way);
}

void Applications::send_back(const Ware& ware, Way way) {
    AuditProduct audit{.product = ware.id,
                       .verdict = Verdict::return_,
                       .reason = "成交资料缺少银行回单，请补充",
                       .due = way == Way::missed ? day(5, 30) : day(6, 20)};
    city_.act(year_.id, city_.offices.platform, audit);
    if (way != Way::resubmitted) return;
    city_.at(city_.in_office(city_.now(), 20, 70),
             [this, ware] { city_.act(year_.id, owner(ware), SubmitProduct{application(ware)}); });
}

void Applications::publish(const Ware& ware, Way way) {
    const bool late = way == Way::on_notice || way == Way::objected;
    const Day on = late ? day(6, 12) : way == Way::listed_early ? day(5, 26) : day(5, 29);
    city_.at(morning(on), [this, ware, way] {
        city_.act(year_.id, city_.offices.officer, PublishProduct{.product = ware.id, .days = {}});
        if (way == Way::objected || way == Way::objection_upheld) object(ware, way);
        if (way == Way::listed || way == Way::listed_early || way == Way::delisted) list(ware, way);
    });
}

void Applications::object(const Ware& ware, Way way) {
    city_.at(city_.in_office(city_.now(), 20, 40), [this, ware, way] {
        Object objection;
        objection.product = ware.id;
        objection.text = "该产品与另一服务商的产品名称、截图相同，请核实权属。";
        city_.act(year_.id, Actor{}, objection);
        if (way == Way::objected) return;
        city_.at(city_.in_office(city_.now(), 24, 60), [this, ware] {
            DecideObjection decision;
            decision.product = ware.id;
            decision.upheld = true;
            decision.reason = "经核实，权属材料不实";
            city_.act(year_.id, city_.offices.officer, decision);
        });
    });
}

void Applications::list(const Ware& ware, Way way) {
    const Day on = way == Way::listed_early ? day(6, 3) : day(6, 9);
    city_.at(morning(on), [this, ware, way] {
        const bool hot = year_.wares.size() == 20;  // sold out within minutes
        ListProduct list;
        list.product = ware.id;
        list.vouchers = hot ? 12 : city_.dice().between(20, 80);
        if (way != Way::listed_early) list.claims_open_at = city_.moment(day(6, 10), 10);
        city_.act(year_.id, city_.offices.officer, list);
        if (way != Way::delisted) {
            year_.wares.push_back(ware);
            return;
        }
        city_.at(city_.in_office(city_.now(), 30, 60), [this, ware] {
            city_.act(year_.id, city_.offices.officer,
                      DelistProduct{.product = ware.id, .reason = "服务商申请停止供应"});
        });
    });
}

}  // namespace

void offer_products_of_2023(City& city, Year& year) {
    Panel& panel = city.keep(std::make_shared<Panel>(city, year));
    Instant when = city.moment(make_day(2023, 2, 20), 9, 30);
    std::size_t nth = 0;
    for (const Ware& ware : wares_of(city, lines_of_2023)) {
        when = city.in_office(when, 1, 9);
        city.at(when, [&panel, ware, nth] { panel.submit(ware, nth); });
        ++nth;
    }
}

void offer_products_of_2025(City& city, Year& year) {
    Applications& applications = city.keep(std::make_shared<Applications>(city, year));
    std::size_t nth = 0;
    for (const Ware& ware : wares_of(city, lines_of_2025)) {
        const Instant when = city.in_office(city.moment(make_day(2025, 4, 14), 9), 1, 24 * 26);
        city.at(when, [&applications, ware, nth] { applications.apply(ware, way_of(nth)); });
        ++nth;
    }
}

}  // namespace zq::demo
