// Register facts, size, editions, opening and closing, budget, vouchers and extensions.
#include "base/planted.h"
#include "domain/size_class.h"
#include "engine/deciding.h"

namespace zq {

namespace {

Done party_done(std::string entity, PartyId party) {
    return {std::move(entity), party.value, {}};
}

}  // namespace

Decided<Done> Deciding::decide(const RecordEnterprise& command) {
    const Enterprise* known = find<Enterprise>(command.party);
    Enterprise enterprise = known ? *known : Enterprise{};
    enterprise.id = command.party;
    enterprise.name = command.name;
    enterprise.uscc = command.uscc;
    enterprise.registered_in = command.registered_in;
    enterprise.legal_form = command.legal_form;
    enterprise.legal_person = command.legal_person;
    enterprise.honours = command.honours;
    enterprise.credit = command.credit;
    enterprise.source = command.source;
    put(std::move(enterprise));
    return party_done("enterprise", command.party);
}

Decided<Done> Deciding::decide(const RecordProvider& command) {
    const Provider* known = find<Provider>(command.party);
    Provider provider = known ? *known : Provider{};
    provider.id = command.party;
    provider.name = command.name;
    provider.uscc = command.uscc;
    provider.registered_in = command.registered_in;
    provider.founded = command.founded;
    provider.credit = command.credit;
    provider.qualifications = command.qualifications;
    provider.contracts_last_year = command.contracts_last_year;
    provider.revenue_last_year = command.revenue_last_year;
    provider.equipment_sets = command.equipment_sets;
    provider.approved = command.approved;
    provider.source = command.source;
    put(std::move(provider));
    return party_done("provider", command.party);
}

Decided<Done> Deciding::decide(const RecordBan& command) {
    set_ban(command.party, command.ban);
    return party_done("enterprise", command.party);
}

// The enterprise declares, the standard decides; earlier certifications stay as its history
// (B23-005).
Decided<Done> Deciding::decide(const Certify& command) {
    auto enterprise = required<Enterprise>(actor_.organisation);
    if (!enterprise) return Unexpected{enterprise.error()};
    const Certification* before = enterprise->certified();
    Declaration declared = before ? before->declared : Declaration{};
    if (command.industry) declared.industry = *command.industry;
    if (command.industry_share) declared.industry_share = command.industry_share;
    declared.staff = command.staff.value_or(declared.staff);
    declared.revenue = command.revenue.value_or(declared.revenue);
    declared.assets = command.assets.value_or(declared.assets);
    if (declared.industry_share && (declared.industry_share->count < 0 ||
                                    declared.industry_share->count > BasisPoints::whole)) {
        return invalid("industry_share", Facts{{"industry_share", declared.industry_share->count}});
    }
    if (declared.staff < 0) return invalid("staff", Facts{{"staff", declared.staff}});
    if (declared.revenue.fen < 0)
        return invalid("revenue", Facts{{"revenue", declared.revenue.fen}});
    if (declared.assets.fen < 0) return invalid("assets", Facts{{"assets", declared.assets.fen}});
    if (!rules().industries.contains(declared.industry)) {
        return refuse(Code::invalid_value, house::unknown_direction,
                      Facts{{"industry", declared.industry}}, {"industry"});
    }
    auto finding = classify(rules().standard, declared);
    if (!finding) {
        return refuse(Code::industry_not_classified,
                      clauses_for(Code::industry_not_classified, house::field_value),
                      Facts{{"industry", declared.industry}}, {"industry"});
    }
    finding->at = at_;
    enterprise->certifications.push_back({std::move(declared), std::move(*finding)});
    put(*enterprise);
    return party_done("enterprise", enterprise->id);
}

Decided<Done> Deciding::decide(const PublishEdition& command) {
    Edition edition;
    edition.id = EditionId{seq_};
    edition.digest = command.digest;
    edition.text = command.text;
    edition.published = at_;
    const ProgrammeState* known = find<ProgrammeState>(TheProgramme{});
    ProgrammeState programme = known ? *known : ProgrammeState{};
    if (known && known->edition_digest == command.digest) return wrong_state("published");
    programme.code = command.code;
    programme.edition = edition.id;
    programme.edition_digest = command.digest;
    put(std::move(edition));
    put(std::move(programme));
    return Done{"programme", 0, {}};
}

Decided<Done> Deciding::decide(const OpenProgramme& command) {
    ProgrammeState programme = state();
    programme.open = true;
    programme.claims_open_at = command.claims_open_at;
    put(std::move(programme));
    return Done{"programme", 0, {}};
}

Decided<Done> Deciding::decide(const CloseProgramme&) {
    ProgrammeState programme = state();
    if (!programme.open) return wrong_state("closed");
    programme.open = false;
    put(std::move(programme));
    return Done{"programme", 0, {}};
}

Decided<Done> Deciding::decide(const SetBudget& command) {
    const Account budget = account(budget_account());
    if (!is_amount(command.total)) return invalid("total", Facts{{"total", command.total.fen}});
    if (command.total.fen < budget.used()) {
        return refuse(Code::below_use, house::below_use,
                      Facts{{"total", command.total.fen}, {"used", budget.used()}}, {"total"});
    }
    Move movement{.account = budget.id};
    movement.limited = !budget.limit;
    movement.limit = command.total.fen - budget.limit.value_or(0);
    move(std::move(movement));
    return Done{"programme", 0, {}};
}

Decided<Done> Deciding::decide(const AddVouchers& command) {
    const auto product = own_product(command.product);
    if (!product) return Unexpected{product.error()};
    if (product->status != ProductStatus::listed) return wrong_state(name_of(product->status));
    const Account stock = account(stock_of(product->id));
    if (command.vouchers == 0 || command.vouchers > most_vouchers ||
        command.vouchers < -most_vouchers) {
        return invalid("vouchers", Facts{{"vouchers", command.vouchers}, {"most", most_vouchers}});
    }
    const std::int64_t limit = stock.limit.value_or(0) + command.vouchers;
    if (limit < stock.used()) {
        return refuse(Code::below_use, house::below_use,
                      Facts{{"vouchers", limit}, {"taken", stock.used()}}, {"vouchers"});
    }
    Move movement{.account = stock.id};
    movement.limit = command.vouchers;
    move(std::move(movement));
    return product_done(*product);
}

namespace {

Instant* deadline_of(Order& order, DeadlineKind kind) {
    switch (kind) {
        case DeadlineKind::acceptance:
            return order.status == OrderStatus::placed ? &order.accept_by : nullptr;
        case DeadlineKind::validity: return &order.valid_until;
        case DeadlineKind::redemption: return order.redeem_by ? &*order.redeem_by : nullptr;
        case DeadlineKind::review:
            return order.status == OrderStatus::in_review && order.review_by ? &*order.review_by
                                                                             : nullptr;
        case DeadlineKind::product_notice:
        case DeadlineKind::payout_notice:
        case DeadlineKind::resubmission:
        case DeadlineKind::application:
        case DeadlineKind::claims: return nullptr;
    }
    return nullptr;
}

bool is_before_redemption(OrderStatus status) {
    return status == OrderStatus::placed || status == OrderStatus::accepted ||
           status == OrderStatus::signed_;
}

}  // namespace

// Moves one deadline of one order; false when it has none of that kind.
Decided<bool> Deciding::extend(Order order, const ExtendDeadlines& command) {
    const bool counts = is_before_redemption(order.status) || command.kind == DeadlineKind::review;
    Instant* deadline = counts ? deadline_of(order, command.kind) : nullptr;
    if (!deadline) return false;
    const Rulebook& ruling = rules_of(order);
    Subjects subjects = subjects_of(order);
    subjects.today = day_placed(order);
    const auto* row = ruling.deadline(command.kind, subjects);
    const auto original = windows(ruling, subjects, order.placed);
    if (!original) return Unexpected{original.error()};
    const Instant from = command.kind == DeadlineKind::acceptance   ? original->accept_by
                         : command.kind == DeadlineKind::validity   ? original->valid_until
                         : command.kind == DeadlineKind::redemption ? *original->redeem_by
                                                                    : *deadline;
    const Facts facts{
        {"order", order.number}, {"deadline", deadline->micros}, {"until", command.until->micros}};
    const bool forward = *command.until > *deadline;
    const bool allowed = row && row->value.extension &&
                         *command.until <= last_second_of(day_after(day_of(from, ruling.zone),
                                                                    *row->value.extension),
                                                          ruling.zone);
    if (!forward || (!allowed && !planted(31))) {
        if (command.all && !forward) return false;
        return refuse(Code::extension_not_allowed, house::extension, facts, {"until"});
    }
    const Instant before = *deadline;
    *deadline = truncated(*command.until);
    const bool carries = command.kind == DeadlineKind::validity && order.redeem_by == before;
    if (carries) order.redeem_by = order.valid_until;
    if (command.kind == DeadlineKind::review) order.overdue = false;
    schedule(order);
    put(std::move(order));
    return true;
}

Decided<Done> Deciding::decide(const ExtendDeadlines& command) {
    if (!command.until) return invalid("until", Facts{{"missing", "until"}});
    std::vector<Order> orders;
    if (command.all) {
        orders =
            all<Order>([](const Order& order) { return is_live(order.status) && !order.frozen; });
    }
    for (const OrderId id : command.orders) {
        const auto order = own_order(id);
        if (!order) return Unexpected{order.error()};
        orders.push_back(*order);
    }
    std::int64_t extended = 0;
    for (Order& order : orders) {
        const auto status = order.status;
        const auto done = extend(std::move(order), command);
        if (!done) return Unexpected{done.error()};
        if (!*done && !command.all) return wrong_state(name_of(status));
        extended += *done ? 1 : 0;
    }
    if (extended == 0) return wrong_state("no such deadline");
    return Done{"programme", 0, Facts{{"extended", extended}}};
}

}  // namespace zq
