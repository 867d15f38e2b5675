// Sanctions, spot checks and appeals.
#include "base/digest.h"
#include "base/planted.h"
#include "domain/life_cycles.h"
#include "domain/paper_check.h"
#include "engine/deciding.h"

namespace zq {

namespace {

bool is_of(const Order& order, PartyId party) {
    return order.enterprise == party || order.provider == party;
}

void lengthen(Ban& ban, const Sanction& sanction, const Clauses& clauses) {
    ban.permanent = ban.permanent || sanction.permanent;
    if (sanction.until && (!ban.until || *ban.until < *sanction.until)) ban.until = sanction.until;
    for (const ClauseId& clause : clauses) {
        if (std::ranges::find(ban.clauses, clause) == ban.clauses.end()) {
            ban.clauses.push_back(clause);
        }
    }
}

}  // namespace

void Deciding::set_ban(PartyId party, const Ban& ban) {
    if (const Enterprise* known = find<Enterprise>(party)) {
        Enterprise enterprise = *known;
        enterprise.standing.set(ban);
        put(std::move(enterprise));
    }
    if (const Provider* known = find<Provider>(party)) {
        Provider provider = *known;
        provider.standing.set(ban);
        put(std::move(provider));
    }
}

// None of a frozen order's deadlines runs out; only `void` ends it.
void Deciding::freeze(Order order, SanctionId by) {
    order.frozen = !planted(50);
    order.frozen_by = by;
    schedule(order);
    put(std::move(order));
}

// A live order is voided; one that was paid is to be returned whole; what had ended before stays
// so.
Decided<Order> Deciding::sanctioned(Order order, const std::string& reason) {
    if (is_live(order.status) || order.status == OrderStatus::paid) {
        return void_order(std::move(order), VoidGround::unlawful, reason);
    }
    if (order.status == OrderStatus::recovering || order.status == OrderStatus::clawed_back) {
        order.clawback = *order.approved;
        order.void_ground = VoidGround::unlawful;
        if (order.returned < order.clawback) order.status = OrderStatus::recovering;
    }
    return order;
}

Decided<Done> Deciding::decide(const ImposeSanction& command) {
    const Enterprise* enterprise = find<Enterprise>(command.party);
    const Provider* provider = find<Provider>(command.party);
    if (!enterprise && !provider) {
        return refuse(Code::unknown_object, house::unknown_object, Facts{{"entity", "party"}});
    }
    const Row<SanctionRule>* rule = nullptr;
    for (const Row<SanctionRule>& row : rules().sanctions.rows) {
        if (row.value.ground == command.ground && row.validity.covers(today())) rule = &row;
    }
    if (!rule) return invalid("ground", Facts{{"ground", command.ground}});
    Sanction sanction;
    sanction.id = SanctionId{seq_};
    sanction.party = command.party;
    sanction.ground = command.ground;
    sanction.orders = command.orders;
    sanction.permanent = !rule->value.term;
    if (rule->value.term)
        sanction.until = planted(53) ? today() : day_after(today(), *rule->value.term);
    sanction.decided = at_;
    sanction.reason = command.reason;

    for (const OrderId id : command.orders) {
        const auto order = required<Order>(id);
        if (!order) return Unexpected{order.error()};
        if (!is_of(*order, command.party))
            return invalid("orders", Facts{{"order", order->number}});
        auto ended = sanctioned(*order, command.reason);
        if (!ended) return Unexpected{ended.error()};
        put(*ended);
    }
    for (Order& order : all<Order>([&](const Order& o) {
             return is_of(o, command.party) && is_live(o.status) && !o.frozen;
         })) {
        freeze(std::move(order), sanction.id);
    }
    for (Product& product : all<Product>([&](const Product& p) {
             return p.provider == command.party && p.status == ProductStatus::listed &&
                    !planted(51);
         })) {
        product.status = *product_after(ProductStep::delist, product.status);
        product.delisted_by_sanction = true;
        put(std::move(product));
    }
    auto standing = in_force_against(command.party);
    standing.push_back(sanction);
    set_ban(command.party, ban_by(standing));
    put(sanction);
    return Done{"sanction", sanction.id.value, {}};
}

// Eligibility runs again from now on; nothing that is past is restored.
Decided<Done> Deciding::decide(const LiftSanction& command) {
    const auto standing = in_force_against(command.party);
    if (standing.empty()) return wrong_state("no sanction");
    lift(standing);
    return Done{"sanction", standing.back().id.value, {}};
}

std::vector<Sanction> Deciding::in_force_against(PartyId party) const {
    return all<Sanction>([&](const Sanction& s) {
        return s.party == party && sanction_after(SanctionStep::lift, status_on(s, today()));
    });
}

// What this programme's sanctions come to together.
Ban Deciding::ban_by(const std::vector<Sanction>& sanctions) const {
    Ban ban{.from = programme_, .until = {}, .permanent = false, .clauses = {}};
    for (const Sanction& sanction : sanctions) {
        const Day decided = day_of(sanction.decided, rules().zone);
        for (const Row<SanctionRule>& row : rules().sanctions.rows) {
            if (row.value.ground == sanction.ground && row.validity.covers(decided)) {
                lengthen(ban, sanction, row.value.ban_clauses);
            }
        }
    }
    return ban;
}

// What other sanctions still say stays, and so does a ban that another programme has sent.
void Deciding::lift(const std::vector<Sanction>& lifted) {
    const PartyId party = lifted.front().party;
    for (Sanction sanction : lifted) {
        sanction.lifted = at_;
        put(std::move(sanction));
    }
    set_ban(party, ban_by(in_force_against(party)));
}

// The orders with the smallest SHA-256(draw ‖ order id), among all that have a contract: anyone can
// draw the sample again from the public seed and the list.
Decided<Done> Deciding::decide(const DrawSpotCheck& command) {
    if (command.size < 1) {
        return refuse(Code::invalid_value, house::spot_check, Facts{{"size", command.size}},
                      {"size"});
    }
    if (trimmed(command.draw).empty()) {
        return refuse(Code::invalid_value, house::spot_check, Facts{{"draw", command.draw}},
                      {"draw"});
    }
    std::vector<std::pair<std::string, OrderId>> drawn;
    for (const Contract& contract : all<Contract>([](const Contract&) { return true; })) {
        drawn.emplace_back(sha256_hex(command.draw + std::to_string(contract.order.value)),
                           contract.order);
    }
    std::ranges::sort(drawn);
    SpotCheck check;
    check.id = SpotCheckId{seq_};
    check.draw = command.draw;
    check.population = std::ssize(drawn);
    check.at = at_;
    for (const auto& [hash, order] : drawn) {
        if (std::ssize(check.sample) == command.size) break;
        check.sample.push_back(order);
    }
    put(check);
    return Done{"spot-check", check.id.value, {}};
}

Decided<Done> Deciding::decide(const RecordFinding& command) {
    const auto checks = all<SpotCheck>([&](const SpotCheck& check) {
        if (command.spot_check && check.id != command.spot_check) return false;
        return std::ranges::find(check.sample, command.order) != check.sample.end();
    });
    if (checks.empty()) {
        return refuse(Code::invalid_value, house::spot_check, Facts{{"order", command.order.value}},
                      {"order"});
    }
    if (trimmed(command.result).empty()) {
        return refuse(Code::invalid_value, house::spot_check, Facts{{"result", command.result}},
                      {"result"});
    }
    SpotCheck latest = checks.back();
    latest.findings.insert_or_assign(std::to_string(command.order.value), command.result);
    put(latest);
    return Done{"spot-check", latest.id.value, {}};
}

// A party may appeal against what went against it: a rejection, a void, a freeze, a failed or
// delisted product, a ban.
Decided<Done> Deciding::decide(const FileAppeal& command) {
    Appeal appeal;
    appeal.id = AppealId{seq_};
    appeal.by = actor_.organisation;
    appeal.text = command.text;
    appeal.at = at_;
    bool adverse = false;
    if (command.order) {
        auto order = required<Order>(command.order);
        if (!order) return Unexpected{order.error()};
        if (!is_of(*order, actor_.organisation)) return not_yours();
        adverse = order->frozen || order->status == OrderStatus::rejected ||
                  order->status == OrderStatus::voided || order->void_ground;
        appeal.order = command.order;
    } else if (command.product) {
        auto product = own_product(command.product);
        if (!product) return Unexpected{product.error()};
        if (product->provider != actor_.organisation) return not_yours();
        adverse =
            product->status == ProductStatus::failed || product->status == ProductStatus::delisted;
        appeal.product = command.product;
    } else {
        if (command.party && command.party != actor_.organisation) return not_yours();
        const auto standing = all<Sanction>(
            [&](const Sanction& s) { return s.party == actor_.organisation && !s.lifted; });
        adverse = !standing.empty();
        if (adverse) appeal.sanction = standing.back().id;
    }
    if (!adverse) return refuse(Code::nothing_to_reverse, house::appeal);
    put(appeal);
    return Done{"appeal", appeal.id.value, {}};
}

Decided<Done> Deciding::decide(const DecideAppeal& command) {
    const auto open = all<Appeal>([&](const Appeal& appeal) {
        if (appeal.upheld) return false;
        if (command.appeal) return appeal.id == command.appeal;
        if (command.order) return appeal.order == command.order;
        if (command.product) return appeal.product == command.product;
        return command.party && appeal.sanction && appeal.by == command.party;
    });
    if (open.empty()) return refuse(Code::nothing_to_reverse, house::appeal);
    Appeal appeal = open.front();
    appeal.upheld = command.upheld;
    if (command.upheld) {
        if (auto reversed = reverse(appeal); !reversed) return Unexpected{reversed.error()};
    }
    put(appeal);
    return Done{"appeal", appeal.id.value, {}};
}

// The opposite act of the decision that was appealed against.
Decided<std::monostate> Deciding::reverse(const Appeal& appeal) {
    if (appeal.order) {
        auto order = restore(*find<Order>(appeal.order));
        if (!order) return Unexpected{order.error()};
        put(*order);
    } else if (appeal.product) {
        Product product = *find<Product>(appeal.product);
        const auto next = product_after(ProductStep::reopen, product.status);
        if (!next) return wrong_state(name_of(product.status));
        product.status = *next;
        product.due_missed = false;
        product.delisted_by_sanction = false;
        put(std::move(product));
    } else {
        auto appealed = in_force_against(appeal.by);
        std::erase_if(appealed, [&](const Sanction& s) { return s.id != appeal.sanction; });
        if (appealed.empty()) return wrong_state("no sanction");
        lift(appealed);
    }
    return std::monostate{};
}

// While the order lay still another one was proven with its papers (B23-117, B25-145).
Unexpected Deciding::proofs_taken(const Order& order) const {
    std::vector<Reason> reasons;
    for (const std::string& proof : reused_proofs_) {
        const Code code = proof.starts_with(file_proof) ? Code::paper_reused : Code::invoice_reused;
        reasons.push_back(
            {code,
             rules_of(order).clauses_for(code, act_, day_placed(order), house::appeal),
             Facts{{"proof", proof}},
             {}});
    }
    return Unexpected{Refusal{std::move(reasons)}};
}

// A rejected or voided order comes back to review and holds again what is still free for it.
Decided<Order> Deciding::restore(Order order) {
    if (order.frozen) return unfrozen(std::move(order));
    if (order.status == OrderStatus::recovering) {
        if (order.returned.fen > 0) return wrong_state(name_of(order.status));
        order.status = OrderStatus::paid;
        order.clawback = Money{};
        order.void_ground.reset();
        return order;
    }
    const Contract* contract = find<Contract>(order.id);
    if (!contract || !find<Redemption>(order.id)) return wrong_state(name_of(order.status));
    if (!reused_proofs_.empty()) return proofs_taken(order);
    const ContractTerms& terms = contract->terms();
    Order holder = order;
    holder.subsidy = Money{};
    const auto subsidy = subsidy_for(rules_of(order), subjects_of(order), &holder, terms.amount,
                                     std::pair{*terms.service_from, *terms.service_to});
    if (!subsidy) return Unexpected{subsidy.error()};
    const Money again = std::min(order.subsidy, subsidy->amount);
    auto moved = step_order(order, Step::restore, again);
    if (!moved) return moved;
    moved->subsidy = again;
    moved->approved.reset();
    moved->void_ground.reset();
    return moved;
}

}  // namespace zq
