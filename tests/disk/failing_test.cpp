// Each call to the disk fails, once and for ever: full, not to be read, written or synced.
//
// What is refused is not there, what is acknowledged is, also when the power goes off afterwards.
// After a commit that nobody can vouch for the process ends, as http::end_process does.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "disk/shop.h"
#include "store/sql/connection.h"
#include "store/sql/sql_store.h"

namespace zq::test {
namespace {

using Call = DiskFault::Call;

constexpr int rounds = 4;

// What a run saw until it was over or its process had to end.
struct Seen {
    Tails acknowledged;
    std::int64_t in_doubt = 0;
    bool failed = false;
    bool last_round_done = false;
    std::string wrong;
};

struct Kind {
    const char* name;
    Call call;
    int result;
    bool landed = false;  // what was to be written is there all the same
};

constexpr Kind kinds[] = {
    {"full", Call::write, SQLITE_FULL},
    {"write", Call::write, SQLITE_IOERR_WRITE},
    {"late", Call::write, SQLITE_IOERR_WRITE, true},
    {"sync", Call::sync, SQLITE_IOERR_FSYNC},
    {"truncate", Call::truncate, SQLITE_IOERR_TRUNCATE},
    {"read", Call::read, SQLITE_IOERR_READ},
};

class FailingDisk : public testing::TestWithParam<Kind> {
protected:
    // Refusals of the world only: anything else is a bug.
    static void take(const Attempt& attempt, Seen& seen) {
        if (attempt.outcome) return;
        try {
            std::rethrow_exception(attempt.fault);
        } catch (const StoreFailed&) {
            seen.failed = true;
        } catch (const std::exception& fault) {
            seen.wrong = fault.what();
        }
    }

    void claim(City& city, ProgrammeId programme, int round, Seen& seen) {
        std::int64_t done = 0;
        for (const Attempt& attempt : claim_in_round(city, programme, round)) {
            take(attempt, seen);
            done += attempt.outcome ? 1 : 0;
        }
        seen.acknowledged[programme.value] += done;
        seen.last_round_done = done == claims_a_round;
    }

    // A whole life of a process, from opening to closing.
    Seen live(const Tails& begin) {
        Seen seen;
        seen.acknowledged = begin;
        try {
            City city{std::make_unique<SqlStore>(url_in(place_.live()))};
            const ProgrammeId programme = city.use_cases().publish(beijing(2025), Actor{});
            for (int round = 0; round < rounds; ++round) claim(city, programme, round, seen);
            if (GetParam().call != Call::read) tails_of(city.store());  // a full disk can be read
            put_the_log_into_the_file();
        } catch (const CommitUnknown&) {
            seen.in_doubt = claims_a_round;
        } catch (const StoreFailed&) {
            seen.failed = true;
        } catch (const std::exception& fault) {
            seen.wrong = fault.what();
        }
        return seen;
    }

    void put_the_log_into_the_file() {
        sql::Connection connection{url_in(place_.live())};
        connection.once("pragma wal_checkpoint(truncate)", {}, {sql::SqlType::number})
            ->each({}, [](const Cells&) {});
    }

    void check_it(const Seen& seen, const DiskImage& image) {
        Bounds bounds{seen.acknowledged, seen.acknowledged};
        const bool perhaps = GetParam().landed && seen.failed;
        bounds.possible[second_] += perhaps ? claims_a_round : seen.in_doubt;
        write_image(place_.crashed(), image);
        ASSERT_EQ(wrong_with(place_.crashed(), bounds), "");
    }

    static bool is_rare() {
        return GetParam().call == Call::sync || GetParam().call == Call::truncate;
    }
    static DiskFault fault(std::int64_t nth, bool for_ever) {
        return {.call = GetParam().call,
                .nth = nth,
                .for_ever = for_ever,
                .result = GetParam().result,
                .landed = GetParam().landed};
    }

    // Whether the fault was met; then what was seen is held against what is there.
    bool run(const DiskFault& fault, const DiskImage& shop, const Tails& begin) {
        write_image(place_.live(), shop);
        FaultDisk disk{place_.live()};
        disk.fail(fault);
        const Seen seen = live(begin);
        disk.heal();
        EXPECT_EQ(seen.wrong, "");
        if (!disk.has_failed()) return false;
        in_doubt_ += seen.in_doubt > 0 ? 1 : 0;
        refused_ += seen.failed ? 1 : 0;
        check_it(seen, read_image(place_.live()));
        const Crash crash{shop, disk.acts(), disk.acts().size()};
        check_it(seen, crash.unsynced_dropped());
        return true;
    }

    Place place_;
    std::mt19937_64 dice_{new_seed()};
    std::int64_t second_ = 2;
    std::int64_t in_doubt_ = 0;
    std::int64_t refused_ = 0;
};

Tails tails_at(const Place& place, const DiskImage& image) {
    write_image(place.crashed(), image);
    SqlStore store{url_in(place.crashed())};
    return tails_of(store);
}

TEST_P(FailingDisk, is_told_and_nothing_acknowledged_is_lost) {
    const DiskImage& shop = open_shop(place_);
    const Tails begin = tails_at(place_, shop);
    std::int64_t faults = 0;
    for (const bool for_ever : {false, true}) {
        std::int64_t nth = is_deep() || is_rare() ? 0 : static_cast<std::int64_t>(dice_() % 10);
        while (run(fault(nth, for_ever), shop, begin)) {
            ASSERT_FALSE(HasFailure()) << "call " << nth << (for_ever ? " and for ever" : "");
            ++faults;
            nth += is_deep() || is_rare() ? 1 : 1 + static_cast<std::int64_t>(dice_() % 10);
        }
    }
    fmt::print("{}: {} faults, {} runs were refused something, {} ended in doubt\n",
               GetParam().name, faults, refused_, in_doubt_);
    EXPECT_GT(faults, 0);
}

INSTANTIATE_TEST_SUITE_P(EachCall, FailingDisk, testing::ValuesIn(kinds),
                         [](const auto& kind) { return std::string{kind.param.name}; });

}  // namespace
}  // namespace zq::test
