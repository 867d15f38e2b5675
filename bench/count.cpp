// Reads what the store holds through its port, as any reader would.
#include "count.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "main/house.h"

namespace zq::bench {

namespace {

constexpr std::int64_t page = 20'000;

struct Sums {
    std::vector<std::int64_t> orders;
    std::map<AccountId, std::int64_t> held;
};

std::int64_t number_in(const Value& row, std::string_view field) {
    const Value* value = row.find(field);
    return value && value->if_number() ? *value->if_number() : 0;
}

Sums sums_of(Reader& reader) {
    Sums sums;
    Query query{.entity = "order", .where = {}, .sort = {}, .after = {}, .limit = page};
    while (true) {
        const std::vector<Value> rows = reader.list(query);
        for (const Value& row : rows) {
            const std::int64_t subsidy = number_in(row, "subsidy");
            sums.orders.push_back(number_in(row, "id"));
            sums.held[{AccountKind::stock, number_in(row, "product"), ""}] += 1;
            sums.held[{AccountKind::budget, 0, ""}] += subsidy;
            const std::int64_t enterprise = number_in(row, "enterprise");
            for (const Value& scope : *row.find("quota_scopes")->if_list()) {
                sums.held[{AccountKind::quota, enterprise, *scope.if_text()}] += subsidy;
            }
        }
        if (std::ssize(rows) < page) return sums;
        query.after = {Value{sums.orders.back()}, sums.orders.back()};
    }
}

void expect(bool holds, const std::string& what) {
    if (!holds) throw std::runtime_error{"The count is wrong: " + what};
}

std::string name_of_account(const AccountId& id) {
    return fmt::format("{} {} {}", name_of(id.kind), id.owner, id.scope);
}

void compare_accounts(Reader& reader, const Sums& sums) {
    const auto rows =
        reader.list({.entity = "account", .where = {}, .sort = {}, .after = {}, .limit = 0});
    std::size_t found = 0;
    for (const Value& row : rows) {
        const auto account = decoded<Account>(row);
        const auto wanted = sums.held.find(account.id);
        const std::int64_t held = wanted == sums.held.end() ? 0 : wanted->second;
        if (held > 0) ++found;
        expect(account.used() == held,
               fmt::format("{} holds {}, its orders {}", name_of_account(account.id),
                           account.used(), held));
        expect(!account.limit || account.used() <= *account.limit,
               name_of_account(account.id) + " is above its limit");
    }
    expect(found == sums.held.size(), "an account is missing");
}

}  // namespace

Counted count_world(const std::string& url, std::vector<std::int64_t> acknowledged) {
    const auto store = open_store(url);
    ProgrammeId programme;
    for (const auto& [id, code] : store->programmes()) {
        if (code == "beijing-2025") programme = id;
    }
    const auto reader = store->read(programme);
    const Sums sums = sums_of(*reader);
    std::ranges::sort(acknowledged);
    expect(std::ranges::adjacent_find(acknowledged) == acknowledged.end(),
           "two claims were answered with the same order");
    expect(acknowledged == sums.orders,
           fmt::format("{} orders were acknowledged, {} are stored, or not the same ones",
                       acknowledged.size(), sums.orders.size()));
    compare_accounts(*reader, sums);
    Counted counted{.orders = std::ssize(sums.orders)};
    for (const auto& [id, held] : sums.held) {
        if (id.kind == AccountKind::stock) ++counted.products;
        if (id.kind == AccountKind::quota) ++counted.enterprises;
    }
    return counted;
}

}  // namespace zq::bench
