// Papers of one order besides its size certificate: the table for the contract, and the statement
// by which a provider gives its redemption up.
#include "papers/made/paper.h"

namespace zq::papers {

// Bound into the contract, by 2023's guide as its last page (B23-063 to B23-065, B25-093 to
// B25-095).
std::string print_order_table(const app::OrderOnPaper& paper) {
    const Rulebook& rules = *paper.rules;
    const std::string name = "服务券订单信息表";
    const auto properties =
        properties_of(rules, name, "订单 " + paper.order.number, paper.order.placed);
    const Style head{.size = 10.5, .bold = true, .align = Align::centre};
    const Style value{.size = 10.5, .align = Align::centre};
    return print(properties, [&](Sheet& sheet) {
        title(sheet, rules, name);
        sheet.space(6);
        sheet.text("本表为双方所签服务合同的组成部分，与合同一并装订、用印。", {.size = 10.5});
        sheet.space(10);
        sheet.grid({.shares = {0.28, 0.32, 0.40},
                    .head = {{.text = "系统订单编号", .style = head, .shaded = true},
                             {.text = "系统下单时间", .style = head, .shaded = true},
                             {.text = "产品名称", .style = head, .shaded = true}},
                    .rows = {{{.text = paper.order.number, .style = value},
                              {.text = zh_time(paper.order.placed, rules.zone), .style = value},
                              {.text = paper.product_name, .style = value}}}});
        sheet.space(14);
        facts(sheet, {{"甲方（企业）", paper.enterprise.name},
                      {"信用代码", paper.enterprise.uscc},
                      {"乙方（服务商）", paper.provider.name},
                      {"信用代码", paper.provider.uscc}});
        sheet.space(30);
        const double y = sheet.y();
        seal_lines(sheet, Sheet::margin + 240, {"乙方（公章）："});
        sheet.move_to(y);
        sheet.text_at(Sheet::margin, y, 200, "甲方（公章）：", {.size = 10.5});
        sheet.line_at(Sheet::margin + 80, y + 16, Sheet::margin + 215, y + 16, 0.5);
        sheet.text_at(Sheet::margin, y + 27, 220, "日期：　　　　年　　　月　　　日",
                      {.size = 10.5});
    });
}

std::string print_waiver(const app::OrderOnPaper& paper) {
    const Rulebook& rules = *paper.rules;
    const std::string name = "放弃兑付声明";
    const auto properties =
        properties_of(rules, name, "订单 " + paper.order.number, paper.order.placed);
    return print(properties, [&](Sheet& sheet) {
        title(sheet, rules, name);
        section(sheet, "一、订单");
        facts(sheet, {{"服务商", paper.provider.name},
                      {"信用代码", paper.provider.uscc},
                      {"企业名称", paper.enterprise.name},
                      {"产品名称", paper.product_name},
                      {"订单编号", paper.order.number},
                      {"下单时间", zh_time(paper.order.placed, rules.zone)},
                      {"合同金额", grouped(paper.order.amount) + " " + rules.currency_unit},
                      {"拟补贴金额", grouped(paper.order.subsidy) + " " + rules.currency_unit}});
        section(sheet, "二、声明");
        points(sheet, waiver_points(rules, day_of(paper.order.placed, rules.zone)), 11.5);
        sheet.space(46);
        seal_lines(sheet, Sheet::margin + 215, {"服务商名称（公章）：", "法定代表人（签字）："});
    });
}

}  // namespace zq::papers
