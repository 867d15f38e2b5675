// Interpretation of transcripts: both layouts of invoices, receipts, and what a contract names.
#include "domain/paper_text.h"

#include <gtest/gtest.h>

#include "domain/paper_words.h"

namespace zq {
namespace {

Transcript of(std::string text, std::vector<std::string> codes = {}) {
    Transcript transcript;
    transcript.page_count = 1;
    transcript.pages.push_back({std::move(text), std::move(codes), {}});
    return transcript;
}

Money yuan(std::int64_t whole) {
    return Money{whole * 100};
}

// As poppler gives it, folded. 2025: buyer and seller side by side.
const std::string digital =
    "                    电子发票(普通发票)         发票号码:25112000000012345678\n"
    "                                               开票日期:2025年07月12日\n"
    "购                                    销\n"
    "买 名称:北京甲科技有限公司            售 名称:上海乙软件服务股份有限公司\n"
    "方                                    方\n"
    "信                                    信\n"
    "息 统一社会信用代码/纳税人识别号:91110108MA01A2B3C4  息 "
    "统一社会信用代码/纳税人识别号:91310000MA1K2B3C4D\n"
    "项目名称     规格型号   单 位   数 量    单 价    金 额    税率/征收率   税 额\n"
    "*信息技术服务*软件服务        1   94339.62   94339.62    6%    5660.38\n"
    "合       计                               ¥94339.62          ¥5660.38\n"
    "价税合计(大写)       壹拾万圆整          (小写)¥100000.00\n";

const std::string classic =
    "机器编号:661234567890     北京增值税电子普通发票    发票代码:011002300111\n"
    "                                                   发票号码:28560931\n"
    "                                                   开票日期: 2025 年07 月12 日\n"
    "                                                   校 验 码: 66549 01234 56789 01234\n"
    "购  名      称:北京甲科技有限公司         密  03+>/2*<12\n"
    "买  纳税人识别号:91110108MA01A2B3C4       码  5>8/3-00+<\n"
    "方  地址、电话:北京市 010-12345678        区  +99<2>1\n"
    "    货物或应税劳务、服务名称   规格型号  单位  数量   单价    金额   税率   税额\n"
    "    *信息技术服务*软件服务                              28301.89  6%   1698.11\n"
    "    合     计                                       ¥28301.89     ¥1698.11\n"
    "    价税合计(大写)    ⊗叁万圆整                (小写) ¥30000.00\n"
    "销  名      称:上海乙软件服务股份有限公司      备\n"
    "售  纳税人识别号:91310000MA1K2B3C4D\n";

TEST(Invoices, FullyDigital) {
    const auto found =
        invoices_in(of(digital, {"01,32,,25112000000012345678,100000.00,20250712,,3F7C"}));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].page, 1);
    EXPECT_EQ(found[0].code, "");
    EXPECT_EQ(found[0].number, "25112000000012345678");
    EXPECT_EQ(found[0].dated, make_day(2025, 7, 12));
    EXPECT_EQ(found[0].amount, yuan(100'000));
    EXPECT_EQ(found[0].buyer, "北京甲科技有限公司");
    EXPECT_EQ(found[0].seller, "上海乙软件服务股份有限公司");
    EXPECT_EQ(found[0].source, MarkSource::both);
    EXPECT_TRUE(found[0].conflicts.empty());
}

TEST(Invoices, WithACodeOfTwelveDigits) {
    const auto found = invoices_in(
        of(classic, {"01,10,011002300111,28560931,28301.89,20250712,66549012345678901234,A1B2"}));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].code, "011002300111");
    EXPECT_EQ(found[0].number, "28560931");
    EXPECT_EQ(found[0].dated, make_day(2025, 7, 12));
    EXPECT_EQ(found[0].amount, yuan(30'000));
    EXPECT_EQ(found[0].buyer, "北京甲科技有限公司");
    EXPECT_EQ(found[0].seller, "上海乙软件服务股份有限公司");
    EXPECT_TRUE(found[0].conflicts.empty());
}

TEST(Invoices, ACodeAloneGivesNoTotalWhereItHasNone) {
    const auto classic_code = invoices_in(
        of("", {"01,10,011002300111,28560931,30000.00,20250712,66549012345678901234,A1B2"}));
    ASSERT_EQ(classic_code.size(), 1U);
    EXPECT_EQ(classic_code[0].number, "28560931");
    EXPECT_FALSE(classic_code[0].amount);
    EXPECT_EQ(classic_code[0].source, MarkSource::code);
    const auto new_code =
        invoices_in(of("", {"01,32,,25112000000012345678,100000.00,20250712,,3F7C"}));
    ASSERT_EQ(new_code.size(), 1U);
    EXPECT_EQ(new_code[0].amount, yuan(100'000));
    EXPECT_TRUE(
        invoices_in(of("", {"https://example.com/", "01,32,,123,1,2", "01,10,,,,"})).empty());
    // Six parts are enough: what follows is no part of the invoice's name.
    EXPECT_EQ(invoices_in(of("", {"01,32,,25112000000012345678,100000.00,20250712"}))[0].number,
              "25112000000012345678");
    EXPECT_TRUE(invoices_in(of("", {"01,32,,25112000000012345678,100000.00"})).empty());
}

TEST(Invoices, ACodeWithoutAnAmountLeavesTheTotalOfTheText) {
    const auto found = invoices_in(of(digital, {"01,32,,25112000000012345678,,20250712,,3F7C"}));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].amount, yuan(100'000));
    EXPECT_TRUE(found[0].conflicts.empty());
}

TEST(Invoices, WhatDiffersIsLeftOutAndSaid) {
    const auto found =
        invoices_in(of(digital, {"01,32,,25112000000099999999,90000.00,20250713,,3F7C"}));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].number, "");
    EXPECT_FALSE(found[0].dated);
    EXPECT_FALSE(found[0].amount);
    EXPECT_EQ(found[0].buyer, "北京甲科技有限公司");
    EXPECT_EQ(found[0].conflicts, (std::vector<std::string>{"number", "dated", "amount"}));
    // A code's amount without tax bounds the total.
    const auto dear = invoices_in(
        of(classic, {"01,10,011002300111,28560931,20000.00,20250712,66549012345678901234,A1B2"}));
    EXPECT_EQ(dear[0].conflicts, std::vector<std::string>{"amount"});
    // So do words and digits of one total.
    std::string forged = digital;
    forged.replace(forged.find("¥100000.00"), 11, "¥900000.00");
    EXPECT_EQ(invoices_in(of(forged))[0].conflicts, std::vector<std::string>{"amount"});
}

TEST(Invoices, LabelsTornFromTheirValues) {
    const auto found =
        invoices_in(of("电子发票(普通发票)\n发票号码:\n开票日期:\n"
                       "价税合计(大写)            (小写)\n"
                       "25112000000012345678\n2025年07月12日\n"));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].number, "25112000000012345678");
    EXPECT_EQ(found[0].dated, make_day(2025, 7, 12));
    EXPECT_FALSE(found[0].amount);
    // Two numbers of twenty digits: neither is read.
    EXPECT_TRUE(invoices_in(of("电子发票 发票号码:\n25112000000012345678\n25112000000012345679\n"))
                    .empty());
}

