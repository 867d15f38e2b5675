// The invariants that are watched, each with a number and a counter: an invariant whose occasion
// never came has not been tested.
#pragma once

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace zq::sim {

enum class Inv {
    stock_within_allotment,
    allotment_not_below_use,
    budget_not_exceeded,
    log_gap_free,
    real_time_order,
    sold_out_is_true,
    no_overtaking,
    no_early_bird,
    released_unit_is_claimable,
    quota_not_exceeded,
    class_is_frozen,
    accounts_equal_orders,
    release_restores_quota,
    one_organisation_per_code,
    approved_within_bounds,
    prorated_and_rounded_down,
    paid_once_and_whole,
    payment_file_adds_up,
    conservation,
    recovery_within_payment,
    no_negative_no_rewriting,
    same_amount_everywhere,
    time_never_back,
    act_in_time,
    ended_after_deadline,
    deadline_reckoned_right,
    deadline_changed_by_extension,
    calendar_reckoned_right,
    redeemed_in_time,
    backlog_fired_first,
    dates_in_order,
    state_table,
    ends_absorb,
    redemption_irrevocable,
    review_of_submission,
    payment_path,
    completion_by_enterprise,
    refusal_leaves_nothing,
    proof_used_once,
    papers_asked_for,
    bytes_unchanged,
    files_per_kind,
    scanned_clean,
    upload_kept,
    orphan_swept,
    hands_kept_apart,
    administrators_apart,
    act_by_right_party,
    second_person,
    account_change_waits,
    administrators_keep_out,
    reads_need_a_case,
    reads_leave_a_line,
    sanction_bars,
    sanction_freezes,
    sanction_spreads,
    lifting_restores_nothing,
    clawback_reckoned_right,
    key_has_one_effect,
    key_with_other_body,
    answered_is_stored,
    retry_tells,
    message_with_cause,
    chain_unbroken,
    rows_equal_log,
    nothing_breaks,
};
inline constexpr std::size_t invariant_count = static_cast<std::size_t>(Inv::nothing_breaks) + 1;

struct InvariantName {
    std::string_view group;  // A to J
    std::string_view number;
    std::string_view title;
};
const InvariantName& name_of(Inv invariant);

// An invariant does not hold.
class Broken : public std::runtime_error {
public:
    Broken(Inv which, const std::string& what) : std::runtime_error{what}, invariant{which} {}
    Inv invariant;
};

// How often each invariant had something to say.
struct Occasions {
    std::array<std::int64_t, invariant_count> of{};

    void add(const Occasions& other) {
        for (std::size_t i = 0; i < invariant_count; ++i) of[i] += other.of[i];
    }
    // Counts the occasion; throws when it does not hold.
    void hold(Inv invariant, bool holds, const std::string& what) {
        ++of[static_cast<std::size_t>(invariant)];
        if (!holds) throw Broken{invariant, what};
    }
    std::int64_t& operator[](Inv invariant) { return of[static_cast<std::size_t>(invariant)]; }
    std::int64_t operator[](Inv invariant) const { return of[static_cast<std::size_t>(invariant)]; }
};

}  // namespace zq::sim
