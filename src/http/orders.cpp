// Orders for those whom they concern, with their papers, their story and what waits to be done.
#include "app/paper_findings.h"
#include "domain/conditions.h"
#include "domain/contract_check.h"
#include "domain/paper_check.h"
#include "http/checks.h"
#include "http/endpoints.h"
#include "http/listing.h"
#include "http/personal_view.h"
#include "http/sight.h"
#include "http/timeline.h"
#include "http/work.h"

namespace zq::http {

namespace {

const Listing orders{
    "order",
    {{"status", "status"},
     {"number", "number"},
     {"direction", "direction"},
     {"product", "product", ParamKind::number},
     {"enterprise", "enterprise", ParamKind::number},
     {"provider", "provider", ParamKind::number},
     {"batch", "batch", ParamKind::number},
     {"batched", "batch", ParamKind::presence},
     {"frozen", "frozen", ParamKind::truth},
     {"overdue", "overdue", ParamKind::truth},
     {"completed", "completed", ParamKind::truth},
     {"flagged", "flags", ParamKind::presence},
     {"product_name", "product_name", ParamKind::text, Filter::Comparison::contains},
     {"amount_min", "amount", ParamKind::money, Filter::Comparison::at_least},
     {"amount_max", "amount", ParamKind::money, Filter::Comparison::at_most}},
    {"id", "placed", "amount", "subsidy", "due", "review_by", "status"}};

std::vector<Filter> own_only(const Call& call) {
    const Value organisation{call.visitor.organisation.value};
    if (call.is(roles::enterprise)) return {is("enterprise", organisation)};
    if (call.is(roles::provider)) return {is("provider", organisation)};
    return {};
}

// Whom to reach at the provider: what its application says, once there is a contract to sign.
json::object contact_of_provider(Call& call, const Order& order) {
    const auto product = call.find<Product>(order.product);
    const bool buys = call.is(roles::enterprise);
    Relation relation = buys && is_accepted(order) ? Relation::other_party : Relation::stranger;
    if (call.is(roles::provider)) relation = Relation::own;
    const Shown shown = shown_to(PersonalKind::application_contact, relation, call.visitor.role);
    json::object contact;
    if (!product || shown == Shown::nothing) return contact;
    for (const auto& [name, value] : product->form) {
        if (value.commitment.empty()) continue;
        const auto text = call.reader().opened(value.commitment);
        if (text) contact[name] = shown == Shown::clear ? *text : masked(*text);
    }
    return contact;
}

}  // namespace

Reply list_orders(Call& call) {
    return list_of<Order>(call, orders, own_only(call));
}

Reply show_order(Call& call) {
    const auto order = seen_or_not_found<Order>(call, call.id<OrderId>("order"));
    return reply_of(told(call, order)).with("ETag", etag_of(order));
}

Reply show_order_timeline(Call& call) {
    const auto order = seen_or_not_found<Order>(call, call.id<OrderId>("order"));
    return timeline_of(call, {"order", order.id.value});
}

Reply show_order_parties(Call& call) {
    call.know_query({});
    const auto order = seen_or_not_found<Order>(call, call.id<OrderId>("order"));
    const auto enterprise = call.get<Enterprise>(order.enterprise);
    const auto provider = call.get<Provider>(order.provider);
    const LogEntry claim = call.reader().log(order.id.value, 1).front();
    const JsonWriter write = call.writer();
    json::object contact = contact_of_provider(call, order);
    const auto named = [](const auto& party) {
        return json::object{{"id", party.id.value}, {"name", party.name}, {"uscc", party.uscc}};
    };
    json::object seller = named(provider);
    if (!contact.empty()) seller["contact"] = std::move(contact);
    return reply_of(json::object{
        {"enterprise", named(enterprise)},
        {"provider", std::move(seller)},
        {"claim",
         json::object{{"seq", claim.seq}, {"time", write(claim.time)}, {"hash", claim.hash}}}});
}

// The registers' facts of a party are not for the other one.
Reply show_order_checks(Call& call) {
    call.know_query({});
    const auto order = seen_or_not_found<Order>(call, call.id<OrderId>("order"));
    const auto enterprise = call.get<Enterprise>(order.enterprise);
    const auto provider = call.get<Provider>(order.provider);
    const auto product = call.get<Product>(order.product);
    const Rulebook& rules = call.services.use_cases.rulebook(call.programme(), order.edition);
    Subjects subjects{.enterprise = &enterprise,
                      .provider = &provider,
                      .product = &product,
                      .today = call.today()};
    std::vector<Check> checks;
    if (call.is(roles::readers)) checks = check_parties(rules, subjects);
    const auto add = [&checks](std::vector<Check> more) {
        checks.insert(checks.end(), more.begin(), more.end());
    };
    subjects.today = day_of(order.placed, rules.zone);
    if (const auto contract = call.find<Contract>(order.id)) {
        const ContractContext context{.act = Sign::act, .order = order};
        add(check_contract(rules, context, contract->terms()));
        add({check_parts(rules, context, contract->terms(), order.subsidy)});
        if (const auto redemption = call.find<Redemption>(order.id)) {
            const std::vector<Document>& papers = redemption->submissions.back().documents;
            add(check_papers(rules, redemption_context(order, *contract, subjects), papers).checks);
            call.forget_reader();  // others are taken now, and they are few
            add(reading_checks(call.services.store, call.programme(), order.id, papers,
                               [&](EditionId) -> const Rulebook& { return rules; }));
        }
    }
    return reply_of(json::object{{"items", as_json(checks)}});
}

Reply show_contract(Call& call) {
    const auto order = seen_or_not_found<Order>(call, call.id<OrderId>("order"));
    const auto contract = call.get<Contract>(order.id);
    return reply_of(call.writer()(contract)).with("ETag", etag_of(contract));
}

Reply show_redemption(Call& call) {
    const auto order = seen_or_not_found<Order>(call, call.id<OrderId>("order"));
    const auto redemption = call.get<Redemption>(order.id);
    json::value body = call.writer()(redemption);
    const Rulebook& rules = call.services.use_cases.rulebook(call.programme(), order.edition);
    body.as_object()["recallable"] = may_recall(rules, order, redemption);
    return reply_of(body).with("ETag", etag_of(redemption));
}

Reply show_work(Call& call) {
    call.know_query({});
    json::array queues;
    const Day today = call.today();
    for (const Queue& queue : queues_for(call.visitor.role)) {
        if (!queue.act.empty() && !call.rulebook().act(queue.act, today)) continue;
        std::vector<Filter> where = own_only(call);
        if (queue.entity != "order" && !call.is(roles::provider)) where.clear();
        where.insert(where.end(), queue.where.begin(), queue.where.end());
        queues.push_back(queue_as_json(call, queue, where));
    }
    return reply_of(json::object{{"queues", std::move(queues)}});
}

}  // namespace zq::http
