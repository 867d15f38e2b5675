// Notice lines name no enterprise (B23-089); the payout file adds up to the batch, account by
// account.
#include "domain/payout.h"

#include <gtest/gtest.h>

namespace zq {
namespace {

BatchItem item(std::int64_t order, std::int64_t provider, std::int64_t product, std::int64_t fen) {
    const std::string name = "服务商" + std::to_string(provider);
    return {
        .order = OrderId{order},
        .provider = PartyId{provider},
        .product = ProductId{product},
        .amount = Money{fen},
        .account = {.bank = "北京银行", .number = "62" + std::to_string(provider), .holder = name}};
}

TEST(NoticeLines, sum_each_provider_and_product_in_the_order_of_the_items) {
    Batch batch;
    batch.items = {item(1, 7, 70, 100), item(2, 8, 80, 200), item(3, 7, 70, 50), item(4, 7, 71, 1)};
    const std::vector<NoticeLine> expected{{PartyId{7}, ProductId{70}, Money{150}},
                                           {PartyId{8}, ProductId{80}, Money{200}},
                                           {PartyId{7}, ProductId{71}, Money{1}}};
    EXPECT_EQ(notice_lines(batch), expected);
    EXPECT_EQ(total(batch), Money{351});
}

TEST(PayoutFile, has_one_row_an_account_and_names_its_orders) {
    Batch batch;
    batch.items = {item(1, 7, 70, 1800000), item(2, 8, 80, 200), item(3, 7, 71, 1)};
    EXPECT_EQ(payout_file(batch),
              "holder,bank,account,amount_yuan,orders\r\n"
              "\"服务商7\",\"北京银行\",\"627\",\"18000.01\",\"1 3\"\r\n"
              "\"服务商8\",\"北京银行\",\"628\",\"2.00\",\"2\"\r\n");
}

// One account is one bank, number and holder: another of any of them is another row.
TEST(PayoutFile, has_a_row_for_each_account_however_alike) {
    Batch batch;
    for (const BankAccount& account : {BankAccount{"甲银行", "62", "甲"},
                                       {"乙银行", "62", "甲"},
                                       {"甲银行", "63", "甲"},
                                       {"甲银行", "62", "乙"}}) {
        batch.items.push_back(item(std::ssize(batch.items) + 1, 7, 70, 100));
        batch.items.back().account = account;
    }
    EXPECT_EQ(payout_file(batch),
              "holder,bank,account,amount_yuan,orders\r\n"
              "\"甲\",\"甲银行\",\"62\",\"1.00\",\"1\"\r\n"
              "\"甲\",\"乙银行\",\"62\",\"1.00\",\"2\"\r\n"
              "\"甲\",\"甲银行\",\"63\",\"1.00\",\"3\"\r\n"
              "\"乙\",\"甲银行\",\"62\",\"1.00\",\"4\"\r\n");
}

TEST(PayoutFile, defuses_what_a_spreadsheet_would_calculate) {
    Batch batch;
    batch.items = {item(1, 7, 70, 100)};
    batch.items[0].account.holder = "=HYPERLINK(\"x\")";
    EXPECT_NE(payout_file(batch).find("\"'=HYPERLINK(\"\"x\"\")\""), std::string::npos);
}

TEST(PayoutFile, of_an_empty_batch_is_its_header) {
    EXPECT_EQ(payout_file(Batch{}), "holder,bank,account,amount_yuan,orders\r\n");
}

}  // namespace
}  // namespace zq
