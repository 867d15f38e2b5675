// Reads a made-up paper back through the real reader and counts what came back.
#pragma once

#include <filesystem>

#include "app/paper_reader.h"
#include "papers/condition.h"

namespace zq::corpus {

struct Score {
    std::int64_t files = 0;
    std::int64_t pages = 0;
    std::int64_t refused = 0;  // honest files that inspection did not let pass
    std::int64_t right = 0;    // fields
    std::int64_t wrong = 0;
    std::int64_t unread = 0;
    std::int64_t beyond = 0;  // fields that are pixels only, where no code holds them
    std::int64_t seals = 0;
    std::int64_t seals_found = 0;
    std::int64_t seals_false = 0;
    double seconds = 0;

    std::int64_t in_reach() const { return right + wrong + unread; }
    Score& operator+=(const Score& other);
};

Score score_of(Kind kind, Condition condition, Dice& dice, app::PaperReader& reader,
               const std::filesystem::path& folder);

}  // namespace zq::corpus
