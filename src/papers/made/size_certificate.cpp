// The size certificate with the undertaking on the use of vouchers, on one page: the enterprise
// prints, seals and hands it to the provider before they sign (B25-321 to B25-329).
#include <fmt/format.h>

#include "papers/made/paper.h"

namespace zq::papers {

namespace {

std::string industry_text(const Rulebook& rules, const std::string& code) {
    const auto known = rules.industries.find(code);
    return known == rules.industries.end() ? code : code + " " + known->second.name;
}

// The bounds of the class that was found, so that whoever reads the paper can check it.
std::string bounds_text(const IndustryClass& of, SizeClass size) {
    switch (size) {
        case SizeClass::medium: return zh_bounds(of.medium_if);
        case SizeClass::small: return zh_bounds(of.small_if);
        case SizeClass::micro: return "未达到小型企业标准（" + zh_bounds(of.small_if) + "）";
        case SizeClass::large: return "超出中型企业上限";
    }
    return "";
}

void size_facts(Sheet& sheet, const app::SizeCertificate& paper) {
    const Rulebook& rules = *paper.on.rules;
    const Declaration& declared = paper.declared;
    std::vector<FactOnPaper> all{
        {"行业（代码）", industry_text(rules, declared.industry)},
        {"从业人员", fmt::format("{} 人", declared.staff)},
        {"营业收入", grouped(declared.revenue) + " " + rules.currency_unit},
        {"资产总额", grouped(declared.assets) + " " + rules.currency_unit},
        {"划型日期", zh_day(paper.found, rules.zone)},
    };
    if (declared.industry_share) {
        all.push_back({"主营业务占比", to_percent(*declared.industry_share)});
    }
    all.push_back({"划型结果", zh_name(paper.on.order.size)});
    if (const IndustryClass* of = rules.standard.class_of(declared.industry)) {
        all.push_back({"对应标准", of->zh + "：" + bounds_text(*of, paper.on.order.size)});
    }
    all.push_back({"划型依据", rules.standard.title_zh});
    facts(sheet, all);
}

void order_facts(Sheet& sheet, const app::OrderOnPaper& on) {
    const Rulebook& rules = *on.rules;
    const Row<Direction>* direction = rules.direction(on.order.direction);
    facts(sheet, {{"企业名称", on.enterprise.name},
                  {"信用代码", on.enterprise.uscc},
                  {"用券方向", direction ? direction->value.name.zh : on.order.direction},
                  {"产品名称", on.product_name},
                  {"服务商", on.provider.name},
                  {"订单编号", on.order.number},
                  {"下单时间", zh_time(on.order.placed, rules.zone)}});
}

void closing(Sheet& sheet, const app::SizeCertificate& paper) {
    constexpr double side = 74;
    sheet.need(104);
    sheet.space(16);
    const double top = sheet.y();
    sheet.code_at(Sheet::margin, top, side, paper.check_url);
    sheet.text_at(Sheet::margin + side + 10, top + 6, 110,
                  "扫码核验\n本件所载内容\n核验码\n" + paper.check_code,
                  {.size = 8, .ink = Ink::grey});
    seal_lines(sheet, Sheet::margin + 215, {"企业名称（公章）：", "法定代表人（签字）："});
}

}  // namespace

std::string print_size_certificate(const app::SizeCertificate& paper) {
    const app::OrderOnPaper& on = paper.on;
    const Rulebook& rules = *on.rules;
    const std::string name = "中小微企业划型证明及用券承诺";
    const auto properties = properties_of(rules, name, "订单 " + on.order.number, on.order.placed);
    return print(properties, [&](Sheet& sheet) {
        title(sheet, rules, name);
        section(sheet, "一、企业与订单");
        order_facts(sheet, on);
        section(sheet, "二、企业划型");
        size_facts(sheet, paper);
        section(sheet, "三、用券承诺");
        points(sheet, undertaking(rules, day_of(on.order.placed, rules.zone)), 10);
        closing(sheet, paper);
    });
}

}  // namespace zq::papers
