// Size classes by a standard that is data: classes of industries, each with bounds on three
// measures.
#pragma once

#include "domain/parties.h"
#include "domain/refusal.h"

namespace zq {

enum class Measure { staff, revenue, assets };
template <>
struct EnumNames<Measure> {
    static constexpr std::pair<Measure, std::string_view> all[] = {
        {Measure::staff, "staff"},
        {Measure::revenue, "revenue"},
        {Measure::assets, "assets"},
    };
};

// "staff < 1000", "revenue >= 20000000.00": inclusive below, exclusive above.
struct Bound {
    Measure measure = Measure::staff;
    bool below = false;       // true: < number; false: >= number
    std::int64_t number = 0;  // heads or fen
};

struct IndustryClass {
    std::string code;  // "software"
    std::string zh;
    std::string en;
    std::vector<std::string> industries;     // prefixes of industry codes; the longest one decides
    std::vector<std::vector<Bound>> sme_if;  // any of: all of
    std::vector<Bound> medium_if;            // all of
    std::vector<Bound> small_if;             // all of
};

struct SizeStandard {
    std::string id;
    std::string title_zh;
    std::string title_en;
    std::vector<IndustryClass> classes;

    // The class of the longest matching prefix; null when the industry has no thresholds.
    const IndustryClass* class_of(std::string_view industry) const;
};

bool holds(const Bound& bound, const Declaration& declared);
std::string to_text(const Bound& bound);

// "large" first, then "medium" and "small" need every lower bound, else "micro". Null industries
// are refused by the caller, who knows the clause.
std::optional<SizeFinding> classify(const SizeStandard& standard, const Declaration& declared);

}  // namespace zq
