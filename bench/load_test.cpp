// What is measured must be read rightly: answers in pieces, and latencies in their buckets.
#include "load.h"

#include <gtest/gtest.h>

namespace zq::bench {
namespace {

TEST(Histogram, is_exact_below_128) {
    Histogram histogram;
    for (int i = 0; i < 100; ++i) histogram.record(i);
    EXPECT_EQ(histogram.count(), 100);
    EXPECT_EQ(histogram.quantile(500), 49);
    EXPECT_EQ(histogram.quantile(990), 98);
    EXPECT_EQ(histogram.quantile(1000), 99);
    EXPECT_EQ(histogram.max(), 99);
}

TEST(Histogram, is_never_below_nor_far_above_what_was_recorded) {
    for (const std::int64_t value :
         {0L, 127L, 128L, 129L, 255L, 256L, 1'000L, 65'535L, 65'536L, 1'234'567L, 4'294'967'295L}) {
        Histogram histogram;
        histogram.record(value);
        histogram.record(4'294'967'295);
        const std::int64_t told = histogram.quantile(500);
        EXPECT_GE(told, value);
        EXPECT_LE(told - value, value / 64) << value;
    }
}

TEST(Histogram, takes_what_is_out_of_its_range) {
    Histogram histogram;
    EXPECT_EQ(histogram.quantile(990), 0);
    histogram.record(-5);
    EXPECT_EQ(histogram.quantile(990), 0);
    histogram.record(std::int64_t{1} << 40);
    EXPECT_EQ(histogram.max(), 4'294'967'295);
}

TEST(ReadHttp, waits_for_the_whole_answer) {
    const std::string whole =
        "HTTP/1.1 201 Created\r\nServer: x\r\nContent-Length: 4\r\nVary: y\r\n\r\n{\"a\"";
    Answer answer;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        EXPECT_EQ(read_http(std::string_view{whole}.substr(0, i), answer), 0U) << i;
    }
    EXPECT_EQ(read_http(whole + "HTTP/1.1", answer), whole.size());
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.body, "{\"a\"");
}

TEST(ReadHttp, reads_an_answer_without_a_body) {
    const std::string whole = "HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n";
    Answer answer;
    EXPECT_EQ(read_http(whole, answer), whole.size());
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.body, "");
}

TEST(ReadRedis, tells_numbers_from_errors) {
    Answer answer;
    EXPECT_EQ(read_redis(":12\r", answer), 0U);
    EXPECT_EQ(read_redis(":12\r\n:", answer), 5U);
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(read_redis(":0\r\n", answer), 4U);
    EXPECT_EQ(answer.status, 409);
    EXPECT_EQ(read_redis("-ERR no\r\n", answer), 9U);
    EXPECT_EQ(answer.status, 500);
}

}  // namespace
}  // namespace zq::bench
