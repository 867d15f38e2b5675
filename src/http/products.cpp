// Products as their providers and the authorities see them; the public's view is in public.cpp.
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

}  // namespace

Reply list_products(Call& call) {
    std::vector<Filter> fixed;
    if (call.is(roles::provider)) fixed.push_back(is("provider", call.visitor.organisation.value));
    return list_of<Product>(call, products, std::move(fixed));
}

Reply show_product(Call& call) {
    const auto product = seen_or_not_found<Product>(call, call.id<ProductId>("product"));
    return reply_of(told(call, product)).with("ETag", etag_of(product));
}

Reply show_product_timeline(Call& call) {
    const auto product = seen_or_not_found<Product>(call, call.id<ProductId>("product"));
    return timeline_of(call, {"product", product.id.value});
}

}  // namespace zq::http
