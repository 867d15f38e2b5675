// What the public sees: the catalogue, the notices, the register of sanctions, and tests before any
// login.
//
// No enterprise is named here, but in the register of sanctions.
#include <charconv>

#include "domain/conditions.h"
#include "domain/quota.h"
#include "domain/size_class.h"
#include "domain/subsidy.h"
#include "http/checks.h"
#include "http/endpoints.h"
#include "http/listing.h"
#include "http/search.h"
#include "http/views.h"

namespace zq::http {

namespace {

const Listing catalogue{"product",
                        {{"direction", "direction"},
                         {"subtype", "subtype"},
                         {"provider", "provider", ParamKind::number},
                         {"price_min", "price", ParamKind::money, Filter::Comparison::at_least},
                         {"price_max", "price", ParamKind::money, Filter::Comparison::at_most}},
                        {"id", "name", "price"}};
const Listing product_notices{"product", {{"direction", "direction"}}, {"id", "name"}};
const Listing payout_notices{"batch", {{"status", "status"}}, {"id"}};
const Listing sanctions{"sanction", {{"party", "party", ParamKind::number}}, {"id", "decided"}};

std::string party_name(Call& call, PartyId party) {
    if (const auto provider = call.find<Provider>(party)) return provider->name;
    if (const auto enterprise = call.find<Enterprise>(party)) return enterprise->name;
    return {};
}

// What a claim would be granted today: the enterprise that asks, else any.
class Granting {
public:
    explicit Granting(Call& call) : call_{call}, rules_{call.rulebook()}, today_{call.today()} {
        if (call.is(roles::enterprise)) {
            enterprise_ = call.find<Enterprise>(call.visitor.organisation);
        }
        const auto budget = call.find<Account>({AccountKind::budget, 0, ""});
        if (enterprise_ && budget && budget->limit) {
            budget_ = Free{
                Money{*budget->limit - budget->used()},
                rules_.clauses_for(Code::budget_exhausted, Claim::act, today_, house::below_use)};
        }
    }

    Subsidy for_product(const Product& product) {
        const Subjects subjects{.enterprise = enterprise_ ? &*enterprise_ : nullptr,
                                .provider = nullptr,
                                .product = &product,
                                .today = today_};
        return subsidy_at_most(rules_, {.total = product.price,
                                        .service = {},
                                        .subjects = subjects,
                                        .quotas = quotas(subjects),
                                        .budget = budget_});
    }

private:
    std::vector<Free> quotas(const Subjects& subjects) {
        std::vector<Free> free;
        if (!enterprise_) {
            if (auto cap = highest_year_cap(rules_, today_)) {
                free.push_back({cap->amount, cap->clauses});
            }
            return free;
        }
        for (const CapInForce& cap : caps_for(rules_, subjects)) {
            free.push_back({std::max(Money{}, cap.amount - used(cap.scope)), cap.clauses});
        }
        return free;
    }

    // Asked for once: all products of a page share most scopes.
    Money used(const std::string& scope) {
        const auto known = used_.find(scope);
        if (known != used_.end()) return known->second;
        const auto account =
            call_.find<Account>({AccountKind::quota, enterprise_->id.value, scope});
        return used_[scope] = Money{account ? account->used() : 0};
    }

