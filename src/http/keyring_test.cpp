// Sealing and opening, keys that turn, and what is said of a key file that is wrong.
#include "http/keyring.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace zq::http {
namespace {

namespace fs = std::filesystem;

class KeyringTest : public testing::Test {
protected:
    KeyringTest() : folder_{fs::path{testing::TempDir()} / std::to_string(::getpid())} {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    ~KeyringTest() override { fs::remove_all(folder_); }

    fs::path written(const std::string& text, int mode = 0600) const {
        const fs::path path = folder_ / "keys";
        std::ofstream{path} << text;
        fs::permissions(path, static_cast<fs::perms>(mode));
        return path;
    }

    fs::path folder_;
};

const std::string old_key(64, 'a');
const std::string new_key(64, 'b');

TEST_F(KeyringTest, OpensWhatItSealedAndNothingElse) {
    const Keyring ring = Keyring::of_chance();
    const std::string sealed = ring.seal("secret");
    EXPECT_EQ(ring.open(sealed), "secret");
    EXPECT_NE(ring.seal("secret"), sealed) << "each time anew";
    EXPECT_FALSE(Keyring::of_chance().open(sealed));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string changed = sealed;
        changed[i] = changed[i] == '0' ? '1' : '0';
        EXPECT_FALSE(ring.open(changed)) << i;
    }
    EXPECT_FALSE(ring.open(""));
    EXPECT_FALSE(ring.open("xyz"));
    EXPECT_FALSE(ring.open(sealed.substr(0, 20)));
}

// A new key on top seals from now on; what the old one sealed still opens.
TEST_F(KeyringTest, TurnsKeysWithoutLosingAnything) {
    const Keyring before = Keyring::from_file(written(old_key + "\n"));
    const std::string sealed = before.seal("secret");
    const Keyring between =
        Keyring::from_file(written("# since May\n" + new_key + "\n\n" + old_key));
    EXPECT_EQ(between.open(sealed), "secret");
    EXPECT_FALSE(between.sealed_by_first(sealed));
    const std::string again = between.seal("secret");
    EXPECT_TRUE(between.sealed_by_first(again));
    EXPECT_TRUE(between.is_mark(before.mark("request"), "request"));
    EXPECT_FALSE(between.is_mark(before.mark("request"), "another"));
    EXPECT_NE(between.mark("request"), before.mark("request"));
    const Keyring after = Keyring::from_file(written(new_key));
    EXPECT_EQ(after.open(again), "secret");
    EXPECT_FALSE(after.open(sealed));
}

TEST_F(KeyringTest, SaysWhatIsWrongWithTheFile) {
    const auto told = [](const fs::path& path) -> std::string {
        try {
            Keyring::from_file(path);
        } catch (const std::runtime_error& fault) {
            return fault.what();
        }
        return "";
    };
    EXPECT_TRUE(told(folder_ / "none").contains("cannot be read"));
    EXPECT_TRUE(told(written("")).contains("has no key"));
    EXPECT_TRUE(told(written(old_key + "\nabc\n")).contains("keys:2: not a key"));
    EXPECT_TRUE(told(written(old_key, 0644)).contains("chmod 600"));
    EXPECT_EQ(told(written(old_key, 0640)), "") << "a service's group may read it";
}

TEST_F(KeyringTest, MakesItsFileOnce) {
    const std::string sealed = Keyring::of_folder(folder_ / "new").seal("secret");
    EXPECT_EQ(Keyring::of_folder(folder_ / "new").open(sealed), "secret");
}

}  // namespace
}  // namespace zq::http
