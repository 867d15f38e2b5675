// Strict JSON: every refusal says where.
#include "http/json.h"

#include <gtest/gtest.h>

#include "http/codec.h"

namespace zq::http {
namespace {

struct Case {
    std::string text;
    std::string pointer;
    std::string part;  // of the detail
};

TEST(ParseJson, RefusesWithThePlace) {
    const Case cases[] = {
        {R"({"a":1,"a":2})", "/a", "twice"},
        {R"({"a":{"b":[1,{"c":1,"c":1}]}})", "/a/b/1/c", "twice"},
        {R"({"a":1.5})", "/a", "no integer"},
        {R"({"a":1e3})", "/a", "no integer"},
        {R"({"a":1e400})", "/a", ""},
        {R"({"a":[0,12345678901234567890]})", "/a/1", "64 bits"},
        {R"({"a":123456789012345678901234567890})", "/a", ""},
        {"{\"a\":\"\\u0000\"}", "/a", "control"},
        {"{\"a\":\"\\u001b[2J\"}", "/a", "control"},
        {"{\"a\":\"\xff\"}", "", "UTF-8"},
        {R"({"a":"\ud800"})", "/a", ""},
        {R"({"a":1} x)", "", ""},
        {R"({"a":1,})", "", ""},
        {R"({'a':1})", "", ""},
        {"", "", ""},
        {"[NaN]", "", ""},
    };
    for (const Case& c : cases) {
        const auto parsed = parse_json(c.text);
        ASSERT_FALSE(parsed) << c.text;
        if (!c.pointer.empty()) {
            EXPECT_EQ(parsed.error().pointer, c.pointer) << c.text;
        }
        EXPECT_TRUE(parsed.error().detail.contains(c.part)) << parsed.error().detail;
    }
}

TEST(ParseJson, RefusesWhatIsNestedTooDeeply) {
    EXPECT_FALSE(parse_json(std::string(100'000, '[')));
    EXPECT_TRUE(parse_json("[[[[[1]]]]]"));
}

TEST(ParseJson, EscapesKeysInPointers) {
    const auto parsed = parse_json(R"({"a/b~c":0.5})");
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().pointer, "/a~1b~0c");
}

template <class T>
std::pair<T, Issues> read(const std::string& text) {
    T out{};
    Reading reading;
    read_value(*parse_json(text), "", out, reading);
    return {out, reading.issues};
}

TEST(ReadValue, CollectsEveryIssueWithItsPointer) {
    const auto [redeem, issues] =
        read<Redeem>(R"({"order":0,"documents":[{"amount":"1.5","dated":"2025-02-29"},{"kind":7,)"
                     R"("sealed":1,"zzz":1}],"extra":true})");
    std::vector<std::string> pointers;
    for (const Issue& issue : issues) pointers.push_back(issue.pointer);
    EXPECT_EQ(pointers, (std::vector<std::string>{"/order", "/documents/0/kind",
                                                  "/documents/0/dated", "/documents/0/amount",
                                                  "/documents/1/kind", "/documents/1/sealed",
                                                  "/documents/1/zzz", "/checked", "/extra"}));
}

TEST(ReadValue, TakesMoneyAsAStringWithTwoDecimals) {
    EXPECT_EQ(read<Money>(R"("12.00")").first, Money{1200});
    for (const std::string wrong : {"12", "\"12\"", "\"12.0\"", "\"-1.00\"", "\"1e3\"", "null",
                                    "\"１.00\"", "\"99999999999999999.00\""}) {
        EXPECT_EQ(read<Money>(wrong).second.size(), 1U) << wrong;
    }
}

TEST(ReadValue, RefusesNullAndNegativeCounts) {
    EXPECT_EQ(read<Certify>(R"({"staff":null})").second.size(), 1U);
    EXPECT_EQ(read<Certify>(R"({"staff":-1})").second.size(), 1U);
    EXPECT_EQ(read<DrawSpotCheck>(R"({"size":-1,"draw":"x"})").second.size(), 1U);
    EXPECT_TRUE(read<AddVouchers>(R"({"vouchers":-1,"reason":"x"})").second.empty());
}

TEST(ReadValue, KeepsPersonalValuesApart) {
    Reading reading;
    Claim claim;
    read_value(*parse_json(R"({"product":1,"contact":"李四"})"), "", claim, reading);
    ASSERT_EQ(reading.openings.size(), 1U);
    EXPECT_EQ(reading.openings[0].value, "李四");
    EXPECT_EQ(reading.openings[0].commitment, claim.contact.commitment);
    EXPECT_EQ(claim.contact.commitment.size(), 64U);
    EXPECT_EQ(opening_of("李四").commitment == claim.contact.commitment, false) << "salted";
}

TEST(JsonWriter, LeavesOutWhatIsAbsentAndKeepsTheRest) {
    Zone zone;
    zone.offsets = {{.from = {}, .seconds = 8 * 3600}};
    Order order;
    order.id = OrderId{7};
    order.amount = Money{120'000};
    order.placed = *parse_rfc3339("2025-06-16T01:00:00Z");
    const json::object out = JsonWriter{zone}(order).as_object();
    EXPECT_EQ(out.at("id"), json::value(7));
    EXPECT_EQ(out.at("amount"), json::value("1200.00"));
    EXPECT_EQ(out.at("placed"), json::value("2025-06-16T09:00:00+08:00"));
    EXPECT_EQ(out.at("frozen"), json::value(false));
    EXPECT_EQ(out.at("returned"), json::value("0.00"));
    EXPECT_FALSE(out.contains("batch"));
    EXPECT_FALSE(out.contains("approved"));
    EXPECT_FALSE(out.contains("contact"));
}

}  // namespace
}  // namespace zq::http
