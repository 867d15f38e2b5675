// A small part of the corpus, with the bounds that docs/papers.md promises.
#include <gtest/gtest.h>

#include <filesystem>

#include "papers/reading/reader_process.h"
#include "papers/score.h"

namespace zq::corpus {
namespace {

class Corpus : public testing::Test {
protected:
    Corpus() {
        std::string name = (std::filesystem::temp_directory_path() / "zq-corpus-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
    }
    ~Corpus() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    Score read(Condition condition, int each) {
        papers::ReaderProcess reader{papers::ReaderProcess::beside_this_program()};
        Score score;
        for (const Kind kind : kinds) {
            for (int i = 0; i < each; ++i) {
                Dice dice{static_cast<std::uint64_t>(i * 4) + static_cast<std::uint64_t>(kind)};
                score += score_of(kind, condition, dice, reader, folder_);
            }
        }
        EXPECT_EQ(score.refused, 0);
        return score;
    }

    std::filesystem::path folder_;
};

TEST_F(Corpus, TextIsReadAndReadRightly) {
    const Score score = read(Condition::clean, 5);
    EXPECT_GE(score.right * 100, score.in_reach() * 98);
    EXPECT_EQ(score.wrong, 0);
    EXPECT_EQ(score.seals_found, score.seals);
    EXPECT_EQ(score.seals_false, 0);
}

TEST_F(Corpus, CodesAndSealsOfScans) {
    for (const Condition condition : {Condition::scanned, Condition::stamped}) {
        const Score score = read(condition, 2);
        EXPECT_EQ(score.wrong, 0);
        EXPECT_GE(score.right * 100, score.in_reach() * 60);
        EXPECT_GE(score.seals_found * 100, score.seals * 75);
    }
}

TEST_F(Corpus, CodesOfPhotographs) {
    const Score score = read(Condition::photographed, 1);
    EXPECT_EQ(score.wrong, 0);
    EXPECT_GT(score.right, 0);
}

}  // namespace
}  // namespace zq::corpus