    Call& call_;
    const Rulebook& rules_;
    Day today_;
    std::optional<Enterprise> enterprise_;
    std::optional<Free> budget_;
    std::map<std::string, Money> used_;
};

CatalogueItem item_of(Call& call, const Product& product, Granting& granting) {
    CatalogueItem item;
    item.id = product.id;
    item.name = product.name;
    item.provider = product.provider;
    item.provider_name = party_name(call, product.provider);
    item.direction = product.direction;
    item.subtype = product.subtype;
    item.price = product.price;
    item.price_unit = product.price_unit;
    item.status = product.status;
    item.validity_days = product.validity_days;
    item.claims_open_at = product.claims_open_at;
    item.ratings = product.ratings;
    item.stars = product.stars;
    const auto stock = call.find<Account>({AccountKind::stock, product.id.value, ""});
    if (stock && stock->limit) item.vouchers_left = *stock->limit - stock->used();
    const Subsidy subsidy = granting.for_product(product);
    item.subsidy = subsidy.amount;
    item.own_payment = product.price - subsidy.amount;
    item.grounds = subsidy.grounds;
    return item;
}

bool truth_in_query(const Call& call, std::string_view name) {
    const auto text = call.query(name);
    if (text && *text != "true" && *text != "false") {
        throw malformed(pointer_step(name), "must be true or false");
    }
    return text == "true";
}

// ---- tests before any login

std::int64_t number_in_query(const Call& call, std::string_view name) {
    const std::string text = call.query(name).value_or("0");
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0 ||
        value > number_max) {
        throw malformed(pointer_step(name), fmt::format("must be a number up to {}", number_max));
    }
    return value;
}

Money money_in_query(const Call& call, std::string_view name) {
    const auto amount = parse_yuan(call.query(name).value_or("0.00"));
    if (!amount || *amount < Money{}) {
        throw malformed(pointer_step(name), "must be an amount in yuan: 12.00");
    }
    return *amount;
}

Declaration declared_in_query(const Call& call) {
    Declaration declared;
    declared.industry = call.query("industry").value_or("");
    declared.staff = number_in_query(call, "staff");
    declared.revenue = money_in_query(call, "revenue");
    declared.assets = money_in_query(call, "assets");
    if (const auto share = call.query("industry_share")) {
        declared.industry_share = parse_percent(*share);
        if (!declared.industry_share) throw malformed("/industry_share", "must be a share: 62.50%");
    }
    return declared;
}

SizeFinding finding_of(const Call& call, const Declaration& declared) {
    const Rulebook& rules = call.rulebook();
    if (!rules.industries.contains(declared.industry)) {
        throw invalid_value("/industry", "is no code of GB/T 4754-2017",
                            Facts{{"industry", declared.industry}});
    }
    auto finding = classify(rules.standard, declared);
    if (!finding) {
        const Refusal refusal{Code::industry_not_classified,
                              rules.clauses_for(Code::industry_not_classified, "certify",
                                                call.today(), house::field_value),
                              Facts{{"industry", declared.industry}},
                              {"industry"}};
        throw problem_of(refusal, &rules, call.in_chinese());
    }
    finding->at = call.now();
    return *finding;
}

Enterprise enterprise_in_query(const Call& call) {
    Enterprise enterprise;
    enterprise.registered_in = call.query("registered_in").value_or("");
    enterprise.legal_form = call.query("legal_form").value_or("company");
    enterprise.legal_person = !call.query("legal_person") || truth_in_query(call, "legal_person");
    std::string honours = call.query("honours").value_or("");
    while (!honours.empty()) {
        const auto comma = honours.find(',');
        enterprise.honours.push_back(honours.substr(0, comma));
        honours = comma == std::string::npos ? "" : honours.substr(comma + 1);
    }
    if (call.query("industry")) {
        const Declaration declared = declared_in_query(call);
        enterprise.certifications = {{declared, finding_of(call, declared)}};
    }
    return enterprise;
}

// One on sale, or any of a direction; of no direction when none is named.
Product product_in_query(Call& call) {
    const std::int64_t number = number_in_query(call, "product");
    if (number == 0) {
        Product any;
        any.direction = call.query("direction").value_or("");
        any.subtype = call.query("subtype").value_or("");
        return any;
    }
    const auto product = call.find<Product>(ProductId{number});
    if (!product || product->status != ProductStatus::listed) throw not_found();
    return *product;
}

}  // namespace

// Names are searched here, over the pages of what is listed, and so is the stock.
Reply list_catalogue(Call& call) {
    static constexpr std::string_view extra[] = {"q", "in_stock"};
    Query query =
        query_of(call, catalogue, {is("status", Value{name_of(ProductStatus::listed)})}, extra);
    const std::string wanted = searchable(call.query("q").value_or(""));
    const bool in_stock = truth_in_query(call, "in_stock");
    const auto limit = static_cast<std::size_t>(query.limit);
    query.limit = page_max;
    const JsonWriter write = call.writer();
    Granting granting{call};
    json::array items;
    while (true) {
        const std::vector<Value> rows = call.reader().list(query);
        for (const Value& row : rows) {
            const auto product = decoded<Product>(row);
            if (!searchable(product.name).contains(wanted)) continue;
            const CatalogueItem item = item_of(call, product, granting);
            if (in_stock && item.vouchers_left.value_or(0) < 1) continue;
            if (items.size() == limit) {
                const std::string next =
                    cursor_text(query.sort, query.after->first, query.after->second);
                return reply_with(std::move(items), next);
            }
            items.push_back(write(item));
            query.after = place_of(product, query.sort);
        }
        if (std::ssize(rows) < query.limit) return reply_with(std::move(items), {});
        query.after = place_of(decoded<Product>(rows.back()), query.sort);
    }
}

