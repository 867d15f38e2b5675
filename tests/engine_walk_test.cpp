// A seeded walk through a small world: thousands of commands, half of them nonsense, clocks that
// jump. The world checks conservation, fold and determinism after each of them.
//
// The same walk goes through the use cases on the store in memory, which load only what the engine
// says it needs: every answer and every byte of the log must be the same.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "app/log.h"
#include "app/use_cases.h"
#include "store/memory/memory_store.h"
#include "world.h"

namespace zq::test {
namespace {

class Walk {
public:
    Walk(std::shared_ptr<const Rulebook> rules, unsigned seed)
        : world_{std::move(rules)}, random_{seed} {}

    World& world() { return world_; }
    std::pair<Actor, Command> next() {
        const std::int64_t kind = below(100);
        if (kind < 22) return claim();
        if (kind < 24) return supply();
        if (kind < 27) return sanctioning();
        if (kind < 29) return inspecting();
        if (const auto open = open_proposals(); !open.empty() && chance(40)) return deciding(open);
        if (kind < 40) return batching();
        if (kind < 50) return objecting();
        return on_order();
    }
    // Mostly minutes, sometimes days, now and then beyond every deadline.
    std::int64_t seconds_to_pass() {
        const std::int64_t kind = below(200);
        if (kind < 160) return below(1200);
        if (kind < 190) return below(43'200);
        if (kind < 199) return below(5 * 86'400);
        return below(30 * 86'400);
    }

private:
    std::int64_t below(std::int64_t n) {
        return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(n));
    }
    bool chance(std::int64_t percent) { return below(100) < percent; }
    template <class T>
    T any(const std::vector<T>& of) {
        return of[static_cast<std::size_t>(below(std::ssize(of)))];
    }
    OrderId any_of(const std::vector<OrderId>& orders, OrderId otherwise) {
        return orders.empty() ? otherwise : any(orders);
    }
    Money any_amount() { return Money{1 + below(20'000'000)}; }

    template <class T>
    std::vector<KeyOf<T>> keys() const {
        std::vector<KeyOf<T>> all;
        for (const auto& [key, row] : world_.tables().shelf<T>().rows) all.push_back(key);
        return all;
    }
    OrderId any_order() {
        std::vector<OrderId> under_way;
        for (const auto& [id, order] : world_.tables().shelf<Order>().rows) {
            if (is_live(order.status) || order.status == OrderStatus::recovering ||
                order.status == OrderStatus::paid) {
                under_way.push_back(id);
            }
        }
        if (!under_way.empty() && chance(75)) return any(under_way);
        const auto all = keys<Order>();
        return all.empty() || chance(1) ? OrderId{4711} : any(all);
    }
    OrderId any_order_of(BatchId id) {
        const Batch* batch = world_.tables().find<Batch>(id);
        if (!batch || batch->items.empty() || chance(20)) return any_order();
        return any(batch->items).order;
    }
    std::vector<OrderId> orders_in(OrderStatus status) const {
        std::vector<OrderId> all;
        for (const auto& [id, order] : world_.tables().shelf<Order>().rows) {
            if (order.status == status) all.push_back(id);
        }
        return all;
    }

    std::pair<Actor, Command> claim() {
        Claim command;
        command.product = chance(1) ? ProductId{4711} : product(static_cast<int>(1 + below(3)));
        if (chance(70)) command.amount = any_amount();
        if (chance(2)) command.amount = Money{below(4)};
        return {enterprise(static_cast<int>(1 + below(3))), command};
    }

    std::pair<Actor, Command> supply() {
        const Actor officer = staff(Role::programme_officer);
        if (chance(50)) return {officer, SetBudget{Money{below(40'000'000)}, ""}};
        AddVouchers command{product(static_cast<int>(1 + below(3))), below(50) - 42, ""};
        const Account stock = world_.account({AccountKind::stock, command.product.value, ""});
        if (chance(40)) command.vouchers = stock.used() - *stock.limit;  // down to what is taken
        return {officer, command};
    }

    std::pair<Actor, Command> inspecting() {
        const Actor officer = staff(Role::programme_officer);
        if (chance(40)) return {officer, DrawSpotCheck{1 + below(5), std::to_string(below(1000))}};
        if (chance(60)) return {officer, RecordFinding{any_order(), {}, "无异常"}};
        ExtendDeadlines extension;
        extension.all = true;
        extension.kind = chance(50) ? DeadlineKind::acceptance : DeadlineKind::redemption;
        extension.until = plus_seconds(world_.now(), below(40 * 86'400));
        return {officer, extension};
    }

    std::vector<ProposalId> open_proposals() const {
        std::vector<ProposalId> open;
        for (const auto& [id, proposal] : world_.tables().shelf<Proposal>().rows) {
            if (!proposal.approved) open.push_back(id);
        }
        return open;
    }
    std::pair<Actor, Command> deciding(const std::vector<ProposalId>& open) {
        const ProposalId proposal = any(open);
        const Actor second = chance(90) ? colleague(Role::approver) : staff(Role::approver);
        if (chance(20)) return {second, RefuseProposal{proposal, ""}};
        return {second, ApproveProposal{proposal}};
    }

    std::pair<Actor, Command> sanctioning() {
        const Actor officer = staff(Role::programme_officer);
        const OrderId order = any_order();
        const PartyId party = chance(85) ? enterprise(static_cast<int>(1 + below(3))).organisation
                                         : provider(static_cast<int>(1 + below(2))).organisation;
        if (chance(20)) {
            ImposeSanction sanction;
            sanction.party = party;
            sanction.ground = chance(90) ? "transfer" : "bad-manners";
            if (chance(50)) sanction.orders = {order};
            return {officer, sanction};
        }
        if (chance(50)) return {officer, LiftSanction{party, ""}};
        return {officer, Unfreeze{{order}}};
    }

    std::pair<Actor, Command> batching() {
        const Actor maker = staff(Role::batch_maker);
        const auto batches = keys<Batch>();
        BatchId batch = batches.empty() ? BatchId{4711} : any(batches);
        if (!batches.empty() && chance(70)) batch = batches.back();
        const Batch* known = world_.tables().find<Batch>(batch);
        if (known && chance(50)) {
            if (known->status == BatchStatus::draft) return {maker, PublishBatch{batch, 1}};
            if (known->status == BatchStatus::published) return {maker, SettleBatch{{batch}}};
            return {staff(Role::approver), Disburse{{batch}}};
        }
        switch (below(6)) {
            case 0:
            case 1: {
                auto approved = orders_in(OrderStatus::approved);
                if (approved.size() > 3) approved.resize(3);
                if (chance(10)) approved.push_back(any_order());
                return {maker, MakeBatch{approved}};
            }
            case 2: return {maker, PublishBatch{batch, 1 + below(3)}};
            case 3: return {maker, Unbatch{batch, {any_order_of(batch)}}};
            case 4: return {maker, SettleBatch{{batch}}};
            default: return {staff(Role::approver), Disburse{{batch}}};
        }
    }

    BatchId any_published_batch() {
        std::vector<BatchId> published;
        for (const auto& [id, batch] : world_.tables().shelf<Batch>().rows) {
            if (batch.status == BatchStatus::published) published.push_back(id);
        }
        return published.empty() || chance(5) ? BatchId{4711} : any(published);
    }

    std::pair<Actor, Command> objecting() {
        const Actor officer = staff(Role::programme_officer);
        const BatchId batch = any_published_batch();
        if (chance(50)) {
            Object objection;
            objection.text = "异议";
            if (chance(50)) {
                objection.order = any_order_of(batch);
            } else {
                objection.batch = batch;
                objection.product = product(static_cast<int>(1 + below(3)));
                objection.provider = provider(static_cast<int>(1 + below(2))).organisation;
            }
            return {Actor{}, objection};
        }
        const auto objections = keys<Objection>();
        DecideObjection decision;
        if (!objections.empty()) {
            decision.objection = chance(60) ? objections.back() : any(objections);
        }
        if (objections.empty()) decision.order = any_order();
        decision.upheld = chance(40);
        if (!objections.empty() && chance(45)) {
            AssignObjection assignment{decision.objection, {any_order()}};
            const auto& known = world_.get<Objection>(decision.objection).orders;
            if (!known.empty() && chance(80)) assignment.orders = {any(known)};
            return {officer, assignment};
        }
        return {officer, decision};
    }

    // The usual next act of an order, or any act at all; by the right party, or another one.
    std::pair<Actor, Command> on_order() {
        const OrderId id = any_order();
        const Order* order = world_.tables().find<Order>(id);
        const Command command = order && chance(75) ? usual_act(*order) : any_act(id);
        Actor actor = right_actor(act_of(command));
        if (order && actor.role == Role::enterprise_owner) actor.organisation = order->enterprise;
        if (order && actor.role == Role::provider_owner) actor.organisation = order->provider;
        if (chance(3)) actor = provider(static_cast<int>(1 + below(2)));
        return {actor, command};
    }

    Sign any_contract(OrderId id) {
        Sign sign = world_.contract(id);
        if (chance(60)) sign.amount = any_amount();
        if (chance(20) && world_.tables().find<Order>(id)) {
            const Day today = day_of(world_.now(), world_.rules().zone);
            sign.service_from = today;
            sign.service_to = today + std::chrono::days{below(1500)};
        }
        if (chance(10)) sign.voucher_part = any_amount();
        if (chance(5)) sign.splits_payment = false;
        return sign;
    }

    AmendContract amendment(OrderId id) {
        AmendContract amend;
        static_cast<ContractEntry&>(amend) = any_contract(id);
        return amend;
    }

    Command usual_act(const Order& order) {
        using enum OrderStatus;
        const OrderId id = order.id;
        switch (order.status) {
            case placed: return chance(85) ? Command{Accept{{id}}} : Command{Decline{{id}}};
            case accepted: return any_contract(id);
            case signed_:
                if (chance(10)) return Complete{{id}};
                if (chance(10)) return amendment(id);
                if (chance(10)) return Waive{{id}};
                return world_.redemption(id);
            case redeeming: return world_.redemption(id);
            case in_review: {
                if (order.completed && chance(20)) return Rate{id, 1 + below(5), ""};
                if (chance(15)) return OpenReview{{id}};
                if (chance(15)) return ReturnRedemption{id, ""};
                if (chance(15)) return Review{id, Money{}, ""};
                if (chance(10)) return Review{id, order.subsidy + Money{1}, ""};
                if (chance(60)) return Review{id, {}, ""};
                return Review{id, Money{below(order.subsidy.fen + 2)}, ""};
            }
            case paid:
                if (chance(30)) return PaymentFailed{id, ""};
                return ReportRefund{id, chance(80) ? RefundKind::partial : RefundKind::full,
                                    Money{below(order.amount.fen + 2)}, ""};
            case recovering:
                if (chance(40)) return ReturnFunds{id, {}};
                if (chance(75)) return ReturnFunds{id, Money{1 + below(order.clawback.fen + 1)}};
                return ReportRefund{id, chance(80) ? RefundKind::partial : RefundKind::full,
                                    Money{1 + below(order.amount.fen)}, ""};
            case approved:
            case published:
            case suspended:
            case clawed_back:
            case declined:
            case cancelled:
            case lapsed:
            case expired:
            case rejected:
            case voided:
            case waived:
            case abandoned: return any_act(id);
        }
        return any_act(id);
    }

    Command any_act(OrderId id) {
        switch (below(19)) {
            case 0: return Cancel{{id}};
            case 1: return Accept{{id}};
            case 2: return Decline{{id}};
            case 3: return any_contract(id);
            case 4: return amendment(id);
            case 5: return Complete{{id}};
            case 6: return Rate{id, below(7), ""};
            case 7: return world_.redemption(id);
            case 8: return ReturnRedemption{id, ""};
            case 9: return Review{id, Money{below(2'000'000)}, ""};
            case 10: return VoidOrder{id, VoidGround::conditions, ""};
            case 11: return ReturnFunds{id, {}};
            case 12: return PaymentFailed{id, ""};
            case 13: return Waive{{id}};
            case 14: {
                ExtendDeadlines extension;
                extension.orders = {id};
                extension.kind = chance(50) ? DeadlineKind::acceptance : DeadlineKind::validity;
                extension.until = plus_seconds(world_.now(), below(20 * 86'400));
                if (chance(50)) extension.orders = {any_of(orders_in(OrderStatus::placed), id)};
                return extension;
            }
            case 17: return OpenReview{{id}};
            case 15: return ReportRefund{id, RefundKind::full, {}, ""};
            case 16: {
                FileAppeal appeal;
                appeal.order = any_of(orders_in(OrderStatus::rejected), id);
                return appeal;
            }
            default: {
                DecideAppeal decision;
                decision.order = id;
                const auto appeals = keys<Appeal>();
                if (!appeals.empty()) decision.order = world_.get<Appeal>(any(appeals)).order;
                decision.upheld = chance(70);
                return decision;
            }
        }
    }

    World world_;
    std::mt19937_64 random_;
};

// Non-vacuity: every status is reached and every kind of act succeeds and is refused somewhere.
class Seen {
public:
    void add(const World& world, const Command& command, const Answer& answer) {
        ++(answer ? accepted_ : refused_)[decided_act(world, command)];
        for (const auto& [id, order] : world.tables().shelf<Order>().rows) {
            statuses_.insert(order.status);
        }
        if (!answer) codes_.insert(answer.error().code());
    }
    void expect(int year) const {
        for (const auto& [status, name] : EnumNames<OrderStatus>::all) {
            const bool of_2025 = status == OrderStatus::waived || status == OrderStatus::abandoned;
            EXPECT_TRUE(statuses_.contains(status) || (of_2025 && year != 2025)) << name;
        }
        for (const char* act : {"claim",
                                "cancel",
                                "accept",
                                "decline",
                                "sign",
                                "amend-contract",
                                "complete",
                                "rate",
                                "redeem",
                                "open-review",
                                "return-redemption",
                                "review",
                                "void",
                                "batch",
                                "unbatch",
                                "publish-batch",
                                "settle-batch",
                                "disburse",
                                "payment-failed",
                                "report-refund",
                                "return-funds",
                                "object",
                                "assign-objection",
                                "decide-objection",
                                "sanction",
                                "lift-sanction",
                                "unfreeze",
                                "extend-deadlines",
                                "appeal",
                                "decide-appeal",
                                "set-budget",
                                "add-vouchers"}) {
            EXPECT_TRUE(accepted_.contains(act)) << act << " never succeeded";
            EXPECT_TRUE(refused_.contains(act)) << act << " was never refused";
        }
        for (const Code code :
             {Code::not_yours, Code::frozen, Code::too_late, Code::wrong_state, Code::sanctioned,
              Code::sold_out, Code::quota_exhausted, Code::budget_exhausted, Code::subsidy_zero,
              Code::split_mismatch, Code::amount_too_high, Code::notice_running,
              Code::unknown_object}) {
            EXPECT_TRUE(codes_.contains(code)) << name_of(code) << " never came";
        }
    }

private:
    // Of an approval the act that was proposed.
    static std::string decided_act(const World& world, const Command& command) {
        const auto* approval = std::get_if<ApproveProposal>(&command);
        const auto* proposal =
            approval ? world.tables().find<Proposal>(approval->proposal) : nullptr;
        return proposal ? proposal->act : std::string{act_of(command)};
    }

    std::map<std::string, int> accepted_, refused_;
    std::set<OrderStatus> statuses_;
    std::set<Code> codes_;
};

// Beyond the last day of 2025 nothing can be claimed; walks are short enough to stay before it
// often.
void walk(int year, unsigned first_seed, unsigned seeds, int steps) {
    Seen seen;
    for (unsigned seed = first_seed; seed < first_seed + seeds; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Walk walk{beijing(year), seed};
        for (int step = 0; step < steps && !testing::Test::HasFailure(); ++step) {
            walk.world().pass(walk.seconds_to_pass());
            const auto [actor, command] = walk.next();
            seen.add(walk.world(), command, walk.world().ask(actor, command));
        }
        if (testing::Test::HasFailure()) return;
        walk.world().pass(std::int64_t{200} * 86'400);
        seen.add(walk.world(), Claim{}, walk.world().ask(enterprise(1), Claim{}));
    }
    seen.expect(year);
}

TEST(RandomWalk, AccountsFoldAndDeadlinesHoldIn2023) {
    walk(2023, 1, 12, 400);
}
TEST(RandomWalk, AccountsFoldAndDeadlinesHoldIn2025) {
    walk(2025, 1, 12, 400);
}

// ---- the same through the use cases

class SetClock : public Clock {
public:
    Instant now() override { return at; }
    Instant at;
};

// A store that begins where the walk's world begins.
class Mirror {
public:
    explicit Mirror(const World& world) : use_cases_{store_, clock_} {
        clock_.at = world.now();
        programme_ = store_.add_programme(world.rules().code);
        auto tx = store_.begin(programme_);
        WorkingSet tables;
        world.tables().each_shelf([&](const auto& shelf) {
            for (const auto& [key, row] : shelf.rows) tables.put(row);
        });
        tx->store(tables);
        std::string hash = first_link();
        for (const Event& event : world.log()) {
            const LogEntry entry = entry_of(event, hash);
            hash = entry.hash;
            tx->append(entry);
        }
        tx->commit();
        auto rules = std::make_shared<Rulebook>(world.rules());
        rules->digest = "digest";  // the edition that the world has published
        use_cases_.publish(rules, Actor{});
    }
    Answer ask(Instant at, const Actor& actor, const Command& command) {
        clock_.at = at;
        const Outcome outcome = use_cases_.handle(
            programme_,
            {.actor = actor, .command = command, .key = {}, .digest = {}, .openings = {}});
        return outcome->answer;
    }
    std::string bytes(std::int64_t seq) {
        const auto entries = store_.read(programme_)->log(seq, 1);
        return entries.empty() ? "" : entries.front().bytes;
    }

private:
    MemoryStore store_;
    SetClock clock_;
    UseCases use_cases_;
    ProgrammeId programme_;
};

std::string text_of_answer(const Answer& answer) {
    if (!answer) return canonical(encode(answer.error().reasons()));
    return std::to_string(answer->seq) + " " + answer->entity + " " + std::to_string(answer->id) +
           canonical(Value{answer->outcome});
}

void walk_beside_the_use_cases(std::shared_ptr<const Rulebook> rules, unsigned seed, int steps) {
    Walk walk{std::move(rules), seed};
    Mirror mirror{walk.world()};
    std::size_t compared = walk.world().log().size();
    for (int step = 0; step < steps && !testing::Test::HasFailure(); ++step) {
        SCOPED_TRACE("seed " + std::to_string(seed) + " step " + std::to_string(step));
        const Instant at = plus_seconds(walk.world().now(), walk.seconds_to_pass());
        walk.world().move_to(at);
        const auto [actor, command] = walk.next();
        const Answer wanted = walk.world().ask(actor, command);
        const Answer came = mirror.ask(at, actor, command);
        ASSERT_EQ(text_of_answer(came), text_of_answer(wanted)) << act_of(command);
        for (; compared < walk.world().log().size(); ++compared) {
            const Event& event = walk.world().log()[compared];
            ASSERT_EQ(mirror.bytes(event.seq), bytes_of(event));
        }
    }
}

TEST(RandomWalk, LoadingOnlyWhatIsNeededDecidesTheSameIn2023) {
    for (unsigned seed = 100; seed < 106; ++seed)
        walk_beside_the_use_cases(beijing(2023), seed, 250);
}
TEST(RandomWalk, LoadingOnlyWhatIsNeededDecidesTheSameIn2025) {
    for (unsigned seed = 200; seed < 206; ++seed)
        walk_beside_the_use_cases(beijing(2025), seed, 250);
}
TEST(RandomWalk, LoadingOnlyWhatIsNeededDecidesTheSameWhereTwoPeopleAreNeeded) {
    const auto rules = with_second_person(
        2025, {"review", "void", "disburse", "sanction", "decide-objection", "spot-check"});
    for (unsigned seed = 300; seed < 304; ++seed) walk_beside_the_use_cases(rules, seed, 250);
}

}  // namespace
}  // namespace zq::test
