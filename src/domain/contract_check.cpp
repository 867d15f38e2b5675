// Each condition is one function that makes one check, or none where the rulebook does not ask.
#include "domain/contract_check.h"

#include "base/planted.h"
#include "domain/subsidy.h"

namespace zq {

namespace {

struct Looking {
    const Rulebook& rules;
    const ContractContext& context;
    const ContractTerms& terms;

    Day ordered() const { return day_of(context.order.placed, rules.zone); }
    Day last_day() const { return day_of(context.order.valid_until, rules.zone); }

    // A condition that fails with `code` and the facts of the check.
    Check condition(std::string key, Code code, const Clauses& otherwise, Facts facts, bool holds,
                    std::string field) const {
        const Clauses clauses = rules.clauses_for(code, context.act, ordered(), otherwise);
        Check check{.about = CheckAbout::contract,
                    .key = std::move(key),
                    .clauses = clauses,
                    .facts = facts,
                    .reasons = {},
                    .flags = {}};
        if (!holds) check.reasons = {Reason{code, clauses, std::move(facts), {std::move(field)}}};
        return concluded(std::move(check));
    }
};

std::optional<Check> signed_in_time(const Looking& at) {
    if (at.rules.validity_reaches.on(at.ordered()).value < ValidUntilStep::signing) return {};
    return at.condition(
        "signed-in-time", Code::too_late, house::wrong_state,
        Facts{{"signed_on", to_text(*at.terms.signed_on)}, {"valid_until", to_text(at.last_day())}},
        *at.terms.signed_on <= at.last_day(), "signed_on");
}

Check not_before_order(const Looking& at, const char* key, Code code, const char* field, Day day) {
    return at.condition(
        key, code, house::field_value,
        Facts{{std::string{field}, to_text(day)}, {"ordered_on", to_text(at.ordered())}},
        day >= at.ordered() || planted(33), field);
}

Check service_in_order(const Looking& at) {
    const Day from = *at.terms.service_from;
    const Day to = *at.terms.service_to;
    return at.condition("service-in-order", Code::invalid_value, house::field_value,
                        Facts{{"service_from", to_text(from)}, {"service_to", to_text(to)}},
                        from <= to && year_of(to) <= 9999, "service_to");
}

Check product_same(const Looking& at) {
    const std::string& voucher = at.context.order.product_name;
    return at.condition("product-same", Code::product_mismatch, house::field_value,
                        Facts{{"contract", at.terms.product_name}, {"voucher", voucher}},
                        trimmed(at.terms.product_name) == trimmed(voucher), "product_name");
}

std::optional<Check> order_table(const Looking& at) {
    const auto place = at.rules.order_table.on(at.ordered()).value;
    if (place == OrderTablePlace::not_asked) return std::nullopt;
    const ContractEntry* entry = at.context.entry;
    const bool missing = entry && !entry->lists_order;
    const bool misplaced =
        entry && place == OrderTablePlace::last_page && !entry->table_on_last_page;
    return at.condition("order-table", Code::order_table_missing, house::field_value,
                        Facts{{"place", name_of(place)}}, !missing && !misplaced,
                        missing ? "lists_order" : "table_on_last_page");
}

std::optional<Check> payment_split(const Looking& at) {
    if (!at.rules.payment_split.on(at.ordered()).value) return std::nullopt;
    const ContractEntry* entry = at.context.entry;
    return at.condition("payment-split", Code::split_missing, house::field_value, {},
                        !entry || entry->splits_payment, "splits_payment");
}

Check amount_right(const Looking& at) {
    return at.condition("amount", Code::invalid_value, house::field_value,
                        Facts{{"amount", at.terms.amount.fen}}, is_amount(at.terms.amount),
                        "amount");
}

}  // namespace

std::vector<Check> check_contract(const Rulebook& rules, const ContractContext& context,
                                  const ContractTerms& terms) {
    const Looking at{rules, context, terms};
    std::vector<Check> checks;
    const auto add = [&](std::optional<Check> check) {
        if (check) checks.push_back(*std::move(check));
    };
    add(signed_in_time(at));
    add(not_before_order(at, "signed-after-order", Code::contract_before_order, "signed_on",
                         *terms.signed_on));
    add(not_before_order(at, "service-after-order", Code::service_before_order, "service_from",
                         *terms.service_from));
    add(service_in_order(at));
    add(product_same(at));
    add(order_table(at));
    add(payment_split(at));
    add(amount_right(at));
    return checks;
}

Check check_parts(const Rulebook& rules, const ContractContext& context, const ContractTerms& terms,
                  Money subsidy) {
    const Looking at{rules, context, terms};
    const bool in_bounds = is_amount(terms.voucher_part) && is_amount(terms.own_part);
    return at.condition("parts", Code::split_mismatch, house::field_value,
                        Facts{{"amount", terms.amount.fen},
                              {"voucher_part", terms.voucher_part.fen},
                              {"own_part", terms.own_part.fen},
                              {"subsidy", subsidy.fen}},
                        in_bounds && terms.voucher_part <= subsidy &&
                            terms.own_part == terms.amount - terms.voucher_part,
                        context.entry && context.entry->own_part ? "own_part" : "voucher_part");
}

}  // namespace zq
