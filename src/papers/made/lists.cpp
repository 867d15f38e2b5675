// Papers that are lists over as many pages as it takes: public notices and the payout list.
#include <fmt/format.h>

#include "papers/made/paper.h"

namespace zq::papers {

namespace {

constexpr double cell_size = 9.5;

Cell head(const std::string& text) {
    return {.text = text,
            .style = {.size = cell_size, .bold = true, .align = Align::centre},
            .shaded = true};
}
Cell cell(const std::string& text, Align align = Align::left) {
    return {.text = text, .style = {.size = cell_size, .align = align}};
}
Cell strong(const std::string& text, Align align, std::size_t span = 1) {
    return {.text = text,
            .style = {.size = cell_size, .bold = true, .align = align},
            .span = span,
            .shaded = true};
}

template <class Lines>
Money sum_of(const Lines& lines) {
    Money sum;
    for (const auto& line : lines) sum += line.amount;
    return sum;
}

std::string period_text(const app::PublicNotice& notice) {
    const Zone& zone = notice.rules->zone;
    std::string text;
    if (notice.published) text += "公示自" + zh_day(*notice.published, zone) + "起";
    if (notice.ends)
        text += (text.empty() ? "公示" : "，") + ("至" + zh_day(*notice.ends, zone) + "止");
    return text.empty() ? "" : text + "。";
}

Grid products_grid(const app::PublicNotice& notice) {
    Grid grid{.shares = {0.08, 0.30, 0.20, 0.26, 0.16},
              .head = {head("序号"), head("产品名称"), head("类别"), head("服务商"),
                       head("价格（" + notice.rules->currency_unit + "）")},
              .rows = {}};
    for (const auto& line : notice.lines) {
        grid.rows.push_back({cell(std::to_string(grid.rows.size() + 1), Align::centre),
                             cell(line.product), cell(line.direction), cell(line.provider),
                             cell(grouped(line.amount), Align::right)});
    }
    return grid;
}

Grid payouts_grid(const app::PublicNotice& notice) {
    Grid grid{.shares = {0.08, 0.36, 0.36, 0.20},
              .head = {head("序号"), head("服务商"), head("服务产品"),
                       head("兑付金额（" + notice.rules->currency_unit + "）")},
              .rows = {}};
    for (const auto& line : notice.lines) {
        grid.rows.push_back({cell(std::to_string(grid.rows.size() + 1), Align::centre),
                             cell(line.provider), cell(line.product),
                             cell(grouped(line.amount), Align::right)});
    }
    grid.rows.push_back(
        {strong("合计", Align::centre, 3), strong(grouped(sum_of(notice.lines)), Align::right)});
    return grid;
}

Grid accounts_grid(const app::PayoutList& list) {
    Grid grid{.shares = {0.07, 0.27, 0.29, 0.20, 0.17},
              .head = {head("序号"), head("收款单位"), head("开户银行及账号"), head("订单编号"),
                       head("金额（" + list.rules->currency_unit + "）")},
              .rows = {}};
    for (const auto& line : list.lines) {
        std::string orders;
        for (const std::string& number : line.orders)
            orders += (orders.empty() ? "" : "\n") + number;
        grid.rows.push_back({cell(std::to_string(grid.rows.size() + 1), Align::centre),
                             cell(line.account.holder),
                             cell(line.account.bank + "\n" + line.account.number), cell(orders),
                             cell(grouped(line.amount), Align::right)});
    }
    grid.rows.push_back(
        {strong("合计", Align::centre, 4), strong(grouped(sum_of(list.lines)), Align::right)});
    return grid;
}

// Nobody both draws a list up and lets it be paid: two hands and one to check.
void three_hands(Sheet& sheet) {
    sheet.need(60);
    sheet.space(24);
    const double y = sheet.y();
    constexpr double each = Sheet::text_width / 3;
    double x = Sheet::margin;
    for (const char* label : {"制表：", "复核：", "审批："}) {
        sheet.text_at(x, y, each, label, {.size = 10.5});
        sheet.line_at(x + 36, y + 16, x + each - 16, y + 16, 0.5);
        x += each;
    }
    sheet.move_to(y + 27);
}

}  // namespace

std::string print_notice(const app::PublicNotice& paper) {
    const Rulebook& rules = *paper.rules;
    const bool of_products = !paper.batch;
    const std::string name = of_products ? "拟配券服务产品公示" : "服务券兑付公示";
    const std::string subject = of_products ? fmt::format("共 {} 项产品", paper.lines.size())
                                            : fmt::format("批次 {}", paper.batch.value);
    return print(properties_of(rules, name, subject, paper.at), [&](Sheet& sheet) {
        title(sheet, rules, name);
        sheet.space(2);
        sheet.text(
            std::string{of_products ? "下列服务产品已通过审核，拟纳入服务券适用范围，现予公示。"
                                    : "下列服务券兑付事项已经审核确认，现予公示。"} +
                period_text(paper) + "如有异议，请在公示期内通过公示页面提出，并说明事实和理由。",
            {.size = 11, .indent = 22, .line_spacing = 1.6});
        sheet.space(10);
        sheet.grid(of_products ? products_grid(paper) : payouts_grid(paper));
        sheet.need(50);
        sheet.space(18);
        sheet.text(zh_day(paper.published.value_or(paper.at), rules.zone),
                   {.size = 10.5, .align = Align::right});
    });
}

std::string print_payout_list(const app::PayoutList& paper) {
    const Rulebook& rules = *paper.rules;
    const std::string name = "服务券资金拨付清单";
    const std::string subject = fmt::format("批次 {}", paper.batch.value);
    const Money sum = sum_of(paper.lines);
    return print(properties_of(rules, name, subject, paper.made), [&](Sheet& sheet) {
        title(sheet, rules, name);
        facts(sheet, {{"批次编号", std::to_string(paper.batch.value)},
                      {"编制日期", zh_day(paper.made, rules.zone)},
                      {"收款账户", fmt::format("{} 个", paper.lines.size())},
                      {"拨付总额", grouped(sum) + " " + rules.currency_unit},
                      {"总额大写", "人民币" + in_capitals(sum)}});
        sheet.space(12);
        sheet.grid(accounts_grid(paper));
        three_hands(sheet);
    });
}

}  // namespace zq::papers
