// The defaults stand here once; docs/scenarios.md lists them.
#include "main/scenario_facts.h"

#include <algorithm>
#include <array>

namespace zq {

namespace {

constexpr std::array<std::string_view, 4> legal_persons{"company", "institution", "kindergarten",
                                                        "association"};
const std::vector<std::string> all_qualifications{
    "digital-service-provider", "iso-28000", "dcmm-assessor", "cnas", "cma", "caca",
    "certification-body"};

std::string text_or(const ScenarioFields& fields, std::string_view name, std::string otherwise) {
    return field_or<std::string>(fields, name, std::move(otherwise));
}

std::vector<std::string> texts_or(const ScenarioFields& fields, std::string_view name,
                                  std::vector<std::string> otherwise) {
    const auto* list = field<ScenarioValue::List>(fields, name);
    if (!list) return otherwise;
    std::vector<std::string> texts;
    for (const ScenarioValue& value : *list) texts.push_back(*value.get<std::string>());
    return texts;
}

Credit credit_of(const ScenarioFields& facts, Day reported) {
    const std::string credit = text_or(facts, "credit", "clean");
    Credit found;
    found.negative = credit == "negative";
    found.judgment_debtor = credit == "judgment-debtor";
    if (credit == "serious-negative") {
        found.serious_negative = field_or<Day>(facts, "credit_dated", reported);
    }
    return found;
}

const Row<Direction>& direction_row(const Rulebook& rulebook, const ScenarioFields& product) {
    if (rulebook.directions.empty()) throw ScenarioFault{"the rulebook has no direction"};
    const std::string code = text_or(product, "direction", rulebook.directions.front().value.code);
    const Row<Direction>* row = rulebook.direction(code);
    if (!row) throw ScenarioFault{"'" + code + "' is no direction of " + rulebook.code};
    return *row;
}

}  // namespace

std::string name_of_party(std::string_view id, const ScenarioFields& facts) {
    return text_or(facts, "name", "Party " + std::string{id});
}

std::string name_of_product(std::string_view id, const ScenarioFields& facts) {
    return text_or(facts, "name", "Product " + std::string{id});
}

Money money_or(const ScenarioFields& fields, std::string_view name, std::string_view otherwise) {
    const auto amount = parse_yuan(text_or(fields, name, std::string{otherwise}));
    check(amount.has_value(), "money of a scenario was checked when it was read");
    return *amount;
}

Money price_of(const ScenarioFields& product) {
    return money_or(product, "price", "100000.00");
}

std::string direction_of(const Rulebook& rulebook, const ScenarioFields& product) {
    return direction_row(rulebook, product).value.code;
}

std::string subtype_of(const Rulebook& rulebook, const ScenarioFields& product) {
    const auto& subtypes = direction_row(rulebook, product).value.subtypes;
    const std::string code =
        text_or(product, "subtype", subtypes.empty() ? "" : subtypes.front().code);
    const bool known =
        subtypes.empty()
            ? code.empty()
            : std::ranges::find(subtypes, code, &Direction::Subtype::code) != subtypes.end();
    if (!known) throw ScenarioFault{"'" + code + "' is no subtype of its direction"};
    return code;
}

RecordEnterprise enterprise_record(std::string_view id, const ScenarioParty& party, Day reported,
                                   Source source) {
    const ScenarioFields& facts = party.facts;
    RecordEnterprise record;
    record.party = party.id;
    record.name = name_of_party(id, facts);
    record.uscc = text_or(facts, "uscc", "");
    record.registered_in = text_or(facts, "registered_in", "110108");
    record.legal_form = text_or(facts, "legal_form", "company");
    const bool usual = std::ranges::find(legal_persons, record.legal_form) != legal_persons.end();
    record.legal_person = field_or<bool>(facts, "independent_legal_person", usual);
    record.honours = texts_or(facts, "honours", {});
    record.credit = credit_of(facts, reported);
    record.source = std::move(source);
    return record;
}

RecordProvider provider_record(std::string_view id, const ScenarioParty& party, Day reported,
                               Source source) {
    const ScenarioFields& facts = party.facts;
    RecordProvider record;
    record.party = party.id;
    record.name = name_of_party(id, facts);
    record.uscc = text_or(facts, "uscc", "");
    record.registered_in = text_or(facts, "registered_in", "110108");
    record.founded = field_or<Day>(facts, "founded", make_day(2015, 1, 1));
    record.credit = credit_of(facts, reported);
    record.qualifications = texts_or(facts, "qualifications", all_qualifications);
    record.contracts_last_year = field_or<std::int64_t>(facts, "contracts_last_year", 40);
    record.revenue_last_year = money_or(facts, "revenue_last_year", "20000000.00");
    record.equipment_sets = field_or<std::int64_t>(facts, "equipment_sets", 0);
    record.approved = field_or<bool>(facts, "approved", true);
    record.source = std::move(source);
    return record;
}

Certify certification(const ScenarioFields& facts) {
    Certify certify;
    certify.industry = text_or(facts, "industry", "I6513");
    if (const auto* share = field<std::string>(facts, "industry_share")) {
        certify.industry_share = parse_percent(*share);
    }
    certify.staff = field_or<std::int64_t>(facts, "staff", 50);
    certify.revenue = money_or(facts, "revenue", "8000000.00");
    certify.assets = money_or(facts, "assets", "5000000.00");
    return certify;
}

}  // namespace zq
