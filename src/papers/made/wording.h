// How papers say things: names of size classes, amounts, days, bounds, and what parties undertake.
//
// Papers are Chinese, because offices and treasuries take nothing else. The sentences are the
// house's own; which of them a programme uses follows from its rows, and each cites theirs.
#pragma once

#include "domain/rulebook.h"

namespace zq::papers {

std::string zh_name(SizeClass size);
std::string zh_day(Day day);                              // 2025年6月16日
std::string zh_day(Instant at, const Zone& zone);         // likewise
std::string zh_time(Instant at, const Zone& zone);        // 2025年6月16日 09:00:00
std::string grouped(Money amount);                        // 8,000,000.00
std::string in_capitals(Money amount);                    // 捌佰万元整
std::string zh_bounds(const std::vector<Bound>& bounds);  // 从业人员≥100人，营业收入≥1,000万元

// "〔B25-107、B25-337〕"; nothing without clauses.
std::string cited(const Clauses& clauses);

// A sentence of an undertaking with the clauses it rests on.
struct Point {
    std::string text;
    Clauses clauses;
};
// What the enterprise undertakes for an order placed on `day`.
std::vector<Point> undertaking(const Rulebook& rules, Day day);
// What a provider commits itself to with an application.
std::vector<Point> application_commitment(const Rulebook& rules, Day day);
// What a provider states when it gives up a redemption.
std::vector<Point> waiver_points(const Rulebook& rules, Day day);

}  // namespace zq::papers
