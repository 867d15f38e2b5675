// Counts and sums are exactly what is asked for, so that papers pass at their limits.
#include "main/usual_papers.h"

#include <algorithm>

namespace zq {

namespace {

bool is_given(const Form* form, const std::string& name) {
    if (!form) return false;
    const auto found = form->find(name);
    return found != form->end() && !found->second.texts.empty();
}

bool is_asked(const Paper& paper, const Form* form) {
    return paper.required && paper.in_place_of.empty() &&
           (paper.asked_when_field.empty() || is_given(form, paper.asked_when_field));
}

std::string price_text(Money price) {
    std::string yuan = to_yuan(price);
    if (yuan.ends_with(".00")) yuan.resize(yuan.size() - 3);
    return yuan + "元/年";
}

FormValue usual_answer(const FormField& field, const Subjects& subjects, const Application& made) {
    if (field.is_provider_name) return {{subjects.provider->name}, {}};
    if (field.name == "product-name") return {{made.name}, {}};
    if (!field.excluded.empty() && !all_hold(field.excluded_when, subjects)) {
        return {{field.excluded.front()}, {}};  // "does not apply" is right elsewhere
    }
    const bool of_directions = field.options == std::vector<std::string>{"directions"};
    switch (field.format) {
        case FieldFormat::text: return {{"已具备，材料见附件"}, {}};
        case FieldFormat::choice:
            return {{of_directions ? made.direction : field.options.front()}, {}};
        case FieldFormat::list: return {{field.options.front()}, {}};
        case FieldFormat::digits: return {{"25"}, {}};
        case FieldFormat::decimal: return {{"860.50"}, {}};
        case FieldFormat::price: return {{price_text(made.price)}, {}};
        case FieldFormat::mobile: return {{"13800000000"}, {}};
    }
    return {};
}

}  // namespace

Document usual_paper(const Paper& paper, const UsualPapers& usual) {
    Document document;
    document.kind = paper.kind;
    document.dated = usual.dated;
    document.sealed = true;
    const bool takes_pdf =
        paper.formats.empty() || std::ranges::find(paper.formats, "pdf") != paper.formats.end();
    document.format = takes_pdf ? "pdf" : paper.formats.front();
    document.count = paper.count_min;
    document.characters = paper.characters_min;
    document.file_name = paper.name.zh + ".pdf";
    switch (paper.sum) {
        case SumRule::none: break;
        case SumRule::equals_contract: document.amount = usual.contract_amount; break;
        case SumRule::covers_own_payment: document.amount = usual.own_payment; break;
    }
    if (paper.unique_number) document.number = usual.fresh_number();
    return document;
}

std::vector<Document> usual_papers(const Rulebook& rulebook, const UsualPapers& usual) {
    std::vector<Document> papers;
    for (const Row<Paper>& row : rulebook.papers.rows) {
        if (row.value.act == usual.act && row.fits(usual.subjects) &&
            is_asked(row.value, usual.form)) {
            papers.push_back(usual_paper(row.value, usual));
        }
    }
    return papers;
}

Form usual_form(const Rulebook& rulebook, const Subjects& subjects, const Application& made) {
    Form form;
    for (const Row<FormField>& row : rulebook.fields.rows) {
        if (!row.value.required || !row.fits(subjects)) continue;
        form[row.value.name] = usual_answer(row.value, subjects, made);
    }
    return form;
}

}  // namespace zq
