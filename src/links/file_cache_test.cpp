// What is dropped, and what never is.
#include "links/file_cache.h"

#include "links/test_peer.h"

namespace zq {
namespace {

namespace fs = std::filesystem;

class FileCacheTest : public testing::Test {
protected:
    void adopt(const std::string& name) {
        const fs::path file = cache_.scratch(name);
        std::ofstream{file} << "four";
        cache_.adopt(file, name);
    }
    void unused_for(const std::string& name, std::chrono::minutes time) {
        fs::last_write_time(folder_ / name, fs::file_time_type::clock::now() - time);
    }
    bool is_there(const std::string& name) { return fs::exists(folder_ / name); }
    TestFolder folder_;
    FileCache cache_{folder_.path(), 8};
};

TEST_F(FileCacheTest, drops_the_longest_unused_when_there_is_too_much) {
    using std::chrono::minutes;
    for (const std::string name : {"a", "b"}) adopt(name);
    unused_for("a", minutes{40});
    unused_for("b", minutes{50});
    EXPECT_TRUE(cache_.find("b"));
    unused_for("b", minutes{30});
    adopt("c");
    EXPECT_FALSE(is_there("a"));
    EXPECT_TRUE(is_there("b"));
    EXPECT_TRUE(is_there("c"));
}

TEST_F(FileCacheTest, keeps_what_was_just_given) {
    for (const std::string name : {"a", "b", "c", "d"}) adopt(name);
    EXPECT_TRUE(is_there("a")) << "too much, but somebody may be about to read it";
    unused_for("b", FileCache::stays - std::chrono::minutes{1});
    adopt("e");
    EXPECT_TRUE(is_there("b"));
    unused_for("b", FileCache::stays + std::chrono::minutes{1});
    adopt("f");
    EXPECT_FALSE(is_there("b"));
}

TEST_F(FileCacheTest, finding_a_file_is_using_it) {
    adopt("a");
    unused_for("a", std::chrono::hours{1});
    EXPECT_TRUE(cache_.find("a"));
    EXPECT_FALSE(cache_.find("z"));
    for (const std::string name : {"b", "c"}) adopt(name);
    EXPECT_TRUE(is_there("a"));
    cache_.forget("a");
    cache_.forget("a");
    EXPECT_FALSE(cache_.find("a"));
}

TEST_F(FileCacheTest, drops_what_nobody_used_for_a_week) {
    adopt("a");
    unused_for("a", FileCache::forgotten + std::chrono::minutes{1});
    adopt("b");
    EXPECT_FALSE(is_there("a"));
}

}  // namespace
}  // namespace zq
