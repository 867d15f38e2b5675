// The access trail and the ages of what is not the log, on a store in memory.
#include <gtest/gtest.h>

#include "app/ages.h"
#include "app/clock.h"
#include "app/erasure.h"
#include "app/log.h"
#include "app/looks.h"
#include "base/credit_code.h"
#include "store/memory/memory_store.h"

namespace zq {
namespace {

constexpr std::int64_t day_s = 24 * 3600;
const Instant noon{1'800'000'000 * Instant::second};

Look look_at(Instant at, std::int64_t id = 1, const std::string& file = "a",
             const std::string& part = "whole") {
    Look look;
    look.at = at;
    look.by = PersonId{7};
    look.role = Role::reviewer;
    look.what = Seen::papers;
    look.entity = "order";
    look.id = id;
    look.file = file;
    look.part = part;
    look.of = 40;
    look.under = Case::review;
    return look;
}

class Trail : public testing::Test {
protected:
    std::vector<Look> looks(const LookQuery& query = {}) {
        return looks_like(access(), query).looks;
    }
    Access& access() { return store_.access(); }
    MemoryStore store_;
};

TEST_F(Trail, KeepsOneLineForTheSameLookWithinAnHour) {
    EXPECT_TRUE(note_look(access(), look_at(noon)));
    EXPECT_TRUE(note_look(access(), look_at(plus_seconds(noon, 60))));
    EXPECT_TRUE(note_look(access(), look_at(plus_seconds(noon, 60), 1, "a", "page 2")));
    EXPECT_EQ(looks().size(), 2U);
    EXPECT_TRUE(note_look(access(), look_at(plus_seconds(noon, 3600))));
    ASSERT_EQ(looks().size(), 3U);
    EXPECT_EQ(looks().front().at, plus_seconds(noon, 3600)) << "the latest first";
}

TEST_F(Trail, CountsAPaperOnceHoweverManyPagesAreRead) {
    for (int page = 1; page <= 2 * openings_an_hour; ++page) {
        ASSERT_TRUE(note_look(access(), look_at(noon, 1, "a", "page " + std::to_string(page))));
    }
}

TEST_F(Trail, RefusesThePaperAfterTheLastOfTheHourAndSaysSo) {
    for (std::int64_t i = 0; i < openings_an_hour; ++i) {
        ASSERT_TRUE(note_look(access(), look_at(noon, 1, std::to_string(i)))) << i;
    }
    EXPECT_FALSE(note_look(access(), look_at(noon, 1, "more")));
    EXPECT_FALSE(note_look(access(), look_at(noon, 1, "more"))) << "again";
    EXPECT_TRUE(note_look(access(), look_at(noon, 1, "5", "page 2"))) << "it was open already";
    EXPECT_TRUE(note_look(access(), look_at(noon, 1, "log"), false)) << "does not count";
    const auto refused = looks({.refused = true});
    ASSERT_EQ(refused.size(), 1U);
    EXPECT_EQ(refused.front().file, "more");
    Look of_another = look_at(noon, 1, "more");
    of_another.by = PersonId{8};
    EXPECT_TRUE(note_look(access(), of_another));
    EXPECT_TRUE(note_look(access(), look_at(plus_seconds(noon, 3600), 1, "more")));
}

TEST_F(Trail, IsReadByWhomItConcernsAndPageByPage) {
    for (std::int64_t i = 0; i < 5; ++i) {
        Look look = look_at(plus_seconds(noon, i), i);
        look.of = i % 2 == 0 ? 40 : 41;
        note_look(access(), look);
    }
    EXPECT_EQ(looks({.of = 40}).size(), 3U);
    const LookPage first = looks_like(access(), {.of = 40, .most = 2});
    ASSERT_EQ(first.looks.size(), 2U);
    const LookPage second = looks_like(access(), {.of = 40, .below = first.next, .most = 2});
    ASSERT_EQ(second.looks.size(), 1U);
    EXPECT_EQ(second.looks.front().id, 0);
    EXPECT_EQ(looks({.since = plus_seconds(noon, 3)}).size(), 2U);
    EXPECT_EQ(looks({.until = plus_seconds(noon, 1)}).size(), 2U);
    EXPECT_TRUE(looks({.by = PersonId{8}}).empty());
}

TEST_F(Trail, ACaseIsTakenToTheEndOfTheNextHour) {
    const Instant hour{noon.micros - noon.micros % (3600 * Instant::second)};
    take_case(access(), PersonId{7}, ProgrammeId{1}, "order", 5, plus_seconds(hour, 60));
    const auto taken = [&](PersonId person, std::int64_t id, std::int64_t after_s) {
        return has_taken(access(), person, ProgrammeId{1}, "order", id,
                         plus_seconds(hour, after_s));
    };
    EXPECT_TRUE(taken(PersonId{7}, 5, 61));
    EXPECT_TRUE(taken(PersonId{7}, 5, 2 * 3600 - 1));
    EXPECT_FALSE(taken(PersonId{7}, 5, 2 * 3600));
    EXPECT_FALSE(taken(PersonId{8}, 5, 61));
    EXPECT_FALSE(taken(PersonId{7}, 6, 61));
}

// ---- ages: there on the day before, gone on the day after

class Ages : public testing::Test {
protected:
    static Instant days_ago(std::int64_t days, std::int64_t more_s = 0) {
        return plus_seconds(noon, -days * day_s - more_s);
    }
    void sweep() { sweep_aged(use_cases_, noon, noon); }
    Access& access() { return store_.access(); }

    SystemClock clock_;
    MemoryStore store_;
    UseCases use_cases_{store_, clock_};
};

TEST_F(Ages, AreOfTheTableUnlessTheOperatorSetsThem) {
    EXPECT_EQ(days_kept(store_, "keep-devices-days"), 180);
    keep_for(store_, "keep-devices-days", 30);
    EXPECT_EQ(days_kept(store_, "keep-devices-days"), 30);
    EXPECT_THROW(keep_for(store_, "keep-everything-days", 1), BrokenInvariant);
}

TEST_F(Ages, OfSessionsAndDevicesAndInvitations) {
    for (const std::int64_t more_s : {0, 1}) {
        const std::string name = std::to_string(more_s);
        access().put(Session{.id_digest = name,
                             .person = PersonId{1},
                             .organisation = PartyId{2},
                             .role = Role::reviewer,
                             .made = days_ago(1, more_s),
                             .last_used = noon});
        access().add(record_of(
            KnownDevice{.digest = name, .person = PersonId{1}, .made = days_ago(180, more_s)}));
        Invitation invitation;
        invitation.digest = name;
        invitation.until = days_ago(1, more_s);
        access().add(record_of(invitation));
    }
    sweep();
    EXPECT_TRUE(access().session("0"));
    EXPECT_FALSE(access().session("1"));
    EXPECT_TRUE(kept<KnownDevice>(access(), "0"));
    EXPECT_FALSE(kept<KnownDevice>(access(), "1"));
    EXPECT_TRUE(kept<Invitation>(access(), "0"));
    EXPECT_FALSE(kept<Invitation>(access(), "1"));
}

TEST_F(Ages, OfLooks) {
    note_look(access(), look_at(days_ago(3 * 365, 1), 1));
    note_look(access(), look_at(days_ago(3 * 365, -1), 2));
    sweep();
    const auto left = looks_like(access(), {}).looks;
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left.front().id, 2);
}

// ---- erasure

TEST_F(Ages, APersonIsErasedOnceItActsForNobody) {
    const auto ask = [&](Command command, std::vector<PersonalOpening> openings) {
        const Actor actor{.person = {}, .organisation = {}, .role = Role::platform_operator};
        return use_cases_
            .handle(registry, Asked{.actor = actor,
                                    .command = std::move(command),
                                    .key = {},
                                    .digest = {},
                                    .openings = std::move(openings)})
            ->answer->id;
    };
    const PartyId firm{
        ask(RegisterOrganisation{"Firm", made_up_credit_code(1), {"enterprise"}}, {})};
    const PersonId person{ask(RegisterPerson{Personal{"Wang", "c0ffee"}},
                              {{.commitment = "c0ffee", .salt = "s", .value = "Wang"}})};
    const MembershipId membership{
        ask(GrantMembership{person, firm, Role::enterprise_owner, {}, {}}, {})};
    access().put(Credential{"wang", person, "p", noon});
    EXPECT_FALSE(erase_person(store_, person));
    EXPECT_EQ(store_.read(registry)->opened("c0ffee"), "Wang");
    ask(RevokeMembership{membership}, {});
    EXPECT_TRUE(erase_person(store_, person));
    EXPECT_FALSE(store_.read(registry)->opened("c0ffee"));
    EXPECT_FALSE(access().credential("wang"));
    EXPECT_FALSE(verify(store_, registry)) << "the chain and its fold are as they were";
}

}  // namespace
}  // namespace zq
