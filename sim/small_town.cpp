// Breadth first over the bare engine; states that differ in nothing that matters are one state.
// Whatever is refused is asked as well: it must leave everything as it was.
#include "small_town.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "app/log.h"
#include "audit.h"
#include "engine/decide.h"
#include "town.h"

namespace zq::sim {

namespace {

constexpr ProgrammeId programme{1};
constexpr std::int64_t enterprises = 3;
constexpr std::int64_t first_enterprise = 101;
constexpr PartyId seller{201};
const Actor provider{PersonId{2}, seller, Role::provider_owner};

struct State {
    WorkingSet tables;
    Audit audit;
    std::int64_t next_seq = 1;
    Instant last_time;
    Instant now;
};

class Courses {
public:
    Courses() {
        const auto rules = base_edition(2023);
        editions_[rules->digest] = {rules, shipped_almanac()};
        rulebooks_ = [rules](EditionId) -> const Rulebook& { return *rules; };
    }

    // How many states there are within so many acts.
    void walk(int depth) {
        std::vector<State> reached{founded()};
        seen_.insert(key_of(reached.front()));
        for (int acts = 0; acts < depth; ++acts) {
            std::vector<State> next;
            for (const State& town : reached) go_on(town, next);
            reached = std::move(next);
        }
    }
    std::size_t states() const { return seen_.size(); }
    std::int64_t asked() const { return asked_; }
    std::int64_t accepted() const { return accepted_; }

private:
    State founded() {
        State town{.tables = {}, .audit = Audit{editions_}, .last_time = {}, .now = {}};
        town.now = {end_of(make_day(2023, 6, 1)).micros + 10 * 3600 * second};
        const Actor operation{{}, {}, Role::platform_operator};
        const auto rules = base_edition(2023);
        must(town, operation, PublishEdition{rules->code, rules->digest, rules->text});
        Dice dice{1};
        for (std::int64_t nth = 0; nth < enterprises; ++nth) {
            const Actor owner = enterprise(nth);
            RecordEnterprise record = enterprise_record(owner, static_cast<std::size_t>(nth), dice);
            record.honours.clear();  // so that the cap of the year is soon reached
            must(town, operation, record);
            must(town, owner, Certify{"I6513", {}, 50, Money{800'000'000}, Money{500'000'000}});
        }
        RecordProvider record;
        record.party = seller;
        record.approved = true;
        must(town, operation, record);
        for (const std::int64_t vouchers : {1, 2}) sell(town, vouchers);
        return town;
    }

    void sell(State& town, std::int64_t vouchers) {
        SubmitProduct submit;
        submit.name = "product";
        submit.direction = "legal";
        submit.price = Money{4'000'001};
        const ProductId id{must(town, provider, submit).id};
        must(town, {{}, {}, Role::platform_operator}, AuditProduct{id, Verdict::pass, "", {}});
        must(town, {PersonId{3}, {}, Role::expert}, JudgeProduct{id, Verdict::pass, ""});
        ListProduct list;
        list.product = id;
        list.vouchers = vouchers;
        must(town, {PersonId{4}, {}, Role::programme_officer}, list);
        products_.push_back(id);
    }

    static Actor enterprise(std::int64_t nth) {
        return {PersonId{10 + nth}, PartyId{first_enterprise + nth}, Role::enterprise_owner};
    }

    void go_on(const State& town, std::vector<State>& next) {
        for (std::int64_t nth = 0; nth < enterprises; ++nth) {
            for (const ProductId product : products_) {
                Claim claim;
                claim.product = product;
                act(town, enterprise(nth), claim, next);
            }
        }
        for (const auto& [id, order] : town.tables.shelf<Order>().rows) {
            if (!is_under_way(order.status)) continue;
            const Actor buyer{PersonId{1}, order.enterprise, Role::enterprise_owner};
            act(town, buyer, Cancel{{id}}, next);
            act(town, provider, Accept{{id}}, next);
            act(town, provider, Decline{{id}}, next);
            Sign sign;
            sign.order = id;
            sign.lists_order = sign.table_on_last_page = sign.splits_payment = true;
            act(town, provider, sign, next);
            // To the last second of its deadline, and past it.
            if (!order.due) continue;
            wait(town, *order.due, next);
            wait(town, {order.due->micros + second}, next);
        }
    }