TEST(Invoices, ACodeIsOfItsFormOrNothing) {
    for (const char* code :
         {"02,32,,25112000000012345678,1.00,20250712,", "01,3,,25112000000012345678,1.00,20250712,",
          "01,32,,2511200000001234567X,1.00,20250712,", "01,10,01100230011,28560931,1.00,20250712,",
          "01,10,01100230011X,28560931,1.00,20250712,", "01,10,011002300111,,1.00,20250712,",
          "01,10,011002300111,2856093,1.00,20250712,"}) {
        EXPECT_TRUE(invoices_in(of("", {code})).empty()) << code;
    }
    const auto ten = invoices_in(of("", {"01,10,0110023001,28560931,1.00,20250712,"}));
    ASSERT_EQ(ten.size(), 1U);
    EXPECT_EQ(ten[0].code, "0110023001");
}

// Of what stands alone on the page, and of nothing that another label names.
TEST(Invoices, ANumberWithoutItsLabelIsTheOnlyOneThatStandsAlone) {
    const std::string digits = "25112000000012345678";
    struct {
        std::string text;
        std::string number;
        std::string code;
    } const pages[] = {
        {digits, digits, ""},
        {"号 " + digits + " 元", digits, ""},
        {"其他:" + digits, digits, ""},
        {"甲" + digits, "", ""},
        {digits + "元", "", ""},
        {"编号:" + digits, "", ""},
        {"校验码:" + digits, "", ""},
        {"账号:" + digits, "", ""},
        {"识别号:" + digits, "", ""},
        {digits + "\n25112000000012345679", "", ""},
        {digits + "\n011002300111", "", ""},
        {"011002300111\n28560931", "28560931", "011002300111"},
        {"011002300111\n011002300112\n28560931", "", ""},
        {"011002300111\n28560931\n28560932", "", ""},
        {"011002300111\n20250712", "", ""},  // a day
        {"28560931", "", ""},
    };
    for (const auto& c : pages) {
        const auto found = invoices_in(of("电子发票(普通发票)\n发票号码:\n" + c.text));
        ASSERT_EQ(found.size(), c.number.empty() ? 0U : 1U) << c.text;
        if (found.empty()) continue;
        EXPECT_EQ(found[0].number, c.number);
        EXPECT_EQ(found[0].code, c.code);
    }
}