Reply show_catalogue_item(Call& call) {
    call.know_query({});
    const auto product = call.get<Product>(call.id<ProductId>("product"));
    if (product.status != ProductStatus::listed) throw not_found();
    Granting granting{call};
    return reply_of(call.writer()(item_of(call, product, granting)));
}

Reply list_product_notices(Call& call) {
    const Page<Product> page = page_of<Product>(
        call.reader(),
        query_of(call, product_notices, {is("status", Value{name_of(ProductStatus::on_notice)})}));
    const JsonWriter write = call.writer();
    json::array items;
    for (const Product& product : page.rows) {
        items.push_back(write(ProductNotice{.id = product.id,
                                            .name = product.name,
                                            .provider = product.provider,
                                            .provider_name = party_name(call, product.provider),
                                            .direction = product.direction,
                                            .subtype = product.subtype,
                                            .price = product.price,
                                            .notice_ends = product.notice_ends}));
    }
    return reply_with(std::move(items), page.next);
}

Reply list_payout_notices(Call& call) {
    const Page<Batch> page = page_of<Batch>(
        call.reader(),
        query_of(call, payout_notices, {{"published", Filter::Comparison::present, {}}}));
    const JsonWriter write = call.writer();
    json::array items;
    for (const Batch& batch : page.rows) {
        PayoutNotice notice{.id = batch.id,
                            .status = batch.status,
                            .published = batch.published,
                            .notice_ends = batch.notice_ends,
                            .total = total(batch),
                            .lines = {}};
        for (const NoticeLine& line : notice_lines(batch)) {
            const auto product = call.find<Product>(line.product);
            notice.lines.push_back({.provider = line.provider,
                                    .provider_name = party_name(call, line.provider),
                                    .product = line.product,
                                    .product_name = product ? product->name : "",
                                    .amount = line.amount});
        }
        items.push_back(write(notice));
    }
    return reply_with(std::move(items), page.next);
}

Reply list_sanctions_register(Call& call) {
    const Page<Sanction> page = page_of<Sanction>(call.reader(), query_of(call, sanctions, {}));
    const JsonWriter write = call.writer();
    json::array items;
    for (const Sanction& sanction : page.rows) {
        items.push_back(write(PublicSanction{.id = sanction.id,
                                             .party = sanction.party,
                                             .party_name = party_name(call, sanction.party),
                                             .ground = sanction.ground,
                                             .until = sanction.until,
                                             .permanent = sanction.permanent,
                                             .decided = sanction.decided,
                                             .lifted = sanction.lifted}));
    }
    return reply_with(std::move(items), page.next);
}

// With facts in the query anybody may ask; an enterprise that gives none is looked up.
Reply check_eligibility(Call& call) {
    static constexpr std::string_view known[] = {
        "registered_in",  "legal_form", "legal_person", "honours", "industry",
        "industry_share", "staff",      "revenue",      "assets",  "product"};
    call.know_query(known);
    const bool own = call.is(roles::enterprise) && !call.query("registered_in");
    const Enterprise enterprise =
        own ? call.get<Enterprise>(call.visitor.organisation) : enterprise_in_query(call);
    const Product product = product_in_query(call);
    const auto provider = product.id ? call.find<Provider>(product.provider) : std::nullopt;
    const Rulebook& rules = call.rulebook();
    const Subjects subjects{.enterprise = &enterprise,
                            .provider = provider ? &*provider : nullptr,
                            .product = &product,
                            .today = call.today()};
    const std::vector<Reason> failing = failing_conditions(rules, "claim", subjects);
    const Quota quota = quota_of(rules, enterprise, nullptr, subjects.today);
    const JsonWriter write = call.writer();
    json::object body{{"eligible", failing.empty()}, {"reasons", as_json(failing)}};
    if (enterprise.certified()) body["size"] = write(enterprise.certified()->finding);
    body["cap"] = write(quota.cap);
    body["cap_clauses"] = write(quota.clauses);
    return reply_of(body);
}

Reply test_size(Call& call) {
    static constexpr std::string_view known[] = {"industry", "industry_share", "staff", "revenue",
                                                 "assets"};
    call.know_query(known);
    return reply_of(call.writer()(finding_of(call, declared_in_query(call))));
}

}  // namespace zq::http
