// Addresses, and the few small things that stand at the door.
#include "http/router.h"

#include <gtest/gtest.h>

#include "http/limiter.h"
#include "http/log_line.h"
#include "http/search.h"

namespace zq::http {
namespace {

const Route table[] = {
    {"GET", "/a/{x}/b", roles::anyone, "one", nullptr},
    {"POST", "/a/{x}/b", roles::anyone, "two", nullptr},
    {"GET", "/a/{x}", roles::anyone, "three", nullptr},
};

TEST(Match, FindsTheRouteAndItsParameters) {
    const Match found = match(table, "POST", {"a", "7", "b"});
    ASSERT_TRUE(found.route);
    EXPECT_EQ(found.route->operation, "two");
    EXPECT_EQ(found.params.at("x"), "7");
}

TEST(Match, NamesTheMethodsOfAnAddress) {
    const Match found = match(table, "DELETE", {"a", "7", "b"});
    EXPECT_FALSE(found.route);
    EXPECT_EQ(found.allow, (std::vector<std::string>{"GET", "POST"}));
    EXPECT_TRUE(match(table, "GET", {"a"}).allow.empty());
    EXPECT_FALSE(match(table, "GET", {"a", ""}).route);
    EXPECT_FALSE(match(table, "GET", {"a", "1", "b", ""}).route);
}

TEST(ReadTarget, DecodesAndRefuses) {
    Incoming good;
    EXPECT_FALSE(read_target("/a/%E8%BD%AF?q=a+b&x=%2F", good));
    EXPECT_EQ(good.segments, (std::vector<std::string>{"a", "软"}));
    EXPECT_EQ(good.query.at("x"), "/");
    for (const std::string wrong :
         {"a", "/%zz", "/a?x=1&x=2", "/%00", "/a%c0%af", "/a?q=%ff", "http://h/a", "/a#b", ""}) {
        Incoming incoming;
        EXPECT_TRUE(read_target(wrong, incoming)) << wrong;
    }
}

TEST(Limiter, LetsTheBurstThroughAndHeals) {
    Limiter limiter;
    const Rate rate{.burst = 3, .refill_s = 10};
    const Instant now{1'000'000'000};
    for (int i = 0; i < 3; ++i) EXPECT_EQ(limiter.take("a", rate, now), 0);
    EXPECT_GT(limiter.take("a", rate, now), 0);
    EXPECT_EQ(limiter.take("b", rate, now), 0);
    EXPECT_EQ(limiter.take("a", rate, plus_seconds(now, 11)), 0);
    limiter.forgive("a");
    EXPECT_EQ(limiter.take("a", rate, now), 0);
}

TEST(Limiter, RefillsManyAtATime) {
    Limiter limiter;
    const Rate rate{.burst = 120, .refill_s = 60, .refill = 120};
    const Instant now = *parse_rfc3339("2025-06-16T09:00:00+08:00");
    for (int i = 0; i < 120; ++i) ASSERT_EQ(limiter.take("a", rate, now), 0) << i;
    EXPECT_EQ(limiter.take("a", rate, now), 1);
    EXPECT_EQ(limiter.take("a", rate, plus_seconds(now, 1)), 0);
    EXPECT_EQ(limiter.take("a", rate, plus_seconds(now, 1)), 0);
    EXPECT_GT(limiter.take("a", rate, plus_seconds(now, 1)), 0);
}

TEST(LogLine, CannotBeForged) {
    EXPECT_EQ(log_line({{"a", "x\"}\n{\"b\":1"}, {"empty", ""}, {"bad", "\xff"}}),
              "{\"a\":\"x\\\"}\\u000a{\\\"b\\\":1\",\"bad\":\"?\"}");
}

TEST(Searchable, FoldsWidthAndCase) {
    EXPECT_EQ(searchable("ＡＩ　软件Ｖ２～ERP"), "ai 软件v2~erp");
    EXPECT_EQ(searchable("云"), "云");
}

}  // namespace
}  // namespace zq::http
