// The commitment that goes with an application (B25-242 to B25-249).
#include "papers/made/paper.h"

namespace zq::papers {

std::string print_commitment(const app::Commitment& paper) {
    const Rulebook& rules = *paper.rules;
    const std::string name = "配券产品申报承诺书";
    const auto properties = properties_of(rules, name, paper.product.name, paper.at);
    const Row<Direction>* direction = rules.direction(paper.product.direction);
    const std::string price = grouped(paper.product.price) + " " + rules.currency_unit +
                              (paper.product.price_unit.empty() ? "" : "/") +
                              paper.product.price_unit;
    return print(properties, [&](Sheet& sheet) {
        title(sheet, rules, name);
        section(sheet, "一、申报单位与产品");
        facts(sheet, {{"申报单位", paper.provider.name},
                      {"信用代码", paper.provider.uscc},
                      {"产品类别", direction ? direction->value.name.zh : paper.product.direction},
                      {"产品名称", paper.product.name},
                      {"产品价格", price}});
        section(sheet, "二、承诺事项");
        sheet.text("本单位就申报上列产品郑重承诺如下：", {.size = 11.5});
        sheet.space(5);
        points(sheet, application_commitment(rules, day_of(paper.at, rules.zone)), 11.5);
        sheet.space(46);
        seal_lines(sheet, Sheet::margin + 215, {"申报单位（公章）：", "法定代表人（签字）："});
    });
}

}  // namespace zq::papers
