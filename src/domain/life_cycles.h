// The lives of products and batches as tables: step × status → status.
//
// Neither moves an account by itself: a product's stock is a limit, a batch moves the orders in it,
// and those have their own table (transitions.h). A step without a row for a status is refused.
#pragma once

#include <span>

#include "domain/terms.h"

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

}  // namespace zq
