// The layouts follow those in use: both forms of electronic invoices, two of bank receipts, and a
// contract of two pages. All names, numbers and amounts are made up.
#include "papers/specimens/paper.h"

#include <fmt/format.h>

#include <memory>

namespace zq::corpus {

namespace {

constexpr double millimetre = 72 / 25.4;
constexpr double a4_width = 595.276;
constexpr double a4_height = 841.89;

std::string company(Dice& dice) {
    static const std::vector<std::string> places{"北京", "北京市海淀区", "上海", "深圳市", "杭州"};
    static const std::vector<std::string> names{"云帆", "恒远", "青禾",   "博睿思", "数通天下",
                                                "明德", "华辰", "同方和", "启明星", "中科汇智"};
    static const std::vector<std::string> trades{"科技",         "信息技术", "软件",
                                                 "知识产权服务", "检测认证", "管理咨询"};
    static const std::vector<std::string> forms{"有限公司", "有限公司", "股份有限公司",
                                                "(集团)有限公司", "有限责任公司"};
    return dice.pick(places) + dice.pick(names) + dice.pick(trades) + dice.pick(forms);
}

std::string credit_code(Dice& dice) {
    return "91110108MA" + dice.digits(8);
}

// 12345600 fen as 壹拾贰万叁仟肆佰伍拾陆圆整.
std::string in_words(Money amount, std::string_view yuan) {
    static constexpr std::string_view digits[] = {"零", "壹", "贰", "叁", "肆",
                                                  "伍", "陆", "柒", "捌", "玖"};
    static constexpr std::string_view places[] = {"", "拾", "佰", "仟", "万", "拾", "佰", "仟"};
    const std::string whole = std::to_string(amount.fen / 100);
    std::string out;
    bool zero = false;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const std::size_t place = whole.size() - 1 - i;
        const auto digit = static_cast<std::size_t>(whole[i] - '0');
        if (digit != 0) {
            if (zero) out += "零";
            out += digits[digit];
            out += places[place];
        } else if (place == 4) {
            out += "万";
        }
        zero = digit == 0 && place != 4;
    }
    out += yuan;
    const auto cents = static_cast<std::size_t>(amount.fen % 100);
    if (cents == 0) return out + "整";
    out += cents >= 10 ? std::string{digits[cents / 10]} + "角" : std::string{digits[0]};
    return cents % 10 != 0 ? out + std::string{digits[cents % 10]} + "分" : out;
}

std::string grouped(Money amount) {
    std::string text = to_yuan(amount);
    for (std::size_t at = text.size() - 3; at > 3;) {
        at -= 3;
        text.insert(at, ",");
    }
    return text;
}

struct Date {
    int year;
    unsigned month, day;
};
Date date_of(Day day) {
    const std::chrono::year_month_day parts{day};
    return {static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
            static_cast<unsigned>(parts.day())};
}

std::string day_in_words(Day day) {
    static constexpr std::string_view digits[] = {"〇", "一", "二", "三", "四",
                                                  "五", "六", "七", "八", "九"};
    const auto count = [&](unsigned n) {
        std::string out;
        if (n >= 20) out += digits[n / 10];
        if (n >= 10) out += "十";
        if (n % 10 != 0) out += digits[n % 10];
        return out;
    };
    const Date date = date_of(day);
    std::string out;
    for (const char c : std::to_string(date.year)) out += digits[c - '0'];
    return out + "年" + count(date.month) + "月" + count(date.day) + "日";
}

std::string spelt_day(Day day, Dice& dice) {
    const Date d = date_of(day);
    switch (dice.below(5)) {
        case 0: return fmt::format("{}年{}月{}日", d.year, d.month, d.day);
        case 1: return fmt::format("{} 年 {:02} 月 {:02} 日", d.year, d.month, d.day);
        case 2: return fmt::format("{}-{:02}-{:02}", d.year, d.month, d.day);
        case 3: return fmt::format("{}.{}.{}", d.year, d.month, d.day);
        default: return day_in_words(day);
    }
}

std::string spelt_amount(Money amount, Dice& dice) {
    switch (dice.below(4)) {
        case 0: return "¥" + grouped(amount) + "元";
        case 1: return "人民币" + in_words(amount, "元");
        case 2: return to_yuan(amount) + "元";
        default: return "￥" + grouped(amount) + "（大写：" + in_words(amount, "圆") + "）";
    }
}

// The margin of an invoice writes downwards.
void downwards(Pen& pen, double x, double y, double step,
               std::initializer_list<const char*> words) {
    for (const char* word : words) {
        pen.write(x, y, word, 8);
        y += step;
    }
}

PlacedSeal invoice_seal(double x, double y, const std::string& name) {
    return {x, y, 40 * millimetre, 30 * millimetre, name};
}

PlacedSeal round_seal(double x, double y, const std::string& name, Dice& dice) {
    const double width = dice.from(38, 45) * millimetre;
    return {x, y, width, width, name};
}

Page digital_invoice(const Paper& paper, Dice& dice) {
    const Date d = date_of(paper.day);
    const Money net{paper.amount.fen * 100 / 106};
    const std::string code =
        fmt::format("01,{},,{},{},{}{:02}{:02},,{:04X}", dice.below(2) ? 31 : 32, paper.number,
                    to_yuan(paper.amount), d.year, d.month, d.day, dice.below(65536));
    const std::string codes[] = {credit_code(dice), credit_code(dice)};
    Page page{610, 394, {}};
    page.draw = [=](Pen& pen) {
        pen.ink(0, 0, 0);
        pen.code(24, 16, 60, code);
        pen.write(215, 20, "电子发票（普通发票）", 17);
        pen.write(430, 30, "发票号码：" + paper.number);
        pen.write(430, 48, fmt::format("开票日期：{}年{:02}月{:02}日", d.year, d.month, d.day));
        pen.box(20, 90, 570, 220);
        pen.line(20, 150, 590, 150);
        pen.line(305, 90, 305, 150);
        downwards(pen, 24, 94, 11, {"购", "买", "方", "信", "息"});
        downwards(pen, 309, 94, 11, {"销", "售", "方", "信", "息"});
        pen.write(42, 98, "名称：" + paper.buyer);
        pen.write(42, 126, "统一社会信用代码/纳税人识别号：" + codes[0], 8.5);
        pen.write(326, 98, "名称：" + paper.seller);
        pen.write(326, 126, "统一社会信用代码/纳税人识别号：" + codes[1], 8.5);
        pen.write(40, 156, "项目名称        规格型号        单  位        数  量        单  价");
        pen.write(400, 156, "金  额      税率/征收率      税  额");
        pen.write(40, 174, "*信息技术服务*" + paper.product);
        pen.write(400, 174, to_yuan(net) + "      6%      " + to_yuan(paper.amount - net));
        pen.write(60, 265, "合            计");
        pen.write(395, 265, "¥" + to_yuan(net) + "               ¥" + to_yuan(paper.amount - net));
        pen.line(20, 282, 590, 282);
        pen.write(40, 288, "价税合计（大写）");
        pen.write(160, 288, in_words(paper.amount, "圆"));
        pen.write(400, 288, "（小写）¥" + to_yuan(paper.amount));
        pen.write(60, 372, "开票人：王某某");
    };
    return page;
}

Page classic_invoice(const Paper& paper, Dice& dice) {
    const Date d = date_of(paper.day);
    const Money net{paper.amount.fen * 100 / 106};
    const std::string check = dice.digits(20);
    const std::string code =
        fmt::format("01,10,{},{},{},{}{:02}{:02},{},{:04X}", paper.code, paper.number, to_yuan(net),
                    d.year, d.month, d.day, check, dice.below(65536));
    const std::string codes[] = {credit_code(dice), credit_code(dice)};
    const std::string machine = "6612" + dice.digits(8);
    Page page{610, 394, {}};
    page.draw = [=](Pen& pen) {
        pen.ink(0, 0, 0);
        pen.code(24, 16, 60, code);
        pen.write(95, 62, "机器编号：" + machine);
        pen.write(205, 22, "北京增值税电子普通发票", 17);
        pen.write(430, 14, "发票代码：" + paper.code);
        pen.write(430, 30, "发票号码：" + paper.number);
        pen.write(430, 46, fmt::format("开票日期：{} 年{:02} 月{:02} 日", d.year, d.month, d.day));
        pen.write(430, 62,
                  fmt::format("校 验 码：{} {} {} {}", check.substr(0, 5), check.substr(5, 5),
                              check.substr(10, 5), check.substr(15)));
        pen.box(20, 84, 570, 270);
        downwards(pen, 24, 92, 15, {"购", "买", "方"});
        pen.write(42, 88, "名        称：" + paper.buyer);
        pen.write(42, 104, "纳税人识别号：" + codes[0]);
        pen.write(42, 120, "地 址、电 话：北京市朝阳区某路 1 号 010-12345678");
        downwards(pen, 352, 92, 15, {"密", "码", "区"});
        pen.write(372, 90, "03+>/2*<12>5>8/3-00+<+99<2>1", 8);
        pen.write(372, 106, "<8*3/+>5>01-2/47<>>6+*-9/05", 8);
        pen.line(20, 140, 590, 140);
        pen.write(32, 144, "货物或应税劳务、服务名称     规格型号   单位   数 量   单 价", 8.5);
        pen.write(410, 144, "金 额      税率      税 额", 8.5);
        pen.write(32, 160, "*信息技术服务*" + paper.product, 8.5);
        pen.write(410, 160, to_yuan(net) + "    6%    " + to_yuan(paper.amount - net), 8.5);
        pen.write(60, 255, "合          计");
        pen.write(400, 255, "¥" + to_yuan(net) + "          ¥" + to_yuan(paper.amount - net));
        pen.line(20, 272, 590, 272);
        pen.write(40, 277, "价税合计（大写）");
        pen.write(160, 277, "⊗" + in_words(paper.amount, "圆"));
        pen.write(400, 277, "（小写） ¥" + to_yuan(paper.amount));
        pen.line(20, 294, 590, 294);
        downwards(pen, 24, 300, 15, {"销", "售", "方"});
        pen.write(42, 298, "名        称：" + paper.seller);
        pen.write(42, 314, "纳税人识别号：" + codes[1]);
        pen.write(60, 368, "收款人：张某     复核：李某     开票人：王某某");
    };
    page.seals.push_back(invoice_seal(510, 345, paper.seller));
    return page;
}

// How much the voucher pays and how much the buyer, where the contract is paid with one.
std::string voucher_words(const Paper& paper) {
    if (paper.order_number.empty()) return {};
    return "    第五条 服务券。价款中服务券支付¥" + to_yuan(paper.voucher_part) + "元，甲方自付¥" +
           to_yuan(paper.amount - paper.voucher_part) + "元，所对应的订单如下。";
}

std::vector<Page> contract(const Paper& paper, Dice& dice) {
    const std::string amount = spelt_amount(paper.amount, dice);
    const std::string day = spelt_day(paper.day, dice);
    Page first{a4_width, a4_height, {}};
    first.draw = [=](Pen& pen) {
        pen.ink(0.8, 0, 0);
        pen.write(70, 44, "内部资料 注意保存", 9);  // red, and no seal
        pen.line(70, 58, 525, 58);
        pen.disc(500, 90, 22);
        pen.box(70, 70, 90, 60);
        pen.ink(0, 0, 0);
        pen.write(225, 80, "技术服务合同", 24);
        double y = 150;
        y = pen.paragraph(70, y, 455, "甲方（委托方）：" + paper.buyer);
        y = pen.paragraph(70, y, 455, "乙方（受托方）：" + paper.seller);
        y = pen.paragraph(70, y, 455,
                          "    根据《中华人民共和国民法典》，甲乙双方经平等协商，就甲方购买乙方“" +
                              paper.product + "”服务事宜订立本合同，以资共同遵守。");
        y = pen.paragraph(70, y, 455,
                          "    第一条 服务内容。乙方按附件一向甲方提供服务，期限十二个月，自验收"
                          "合格之日起算。服务过程中产生的成果归甲方所有。");
        y = pen.paragraph(70, y, 455,
                          "    第二条 合同金额。本合同总价为" + amount +
                              "，含税，税率百分之六。除此之外甲方不再支付任何费用。");
        pen.paragraph(70, y, 455,
                      "    第三条 付款。合同签订后十个工作日内甲方支付全部价款，乙方同时开具增值税"
                      "发票。逾期付款的，每逾期一日按未付金额的万分之三支付违约金。");
    };
    Page second{a4_width, a4_height, {}};
    const std::string split = voucher_words(paper);
    const double low = dice.from(330, 430);
    second.draw = [=](Pen& pen) {
        pen.ink(0, 0, 0);
        pen.paragraph(70, 80, 455,
                      "    第四条 争议解决。因本合同发生的争议由双方协商解决，协商不成的，提交甲方"
                      "所在地人民法院诉讼解决。本合同一式四份，双方各执两份。");
        if (!split.empty()) {
            pen.paragraph(70, 150, 455, split);
            pen.write(70, 210, "订单编号：" + paper.order_number);
            pen.write(70, 228, "下单时间：" + paper.ordered);
            pen.write(70, 246, "产品名称：" + paper.product);
            pen.box(60, 202, 475, 64);
        }
        pen.write(70, low - 60, "甲方（盖章）：" + paper.buyer, 10);
        pen.write(310, low - 60, "乙方（盖章）：" + paper.seller, 10);
        pen.write(70, low + 30, "签订日期：" + day, 11);
        pen.write(310, low + 30, "签订日期：" + day, 11);
    };
    second.seals.push_back(round_seal(170, low, paper.buyer, dice));
    // Some people stamp over the other's stamp.
    const double right = dice.below(5) == 0 ? 250 : 420;
    second.seals.push_back(round_seal(right, low + dice.from(-20, 20), paper.seller, dice));
    return {first, second};
}

Page receipt(const Paper& paper, Dice& dice) {
    const Date d = date_of(paper.day);
    const std::string accounts[] = {"1109" + dice.digits(11), "3109" + dice.digits(11)};
    const bool in_columns = dice.below(2) == 0;
    const std::string time = fmt::format("{}-{:02}-{:02} {:02}:{:02}:{:02}", d.year, d.month, d.day,
                                         dice.below(24), dice.below(60), dice.below(60));
    Page page{a4_width, 420, {}};
    page.draw = [=](Pen& pen) {
        pen.ink(0, 0, 0);
        pen.write(200, 30, "某某银行 网上银行电子回单", 16);
        pen.write(60, 66, "回单编号：" + accounts[1] + accounts[0].substr(0, 5));
        pen.box(50, 86, 495, 230);
        if (in_columns) {
            downwards(pen, 56, 96, 24, {"付", "款", "人"});
            downwards(pen, 301, 96, 24, {"收", "款", "人"});
            pen.write(80, 96, "户  名     " + paper.buyer);
            pen.write(325, 96, "户  名     " + paper.seller);
            pen.write(80, 120, "账  号     " + accounts[0]);
            pen.write(325, 120, "账  号     " + accounts[1]);
        } else {
            pen.write(60, 96, "付款人户名：" + paper.buyer);
            pen.write(305, 96, "收款人户名：" + paper.seller);
            pen.write(60, 120, "付款人账号：" + accounts[0]);
            pen.write(305, 120, "收款人账号：" + accounts[1]);
            pen.write(60, 144, "付款人开户行：某某银行北京中关村支行");
            pen.write(305, 144, "收款人开户行：某某银行股份有限公司");
        }
        pen.line(50, 170, 545, 170);
        pen.write(60, 178, "金额（小写）：¥" + grouped(paper.amount));
        pen.write(305, 178, "金额（大写）：人民币" + in_words(paper.amount, "元"));
        pen.write(60, 204, "手续费金额：0.00");
        pen.write(60, 228, "交易时间：" + time);
        pen.write(305, 228, "用途：服务费");
        pen.write(60, 330, "付款人、收款人请核对；本回单不作为发货依据。", 8);
    };
    page.seals.push_back(round_seal(470, 285, "某某银行电子回单专用章", dice));
    return page;
}

}  // namespace

