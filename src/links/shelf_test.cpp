// A file once on a shelf is there until it is discarded, whatever comes between; on every shelf.
#include <functional>

#include "base/digest.h"
#include "links/folder_shelf.h"
#include "links/object_shelf.h"
#include "links/test_store.h"

namespace zq {
namespace {

namespace fs = std::filesystem;

const std::string digest = sha256_hex("one");

// A place for shelves: each that is opened there stands for another start of the server.
struct Ground {
    std::string name;
    std::function<std::unique_ptr<FileShelf>()> open;
};

Ground folder_ground() {
    const auto folder = std::make_shared<TestFolder>();
    return {"folder", [folder] { return std::make_unique<FolderShelf>(*folder / "files"); }};
}

Ground object_ground() {
    const auto folder = std::make_shared<TestFolder>();
    const auto starts = std::make_shared<int>(0);
    const ObjectStoreSettings settings = test_store().settings();
    return {"object_store", [=] {
                const CacheSettings cache{.folder = *folder / std::to_string(++*starts)};
                return std::make_unique<ObjectShelf>(settings, cache);
            }};
}

class Shelf : public testing::TestWithParam<Ground (*)()> {
protected:
    fs::path written(const std::string& content) { return folder_.written("incoming", content); }
    std::string fetched(FileShelf& shelf) {
        const auto path = shelf.fetch(digest);
        return path ? content_of(*path) : "nothing";
    }
    Ground ground_ = GetParam()();
    TestFolder folder_;
};

TEST_P(Shelf, keeps_a_file_once_and_gives_it_back) {
    const auto shelf = ground_.open();
    EXPECT_EQ(fetched(*shelf), "nothing");
    shelf->keep(written("one"), digest);
    shelf->keep(written("one"), digest);
    EXPECT_EQ(fetched(*shelf), "one");
    EXPECT_EQ(fetched(*ground_.open()), "one") << "after a restart";
}

TEST_P(Shelf, takes_back_what_was_set_aside_until_it_is_discarded) {
    const auto shelf = ground_.open();
    shelf->keep(written("one"), digest);
    shelf->set_aside(digest);
    EXPECT_EQ(fetched(*shelf), "one");
    shelf->discard(digest);
    EXPECT_EQ(fetched(*shelf), "one") << "only what is aside is discarded";
    shelf->set_aside(digest);
    shelf->keep(written("one"), digest);
    EXPECT_EQ(fetched(*shelf), "one") << "given again while aside";
    shelf->set_aside(digest);
    shelf->discard(digest);
    EXPECT_EQ(fetched(*shelf), "nothing");
    shelf->discard(digest);
    shelf->set_aside(digest);
}

TEST_P(Shelf, says_when_the_file_is_not_there) {
    const auto shelf = ground_.open();
    EXPECT_THROW(shelf->keep(folder_ / "nowhere", digest), std::system_error);
    EXPECT_EQ(fetched(*shelf), "nothing");
}

INSTANTIATE_TEST_SUITE_P(shelves, Shelf, testing::Values(folder_ground, object_ground),
                         [](const auto& ground) {
                             return ground.param == folder_ground ? "folder" : "object_store";
                         });

TEST(FolderShelf, moves_what_is_set_aside) {
    const TestFolder folder;
    FolderShelf shelf{folder / "files"};
    shelf.keep(folder.written("incoming", "one"), "d");
    shelf.set_aside("d");
    EXPECT_FALSE(fs::exists(folder / "files" / "d"));
}

class ObjectShelfTest : public testing::Test {
protected:
    fs::path written(const std::string& content) { return folder_.written("incoming", content); }
    ObjectShelf opened(const std::string& cache) {
        return {store_.settings(), {.folder = folder_ / cache}};
    }
    TestStore& store_ = test_store();
    TestFolder folder_;
};

TEST_F(ObjectShelfTest, sends_a_file_once_and_reads_it_once) {
    ObjectShelf shelf = opened("cache");
    shelf.keep(written("one"), digest);
    shelf.keep(written("one"), digest);
    shelf.fetch(digest);
    EXPECT_EQ(store_.tell("seen"), "HEAD PUT HEAD") << "what was kept is in the cache";
    ObjectShelf elsewhere = opened("elsewhere");
    elsewhere.fetch(digest);
    elsewhere.fetch(digest);
    EXPECT_EQ(store_.tell("seen"), "GET");
}

TEST_F(ObjectShelfTest, sends_again_what_lies_there_in_another_length) {
    ObjectStore store{store_.settings()};
    store.put(digest, written("on"), sha256_hex("on"));
    ObjectShelf shelf = opened("cache");
    shelf.keep(written("one"), digest);
    EXPECT_EQ(content_of(*opened("elsewhere").fetch(digest)), "one");
}

TEST_F(ObjectShelfTest, sends_again_what_another_server_has_set_aside) {
    ObjectShelf shelf = opened("cache");
    ObjectShelf other = opened("elsewhere");
    shelf.keep(written("one"), digest);
    other.set_aside(digest);
    shelf.keep(written("one"), digest);
    other.discard(digest);
    EXPECT_EQ(content_of(*opened("third").fetch(digest)), "one");
}

TEST_F(ObjectShelfTest, does_not_trust_what_comes) {
    opened("cache").keep(written("one"), digest);
    ObjectShelf shelf = opened("elsewhere");
    store_.tell("corrupt 1");
    EXPECT_THROW(shelf.fetch(digest), std::runtime_error);
    EXPECT_TRUE(fs::is_empty(folder_ / "elsewhere")) << "nothing of it stays";
    EXPECT_EQ(content_of(*shelf.fetch(digest)), "one");
}

TEST_F(ObjectShelfTest, deletes_nothing_that_was_not_copied) {
    ObjectShelf shelf = opened("cache");
    shelf.keep(written("one"), digest);
    store_.tell("half-copy 1");
    EXPECT_THROW(shelf.set_aside(digest), OutOfReach);
    EXPECT_EQ(content_of(*shelf.fetch(digest)), "one");
}

TEST_F(ObjectShelfTest, needs_no_cache_to_keep) {
    ObjectShelf shelf = opened("cache");
    fs::remove_all(folder_ / "cache");
    shelf.keep(written("one"), digest);
    EXPECT_EQ(content_of(*opened("elsewhere").fetch(digest)), "one");
}

}  // namespace
}  // namespace zq