TEST(Invoices, NumbersAndCodesHaveTheirLengths) {
    const auto read = [](const std::string& code, const std::string& number) {
        const auto found = invoices_in(of("增值税发票\n发票代码:" + code + "\n发票号码:" + number));
        return found.empty() ? "" : found[0].code + " " + found[0].number;
    };
    EXPECT_EQ(read("0110023001", "28560931"), "0110023001 28560931");
    EXPECT_EQ(read("011002300111", "28560931"), "011002300111 28560931");
    EXPECT_EQ(read("01100230011", "28560931"), " 28560931");
    EXPECT_EQ(read("", "25112000000012345678"), " 25112000000012345678");
    EXPECT_EQ(read("", "285609312"), "");
    // A page that speaks of invoices is none.
    EXPECT_TRUE(invoices_in(of("乙方开具发票\n25112000000012345678")).empty());
    EXPECT_EQ(invoices_in(of("发票\n开票日期:2025年07月12日\n25112000000012345678")).size(), 1U);
}

TEST(Invoices, PartiesAreNamedByTheirLabels) {
    const auto parties = [](const std::string& text) {
        const auto found = invoices_in(of("电子发票\n发票号码:25112000000012345678\n" + text));
        return found.at(0).buyer + "/" + found.at(0).seller;
    };
    const std::string buyer = "北京甲科技有限公司", seller = "上海乙软件有限公司";
    EXPECT_EQ(parties("销售方名称:" + seller + "\n购买方名称:" + buyer), buyer + "/" + seller);
    EXPECT_EQ(parties("卖方名称:" + seller + "\n买方名称:" + buyer), buyer + "/" + seller);
    EXPECT_EQ(parties("购买方名称:" + buyer + "\n销售方名称:甲"), buyer + "/");
    EXPECT_EQ(parties("购买方名称:甲\n销售方名称:" + seller), "/" + seller);
    EXPECT_EQ(parties("名称:" + buyer + "\n名称:" + seller), buyer + "/" + seller);
    EXPECT_EQ(parties("名称:" + buyer + "\n名称:" + seller + "\n项目名称:深圳丙咨询有限公司"),
              buyer + "/" + seller);
    EXPECT_EQ(parties("名称:" + buyer + "\n名称:" + seller + "\n名称:深圳丙咨询有限公司"), "/");
    EXPECT_EQ(parties("购买方名称:" + buyer + "\n名称:甲\n名称:" + seller), buyer + "/");
}

