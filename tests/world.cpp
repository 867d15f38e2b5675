// Whatever a command changes is checked right here, so that no test can forget it.
#include "world.h"

#include <gtest/gtest.h>

#include <map>

#include "app/log.h"
#include "domain/acts.h"
#include "domain/quota.h"
#include "engine/deciding.h"
#include "rulebook/load.h"

namespace zq::test {

namespace {

constexpr std::int64_t first_enterprise = 10, first_provider = 20, first_product = 9000;

}  // namespace

std::shared_ptr<const Rulebook> beijing(int year) {
    static std::map<int, std::shared_ptr<const Rulebook>> loaded;
    auto& rules = loaded[year];
    if (!rules) rules = load_rulebook("programmes/beijing-" + std::to_string(year));
    return rules;
}

std::shared_ptr<const Rulebook> with_second_person(int year, const std::vector<std::string>& acts) {
    auto changed = std::make_shared<Rulebook>(*beijing(year));
    for (Row<Act>& row : changed->acts.rows) {
        if (std::ranges::find(acts, row.value.name) != acts.end()) row.value.approvals = 2;
    }
    return changed;
}

Instant instant(const char* rfc3339) {
    const auto parsed = parse_rfc3339(rfc3339);
    check(parsed.has_value(), "a test names an instant");
    return *parsed;
}

Money yuan(const char* text) {
    const auto parsed = parse_yuan(text);
    check(parsed.has_value(), "a test names an amount");
    return *parsed;
}

Actor enterprise(int number) {
    return {PersonId{100 + number}, PartyId{first_enterprise + number}, Role::enterprise_owner};
}
Actor provider(int number) {
    return {PersonId{200 + number}, PartyId{first_provider + number}, Role::provider_owner};
}
Actor staff(Role role) {
    return {PersonId{300 + static_cast<std::int64_t>(role)}, PartyId{5}, role};
}
Actor colleague(Role role) {
    return {PersonId{400 + static_cast<std::int64_t>(role)}, PartyId{5}, role};
}

Actor right_actor(std::string_view act) {
    if (may(Role::enterprise_owner, act) && act != Object::act) return enterprise(1);
    if (may(Role::provider_owner, act) && act != Object::act) return provider(1);
    for (const auto& [role, name] : EnumNames<Role>::all) {
        if (may(role, act) && act != Object::act) return staff(role);
    }
    return {};
}

ProductId product(int number) {
    return ProductId{first_product + number};
}

Product qualified_product(int number, const Rulebook& rules) {
    Product made;
    made.id = product(number);
    made.provider = PartyId{first_provider + (number == 3 ? 2 : 1)};
    made.name = "产品" + std::to_string(number);
    made.direction = rules.directions.back().value.code;
    made.price = yuan("50000.00");
    made.status = ProductStatus::qualified;
    return made;
}

RecordEnterprise enterprise_record(int number) {
    RecordEnterprise record;
    record.party = PartyId{first_enterprise + number};
    record.name = "企业" + std::to_string(number);
    record.uscc = "E" + std::to_string(number);
    record.registered_in = "110108";
    record.legal_form = "company";
    record.legal_person = true;
    if (number == 2) record.honours = {"srdi"};
    if (number == 3) record.honours = {"little-giant"};
    return record;
}

RecordProvider provider_record(int number) {
    RecordProvider record;
    record.party = PartyId{first_provider + number};
    record.name = "服务商" + std::to_string(number);
    record.uscc = "S" + std::to_string(number);
    record.registered_in = "110108";
    record.founded = make_day(2015, 1, 1);
    record.contracts_last_year = 40;
    record.revenue_last_year = yuan("20000000.00");
    record.approved = true;
    return record;
}

SetBankAccount bank_account(int provider_number) {
    const RecordProvider record = provider_record(provider_number);
    return {{"银行", "6222" + record.uscc, record.name}};
}

Certify certification() {
    return {.industry = "I6513",
            .industry_share = {},
            .staff = 50,
            .revenue = yuan("8000000.00"),
            .assets = yuan("5000000.00")};
}

Sign usual_contract(OrderId order) {
    Sign sign;
    sign.order = order;
    sign.lists_order = sign.table_on_last_page = sign.splits_payment = true;
    return sign;
}

std::vector<Document> usual_papers(const Rulebook& rules, const Subjects& subjects,
                                   const ContractTerms& terms, const std::string& number) {
    std::vector<Document> papers;
    for (const Row<Paper>& row : rules.papers.rows) {
        const Paper& paper = row.value;
        if (paper.act != Redeem::act || !paper.required || !row.fits(subjects)) continue;
        Document made;
        made.kind = paper.kind;
        made.dated = terms.signed_on;
        made.sealed = true;
        made.format = "pdf";
        if (paper.sum == SumRule::equals_contract) made.amount = terms.amount;
        if (paper.sum == SumRule::covers_own_payment) made.amount = terms.own_part;
        if (paper.unique_number) made.number = number;
        papers.push_back(std::move(made));
    }
    return papers;
}

namespace {

Form usual_form(const Rulebook& rules, const Application& made) {
    Form form;
    for (const Row<FormField>& row : rules.fields.rows) {
        const FormField& field = row.value;
        if (!field.required) continue;
        std::string text = "已具备";
        if (field.name == "category") text = made.direction;
        if (field.name == "product-name") text = made.name;
        if (field.is_provider_name) text = provider_record(1).name;
        if (field.format == FieldFormat::list) text = field.options.front();
        if (field.format == FieldFormat::digits) text = "40";
        if (field.format == FieldFormat::decimal) text = "1200.5";
        if (field.format == FieldFormat::price) text = "50000元/年";
        if (field.format == FieldFormat::mobile) text = "13800000000";
        form[field.name] = FormValue{{text}, {}};
    }
    return form;
}

}  // namespace

Application usual_application(const World& world, ProductId id) {
    const Rulebook& rules = world.rules();
    Application made;
    made.product = id;
    made.name = "新产品";
    made.direction = rules.directions.back().value.code;
    made.price = yuan("50000.00");
    made.form = usual_form(rules, made);
    Product as_applied;
    as_applied.direction = made.direction;
    const RecordProvider record = provider_record(1);
    Provider applicant;
    applicant.registered_in = record.registered_in;
    const Subjects subjects{
        .provider = &applicant, .product = &as_applied, .today = day_of(world.now(), rules.zone)};
    for (const Row<Paper>& row : rules.papers.rows) {
        const Paper& paper = row.value;
        const bool asked = paper.act == SubmitProduct::act && paper.required &&
                           paper.asked_when_field.empty() && row.fits(subjects);
        if (!asked) continue;
        Document document;
        document.kind = paper.kind;
        document.sealed = true;
        document.format = "pdf";
        document.count = paper.count_min;
        document.characters = paper.characters_min;
        made.documents.push_back(std::move(document));
    }
    return made;
}

std::string text_of(const WorkingSet& tables) {
    std::string text;
    tables.each_shelf([&](const auto& shelf) {
        for (const auto& [key, row] : shelf.rows) {
            append_canonical(text, encode(row));
            text += '\n';
        }
    });
    return text;
}

World::World(std::shared_ptr<const Rulebook> rules)
    : World{rules, instant(rules->year == 2025 ? "2025-06-20T09:00:00+08:00"
                                               : "2023-06-01T09:00:00+08:00")} {}

World::World(std::shared_ptr<const Rulebook> rules, Instant start)
    : rules_{std::move(rules)}, now_{start} {
    rulebooks_ = [book = rules_](EditionId) -> const Rulebook& { return *book; };
    for (const int number : {1, 2, 3}) {
        tables_.lay(qualified_product(number, *rules_));
        folded_.lay(qualified_product(number, *rules_));
    }
    watch();
    set_up();
}

void World::set_up() {
    const Actor platform = staff(Role::platform_operator);
    done(platform, PublishEdition{rules_->code, "digest", "text"});
    for (const int number : {1, 2, 3}) {
        done(platform, enterprise_record(number));
        done(enterprise(number), certification());
    }
    for (const int number : {1, 2}) {
        done(platform, provider_record(number));
        done(provider(number), bank_account(number));
    }
    for (const int number : {1, 2, 3}) {
        ListProduct listing;
        listing.product = product(number);
        listing.vouchers = 50;
        done(listing);
    }
}

void World::take(const Engine& engine) {
    for (const Event& event : engine.events()) {
        ASSERT_EQ(event.seq, next_seq_) << "seqs are gap-free";
        ASSERT_EQ(event.programme, the_programme);
        ASSERT_GE(event.time, last_time_) << "the log's time never runs backwards";
        ++next_seq_;
        last_time_ = event.time;
        // As it is read back from its stored bytes.
        const Event stored = event_from(bytes_of(event));
        ASSERT_EQ(bytes_of(stored), bytes_of(event));
        fold(stored, folded_);
        log_.push_back(event);
    }
}

void World::watch() {
    text_ = text_of(tables_);
    ASSERT_EQ(text_of(folded_), text_) << "the tables are a fold of the events";
    ASSERT_EQ(broken_account(tables_, *rules_), "");
}

void World::fire() {
    Engine engine{the_programme, rulebooks_, tables_, next_seq_, last_time_};
    engine.fire_deadlines(now_);
    take(engine);
    if (!engine.events().empty()) watch();
    for (const auto& [id, order] : tables_.shelf<Order>().rows) {
        ASSERT_FALSE(order.due && has_passed(*order.due, now_)) << "no deadline is skipped";
    }
}

Answer World::ask(const Actor& actor, const Command& command) {
    fire();
    const Request request{.at = now_, .actor = actor, .command = command, .reused_proofs = {}};
    WorkingSet copy = tables_;
    Engine again{the_programme, rulebooks_, copy, next_seq_, last_time_};
    (void)again.decide(request);
    Engine engine{the_programme, rulebooks_, tables_, next_seq_, last_time_};
    Answer answer = engine.decide(request);
    checks_ = engine.checks();
    EXPECT_EQ(again.events().size(), engine.events().size());
    for (std::size_t i = 0; i < engine.events().size(); ++i) {
        EXPECT_EQ(bytes_of(again.events()[i]), bytes_of(engine.events()[i])) << "decided twice";
    }
    if (!answer) {
        EXPECT_EQ(text_of(tables_), text_) << "a refusal leaves the tables as they were";
        EXPECT_FALSE(answer.error().clauses().empty());
        const bool is_claim = std::holds_alternative<Claim>(command);
        EXPECT_EQ(engine.events().size(), is_claim ? 1U : 0U) << "only refused claims are logged";
    } else {
        EXPECT_EQ(answer->seq, next_seq_);
    }
    take(engine);
    if (answer) watch();
    return answer;
}

Answer World::ask(const Command& command) {
    return ask_both(right_actor(act_of(command)), command);
}

Answer World::ask_both(const Actor& actor, const Command& command) {
    const Answer answer = ask(actor, command);
    const bool is_proposed = answer && answer->entity == Entity<Proposal>::name;
    if (!is_proposed || std::holds_alternative<RefuseProposal>(command)) return answer;
    return ask(colleague(Role::approver), ApproveProposal{ProposalId{answer->id}});
}

std::int64_t World::done(const Actor& actor, const Command& command) {
    const Answer answer = ask_both(actor, command);
    if (!answer) {
        throw std::runtime_error{std::string{act_of(command)} +
                                 " was refused: " + canonical(encode(answer.error().reasons()))};
    }
    return answer->id;
}

std::int64_t World::done(const Command& command) {
    return done(right_actor(act_of(command)), command);
}

ProposalId World::propose(const Command& command) {
    const Answer answer = ask(right_actor(act_of(command)), command);
    check(answer && answer->entity == Entity<Proposal>::name, "an act of two persons is proposed");
    return ProposalId{answer->id};
}

void World::move_to(Instant at) {
    if (at > now_) now_ = at;
    fire();
}

Account World::account(const AccountId& id) const {
    const Account* found = tables_.find<Account>(id);
    return found ? *found : Account{.id = id, .limit = {}};
}

OrderId World::claim(int enterprise_number, int product_number, std::optional<Money> amount) {
    Claim claim;
    claim.product = product(product_number);
    claim.amount = amount;
    return OrderId{done(enterprise(enterprise_number), claim)};
}

Redeem World::redemption(OrderId id) {
    Redeem redeem;
    redeem.order = id;
    redeem.checked = true;
    const Order* known = tables_.find<Order>(id);
    const Contract* contract = tables_.find<Contract>(id);
    if (!known || !contract) return redeem;
    const Subjects subjects{.product = tables_.find<Product>(known->product),
                            .today = day_of(known->placed, rules_->zone)};
    redeem.documents = usual_papers(*rules_, subjects, contract->terms(),
                                    "25117000" + std::to_string(++invoices_));
    return redeem;
}

BatchId World::publish(const std::vector<OrderId>& orders) {
    const BatchId batch{done(MakeBatch{orders})};
    done(PublishBatch{batch, 3});
    return batch;
}

void World::pay(BatchId batch) {
    move_to(plus_seconds(*get<Batch>(batch).notice_ends, 1));
    done(SettleBatch{{batch}});
    done(Disburse{{batch}});
}

OrderId World::order_in(OrderStatus status) {
    const OrderId id = claim();
    bring(id, status);
    EXPECT_EQ(name_of(order(id).status), name_of(status));
    return id;
}

void World::bring(OrderId id, OrderStatus status) {
    using enum OrderStatus;
    if (status == placed) return;
    if (status == cancelled) return void(done(Cancel{{id}}));
    if (status == declined) return void(done(Decline{{id}}));
    if (status == lapsed) return move_to(plus_seconds(order(id).accept_by, 1));
    done(Accept{{id}});
    if (status == accepted) return;
    if (status == expired) return move_to(plus_seconds(order(id).valid_until, 1));
    if (status == voided) return void(done(VoidOrder{id, VoidGround::conditions, "条件不符"}));
    done(contract(id));
    if (status == signed_) return;
    if (status == waived) return void(done(Waive{{id}}));
    if (status == abandoned) return move_to(plus_seconds(*order(id).redeem_by, 1));
    done(redemption(id));
    if (status == in_review) return;
    if (status == redeeming) return void(done(ReturnRedemption{id, "缺页"}));
    if (status == rejected) return void(done(Review{id, Money{}, "不予兑付"}));
    done(Review{id, {}, ""});
    bring_to_payout(id, status);
}

void World::bring_to_payout(OrderId id, OrderStatus status) {
    using enum OrderStatus;
    if (status == approved) return;
    const BatchId batch = publish({id});
    if (status == published) return;
    if (status == suspended)
        return void(
            done(Object{.product = {}, .order = id, .batch = {}, .provider = {}, .text = "异议"}));
    pay(batch);
    if (status == paid) return;
    done(ReportRefund{id, RefundKind::full, {}, "退款"});
    if (status == recovering) return;
    done(ReturnFunds{id, {}});
}

// ---- what every account must be

namespace {

struct Balance {
    std::int64_t held = 0;
    std::int64_t settled = 0;
};

bool gives_voucher_back(OrderStatus status) {
    using enum OrderStatus;
    return status == declined || status == cancelled || status == lapsed || status == expired;
}

bool was_paid(OrderStatus status) {
    using enum OrderStatus;
    return status == paid || status == recovering || status == clawed_back;
}

void add_order(const Order& order, std::map<AccountId, Balance>& balances) {
    if (!gives_voucher_back(order.status)) balances[stock_of(order.product)].held += 1;
    if (!is_live(order.status) && !was_paid(order.status)) return;
    const bool settled = order.approved.has_value();
    const std::int64_t amount = order.approved.value_or(order.subsidy).fen;
    for (const std::string& scope : order.quota_scopes) {
        Balance& quota = balances[{AccountKind::quota, order.enterprise.value, scope}];
        (settled ? quota.settled : quota.held) += amount;
    }
    Balance& budget = balances[budget_account()];
    (was_paid(order.status) ? budget.settled : budget.held) += amount;
}

std::string name_of_account(const AccountId& id) {
    return std::string{name_of(id.kind)} + " " + std::to_string(id.owner) + " " + id.scope;
}

}  // namespace

std::string broken_account(const WorkingSet& tables, const Rulebook& rules) {
    std::map<AccountId, Balance> balances;
    for (const auto& [id, order] : tables.shelf<Order>().rows) {
        add_order(order, balances);
        const Money full = floored_share(order.amount, {}, rules.rates.rows.front().value);
        if (order.subsidy > full) return "an order holds more than its share of the contract";
        if (order.approved && *order.approved > order.subsidy) return "more approved than held";
        // Less only where an order came back to less money than it had (the contract stays).
        if (order.subsidy + order.own_payment > order.amount) return "subsidy + own > amount";
        if (order.returned > order.clawback) return "more returned than was due";
        if (order.approved && order.clawback > *order.approved) return "more due than was paid";
    }
    for (const auto& [id, account] : tables.shelf<Account>().rows) {
        const Balance wanted = balances[id];
        if (account.held != wanted.held || account.settled != wanted.settled) {
            return name_of_account(id) + " holds " + std::to_string(account.held) + "+" +
                   std::to_string(account.settled) + ", its orders " + std::to_string(wanted.held) +
                   "+" + std::to_string(wanted.settled);
        }
        if (account.limit && account.used() > *account.limit) return "above its limit";
    }
    for (const auto& [id, balance] : balances) {
        if ((balance.held != 0 || balance.settled != 0) && !tables.find<Account>(id)) {
            return name_of_account(id) + " is missing";
        }
    }
    return {};
}

std::string told(const World& world, const Answer& answer, OrderId order) {
    if (!answer) return std::string{name_of(answer.error().code())};
    if (answer->entity == Entity<Proposal>::name) return "proposed";
    return "ok " + std::string{name_of(world.order(order).status)};
}

}  // namespace zq::test
