// Day by day from the first claims to the last payment, in rounds as the writer makes them.
#include "season.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "base/credit_code.h"
#include "people.h"
#include "store/memory/memory_store.h"

namespace zq::sim {

namespace {

using Steady = std::chrono::steady_clock;
constexpr ProgrammeId programme{1};
constexpr std::size_t round_most = 512;
constexpr std::int64_t days_of_claims = 80;
constexpr std::int64_t days_in_all = 150;

class Season {
public:
    explicit Season(std::int64_t enterprises) : enterprises_{enterprises}, dice_{4711} {}

    void live() {
        open();
        for (std::int64_t day = 0; day < days_in_all; ++day) {
            clock_.pass(day_s);
            use_cases_->fire_deadlines();
            if (day < days_of_claims) claim(day);
            move_orders();
            if (day % 7 == 6) pay();
            read_logs();
        }
    }

    std::int64_t commands() const { return commands_; }
    std::int64_t in_status(OrderStatus status) const {
        const auto& orders = audit_.book(programme).images.shelf<Order>().rows;
        return std::ranges::count_if(orders,
                                     [&](const auto& row) { return row.second.status == status; });
    }
    const Audit& audit() const { return audit_; }

private:
    void open() {
        const auto rules = base_edition(2025);
        editions_[rules->digest] = {rules, shipped_almanac()};
        clock_.move_to({end_of(make_day(2025, 5, 6)).micros + 9 * 3600 * second});
        use_cases_ = std::make_unique<UseCases>(store_, clock_);
        use_cases_->publish(rules, Actor{});
        const Do act = [&](ProgrammeId id, const Actor& actor, const Command& command) {
            return must(id, actor, command);
        };
        const TownPlan plan{.enterprises = 1,
                            .providers = 40,
                            .products = 120,
                            .vouchers = enterprises_ / 80,
                            .budget = 0,
                            .two_programmes = false,
                            .year = 2025};
        town_ = settle_town(plan, act);
        town_.programmes = {programme};
        register_enterprises();
        open_shops(
            town_, plan, act,
            [&](std::int64_t seconds) {
                clock_.pass(seconds);
                use_cases_->fire_deadlines();
            },
            [&](ProgrammeId) -> const Rulebook& { return *base_edition(2025); });
        read_logs();
    }

    // Their organisations are not needed here; their facts are.
    void register_enterprises() {
        std::vector<std::pair<Actor, Command>> wishes;
        for (std::int64_t nth = 1; nth < enterprises_; ++nth) {
            const Actor owner{PersonId{1'000'000 + nth}, PartyId{1'000'000 + nth},
                              Role::enterprise_owner};
            town_.enterprises.push_back(owner);
            wishes.emplace_back(town_.staff.platform,
                                enterprise_record(owner, static_cast<std::size_t>(nth), dice_));
        }
        ask(registry, wishes);
    }

    void claim(std::int64_t day) {
        std::vector<std::pair<Actor, Command>> wishes;
        const std::int64_t from = enterprises_ * day / days_of_claims;
        const std::int64_t to = enterprises_ * (day + 1) / days_of_claims;
        for (std::int64_t nth = from; nth < to; ++nth) {
            const Actor& owner = town_.enterprises[static_cast<std::size_t>(nth)];
            const std::int64_t times = 1 + dice_.below(2);
            for (std::int64_t i = 0; i < times; ++i) {
                Claim wish;
                wish.product = dice_.pick(town_.products.front());
                wish.amount = Money{1'000'000 + dice_.below(20'000'000)};
                wishes.emplace_back(owner, wish);
            }
        }
        ask(programme, wishes);
    }

    const Actor& owner_of(PartyId provider) const {
        return *std::ranges::find(town_.providers, provider, &Actor::organisation);
    }

    // Everybody whose turn it is does the usual next thing, or sometimes nothing.
    void move_orders() {
        using enum OrderStatus;
        std::vector<std::pair<Actor, Command>> wishes;
        People people{town_, audit_};
        for (const auto& [id, order] : audit_.book(programme).images.shelf<Order>().rows) {
            if (!is_under_way(order.status) || !dice_.percent(60)) continue;
            const Actor& provider = owner_of(order.provider);
            if (order.status == placed) {
                wishes.emplace_back(provider, Accept{{id}});
            } else if (order.status == accepted) {
                Sign sign;
                sign.order = id;
                sign.lists_order = sign.table_on_last_page = sign.splits_payment = true;
                wishes.emplace_back(provider, sign);
            } else if (order.status == signed_ || order.status == redeeming) {
                wishes.emplace_back(provider, people.complete_redemption(programme, id));
            } else if (order.status == in_review) {
                const bool back = dice_.percent(5);
                const Actor& reviewer = town_.staff.reviewer;
                if (back) {
                    wishes.emplace_back(reviewer, ReturnRedemption{id, ""});
                } else {
                    wishes.emplace_back(reviewer, Review{id, {}, ""});
                }
            }
        }
        ask(programme, wishes);
    }

