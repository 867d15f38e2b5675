// The lives of products, batches and sanctions as tables: step × status → status.
//
// None moves an account by itself: a product's stock is a limit, batches and sanctions move orders,
// and those have their own table (transitions.h). A step without a row for a status is refused.
#pragma once

#include <span>

#include "domain/supervision.h"

namespace zq {

enum class ProductStep {
    edit,  // draft-product, save-product
    submit,
    withdraw,
    pass,     // the audit passed, experts or the public are still to be asked
    qualify,  // the audit passed, and nobody else is asked
    return_,
    reject,
    judge_good,
    judge_bad,
    publish,
    end_notice,
    uphold_objection,
    miss_resubmission,
    list,
    delist,
    reopen,  // an appeal was upheld
};
template <>
struct EnumNames<ProductStep> {
    static constexpr std::pair<ProductStep, std::string_view> all[] = {
        {ProductStep::edit, "edit"},
        {ProductStep::submit, "submit-product"},
        {ProductStep::withdraw, "withdraw-product"},
        {ProductStep::pass, "pass"},
        {ProductStep::qualify, "qualify"},
        {ProductStep::return_, "return"},
        {ProductStep::reject, "reject"},
        {ProductStep::judge_good, "judge-good"},
        {ProductStep::judge_bad, "judge-bad"},
        {ProductStep::publish, "publish-product"},
        {ProductStep::end_notice, "notice-over"},
        {ProductStep::uphold_objection, "uphold-objection"},
        {ProductStep::miss_resubmission, "resubmission-missed"},
        {ProductStep::list, "list-product"},
        {ProductStep::delist, "delist-product"},
        {ProductStep::reopen, "reopen"},
    };
};

struct ProductTransition {
    ProductStep step;
    ProductStatus from;
    ProductStatus to;
};
std::span<const ProductTransition> product_transitions();
// Nothing where the table has no row.
std::optional<ProductStatus> product_after(ProductStep step, ProductStatus from);

enum class BatchStep { unbatch, publish, settle, pay };
template <>
struct EnumNames<BatchStep> {
    static constexpr std::pair<BatchStep, std::string_view> all[] = {
        {BatchStep::unbatch, "unbatch"},
        {BatchStep::publish, "publish-batch"},
        {BatchStep::settle, "settle-batch"},
        {BatchStep::pay, "disburse"},
    };
};

struct BatchTransition {
    BatchStep step;
    BatchStatus from;
    BatchStatus to;
};
std::span<const BatchTransition> batch_transitions();
std::optional<BatchStatus> batch_after(BatchStep step, BatchStatus from);

enum class SanctionStep {
    run_out,  // its last day has passed
    lift,     // by the bureau, or by an appeal that was upheld
};
template <>
struct EnumNames<SanctionStep> {
    static constexpr std::pair<SanctionStep, std::string_view> all[] = {
        {SanctionStep::run_out, "run-out"},
        {SanctionStep::lift, "lift-sanction"},
    };
};

struct SanctionTransition {
    SanctionStep step;
    SanctionStatus from;
    SanctionStatus to;
};
std::span<const SanctionTransition> sanction_transitions();
std::optional<SanctionStatus> sanction_after(SanctionStep step, SanctionStatus from);

}  // namespace zq
