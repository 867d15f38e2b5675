// The head of each queue, in the order in which it should be worked off, and how long it is.
#include "http/work.h"

#include "http/listing.h"

namespace zq::http {

namespace {

constexpr std::int64_t shown_max = 20;

Filter absent(std::string field) {
    return {std::move(field), Filter::Comparison::absent, {}};
}
Filter present(std::string field) {
    return {std::move(field), Filter::Comparison::present, {}};
}
template <class E>
Filter status(std::initializer_list<E> statuses) {
    std::vector<Value> names;
    for (const E one : statuses) names.emplace_back(name_of(one));
    return is_any("status", std::move(names));
}

using enum OrderStatus;

const std::vector<Queue> enterprise{
    {"awaiting-acceptance", "order", {status({placed})}, "due"},
    {"to-complete",
     "order",
     {status({signed_, in_review, redeeming, OrderStatus::approved, OrderStatus::published,
              suspended, OrderStatus::paid}),
      absent("completed")}},
    {"to-rate", "order", {present("completed"), absent("stars")}},
};
const std::vector<Queue> provider{
    {"to-accept", "order", {status({placed}), absent("frozen")}, "due"},
    {"to-sign", "order", {status({accepted}), absent("frozen")}, "due"},
    {"to-redeem", "order", {status({signed_}), absent("frozen")}, "due"},
    {"to-correct", "order", {status({redeeming}), absent("frozen")}, "due"},
    {"to-return-funds", "order", {status({recovering})}},
    {"products-to-finish", "product", {status({ProductStatus::draft})}},
    {"products-to-correct", "product", {status({ProductStatus::returned})}, "due"},
};
const std::vector<Queue> agency{
    {"to-review", "order", {status({in_review}), absent("frozen")}, "review_by"},
};
const std::vector<Queue> platform{
    {"products-to-audit", "product", {status({ProductStatus::submitted})}},
};
const std::vector<Queue> experts{
    {"products-to-judge", "product", {status({ProductStatus::passed})}, "", "judge-product"},
};
const Queue proposals{"proposals-to-decide", "proposal", {absent("approved")}};
const std::vector<Queue> officer{
    {"products-to-publish", "product", {status({ProductStatus::passed})}, "", "publish-product"},
    {"products-to-list", "product", {status({ProductStatus::qualified})}},
    {"objections-to-decide", "objection", {absent("upheld")}},
    {"appeals-to-decide", "appeal", {absent("upheld")}},
    proposals,
};
const std::vector<Queue> maker{
    {"orders-to-batch",
     "order",
     {status({OrderStatus::approved}), absent("batch"), absent("frozen")}},
    {"batches-to-publish", "batch", {status({BatchStatus::draft})}},
    {"batches-to-settle", "batch", {status({BatchStatus::published})}, "notice_ends"},
    proposals,
};
const std::vector<Queue> approvers{
    {"batches-to-pay", "batch", {status({BatchStatus::settled})}},
    proposals,
};
const std::vector<Queue> none;

}  // namespace

const std::vector<Queue>& queues_for(Role role) {
    switch (role) {
        case Role::enterprise_owner:
        case Role::enterprise_operator: return enterprise;
        case Role::provider_owner:
        case Role::provider_operator: return provider;
        case Role::expert: return experts;
        case Role::reviewer: return agency;
        case Role::programme_officer: return officer;
        case Role::batch_maker: return maker;
        case Role::approver: return approvers;
        case Role::platform_operator: return platform;
        case Role::auditor:
        case Role::system_administrator:
        case Role::security_administrator:
        case Role::audit_administrator:
        case Role::public_visitor:
        case Role::clock: return none;
    }
    return none;
}

json::object queue_as_json(Call& call, const Queue& queue, const std::vector<Filter>& where) {
    Query query;
    query.entity = queue.entity;
    query.where = where;
    query.sort = queue.sort;
    query.limit = shown_max;
    json::array items;
    for (const Value& row : call.reader().list(query)) {
        json::object item{{"entity", queue.entity}};
        for (const std::string_view member : {"id", "number", "status", "act"}) {
            if (const Value* value = row.find(member)) item[member] = to_json(*value);
        }
        for (const std::string_view member : {"product_name", "name", "text"}) {
            if (const Value* value = row.find(member)) item["title"] = to_json(*value);
        }
        for (const std::string_view member : {"notice_ends", "due", "review_by"}) {
            const Value* value = row.find(member);
            if (value && value->if_number()) {
                item["due"] = to_rfc3339(Instant{*value->if_number()}, call.zone());
            }
        }
        items.push_back(std::move(item));
    }
    return {{"name", queue.name},
            {"count", call.reader().count(std::string{queue.entity}, where)},
            {"items", std::move(items)}};
}

}  // namespace zq::http
