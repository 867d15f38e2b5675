// The single-valued tables: how a bureau reads its guide where another might read it otherwise.
//
// A rulebook gives one as a [[reading]] row with `name` and `value`. One that it does not give has
// the usual reading (Z-025), unless an act it offers makes money or time depend on it.
#pragma once

#include "domain/rulebook.h"

namespace zq {

// When a reading may not be left out.
enum class ReadingNeed { never, with_validity, with_sign, with_caps, with_refunds };

// Calls visit(name, table, usual value, need) for each of them.
template <class Book, class Visit>
void visit_readings(Book& book, Visit&& visit) {
    using enum ReadingNeed;
    visit("validity_reaches", book.validity_reaches, ValidUntilStep::redemption, with_validity);
    visit("subsidised_period", book.subsidised_period, Term{1, Unit::years}, with_sign);
    visit("proration", book.proration, Proration::months_then_days, with_sign);
    visit("remainder", book.remainder, Remainder::grant, with_caps);
    visit("refund_basis", book.refund_basis, RefundBasis::recompute, with_refunds);
    visit("order_table", book.order_table, OrderTablePlace::not_asked, never);
    visit("payment_split", book.payment_split, false, never);
    visit("provider_check", book.provider_check, false, never);
    visit("form_checked", book.form_checked, false, never);
    visit("returned_stock", book.returned_stock, true, never);
    visit("related_parties_refused", book.related_parties_refused, true, never);
    visit("name_frozen_on_notice", book.name_frozen_on_notice, false, never);
    visit("final_on_submission", book.final_on_submission, false, never);
    visit("recall_until_opened", book.recall_until_opened, false, never);
    visit("stars_max", book.stars_max, Count{5}, never);
}

// A reading's value as a rulebook writes it; truths are for each page to word.
inline std::string value_text(Count value) {
    return std::to_string(value);
}
inline std::string value_text(const Term& value) {
    return to_text(value);
}
template <NamedEnum E>
std::string value_text(E value) {
    return std::string{name_of(value)};
}

inline const Clauses usual_reading{"Z-025"};

}  // namespace zq
