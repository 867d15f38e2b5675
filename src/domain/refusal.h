// A refusal is a value: why not, on which clauses, resting on which facts.
//
// Codes stand in the order of precedence: of several reasons the first one gives the refusal its
// code. The clauses come from the rulebook, or are house rules (Z-nnn); none can be made without
// one.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/clause.h"
#include "base/fields.h"
#include "base/value.h"

namespace zq {

enum class Code {
    not_offered,
    not_yours,
    frozen,
    too_late,
    submitted_final,
    wrong_state,
    sanctioned,
    industry_not_classified,
    not_certified,
    not_in_place,
    not_legal_person,
    not_an_enterprise,
    not_sme,
    credit_serious_negative,
    judgment_debtor,
    not_eligible,
    not_open_yet,
    window_closed,
    not_listed,
    industry_not_eligible,
    not_main_business,
    related_parties,
    sold_out,
    quota_exhausted,
    budget_exhausted,
    subsidy_zero,
    contract_before_order,
    service_before_order,
    product_mismatch,
    split_missing,
    split_mismatch,
    order_table_missing,
    not_checked,
    documents_incomplete,
    not_sealed,
    wrong_format,
    one_file_per_kind,
    receipt_before_contract,
    invoice_before_contract,
    document_too_early,
    invoice_amount,
    invoice_reused,
    invoice_number,
    paper_reused,
    amount_too_high,
    already_batched,
    notice_running,
    notice_closed,
    not_completed,
    stars_out_of_range,
    application_closed,
    form_invalid,
    provider_not_approved,
    provider_too_young,
    too_few_contracts,
    revenue_too_low,
    qualification_missing,
    consulting_and_certification,
    name_frozen,
    validity_too_long,
    // House codes: daily work that no guide describes.
    unknown_object,
    invalid_value,
    calendar_missing,
    below_use,
    no_bank_account,
    extension_not_allowed,
    second_person_needed,
    role_excluded,
    nothing_to_reverse,
};

template <>
struct EnumNames<Code> {
    static constexpr std::pair<Code, std::string_view> all[] = {
        {Code::not_offered, "not-offered"},
        {Code::not_yours, "not-yours"},
        {Code::frozen, "frozen"},
        {Code::too_late, "too-late"},
        {Code::submitted_final, "submitted-final"},
        {Code::wrong_state, "wrong-state"},
        {Code::sanctioned, "sanctioned"},
        {Code::industry_not_classified, "industry-not-classified"},
        {Code::not_certified, "not-certified"},
        {Code::not_in_place, "not-in-beijing"},
        {Code::not_legal_person, "not-legal-person"},
        {Code::not_an_enterprise, "not-an-enterprise"},
        {Code::not_sme, "not-sme"},
        {Code::credit_serious_negative, "credit-serious-negative"},
        {Code::judgment_debtor, "judgment-debtor"},
        {Code::not_eligible, "not-eligible"},
        {Code::not_open_yet, "not-open-yet"},
        {Code::window_closed, "window-closed"},
        {Code::not_listed, "not-listed"},
        {Code::industry_not_eligible, "industry-not-eligible"},
        {Code::not_main_business, "not-main-business"},
        {Code::related_parties, "related-parties"},
        {Code::sold_out, "sold-out"},
        {Code::quota_exhausted, "quota-exhausted"},
        {Code::budget_exhausted, "budget-exhausted"},
        {Code::subsidy_zero, "subsidy-zero"},
        {Code::contract_before_order, "contract-before-order"},
        {Code::service_before_order, "service-before-order"},
        {Code::product_mismatch, "product-mismatch"},
        {Code::split_missing, "split-missing"},
        {Code::split_mismatch, "split-mismatch"},
        {Code::order_table_missing, "order-table-missing"},
        {Code::not_checked, "not-checked"},
        {Code::documents_incomplete, "documents-incomplete"},
        {Code::not_sealed, "not-sealed"},
        {Code::wrong_format, "wrong-format"},
        {Code::one_file_per_kind, "one-file-per-kind"},
        {Code::receipt_before_contract, "receipt-before-contract"},
        {Code::invoice_before_contract, "invoice-before-contract"},
        {Code::document_too_early, "document-too-early"},
        {Code::invoice_amount, "invoice-amount"},
        {Code::invoice_reused, "invoice-reused"},
        {Code::invoice_number, "invoice-number"},
        {Code::paper_reused, "paper-reused"},
        {Code::amount_too_high, "amount-too-high"},
        {Code::already_batched, "already-batched"},
        {Code::notice_running, "notice-running"},
        {Code::notice_closed, "notice-closed"},
        {Code::not_completed, "not-completed"},
        {Code::stars_out_of_range, "stars-out-of-range"},
        {Code::application_closed, "application-closed"},
        {Code::form_invalid, "form-invalid"},
        {Code::provider_not_approved, "provider-not-approved"},
        {Code::provider_too_young, "provider-too-young"},
        {Code::too_few_contracts, "too-few-contracts"},
        {Code::revenue_too_low, "revenue-too-low"},
        {Code::qualification_missing, "qualification-missing"},
        {Code::consulting_and_certification, "consulting-and-certification"},
        {Code::name_frozen, "name-frozen"},
        {Code::validity_too_long, "validity-too-long"},
        {Code::unknown_object, "unknown-object"},
        {Code::invalid_value, "invalid-value"},
        {Code::calendar_missing, "calendar-missing"},
        {Code::below_use, "below-use"},
        {Code::no_bank_account, "no-bank-account"},
        {Code::extension_not_allowed, "extension-not-allowed"},
        {Code::second_person_needed, "second-person-needed"},
        {Code::role_excluded, "role-excluded"},
        {Code::nothing_to_reverse, "nothing-to-reverse"},
    };
};

// House rules, where no clause of a guide says no (programmes/house/clauses.toml).
namespace house {
inline const Clauses wrong_state{"Z-001"};
inline const Clauses not_offered{"Z-002"};
inline const Clauses not_yours{"Z-003"};
inline const Clauses unknown_object{"Z-008"};
inline const Clauses programme_closed{"Z-010"};
inline const Clauses calendar{"Z-011"};
inline const Clauses below_use{"Z-012"};
inline const Clauses second_person{"Z-013"};
inline const Clauses bank_account{"Z-014"};
inline const Clauses extension{"Z-015"};
inline const Clauses field_value{"Z-020"};
inline const Clauses appeal{"Z-022"};
inline const Clauses spot_check{"Z-023"};
inline const Clauses unknown_direction{"Z-024"};
inline const Clauses duties{"Z-026"};
inline const Clauses account_change{"Z-027"};
inline const Clauses emergency{"Z-028"};
}  // namespace house

struct Reason {
    Code code = Code::wrong_state;
    Clauses clauses;
    Facts facts;  // what it rests on: amounts in fen, days, states
    std::vector<std::string>
        errors;  // form fields or kinds of document at fault, in their table's order

    static void fields(auto& self, auto&& visit) {
        visit("code", self.code);
        visit("clauses", self.clauses);
        visit("facts", self.facts);
        visit("errors", self.errors);
    }
};

class Refusal {
public:
    // Sorts by precedence. BrokenInvariant when there is no reason, or one has no clause.
    explicit Refusal(std::vector<Reason> reasons);
    Refusal(Code code, Clauses clauses, Facts facts = {}, std::vector<std::string> errors = {});

    Code code() const { return reasons_.front().code; }
    const std::vector<Reason>& reasons() const { return reasons_; }
    // Of every reason, each named once, in order.
    Clauses clauses() const;
    // Likewise; where a table was given, in its order, whatever the reason.
    std::vector<std::string> errors() const;
    void order_errors_by(std::vector<std::string> table) { table_ = std::move(table); }

private:
    std::vector<Reason> reasons_;
    std::vector<std::string> table_;
};

template <class T>
using Decided = std::expected<T, Refusal>;

}  // namespace zq
