// Every step × status of products, batches and sanctions, those without a row too.
#include "domain/life_cycles.h"

#include <gtest/gtest.h>

#include <map>

namespace zq {
namespace {

using Product = std::map<std::pair<ProductStep, ProductStatus>, ProductStatus>;

TEST(LifeOfAProduct, has_these_steps_and_no_other) {
    using enum ProductStatus;
    const Product expected{
        {{ProductStep::edit, draft}, draft},           // B25-265, B25-267
        {{ProductStep::edit, returned}, returned},     // B25-283
        {{ProductStep::submit, draft}, submitted},     // B25-272, B25-273
        {{ProductStep::submit, returned}, submitted},  // B25-279
        {{ProductStep::withdraw, draft}, withdrawn},
        {{ProductStep::pass, submitted}, passed},  // B23-034, B25-278
        {{ProductStep::qualify, submitted}, qualified},
        {{ProductStep::return_, submitted}, returned},      // B25-279
        {{ProductStep::reject, submitted}, failed},         // B25-280
        {{ProductStep::judge_good, passed}, qualified},     // B23-037
        {{ProductStep::judge_bad, passed}, failed},         // B23-035
        {{ProductStep::publish, passed}, on_notice},        // B25-061
        {{ProductStep::end_notice, on_notice}, qualified},  // B25-062
        {{ProductStep::uphold_objection, on_notice}, failed},
        {{ProductStep::miss_resubmission, returned}, failed},  // B25-279
        {{ProductStep::list, qualified}, listed},              // B23-037, B25-062
        {{ProductStep::delist, listed}, delisted},             // B23-106, B25-134
        {{ProductStep::reopen, failed}, submitted},
        {{ProductStep::reopen, delisted}, listed},
    };
    for (const auto& [step, step_name] : EnumNames<ProductStep>::all) {
        for (const auto& [status, status_name] : EnumNames<ProductStatus>::all) {
            SCOPED_TRACE(std::string{step_name} + " from " + std::string{status_name});
            const auto row = expected.find({step, status});
            const auto next = product_after(step, status);
            ASSERT_EQ(next.has_value(), row != expected.end());
            if (next) {
                EXPECT_EQ(*next, row->second);
            }
        }
    }
    EXPECT_EQ(product_transitions().size(), expected.size());
}

TEST(LifeOfABatch, goes_from_draft_over_notice_and_settlement_to_paid) {
    using enum BatchStatus;
    const std::map<std::pair<BatchStep, BatchStatus>, BatchStatus> expected{
        {{BatchStep::unbatch, draft}, draft},
        {{BatchStep::publish, draft}, published},   // B23-089, B25-119
        {{BatchStep::settle, published}, settled},  // B23-091, B25-121
        {{BatchStep::pay, settled}, paid},
    };
    for (const auto& [step, step_name] : EnumNames<BatchStep>::all) {
        for (const auto& [status, status_name] : EnumNames<BatchStatus>::all) {
            SCOPED_TRACE(std::string{step_name} + " from " + std::string{status_name});
            const auto row = expected.find({step, status});
            const auto next = batch_after(step, status);
            ASSERT_EQ(next.has_value(), row != expected.end());
            if (next) {
                EXPECT_EQ(*next, row->second);
            }
        }
    }
    EXPECT_EQ(batch_transitions().size(), expected.size());
}

TEST(LifeOfASanction, ends_by_its_day_or_by_being_lifted) {
    using enum SanctionStatus;
    const std::map<std::pair<SanctionStep, SanctionStatus>, SanctionStatus> expected{
        {{SanctionStep::run_out, in_force}, over},
        {{SanctionStep::lift, in_force}, lifted},
    };
    for (const auto& [step, step_name] : EnumNames<SanctionStep>::all) {
        for (const auto& [status, status_name] : EnumNames<SanctionStatus>::all) {
            SCOPED_TRACE(std::string{step_name} + " from " + std::string{status_name});
            const auto row = expected.find({step, status});
            const auto next = sanction_after(step, status);
            ASSERT_EQ(next.has_value(), row != expected.end());
            if (next) {
                EXPECT_EQ(*next, row->second);
            }
        }
    }
    EXPECT_EQ(sanction_transitions().size(), expected.size());
}

// B23-108, B25-246 (three years) and B25-247 (for good).
TEST(LifeOfASanction, is_in_force_to_the_end_of_its_last_day) {
    Sanction sanction;
    sanction.until = make_day(2028, 6, 16);
    EXPECT_EQ(status_on(sanction, make_day(2028, 6, 15)), SanctionStatus::in_force);
    EXPECT_EQ(status_on(sanction, make_day(2028, 6, 16)), SanctionStatus::in_force);
    EXPECT_EQ(status_on(sanction, make_day(2028, 6, 17)), SanctionStatus::over);
    sanction.permanent = true;
    EXPECT_EQ(status_on(sanction, make_day(2099, 1, 1)), SanctionStatus::in_force);
    sanction.lifted = Instant{1};
    EXPECT_EQ(status_on(sanction, make_day(2028, 6, 15)), SanctionStatus::lifted);
}

}  // namespace
}  // namespace zq
