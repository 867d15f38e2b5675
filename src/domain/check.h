// One thing that a machine looked at: on which facts, by which clauses, and what came of it.
//
// Checks and the reasons of a refusal are made in one place, so that the list that a page shows and
// the answer that an act gets cannot disagree.
#pragma once

#include "domain/refusal.h"

namespace zq {

enum class CheckAbout { form, paper, contract, party, reading };
template <>
struct EnumNames<CheckAbout> {
    static constexpr std::pair<CheckAbout, std::string_view> all[] = {
        {CheckAbout::form, "form"},         {CheckAbout::paper, "paper"},
        {CheckAbout::contract, "contract"}, {CheckAbout::party, "party"},
        {CheckAbout::reading, "reading"},
    };
};

enum class CheckState { passed, failed, flagged, open };  // open: nothing there, nothing asked for
template <>
struct EnumNames<CheckState> {
    static constexpr std::pair<CheckState, std::string_view> all[] = {
        {CheckState::passed, "passed"},
        {CheckState::failed, "failed"},
        {CheckState::flagged, "flagged"},
        {CheckState::open, "open"},
    };
};

struct Check {
    CheckAbout about = CheckAbout::contract;
    std::string key;  // a field of the form, a kind of paper, or the condition's name
    CheckState state = CheckState::passed;
    Clauses clauses;                   // of what is asked for, whether it is met or not
    Facts facts;                       // what was looked at
    std::vector<Reason> reasons;       // for which the act is refused
    std::vector<std::string> flags;    // that tell the reviewer, and refuse nothing
    std::vector<std::string> files{};  // digests of the papers that were looked at
};

// A check that failed if it has reasons, is flagged if it has flags, and passed else.
Check concluded(Check check);

// All reasons of all checks, in their order.
std::vector<Reason> reasons_of(const std::vector<Check>& checks);

}  // namespace zq