std::string_view title_of(Kind kind) {
    switch (kind) {
        case Kind::digital_invoice: return "invoice, fully digital";
        case Kind::classic_invoice: return "invoice with a code";
        case Kind::contract: return "contract, two pages";
        case Kind::receipt: return "bank receipt";
    }
    return "";
}

Paper make_paper(Kind kind, Dice& dice) {
    static const std::vector<std::string> products{"企业上云咨询服务", "研发设计软件",
                                                   "ERP V3.0 (标准版)", "数字化诊断服务"};
    Paper paper;
    paper.kind = kind;
    paper.buyer = company(dice);
    do paper.seller = company(dice);
    while (paper.seller == paper.buyer);
    paper.product = dice.pick(products);
    paper.day = make_day(2025, 1, 1) + std::chrono::days{dice.below(600)};
    paper.amount =
        Money{dice.between(10'000, 900'000) * 100 + (dice.below(3) == 0 ? dice.below(100) : 0)};
    const std::string year = std::to_string(year_of(paper.day) % 100);
    if (kind == Kind::digital_invoice) paper.number = year + "1120000" + dice.digits(11);
    if (kind == Kind::classic_invoice) {
        paper.code = "0110" + year + "00" + dice.digits(4);
        paper.number = dice.digits(8);
    }
    lay_out(paper, dice);
    return paper;
}

void lay_out(Paper& paper, Dice& dice) {
    switch (paper.kind) {
        case Kind::digital_invoice: paper.pages.push_back(digital_invoice(paper, dice)); break;
        case Kind::classic_invoice: paper.pages.push_back(classic_invoice(paper, dice)); break;
        case Kind::contract: paper.pages = contract(paper, dice); break;
        case Kind::receipt: paper.pages.push_back(receipt(paper, dice)); break;
    }
}

}  // namespace zq::corpus
