// Claim, acceptance, contract, completion and rating: the order up to its redemption.
#include "engine/deciding.h"

#include "base/planted.h"

namespace zq {

namespace {

// A programme without such a deadline leaves it open.
Instant never(const Zone& zone) {
    return last_second_of(make_day(9999, 12, 31), zone);
}

Decided<std::optional<Instant>> end_of(const Row<DeadlineRule>& row, Instant start,
                                       const Rulebook& rules, std::optional<Instant> validity) {
    std::optional<Instant> end;
    const auto earlier = [&](Instant candidate) {
        end = end ? std::min(*end, candidate) : candidate;
    };
    if (row.value.after) {
        const auto after = deadline_after(start, *row.value.after, rules.zone, rules.calendar);
        if (!after) return Unexpected{after.error()};
        earlier(*after);
    }
    if (row.value.by) earlier(last_second_of(*row.value.by, rules.zone));
    if (row.value.within_validity && validity) earlier(*validity);
    return end;
}

}  // namespace

// All deadlines of an order that are known at its claim (A6–A11).
Decided<Deciding::Window> Deciding::windows(const Rulebook& rules, const Subjects& subjects,
                                            Instant placed) const {
    Window window{.accept_by = {}, .valid_until = never(rules.zone), .redeem_by = {}};
    if (const auto* row = rules.deadline(DeadlineKind::validity, subjects)) {
        Row<DeadlineRule> validity = *row;
        if (validity.value.after && subjects.product && subjects.product->validity_days) {
            validity.value.after = Term{*subjects.product->validity_days, Unit::days};
        }
        const auto end = end_of(validity, placed, rules, {});
        if (!end) return Unexpected{end.error()};
        window.valid_until = end->value_or(window.valid_until);
    }
    window.accept_by = window.valid_until;
    if (const auto* row = rules.deadline(DeadlineKind::acceptance, subjects)) {
        const auto end = end_of(*row, placed, rules, window.valid_until);
        if (!end) return Unexpected{end.error()};
        window.accept_by = end->value_or(window.accept_by);
    }
    if (const auto* row = rules.deadline(DeadlineKind::redemption, subjects)) {
        const auto end = end_of(*row, window.valid_until, rules, window.valid_until);
        if (!end) return Unexpected{end.error()};
        window.redeem_by = *end;
    }
    return window;
}

std::vector<Reason> Deciding::reasons_against_window(const Product& product) const {
    std::vector<Reason> reasons;
    const ProgrammeState& programme = state();
    if (!programme.open && !planted(5)) {
        reasons.push_back({Code::window_closed, house::programme_closed, {}, {}});
    }
    const auto opening = product.claims_open_at ? product.claims_open_at : programme.claims_open_at;
    if (opening && at_ < *opening && !planted(4)) {
        reasons.push_back({Code::not_open_yet,
                           house::programme_closed,
                           Facts{{"claims_open_at", opening->micros}},
                           {}});
    }
    const Subjects subjects{
        .enterprise = nullptr, .provider = nullptr, .product = &product, .today = today()};
    if (const auto* row = rules().deadline(DeadlineKind::claims, subjects); row && row->value.by) {
        const Instant last = last_second_of(*row->value.by, rules().zone);
        if (has_passed(planted(6) ? plus_seconds(last, 86'400) : last, at_)) {
            reasons.push_back(
                {Code::window_closed, row->clauses, Facts{{"last", last.micros}}, {}});
        }
    }
    if (product.status != ProductStatus::listed) {
        reasons.push_back({Code::not_listed,
                           clauses_for(Code::not_listed, house::wrong_state),
                           Facts{{"status", name_of(product.status)}},
                           {}});
    }
    return reasons;
}

std::vector<Reason> Deciding::reasons_against(const Claim& claim, const Subjects& subjects) const {
    std::vector<Reason> reasons = failing_conditions(rules(), Claim::act, subjects);
    if (auto ban = ban_of(rules(), Claim::act, subjects.enterprise->standing, today())) {
        reasons.push_back(std::move(*ban));
    }
    for (Reason& reason : reasons_against_window(*subjects.product))
        reasons.push_back(std::move(reason));
    const auto& related = rules().related_parties_refused.on(today());
    if (related.value && subjects.provider &&
        subjects.enterprise->uscc == subjects.provider->uscc) {
        reasons.push_back({Code::related_parties,
                           clauses_for(Code::related_parties, related.clauses),
                           Facts{{"uscc", subjects.enterprise->uscc}},
                           {}});
    }
    // Listed here, banned by another programme since (B23-108, B25-136).
    if (subjects.provider && subjects.product->status == ProductStatus::listed) {
        if (auto ban = ban_of(rules(), Claim::act, subjects.provider->standing, today())) {
            reasons.push_back(std::move(*ban));
        }
    }
    const Money amount = claim.amount.value_or(subjects.product->price);
    if (!is_amount(amount)) {
        reasons.push_back(
            {Code::invalid_value, house::field_value, Facts{{"amount", amount.fen}}, {"amount"}});
    }
    return reasons;
}

// What `holder` itself holds counts as free for it; a lost honour takes nothing away (A26).
Decided<Subsidy> Deciding::subsidy_for(const Rulebook& rules, const Subjects& subjects,
                                       const Order* holder, Money total,
                                       std::optional<std::pair<Day, Day>> service) const {
    SubsidyInput input{
        .total = total, .service = service, .subjects = subjects, .quotas = {}, .budget = {}};
    const Money own = holder ? holder->subsidy : Money{};
    Subjects at_placing = subjects;
    if (holder) at_placing.today = day_placed(*holder);
    for (const CapInForce& cap : caps_for(rules, at_placing)) {
        const Account quota =
            account({AccountKind::quota, subjects.enterprise->id.value, cap.scope});
        const Money others = Money{quota.used()} - own;
        input.quotas.push_back({std::max(own, cap.amount - others), cap.clauses});
    }
    const Account budget = account(budget_account());
    if (budget.limit && !planted(9)) {
        const Money free = Money{*budget.limit - budget.used()} + own;
        input.budget =
            Free{free, rules.clauses_for(Code::budget_exhausted, act_, today(), house::below_use)};
    }
    input.subjects.today = at_placing.today;
    return compute_subsidy(rules, input);
}

Decided<Done> Deciding::decide(const Claim& claim) {
    const auto product = required<Product>(claim.product);
    if (!product) return Unexpected{product.error()};
    const auto enterprise = required<Enterprise>(actor_.organisation);
    if (!enterprise) return Unexpected{enterprise.error()};
    const Subjects subjects{.enterprise = &*enterprise,
                            .provider = find<Provider>(product->provider),
                            .product = &*product,
                            .today = today()};
    auto reasons = reasons_against(claim, subjects);
    if (!reasons.empty()) return Unexpected{Refusal{std::move(reasons)}};

    const Account stock = account(stock_of(product->id));
    if (!stock.limit || *stock.limit + (planted(1) ? 1 : 0) <= stock.used()) {
        return refuse(Code::sold_out, clauses_for(Code::sold_out, house::below_use),
                      Facts{{"vouchers", stock.limit.value_or(0)},
                            {"taken", stock.used()},
                            {"exhausted_at", stock.exhausted}});
    }
    const Money amount = claim.amount.value_or(product->price);
    const auto subsidy = subsidy_for(rules(), subjects, nullptr, amount, {});
    if (!subsidy) return Unexpected{subsidy.error()};
    const auto window = windows(rules(), subjects, at_);
    if (!window) return Unexpected{window.error()};

    Order order;
    order.id = OrderId{seq_};
    order.number = order_number(rules(), seq_);
    order.enterprise = enterprise->id;
    order.provider = product->provider;
    order.product = product->id;
    order.product_name = product->name;
    order.direction = product->direction;
    order.edition = state().edition;
    order.placed = at_;
    order.size = enterprise->certified() && !planted(13) ? enterprise->certified()->finding.size
                                                         : SizeClass::micro;
    for (const CapInForce& cap : caps_for(rules(), subjects))
        order.quota_scopes.push_back(cap.scope);
    order.contact = claim.contact;
    order.amount = amount;
    order.eligible_amount = subsidy->eligible;
    order.subsidy = subsidy->amount;
    order.own_payment = amount - subsidy->amount;
    order.grounds = subsidy->grounds;
    order.accept_by = window->accept_by;
    order.valid_until = window->valid_until;
    order.redeem_by = window->redeem_by;
    apply(claim_transition, order, order.subsidy);
    schedule(order);
    put(order);
    return order_done(order);
}

// One row of the table, and nothing else.
Decided<Done> Deciding::plain_step(OrderId id, Step step) {
    auto order = own_order(id);
    if (!order) return Unexpected{order.error()};
    auto moved = step_order(std::move(*order), step);
    if (!moved) return Unexpected{moved.error()};
    put(*moved);
    return order_done(*moved);
}

Decided<Done> Deciding::decide(const Cancel& command) {
    return plain_step(command.order, Step::cancel);
}
Decided<Done> Deciding::decide(const Decline& command) {
    return plain_step(command.order, Step::decline);
}
Decided<Done> Deciding::decide(const Waive& command) {
    return plain_step(command.order, Step::waive);
}

Decided<Done> Deciding::decide(const Accept& command) {
    return plain_step(command.order, Step::accept);
}

Decided<Done> Deciding::decide(const Sign& command) {
    return enter_contract(command, Step::sign);
}
Decided<Done> Deciding::decide(const AmendContract& command) {
    return enter_contract(command, Step::amend);
}

// What is not named is the usual; when amending, what stood in the contract before.
ContractTerms Deciding::terms_of(const ContractEntry& entry, const Order& order) const {
    ContractTerms terms;
    if (const Contract* contract = find<Contract>(order.id)) {
        terms = contract->terms();
    } else {
        terms.amount = order.amount;
        terms.signed_on = today();
        terms.product_name = order.product_name;
    }
    terms.amount = entry.amount.value_or(terms.amount);
    if (entry.signed_on) terms.signed_on = entry.signed_on;
    if (entry.service_from) terms.service_from = entry.service_from;
    if (!terms.service_from) terms.service_from = terms.signed_on;
    if (entry.service_to) terms.service_to = entry.service_to;
    if (!terms.service_to)
        terms.service_to = plus_years(*terms.service_from, 1) - std::chrono::days{1};
    terms.product_name = entry.product_name.value_or(terms.product_name);
    terms.registered = at_;
    return terms;
}

// The subsidy of the contract, with both parts of its price filled in. Refuses what is free, too.
Decided<Subsidy> Deciding::subsidy_of(const ContractEntry& entry, ContractTerms& terms,
                                      const Order& order) {
    auto subsidy = subsidy_for(rules_of(order), subjects_of(order), &order, terms.amount,
                               std::pair{*terms.service_from, *terms.service_to});
    if (!subsidy) return subsidy;
    terms.voucher_part = entry.voucher_part.value_or(subsidy->amount);
    terms.own_part = entry.own_part                  ? *entry.own_part
                     : is_amount(terms.voucher_part) ? terms.amount - terms.voucher_part
                                                     : Money{};
    checks_.push_back(check_parts(rules_of(order), {.act = act_, .order = order, .entry = &entry},
                                  terms, subsidy->amount));
    const Check& parts = checks_.back();
    if (!parts.reasons.empty()) return Unexpected{Refusal{parts.reasons}};
    if (terms.voucher_part < subsidy->amount) {
        subsidy->amount = terms.voucher_part;
        subsidy->grounds.push_back({"voucher-part", terms.voucher_part, parts.clauses});
    }
    if (subsidy->amount.fen < 1) {
        return refuse(Code::subsidy_zero, clauses_for(Code::subsidy_zero, house::field_value), {},
                      {"voucher_part"});
    }
    return subsidy;
}

Decided<Done> Deciding::enter_contract(const ContractEntry& entry, Step step) {
    auto order = own_order(entry.order);
    if (!order) return Unexpected{order.error()};
    if (!find_transition(step, order->status)) return wrong_state(name_of(order->status));
    const Rulebook& ruling = rules_of(*order);
    ContractTerms terms = terms_of(entry, *order);
    const bool is_order_right = *terms.service_from <= *terms.service_to;
    checks_ = check_contract(ruling, {.act = act_, .order = *order, .entry = &entry}, terms);
    std::vector<Reason> reasons = reasons_of(checks_);
    std::optional<Subsidy> subsidy;
    if (is_amount(terms.amount) && is_order_right) {
        const auto computed = subsidy_of(entry, terms, *order);
        if (computed) {
            subsidy = *computed;
        } else {
            const auto& no = computed.error().reasons();
            reasons.insert(reasons.end(), no.begin(), no.end());
        }
    }
    if (!reasons.empty()) return Unexpected{Refusal{std::move(reasons)}};
    auto moved = step_order(*order, step, subsidy->amount);
    if (!moved) return Unexpected{moved.error()};
    moved->amount = terms.amount;
    moved->eligible_amount = subsidy->eligible;
    moved->subsidy = subsidy->amount;
    moved->own_payment = terms.amount - subsidy->amount;
    moved->grounds = subsidy->grounds;
    put(*moved);
    const Contract* known = find<Contract>(order->id);
    Contract contract = known ? *known : Contract{.order = order->id, .versions = {}};
    contract.versions.push_back(std::move(terms));
    put(std::move(contract));
    return order_done(*moved);
}

// Runs beside redemption: a service of a year is not over when its voucher is (A16).
Decided<Done> Deciding::decide(const Complete& command) {
    auto order = own_order(command.order);
    if (!order) return Unexpected{order.error()};
    if (order->completed || (!find<Contract>(order->id) && !planted(34)))
        return wrong_state(name_of(order->status));
    order->completed = true;
    put(*order);
    return order_done(*order);
}

Decided<Done> Deciding::decide(const CorrectContact& command) {
    auto order = own_order(command.order);
    if (!order) return Unexpected{order.error()};
    order->contact = command.contact;
    put(*order);
    return Done{"order", order->id.value, {}};
}

Decided<Done> Deciding::decide(const Rate& command) {
    auto order = own_order(command.order);
    if (!order) return Unexpected{order.error()};
    std::vector<Reason> reasons;
    if (!order->completed) {
        reasons.push_back(
            {Code::not_completed, clauses_for(Code::not_completed, house::wrong_state), {}, {}});
    }
    const auto most = rules().stars_max.on(today()).value;
    if (command.stars < 1 || command.stars > most) {
        reasons.push_back({Code::stars_out_of_range,
                           clauses_for(Code::stars_out_of_range, house::field_value),
                           Facts{{"stars", command.stars}, {"stars_max", most}},
                           {"stars"}});
    }
    if (!reasons.empty()) return Unexpected{Refusal{std::move(reasons)}};
    // Rating again replaces the earlier rating; the product keeps sum and count.
    if (const Product* known = find<Product>(order->product)) {
        Product product = *known;
        product.stars += command.stars - order->stars;
        if (order->stars == 0) ++product.ratings;
        put(std::move(product));
    }
    order->stars = command.stars;
    order->rating = command.text;
    put(*order);
    return order_done(*order);
}

Decided<Done> Deciding::decide(const Unfreeze& command) {
    auto order = own_order(command.order);
    if (!order) return Unexpected{order.error()};
    if (!order->frozen) return wrong_state(name_of(order->status));
    *order = unfrozen(*order);
    put(*order);
    return order_done(*order);
}

// Deadlines run again from now on; one that has passed in the meantime fires next. A published
// order whose batch went on without it can be batched again.
Order Deciding::unfrozen(Order order) const {
    order.frozen = false;
    order.frozen_by = {};
    if (order.status == OrderStatus::published && !order.batch)
        order.status = OrderStatus::approved;
    schedule(order);
    return order;
}

Clauses Deciding::fire(Order order) {
    check(order.due_kind.has_value(), "a deadline that fires has a kind");
    const DeadlineKind kind = *order.due_kind;
    if (kind == DeadlineKind::review) {
        step_ = "overdue";
        order.overdue = true;
        schedule(order);
    } else {
        const Step step = kind == DeadlineKind::acceptance ? Step::lapse
                          : kind == DeadlineKind::validity ? Step::expire
                                                           : Step::abandon;
        step_ = name_of(step);
        auto moved = step_order(order, step);
        check(moved.has_value(), "a deadline fires only where its step has a row");
        order = std::move(*moved);
    }
    put(order);
    const Rulebook& ruling = rules_of(order);
    Subjects subjects = subjects_of(order);
    subjects.today = day_placed(order);
    const auto* row = ruling.deadline(kind, subjects);
    return ruling.clauses_for(Code::too_late, step_, subjects.today,
                              row ? row->clauses : house::wrong_state);
}

}  // namespace zq
