// Plain and slow where the product is clever, so that the two can only agree by both being right.
#include "reckoning.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>

namespace zq::sim {

namespace {

__extension__ using Wide = __int128;
using std::chrono::days;
using std::chrono::year_month_day;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

}  // namespace

Day civil_day(Instant at) {
    return Day{days{floor_div(floor_div(at.micros, second) + east_s, day_s)}};
}

Instant end_of(Day day) {
    return {((day.time_since_epoch().count() + 1) * day_s - 1 - east_s) * second};
}

Instant whole_second(Instant at) {
    return {floor_div(at.micros, second) * second};
}

Day some_months_on(Day day, int months) {
    const year_month_day date{day};
    const int all = static_cast<int>(date.year()) * 12 +
                    static_cast<int>(static_cast<unsigned>(date.month())) - 1 + months;
    const std::chrono::year year{all / 12};
    const std::chrono::month month{static_cast<unsigned>(all % 12 + 1)};
    const year_month_day last{year / month / std::chrono::last};
    return Day{year / month / std::min(date.day(), last.day())};
}

Day after_term(Day day, const Term& term) {
    const int count = static_cast<int>(term.count);
    if (term.unit == Unit::years) return some_months_on(day, 12 * count);
    if (term.unit == Unit::months) return some_months_on(day, count);
    return day + days{count};
}

Almanac Almanac::from_file(const std::string& file) {
    Almanac almanac;
    std::ifstream in{file};
    check(in.good(), "the calendar can be read");
    const std::regex date{R"((\d{4})-(\d\d)-(\d\d))"};
    const std::regex year{R"(^year\s*=\s*(\d{4}))"};
    std::set<Day>* into = nullptr;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with('#')) continue;
        if (line.starts_with("off")) into = &almanac.off_;
        if (line.starts_with("work")) into = &almanac.work_;
        std::smatch found;
        if (std::regex_search(line, found, year)) almanac.years_.insert(std::stoi(found[1]));
        for (std::sregex_iterator at{line.begin(), line.end(), date}, end; at != end; ++at) {
            check(into != nullptr, "days of a calendar stand in a list");
            into->insert(Day{std::chrono::year{std::stoi((*at)[1])} / std::stoi((*at)[2]) /
                             std::stoi((*at)[3])});
        }
    }
    return almanac;
}

bool Almanac::is_worked(Day day) const {
    if (off_.contains(day)) return false;
    if (work_.contains(day)) return true;
    const auto since_thursday = ((day.time_since_epoch().count() % 7) + 7) % 7;
    return since_thursday != 2 && since_thursday != 3;  // 1970-01-01 was a Thursday
}

bool Almanac::knows(Day day) const {
    return years_.contains(static_cast<int>(year_month_day{day}.year()));
}

std::optional<Day> Almanac::worked_after(Day day, std::int64_t n) const {
    while (n > 0) {
        day += days{1};
        if (!knows(day)) return std::nullopt;
        if (is_worked(day)) --n;
    }
    return day;
}

std::optional<Instant> deadline_of(const DeadlineRule& rule, Instant start, const Almanac& almanac,
                                   std::optional<Instant> validity) {
    std::vector<Instant> ends;
    if (rule.after) {
        const Term& term = *rule.after;
        if (term.unit == Unit::hours) {
            ends.push_back({whole_second(start).micros + term.count * 3600 * second});
        } else if (term.unit == Unit::working_days) {
            const auto last = almanac.worked_after(civil_day(start), term.count);
            if (!last) return std::nullopt;
            ends.push_back(end_of(*last));
        } else {
            ends.push_back(end_of(after_term(civil_day(start), term)));
        }
    }
    if (rule.by) ends.push_back(end_of(*rule.by));
    if (rule.within_validity && validity) ends.push_back(*validity);
    if (ends.empty()) return std::nullopt;
    return *std::ranges::min_element(ends);
}

Part part_of_contract(Day from, Day to, const Term& period, Proration method) {
    const int months = static_cast<int>(period.count) * (period.unit == Unit::years ? 12 : 1);
    const Day end = some_months_on(from, months);
    if (to <= end) return {};
    if (method == Proration::months_then_days) {
        for (int n = months; n < 12'000; ++n) {
            const Day same = some_months_on(from, n);
            if (to == same || to + days{1} == same) return {months, n};
            if (same > to + days{1}) break;
        }
    }
    return {(end - from).count(), (to - from).count() + 1};
}

std::int64_t share_of_fen(std::int64_t total, Part part, std::int64_t basis_points) {
    return static_cast<std::int64_t>(Wide{total} * part.part * basis_points /
                                     (Wide{part.of} * 10'000));
}

std::int64_t most_granted(const Rulebook& rules, const Subjects& at_claim, std::int64_t amount,
                          const std::optional<std::pair<Day, Day>>& service) {
    Part part;
    if (service) {
        part = part_of_contract(service->first, service->second,
                                rules.subsidised_period.on(at_claim.today).value,
                                rules.proration.on(at_claim.today).value);
    }
    std::int64_t most = share_of_fen(amount, part, rules.rates.the(at_claim).value.count);
    for (const Row<Cap>& row : rules.caps.rows) {
        if (row.value.per == CapPer::order && row.fits(at_claim)) {
            most = std::min(most, row.value.amount.fen);
        }
    }
    return most;
}

namespace {

std::string cell(std::string text) {
    const bool looks_like_formula =
        !text.empty() && std::string{"=+-@\t\r"}.find(text.front()) != std::string::npos;
    if (looks_like_formula) text.insert(0, "'");
    for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2) {
        text.insert(at, "\"");
    }
    return '"' + text + '"';
}

std::string yuan(std::int64_t fen) {
    const std::string cents = std::to_string(100 + fen % 100).substr(1);
    return std::to_string(fen / 100) + "." + cents;
}

}  // namespace

std::string treasury_file(const std::vector<BatchItem>& items) {
    std::vector<std::string> accounts;
    std::map<std::string, std::pair<std::int64_t, std::string>> rows;
    for (const BatchItem& item : items) {
        const std::string account = cell(item.account.holder) + "," + cell(item.account.bank) +
                                    "," + cell(item.account.number);
        if (!rows.contains(account)) accounts.push_back(account);
        auto& [sum, orders] = rows[account];
        sum += item.amount.fen;
        orders += (orders.empty() ? "" : " ") + std::to_string(item.order.value);
    }
    std::string file = "holder,bank,account,amount_yuan,orders\r\n";
    for (const std::string& account : accounts) {
        const auto& [sum, orders] = rows.at(account);
        file += account + "," + cell(yuan(sum)) + "," + cell(orders) + "\r\n";
    }
    return file;
}

bool is_credit_code(const std::string& code) {
    static const std::string letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    if (code.size() != 18) return false;
    std::size_t sum = 0;
    std::size_t weight = 1;
    for (std::size_t i = 0; i < 17; ++i, weight = weight * 3 % 31) {
        const auto value = letters.find(code[i]);
        if (value == std::string::npos) return false;
        sum += value * weight;
    }
    return letters[(31 - sum % 31) % 31] == code[17];
}

}  // namespace zq::sim
