// The frame of every decision: who may, what is staged, how accounts move.
#include "engine/deciding.h"

#include "base/planted.h"

namespace zq {

Deciding::Deciding(ProgrammeId programme, const Rulebooks& rulebooks, const WorkingSet& tables,
                   Instant at, const Actor& actor, std::string_view act, std::int64_t seq,
                   const std::vector<std::string>& reused_proofs)
    : programme_{programme},
      rulebooks_{rulebooks},
      tables_{tables},
      at_{at},
      actor_{actor},
      act_{act},
      seq_{seq},
      reused_proofs_{reused_proofs} {
    const ProgrammeState* known = tables.find<ProgrammeState>(TheProgramme{});
    if (known && known->edition) rules_ = &rulebooks(known->edition);
}

Decided<Done> Deciding::run(const Command& command) {
    if (auto no = check_offered_and_allowed()) return Unexpected{*no};
    if (takes_two(command)) return propose(command);
    return std::visit([this](const auto& c) { return decide(c); }, command);
}

// What the rulebook says; and another edition of the rulebook itself, whatever it says.
bool Deciding::takes_two(const Command& command) const {
    if (!rules_) return false;
    if (const auto* edition = std::get_if<PublishEdition>(&command)) {
        return state().edition_digest != edition->digest;
    }
    const Act* act = rules().act(act_, today());
    return act && act->approvals > 1 && !planted(42);
}

std::optional<Refusal> Deciding::check_offered_and_allowed() const {
    if (!is_house_act(act_)) {
        if (!rules_) {
            return Refusal{Code::not_offered, house::not_offered, Facts{{"act", act_}}};
        }
        if (!rules().act(act_, today())) {
            return Refusal{Code::not_offered, clauses_for(Code::not_offered, house::not_offered),
                           Facts{{"act", act_}}};
        }
    }
    if (!may(actor_.role, act_)) return not_yours().error();
    return std::nullopt;
}

Account Deciding::account(const AccountId& id) const {
    if (const Account* known = find<Account>(id)) return *known;
    Account fresh;
    fresh.id = id;
    return fresh;
}

const ProgrammeState& Deciding::state() const {
    const ProgrammeState* known = find<ProgrammeState>(TheProgramme{});
    check(known != nullptr, "a programme that is decided on has a state");
    return *known;
}

Subjects Deciding::subjects_of(const Order& order) const {
    return {.enterprise = find<Enterprise>(order.enterprise),
            .provider = find<Provider>(order.provider),
            .product = find<Product>(order.product),
            .today = today()};
}

Unexpected Deciding::not_yours() const {
    const Clauses clauses =
        rules_ ? clauses_for(Code::not_yours, house::not_yours) : house::not_yours;
    return refuse(Code::not_yours, clauses, Facts{{"role", name_of(actor_.role)}, {"act", act_}});
}

Unexpected Deciding::wrong_state(std::string_view status) const {
    return refuse(Code::wrong_state, clauses_for(Code::wrong_state, house::wrong_state),
                  Facts{{"status", status}, {"act", act_}});
}

Unexpected Deciding::invalid(std::string field, Facts facts) const {
    return refuse(Code::invalid_value, house::field_value, std::move(facts), {std::move(field)});
}

// Too late is not a wrong state: the deadline's clause says no, though the order has ended since.
// The guard sits in the act, not only in the sweep: late is late, even before the deadline has
// fired.
bool Deciding::is_late(const Order& order) const {
    const bool passed =
        order.due && order.due_kind != DeadlineKind::review && has_passed(*order.due, at_);
    if (act_ == "accept") return passed || order.status == OrderStatus::lapsed;
    if (act_ == "sign") return passed || order.status == OrderStatus::expired;
    if (act_ == "redeem" || act_ == "waive") {
        return passed || order.status == OrderStatus::expired ||
               order.status == OrderStatus::abandoned;
    }
    return false;
}

// The order, if it is the actor's to move: theirs, not frozen, not out of time.
Decided<Order> Deciding::own_order(OrderId id) {
    auto order = required<Order>(id);
    if (!order) return order;
    const bool party_role =
        actor_.role == Role::enterprise_owner || actor_.role == Role::enterprise_operator ||
        actor_.role == Role::provider_owner || actor_.role == Role::provider_operator;
    const bool as_provider =
        actor_.role == Role::provider_owner || actor_.role == Role::provider_operator;
    const PartyId owner = as_provider ? order->provider : order->enterprise;
    if (party_role && owner != actor_.organisation && !planted(45)) return not_yours();
    if (order->frozen && act_ != "void" && act_ != "unfreeze" && act_ != "appeal") {
        return refuse(Code::frozen, clauses_for(Code::frozen, house::wrong_state),
                      Facts{{"sanction", order->frozen_by.value}});
    }
    if (is_late(*order)) {
        return refuse(Code::too_late, clauses_for(Code::too_late, house::wrong_state),
                      Facts{{"status", name_of(order->status)},
                            {"accept_by", order->accept_by.micros},
                            {"valid_until", order->valid_until.micros}});
    }
    return order;
}

// What nobody could pay is a slip of the pen, and would break the accounts.
Decided<Product> Deciding::own_product(ProductId id) {
    auto product = required<Product>(id);
    if (!product) return product;
    const bool as_provider =
        actor_.role == Role::provider_owner || actor_.role == Role::provider_operator;
    if (as_provider && product->provider != actor_.organisation) return not_yours();
    return product;
}

void Deciding::move(Move movement) {
    if (movement.limit == 0 && movement.held == 0 && movement.settled == 0 && !movement.unlimited &&
        !movement.limited) {
        return;
    }
    Account changed = account(movement.account);
    zq::apply(movement, seq_, changed);
    put(std::move(changed));
    moves_.push_back(std::move(movement));
}

namespace {

// What one effect does to an account of money on which `held_now` is held, or `settled_now`
// settled.
Move movement_of(Effect effect, AccountId account, Money held_now, Money settled_now,
                 Money amount) {
    Move m{.account = std::move(account)};
    switch (effect) {
        case Effect::none:
        case Effect::keep: break;
        case Effect::hold: m.held = amount.fen; break;
        case Effect::adjust: m.held = amount.fen - held_now.fen; break;
        case Effect::settle:
            m.held = -held_now.fen;
            m.settled = amount.fen;
            break;
        case Effect::release:
            m.held = -held_now.fen;
            m.settled = -settled_now.fen;
            break;
        case Effect::reinstate:
            if (planted(23)) break;
            m.held = settled_now.fen;
            m.settled = -settled_now.fen;
            break;
    }
    return m;
}

bool is_paid(OrderStatus status) {
    return status == OrderStatus::paid || status == OrderStatus::recovering ||
           status == OrderStatus::clawed_back;
}

}  // namespace

// `before` is the order as it was, `amount` what it shall hold, settle or be paid from now on.
void Deciding::apply(const Transition& row, const Order& before, Money amount) {
    const bool holds_money =
        before.status != OrderStatus::rejected && before.status != OrderStatus::voided;
    const bool quota_settled = holds_money && before.approved.has_value();
    const Money none;
    for (const std::string& scope : before.quota_scopes) {
        if (planted(10) && row.step == Step::lapse) break;
        const AccountId quota{AccountKind::quota, before.enterprise.value, scope};
        move(movement_of(row.quota, quota, holds_money && !quota_settled ? before.subsidy : none,
                         quota_settled ? *before.approved : none, amount));
    }
    const Money on_budget = holds_money ? before.approved.value_or(before.subsidy) : none;
    const bool spent = is_paid(before.status);
    if (!(planted(3) && row.step == Step::cancel))
        move(movement_of(row.budget, budget_account(), spent ? none : on_budget,
                         spent ? on_budget : none, amount));
    Move stock{.account = stock_of(before.product)};
    if (row.stock == Effect::hold) stock.held = 1;
    if (row.stock == Effect::release && !(planted(2) && row.step == Step::decline)) {
        stock.held = -1;
        // Where a voucher given back is not issued again, the stock shrinks with it (A25).
        if (!rules_of(before).returned_stock.on(day_placed(before)).value) stock.limit = -1;
    }
    move(std::move(stock));
}

// Moves an order along one row of the table. `amount`: what it holds, settles or is paid
// afterwards.
Decided<Order> Deciding::step_order(Order order, Step step, std::optional<Money> amount) {
    const Transition* row = find_transition(step, order.status);
    if (!row) return wrong_state(name_of(order.status));
    apply(*row, order, amount.value_or(order.approved.value_or(order.subsidy)));
    order.status = row->to;
    schedule(order);
    return order;
}

// The next deadline that acts by itself.
void Deciding::schedule(Order& order) const {
    order.due.reset();
    order.due_kind.reset();
    if (order.frozen) return;
    const auto next = [&](Instant due, DeadlineKind kind) {
        if (order.due && *order.due <= due) return;
        order.due = due;
        order.due_kind = kind;
    };
    const auto reaches = rules_of(order).validity_reaches.on(day_placed(order)).value;
    if (order.status == OrderStatus::placed && !planted(30))
        next(order.accept_by, DeadlineKind::acceptance);
    const bool validity_runs =
        (order.status == OrderStatus::placed && reaches >= ValidUntilStep::acceptance) ||
        (order.status == OrderStatus::accepted && reaches >= ValidUntilStep::signing) ||
        (order.status == OrderStatus::signed_ && reaches >= ValidUntilStep::redemption);
    if (validity_runs) next(order.valid_until, DeadlineKind::validity);
    if (order.status == OrderStatus::signed_ && order.redeem_by) {
        next(*order.redeem_by, DeadlineKind::redemption);
    }
    if (order.status == OrderStatus::in_review && order.review_by && !order.overdue) {
        next(*order.review_by, DeadlineKind::review);
    }
}

Value Deciding::body() const {
    Value::List changes;
    staged_.each_shelf([&](const auto& shelf) {
        using T = typename std::remove_cvref_t<decltype(shelf)>::value_type;
        if constexpr (!std::same_as<T, Account>) {
            for (const auto& [key, row] : shelf.rows) {
                changes.emplace_back(
                    Value::Map{{"entity", Value{Entity<T>::name}}, {"row", encode(row)}});
            }
        }
    });
    Value::Map body;
    if (!changes.empty()) body.emplace("changes", std::move(changes));
    if (!moves_.empty()) body.emplace("moves", encode(moves_));
    return body;
}

void Deciding::store_into(WorkingSet& tables) const {
    staged_.each_shelf([&](const auto& shelf) {
        for (const auto& [key, row] : shelf.rows) tables.put(row);
    });
}

Decided<Done> Deciding::propose(const Command& command) {
    Proposal proposal;
    proposal.id = ProposalId{seq_};
    proposal.act = std::string{act_of(command)};
    proposal.command = encode_command(command);
    proposal.proposed_by = actor_.person;
    proposal.at = at_;
    put(proposal);
    return Done{"proposal", seq_, {}};
}

// The second person holds the role of the act itself, or is the bureau's approver.
bool Deciding::may_decide(const Proposal& proposal) const {
    return actor_.role == Role::approver || may(actor_.role, proposal.act);
}

Decided<Done> Deciding::decide(const ApproveProposal& command) {
    auto proposal = required<Proposal>(command.proposal);
    if (!proposal) return Unexpected{proposal.error()};
    if (proposal->approved) return wrong_state(*proposal->approved ? "approved" : "refused");
    if (proposal->proposed_by == actor_.person && !planted(43)) {
        return refuse(Code::second_person_needed, house::second_person,
                      Facts{{"proposed_by", actor_.person.value}});
    }
    if (!may_decide(*proposal)) return not_yours();
    proposal->approved = true;
    proposal->decided_by = actor_.person;
    const Command inner = decode_command(proposal->act, proposal->command);
    act_ = act_of(inner);
    auto done = std::visit([this](const auto& c) { return decide(c); }, inner);
    if (done) put(*proposal);
    return done;
}

Decided<Done> Deciding::decide(const RefuseProposal& command) {
    auto proposal = required<Proposal>(command.proposal);
    if (!proposal) return Unexpected{proposal.error()};
    if (proposal->approved) return wrong_state(*proposal->approved ? "approved" : "refused");
    if (!may_decide(*proposal)) return not_yours();
    proposal->approved = false;
    proposal->decided_by = actor_.person;
    put(*proposal);
    return Done{"proposal", proposal->id.value, {}};
}

}  // namespace zq
