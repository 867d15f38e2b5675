// What a contract must say for its order, condition by condition (B25-083 … B25-090).
#pragma once

#include "domain/check.h"
#include "domain/commands.h"
#include "domain/order.h"
#include "domain/rulebook.h"

namespace zq {

struct ContractContext {
    std::string_view act;  // sign, amend-contract
    const Order& order;
    // As it was entered; null: what was entered has been stored, and was right then.
    const ContractEntry* entry = nullptr;
};

// One check for each condition that the rulebook of the order has. Of the money only that it is an
// amount: see check_parts.
std::vector<Check> check_contract(const Rulebook& rules, const ContractContext& context,
                                  const ContractTerms& terms);

// The contract states both parts, they add up, and the voucher part is not above the subsidy
// (B23-067, B23-068, B25-089, B25-090).
Check check_parts(const Rulebook& rules, const ContractContext& context, const ContractTerms& terms,
                  Money subsidy);

}  // namespace zq