// Tax is at most 17 of 100, and a yuan for rounding.
TEST(Invoices, ATotalFitsTheAmountWithoutTax) {
    struct {
        const char* without_tax;
        bool fits;
    } const codes[] = {
        {"30000.00", true}, {"30000.01", false}, {"25640.20", true}, {"25640.19", false}};
    for (const auto& c : codes) {
        const auto found =
            invoices_in(of(classic, {"01,10,011002300111,28560931," + std::string{c.without_tax} +
                                     ",20250712,66549012345678901234,A1B2"}));
        ASSERT_EQ(found.size(), 1U);
        EXPECT_EQ(found[0].conflicts.empty(), c.fits) << c.without_tax;
        EXPECT_EQ(found[0].amount.has_value(), c.fits) << c.without_tax;
    }
    // A code without one, beside a text that has one.
    const auto found = invoices_in(of("发票\n发票代码:011002300111\n发票号码:28560931",
                                      {"01,32,,25112000000012345678,1.00,20250712,"}));
    EXPECT_EQ(found.at(0).conflicts, (std::vector<std::string>{"code", "number"}));
}

// A further page of the same invoice fills what is missing and doubts what differs.
TEST(Invoices, FurtherPagesFillAndDoubt) {
    const std::string head = "电子发票\n发票号码:25112000000012345678\n";
    const auto read = [&](std::vector<std::string> pages) {
        Transcript transcript = of(head + pages[0]);
        for (std::size_t i = 1; i < pages.size(); ++i) {
            transcript.pages.push_back({head + pages[i], {}, {}});
        }
        const auto found = invoices_in(transcript);
        EXPECT_EQ(found.size(), 1U);
        std::string text = found[0].dated ? to_text(*found[0].dated) : "-";
        text += found[0].amount ? " " + to_yuan(*found[0].amount) : " -";
        for (const std::string& conflict : found[0].conflicts) text += " " + conflict;
        return text;
    };
    const std::string day = "开票日期:2025年07月12日\n", total = "(小写)¥5.00\n";
    EXPECT_EQ(read({"", day + total}), "2025-07-12 5.00");
    EXPECT_EQ(read({day + total, ""}), "2025-07-12 5.00");
    EXPECT_EQ(read({day + total, day + total}), "2025-07-12 5.00");
    EXPECT_EQ(read({day + total, day + "(小写)¥6.00\n"}), "2025-07-12 - amount");
    EXPECT_EQ(read({day + total, day + "(小写)¥6.00\n", day + total}), "2025-07-12 - amount");
    EXPECT_EQ(read({day, "开票日期:2025年07月13日\n" + total}), "- 5.00 dated");
}

TEST(Invoices, NamesThatMayBeCutAreLeftOut) {
    std::string cut = digital;
    const std::string whole = "上海乙软件服务股份有限公司";
    cut.replace(cut.find(whole), whole.size(), "上海乙软件服务股份有限");
    const auto found = invoices_in(of(cut));
    EXPECT_EQ(found[0].buyer, "北京甲科技有限公司");
    EXPECT_EQ(found[0].seller, "");
}

TEST(Invoices, OnSeveralPages) {
    Transcript both = of(digital);
    both.pages.push_back({classic, {}, {}});
    both.pages.push_back({digital, {}, {}});
    const auto found = invoices_in(both);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[1].page, 2);
    const auto two = invoices_in(of("发票", {"01,32,,25112000000012345678,1.00,20250712,,3F7C",
                                             "01,32,,25112000000012345679,2.00,20250712,,3F7C"}));
    EXPECT_EQ(two.size(), 2U);
    EXPECT_TRUE(invoices_in(of("合同约定：乙方开具发票。签订于2025年7月12日")).empty());
}

