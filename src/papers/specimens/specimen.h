// Papers of a made-up city as PDF: they say what they are given, look like those in use, and are
// nobody's.
#pragma once

#include <string>

#include "base/civil_time.h"
#include "base/money.h"

namespace zq::papers {

enum class Specimen { invoice, contract, receipt };

struct SaidBySpecimen {
    std::string buyer{};   // or who pays
    std::string seller{};  // or who is paid
    std::string product{};
    std::string number{};  // of an invoice
    Day day{};
    Money amount{};
    std::string order_number{};  // of a contract, with what follows
    std::string ordered{};
    Money voucher_part{};
};

// The same bytes for the same facts and seed; `made`, in RFC 3339, is what the file says of itself.
std::string specimen(Specimen kind, const SaidBySpecimen& said, std::uint64_t seed,
                     const std::string& made);

}  // namespace zq::papers
