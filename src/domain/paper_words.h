// Amounts, days and names as Chinese papers write them, found in running text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_time.h"
#include "base/money.h"

namespace zq {

// Without blanks and punctuation, letters small, full width as half width. For comparing only.
std::string bare(std::string_view text);

// Full width as half width, without blanks but for one where two numbers would run together.
std::string running(std::string_view text);

// "100,000.00", "100000", at most two decimals; nothing else around it.
std::optional<Money> money_of(std::string_view text);

// "壹拾万元整", "十二万叁仟元五角": reads from the start of the text; nothing when it is no amount.
std::optional<Money> money_in_words(std::string_view text);

// Each amount that a running text names, in order. A mere number counts when it has
// decimals, thousands' commas or at least five digits.
std::vector<Money> amounts_in(std::string_view running);

// Each day that a running text names, in order.
std::vector<Day> days_in(std::string_view running);

// A line of a page, its blanks taken out but remembered: forms pull words apart and columns are
// told from each other by gaps alone.
class PaperLine {
public:
    explicit PaperLine(std::string_view line);

    const std::string& compact() const { return compact_; }
    // How many blanks stand before that byte of the compact text.
    std::size_t gap_before(std::size_t at) const { return gaps_[at]; }
    // From `at` to the end, with one blank where two numbers would run together.
    std::string running_from(std::size_t at, std::size_t bytes_max = std::string::npos) const;
    // From `at` over colons to the next wide gap.
    std::string_view cell_at(std::size_t at) const;

private:
    std::string compact_;
    std::vector<std::size_t> gaps_;
};

std::vector<PaperLine> lines_of(std::string_view page);

// The name of an organisation at the start of a cell; empty when it is not surely whole.
std::string organisation_at(const PaperLine& line, std::size_t at);

}  // namespace zq
