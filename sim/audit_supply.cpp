// Group A: vouchers, budget and the order of claims.
#include <algorithm>

#include "audit.h"

namespace zq::sim {

namespace {

std::int64_t taken(const Book& book, const AccountId& account) {
    const auto known = book.by_orders.find(account);
    return known == book.by_orders.end() ? 0 : known->second.held + known->second.settled;
}

std::optional<std::int64_t> limit_of(const Book& book, const AccountId& account) {
    const auto known = book.by_moves.find(account);
    return known == book.by_moves.end() ? std::nullopt : known->second.limit;
}

AccountId stock(ProductId product) {
    return {AccountKind::stock, product.value, ""};
}

const Reason* reason_with(const std::vector<Reason>& reasons, Code code) {
    const auto found = std::ranges::find(reasons, code, &Reason::code);
    return found == reasons.end() ? nullptr : &*found;
}

// Whether the programme, the product and the calendar let anybody claim then.
std::string closed_because(const Book& book, const Product& product, Instant at) {
    const auto& programme = book.images.get<ProgrammeState>(TheProgramme{});
    if (!programme.open) return "the programme is closed";
    if (product.status != ProductStatus::listed) return "the product is not listed";
    const auto opening = product.claims_open_at ? product.claims_open_at : programme.claims_open_at;
    if (opening && at < *opening) return "claims are not open yet";
    const Rulebook& rules = *book.in_force()->rules;
    for (const Row<DeadlineRule>& row : rules.deadlines.rows) {
        const bool counts = row.value.kind == DeadlineKind::claims && row.value.by &&
                            row.validity.covers(civil_day(at));
        if (counts && whole_second(at) > end_of(*row.value.by)) return "claims are over";
    }
    return {};
}

}  // namespace

void Audit::supply_before(const Book& book, const Happening& now) {
    const auto* claim = now.as<Claim>();
    if (!claim) return;
    const Product* product = book.images.find<Product>(claim->product);
    const auto& orders = now.images.shelf<Order>().rows;
    if (!orders.empty()) {
        const Order& order = orders.begin()->second;
        hold(Inv::log_gap_free, orders.size() == 1 && order.id.value == now.event.seq,
             "a claim's order has another number than its place in the log");
        hold(Inv::no_early_bird, product && closed_because(book, *product, now.event.time).empty(),
             "claimed although " + (product ? closed_because(book, *product, now.event.time)
                                            : "there is no product"));
        hold(Inv::no_overtaking, !book.sold_out.contains(claim->product),
             "claimed after sold out, with nothing given back");
        return;
    }
    if (now.refused == Value{}) return;
    const auto reasons = decoded<std::vector<Reason>>(now.refused);
    if (const Reason* reason = reason_with(reasons, Code::sold_out)) {
        const AccountId account = stock(claim->product);
        const std::int64_t limit = limit_of(book, account).value_or(0);
        const auto since = book.exhausted.find(account);
        const auto fact = [&](const char* name) {
            const auto found = reason->facts.find(name);
            return found == reason->facts.end() ? Value{0} : found->second;
        };
        hold(Inv::sold_out_is_true,
             taken(book, account) == limit && fact("taken") == Value{limit} &&
                 fact("vouchers") == Value{limit} && since != book.exhausted.end() &&
                 fact("exhausted_at") == Value{since->second},
             "refused as sold out with " + std::to_string(taken(book, account)) + " of " +
                 std::to_string(limit) + " vouchers taken");
    }
    if (product &&
        (reason_with(reasons, Code::not_open_yet) || reason_with(reasons, Code::window_closed) ||
         reason_with(reasons, Code::not_listed))) {
        hold(Inv::no_early_bird, !closed_because(book, *product, now.event.time).empty(),
             "refused as closed while it is open");
    }
}

void Audit::supply_after(Book& book, const Happening& now) {
    for (const Move& move : now.moves) {
        const AccountId& account = move.account;
        const auto limit = limit_of(book, account);
        const bool within = !limit || taken(book, account) <= *limit;
        const std::string told = std::to_string(taken(book, account)) + " of " +
                                 std::to_string(limit.value_or(0)) + " are taken after " + now.act;
        if (account.kind == AccountKind::stock) {
            if (move.held > 0) hold(Inv::stock_within_allotment, within, told);
            if (move.limit != 0) hold(Inv::allotment_not_below_use, within, told);
            if (move.held < 0 || move.limit > 0) book.sold_out.erase(ProductId{account.owner});
        }
        if (account.kind == AccountKind::budget) hold(Inv::budget_not_exceeded, within, told);
        if (limit != taken(book, account)) {
            book.exhausted.erase(account);
        } else {
            book.exhausted.try_emplace(account, now.event.seq);
        }
    }
    for (const auto& [id, order] : now.images.shelf<Order>().rows) {
        const bool gave_back = taken_by(order).count(stock(order.product)) == 0;
        const auto released = std::ranges::find_if(now.moves, [&](const Move& move) {
            return move.account == stock(order.product) && move.held < 0;
        });
        if (!gave_back || released == now.moves.end()) continue;
        const bool again =
            book.edition_of(order).rules->returned_stock.on(civil_day(order.placed)).value;
        hold(Inv::released_unit_is_claimable, released->limit == (again ? 0 : -1),
             "a voucher that was given back changed the allotment by " +
                 std::to_string(released->limit));
    }
    const auto* claim = now.as<Claim>();
    if (!claim || now.refused == Value{}) return;
    const auto reasons = decoded<std::vector<Reason>>(now.refused);
    if (reason_with(reasons, Code::sold_out)) book.sold_out.insert(claim->product);
}

}  // namespace zq::sim