    void pay() {
        std::vector<std::pair<Actor, Command>> wishes;
        const Staff& staff = town_.staff;
        for (const auto& [id, batch] : audit_.book(programme).images.shelf<Batch>().rows) {
            if (batch.status == BatchStatus::published && *batch.notice_ends < clock_.true_time()) {
                wishes.emplace_back(staff.maker, SettleBatch{{id}});
            }
            if (batch.status == BatchStatus::settled) {
                wishes.emplace_back(staff.approver, Disburse{{id}});
            }
            if (batch.status == BatchStatus::draft) {
                wishes.emplace_back(staff.maker, PublishBatch{id, {}});
            }
        }
        std::vector<OrderId> ready;
        for (const auto& [id, order] : audit_.book(programme).images.shelf<Order>().rows) {
            if (order.status == OrderStatus::approved && !order.batch) ready.push_back(id);
        }
        for (std::size_t from = 0; from < ready.size(); from += 300) {
            const std::size_t to = std::min(from + 300, ready.size());
            wishes.emplace_back(staff.maker, MakeBatch{{ready.begin() + static_cast<long>(from),
                                                        ready.begin() + static_cast<long>(to)}});
        }
        ask(programme, wishes);
    }

    void ask(ProgrammeId id, const std::vector<std::pair<Actor, Command>>& wishes) {
        for (std::size_t from = 0; from < wishes.size(); from += round_most) {
            std::vector<Asked> round;
            for (std::size_t i = from; i < std::min(from + round_most, wishes.size()); ++i) {
                const std::string key = std::to_string(++commands_);
                round.push_back({.actor = wishes[i].first,
                                 .command = wishes[i].second,
                                 .key = key,
                                 .digest = key,
                                 .openings = {}});
            }
            for (const Attempt& attempt : use_cases_->handle_all(id, std::move(round))) {
                if (attempt.fault) std::rethrow_exception(attempt.fault);
            }
            clock_.pass(1);
        }
    }

    Accepted must(ProgrammeId id, const Actor& actor, const Command& command) {
        clock_.pass(1);
        ++commands_;
        const Outcome outcome = use_cases_->handle(
            id, {.actor = actor, .command = command, .key = {}, .digest = {}, .openings = {}});
        check(outcome && outcome->answer, "a season begins as planned");
        return *outcome->answer;
    }

    void read_logs() {
        for (const ProgrammeId id : {registry, programme}) {
            const auto reader = store_.read(id);
            for (const LogEntry& entry : reader->log(read_[id] + 1, 10'000'000)) {
                audit_.take(id, entry);
                read_[id] = entry.seq;
            }
        }
        audit_.compare(store_);
    }

    std::int64_t enterprises_;
    Dice dice_;
    MemoryStore store_;
    TownClock clock_;
    KnownEditions editions_;
    std::unique_ptr<UseCases> use_cases_;
    Audit audit_{editions_};
    Town town_;
    std::map<ProgrammeId, std::int64_t> read_;
    std::int64_t commands_ = 0;
};

}  // namespace

int live_through_a_season(std::int64_t enterprises) {
    (void)base_edition(2025);
    const auto begin = Steady::now();
    Season season{enterprises};
    try {
        season.live();
    } catch (const Broken& broken) {
        fmt::print("BROKEN: {} {}\n", name_of(broken.invariant).title, broken.what());
        return 1;
    }
    const std::chrono::duration<double> took = Steady::now() - begin;
    fmt::print("{} enterprises, {} commands, {} events, all invariants held\n", enterprises,
               season.commands(), season.audit().events());
    for (const auto& [status, name] : EnumNames<OrderStatus>::all) {
        const std::int64_t count = season.in_status(status);
        if (count > 0) fmt::print("{:>8} {}\n", count, name);
    }
    fmt::print("{:.1f} s\n", took.count());
    return 0;
}

}  // namespace zq::sim
