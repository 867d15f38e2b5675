// House codes need no row: what they rest on is written where they are given.
#include "rulebook/refusal_needs.h"

#include <algorithm>

namespace zq {

namespace {

bool any_true(const Table<Switch>& table) {
    return std::ranges::any_of(table.rows, [](const Row<Switch>& row) { return row.value; });
}

bool has_deadline(const Rulebook& book, DeadlineKind kind) {
    return std::ranges::any_of(
        book.deadlines.rows, [&](const Row<DeadlineRule>& row) { return row.value.kind == kind; });
}

void add_time(const Rulebook& book, std::vector<RefusalNeed>& needs) {
    if (has_deadline(book, DeadlineKind::acceptance)) {
        needs.push_back({Code::too_late, {"accept"}, "acceptance has a deadline"});
    }
    if (has_deadline(book, DeadlineKind::validity)) {
        needs.push_back({Code::too_late, {"sign"}, "vouchers have a validity"});
    }
    if (has_deadline(book, DeadlineKind::redemption)) {
        needs.push_back({Code::too_late, {"redeem", "waive"}, "redemption has a deadline"});
    }
    if (has_deadline(book, DeadlineKind::application)) {
        needs.push_back(
            {Code::application_closed, {"submit-product"}, "applications have a last day"});
    }
    if (has_deadline(book, DeadlineKind::product_notice)) {
        needs.push_back({Code::notice_running, {"list-product"}, "products are put on notice"});
    }
}

void add_switched(const Rulebook& book, std::vector<RefusalNeed>& needs) {
    // Left out, related parties are refused: the usual reading.
    if (book.related_parties_refused.rows.empty() || any_true(book.related_parties_refused)) {
        needs.push_back({Code::related_parties, {"claim"}, "related parties are refused"});
    }
    if (any_true(book.payment_split)) {
        needs.push_back({Code::split_missing, {"sign"}, "contracts state both parts of the price"});
        needs.push_back(
            {Code::split_mismatch, {"sign"}, "contracts state both parts of the price"});
    }
    if (any_true(book.provider_check)) {
        needs.push_back({Code::not_checked, {"redeem"}, "the provider has to check its papers"});
    }
    if (any_true(book.form_checked)) {
        needs.push_back(
            {Code::form_invalid, {"save-product", "submit-product"}, "the form is checked"});
    }
    if (any_true(book.final_on_submission)) {
        needs.push_back({Code::submitted_final,
                         {"save-product", "withdraw-redemption"},
                         "what was submitted is final"});
    }
    if (any_true(book.name_frozen_on_notice)) {
        needs.push_back({Code::name_frozen, {"rename-product"}, "names are frozen on notice"});
    }
    const bool table = std::ranges::any_of(book.order_table.rows, [](const auto& row) {
        return row.value != OrderTablePlace::not_asked;
    });
    if (table) needs.push_back({Code::order_table_missing, {"sign"}, "contracts list the order"});
}

}  // namespace

std::vector<RefusalNeed> refusal_needs(const Rulebook& book) {
    std::vector<RefusalNeed> needs{
        {Code::industry_not_classified, {"certify"}, "some industries have no thresholds"},
        {Code::not_listed, {"claim"}, "not every product is on sale"},
        {Code::sold_out, {"claim"}, "vouchers run out"},
        {Code::budget_exhausted, {"claim"}, "the budget runs out"},
        {Code::subsidy_zero, {"claim", "sign"}, "a share may come to nothing"},
        {Code::contract_before_order, {"sign"}, "the contract may be older than the order"},
        {Code::service_before_order, {"sign"}, "the service may begin before the order"},
        {Code::product_mismatch, {"sign"}, "the contract may name another product"},
        {Code::amount_too_high,
         {"review", "return-funds"},
         "an amount may be above what is held or due"},
        {Code::already_batched, {"batch"}, "an order may stand in another batch"},
        {Code::notice_running, {"settle-batch"}, "the notice may still run"},
        {Code::notice_closed, {"object"}, "the notice may be over"},
        {Code::not_completed, {"rate"}, "the service may not be complete"},
        {Code::stars_out_of_range, {"rate"}, "stars may lie outside the scale"},
    };
    if (!book.sanctions.rows.empty()) {
        needs.push_back({Code::frozen, {"accept", "sign", "redeem"}, "sanctions freeze orders"});
    }
    add_time(book, needs);
    add_switched(book, needs);
    return needs;
}

}  // namespace zq
