// Three small tables; what a guide asks besides (windows, notices, papers) lies with the acts.
#include "domain/life_cycles.h"

#include <array>

namespace zq {

namespace {

constexpr std::array products{
    ProductTransition{ProductStep::edit, ProductStatus::draft, ProductStatus::draft},
    ProductTransition{ProductStep::edit, ProductStatus::returned, ProductStatus::returned},
    ProductTransition{ProductStep::submit, ProductStatus::draft, ProductStatus::submitted},
    ProductTransition{ProductStep::submit, ProductStatus::returned, ProductStatus::submitted},
    ProductTransition{ProductStep::withdraw, ProductStatus::draft, ProductStatus::withdrawn},
    ProductTransition{ProductStep::pass, ProductStatus::submitted, ProductStatus::passed},
    ProductTransition{ProductStep::qualify, ProductStatus::submitted, ProductStatus::qualified},
    ProductTransition{ProductStep::return_, ProductStatus::submitted, ProductStatus::returned},
    ProductTransition{ProductStep::reject, ProductStatus::submitted, ProductStatus::failed},
    ProductTransition{ProductStep::judge_good, ProductStatus::passed, ProductStatus::qualified},
    ProductTransition{ProductStep::judge_bad, ProductStatus::passed, ProductStatus::failed},
    ProductTransition{ProductStep::publish, ProductStatus::passed, ProductStatus::on_notice},
    ProductTransition{ProductStep::end_notice, ProductStatus::on_notice, ProductStatus::qualified},
    ProductTransition{ProductStep::uphold_objection, ProductStatus::on_notice,
                      ProductStatus::failed},
    ProductTransition{ProductStep::miss_resubmission, ProductStatus::returned,
                      ProductStatus::failed},
    ProductTransition{ProductStep::list, ProductStatus::qualified, ProductStatus::listed},
    ProductTransition{ProductStep::delist, ProductStatus::listed, ProductStatus::delisted},
    ProductTransition{ProductStep::reopen, ProductStatus::failed, ProductStatus::submitted},
    ProductTransition{ProductStep::reopen, ProductStatus::delisted, ProductStatus::listed},
};

constexpr std::array batches{
    BatchTransition{BatchStep::unbatch, BatchStatus::draft, BatchStatus::draft},
    BatchTransition{BatchStep::publish, BatchStatus::draft, BatchStatus::published},
    BatchTransition{BatchStep::settle, BatchStatus::published, BatchStatus::settled},
    BatchTransition{BatchStep::pay, BatchStatus::settled, BatchStatus::paid},
};

constexpr std::array sanctions{
    SanctionTransition{SanctionStep::run_out, SanctionStatus::in_force, SanctionStatus::over},
    SanctionTransition{SanctionStep::lift, SanctionStatus::in_force, SanctionStatus::lifted},
};

template <class Status>
std::optional<Status> after(const auto& table, auto step, Status from) {
    for (const auto& row : table) {
        if (row.step == step && row.from == from) return row.to;
    }
    return std::nullopt;
}

}  // namespace

std::span<const ProductTransition> product_transitions() {
    return products;
}

std::optional<ProductStatus> product_after(ProductStep step, ProductStatus from) {
    return after(products, step, from);
}

std::span<const BatchTransition> batch_transitions() {
    return batches;
}

std::optional<BatchStatus> batch_after(BatchStep step, BatchStatus from) {
    return after(batches, step, from);
}

std::span<const SanctionTransition> sanction_transitions() {
    return sanctions;
}

std::optional<SanctionStatus> sanction_after(SanctionStep step, SanctionStatus from) {
    return after(sanctions, step, from);
}

SanctionStatus status_on(const Sanction& sanction, Day today) {
    if (sanction.lifted) return SanctionStatus::lifted;
    const bool over = !sanction.permanent && (!sanction.until || *sanction.until < today);
    return over ? *sanction_after(SanctionStep::run_out, SanctionStatus::in_force)
                : SanctionStatus::in_force;
}

}  // namespace zq
