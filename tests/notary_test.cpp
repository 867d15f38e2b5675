// The notary: what it keeps and signs can be proved from what is kept, and a log that was cut or
// rewritten behind its back is noticed.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/log.h"
#include "app/log_tree.h"
#include "app/notary.h"
#include "store/memory/memory_store.h"

namespace zq {
namespace {

namespace fs = std::filesystem;

class HandClock : public Clock {
public:
    Instant now() override { return at; }
    Instant at{Instant::second * 1'700'000'000};
};

std::string event_text(std::int64_t seq, const std::string& command = "claim") {
    return R"({"body":{},"command":")" + command + R"(","seq":)" + std::to_string(seq) + "}";
}

class NotaryTest : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::path{testing::TempDir()} / ("notary " + std::to_string(::getpid()));
        fs::remove_all(folder_);
        programme_ = store_.add_programme("beijing-2025");
    }
    void TearDown() override { fs::remove_all(folder_); }

    void append(std::int64_t count, const std::string& command = "claim") {
        append_to(store_, count, command);
    }
    void append_to(Store& store, std::int64_t count, const std::string& command = "claim") {
        auto transaction = store.begin(programme_);
        for (std::int64_t i = 0; i < count; ++i) {
            const Tail tail = transaction->tail();
            const std::string bytes = event_text(tail.next_seq, command);
            transaction->append(
                LogEntry{tail.next_seq, Instant{1}, bytes, link(tail.last_hash, bytes), {}});
        }
        transaction->commit();
    }
    Notary opened(Store& store) {
        return {store, city_, system_, key_, {.every_s = 60, .memory = folder_}};
    }
    merkle::Hash root_of_first(std::int64_t size) {
        merkle::Frontier tree;
        for (std::int64_t seq = 1; seq <= size; ++seq) {
            tree.add(merkle::leaf_hash(event_text(seq)));
        }
        return tree.root();
    }
    std::int64_t latest() {
        const auto checkpoint = store_.proofs().latest(programme_);
        return checkpoint ? checkpoint->size : 0;
    }
    std::string why_not(Store& store) {
        try {
            opened(store);
        } catch (const std::runtime_error& why) {
            return why.what();
        }
        return {};
    }

