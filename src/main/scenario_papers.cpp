// What is usual is read off the rulebook's tables of papers and fields, so that a new row needs no
// line here.
#include "main/scenario_papers.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/credit_code.h"
#include "main/scenario_facts.h"

namespace zq {

namespace {

// What the usual papers are made of.
struct Usual {
    std::string_view act;
    Subjects subjects;
    const Form* form = nullptr;
    Day dated;
    Money contract_amount;
    Money own_payment;
};

bool is_given(const Form* form, const std::string& name) {
    if (!form) return false;
    const auto found = form->find(name);
    return found != form->end() && !found->second.texts.empty();
}

bool is_asked(const Paper& paper, const Usual& usual) {
    return paper.required && paper.in_place_of.empty() &&
           (paper.asked_when_field.empty() || is_given(usual.form, paper.asked_when_field));
}

Document plain_paper(std::string_view kind, const Usual& usual) {
    Document document;
    document.kind = kind;
    document.dated = usual.dated;
    document.sealed = true;
    document.format = "pdf";
    return document;
}

Document usual_paper(ScenarioWorld& world, const Paper& paper, const Usual& usual) {
    Document document = plain_paper(paper.kind, usual);
    const bool takes_pdf =
        paper.formats.empty() || std::ranges::find(paper.formats, "pdf") != paper.formats.end();
    if (!takes_pdf) document.format = paper.formats.front();
    document.count = paper.count_min;
    document.characters = paper.characters_min;
    switch (paper.sum) {
        case SumRule::none: break;
        case SumRule::equals_contract: document.amount = usual.contract_amount; break;
        case SumRule::covers_own_payment: document.amount = usual.own_payment; break;
    }
    if (paper.unique_number) document.number = world.fresh_invoice_number();
    return document;
}

std::vector<Document> usual_papers(ScenarioWorld& world, const Usual& usual) {
    std::vector<Document> papers;
    for (const Row<Paper>& row : world.rulebook().papers.rows) {
        if (row.value.act == usual.act && row.fits(usual.subjects) && is_asked(row.value, usual)) {
            papers.push_back(usual_paper(world, row.value, usual));
        }
    }
    return papers;
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

Document named_paper(ScenarioWorld& world, const ScenarioFields& entry, const Usual& usual) {
    const std::string kind = *field<std::string>(entry, "kind");
    const Paper* paper = paper_of(world, usual.act, kind);
    Document document = paper ? usual_paper(world, *paper, usual) : plain_paper(kind, usual);
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
std::vector<Document> papers(ScenarioWorld& world, const Usual& usual,
                             const ScenarioValue::List* entries) {
    std::vector<Document> all = usual_papers(world, usual);
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

std::string price_text(Money price) {
    std::string yuan = to_yuan(price);
    if (yuan.ends_with(".00")) yuan.resize(yuan.size() - 3);
    return yuan + "元/年";
}

FormValue usual_answer(const FormField& form_field, const Application& made,
                       const Subjects& subjects) {
    if (form_field.is_provider_name) return {{subjects.provider->name}, {}};
    if (form_field.name == "product-name") return {{made.name}, {}};
    if (!form_field.excluded.empty() && !all_hold(form_field.excluded_when, subjects)) {
        return {{form_field.excluded.front()}, {}};  // "does not apply" is right elsewhere
    }
    switch (form_field.format) {
        case FieldFormat::text: return {{"已具备，材料见附件"}, {}};
        case FieldFormat::choice:
            return {{form_field.options == std::vector<std::string>{"directions"}
                         ? made.direction
                         : form_field.options.front()},
                    {}};
        case FieldFormat::list: return {{form_field.options.front()}, {}};
        case FieldFormat::digits: return {{"25"}, {}};
        case FieldFormat::decimal: return {{"860.50"}, {}};
        case FieldFormat::price: return {{price_text(made.price)}, {}};
        case FieldFormat::mobile: return {{"13800000000"}, {}};
    }
    return {};
}

Form usual_form(const Rulebook& rulebook, const Subjects& subjects, const Application& made) {
    Form form;
    for (const Row<FormField>& row : rulebook.fields.rows) {
        if (!row.value.required || !row.fits(subjects)) continue;
        form[row.value.name] = usual_answer(row.value, made, subjects);
    }
    return form;
}

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
    Usual usual{.act = Redeem::act,
                .subjects = {.enterprise = enterprise ? &*enterprise : nullptr,
                             .provider = provider ? &*provider : nullptr,
                             .product = product ? &*product : nullptr,
                             .today = day_of(order->placed, world.rulebook().zone)},
                .form = nullptr,
                .dated = world.today(),
                .contract_amount = order->amount,
                .own_payment = order->own_payment};
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
    const Usual usual{.act = SubmitProduct::act,
                      .subjects = subjects,
                      .form = &made.form,
                      .dated = world.today(),
                      .contract_amount = {},
                      .own_payment = {}};
    made.documents = papers(world, usual, documents);
    return made;
}

}  // namespace zq
