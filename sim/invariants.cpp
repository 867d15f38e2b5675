// Groups and titles, for reports.
#include "invariants.h"

namespace zq::sim {

namespace {

constexpr std::array<InvariantName, invariant_count> names{{
    {"A", "A1", "vouchers out never exceed the allotment"},
    {"A", "A2", "an allotment is never set below use"},
    {"A", "A3", "held and spent never exceed the budget"},
    {"A", "A4", "the log has no gap, and a claim's place in it is its number"},
    {"A", "A5", "who was answered before another asked stands before it"},
    {"A", "A6", "sold out is only said when it is, and since when"},
    {"A", "A7", "nobody claims between sold out and the next release"},
    {"A", "A8", "no claim before the opening or after the close"},
    {"A", "A11", "a released voucher goes back to the pool"},
    {"B", "B12", "no enterprise holds more than its cap"},
    {"B", "B13", "the size class of an order is that of its claim"},
    {"B", "B14", "accounts are what orders hold and have settled"},
    {"B", "B15", "an end gives back exactly what was held"},
    {"B", "B16", "one credit code is one organisation"},
    {"C", "C17", "what is approved stays within hold, share and ceiling"},
    {"C", "C18", "prorated by the rule and rounded down once"},
    {"C", "C19", "paid whole or not at all, and once"},
    {"C", "C20", "the payment file adds up and its digest is in the log"},
    {"C", "C21", "limit = free + held + settled on every account"},
    {"C", "C22", "returned ≤ demanded ≤ paid"},
    {"C", "C23", "no negative amount, nothing rewritten"},
    {"C", "C25", "an amount is the same wherever it stands"},
    {"D", "D26", "time in the log never runs back"},
    {"D", "D27", "nobody acts after the deadline"},
    {"D", "D28", "nothing ends by time before its deadline"},
    {"D", "D29", "deadlines are reckoned as the rulebook says"},
    {"D", "D29b", "deadlines change by extension only, within its bound"},
    {"D", "D30", "working days are counted by the right calendar"},
    {"D", "D31", "redeemed in time, or given up exactly once"},
    {"D", "D32", "what is overdue fires first, in order of deadlines"},
    {"D", "D33", "order, contract, service and papers are dated in order"},
    {"E", "E34", "status changes stand in the table"},
    {"E", "E35", "ended orders stay ended"},
    {"E", "E36", "a redemption is taken back only before it was opened"},
    {"E", "E37", "a review is of what was handed in last"},
    {"E", "E38", "paid only after batch, notice, settlement and without objection"},
    {"E", "E39", "completed and rated by the enterprise, after the contract"},
    {"E", "E34b", "a refusal leaves nothing behind"},
    {"F", "F43", "an invoice or file supports one order, in all programmes"},
    {"F", "F37", "what the rulebook asks for was handed in"},
    {"F", "F40", "a file that an act has named keeps its bytes, replaced or not"},
    {"F", "F41", "no more files of a kind than the rulebook takes"},
    {"F", "F42", "where there is a scanner, it has passed what is taken and decided on"},
    {"F", "F45", "what was acknowledged or named is not lost"},
    {"F", "F45b", "what nobody used for a day goes, and leaves nothing on the shelf"},
    {"G", "G46", "review, batch, settlement and payment are different hands"},
    {"G", "G47", "no person holds two roles that exclude each other"},
    {"G", "G49", "acts come from the role and party they belong to"},
    {"G", "G38", "acts of two persons take two persons"},
    {"G", "G27", "another bank account waits for a second person and ten days"},
    {"G", "G48", "administrators of system and audit do no act and open no paper"},
    {"G", "G50", "staff read papers by a case of theirs only"},
    {"G", "G50b", "who reads papers or clear values stands in the trail, with the case"},
    {"H", "H51", "a barred party claims, submits and lists nothing"},
    {"H", "H51b", "a sanction freezes orders and takes products off"},
    {"H", "H52", "a ban holds in every programme"},
    {"H", "H53", "lifting a sanction restores no voucher"},
    {"H", "H54", "a refund is due back as reckoned again"},
    {"I", "I55", "one key, one effect, one answer"},
    {"I", "I55b", "a key with another body is refused and changes nothing"},
    {"I", "I56", "what was answered is stored"},
    {"I", "I56b", "a retry after no answer has exactly one effect"},
    {"I", "I57", "messages come with their events and with nothing else"},
    {"J", "J58", "the chain of the log is unbroken"},
    {"J", "J62", "rows are what the log says"},
    {"J", "J60", "no check of the product's own fails"},
}};

}  // namespace

const InvariantName& name_of(Inv invariant) {
    return names[static_cast<std::size_t>(invariant)];
}

}  // namespace zq::sim