    fs::path folder_;
    MemoryStore store_;
    ProgrammeId programme_;
    HandClock city_;
    HandClock system_;
    LogKey key_ = LogKey::of_chance("vouchers.example.org");
};

TEST_F(NotaryTest, ProvesEveryLeafAndEveryGrowthFromWhatIsKept) {
    Notary notary = opened(store_);
    std::vector<std::int64_t> sizes;
    for (const std::int64_t step : {1, 254, 1, 1, 255, 1, 300}) {
        append(step);
        system_.at = plus_seconds(system_.at, 1);
        sizes.push_back(sizes.empty() ? step : sizes.back() + step);
        ASSERT_EQ(notary.cover(programme_, sizes.back())->size, sizes.back());
    }
    ASSERT_EQ(sizes, (std::vector<std::int64_t>{1, 255, 256, 257, 512, 513, 813}));
    for (const std::int64_t size : sizes) {
        const auto stated =
            key_.read("beijing-2025", store_.proofs().covering(programme_, size)->note);
        ASSERT_TRUE(stated);
        EXPECT_EQ(stated->root, root_of_first(size)) << size;
        LogTree tree{store_, programme_};
        EXPECT_EQ(tree.frontier(size).root(), stated->root) << size;
        for (std::int64_t index = 0; index < size; index += size > 300 ? 37 : 1) {
            EXPECT_TRUE(merkle::includes(stated->root, size, index,
                                         merkle::leaf_hash(event_text(index + 1)),
                                         tree.inclusion(index, size)))
                << index << " of " << size;
        }
        for (const std::int64_t older : sizes) {
            if (older > size) continue;
            EXPECT_TRUE(merkle::extends(stated->root, size, root_of_first(older), older,
                                        tree.consistency(older, size)))
                << older << " to " << size;
        }
    }
}

TEST_F(NotaryTest, SignsEveryMinuteWhatHasGrown) {
    Notary notary = opened(store_);
    append(1);
    notary.tick();
    EXPECT_EQ(latest(), 1);
    append(1);
    system_.at = plus_seconds(system_.at, 59);
    notary.tick();
    EXPECT_EQ(latest(), 1);
    system_.at = plus_seconds(system_.at, 1);
    notary.tick();
    EXPECT_EQ(latest(), 2);
    system_.at = plus_seconds(system_.at, 600);
    notary.tick();
    EXPECT_EQ(store_.proofs().checkpoints(programme_, 1, 10).size(), 2U);
}

TEST_F(NotaryTest, SignsAtOnceWhenABatchWasFrozen) {
    Notary notary = opened(store_);
    append(1);
    notary.tick();
    append(1);
    notary.tick();
    EXPECT_EQ(latest(), 1);
    append(1, "publish-batch");
    notary.tick();
    EXPECT_EQ(latest(), 3);
}

TEST_F(NotaryTest, CoversNothingThatIsNotThere) {
    Notary notary = opened(store_);
    append(3);
    EXPECT_EQ(notary.cover(programme_, 4).error(), Notary::NoCheckpoint::log_is_shorter);
    EXPECT_EQ(notary.cover(programme_, 2)->size, 3);
}

TEST_F(NotaryTest, SignsForWhoeverAsksOnceASecondAtMost) {
    Notary notary = opened(store_);
    append(1);
    EXPECT_EQ(notary.cover(programme_, 1)->size, 1);
    append(1);
    system_.at.micros += Instant::second - 1;
    EXPECT_EQ(notary.cover(programme_, 2).error(), Notary::NoCheckpoint::ask_again);
    EXPECT_EQ(notary.cover(programme_, 1)->size, 1);
    system_.at.micros += 1;
    EXPECT_EQ(notary.cover(programme_, 2)->size, 2);
}

TEST_F(NotaryTest, ReadsALongLogPieceByPiece) {
    append(25'000);
    Notary notary = opened(store_);
    EXPECT_EQ(notary.cover(programme_, 25'000).error(), Notary::NoCheckpoint::ask_again);
    EXPECT_EQ(notary.cover(programme_, 25'000)->size, 25'000);
    EXPECT_EQ(LogTree(store_, programme_).frontier(25'000).root(), root_of_first(25'000));
}

TEST_F(NotaryTest, GoesOnWhereItWasWithoutSigningTwice) {
    {
        Notary notary = opened(store_);
        append(700);
        notary.tick();
    }
    append(100);
    Notary again = opened(store_);
    again.tick();
    EXPECT_EQ(latest(), 800);
    EXPECT_EQ(LogTree(store_, programme_).frontier(800).root(), root_of_first(800));
    EXPECT_EQ(store_.proofs().nodes(programme_, 8, 0, 10).size(), 3U);
}

TEST_F(NotaryTest, NoticesADatabaseThatIsOlderThanItsLastCheckpoint) {
    append(300);
    opened(store_).tick();
    MemoryStore older;
    older.add_programme("beijing-2025");
    append_to(older, 299);
    const std::string why = why_not(older);
    EXPECT_TRUE(why.contains("299 events") && why.contains("one of 300 was signed")) << why;
    append_to(older, 1);
    EXPECT_EQ(why_not(older), "");
    append_to(older, 1);
    EXPECT_EQ(why_not(older), "");
}

TEST_F(NotaryTest, NoticesALogThatIsNotTheOneThatWasSigned) {
    append(300);
    opened(store_).tick();
    MemoryStore forged;
    forged.add_programme("beijing-2025");
    append_to(forged, 1, "accept");
    append_to(forged, 299);
    EXPECT_TRUE(why_not(forged).contains("first 300 events were rewritten")) << why_not(forged);
}

TEST_F(NotaryTest, AsksForTheKeyThatSigned) {
    append(1);
    opened(store_).tick();
    key_ = LogKey::of_chance("vouchers.example.org");
    EXPECT_TRUE(why_not(store_).contains("not signed by the key")) << why_not(store_);
}

TEST_F(NotaryTest, AKeyFileIsMadeOnceAndReadForGood) {
    const fs::path file = folder_ / "log-key";
    const std::string verifier = LogKey::of_file_or_new(file, "a.example").verifier("x");
    EXPECT_EQ(LogKey::of_file_or_new(file, "b.example").verifier("x"), verifier);
    EXPECT_TRUE(verifier.starts_with("a.example/x+")) << verifier;
    EXPECT_EQ(fs::status(file).permissions() & fs::perms::all,
              fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(NotaryTest, RefusesKeyFilesThatAreWrong) {
    const fs::path file = folder_ / "log-key";
    LogKey::of_file_or_new(file, "a.example");
    std::string line;
    std::getline(std::ifstream{file}, line);
    const auto with = [&](const std::string& text) {
        std::ofstream{file} << text << '\n';
        try {
            LogKey::from_file(file);
        } catch (const std::runtime_error& why) {
            return std::string{why.what()};
        }
        return std::string{};
    };
    EXPECT_EQ(with(line), "");
    EXPECT_TRUE(with("").contains("would be right"));
    EXPECT_TRUE(with("PRIVATE+KEY+a b+1+2").contains("would be right"));
    EXPECT_TRUE(with(line.substr(0, line.size() - 3)).contains("would be right"));
    std::string renamed = line;
    renamed.replace(renamed.find("a.example"), 9, "b.example");
    EXPECT_TRUE(with(renamed).contains("mistyped"));
    EXPECT_EQ(with(line), "");
    fs::permissions(file, fs::perms::others_read, fs::perm_options::add);
    EXPECT_TRUE(with(line).contains("chmod 600"));
}

TEST_F(NotaryTest, ReadsOnlyWhatItsKeySignedForThisLog) {
    const merkle::Hash root(merkle::hash_bytes, 'r');
    const std::string note = key_.checkpoint("beijing-2025", 7, root);
    ASSERT_TRUE(key_.read("beijing-2025", note));
    EXPECT_EQ(key_.read("beijing-2025", note)->size, 7);
    EXPECT_FALSE(key_.read("beijing-2023", note));
    EXPECT_FALSE(LogKey::of_chance("vouchers.example.org").read("beijing-2025", note));
    EXPECT_FALSE(key_.read("beijing-2025", ""));
    EXPECT_FALSE(key_.read("beijing-2025", note.substr(0, note.size() - 2)));
    std::string bent = note;
    bent.replace(bent.find("\n7\n"), 3, "\n8\n");
    EXPECT_FALSE(key_.read("beijing-2025", bent));
}

}  // namespace
}  // namespace zq
