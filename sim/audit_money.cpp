// Group C: amounts of orders and contracts.
#include <algorithm>

#include "audit.h"

namespace zq::sim {

namespace {

Subjects subjects_at_claim(const Book& book, const Order& order) {
    return {.enterprise = book.images.find<Enterprise>(order.enterprise),
            .provider = book.images.find<Provider>(order.provider),
            .product = book.images.find<Product>(order.product),
            .today = civil_day(order.placed)};
}

std::optional<std::pair<Day, Day>> service_of(const Contract* contract) {
    if (!contract || contract->versions.empty()) return std::nullopt;
    const ContractTerms& terms = contract->versions.back();
    return std::pair{*terms.service_from, *terms.service_to};
}

bool has_ground(const Order& order, std::initializer_list<const char*> names) {
    return std::ranges::any_of(order.grounds, [&](const Ground& ground) {
        return std::ranges::find(names, ground.name) != names.end();
    });
}

bool never_negative(const Order& order) {
    const Money amounts[] = {
        order.amount,   order.eligible_amount, order.subsidy,  order.own_payment,
        order.clawback, order.returned,        order.refunded, order.approved.value_or(Money{})};
    return std::ranges::all_of(
        amounts, [](Money amount) { return amount.fen >= 0 && amount.fen <= Money::max_fen; });
}

}  // namespace

void Audit::money(const Book& book, const Happening& now) {
    each_change<Contract>(book, now, [&](const Contract* before, const Contract& contract) {
        const std::size_t known = before ? before->versions.size() : 0;
        bool same = contract.versions.size() == known + 1;
        for (std::size_t i = 0; same && i < known; ++i) {
            same = encode(before->versions[i]) == encode(contract.versions[i]);
        }
        hold(Inv::no_negative_no_rewriting, same, "an earlier contract was rewritten");
    });
    each_change<Order>(book, now, [&](const Order* before, const Order& order) {
        hold(Inv::no_negative_no_rewriting, never_negative(order),
             about(order) + " has an amount below nothing");
        if (order.approved) {
            hold(Inv::recovery_within_payment,
                 order.returned <= order.clawback && order.clawback <= *order.approved,
                 about(order) + " is to return more than it got, or returned more than it was to");
        }
        granted(book, now, before, order);
        recovered(book, now, before, order);
    });
}

void Audit::granted(const Book& book, const Happening& now, const Order* before,
                    const Order& order) {
    const Subjects subjects = subjects_at_claim(book, order);
    const Rulebook& rules = *book.edition_of(order).rules;
    const Contract* contract = after<Contract>(book, now, order.id);
    const auto service = service_of(contract);
    const std::int64_t most = most_granted(rules, subjects, order.amount.fen, service);
    const bool is_new = now.is("claim") || now.is("sign") || now.is("amend-contract");
    if (is_new) {
        Part part;
        if (service) {
            part = part_of_contract(service->first, service->second,
                                    rules.subsidised_period.on(subjects.today).value,
                                    rules.proration.on(subjects.today).value);
        }
        hold(Inv::prorated_and_rounded_down,
             order.eligible_amount.fen == share_of_fen(order.amount.fen, part, 10'000) &&
                 order.eligible_amount <= order.amount,
             about(order) + " counts " + std::to_string(order.eligible_amount.fen) + " of " +
                 std::to_string(order.amount.fen));
        const bool lowered = has_ground(order, {"quota", "budget", "voucher-part"});
        hold(Inv::approved_within_bounds,
             order.subsidy.fen <= most && (lowered || order.subsidy.fen == most) &&
                 order.subsidy.fen >= 1,
             about(order) + " holds " + std::to_string(order.subsidy.fen) + ", its share is " +
                 std::to_string(most));
        hold(Inv::same_amount_everywhere,
             order.own_payment.fen == order.amount.fen - order.subsidy.fen &&
                 (!contract || contract->versions.back().amount == order.amount),
             about(order) + " does not add up with its contract");
    } else if (before) {
        hold(Inv::same_amount_everywhere,
             before->amount == order.amount &&
                 (order.subsidy == before->subsidy || now.is("decide-appeal")),
             about(order) + " changed its amount by " + now.act);
    }
    if (now.is("review") && order.approved) {
        hold(Inv::approved_within_bounds,
             *order.approved <= before->subsidy && order.approved->fen <= most,
             about(order) + " got more approved than it held");
    }
    if (now.is("decide-appeal") && order.status == OrderStatus::in_review) {
        hold(Inv::approved_within_bounds, order.subsidy.fen <= most,
             about(order) + " came back to more than its share");
    }
}

void Audit::recovered(const Book& book, const Happening& now, const Order* before,
                      const Order& order) {
    const Subjects subjects = subjects_at_claim(book, order);
    const Rulebook& rules = *book.edition_of(order).rules;
    const auto service = service_of(after<Contract>(book, now, order.id));
    if (const auto* refund = now.as<ReportRefund>()) {
        const std::int64_t paid = order.approved->fen;
        std::int64_t due = paid;
        std::int64_t refunded = order.amount.fen;
        if (refund->kind == RefundKind::partial) {
            refunded = before->refunded.fen + refund->amount.value_or(Money{}).fen;
            const std::int64_t left =
                most_granted(rules, subjects, order.amount.fen - refunded, service);
            due = std::max(before->clawback.fen, paid - std::min(paid, left));
        }
        hold(Inv::clawback_reckoned_right,
             order.clawback.fen == due && order.refunded.fen == refunded,
             about(order) + " owes " + std::to_string(order.clawback.fen) + " instead of " +
                 std::to_string(due));
    } else if (const auto* funds = now.as<ReturnFunds>()) {
        const Money amount = funds->amount.value_or(before->clawback - before->returned);
        hold(Inv::recovery_within_payment, order.returned == before->returned + amount,
             about(order) + " did not book what came back");
    } else if (before && (was_paid(before->status) || was_paid(order.status))) {
        const bool whole = now.is("void") || now.is("sanction");
        hold(Inv::clawback_reckoned_right,
             order.clawback == before->clawback || (whole && order.clawback == *order.approved) ||
                 (now.is("decide-appeal") && order.clawback.fen == 0),
             about(order) + " owes another sum after " + now.act);
    }
}

}  // namespace zq::sim
