// Uploads, sweeps and looks that break off at each of their calls: nothing that was told is lost,
// nothing that was not told is found, nothing is left lying.
#include "uploads.h"

#include <gtest/gtest.h>

#include "app/looks.h"
#include "app/reading_room.h"
#include "base/digest.h"
#include "city.h"

namespace zq::test {
namespace {

using sim::FaultKind;

constexpr FaultKind kinds[] = {FaultKind::crash, FaultKind::fails};
constexpr std::int64_t most_calls = 16;
const std::string bytes = "%PDF an invoice";
const std::string digest = sha256_hex(bytes);
const PartyId owner{21};

// A desk of its own, with a store and a shelf that break off at one call.
struct Desk {
    bool upload(FaultKind kind, std::int64_t at) {
        sim::TownReader reader{incoming};
        sim::TownShelf shelf{shelved, incoming, failing};
        Intake intake{failing.files(), shelf, reader, nullptr};
        return comes_to_its_end(kind, at, [&] {
            (void)intake.take({.path = "incoming",
                               .digest = digest,
                               .bytes = std::ssize(bytes),
                               .owner = owner,
                               .name = "invoice.pdf",
                               .declared = "application/pdf",
                               .at = given});
        });
    }
    bool sweep(FaultKind kind, std::int64_t at, std::int64_t after_s) {
        sim::TownShelf shelf{shelved, incoming, failing};
        UseCases server{failing, city.clock()};
        return comes_to_its_end(kind, at,
                                [&] { sweep_files(server, shelf, plus_seconds(given, after_s)); });
    }
    // What the first drops the second discards.
    void sweep_twice_in_peace(std::int64_t after_s) {
        EXPECT_TRUE(sweep(FaultKind::crash, 0, after_s));
        EXPECT_TRUE(sweep(FaultKind::crash, 0, after_s + discarded_after_s));
    }
    bool comes_to_its_end(FaultKind kind, std::int64_t at, const std::function<void()>& act) {
        failing.plan(kind, at);
        bool done = true;
        try {
            act();
        } catch (const StoreFailed&) {
            done = false;
        } catch (const OutOfReach&) {
            done = false;
        }
        failing.forget();
        return done;
    }
    bool is_listed() { return city.store().files().find(digest, owner).has_value(); }
    bool is_gone() {
        const Instant later = plus_seconds(given, 10 * orphan_after_s);
        return !is_listed() && !shelved.has(digest) &&
               city.store().files().dropped_until(later).empty();
    }

    City city;
    sim::FaultyStore failing{city.store()};
    sim::Bytes incoming{{"incoming", bytes}};
    sim::Shelved shelved;
    const Instant given = city.clock().now();
};

TEST(Uploads, ThatBreakOffAreNotListedBeforeTheyAreThereAndLeaveNothing) {
    int broken_off = 0;
    for (const FaultKind kind : kinds) {
        for (std::int64_t at = 1; at <= most_calls; ++at) {
            Desk desk;
            broken_off += desk.upload(kind, at) ? 0 : 1;
            EXPECT_TRUE(!desk.is_listed() || desk.shelved.has(digest)) << "a stop at call " << at;
            desk.sweep_twice_in_peace(orphan_after_s);
            EXPECT_TRUE(desk.is_gone()) << "a stop at call " << at;
        }
    }
    EXPECT_GE(broken_off, 8);
}

TEST(Uploads, ThatAreSweptAreGoneEvenIfSweepsBreakOff) {
    int broken_off = 0;
    for (const FaultKind kind : kinds) {
        for (std::int64_t at = 1; at <= most_calls; ++at) {
            Desk desk;
            ASSERT_TRUE(desk.upload(kind, 0));
            broken_off += desk.sweep(kind, at, orphan_after_s) ? 0 : 1;
            broken_off += desk.sweep(kind, at, orphan_after_s + discarded_after_s) ? 0 : 1;
            desk.sweep_twice_in_peace(2 * orphan_after_s);
            EXPECT_TRUE(desk.is_gone()) << "stops at call " << at;
        }
    }
    EXPECT_GE(broken_off, 12);
}

TEST(Uploads, ThatAreGivenAgainByAClockThatRanBackAreNoOlder) {
    Desk desk;
    ASSERT_TRUE(desk.upload(FaultKind::crash, 0));
    sim::TownReader reader{desk.incoming};
    sim::TownShelf shelf{desk.shelved, desk.incoming, desk.failing};
    Intake intake{desk.failing.files(), shelf, reader, nullptr};
    const auto again = intake.take({.path = "incoming",
                                    .digest = digest,
                                    .bytes = std::ssize(bytes),
                                    .owner = owner,
                                    .name = "invoice.pdf",
                                    .declared = "application/pdf",
                                    .at = plus_seconds(desk.given, -orphan_after_s)});
    ASSERT_TRUE(again);
    EXPECT_EQ(again->at, desk.given);
}

TEST(Looks, AreWrittenDownBeforeTheyCount) {
    int broken_off = 0;
    for (std::int64_t at = 1; at <= most_calls; ++at) {
        Desk desk;
        Look look;
        look.at = desk.given;
        look.by = PersonId{7};
        look.file = digest;
        look.of = owner.value;
        const auto note = [&] { EXPECT_TRUE(note_look(desk.failing.access(), look)); };
        broken_off += desk.comes_to_its_end(FaultKind::crash, at, note) ? 0 : 1;
        note();
        EXPECT_FALSE(looks_like(desk.city.store().access(), {}).looks.empty())
            << "a stop at call " << at;
    }
    EXPECT_GE(broken_off, 6);
}

}  // namespace
}  // namespace zq::test
