// The unified social credit code (GB 32100-2015): 18 characters, the last one a check digit.
//
// One code is one organisation. Codes are folded (width, case, blanks) before they are compared.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zq {

// The code in its one form, or nothing when length, characters or check digit are wrong.
std::optional<std::string> parse_credit_code(std::string_view text);

// A valid code of a company registered in Beijing, for demonstrations and scenarios; one per
// number.
std::string made_up_credit_code(std::int64_t number);

// Folds full-width forms to ASCII, lower case to upper, and drops blanks: for codes and invoice
// numbers.
std::string folded_number(std::string_view text);

}  // namespace zq
