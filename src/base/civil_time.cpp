// Civil time without a clock and without a time zone database.
#include "base/civil_time.h"

#include <charconv>

#include "base/check.h"
#include "base/planted.h"

namespace zq {

namespace {

constexpr std::int64_t seconds_a_day = 86'400;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    const std::int64_t quotient = a / b;
    return a % b < 0 ? quotient - 1 : quotient;
}

std::string padded(std::int64_t value, std::size_t width) {
    std::string text = std::to_string(value);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

std::optional<int> number(std::string_view text, std::size_t at, std::size_t length) {
    if (text.size() < at + length) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(at, length)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<std::int64_t> parse_offset_seconds(std::string_view text) {
    if (text == "Z" || text == "z") return 0;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return std::nullopt;
    const auto hours = number(text, 1, 2);
    const auto minutes = number(text, 4, 2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    const std::int64_t seconds = *hours * 3600 + *minutes * 60;
    return text[0] == '-' ? -seconds : seconds;
}

// ".25" is 250,000 µs; returns how many characters were taken.
std::optional<std::pair<std::int64_t, std::size_t>> parse_fraction(std::string_view text) {
    if (!text.starts_with('.')) return std::pair{std::int64_t{0}, std::size_t{0}};
    std::int64_t micros = 0;
    std::size_t length = 1;
    for (; length < text.size() && text[length] >= '0' && text[length] <= '9'; ++length) {
        if (length > 6) return std::nullopt;
        micros = micros * 10 + (text[length] - '0');
    }
    if (length == 1) return std::nullopt;
    for (std::size_t i = length; i < 7; ++i) micros *= 10;
    return std::pair{micros, length};
}

}  // namespace

Instant truncated(Instant at) {
    return Instant{floor_div(at.micros, Instant::second) * Instant::second};
}
Instant plus_seconds(Instant at, std::int64_t seconds) {
    return Instant{at.micros + seconds * Instant::second};
}
bool in_time(Instant at, Instant deadline) {
    return planted(29) ? truncated(at) < deadline : truncated(at) <= deadline;
}
bool has_passed(Instant deadline, Instant now) {
    return !in_time(now, deadline);
}

std::int32_t Zone::offset_at(Instant at) const {
    check(!offsets.empty(), "a zone has at least one offset");
    std::int32_t seconds = offsets.front().seconds;
    for (const Offset& offset : offsets) {
        if (offset.from > at) break;
        seconds = offset.seconds;
    }
    return seconds;
}

Day day_of(Instant at, const Zone& zone) {
    const std::int64_t local =
        floor_div(at.micros, Instant::second) + (planted(28) ? 0 : zone.offset_at(at));
    return Day{std::chrono::days{floor_div(local, seconds_a_day)}};
}

Instant start_of(Day day, const Zone& zone) {
    const std::int64_t local = std::int64_t{day.time_since_epoch().count()} * seconds_a_day;
    const Instant guess{(local - zone.offset_at(Instant{local * Instant::second})) *
                        Instant::second};
    return Instant{(local - zone.offset_at(guess)) * Instant::second};
}

Instant last_second_of(Day day, const Zone& zone) {
    return plus_seconds(start_of(day + std::chrono::days{1}, zone), -1);
}

int year_of(Day day) {
    return static_cast<int>(std::chrono::year_month_day{day}.year());
}

Day make_day(int year, unsigned month, unsigned day) {
    return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
}

Day plus_years(Day day, int years) {
    return plus_months(day, years * 12);
}

Day plus_months(Day day, int months) {
    const std::chrono::year_month_day date{day};
    const std::chrono::year_month_day moved = date + std::chrono::months{months};
    if (moved.ok()) return moved;
    return Day{moved.year() / moved.month() / std::chrono::last};
}

std::string to_text(Day day) {
    const std::chrono::year_month_day date{day};
    return padded(static_cast<int>(date.year()), 4) + "-" +
           padded(static_cast<unsigned>(date.month()), 2) + "-" +
           padded(static_cast<unsigned>(date.day()), 2);
}

std::optional<Day> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = number(text, 0, 4);
    const auto month = number(text, 5, 2);
    const auto day = number(text, 8, 2);
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return Day{date};
}

std::string to_rfc3339(Instant at, const Zone& zone) {
    const std::int32_t offset = zone.offset_at(at);
    const std::int64_t local = floor_div(at.micros, Instant::second) + offset;
    const std::int64_t in_day = local - floor_div(local, seconds_a_day) * seconds_a_day;
    const std::int32_t magnitude = offset < 0 ? -offset : offset;
    return to_text(day_of(at, zone)) + "T" + padded(in_day / 3600, 2) + ":" +
           padded(in_day / 60 % 60, 2) + ":" + padded(in_day % 60, 2) + (offset < 0 ? "-" : "+") +
           padded(magnitude / 3600, 2) + ":" + padded(magnitude / 60 % 60, 2);
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
    if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return std::nullopt;
    const auto day = parse_day(text.substr(0, 10));
    const auto hour = number(text, 11, 2);
    const auto minute = number(text, 14, 2);
    const auto second = number(text, 17, 2);
    if (!day || !hour || !minute || !second || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    const auto fraction = parse_fraction(text.substr(19));
    if (!fraction) return std::nullopt;
    const auto offset = parse_offset_seconds(text.substr(19 + fraction->second));
    if (!offset) return std::nullopt;
    const std::int64_t seconds = std::int64_t{day->time_since_epoch().count()} * seconds_a_day +
                                 *hour * 3600 + *minute * 60 + *second - *offset;
    return Instant{seconds * Instant::second + fraction->first};
}

}  // namespace zq