    void act(const State& before, const Actor& actor, const Command& command,
             std::vector<State>& next) {
        State town = before;
        ++asked_;
        const Answer answer = ask(town, actor, command);
        if (!answer) {
            if (key_of(town) != key_of(before)) {
                throw Broken{Inv::refusal_leaves_nothing,
                             std::string{act_of(command)} + " was refused and left something"};
            }
            return;
        }
        ++accepted_;
        keep(std::move(town), next);
    }

    void wait(const State& before, Instant until, std::vector<State>& next) {
        if (until <= before.now) return;
        State town = before;
        town.now = until;
        Engine engine{programme, rulebooks_, town.tables, town.next_seq, town.last_time};
        engine.fire_deadlines(town.now);
        take(town, engine);
        keep(std::move(town), next);
    }

    void keep(State&& town, std::vector<State>& next) {
        if (seen_.insert(key_of(town)).second) next.push_back(std::move(town));
    }

    Answer ask(State& town, const Actor& actor, const Command& command) {
        Engine engine{programme, rulebooks_, town.tables, town.next_seq, town.last_time};
        engine.fire_deadlines(town.now);
        Answer answer = engine.decide(
            {.at = town.now, .actor = actor, .command = command, .reused_proofs = {}});
        take(town, engine);
        return answer;
    }

    Accepted must(State& town, const Actor& actor, const Command& command) {
        const Answer answer = ask(town, actor, command);
        check(answer.has_value(), "a small town is founded as planned");
        return *answer;
    }

    void take(State& town, Engine& engine) {
        for (const Event& event : engine.take_events()) {
            town.audit.take(programme, event_from(bytes_of(event)));
            town.next_seq = event.seq + 1;
            town.last_time = event.time;
        }
    }

    // What counts for all that may still come: what is under way, what is taken, and the time.
    static std::string key_of(const State& town) {
        std::vector<std::string> orders;
        for (const auto& [id, order] : town.tables.shelf<Order>().rows) {
            if (!is_under_way(order.status)) continue;
            orders.push_back(fmt::format("{} {} {} {} {};", order.enterprise.value,
                                         order.product.value, zq::name_of(order.status),
                                         order.subsidy.fen, order.due ? order.due->micros : 0));
        }
        std::ranges::sort(orders);
        std::string key = std::to_string(town.now.micros);
        for (const std::string& order : orders) key += order;
        for (const auto& [id, account] : town.tables.shelf<Account>().rows) {
            key += fmt::format("{} {} {} {};", id.owner, account.held, account.settled,
                               account.limit.value_or(-1));
        }
        return key;
    }

    KnownEditions editions_;
    Rulebooks rulebooks_;
    std::vector<ProductId> products_;
    std::set<std::string> seen_;
    std::int64_t asked_ = 0;
    std::int64_t accepted_ = 0;
};

}  // namespace

int walk_every_course(int depth) {
    const auto begin = std::chrono::steady_clock::now();
    Courses courses;
    try {
        courses.walk(depth);
    } catch (const Broken& broken) {
        fmt::print("BROKEN: {} {}\n", name_of(broken.invariant).title, broken.what());
        fmt::print("0 passed, 1 failed\n");
        return 1;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    fmt::print("{} states within {} acts; {} requests, {} accepted; {:.1f} s\n", courses.states(),
               depth, courses.asked(), courses.accepted(), took.count());
    fmt::print("1 passed, 0 failed\n");
    return 0;
}

}  // namespace zq::sim
