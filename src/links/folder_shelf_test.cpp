// A file once on the shelf is there until it is discarded, whatever comes between.
#include "links/folder_shelf.h"

#include <gtest/gtest.h>

#include <fstream>

namespace zq {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

class FolderShelfTest : public testing::Test {
protected:
    void SetUp() override { fs::remove_all(folder_); }
    void TearDown() override { fs::remove_all(folder_); }
    fs::path written(const char* content) {
        fs::create_directories(folder_);
        const fs::path path = folder_ / "incoming";
        std::ofstream{path, std::ios::binary} << content;
        return path;
    }
    fs::path folder_ = fs::path{testing::TempDir()} / "zuoquan-shelf";
};

TEST_F(FolderShelfTest, keeps_a_file_once_and_gives_it_back) {
    FolderShelf shelf{folder_ / "files"};
    EXPECT_FALSE(shelf.fetch("d"));
    shelf.keep(written("one"), "d");
    shelf.keep(written("one"), "d");
    ASSERT_TRUE(shelf.fetch("d"));
    EXPECT_EQ(content_of(*shelf.fetch("d")), "one");
    FolderShelf after_restart{folder_ / "files"};
    EXPECT_EQ(content_of(*after_restart.fetch("d")), "one");
}

TEST_F(FolderShelfTest, takes_back_what_was_set_aside_until_it_is_discarded) {
    FolderShelf shelf{folder_ / "files"};
    shelf.keep(written("one"), "d");
    shelf.set_aside("d");
    EXPECT_FALSE(fs::exists(folder_ / "files" / "d"));
    EXPECT_EQ(content_of(*shelf.fetch("d")), "one");
    shelf.discard("d");
    EXPECT_TRUE(shelf.fetch("d")) << "only what is aside is discarded";
    shelf.set_aside("d");
    shelf.keep(written("one"), "d");
    EXPECT_EQ(content_of(*shelf.fetch("d")), "one") << "given again while aside";
    shelf.set_aside("d");
    shelf.discard("d");
    EXPECT_FALSE(shelf.fetch("d"));
    shelf.discard("d");
    shelf.set_aside("d");
}

TEST_F(FolderShelfTest, says_when_the_file_is_not_there) {
    FolderShelf shelf{folder_ / "files"};
    EXPECT_THROW(shelf.keep(folder_ / "nowhere", "d"), std::system_error);
    EXPECT_FALSE(shelf.fetch("d"));
}

}  // namespace
}  // namespace zq
