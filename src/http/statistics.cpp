// Money, orders and products in figures, for everybody; who has how much, for offices only.
#include "app/figures.h"
#include "http/endpoints.h"

namespace zq::http {

namespace {

constexpr std::size_t providers_shown = 50;

template <class E>
json::object counts_of(const std::vector<std::pair<E, std::int64_t>>& counts) {
    json::object all;
    for (const auto& [status, count] : counts) all[name_of(status)] = count;
    return all;
}

json::array shares_of(const std::vector<Share>& shares, const JsonWriter& write,
                      std::size_t most = std::numeric_limits<std::size_t>::max()) {
    json::array all;
    for (const Share& share : shares) {
        if (all.size() == most) break;
        json::object one{{"key", share.key},
                         {"orders", share.orders},
                         {"held", write(share.held)},
                         {"paid", write(share.paid)}};
        if (share.provider) one["provider"] = share.provider.value;
        all.push_back(std::move(one));
    }
    return all;
}

json::array stages_of(const Figures& figures) {
    json::array all;
    for (const StageFigures& stage : figures.stages) {
        json::object one{
            {"stage", name_of(stage.stage)}, {"open", stage.open}, {"overdue", stage.overdue}};
        if (stage.oldest_days) one["oldest_days"] = *stage.oldest_days;
        if (stage.median_hours) one["median_hours"] = *stage.median_hours;
        all.push_back(std::move(one));
    }
    return all;
}

json::object budget_of(Call& call, const JsonWriter& write) {
    const auto account = call.find<Account>({AccountKind::budget, 0, ""});
    const Account budget = account.value_or(Account{});
    json::object money{{"held", write(Money{budget.held})},
                       {"spent", write(Money{budget.settled})}};
    if (budget.limit) {
        money["total"] = write(Money{*budget.limit});
        money["available"] = write(Money{*budget.limit - budget.used()});
    }
    return money;
}

json::object stock_of(const StockFigures& stock) {
    return {{"products", stock.products},
            {"sold_out", stock.sold_out},
            {"left", stock.left},
            {"taken", stock.taken}};
}

}  // namespace

Reply show_statistics(Call& call) {
    call.know_query({});
    const JsonWriter write = call.writer();
    const auto figures = call.services.figures.of(call.programme());
    if (!figures) throw overloaded();  // somebody is counting the first ones
    json::array funnel;
    for (const auto& [stage, reached] : figures->funnel) {
        funnel.push_back(json::object{{"stage", stage}, {"reached", reached}});
    }
    json::array days;
    for (const DayFigures& one : figures->by_day) {
        days.push_back(json::object{
            {"day", write(one.day)}, {"claimed", one.claimed}, {"subsidy", write(one.subsidy)}});
    }
    json::object body{{"budget", budget_of(call, write)},
                      {"orders", counts_of(figures->orders)},
                      {"products", counts_of(figures->products)},
                      {"funnel", std::move(funnel)},
                      {"stages", stages_of(*figures)},
                      {"by_direction", shares_of(figures->by_direction, write)},
                      {"by_size", shares_of(figures->by_size, write)},
                      {"by_district", shares_of(figures->by_district, write)},
                      {"by_day", std::move(days)},
                      {"stock", stock_of(figures->stock)},
                      {"as_of", write(figures->as_of)}};
    if (call.is(roles::readers)) {
        body["by_provider"] = shares_of(figures->by_provider, write, providers_shown);
    }
    return reply_of(body);
}

}  // namespace zq::http
