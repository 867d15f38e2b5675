// Of several reasons the first code of the table gives the refusal its code; all of them are kept.
#include "domain/refusal.h"

#include <gtest/gtest.h>

#include <set>

namespace zq {
namespace {

// The order of the table of outcomes in scenarios.md, from the first to the last.
const char* const precedence[] = {
    "not-offered",
    "not-yours",
    "frozen",
    "too-late",
    "submitted-final",
    "wrong-state",
    "sanctioned",
    "industry-not-classified",
    "not-certified",
    "not-in-beijing",
    "not-legal-person",
    "not-an-enterprise",
    "not-sme",
    "credit-serious-negative",
    "judgment-debtor",
    "not-open-yet",  // after judgment-debtor, says the page
    "window-closed",
    "not-listed",
    "industry-not-eligible",
    "not-main-business",
    "related-parties",
    "sold-out",
    "quota-exhausted",
    "budget-exhausted",
    "subsidy-zero",
    "contract-before-order",
    "service-before-order",
    "product-mismatch",
    "split-missing",
    "split-mismatch",
    "order-table-missing",
    "not-checked",
    "documents-incomplete",
    "not-sealed",
    "wrong-format",
    "one-file-per-kind",
    "receipt-before-contract",
    "invoice-before-contract",
    "invoice-amount",
    "invoice-reused",
    "invoice-number",
    "paper-reused",
    "amount-too-high",
    "already-batched",
    "notice-running",
    "notice-closed",
    "not-completed",
    "stars-out-of-range",
    "application-closed",
    "form-invalid",
    "provider-not-approved",
    "provider-too-young",
    "too-few-contracts",
    "revenue-too-low",
    "qualification-missing",
    "consulting-and-certification",
    "name-frozen",
    "validity-too-long",
};

Code code(const char* name) {
    const auto known = from_name<Code>(name);
    check(known.has_value(), name);
    return *known;
}

TEST(Refusal, EachCodeOfTheTableOutranksAllThatComeAfterIt) {
    for (std::size_t first = 0; first < std::size(precedence); ++first) {
        for (std::size_t second = first + 1; second < std::size(precedence); ++second) {
            const Refusal refusal{{Reason{code(precedence[second]), {"Z-001"}, {}, {}},
                                   Reason{code(precedence[first]), {"Z-002"}, {}, {}}}};
            EXPECT_EQ(name_of(refusal.code()), precedence[first]) << precedence[second];
        }
    }
}

TEST(Refusal, HouseCodesComeAfterAllCodesOfTheGuides) {
    for (const Code house_code :
         {Code::unknown_object, Code::invalid_value, Code::calendar_missing, Code::below_use,
          Code::no_bank_account, Code::extension_not_allowed, Code::second_person_needed,
          Code::role_excluded, Code::nothing_to_reverse}) {
        EXPECT_GT(house_code, Code::validity_too_long) << name_of(house_code);
    }
}

TEST(Refusal, CodesHaveNamesOfTheirOwn) {
    std::set<std::string_view> names;
    for (const auto& [value, name] : EnumNames<Code>::all) {
        EXPECT_TRUE(names.insert(name).second) << name;
        EXPECT_EQ(from_name<Code>(name), value);
    }
}

TEST(Refusal, ReasonsOfOneCodeKeepTheirOrder) {
    const Refusal refusal{{Reason{Code::not_sealed, {"B25-106"}, {}, {"contract"}},
                           Reason{Code::not_checked, {"B25-352"}, {}, {"checked"}},
                           Reason{Code::not_sealed, {"B25-107"}, {}, {"undertaking"}}}};
    EXPECT_EQ(refusal.code(), Code::not_checked);
    EXPECT_EQ(refusal.errors(), (std::vector<std::string>{"checked", "contract", "undertaking"}));
    EXPECT_EQ(refusal.clauses(), (Clauses{"B25-352", "B25-106", "B25-107"}));
}

TEST(Refusal, AClauseIsNamedOnce) {
    const Refusal refusal{{Reason{Code::split_missing, {"B23-067", "B23-068"}, {}, {}},
                           Reason{Code::split_mismatch, {"B23-068", "B23-067"}, {}, {}}}};
    EXPECT_EQ(refusal.clauses(), (Clauses{"B23-067", "B23-068"}));
}

TEST(Refusal, NoneCanBeMadeWithoutReasonOrClause) {
    EXPECT_THROW(Refusal{std::vector<Reason>{}}, BrokenInvariant);
    EXPECT_THROW((Refusal{Code::wrong_state, {}}), BrokenInvariant);
    EXPECT_THROW((Refusal{{Reason{Code::wrong_state, {"Z-001"}, {}, {}},
                           Reason{Code::not_sme, {}, {}, {}}}}),
                 BrokenInvariant);
}

}  // namespace
}  // namespace zq
