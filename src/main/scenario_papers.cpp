// What a step names takes the place of the usual.
#include "main/scenario_papers.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/credit_code.h"
#include "main/scenario_facts.h"
#include "main/usual_papers.h"

namespace zq {

namespace {

Document plain_paper(std::string_view kind, const UsualPapers& usual) {
    Document document;
    document.kind = kind;
    document.dated = usual.dated;
    document.sealed = true;
    document.format = "pdf";
    return document;
}

// A kind that the act knows; where it asks for no papers at all, any kind.
const Paper* paper_of(const ScenarioWorld& world, std::string_view act, std::string_view kind) {
    const Paper* found = nullptr;
    bool asks = false;
    for (const Row<Paper>& row : world.rulebook().papers.rows) {
        asks = asks || row.value.act == act;
        if (row.value.act == act && row.value.kind == kind) found = &row.value;
    }
    if (!found && asks && kind != "other") {
        throw ScenarioFault{fmt::format("'{}' is no kind of document that {} takes", kind, act)};
    }
    return found;
}

Document named_paper(const ScenarioWorld& world, const ScenarioFields& entry,
                     const UsualPapers& usual) {
    const std::string kind = *field<std::string>(entry, "kind");
    const Paper* paper = paper_of(world, usual.act, kind);
    Document document = paper ? usual_paper(*paper, usual) : plain_paper(kind, usual);
    if (const auto* dated = field<Day>(entry, "dated")) document.dated = *dated;
    if (const auto* amount = field<std::string>(entry, "amount"))
        document.amount = parse_yuan(*amount);
    if (const auto* number = field<std::string>(entry, "number")) {
        document.number = folded_number(*number);
    }
    document.sealed = field_or<bool>(entry, "sealed", document.sealed);
    document.format = field_or<std::string>(entry, "format", document.format);
    document.count = field_or<std::int64_t>(entry, "count", document.count);
    document.characters = field_or<std::int64_t>(entry, "characters", document.characters);
    return document;
}

// Entries replace all usual files of their kind; `absent` leaves the kind out.
std::vector<Document> papers(const ScenarioWorld& world, const UsualPapers& usual,
                             const ScenarioValue::List* entries) {
    std::vector<Document> all = usual_papers(world.rulebook(), usual);
    if (!entries) return all;
    for (const ScenarioValue& value : *entries) {
        const std::string& kind = *field<std::string>(*value.get<ScenarioFields>(), "kind");
        paper_of(world, usual.act, kind);
        std::erase_if(all, [&](const Document& document) { return document.kind == kind; });
    }
    for (const ScenarioValue& value : *entries) {
        const ScenarioFields& entry = *value.get<ScenarioFields>();
        if (!field_or<bool>(entry, "absent", false))
            all.push_back(named_paper(world, entry, usual));
    }
    return all;
}

// ---- the application form

const FormField* form_field(const Rulebook& rulebook, std::string_view name) {
    for (const Row<FormField>& row : rulebook.fields.rows) {
        if (row.value.name == name) return &row.value;
    }
    return nullptr;
}

void fill_in(const Rulebook& rulebook, const ScenarioFields& entries, Form& form) {
    for (const auto& [name, value] : entries) {
        if (!rulebook.fields.rows.empty() && !form_field(rulebook, name)) {
            throw ScenarioFault{fmt::format("'{}' is no field of the form", name)};
        }
        FormValue& answer = form[name];
        answer.texts.clear();
        if (const auto* text = value.get<std::string>()) {
            if (!text->empty()) answer.texts.push_back(*text);
        } else if (const auto* list = value.get<ScenarioValue::List>()) {
            for (const ScenarioValue& one : *list) answer.texts.push_back(*one.get<std::string>());
        }
    }
}

}  // namespace

std::vector<Document> redemption_papers(ScenarioWorld& world, const ScenarioStep& step,
                                        OrderId id) {
    const auto order = world.load<Order>(id);
    if (!order) return {};
    const auto enterprise = world.load<Enterprise>(order->enterprise);
    const auto provider = world.load<Provider>(order->provider);
    const auto product = world.load<Product>(order->product);
    const auto contract = world.load<Contract>(id);
    UsualPapers usual{.act = Redeem::act,
                      .subjects = {.enterprise = enterprise ? &*enterprise : nullptr,
                                   .provider = provider ? &*provider : nullptr,
                                   .product = product ? &*product : nullptr,
                                   .today = day_of(order->placed, world.rulebook().zone)},
                      .form = nullptr,
                      .dated = world.today(),
                      .contract_amount = order->amount,
                      .own_payment = order->own_payment,
                      .fresh_number = [&world] { return world.fresh_invoice_number(); }};
    if (contract && !contract->versions.empty()) {
        usual.dated = contract->terms().signed_on.value_or(usual.dated);
        usual.contract_amount = contract->terms().amount;
    }
    return papers(world, usual, field<ScenarioValue::List>(step.fields, "documents"));
}

Application application_of(ScenarioWorld& world, const std::string& id,
                           const ScenarioFields* entries, const ScenarioValue::List* documents) {
    const ScenarioProduct& product = world.names().products.at(id);
    const Rulebook& rulebook = world.rulebook();
    Application made;
    made.product = product.id;
    made.name = name_of_product(id, product.facts);
    made.direction = direction_of(rulebook, product.facts);
    made.subtype = subtype_of(rulebook, product.facts);
    made.price = price_of(product.facts);

    const auto provider = world.load<Provider>(world.names().parties.at(product.provider).id);
    check(provider.has_value(), "providers are recorded before their products are made");
    Product as_applied;
    as_applied.direction = made.direction;
    as_applied.subtype = made.subtype;
    as_applied.price = made.price;
    const Subjects subjects{.enterprise = nullptr,
                            .provider = &*provider,
                            .product = &as_applied,
                            .today = world.today()};
    made.form = usual_form(rulebook, subjects, made);
    if (entries) fill_in(rulebook, *entries, made.form);
    const UsualPapers usual{.act = SubmitProduct::act,
                            .subjects = subjects,
                            .form = &made.form,
                            .dated = world.today(),
                            .contract_amount = {},
                            .own_payment = {},
                            .fresh_number = [&world] { return world.fresh_invoice_number(); }};
    made.documents = papers(world, usual, documents);
    return made;
}

}  // namespace zq
