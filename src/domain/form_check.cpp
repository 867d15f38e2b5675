// Characters are code points after trimming, punctuation included (A30).
#include "domain/form_check.h"

#include <algorithm>

namespace zq {

namespace {

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_decimal(std::string_view text) {
    const auto point = text.find('.');
    if (point == std::string_view::npos) return all_digits(text);
    return all_digits(text.substr(0, point)) && all_digits(text.substr(point + 1));
}

std::vector<std::string_view> answers(const Form& form, std::string_view field) {
    std::vector<std::string_view> given;
    const auto found = form.find(std::string{field});
    if (found == form.end()) return given;
    for (const std::string& text : found->second.texts) {
        if (!trimmed(text).empty()) given.push_back(trimmed(text));
    }
    return given;
}

bool is_option(const Rulebook& rules, const FormField& field, std::string_view text) {
    if (field.options == std::vector<std::string>{"directions"})
        return rules.direction(text) != nullptr;
    return std::ranges::find(field.options, text) != field.options.end();
}

bool has_format(const Rulebook& rules, const FormField& field,
                const std::vector<std::string_view>& given) {
    const bool single = given.size() == 1;
    switch (field.format) {
        case FieldFormat::text: return single;
        case FieldFormat::choice: return single && is_option(rules, field, given[0]);
        case FieldFormat::list:
            return std::ranges::all_of(given,
                                       [&](auto text) { return is_option(rules, field, text); });
        case FieldFormat::digits: return single && all_digits(given[0]);
        case FieldFormat::decimal: return single && is_decimal(given[0]);
        case FieldFormat::price: return single && parse_price(given[0]).has_value();
        case FieldFormat::mobile:
            return single && given[0].size() == 11 && all_digits(given[0]) && given[0][0] == '1';
    }
    return false;
}

bool is_excluded(const FormField& field, const Subjects& subjects, std::string_view text) {
    return all_hold(field.excluded_when, subjects) &&
           std::ranges::find(field.excluded, text) != field.excluded.end();
}

// What is wrong with one field, in a word; empty when nothing is.
std::string fault_of(const Rulebook& rules, const FormField& field, const Form& form,
                     const Subjects& subjects, bool required) {
    const auto given = answers(form, field.name);
    if (given.empty()) return required ? "required" : "";
    if (!has_format(rules, field, given)) return std::string{name_of(field.format)};
    if (field.characters_max > 0 && count_code_points(given[0]) > field.characters_max) {
        return "at most " + std::to_string(field.characters_max) + " characters";
    }
    if (is_excluded(field, subjects, given[0])) return "not for this direction";
    if (field.is_provider_name && subjects.provider &&
        given[0] != trimmed(subjects.provider->name)) {
        return "as on the licence: " + subjects.provider->name;
    }
    return "";
}

Check check_of(const Row<FormField>& row, const Form& form, const std::string& fault,
               std::vector<std::string> flags) {
    Check check{.about = CheckAbout::form,
                .key = row.value.name,
                .clauses = row.clauses,
                .facts = {},
                .reasons = {},
                .flags = std::move(flags)};
    if (!fault.empty()) {
        check.reasons = {
            Reason{Code::form_invalid, row.clauses, Facts{{"right", fault}}, {row.value.name}}};
    }
    const bool is_open = fault.empty() && answers(form, row.value.name).empty();
    check = concluded(std::move(check));
    if (is_open) check.state = CheckState::open;
    return check;
}

bool is_above_average(const Form& form, std::optional<Money> average) {
    const auto price = parse_price(answer(form, "price"));
    return average && price && price->amount > *average;
}

}  // namespace

std::string_view answer(const Form& form, std::string_view field) {
    const auto given = answers(form, field);
    return given.empty() ? std::string_view{} : given[0];
}

std::optional<Price> parse_price(std::string_view text) {
    static constexpr std::string_view yuan = "元/";
    const auto at = text.find(yuan);
    if (at == std::string_view::npos) return std::nullopt;
    std::string number{text.substr(0, at)};
    const std::string_view unit = trimmed(text.substr(at + yuan.size()));
    if (unit.empty() || !is_decimal(number)) return std::nullopt;
    const auto point = number.find('.');
    if (point == std::string::npos)
        number += ".00";
    else if (number.size() - point == 2)
        number += "0";
    const auto amount = parse_yuan(number);
    if (!amount) return std::nullopt;
    return Price{*amount, std::string{unit}};
}

FormFindings check_form(const Rulebook& rules, const Form& form, const Subjects& subjects,
                        std::optional<Money> average_price) {
    FormFindings findings;
    if (is_above_average(form, average_price)) findings.flags.emplace_back(price_above_average);
    for (const Row<FormField>& row : rules.fields.rows) {
        if (!row.fits(subjects)) continue;
        const FormField& field = row.value;
        const bool by_flag =
            std::ranges::find(findings.flags, field.required_with_flag) != findings.flags.end();
        const bool required = field.required || by_flag;
        const std::string fault = fault_of(rules, field, form, subjects, required);
        const bool is_price = field.name == "price";
        findings.checks.push_back(
            check_of(row, form, fault, is_price ? findings.flags : std::vector<std::string>{}));
        if (fault.empty()) continue;
        findings.errors.push_back(field.name);
        findings.facts.insert_or_assign(field.name, Value{fault});
    }
    return findings;
}

}  // namespace zq
