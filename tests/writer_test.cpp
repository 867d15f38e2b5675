// The writer: order of arrival for claims, a lane of their own for all others, bounded queues.
#include "app/writer.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "app/log.h"
#include "app/precedence.h"
#include "city.h"
#include "engine/deciding.h"

namespace zq::test {
namespace {

Asked claim_of(int number) {
    Claim claim;
    claim.product = product(1);
    claim.amount = yuan("100.00");
    return {.actor = enterprise(number), .command = claim, .key = {}, .digest = {}, .openings = {}};
}

class WithWriter : public ::testing::Test {
protected:
    WithWriter() : WithWriter{Writer::Settings{}} {}
    explicit WithWriter(Writer::Settings settings)
        : writer{city.use_cases(), settings,
                 [](std::vector<Writer::Answer> answers) {
                     for (Writer::Answer& one : answers) one.done(std::move(one.attempt));
                 },
                 [](const CommitUnknown&) { std::abort(); }} {}

    Writer::Place place(bool is_claim = true) { return *writer.enter(city.second, is_claim); }
    std::future<std::int64_t> submit(Writer::Place place, Asked asked) {
        auto promise = std::make_shared<std::promise<std::int64_t>>();
        auto seq = promise->get_future();
        writer.submit(std::move(place), std::move(asked), [promise](const Attempt& attempt) {
            const bool ok = attempt.outcome && *attempt.outcome && (*attempt.outcome)->answer;
            promise->set_value(ok ? (*attempt.outcome)->answer->seq : 0);
        });
        return seq;
    }
    static bool is_decided(const std::future<std::int64_t>& answer) {
        return answer.wait_for(std::chrono::milliseconds{50}) == std::future_status::ready;
    }

    TwoYears city;
    Writer writer;
};

TEST_F(WithWriter, ALaterClaimWaitsForAnEarlierOneThatIsStillBeingRead) {
    Writer::Place first = place();
    auto second = submit(place(), claim_of(2));
    EXPECT_FALSE(is_decided(second));
    auto earlier = submit(std::move(first), claim_of(1));
    EXPECT_LT(earlier.get(), second.get());
}

TEST_F(WithWriter, APlaceThatIsGivenUpHoldsNobodyUp) {
    std::optional<Writer::Place> first = place();
    std::optional<Writer::Place> second = place();
    auto third = submit(place(), claim_of(1));
    second.reset();
    EXPECT_FALSE(is_decided(third));
    first.reset();
    EXPECT_GT(third.get(), 0);
}

TEST_F(WithWriter, OtherCommandsWaitForNoClaim) {
    const OrderId id{city.claim(city.second)->id};
    const Writer::Place held_up = place();
    auto claim = submit(place(), claim_of(2));
    const Asked accept{
        .actor = provider(1), .command = Accept{{id}}, .key = {}, .digest = {}, .openings = {}};
    EXPECT_GT(submit(place(false), accept).get(), 0);
    EXPECT_FALSE(is_decided(claim));
}

TEST_F(WithWriter, WaitsForTheOutcomeWhereThatIsAsked) {
    const Outcome outcome = writer.handle(city.second, claim_of(1));
    ASSERT_TRUE(outcome && outcome->answer);
    EXPECT_TRUE(outcome->logged);
}

TEST_F(WithWriter, DecidesAllThatWasSubmittedBeforeItEnds) {
    std::vector<std::future<std::int64_t>> answers;
    for (int i = 0; i < 20; ++i) answers.push_back(submit(place(), claim_of(1 + i % 3)));
    writer.finish();
    for (auto& answer : answers) EXPECT_GT(answer.get(), 0);
    EXPECT_FALSE(writer.enter(city.second, true));
}

TEST_F(WithWriter, DecidesAheadOfWhoeverReceives) {
    std::promise<int> precedence;
    std::thread receiver{[&] {
        take(Precedence::receiving);
        writer.submit(place(), claim_of(1), [&](const Attempt&) {
            precedence.set_value(::getpriority(PRIO_PROCESS, 0));
        });
    }};
    EXPECT_EQ(precedence.get_future().get(), static_cast<int>(Precedence::deciding));
    receiver.join();
}

class WithShortQueue : public WithWriter {
protected:
    WithShortQueue() : WithWriter{{.round_most = 2, .queue_most = 3, .queue_least = 3}} {}
};

TEST_F(WithShortQueue, RefusesAtOnceWhatItCannotAnswerInTime) {
    std::vector<Writer::Place> places;
    for (int i = 0; i < 3; ++i) places.push_back(place());
    EXPECT_FALSE(writer.enter(city.second, true));
    EXPECT_TRUE(writer.enter(city.second, false));  // a lane of their own
    EXPECT_TRUE(writer.enter(city.first, true));    // and a queue for each programme
    EXPECT_GE(writer.retry_after_s(city.second), 1);
    places.pop_back();
    EXPECT_FALSE(writer.enter(city.second, true));  // given up, but still behind two others
    places.clear();
    EXPECT_TRUE(writer.enter(city.second, true));
}

// Invariant 1: however many press at once, nobody gets what is not there.
TEST_F(WithWriter, NeverOversells) {
    std::atomic<int> sold = 0;
    std::vector<std::thread> crowd;
    for (int number = 1; number <= 3; ++number) {
        crowd.emplace_back([&, number] {
            for (int i = 0; i < 40; ++i) {
                if (submit(place(), claim_of(number)).get() > 0) ++sold;
            }
        });
    }
    for (std::thread& one : crowd) one.join();
    EXPECT_EQ(sold, 50);  // what City::open_shop listed
    const Account stock = *city.load<Account>(city.second, stock_of(product(1)));
    EXPECT_EQ(stock.used(), 50);
    EXPECT_FALSE(verify(city.store(), city.second));
    EXPECT_EQ(writer.load().commands, 120);
}

}  // namespace
}  // namespace zq::test
