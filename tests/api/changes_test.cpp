// What a follower of a programme hears: the place in the log at first, then what changed, once a
// second.
#include <boost/json/parse.hpp>

#include "world.h"

namespace zq::http {
namespace {

// The data of the next event, or nothing when the stream ended.
json::object next_change(Connection& stream) {
    const std::string event = stream.receive_until("\n\n");
    const std::size_t data = event.find("data: ");
    EXPECT_TRUE(event.starts_with("event: change\n")) << event;
    if (data == std::string::npos) return {};
    return json::parse(event.substr(data + 6)).as_object();
}

TEST(Changes, TellWhatHappenedAfterConnecting) {
    World world;
    world.move_to("2023-02-21T09:00:00+08:00");
    const std::string path = World::in_2023("/changes");
    Connection stream{world.port()};
    stream.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
    const Answer answer = stream.receive(false);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("content-type"), "text/event-stream");
    EXPECT_EQ(answer.header("cache-control"), "no-store");
    EXPECT_FALSE(answer.headers.contains("content-length"));
    the_contract().check_response("GET", path, 200, answer.header("content-type"), "");

    const json::object first = next_change(stream);
    EXPECT_TRUE(first.at("stock").as_object().empty());
    world.by("officer").posted(World::in_2023("/budget"), R"({"total":"123456.00","reason":"x"})");
    const json::object then = next_change(stream);
    EXPECT_GT(then.at("seq").as_int64(), first.at("seq").as_int64());
    EXPECT_EQ(then.at("budget_left").as_string(), "123456.00");
    world.stop();
    EXPECT_TRUE(stream.is_closed());
}

TEST(Changes, AreOfAProgrammeThatExists) {
    World world;
    EXPECT_EQ(world.by("").get("/api/v1/programmes/nowhere/changes").status, 404);
}

}  // namespace
}  // namespace zq::http
