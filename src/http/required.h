// Which fields a request must name. All others have a usual value, which the rulebook or the act
// gives.
#pragma once

#include <array>

#include "domain/commands.h"

namespace zq::http {

template <class T>
inline constexpr std::array<std::string_view, 0> must_have{};

template <std::size_t N>
using Names = std::array<std::string_view, N>;

template <>
inline constexpr Names<1> must_have<Document>{"kind"};
template <>
inline constexpr Names<3> must_have<BankAccount>{"bank", "number", "holder"};
template <>
inline constexpr Names<1> must_have<Source>{"name"};
template <>
inline constexpr Names<1> must_have<SetBankAccount>{"account"};
template <>
inline constexpr Names<1> must_have<ConfirmBankAccount>{"change"};
template <>
inline constexpr Names<1> must_have<WithdrawBankAccount>{"reason"};
template <>
inline constexpr Names<1> must_have<AuditProduct>{"verdict"};
template <>
inline constexpr Names<1> must_have<JudgeProduct>{"verdict"};
template <>
inline constexpr Names<1> must_have<ScoreProduct>{"scores"};
template <>
inline constexpr Names<2> must_have<Score>{"criterion", "points"};
template <>
inline constexpr Names<1> must_have<RenameProduct>{"name"};
template <>
inline constexpr Names<1> must_have<ListProduct>{"vouchers"};
template <>
inline constexpr Names<2> must_have<AddVouchers>{"vouchers", "reason"};
template <>
inline constexpr Names<1> must_have<Claim>{"product"};
template <>
inline constexpr Names<1> must_have<Rate>{"stars"};
template <>
inline constexpr Names<2> must_have<Redeem>{"documents", "checked"};
template <>
inline constexpr Names<1> must_have<ReturnRedemption>{"reason"};
template <>
inline constexpr Names<2> must_have<VoidOrder>{"ground", "reason"};
template <>
inline constexpr Names<1> must_have<ReportRefund>{"kind"};
template <>
inline constexpr Names<1> must_have<PaymentFailed>{"reason"};
template <>
inline constexpr Names<1> must_have<MakeBatch>{"orders"};
template <>
inline constexpr Names<1> must_have<Unbatch>{"orders"};
template <>
inline constexpr Names<1> must_have<Object>{"text"};
template <>
inline constexpr Names<1> must_have<AssignObjection>{"orders"};
template <>
inline constexpr Names<1> must_have<DecideObjection>{"upheld"};
template <>
inline constexpr Names<3> must_have<ImposeSanction>{"party", "ground", "reason"};
template <>
inline constexpr Names<1> must_have<LiftSanction>{"reason"};
template <>
inline constexpr Names<2> must_have<DrawSpotCheck>{"size", "draw"};
template <>
inline constexpr Names<2> must_have<RecordFinding>{"order", "result"};
template <>
inline constexpr Names<1> must_have<FileAppeal>{"text"};
template <>
inline constexpr Names<1> must_have<DecideAppeal>{"upheld"};
template <>
inline constexpr Names<2> must_have<SetBudget>{"total", "reason"};
template <>
inline constexpr Names<3> must_have<ExtendDeadlines>{"kind", "until", "reason"};
template <>
inline constexpr Names<3> must_have<RegisterOrganisation>{"name", "uscc", "kinds"};
template <>
inline constexpr Names<3> must_have<GrantMembership>{"person", "organisation", "role"};

// Fields that a request of the API does not have: the path says them, or they are not for the
// public.
template <class T>
inline constexpr std::array<std::string_view, 0> not_in_body{};
template <>
inline constexpr Names<1> not_in_body<DraftProduct>{"product"};
template <>
inline constexpr Names<1> not_in_body<SaveProduct>{"product"};
template <>
inline constexpr Names<1> not_in_body<SubmitProduct>{"product"};
template <>
inline constexpr Names<1> not_in_body<Object>{"order"};
template <>
inline constexpr Names<3> not_in_body<DecideObjection>{"objection", "order", "product"};
template <>
inline constexpr Names<4> not_in_body<DecideAppeal>{"appeal", "order", "product", "party"};
template <>
inline constexpr Names<1> not_in_body<LiftSanction>{"party"};

// Vouchers may be taken back; everything else that is counted is counted upwards from 0.
template <class T>
inline constexpr bool may_be_negative = false;
template <>
inline constexpr bool may_be_negative<AddVouchers> = true;

}  // namespace zq::http