TEST(Receipts, LabelsBeforeValues) {
    const ReceiptSeen seen =
        receipt_in(of("          招商银行电子回单\n"
                      "交易日期:2025-07-12              回单编号:20250712000123\n"
                      "付款人户名:北京甲科技有限公司    收款人户名:上海乙软件服务股份有限公司\n"
                      "付款人账号:110901234567890       收款人账号:310901234567890\n"
                      "付款人开户行:招商银行北京分行    收款人开户行:招商银行股份有限公司\n"
                      "金额(小写):¥70,000.00            金额(大写):人民币柒万元整\n"
                      "手续费金额:0.00\n"));
    EXPECT_EQ(seen.page, 1);
    EXPECT_EQ(seen.payer, "北京甲科技有限公司");
    EXPECT_EQ(seen.payee, "上海乙软件服务股份有限公司");
    EXPECT_EQ(seen.amount, yuan(70'000));
    EXPECT_EQ(seen.dated, make_day(2025, 7, 12));
    EXPECT_TRUE(seen.conflicts.empty());
}

TEST(Receipts, PartiesInColumns) {
    const ReceiptSeen seen = receipt_in(
        of("中国工商银行 网上银行电子回单\n"
           "付   户  名  北京甲科技有限公司收        户  名  上海乙软件服务股份有限公司\n"
           "款   账  号  0200001               款   账  号  1001002\n"
           "人   开户银行  工行中关村支行       人   开户银行  工行浦东支行\n"
           "付款人签章   收款人签章\n"
           "金额   ¥70,000.00元\n"
           "交易时间  2025-07-12 09:30:00\n"));
    EXPECT_EQ(seen.payer, "北京甲科技有限公司");
    EXPECT_EQ(seen.payee, "上海乙软件服务股份有限公司");
    EXPECT_EQ(seen.amount, yuan(70'000));
    EXPECT_EQ(seen.dated, make_day(2025, 7, 12));
}

TEST(Receipts, NeedAnAmountAndOneOfTheirParties) {
    const std::string payer = "付款人:北京甲科技有限公司\n", payee = "收款人:上海乙软件有限公司\n";
    const auto read = [](const std::string& text) { return receipt_in(of(text)); };
    EXPECT_EQ(read(payer + "收款人:乙\n金额:5.00").payer, "北京甲科技有限公司");
    EXPECT_EQ(read("付款人:甲\n" + payee + "金额:5.00").payee, "上海乙软件有限公司");
    EXPECT_EQ(read("付款人:甲\n收款人:乙\n金额:5.00").page, 0);
    EXPECT_EQ(read(payer + payee).page, 0);
    EXPECT_EQ(read(payer + "金额:5.00").page, 0) << "nobody receives";
    EXPECT_EQ(read(payee + "金额:5.00").page, 0) << "nobody pays";
    EXPECT_EQ(
        read("付款方户名:北京甲科技有限公司\n收款单位全称:上海乙软件有限公司\n金额:5.00").payee,
        "上海乙软件有限公司");
}

// Whose name stands first pays: known where its column stands first, too.
TEST(Receipts, ColumnsCountWherePayersStandFirst) {
    const auto parties = [](const std::string& text) {
        const ReceiptSeen seen = receipt_in(of(text + "\n金额:5.00"));
        return seen.payer + "/" + seen.payee;
    };
    const std::string names = "户名 北京甲科技有限公司\n户名 上海乙软件有限公司\n";
    EXPECT_EQ(parties("付款 收款\n" + names), "北京甲科技有限公司/上海乙软件有限公司");
    EXPECT_EQ(parties("收款 付款\n" + names), "/");
    EXPECT_EQ(parties("付款 收款\n户名 北京甲科技有限公司\n户名 乙"), "/");
    EXPECT_EQ(parties("付款 收款\n户名 甲\n户名 上海乙软件有限公司"), "/");
    EXPECT_EQ(parties("付款人:深圳丙咨询有限公司 收款\n" + names), "深圳丙咨询有限公司/");
}

TEST(Receipts, SayWhenInOneOfManyWords) {
    const auto dated = [](const std::string& text) {
        return receipt_in(of("付款人:北京甲科技有限公司 收款\n金额:5.00\n" + text)).dated;
    };
    EXPECT_EQ(dated("交易日期:20250712"), make_day(2025, 7, 12));
    EXPECT_EQ(dated("记账日期:2025-07-13\n交易日期:2025-07-12"), make_day(2025, 7, 12));
    EXPECT_EQ(dated("记账日期:2025-07-13"), make_day(2025, 7, 13));
    EXPECT_EQ(dated("交易日期:2025071"), std::nullopt);
    EXPECT_EQ(dated("交易日期:2025-07-12 20250713"), make_day(2025, 7, 12));
}

TEST(Receipts, NoneAndDoubtful) {
    EXPECT_EQ(receipt_in(of("技术服务合同")).page, 0);
    const ReceiptSeen seen =
        receipt_in(of("付款人:北京甲科技有限公司  收款人:上海乙软件有限公司\n"
                      "金额:70,000.00  金额(大写):捌万元整\n"));
    EXPECT_EQ(seen.payer, "北京甲科技有限公司");
    EXPECT_FALSE(seen.amount);
    EXPECT_EQ(seen.conflicts, std::vector<std::string>{"amount"});
}

TEST(Contracts, NamesWhateverTheirBlanks) {
    Transcript contract = of("技术服务合同\n甲方: 北京 甲科技\n有限公司(盖章)");
    contract.pages.push_back({"产品: CloudERP V2.0 (标准版)", {}, {}});
    EXPECT_EQ(page_with(contract, "北京甲科技有限公司"), 1);
    EXPECT_EQ(page_with(contract, "ｃｌｏｕｄ－ｅｒｐ　v2.0（标准版）"), 2);
    EXPECT_EQ(page_with(contract, "上海乙"), std::nullopt);
    EXPECT_EQ(page_with(contract, " 。"), std::nullopt);
}

TEST(Contracts, AmountsInEverySpelling) {
    for (const char* text :
         {"¥100,000.00", "人民币100000元", "合同总价10万元整", "壹拾万元整", "十万元", "¥ 100,000",
          "100000.0", "小计 6% 100000.00 6000.00", "10.00万元", "１００，０００．００元",
          "总额 100000\n", "人民币(大写):壹拾万圆整", "一十万元"}) {
        EXPECT_EQ(page_with_amount(of(text), yuan(100'000)), 1) << text;
    }
    for (const char* text :
         {"1100000元", "100000.005", "100000年", "编号100000号", "2百万元", "100,0000元",
          "1,00,000元", "100000.00.00", "壹佰万元", "数十万元", "账号6222-100000.00", "0.100000"}) {
        EXPECT_EQ(page_with_amount(of(text), yuan(100'000)), std::nullopt) << text;
    }
    EXPECT_EQ(money_in_words("壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角壹分"), Money{1'234'567'891});
    EXPECT_EQ(money_in_words("壹亿零伍拾元零叁分"), Money{10'000'005'003});
    EXPECT_EQ(money_in_words("二〇二五元"), std::nullopt);
    EXPECT_EQ(page_with_amount(of("合同总价50.5万元"), yuan(505'000)), 1);
    EXPECT_EQ(page_with_amount(of("合同总价1000.500元"), Money{100'050}), 1);
    EXPECT_EQ(page_with_amount(of("合同总价1000.505元"), Money{100'050}), std::nullopt);
    EXPECT_EQ(page_with_amount(of("99999999999999999999元"), yuan(1)), std::nullopt);
}

TEST(Contracts, AmountsBeyondAllBoundsAreNone) {
    const Transcript seen = of("合同总价 九百万亿亿元");
    EXPECT_FALSE(page_with_amount(seen, Money{Money::max_fen}));
    EXPECT_FALSE(page_with_amount(seen, Money{0}));
}

TEST(Contracts, DaysInEverySpelling) {
    const Day day = make_day(2025, 7, 12);
    for (const char* text :
         {"2025年7月12日", "2025 年 07 月 12 日", "2025-07-12", "2025.7.12", "2025/07/12 09:30",
          "二〇二五年七月十二日", "二○二五年七月十二日", "二零二五年七月一十二日"}) {
        EXPECT_EQ(page_with_day(of(text), day), 1) << text;
    }
    for (const char* text : {"2025年7月1日", "12025-07-12", "2025-7/12", "2025年7月", "2025-13-12",
                             "二〇二五年七月二日", "2025-07-1"}) {
        EXPECT_EQ(page_with_day(of(text), day), std::nullopt) << text;
    }
    EXPECT_EQ(page_with_day(of("2025-7-1 09:30"), make_day(2025, 7, 1)), 1);
    EXPECT_EQ(page_with_day(of("二〇二五年十月三十一日"), make_day(2025, 10, 31)), 1);
}

TEST(Contracts, AnyBytesAreTaken) {
    for (const char* text : {"\xff\xfe\x80", "名称:\xe5", "金额\xe5\x8d", "发票号码:\xc3"}) {
        EXPECT_NO_THROW(invoices_in(of(text)));
        EXPECT_NO_THROW(receipt_in(of(std::string{"付款收款"} + text)));
        EXPECT_EQ(page_with_amount(of(text), yuan(1)), std::nullopt);
    }
}

}  // namespace
}  // namespace zq
