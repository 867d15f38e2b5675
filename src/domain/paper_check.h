// What a machine can check of the papers that an act asks for, before a person has to.
//
// The rows of the rulebook say what is asked for and what is checked, each with its clause; this is
// the one function that applies them. Flags warn the reviewer and refuse nothing.
#pragma once

#include "domain/check.h"
#include "domain/order.h"
#include "domain/rulebook.h"

namespace zq {

struct PaperContext {
    std::string act;
    Subjects subjects;
    const Form* form = nullptr;  // for papers asked for with a field of the form
    std::optional<Day> ordered_on;
    std::optional<Day> signed_on;
    Money contract_amount;
    Money own_payment;
    const std::vector<std::string>* reused_proofs = nullptr;
};

// What supports one order only, of those documents: invoice numbers, and files as
// "file:<digest>". The registry keeps for each the order that stands on it (B23-117, B25-145).
std::vector<std::string> proofs_in(const Rulebook& rules, const std::vector<Document>& documents);
inline constexpr std::string_view file_proof = "file:";
std::string proof_of_file(const std::string& digest);

// The numbers typed for a paper: one file may hold several invoices, told apart by ',', ';' or
// '、'.
std::vector<std::string> numbers_of(const Document& document);

// What a redemption's papers are held against: the order, and its contract that counts.
// `subjects.today` is the day of the claim.
PaperContext redemption_context(const Order& order, const Contract& contract,
                                const Subjects& subjects);

struct PaperFindings {
    std::vector<Check> checks;       // one for each row that fits, in the order of the table
    std::vector<Reason> reasons;     // errors name the kinds, in the order of the rulebook's table
    std::vector<std::string> flags;  // in the same order
};

PaperFindings check_papers(const Rulebook& rules, const PaperContext& context,
                           const std::vector<Document>& documents);

// The kinds of an act's table, in its order: refusals name them so.
std::vector<std::string> kinds_of(const Rulebook& rules, std::string_view act);

// Whether the provider can take back now what it handed in last (reading recall_until_opened).
bool may_recall(const Rulebook& rules, const Order& order, const Redemption& redemption);

// The average price of the last six months, as the papers of an application prove it (B25-051,
// B25-176).
std::optional<Money> average_price(const std::vector<Document>& documents);

// Whether the amount on a paper is looked at: in a sum, or as the price of the last six months
// (B25-051).
bool asks_for_amount(const Paper& paper);

// The row for a kind of paper that `act` takes today; null when it takes none.
const Row<Paper>* paper_row(const Rulebook& rules, const PaperContext& context,
                            std::string_view kind);

}  // namespace zq
