// Who has a case: the relation between somebody of staff and an order or application that opens its
// papers. Pure: whoever asks brings the facts (http/cases.h).
//
// Reviewers have what is in review, and what one of them has opened is that one's alone; experts
// judge what was passed to them; the bureau has what is disputed, checked, sanctioned or about to
// be paid. Everybody else, and everybody afterwards, needs a purpose of the single look ("taken").
#pragma once

#include "domain/order.h"
#include "domain/product.h"

namespace zq {

enum class Case {
    none,
    review,
    audit,
    judgement,
    notice,
    objection,
    appeal,
    spot_check,
    sanction,
    voiding,
    payout,
    taken,
};
template <>
struct EnumNames<Case> {
    static constexpr std::pair<Case, std::string_view> all[] = {
        {Case::none, "none"},         {Case::review, "review"},
        {Case::audit, "audit"},       {Case::judgement, "judgement"},
        {Case::notice, "notice"},     {Case::objection, "objection"},
        {Case::appeal, "appeal"},     {Case::spot_check, "spot-check"},
        {Case::sanction, "sanction"}, {Case::voiding, "voiding"},
        {Case::payout, "payout"},     {Case::taken, "taken"},
    };
};

struct Asking {
    PersonId person;
    Role role = Role::public_visitor;
    bool taken = false;  // gave a purpose for this order or application within the hour
};

// What is under way about an order or an application, beside its own state.
struct UnderWay {
    PersonId opened_by{};  // the reviewer who opened what was handed in last
    bool appeal = false;
    bool spot_check = false;  // drawn, and nothing found yet
    bool sanction = false;
    bool voiding = false;  // proposed, and not decided
    std::optional<BatchStatus> batch{};
};

Case case_of(const Asking& who, const Order& order, const UnderWay& facts);
Case case_of(const Asking& who, const Product& product, const UnderWay& facts);

// Who may look without a case by giving a purpose.
bool may_take(Role role);

}  // namespace zq
