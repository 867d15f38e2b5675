// The application form against the rulebook's fields (B25-189 … B25-238).
#pragma once

#include "domain/check.h"
#include "domain/rulebook.h"

namespace zq {

struct FormFindings {
    std::vector<Check> checks;        // one for each field that is asked for, in the table's order
    std::vector<std::string> errors;  // names of fields, in the order of the table
    std::vector<std::string> flags;
    Facts facts;  // per field at fault, what would be right
};

// `average_price` is that of the last six months (B25-051, B25-176), where the papers give one.
FormFindings check_form(const Rulebook& rules, const Form& form, const Subjects& subjects,
                        std::optional<Money> average_price);

// The first answer of a field, trimmed; empty when it was not given.
std::string_view answer(const Form& form, std::string_view field);

// "100000元/年" is 100,000.00 yuan a 年.
struct Price {
    Money amount;
    std::string unit;
};
std::optional<Price> parse_price(std::string_view text);

inline constexpr std::string_view price_above_average = "price-above-average";

}  // namespace zq
