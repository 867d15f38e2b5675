// The power goes off before each write, sync, truncation and removal; the next start finds every
// acknowledged round, the one in flight wholly or not at all, and nothing that is half.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>
#include <unordered_set>

#include "disk/shop.h"
#include "store/sql/connection.h"
#include "store/sql/sql_store.h"

namespace zq::test {
namespace {

namespace fs = std::filesystem;

// What was done to the disk, and how far the logs had been acknowledged when.
struct Recording {
    DiskImage before;
    DiskActs acts;
    std::vector<std::pair<std::size_t, Tails>> marks;

    Bounds at(std::size_t act) const {
        Bounds bounds{marks.front().second, marks.back().second};
        for (const auto& [when, tails] : marks) {
            if (when <= act) bounds.acknowledged = tails;
        }
        for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) {
            if (mark->first > act) bounds.possible = mark->second;
        }
        return bounds;
    }
};

using Note = std::function<void(const Tails&)>;
using Path = std::function<void(const std::string& url, const Note& acknowledged)>;

class CrashTest : public testing::Test {
protected:
    Recording record(const DiskImage& before, const Tails& begin, const Path& path) {
        Recording recording{before, {}, {{0, begin}}};
        write_image(place_.live(), before);
        FaultDisk disk{place_.live()};
        path(url_in(place_.live()),
             [&](const Tails& tails) { recording.marks.emplace_back(disk.acts().size(), tails); });
        recording.acts = disk.acts();
        return recording;
    }

    // Each way the disk may look after a crash before this act.
    std::vector<DiskImage> images(const Recording& recording, std::size_t at) {
        const Crash crash{recording.before, recording.acts, at};
        std::vector<DiskImage> images{crash.everything_kept(), crash.unsynced_dropped()};
        for (int seed = 0; seed < (is_deep() ? 5 : 1); ++seed) {
            images.push_back(crash.unsynced_mixed(dice_));
        }
        if (at < recording.acts.size() && recording.acts[at].kind == DiskAct::Kind::write) {
            const std::size_t length = recording.acts[at].bytes.size();
            std::vector<std::size_t> torn{1, 511, 512, 4095, length - 1};
            if (!is_deep()) torn = {torn[dice_() % torn.size()]};
            for (const std::size_t part : torn) {
                if (part < length) images.push_back(crash.torn(part));
            }
        }
        return images;
    }

    void crash_everywhere(const Recording& recording) {
        ASSERT_GT(recording.acts.size(), 10U);
        std::unordered_set<std::string> seen;
        for (std::size_t at = 0; at <= recording.acts.size(); ++at) {
            for (const DiskImage& image : images(recording, at)) {
                if (!seen.insert(fingerprint(image)).second) continue;
                const Bounds bounds = recording.at(at);
                ASSERT_EQ(after_crash(image, bounds), "") << "before act " << at;
                if (dice_() % (is_deep() ? 40 : 50) == 0) {
                    crash_again(image, bounds);
                }
                if (HasFatalFailure()) return;
            }
        }
        fmt::print("{} acts, {} crashes recovered from, {} of them with a second crash meanwhile\n",
                   recording.acts.size(), recovered_, again_);
    }

    std::string after_crash(const DiskImage& image, const Bounds& bounds) {
        ++recovered_;
        write_image(place_.crashed(), image);
        return wrong_with(place_.crashed(), bounds);
    }

    // The power goes off again while the next start recovers and puts the log into the file.
    void crash_again(const DiskImage& image, const Bounds& bounds) {
        const Recording recovery =
            record(image, bounds.acknowledged,
                   [](const std::string& url, const Note&) { SqlStore store{url}; });
        const std::size_t step = is_deep() ? 1 : 1 + recovery.acts.size() / 8;
        for (std::size_t at = dice_() % step; at <= recovery.acts.size(); at += step) {
            const Crash crash{recovery.before, recovery.acts, at};
            for (const DiskImage& left :
                 {crash.everything_kept(), crash.unsynced_dropped(), crash.unsynced_mixed(dice_)}) {
                ++again_;
                ASSERT_EQ(after_crash(left, bounds), "") << "in recovery, before act " << at;
            }
        }
    }

    static std::string fingerprint(const DiskImage& image) {
        std::string all;
        for (const auto& [name, bytes] : image) {
            all += name + std::to_string(bytes.size()) + ' ' +
                   std::to_string(std::hash<std::string>{}(bytes)) + '\n';
        }
        return all;
    }

