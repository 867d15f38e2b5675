// What was read beside what was typed: agreeing, differing, and not read at all.
#include "domain/transcript_check.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/commands.h"
#include "domain/rulebook_fixture.h"

namespace zq {
namespace {

using fixture::day;
using fixture::row;
using fixture::yuan;

Paper paper(const char* kind) {
    Paper made;
    made.act = Redeem::act;
    made.kind = kind;
    return made;
}

Rulebook papers_of_2025() {
    Rulebook rules = fixture::amounts_of_2025();
    Paper contract = paper("contract");
    contract.sealed_clauses = {"B25-106"};
    Paper receipt = paper("receipt");
    receipt.not_before_clauses = {"B25-109"};
    receipt.sum_clauses = {"B25-108"};
    Paper invoice = paper("invoice");
    invoice.not_before_clauses = {"B25-111"};
    invoice.sum_clauses = {"B25-110"};
    invoice.unique_number = true;
    invoice.unique_clauses = {"B25-145"};
    Paper introduction = paper("provider-introduction");
    introduction.characters_min = 5;
    introduction.characters_clauses = {"B25-155"};
    rules.papers.rows = {row(contract, {"B25-106"}), row(receipt, {"B25-108"}),
                         row(invoice, {"B25-110"}), row(introduction, {"B25-155"})};
    return rules;
}

Document document(const char* kind, const char* amount = nullptr) {
    Document made;
    made.kind = kind;
    made.file = kind;
    made.dated = day("2025-06-27");
    if (amount) made.amount = yuan(amount);
    if (made.kind == "invoice") made.number = "25117000000000000001";
    return made;
}

Transcript saying(const std::string& text) {
    Transcript seen;
    seen.page_count = 1;
    seen.pages = {PageSeen{text, {}, {}}};
    return seen;
}

// An order of 2025 whose contract over 100,000.00 was signed on 25 June.
struct Redeeming {
    Redeeming() {
        order.number = "B25-000042-7";
        order.product_name = "云排产";
        order.placed = *parse_rfc3339("2025-06-20T09:00:00+08:00");
        terms.amount = yuan("100000.00");
        terms.voucher_part = yuan("30000.00");
        terms.own_part = yuan("70000.00");
        terms.signed_on = day("2025-06-25");
        facts.order = &order;
        facts.terms = &terms;
        facts.enterprise = "北京甲科技有限公司";
        facts.provider = "北京乙软件有限公司";
        context.act = Redeem::act;
        context.subjects.today = day("2025-06-20");
        documents = {document("contract"), document("receipt", "70000.00"),
                     document("invoice", "100000.00")};
    }
    std::vector<Check> all() const {
        std::vector<Check> checks =
            check_redemption_readings(rules, context, facts, documents, transcripts);
        for (Check& check : check_readings(rules, context, documents, transcripts)) {
            checks.push_back(std::move(check));
        }
        return checks;
    }
    Check of(const std::string& key) const {
        for (const Check& check : all()) {
            if (check.key == key) return check;
        }
        ADD_FAILURE() << "no check " << key;
        return {};
    }
    // "flagged date-differs", "passed", "open"
    std::string state(const std::string& key) const {
        const Check check = of(key);
        std::string text{name_of(check.state)};
        for (const std::string& flag : check.flags) text += " " + flag;
        return text;
    }

