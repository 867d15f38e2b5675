// Instants, civil days and the one place where an instant becomes a day.
//
// Policy sees whole seconds: every deadline is the last second that is still in time, and there are
// two named comparisons. The log orders within a second, so an instant keeps its microseconds.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zq {

// A day of the programme's zone, without a time.
using Day = std::chrono::sys_days;

struct Instant {
    std::int64_t micros = 0;  // since 1970-01-01T00:00:00Z

    static constexpr std::int64_t second = 1'000'000;

    friend auto operator<=>(Instant, Instant) = default;
};

Instant truncated(Instant at);  // to its whole second
Instant plus_seconds(Instant at, std::int64_t seconds);

// A deadline names its last second. Both look at whole seconds only.
bool in_time(Instant at, Instant deadline);
bool has_passed(Instant deadline, Instant now);

// The offsets of a civil zone, resolved by the loader (see
// docs/decisions/0004-zone-as-offset-table.md). Ordered by `from`; the first reaches back for ever.
struct Zone {
    struct Offset {
        Instant from;
        std::int32_t seconds = 0;  // east of Greenwich
        friend bool operator==(const Offset&, const Offset&) = default;
    };
    std::string name = "UTC";
    std::vector<Offset> offsets;

    std::int32_t offset_at(Instant at) const;
};

Day day_of(Instant at, const Zone& zone);
Instant start_of(Day day, const Zone& zone);
Instant last_second_of(Day day, const Zone& zone);

int year_of(Day day);
Day make_day(int year, unsigned month, unsigned day);

// The same date n years or months on; a date that the month lacks is its last day.
Day plus_years(Day day, int years);
Day plus_months(Day day, int months);

std::string to_text(Day day);  // 2025-09-30
std::optional<Day> parse_day(std::string_view text);
std::string to_rfc3339(Instant at, const Zone& zone);  // 2025-09-30T23:59:59+08:00
// With offset or Z, up to six decimals of a second.
std::optional<Instant> parse_rfc3339(std::string_view text);

}  // namespace zq
