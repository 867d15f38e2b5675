// The demonstration's clock: shared through the store, and never moved backwards.
#include "app/clock.h"

#include <gtest/gtest.h>

#include <map>
#include <stdexcept>

namespace zq {
namespace {

// A store that keeps settings. A clock needs nothing else of it.
class Settings : public Store {
public:
    std::unique_ptr<Transaction> begin(ProgrammeId) override { nothing_else(); }
    std::unique_ptr<Reader> read(ProgrammeId) override { nothing_else(); }
    std::vector<std::pair<ProgrammeId, std::string>> programmes() override { nothing_else(); }
    ProgrammeId add_programme(const std::string&) override { nothing_else(); }
    std::vector<Message> unsent(std::int64_t) override { nothing_else(); }
    void mark_sent(const std::vector<std::int64_t>&) override { nothing_else(); }
    void mark_read(PartyId, std::int64_t) override { nothing_else(); }
    Access& access() override { nothing_else(); }
    StoredFiles& files() override { nothing_else(); }
    Proofs& proofs() override { nothing_else(); }

    std::int64_t setting(const std::string& name, std::int64_t otherwise) override {
        ++reads;
        const auto found = kept_.find(name);
        return found == kept_.end() ? otherwise : found->second;
    }
    void put_setting(const std::string& name, std::int64_t value) override { kept_[name] = value; }

    int reads = 0;

private:
    [[noreturn]] static void nothing_else() {
        throw std::logic_error{"a clock asks settings only"};
    }

    std::map<std::string, std::int64_t> kept_;
};

class SetClock : public Clock {
public:
    Instant now() override { return {at}; }
    void pass(std::int64_t micros) { at += micros; }
    std::int64_t at = 1'000 * Instant::second;
};

constexpr std::int64_t second = Instant::second;
constexpr std::int64_t day = 86'400 * second;

class DemoClockTest : public testing::Test {
protected:
    std::int64_t now() { return clock.now().micros; }

    Settings store;
    SetClock system;
    DemoClock clock{store, system};
};

TEST(SystemClock, counts_microseconds_since_1970) {
    SystemClock clock;
    const auto year_2024 = std::chrono::sys_days{std::chrono::year{2024} / 1 / 1};
    const Instant before = clock.now();
    EXPECT_GT(before.micros, std::chrono::microseconds{year_2024.time_since_epoch()}.count());
    EXPECT_LE(before, clock.now());
}

TEST_F(DemoClockTest, is_the_systems_time_until_it_is_moved) {
    EXPECT_EQ(now(), 1'000 * second);
    system.pass(7);
    EXPECT_EQ(now(), 1'000 * second + 7);
}

TEST_F(DemoClockTest, begins_in_the_past_and_runs_on) {
    clock.begin_at({5 * second});
    EXPECT_EQ(now(), 5 * second);
    system.pass(3);
    EXPECT_EQ(now(), 5 * second + 3);
}

TEST_F(DemoClockTest, begins_anew_where_it_was_left) {
    clock.begin_at({5 * second});
    EXPECT_TRUE(clock.move_to({50 * second}));
    system.pass(2 * second);
    DemoClock later{store, system};
    EXPECT_EQ(later.now().micros, 52 * second);
}

TEST_F(DemoClockTest, moves_forward_by_any_bit_and_never_back) {
    clock.begin_at({day});
    EXPECT_FALSE(clock.move_to({day - 1}));
    EXPECT_EQ(now(), day);
    EXPECT_TRUE(clock.move_to({day})) << "to where it stands already";
    EXPECT_EQ(now(), day);
    EXPECT_TRUE(clock.move_to({day + 1}));
    EXPECT_EQ(now(), day + 1);
    EXPECT_TRUE(clock.move_to({400 * day}));
    EXPECT_FALSE(clock.move_to({400 * day - 1}));
    EXPECT_EQ(now(), 400 * day);
}

TEST_F(DemoClockTest, follows_another_process_within_a_second) {
    clock.begin_at({day});
    DemoClock other{store, system};
    EXPECT_EQ(now(), day);
    ASSERT_TRUE(other.move_to({2 * day}));
    system.pass(second);
    EXPECT_EQ(now(), day + second) << "the offset is a second old at most";
    system.pass(1);
    EXPECT_EQ(now(), 2 * day + second + 1);
}

TEST_F(DemoClockTest, asks_the_store_once_a_second) {
    for (int i = 0; i < 1'000; ++i) {
        now();
        system.pass(1'000);
    }
    EXPECT_EQ(store.reads, 1);
    system.pass(1'000);
    now();
    EXPECT_EQ(store.reads, 2);
}

// Each of two processes moves the clock; the later move is the nearer one.
TEST_F(DemoClockTest, does_not_undo_what_another_process_moved_a_moment_ago) {
    clock.begin_at({day});
    DemoClock other{store, system};
    EXPECT_EQ(now(), day);
    ASSERT_TRUE(other.move_to({10 * day}));
    EXPECT_FALSE(clock.move_to({5 * day}));
    EXPECT_EQ(now(), 10 * day);
    DemoClock third{store, system};
    EXPECT_EQ(third.now().micros, 10 * day);
}

TEST_F(DemoClockTest, stands_still_while_the_system_is_behind) {
    clock.begin_at({day});
    system.pass(100 * second);
    EXPECT_EQ(now(), day + 100 * second);
    system.pass(-60 * second);
    EXPECT_EQ(now(), day + 100 * second);
    EXPECT_FALSE(clock.move_to({day + 90 * second})) << "later than the system, but shown already";
    EXPECT_TRUE(clock.move_to({day + 101 * second}));
    system.pass(1);
    EXPECT_EQ(now(), day + 101 * second + 1);
}

TEST_F(DemoClockTest, reads_the_offset_again_when_the_system_steps_back) {
    clock.begin_at({day});
    DemoClock other{store, system};
    EXPECT_EQ(now(), day);
    ASSERT_TRUE(other.move_to({2 * day}));
    system.pass(-1);
    EXPECT_EQ(now(), 2 * day - 1);
}

TEST_F(DemoClockTest, keeps_its_offset_when_the_store_falls_back) {
    clock.begin_at({2'000 * second});
    EXPECT_EQ(now(), 2'000 * second);
    store.put_setting("demo_offset_us", 0);
    system.pass(2 * second);
    EXPECT_EQ(now(), 2'002 * second);
}

}  // namespace
}  // namespace zq