    Rulebook rules = papers_of_2025();
    Order order;
    ContractTerms terms;
    RedemptionFacts facts;
    PaperContext context;
    std::vector<Document> documents;
    Transcripts transcripts;
};

const std::string invoice_text =
    "电子发票(普通发票)\n发票号码:25117000000000000001\n开票日期:2025年06月27日\n"
    "购买方信息 名称:北京甲科技有限公司\n销售方信息 名称:北京乙软件有限公司\n"
    "价税合计(大写) 壹拾万圆整 (小写) ¥100000.00\n";

TEST(CheckReadings, OfAnInvoiceThatSaysWhatWasTypedPass) {
    Redeeming redeeming;
    redeeming.transcripts["invoice"] = saying(invoice_text);
    for (const char* key :
         {"invoice-number", "invoice-date", "invoice-amount", "invoice-buyer", "invoice-seller"}) {
        EXPECT_EQ(redeeming.state(key), "passed") << key;
        EXPECT_EQ(redeeming.of(key).about, CheckAbout::reading);
        EXPECT_TRUE(redeeming.of(key).reasons.empty()) << "a machine refuses nothing";
    }
    EXPECT_EQ(redeeming.state("invoice-product"), "flagged not-found") << "it names no product";
    redeeming.transcripts["invoice"] = saying(invoice_text + "*信息技术服务* 云 排产\n");
    EXPECT_EQ(redeeming.state("invoice-product"), "passed");
    EXPECT_EQ(redeeming.of("invoice-number").files, std::vector<std::string>{"invoice"});
    EXPECT_EQ(redeeming.of("invoice-number").clauses, Clauses{"B25-145"});
    EXPECT_EQ(redeeming.of("invoice-date").clauses, Clauses{"B25-111"});
    EXPECT_EQ(redeeming.of("invoice-amount").clauses, Clauses{"B25-110"});
}

TEST(CheckReadings, OfAnInvoiceMarkWhatDiffers) {
    Redeeming redeeming;
    redeeming.transcripts["invoice"] = saying(invoice_text);
    Document& invoice = redeeming.documents[2];
    invoice.number = "25117000000000000002";
    invoice.dated = day("2025-06-28");
    invoice.amount = yuan("100000.01");
    redeeming.facts.enterprise = "北京丙科技有限公司";
    redeeming.facts.provider = "北京丁软件有限公司";
    EXPECT_EQ(redeeming.state("invoice-number"), "flagged number-differs");
    EXPECT_EQ(redeeming.state("invoice-date"), "flagged date-differs");
    EXPECT_EQ(redeeming.state("invoice-amount"), "flagged amount-differs");
    EXPECT_EQ(redeeming.state("invoice-buyer"), "flagged buyer-differs");
    EXPECT_EQ(redeeming.state("invoice-seller"), "flagged seller-differs");
    const Facts facts = redeeming.of("invoice-amount").facts;
    EXPECT_EQ(facts.at("typed_amount"), Value{10'000'001});
    EXPECT_EQ(facts.at("read_amount"), Value{10'000'000});
    EXPECT_EQ(facts.at("page"), Value{1});
}

// One paper may carry several invoices, typed as one: together they are what was typed.
TEST(CheckReadings, OfSeveralInvoicesInOneFileAreOfThemTogether) {
    Redeeming redeeming;
    const std::string other =
        "电子发票(普通发票)\n发票号码:25117000000000000002\n开票日期:2025年06月27日\n"
        "购买方信息 名称:北京甲科技有限公司\n销售方信息 名称:北京乙软件有限公司\n"
        "价税合计(大写) 贰拾万圆整 (小写) ¥200000.00\n";
    const auto read = [&](std::string text) {
        redeeming.transcripts["invoice"] = saying(invoice_text);
        redeeming.transcripts["invoice"].pages.push_back({std::move(text), {}, {}});
        std::string states;
        for (const char* key : {"invoice-number", "invoice-date", "invoice-amount", "invoice-buyer",
                                "invoice-seller"}) {
            states += redeeming.state(key) + "; ";
        }
        return states;
    };
    const auto changed = [&](const std::string& from, const std::string& to) {
        std::string text = other;
        return text.replace(text.find(from), from.size(), to);
    };
    redeeming.documents[2].number = "25117000000000000001、25117000000000000002";
    redeeming.documents[2].amount = yuan("300000.00");
    EXPECT_EQ(read(other), "passed; passed; passed; passed; passed; ");
    EXPECT_EQ(redeeming.of("invoice-amount").facts.at("read_amount"), Value{30'000'000});
    EXPECT_EQ(read(changed("06月27日", "06月28日")), "passed; open; passed; passed; passed; ");
    EXPECT_EQ(redeeming.state("invoice-buyer"), "passed");
    read(changed("北京甲科技", "北京丙科技"));
    EXPECT_EQ(redeeming.state("invoice-buyer"), "open");
    EXPECT_EQ(redeeming.state("invoice-seller"), "passed");
    read(changed("北京乙软件", "北京丁软件"));
    EXPECT_EQ(redeeming.state("invoice-seller"), "open");
    read(changed("¥200000.00", "¥900000.00"));
    EXPECT_EQ(redeeming.state("invoice-amount"), "open");
    redeeming.documents[2].number = "25117000000000000001、25117000000000000003";
    EXPECT_EQ(read(other), "open; open; open; open; open; ") << "one of them is not in the file";
}

std::string invoice_saying(const char* number, const char* amount) {
    return std::string{"电子发票(普通发票)\n"} + number + "\n开票日期:2025年06月27日\n" +
           "购买方信息 名称:北京甲科技有限公司\n销售方信息 名称:北京乙软件有限公司\n" +
           "价税合计 (小写) ¥" + amount + "\n";
}

TEST(CheckReadings, OfSeveralInvoicesAddUpToTheMostAndNoFurther) {
    Redeeming redeeming;
    redeeming.documents[2].number = "25117000000000000001、25117000000000000002";
    redeeming.documents[2].amount = Money{Money::max_fen};
    const auto state_with = [&](const char* other) {
        redeeming.transcripts["invoice"] =
            saying(invoice_saying("发票号码:25117000000000000001", "9999999999999.00"));
        redeeming.transcripts["invoice"].pages.push_back(
            {invoice_saying("发票号码:25117000000000000002", other), {}, {}});
        return redeeming.state("invoice-amount");
    };
    EXPECT_EQ(state_with("0.99"), "flagged amount-differs");
    EXPECT_EQ(state_with("1.00"), "passed");
    EXPECT_EQ(state_with("1.01"), "open");
}

// The code of the first of several is not that of all.
TEST(CheckReadings, OfSeveralInvoicesWithCodesAreNamedAsTheyWereTyped) {
    Redeeming redeeming;
    redeeming.documents[2].number = "28560931、28560932";
    redeeming.transcripts["invoice"] =
        saying(invoice_saying("发票代码:011002300111\n发票号码:28560931", "50000.00"));
    redeeming.transcripts["invoice"].pages.push_back(
        {invoice_saying("发票代码:011002300111\n发票号码:28560932", "50000.00"), {}, {}});
    EXPECT_EQ(redeeming.state("invoice-number"), "passed");
    EXPECT_EQ(redeeming.of("invoice-number").facts.at("read"), Value{"28560931、28560932"});
    EXPECT_EQ(redeeming.state("invoice-amount"), "passed");
}

// A number that its two places tell differently is no number.
TEST(CheckReadings, OfANumberInDoubtAreOpen) {
    Redeeming redeeming;
    redeeming.transcripts["invoice"] = saying(invoice_text);
    redeeming.transcripts["invoice"].pages[0].codes = {
        "01,32,,25117000000000000009,100000.00,20250627,,3F7C"};
    EXPECT_EQ(redeeming.state("invoice-number"), "open");
    EXPECT_EQ(redeeming.of("invoice-number").facts,
              (Facts{{"paper", "invoice"}, {"typed", "25117000000000000001"}}));
}

TEST(CheckReadings, TellWhatWasLookedFor) {
    Redeeming redeeming;
    redeeming.transcripts["invoice"] = saying(invoice_text);
    redeeming.transcripts["contract"] = saying("合同");
    EXPECT_EQ(redeeming.of("invoice-number").facts, (Facts{{"page", 1},
                                                           {"paper", "invoice"},
                                                           {"read", "25117000000000000001"},
                                                           {"typed", "25117000000000000001"}}));
    EXPECT_EQ(redeeming.of("invoice-product").facts.at("wanted"), Value{"云排产"});
    EXPECT_EQ(redeeming.of("invoice-buyer").facts.at("wanted_name"), Value{"北京甲科技有限公司"});
    EXPECT_EQ(redeeming.of("contract-order-number").facts.at("wanted"), Value{"B25-000042-7"});
    EXPECT_EQ(redeeming.of("contract-amount").facts.at("wanted_amount"), Value{10'000'000});
    EXPECT_EQ(redeeming.of("contract-signed-on").facts.at("wanted"), Value{"2025-06-25"});
    const auto asked = [&](const std::string& key) {
        return std::ranges::any_of(redeeming.all(), [&](const Check& c) { return c.key == key; });
    };
    EXPECT_FALSE(asked("characters")) << "nothing is asked of the length of a contract";
    EXPECT_FALSE(asked("file-made")) << "the file does not say when it was made";
    redeeming.transcripts["contract"].made = *parse_rfc3339("2025-06-26T00:00:00+08:00");
    EXPECT_TRUE(asked("file-made"));
    redeeming.terms.signed_on.reset();
    EXPECT_FALSE(asked("file-made"));
    redeeming.facts.terms = nullptr;
    EXPECT_FALSE(asked("file-made"));
}

TEST(CheckReadings, AreOpenWhereNothingWasRead) {
    Redeeming redeeming;
    redeeming.transcripts["invoice"] = saying("");
    redeeming.transcripts["receipt"] = saying("");
    redeeming.transcripts["contract"] = saying("");
    for (const char* key :
         {"invoice-number", "invoice-date", "invoice-amount", "invoice-buyer", "invoice-seller",
          "receipt-date", "receipt-amount", "receipt-payer", "receipt-payee",
          "contract-order-number", "contract-product", "contract-amount", "contract-signed-on"}) {
        EXPECT_EQ(redeeming.state(key), "open") << key;
    }
    EXPECT_EQ(redeeming.state("invoice-product"), "open");
    redeeming.transcripts.clear();
    for (const Check& check : redeeming.all()) EXPECT_EQ(check.key, "consecutive-numbers");
}

TEST(CheckReadings, OfAContractFindWhatItMustSay) {
    Redeeming redeeming;
    redeeming.transcripts["contract"] = saying(
        "订单编号 B25-000042-7 服务产品 云排产 合同金额 ¥100,000.00 其中服务券 30000.00元 "
        "企业自付 70000元 2025年6月25日");
    for (const char* key : {"contract-order-number", "contract-product", "contract-amount",
                            "contract-voucher-part", "contract-own-part", "contract-signed-on"}) {
        EXPECT_EQ(redeeming.state(key), "passed") << key;
    }
    redeeming.transcripts["contract"] = saying("服务合同 云仓储 ¥99,999.99");
    for (const char* key : {"contract-order-number", "contract-product", "contract-amount",
                            "contract-voucher-part", "contract-own-part", "contract-signed-on"}) {
        EXPECT_EQ(redeeming.state(key), "flagged not-found") << key;
    }
}

// The day itself, the day before; a month and a day (F-13).
TEST(CheckReadings, OfAContractLookAtWhenItsFileWasMade) {
    Redeeming redeeming;
    Transcript contract = saying("合同");
    const auto state = [&](const char* made) {
        contract.made = *parse_rfc3339(made);
        redeeming.transcripts["contract"] = contract;
        return redeeming.state("file-made");
    };
    EXPECT_EQ(state("2025-06-20T00:00:00+08:00"), "passed") << "the day of the order";
    EXPECT_EQ(state("2025-06-19T23:59:59+08:00"), "flagged made-before-order");
    EXPECT_EQ(state("2025-07-25T12:00:00+08:00"), "passed") << "30 days after signing";
    EXPECT_EQ(state("2025-07-26T00:00:00+08:00"), "flagged made-long-after");
}

TEST(CheckReadings, OfAReceiptLookAtWhoPaysWhom) {
    Redeeming redeeming;
    redeeming.transcripts["receipt"] = saying(
        "中国工商银行 电子回单\n付款人户名:北京甲科技有限公司\n收款人户名:北京乙软件有限公司\n"
        "金额:¥70,000.00\n交易日期:2025年06月27日\n");
    for (const char* key : {"receipt-date", "receipt-amount", "receipt-payer", "receipt-payee"}) {
        EXPECT_EQ(redeeming.state(key), "passed") << key;
    }
    redeeming.facts.enterprise = "某人";
    EXPECT_EQ(redeeming.state("receipt-payer"), "flagged payer-differs");
    EXPECT_EQ(redeeming.of("receipt-payer").facts.at("read"), Value{"北京甲科技有限公司"});
}

TEST(CheckReadings, SeeASealOrSayThatTheyDoNot) {
    Redeeming redeeming;
    Transcript contract = saying("");
    redeeming.transcripts["contract"] = contract;
    EXPECT_EQ(redeeming.state("seal"), "flagged seal-not-seen");
    EXPECT_EQ(redeeming.of("seal").clauses, Clauses{"B25-106"});
    contract.pages.push_back({"", {}, {{SealShape::round, 100, 100, 150, 100}}});
    redeeming.transcripts["contract"] = contract;
    EXPECT_EQ(redeeming.state("seal"), "passed");
    EXPECT_EQ(redeeming.of("seal").facts.at("page"), Value{2});
    contract.pages.clear();
    redeeming.transcripts["contract"] = contract;
    EXPECT_EQ(redeeming.state("seal"), "open") << "no page could be looked at";
}

// B25-155, below, at and above.
TEST(CheckReadings, CountCharactersWithoutBlanks) {
    Redeeming redeeming;
    redeeming.documents = {document("provider-introduction")};
    const auto state = [&](const char* text) {
        redeeming.transcripts["provider-introduction"] = saying(text);
        return redeeming.state("characters");
    };
    EXPECT_EQ(state("我们 是\n谁"), "flagged characters-fewer");
    EXPECT_EQ(state("我们 是\n谁。"), "passed");
    EXPECT_EQ(state("我们是谁。好"), "passed");
    EXPECT_EQ(state("我\t们\r 是\n谁"), "flagged characters-fewer");
    EXPECT_EQ(
        redeeming.of("characters").facts,
        (Facts{{"paper", "provider-introduction"}, {"characters", 0}, {"read_characters", 4}}));
    EXPECT_EQ(state(" "), "open");
}

TEST(CheckReadings, HoldTheAmountAgainstTheProvedPrice) {
    Redeeming redeeming;
    redeeming.facts.average_price = yuan("100000.00");
    EXPECT_EQ(redeeming.state("price"), "passed");
    redeeming.facts.average_price = yuan("99999.99");
    EXPECT_EQ(redeeming.state("price"), "flagged price-above-average");
    redeeming.facts.average_price = yuan("80000.00");
    EXPECT_EQ(redeeming.of("price").facts, (Facts{{"amount", 10'000'000},
                                                  {"average", 8'000'000},
                                                  {"paper", "contract"},
                                                  {"percent", 125}}));
    redeeming.facts.average_price = Money{};
    EXPECT_EQ(redeeming.state("price"), "flagged price-above-average");
    EXPECT_FALSE(redeeming.of("price").facts.contains("percent"));
    redeeming.rules.papers.rows.push_back(row(paper("price-sets"), {"B25-176"}));
    EXPECT_EQ(redeeming.of("price").clauses, Clauses{"B25-176"});
}

// F-03: from five numbers on, half of them following each other, or four in a row.
TEST(CheckReadings, MarkInvoiceNumbersInARow) {
    Redeeming redeeming;
    const auto state = [&](std::vector<std::string> others) {
        redeeming.facts.others.clear();
        for (std::string& one : others) {
            redeeming.facts.others.push_back(
                {.number = std::move(one), .dated = {}, .amount = {}, .buyer = {}});
        }
        return redeeming.state("consecutive-numbers");
    };
    const auto number = [](int last) { return "2511700000000000000" + std::to_string(last); };
    EXPECT_EQ(state({}), "passed");
    EXPECT_EQ(state({number(2), number(3), number(4)}), "passed") << "four numbers";
    EXPECT_EQ(state({number(2), number(3), number(4), "9"}), "flagged consecutive-numbers");
    EXPECT_EQ(state({number(3), number(5), number(7), number(9)}), "passed");
    EXPECT_EQ(state({number(2), number(4), number(5), number(9)}), "flagged consecutive-numbers")
        << "two of four steps";
    EXPECT_EQ(state({number(2), number(4), number(6), number(8)}), "passed") << "one of four";
    EXPECT_EQ(state({number(2), number(3), number(4), "1", "3", "5", "7"}),
              "flagged consecutive-numbers")
        << "four in a row, and no other";
    redeeming.documents[1].number = number(5);
    EXPECT_EQ(state({number(2), number(3), number(4)}), "passed") << "a receipt is no invoice";
}

// F-01: another number is no other service.
TEST(CheckReadings, MarkAnInvoiceLikeAnother) {
    Redeeming redeeming;
    redeeming.order.enterprise = PartyId{7};
    const OtherInvoice same{.number = "25117000000000000009",
                            .dated = day("2025-06-27"),
                            .amount = yuan("100000.00"),
                            .buyer = PartyId{7}};
    const auto state = [&](const OtherInvoice& other) {
        redeeming.facts.others = {other};
        return redeeming.state("same-invoice");
    };
    EXPECT_EQ(state(same), "flagged same-invoice");
    EXPECT_EQ(redeeming.of("same-invoice").facts.at("other_number"), Value{same.number});
    OtherInvoice other = same;
    other.buyer = PartyId{8};
    EXPECT_EQ(state(other), "passed");
    other = same;
    other.dated = day("2025-06-28");
    EXPECT_EQ(state(other), "passed");
    other = same;
    other.amount = yuan("100000.01");
    EXPECT_EQ(state(other), "passed");
    for (const bool dated : {true, false}) {  // with one of both alone nothing is compared
        Redeeming bare = redeeming;
        if (dated) {
            bare.documents[2].amount.reset();
        } else {
            bare.documents[2].dated.reset();
        }
        EXPECT_FALSE(std::ranges::any_of(
            bare.all(), [](const Check& check) { return check.key == "same-invoice"; }));
    }
}

TEST(Succession, CountsDigitsOnly) {
    const auto of = [](std::vector<std::string> numbers) {
        const Succession found = succession_of(std::move(numbers));
        return std::vector{found.count, found.following, found.longest_run};
    };
    EXPECT_EQ(of({}), (std::vector<std::int64_t>{0, 0, 0}));
    EXPECT_EQ(of({"1"}), (std::vector<std::int64_t>{1, 0, 1}));
    EXPECT_EQ(of({"2", "1", "2"}), (std::vector<std::int64_t>{2, 1, 2})) << "once each, sorted";
    EXPECT_EQ(of({"09", "10"}), (std::vector<std::int64_t>{2, 1, 2}));
    EXPECT_EQ(of({"9", "10"}), (std::vector<std::int64_t>{2, 0, 1})) << "of other lengths";
    EXPECT_EQ(of({"99", "00"}), (std::vector<std::int64_t>{2, 0, 1}));
    EXPECT_EQ(of({"A1", "A2"}), (std::vector<std::int64_t>{2, 0, 1}));
    EXPECT_EQ(of({"1/", "10"}), (std::vector<std::int64_t>{2, 0, 1}));
    EXPECT_EQ(of({"1", "2", "3", "5", "6"}), (std::vector<std::int64_t>{5, 3, 3}));
}

}  // namespace
}  // namespace zq
