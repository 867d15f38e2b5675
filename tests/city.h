// A city with its use cases: two programmes over one registry, and a clock that is set. It lies in
// memory, unless it is given another store.
#pragma once

#include <gtest/gtest.h>

#include "app/use_cases.h"
#include "store/memory/memory_store.h"
#include "world.h"

namespace zq::test {

class SetClock : public Clock {
public:
    Instant now() override { return at; }
    Instant at = instant("2025-06-20T09:00:00+08:00");
};

inline std::string code_of(const Answer& answer) {
    return answer ? "ok" : std::string{name_of(answer.error().code())};
}

class City {
public:
    explicit City(std::unique_ptr<Store> store = std::make_unique<MemoryStore>())
        : store_{std::move(store)}, use_cases_{*store_, clock_} {}

    SetClock& clock() { return clock_; }
    Store& store() { return *store_; }
    UseCases& use_cases() { return use_cases_; }

    ProgrammeId publish(int year) { return publish(beijing(year)); }
    // A programme with product 1 of provider 1, listed as soon as the provider is known.
    ProgrammeId publish(const std::shared_ptr<const Rulebook>& rules) {
        const ProgrammeId id = use_cases_.publish(rules, Actor{});
        auto tx = store_->begin(id);
        WorkingSet tables;
        tables.put(qualified_product(1, *rules));
        tx->store(tables);
        tx->commit();
        return id;
    }
    void import_parties() {
        const Actor platform = staff(Role::platform_operator);
        for (const int number : {1, 2, 3}) done(registry, platform, enterprise_record(number));
        for (const int number : {1, 2}) {
            done(registry, platform, provider_record(number));
            done(registry, provider(number), bank_account(number));
        }
    }
    void open_shop(ProgrammeId programme) {
        for (const int number : {1, 2, 3}) done(programme, enterprise(number), certification());
        ListProduct listing;
        listing.product = product(1);
        listing.vouchers = 50;
        done(programme, listing);
    }

    Answer ask(ProgrammeId programme, const Actor& actor, const Command& command) {
        return handled(programme, actor, command, "", "")->answer;
    }
    Answer ask(ProgrammeId programme, const Command& command) {
        return ask(programme, right_actor(act_of(command)), command);
    }
    Outcome handled(ProgrammeId programme, const Actor& actor, const Command& command,
                    const std::string& key, const std::string& digest) {
        return use_cases_.handle(
            programme,
            {.actor = actor, .command = command, .key = key, .digest = digest, .openings = {}});
    }
    std::int64_t done(ProgrammeId programme, const Actor& actor, const Command& command) {
        const Answer answer = ask(programme, actor, command);
        EXPECT_TRUE(answer) << act_of(command) << ": "
                            << (answer ? "" : canonical(encode(answer.error().reasons())));
        return answer ? answer->id : 0;
    }
    // By two persons: one proposes, a colleague approves.
    std::int64_t approved(ProgrammeId programme, const Command& command) {
        const ProposalId proposal{done(programme, command)};
        return done(programme, colleague(Role::approver), ApproveProposal{proposal});
    }
    std::int64_t done(ProgrammeId programme, const Command& command) {
        return done(programme, right_actor(act_of(command)), command);
    }

    template <class T>
    std::optional<T> load(ProgrammeId programme, const KeyOf<T>& key) {
        Keys keys;
        keys.add<T>(key);
        WorkingSet tables;
        store_->read(programme)->load(keys, tables);
        const T* found = tables.find<T>(key);
        return found ? std::optional<T>{*found} : std::nullopt;
    }
    std::string status(ProgrammeId programme, OrderId id) {
        return std::string{name_of(load<Order>(programme, id)->status)};
    }
    std::int64_t events(ProgrammeId programme) { return store_->read(programme)->tail().next_seq; }

    // ---- orders
    Answer claim(ProgrammeId programme, int enterprise_number = 1) {
        Claim claim;
        claim.product = product(1);
        claim.amount = yuan("20000.00");
        return ask(programme, enterprise(enterprise_number), claim);
    }
    OrderId signed_order(ProgrammeId programme, int enterprise_number = 1) {
        const OrderId id{claim(programme, enterprise_number)->id};
        done(programme, Accept{{id}});
        done(programme, usual_contract(id));
        return id;
    }
    Redeem redemption(ProgrammeId programme, OrderId id, const std::string& number) {
        Redeem redeem;
        redeem.order = id;
        redeem.checked = true;
        const auto known = load<Product>(programme, product(1));
        const auto contract = load<Contract>(programme, id);
        const Rulebook& rules = use_cases_.rulebook(programme);
        redeem.documents =
            usual_papers(rules, {.product = &*known, .today = day_of(clock_.at, rules.zone)},
                         contract->terms(), number);
        return redeem;
    }
    std::string redeem(ProgrammeId programme, OrderId id, const std::string& number) {
        return code_of(ask(programme, redemption(programme, id, number)));
    }

private:
    std::unique_ptr<Store> store_;
    SetClock clock_;
    UseCases use_cases_;
};

// Both years at once, open for business.
struct TwoYears : City {
    ProgrammeId first = publish(2023);
    ProgrammeId second = publish(2025);
    explicit TwoYears(std::unique_ptr<Store> store = std::make_unique<MemoryStore>())
        : City{std::move(store)} {
        import_parties();
        open_shop(first);
        open_shop(second);
    }
};

}  // namespace zq::test
