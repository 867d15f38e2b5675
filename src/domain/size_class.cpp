// The finding says which measures decided and which ones keep the enterprise out of the next class
// up.
#include "domain/size_class.h"

#include <algorithm>

namespace zq {

namespace {

std::int64_t measured(Measure measure, const Declaration& declared) {
    switch (measure) {
        case Measure::staff: return declared.staff;
        case Measure::revenue: return declared.revenue.fen;
        case Measure::assets: return declared.assets.fen;
    }
    return 0;
}

bool all_hold(const std::vector<Bound>& bounds, const Declaration& declared) {
    return std::ranges::all_of(bounds, [&](const Bound& bound) { return holds(bound, declared); });
}

// Large are those whom no alternative of the SME row takes: the contrary of every one of its
// bounds.
std::vector<Bound> lower_bounds_of_large(const IndustryClass& row) {
    std::vector<Bound> bounds;
    for (const auto& alternative : row.sme_if) {
        for (Bound bound : alternative) {
            bound.below = !bound.below;
            bounds.push_back(bound);
        }
    }
    return bounds;
}

void explain(SizeFinding& finding, const std::vector<Bound>& met, const std::vector<Bound>& next,
             const Declaration& declared) {
    for (const Bound& bound : met) {
        if (holds(bound, declared)) finding.met.push_back(to_text(bound));
    }
    for (const Bound& bound : next) {
        if (!holds(bound, declared)) finding.missed.push_back(to_text(bound));
    }
}

}  // namespace

const IndustryClass* SizeStandard::class_of(std::string_view industry) const {
    const IndustryClass* best = nullptr;
    std::size_t longest = 0;
    for (const IndustryClass& row : classes) {
        for (const std::string& prefix : row.industries) {
            if (industry.starts_with(prefix) && prefix.size() > longest) {
                best = &row;
                longest = prefix.size();
            }
        }
    }
    return best;
}

bool holds(const Bound& bound, const Declaration& declared) {
    const std::int64_t value = measured(bound.measure, declared);
    return bound.below ? value < bound.number : value >= bound.number;
}

std::string to_text(const Bound& bound) {
    const std::string number = bound.measure == Measure::staff ? std::to_string(bound.number)
                                                               : to_yuan(Money{bound.number});
    return std::string{name_of(bound.measure)} + (bound.below ? " < " : " >= ") + number;
}

std::optional<SizeFinding> classify(const SizeStandard& standard, const Declaration& declared) {
    const IndustryClass* row = standard.class_of(declared.industry);
    if (!row) return std::nullopt;
    SizeFinding finding;
    finding.industry_class = row->code;
    const std::vector<Bound> large_if = lower_bounds_of_large(*row);
    const bool sme = std::ranges::any_of(
        row->sme_if, [&](const auto& alternative) { return all_hold(alternative, declared); });
    if (!sme) {
        finding.size = SizeClass::large;
        explain(finding, large_if, {}, declared);
    } else if (all_hold(row->medium_if, declared)) {
        finding.size = SizeClass::medium;
        explain(finding, row->medium_if, large_if, declared);
    } else if (all_hold(row->small_if, declared)) {
        finding.size = SizeClass::small;
        explain(finding, row->small_if, row->medium_if, declared);
    } else {
        finding.size = SizeClass::micro;
        explain(finding, {}, row->small_if, declared);
    }
    return finding;
}

}  // namespace zq
