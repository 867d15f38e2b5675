// Products as their providers and the authorities see them; the public's view is in public.cpp.
#include "app/paper_findings.h"
#include "http/checks.h"
#include "http/endpoints.h"
#include "http/listing.h"
#include "http/sight.h"
#include "http/timeline.h"

namespace zq::http {

namespace {

const Listing products{"product",
                       {{"status", "status"},
                        {"direction", "direction"},
                        {"subtype", "subtype"},
                        {"provider", "provider", ParamKind::number},
                        {"name", "name", ParamKind::text, Filter::Comparison::contains},
                        {"price_min", "price", ParamKind::money, Filter::Comparison::at_least},
                        {"price_max", "price", ParamKind::money, Filter::Comparison::at_most}},
                       {"id", "name", "price", "status"}};

// What experts would be asked to give points for today.
json::array criteria_for(Call& call, const Product& product) {
    const auto provider = call.find<Provider>(product.provider);
    const Subjects subjects{.enterprise = nullptr,
                            .provider = provider ? &*provider : nullptr,
                            .product = &product,
                            .today = call.today()};
    json::array names;
    for (const Row<Criterion>& row : call.rulebook().criteria.rows) {
        if (row.fits(subjects)) names.push_back(json::value(row.value.name));
    }
    return names;
}

}  // namespace

Reply list_products(Call& call) {
    std::vector<Filter> fixed;
    if (call.is(roles::provider)) fixed.push_back(is("provider", call.visitor.organisation.value));
    return list_of<Product>(call, products, std::move(fixed));
}

Reply show_product(Call& call) {
    const auto product = seen_or_not_found<Product>(call, call.id<ProductId>("product"));
    json::value body = told(call, product);
    if (call.is(Role::expert)) body.as_object()["criteria"] = criteria_for(call, product);
    return reply_of(body).with("ETag", etag_of(product));
}

Reply show_product_timeline(Call& call) {
    const auto product = seen_or_not_found<Product>(call, call.id<ProductId>("product"));
    return timeline_of(call, {"product", product.id.value});
}

// By the rules of the day when it was handed in; of a draft, by those of today.
Reply show_product_checks(Call& call) {
    call.know_query({});
    const auto product = seen_or_not_found<Product>(call, call.id<ProductId>("product"));
    const auto provider = call.find<Provider>(product.provider);
    const Day day =
        product.last_submitted ? day_of(*product.last_submitted, call.zone()) : call.today();
    const Subjects subjects{.enterprise = nullptr,
                            .provider = provider ? &*provider : nullptr,
                            .product = &product,
                            .today = day};
    return reply_of(json::object{
        {"items", as_json(application_checks(call.services.store, call.rulebook(), subjects))}});
}

}  // namespace zq::http
