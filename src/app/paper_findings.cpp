// A provider's other invoices are looked for among its latest orders of every programme: made-up
// numbers lie close together.
#include "app/paper_findings.h"

#include <algorithm>

namespace zq {

namespace {

constexpr std::int64_t orders_looked_at = 500;  // of each programme

Transcripts transcripts_of(Store& store, const std::vector<Document>& documents) {
    Transcripts transcripts;
    for (const Document& document : documents) {
        if (document.file.empty() || transcripts.contains(document.file)) continue;
        auto seen = store.files().transcript(document.file);
        if (seen) transcripts.emplace(document.file, *std::move(seen));
    }
    return transcripts;
}

void add_invoices_of(Reader& reader, PartyId provider, OrderId except,
                     std::vector<OtherInvoice>& invoices) {
    const std::vector<Value> latest =
        reader.list({.entity = std::string{Entity<Order>::name},
                     .where = {{"provider", Filter::Comparison::equals, {Value{provider.value}}}},
                     .sort = {},
                     .descending = true,
                     .after = {},
                     .limit = orders_looked_at});
    Keys keys;
    std::map<OrderId, PartyId> buyers;
    for (const Value& row : latest) {
        const auto order = decoded<Order>(row);
        if (order.id == except) continue;
        keys.add<Redemption>(order.id);
        buyers.emplace(order.id, order.enterprise);
    }
    WorkingSet tables;
    reader.load(keys, tables);
    for (const auto& [order, redemption] : tables.shelf<Redemption>().rows) {
        for (const Document& document : redemption.submissions.back().documents) {
            if (document.kind == "invoice" && !document.number.empty()) {
                invoices.push_back({.number = document.number,
                                    .dated = document.dated,
                                    .amount = document.amount,
                                    .buyer = buyers.at(order)});
            }
        }
    }
}

// None where no invoice is among the papers: then nobody asks.
std::vector<OtherInvoice> other_invoices(Store& store, ProgrammeId programme, const Order& order,
                                         const std::vector<Document>& documents) {
    std::vector<OtherInvoice> invoices;
    if (std::ranges::find(documents, "invoice", &Document::kind) == documents.end()) return {};
    for (const auto& [id, code] : store.programmes()) {
        const OrderId except = id == programme ? order.id : OrderId{};
        add_invoices_of(*store.read(id), order.provider, except, invoices);
    }
    return invoices;
}

// The order with its contract, parties and product. The reader is given back before another is
// taken: they are few, and whoever holds one must not wait for a second.
bool load_order(Reader& reader, OrderId id, WorkingSet& tables) {
    Keys keys;
    keys.add<Order>(id);
    keys.add<Contract>(id);
    reader.load(keys, tables);
    const Order* order = tables.find<Order>(id);
    if (!order) return false;
    Keys parties;
    parties.add<Enterprise>(order->enterprise);
    parties.add<Provider>(order->provider);
    parties.add<Product>(order->product);
    reader.load(parties, tables);
    return true;
}

}  // namespace

std::vector<Check> reading_checks(Store& store, ProgrammeId programme, OrderId id,
                                  const std::vector<Document>& documents,
                                  const Rulebooks& rulebooks) {
    WorkingSet tables;
    if (!load_order(*store.read(programme), id, tables)) return {};
    const Order* order = tables.find<Order>(id);
    const Rulebook& rules = rulebooks(order->edition);
    const Enterprise* enterprise = tables.find<Enterprise>(order->enterprise);
    const Provider* provider = tables.find<Provider>(order->provider);
    const Product* product = tables.find<Product>(order->product);
    check(enterprise && provider && product, "an order names parties and a product that exist");
    const Contract* contract = tables.find<Contract>(id);
    const Subjects subjects{.enterprise = enterprise,
                            .provider = provider,
                            .product = product,
                            .today = day_of(order->placed, rules.zone)};
    PaperContext context;
    context.act = Redeem::act;
    context.subjects = subjects;
    const RedemptionFacts facts{.order = order,
                                .terms = contract ? &contract->terms() : nullptr,
                                .enterprise = enterprise->name,
                                .provider = provider->name,
                                .others = other_invoices(store, programme, *order, documents),
                                .average_price = average_price(product->documents)};
    const Transcripts transcripts = transcripts_of(store, documents);
    std::vector<Check> checks =
        check_redemption_readings(rules, context, facts, documents, transcripts);
    for (Check& seal : check_readings(rules, context, documents, transcripts)) {
        checks.push_back(std::move(seal));
    }
    return checks;
}

std::vector<Check> reading_checks(Store& store, ProgrammeId programme, const Rulebook& rules,
                                  PartyId provider, const Application& application, Instant now) {
    WorkingSet tables;
    Keys keys;
    keys.add<Provider>(provider);
    store.read(programme)->load(keys, tables);
    Product product;
    product.direction = application.direction;
    product.subtype = application.subtype;
    PaperContext context;
    context.act = SubmitProduct::act;
    context.subjects = {.enterprise = nullptr,
                        .provider = tables.find<Provider>(provider),
                        .product = &product,
                        .today = day_of(now, rules.zone)};
    return check_readings(rules, context, application.documents,
                          transcripts_of(store, application.documents));
}

std::vector<Check> application_checks(Store& store, const Rulebook& rules,
                                      const Subjects& subjects) {
    const Product& product = *subjects.product;
    PaperContext context;
    context.act = SubmitProduct::act;
    context.subjects = subjects;
    context.form = &product.form;
    std::vector<Check> checks;
    if (rules.form_checked.on(subjects.today).value) {
        checks = check_papers(rules, context, product.documents).checks;
    }
    const Transcripts transcripts = transcripts_of(store, product.documents);
    for (Check& reading : check_readings(rules, context, product.documents, transcripts)) {
        checks.push_back(std::move(reading));
    }
    return checks;
}

}  // namespace zq
