// The small vocabularies of the domain: statuses, roles, kinds. Names are what files, API and log
// say.
#pragma once

#include "base/fields.h"

namespace zq {

enum class SizeClass { micro, small, medium, large };
template <>
struct EnumNames<SizeClass> {
    static constexpr std::pair<SizeClass, std::string_view> all[] = {
        {SizeClass::micro, "micro"},
        {SizeClass::small, "small"},
        {SizeClass::medium, "medium"},
        {SizeClass::large, "large"},
    };
};

enum class Role {
    enterprise_owner,
    enterprise_operator,
    provider_owner,
    provider_operator,
    expert,
    reviewer,
    programme_officer,
    batch_maker,
    approver,
    platform_operator,
    auditor,
    system_administrator,
    security_administrator,
    audit_administrator,
    public_visitor,
    clock,  // deadlines act by themselves
};
template <>
struct EnumNames<Role> {
    static constexpr std::pair<Role, std::string_view> all[] = {
        {Role::enterprise_owner, "enterprise-owner"},
        {Role::enterprise_operator, "enterprise-operator"},
        {Role::provider_owner, "provider-owner"},
        {Role::provider_operator, "provider-operator"},
        {Role::expert, "expert"},
        {Role::reviewer, "reviewer"},
        {Role::programme_officer, "programme-officer"},
        {Role::batch_maker, "batch-maker"},
        {Role::approver, "approver"},
        {Role::platform_operator, "platform-operator"},
        {Role::auditor, "auditor"},
        {Role::system_administrator, "system-administrator"},
        {Role::security_administrator, "security-administrator"},
        {Role::audit_administrator, "audit-administrator"},
        {Role::public_visitor, "public"},
        {Role::clock, "clock"},
    };
};

enum class OrderStatus {
    placed,
    accepted,
    signed_,
    in_review,
    redeeming,  // sent back for correction
    approved,
    published,
    suspended,
    paid,
    recovering,
    clawed_back,
    declined,
    cancelled,
    lapsed,
    expired,
    rejected,
    voided,
    waived,
    abandoned,
};
template <>
struct EnumNames<OrderStatus> {
    static constexpr std::pair<OrderStatus, std::string_view> all[] = {
        {OrderStatus::placed, "placed"},
        {OrderStatus::accepted, "accepted"},
        {OrderStatus::signed_, "signed"},
        {OrderStatus::in_review, "in-review"},
        {OrderStatus::redeeming, "redeeming"},
        {OrderStatus::approved, "approved"},
        {OrderStatus::published, "published"},
        {OrderStatus::suspended, "suspended"},
        {OrderStatus::paid, "paid"},
        {OrderStatus::recovering, "recovering"},
        {OrderStatus::clawed_back, "clawed-back"},
        {OrderStatus::declined, "declined"},
        {OrderStatus::cancelled, "cancelled"},
        {OrderStatus::lapsed, "lapsed"},
        {OrderStatus::expired, "expired"},
        {OrderStatus::rejected, "rejected"},
        {OrderStatus::voided, "voided"},
        {OrderStatus::waived, "waived"},
        {OrderStatus::abandoned, "abandoned"},
    };
};

// From `placed` to `suspended`: something is still to come, and something is still held.
bool is_live(OrderStatus status);

enum class ProductStatus {
    draft,
    submitted,
    returned,
    passed,
    on_notice,
    qualified,
    listed,
    delisted,
    failed,
    withdrawn,
};
template <>
struct EnumNames<ProductStatus> {
    static constexpr std::pair<ProductStatus, std::string_view> all[] = {
        {ProductStatus::draft, "draft"},         {ProductStatus::submitted, "submitted"},
        {ProductStatus::returned, "returned"},   {ProductStatus::passed, "passed"},
        {ProductStatus::on_notice, "on-notice"}, {ProductStatus::qualified, "qualified"},
        {ProductStatus::listed, "listed"},       {ProductStatus::delisted, "delisted"},
        {ProductStatus::failed, "failed"},       {ProductStatus::withdrawn, "withdrawn"},
    };
};

enum class BatchStatus { draft, published, settled, paid };
template <>
struct EnumNames<BatchStatus> {
    static constexpr std::pair<BatchStatus, std::string_view> all[] = {
        {BatchStatus::draft, "draft"},
        {BatchStatus::published, "published"},
        {BatchStatus::settled, "settled"},
        {BatchStatus::paid, "paid"},
    };
};

// In the order in which deadlines of one second fire.
enum class DeadlineKind {
    acceptance,
    validity,
    redemption,
    review,
    product_notice,
    payout_notice,
    resubmission,
    application,
    claims,
};
template <>
struct EnumNames<DeadlineKind> {
    static constexpr std::pair<DeadlineKind, std::string_view> all[] = {
        {DeadlineKind::acceptance, "acceptance"},
        {DeadlineKind::validity, "validity"},
        {DeadlineKind::redemption, "redemption"},
        {DeadlineKind::review, "review"},
        {DeadlineKind::product_notice, "product-notice"},
        {DeadlineKind::payout_notice, "payout-notice"},
        {DeadlineKind::resubmission, "resubmission"},
        {DeadlineKind::application, "application"},
        {DeadlineKind::claims, "claims"},
    };
};

enum class AccountKind { stock, quota, budget };
template <>
struct EnumNames<AccountKind> {
    static constexpr std::pair<AccountKind, std::string_view> all[] = {
        {AccountKind::stock, "stock"},
        {AccountKind::quota, "quota"},
        {AccountKind::budget, "budget"},
    };
};

enum class Verdict { pass, return_, reject };
template <>
struct EnumNames<Verdict> {
    static constexpr std::pair<Verdict, std::string_view> all[] = {
        {Verdict::pass, "pass"},
        {Verdict::return_, "return"},
        {Verdict::reject, "reject"},
    };
};

enum class RefundKind { partial, full, no_service };
template <>
struct EnumNames<RefundKind> {
    static constexpr std::pair<RefundKind, std::string_view> all[] = {
        {RefundKind::partial, "partial"},
        {RefundKind::full, "full"},
        {RefundKind::no_service, "no-service"},
    };
};

enum class VoidGround { qualification, conditions, amount, unlawful };
template <>
struct EnumNames<VoidGround> {
    static constexpr std::pair<VoidGround, std::string_view> all[] = {
        {VoidGround::qualification, "qualification"},
        {VoidGround::conditions, "conditions"},
        {VoidGround::amount, "amount"},
        {VoidGround::unlawful, "unlawful"},
    };
};

}  // namespace zq