    Place place_;
    std::mt19937_64 dice_{new_seed()};
    std::int64_t recovered_ = 0;
    std::int64_t again_ = 0;
};

Tails tails_at(const Place& place, const DiskImage& image) {
    write_image(place.crashed(), image);
    SqlStore store{url_in(place.crashed())};
    return tails_of(store);
}

void claim_rounds(const std::string& url, const Note& acknowledged, int rounds) {
    City city{std::make_unique<SqlStore>(url)};
    const ProgrammeId programme = city.use_cases().publish(beijing(2025), Actor{});
    for (int round = 0; round < rounds; ++round) {
        for (const Attempt& attempt : claim_in_round(city, programme, round)) {
            ASSERT_TRUE(attempt.outcome && (*attempt.outcome)->answer);
        }
        acknowledged(tails_of(city.store()));
    }
}

// Rounds of claims; then the last connection puts the write-ahead log into the file.
TEST_F(CrashTest, while_claims_are_stored) {
    const DiskImage& shop = open_shop(place_);
    const Recording recording =
        record(shop, tails_at(place_, shop), [](const std::string& url, const Note& acknowledged) {
            claim_rounds(url, acknowledged, is_deep() ? 10 : 3);
        });
    ASSERT_GE(recording.marks.size(), 4U);
    crash_everywhere(recording);
}

TEST_F(CrashTest, while_an_order_is_redeemed) {
    const DiskImage& shop = open_shop(place_);
    const Path redeem = [](const std::string& url, const Note& acknowledged) {
        City city{std::make_unique<SqlStore>(url)};
        const ProgrammeId programme = city.use_cases().publish(beijing(2025), Actor{});
        const auto step = [&](bool done) {
            ASSERT_TRUE(done);
            acknowledged(tails_of(city.store()));
        };
        const auto claimed = claim_in_round(city, programme, 0);
        const OrderId order{(*claimed.front().outcome)->answer->id};
        step(order.value != 0);
        step(city.ask(programme, Accept{{order}}).has_value());
        step(city.ask(programme, usual_contract(order)).has_value());
        step(city.redeem(programme, order, "251100000001") == "ok");
    };
    crash_everywhere(record(shop, tails_at(place_, shop), redeem));
}

// Nothing is acknowledged before the schema is there; afterwards the programme is.
TEST_F(CrashTest, while_a_database_is_made) {
    const Recording recording =
        record({}, {}, [](const std::string& url, const Note& acknowledged) {
            SqlStore store{url};
            acknowledged(tails_of(store));
            store.add_programme("beijing-2025");
            acknowledged(tails_of(store));
        });
    crash_everywhere(recording);
}

// A checkpoint while the database stays open, and a round upon it, whose frames overwrite the log.
TEST_F(CrashTest, while_the_log_is_put_into_the_file) {
    const DiskImage& shop = open_shop(place_);
    const Path path = [](const std::string& url, const Note& acknowledged) {
        City city{std::make_unique<SqlStore>(url)};
        const ProgrammeId programme = city.use_cases().publish(beijing(2025), Actor{});
        for (int round = 0; round < 3; ++round) {
            claim_in_round(city, programme, round);
            acknowledged(tails_of(city.store()));
            sql::Connection connection{url};
            connection
                .once(round == 0 ? "pragma wal_checkpoint(restart)"
                                 : "pragma wal_checkpoint(truncate)",
                      {}, {sql::SqlType::number})
                ->each({}, [](const Cells&) {});
        }
    };
    crash_everywhere(record(shop, tails_at(place_, shop), path));
}

// The checks themselves: on a disk that only says that it has synced, they find what was lost.
TEST_F(CrashTest, is_found_out_when_the_disk_lies) {
    const DiskImage& shop = open_shop(place_);
    Recording recording =
        record(shop, tails_at(place_, shop), [](const std::string& url, const Note& acknowledged) {
            claim_rounds(url, acknowledged, 3);
        });
    for (DiskAct& act : recording.acts) {
        if (act.kind == DiskAct::Kind::sync) act = {.file = "nothing", .bytes = {}};
    }
    std::set<std::string> found;
    for (std::size_t at = 0; at <= recording.acts.size(); ++at) {
        for (const DiskImage& image : images(recording, at)) {
            const std::string wrong = after_crash(image, recording.at(at));
            if (!wrong.empty()) found.insert(wrong.substr(0, wrong.find(' ')));
        }
    }
    EXPECT_TRUE(found.contains("log")) << "no lost round was missed";
    EXPECT_GT(found.size(), 1U) << "and no damage was seen";
}

}  // namespace
}  // namespace zq::test
