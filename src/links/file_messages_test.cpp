// A message lies in the folder whole or not at all, whatever happened before.
#include "links/file_messages.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <fstream>
#include <sstream>

namespace zq {
namespace {

class FileMessagesTest : public testing::Test {
protected:
    FileMessagesTest() {
        std::string name = testing::TempDir() + "messages-XXXXXX";
        base = ::mkdtemp(name.data());
    }
    ~FileMessagesTest() override {
        std::filesystem::permissions(base, std::filesystem::perms::owner_all);
        std::filesystem::remove_all(base);
    }

    static std::string content(const std::filesystem::path& path) {
        std::ostringstream all;
        all << std::ifstream{path}.rdbuf();
        return all.str();
    }
    static std::vector<std::string> names(const std::filesystem::path& folder) {
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator{folder}) {
            found.push_back(entry.path().filename());
        }
        std::ranges::sort(found);
        return found;
    }
    static Message message(std::int64_t id) {
        Message made;
        made.id = id;
        made.to = PartyId{11};
        made.programme = ProgrammeId{2};
        made.kind = "order-accepted";
        made.facts = Value::Map{{"number", "左券\n\"1\""}, {"order", 12}};
        made.at = Instant{1'750'000'000'000'001};
        return made;
    }

    std::filesystem::path base;
};

TEST_F(FileMessagesTest, makes_its_folder_and_keeps_what_is_in_it) {
    const auto folder = base / "a" / "b";
    FileMessages{folder}.send(message(1));
    FileMessages{folder}.send(message(2));
    EXPECT_EQ(names(folder), (std::vector<std::string>{"1.json", "2.json"}));
}

TEST_F(FileMessagesTest, writes_one_line_of_canonical_json) {
    FileMessages{base}.send(message(7));
    const std::string text = content(base / "7.json");
    EXPECT_EQ(text,
              R"({"at":1750000000000001,"facts":{"number":"左券\u000a\"1\"","order":12},"id":7,)"
              R"("kind":"order-accepted","programme":2,"to":11})"
              "\n");
    EXPECT_EQ(boost::json::parse(text).at("facts").at("number").as_string(), "左券\n\"1\"")
        << "whatever carries it on reads it with any parser";
}

TEST_F(FileMessagesTest, may_be_given_a_message_twice) {
    FileMessages messages{base};
    messages.send(message(7));
    const std::string first = content(base / "7.json");
    messages.send(message(7));
    EXPECT_EQ(names(base), std::vector<std::string>{"7.json"});
    EXPECT_EQ(content(base / "7.json"), first);
}

TEST_F(FileMessagesTest, overwrites_what_a_dead_process_left_half_written) {
    std::ofstream{base / "7.json.new"} << std::string(100'000, 'x');
    FileMessages messages{base};
    EXPECT_EQ(names(base), std::vector<std::string>{"7.json.new"}) << "it is no message yet";
    messages.send(message(7));
    EXPECT_EQ(names(base), std::vector<std::string>{"7.json"});
    EXPECT_LT(content(base / "7.json").size(), 1'000U);
}

TEST_F(FileMessagesTest, writes_large_messages_whole) {
    Message large = message(8);
    large.facts = Value::Map{{"text", std::string(5'000'000, 'x')}};
    FileMessages{base}.send(large);
    EXPECT_GT(std::filesystem::file_size(base / "8.json"), 5'000'000U);
    EXPECT_TRUE(content(base / "8.json").ends_with("}\n"));
}

TEST_F(FileMessagesTest, is_not_for_everybody_to_read) {
    FileMessages{base}.send(message(7));
    const auto others =
        std::filesystem::status(base / "7.json").permissions() & std::filesystem::perms::others_all;
    EXPECT_EQ(others, std::filesystem::perms::none);
}

TEST_F(FileMessagesTest, throws_when_it_cannot_write) {
    const auto folder = base / "gone";
    FileMessages messages{folder};
    std::filesystem::remove(folder);
    EXPECT_THROW(messages.send(message(7)), std::system_error);

    std::ofstream{base / "file"} << "x";
    EXPECT_THROW(FileMessages{base / "file"}, std::system_error);
}

TEST_F(FileMessagesTest, throws_when_the_place_is_taken) {
    FileMessages messages{base};
    std::filesystem::create_directories(base / "7.json");
    EXPECT_THROW(messages.send(message(7)), std::system_error);
}

}  // namespace
}  // namespace zq
