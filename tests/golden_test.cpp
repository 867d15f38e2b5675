// The bytes of events, fixed for ever: what was hashed once must be made again byte for byte.
//
// The files in golden/events are never made anew. A change that breaks one of them needs a new
// version of the event, which reads the old one (docs/decisions/0005-events-carry-whole-images.md).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>

#include "app/log.h"
#include "domain/refusal.h"

namespace zq {

namespace {

const Actor owner{PersonId{31}, PartyId{12}, Role::enterprise_owner};
const Instant claimed{1'751'850'000'123'456};  // 2025-07-07T09:00:00.123456+08:00

Event event(std::int64_t seq, std::string command, Value body) {
    return {.programme = ProgrammeId{1},
            .seq = seq,
            .time = Instant{claimed.micros + seq},
            .actor = owner,
            .command = std::move(command),
            .clauses = {"B25-062", "B25-009"},
            .body = std::move(body)};
}

Value change(const auto& entity) {
    return Value::Map{{"entity", Entity<std::remove_cvref_t<decltype(entity)>>::name},
                      {"row", encode(entity)}};
}

// Nothing is written of what is nothing, but the version and the role.
Event empty() {
    return {.programme = registry,
            .seq = 0,
            .time = {},
            .actor = {},
            .command = {},
            .clauses = {},
            .body = {}};
}

Event accepted_claim() {
    Order order;
    order.id = OrderId{2};
    order.number = "BJ25-000002-47";
    order.enterprise = PartyId{12};
    order.provider = PartyId{21};
    order.product = ProductId{7};
    order.product_name = "大模型训练服务";
    order.direction = "large-model";
    order.edition = EditionId{1};
    order.placed = claimed;
    order.size = SizeClass::small;
    order.quota_scopes = {"year:2025"};
    order.contact = {"张三", "5f2c"};
    order.amount = Money{50'000'00};
    order.subsidy = Money{15'000'00};
    order.grounds = {{"rate", Money{15'000'00}, {"B25-009"}}};
    order.accept_by = Instant{1'752'508'799'000'000};
    order.valid_until = Instant{1'759'247'999'000'000};
    order.due = order.accept_by;
    order.due_kind = DeadlineKind::acceptance;
    const Move stock{.account = {AccountKind::stock, 7, ""}, .held = 1};
    const Move quota{.account = {AccountKind::quota, 12, "year:2025"}, .held = 15'000'00};
    const Move budget{.account = {AccountKind::budget, 0, ""}, .held = 15'000'00};
    return event(2, "claim",
                 Value::Map{{"request", Value::Map{{"product", 7}}},
                            {"outcome", Value::Map{{"order", 2}}},
                            {"changes", Value::List{change(order)}},
                            {"moves", Value::List{encode(stock), encode(quota), encode(budget)}}});
}

Event refused_claim() {
    const Reason sold_out{
        Code::sold_out, {"B25-079", "B25-080"}, {{"available", 0}, {"product", 7}}, {}};
    return event(3, "claim",
                 Value::Map{{"request", Value::Map{{"product", 7}}},
                            {"reasons", encode(std::vector{sold_out})}});
}

Event escapes() {
    return event(
        4, "object",
        Value::Map{{"request", Value::Map{{"text",
                                           "“引号” \"quoted\" \\ / 换行\n制表\t\r\x01\x1f\x7f "
                                           "全角\u3000𠮷 🙂 </script> é e\u0301"},
                                          {"\"键\"\n", "x"},
                                          {"", ""}}}});
}

Event numbers() {
    using Limits = std::numeric_limits<std::int64_t>;
    return event(5, "numbers",
                 Value::Map{{"list", Value::List{0, -1, Value{std::int64_t{9'007'199'254'740'993}},
                                                 Value{Limits::max()}, Value{Limits::min()}}},
                            {"nested", Value::List{Value::List{}, Value{}, Value::List{Value{}}}},
                            {"A", 1},
                            {"a", 2},
                            {"B", 3},
                            {"乙", 4}});
}

Event lapsed() {
    Order order;
    order.id = OrderId{2};
    order.status = OrderStatus::lapsed;
    order.approved = Money{0};  // present, though nothing
    Event fired = event(6, "lapse", Value::Map{{"changes", Value::List{change(order)}}});
    fired.actor = {.person = {}, .organisation = {}, .role = Role::clock};
    return fired;
}

Event recorded_provider() {
    Provider provider;
    provider.id = PartyId{21};
    provider.name = "甲服务商";
    provider.uscc = "91110108000000021X";
    provider.founded = make_day(2024, 2, 29);
    provider.credit.serious_negative = make_day(2021, 1, 1);
    provider.credit.judgment_debtor = true;
    provider.qualifications = {"cnas", "dcmm-assessor"};
    provider.contracts_last_year = 15;
    provider.revenue_last_year = Money{800'000'000};
    provider.approved = true;
    provider.source = {"register", make_day(2025, 5, 1)};
    provider.standing.permanent = true;
    provider.standing.clauses = {"B25-247"};
    provider.bank_account.emplace();
    Event recorded =
        event(7, "record-provider", Value::Map{{"changes", Value::List{change(provider)}}});
    recorded.programme = registry;
    return recorded;
}

Event proposed_product() {
    Product product;
    product.id = ProductId{7};
    product.form = {{"contact-mobile", {{}, "9a0b"}},
                    {"product-name", {{"大模型训练服务"}, ""}},
                    {"rights", {{"ip", "after-sales"}, ""}}};
    Document document;
    document.kind = "contract-scans";
    document.sealed = true;
    document.count = 15;
    product.documents = {document};
    Proposal proposal;
    proposal.id = ProposalId{8};
    proposal.act = "set-budget";
    proposal.command = Value::Map{{"total", 100}};
    proposal.at = claimed;
    proposal.approved = false;
    Move limited{.account = {AccountKind::budget, 0, ""}, .limit = -5};
    limited.unlimited = true;
    return event(8, "propose",
                 Value::Map{{"changes", Value::List{change(product), change(proposal)}},
                            {"moves", Value::List{encode(limited)}}});
}

const std::pair<const char*, Event (*)()> golden[] = {
    {"1-empty", empty},
    {"2-accepted-claim", accepted_claim},
    {"3-refused-claim", refused_claim},
    {"4-escapes", escapes},
    {"5-numbers", numbers},
    {"6-lapsed", lapsed},
    {"7-recorded-provider", recorded_provider},
    {"8-proposed-product", proposed_product},
};

std::string contents(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream{file, std::ios::binary}.rdbuf();
    return text.str();
}

TEST(GoldenEvents, have_the_bytes_and_hashes_they_always_had) {
    std::string hash = first_link();
    for (const auto& [name, make] : golden) {
        const LogEntry entry = entry_of(make(), hash);
        hash = entry.hash;
        const std::string line =
            "{\"event\":" + entry.bytes + ",\"hash\":\"" + entry.hash + "\"}\n";
        EXPECT_EQ(contents("tests/golden/events/" + std::string{name} + ".json"), line) << name;
    }
}

TEST(GoldenEvents, are_read_back_to_the_same_bytes) {
    for (const auto& [name, make] : golden) {
        const std::string bytes = bytes_of(make());
        EXPECT_EQ(bytes_of(event_from(bytes)), bytes) << name;
    }
}

TEST(GoldenEvents, name_the_entities_that_they_change) {
    EXPECT_EQ(subjects_of(accepted_claim()), (std::vector{Subject{"order", 2}}));
    EXPECT_EQ(subjects_of(proposed_product()),
              (std::vector{Subject{"product", 7}, Subject{"proposal", 8}}));
    EXPECT_TRUE(subjects_of(refused_claim()).empty());
}

TEST(GoldenEvents, are_all_of_the_folder) {
    const std::filesystem::directory_iterator folder{"tests/golden/events"};
    EXPECT_EQ(std::distance(begin(folder), end(folder)), std::ssize(golden));
}

}  // namespace

}  // namespace zq
