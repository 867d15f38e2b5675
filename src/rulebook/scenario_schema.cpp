// The tables themselves. A verb without a row here is unknown to scenarios.
#include "rulebook/scenario_schema.h"

#include <algorithm>
#include <array>
#include <string>

namespace zq {

namespace {

using enum FieldType;

const std::vector<std::string_view> legal_forms{
    "company", "partnership", "sole-proprietorship", "individual-business",
    "branch",  "institution", "kindergarten",        "association"};
const std::vector<std::string_view> credits{"clean", "negative", "serious-negative",
                                            "judgment-debtor"};
const std::vector<std::string_view> all_honours{"srdi", "little-giant"};
const std::vector<std::string_view> all_qualifications{
    "digital-service-provider", "iso-28000", "dcmm-assessor", "cnas", "cma", "caca",
    "certification-body"};
const std::vector<std::string_view> deadline_kinds{
    "acceptance",    "validity",     "redemption",  "review", "product-notice",
    "payout-notice", "resubmission", "application", "claims"};
const std::vector<std::string_view> sanction_grounds{
    "transfer", "concealment", "fictitious-contract", "other-violation", "false-application"};
const std::vector<std::string_view> void_grounds{"qualification", "conditions", "amount",
                                                 "unlawful"};

// What a certification may change: register facts and what the enterprise declares.
const FieldRules facts_of_enterprise{
    {"registered_in"},
    {"legal_form", choice, false, legal_forms},
    {"independent_legal_person", truth},
    {"industry"},
    {"industry_share", share},
    {"staff", count},
    {"revenue", money},
    {"assets", money},
    {"honours", texts, false, all_honours},
    {"credit", choice, false, credits},
    {"credit_dated", day},
};

const FieldRules facts_of_provider{
    {"registered_in"},
    {"founded", day},
    {"credit", choice, false, credits},
    {"credit_dated", day},
    {"qualifications", texts, false, all_qualifications},
    {"contracts_last_year", count},
    {"revenue_last_year", money},
    {"equipment_sets", count},
    {"approved", truth},
};

FieldRules joined(FieldRules rules, const FieldRules& more) {
    for (const FieldRule& rule : more) {
        if (!rule_of(rules, rule.name)) rules.push_back(rule);
    }
    return rules;
}

const FieldRules on_order{{"order", order, true}};
const FieldRules on_product{{"product", product, true}};
const FieldRules on_batch{{"batch", batch, true}};
const FieldRules with_reason{{"reason"}};

const FieldRules application = joined(on_product, {{"form", form}, {"documents", documents}});
const FieldRules contract_entry = joined(on_order, {{"amount", money},
                                                    {"signed_on", day},
                                                    {"service_from", day},
                                                    {"service_to", day},
                                                    {"product_name"},
                                                    {"lists_order", truth},
                                                    {"table_on_last_page", truth},
                                                    {"splits_payment", truth},
                                                    {"voucher_part", money},
                                                    {"own_part", money}});
const FieldRules verdict_with_return =
    joined(on_product,
           {{"verdict", choice, true, {"pass", "return", "reject"}}, {"reason"}, {"due", day}});
const FieldRules any_one{{"order", order},       {"product", product}, {"enterprise", enterprise},
                         {"provider", provider}, {"batch", batch},     {"budget", truth}};
const FieldRules appealed{{"order", order}, {"product", product}, {"party", party}};

const std::vector<VerbRule> parties_and_products{
    {"certify", true, facts_of_enterprise, About::enterprise},
    {"quota", true, {{"year", count}}, About::enterprise},
    {"import-register",
     true,
     {{"kind", choice, true, {"enterprise", "provider"}}, {"rows", rows, true}, {"source"}},
     About::nothing},
    {"draft-product", true, application, About::product},
    {"save-product", true, application, About::product},
    {"submit-product", true, application, About::product},
    {"withdraw-product", true, on_product, About::product},
    {"audit-product", true, verdict_with_return, About::product},
    {"judge-product", true,
     joined(on_product, {{"verdict", choice, true, {"pass", "reject"}}, {"reason"}}),
     About::product},
    {"publish-product", true, joined(on_product, {{"days", count}}), About::product},
    {"rename-product", true, joined(on_product, {{"name", text, true}}), About::product},
    {"list-product", true,
     joined(
         on_product,
         {{"vouchers", count}, {"validity_days", count}, {"claims_open_at", instant}, {"reason"}}),
     About::product},
    {"delist-product", true, joined(on_product, with_reason), About::product},
    {"add-vouchers", true, joined(on_product, {{"vouchers", count, true}, {"reason"}}),
     About::product},
};

const std::vector<VerbRule> orders_and_redemption{
    {"claim",
     true,
     {{"order", new_order, true}, {"product", product, true}, {"amount", money}},
     About::order},
    {"cancel", true, on_order, About::order},
    {"accept", true, on_order, About::order},
    {"decline", true, on_order, About::order},
    {"sign", true, contract_entry, About::order},
    {"amend-contract", true, contract_entry, About::order},
    {"complete", true, on_order, About::order},
    {"rate", true, joined(on_order, {{"stars", count, true}, {"text"}}), About::order},
    {"redeem", true, joined(on_order, {{"documents", documents}, {"checked", truth}}),
     About::order},
    {"withdraw-redemption", true, on_order, About::order},
    {"open-review", true, on_order, About::order},
    {"waive", true, on_order, About::order},
    {"return-redemption", true, joined(on_order, with_reason), About::order},
    {"review", true, joined(on_order, {{"approved", money}, {"reason"}}), About::order},
    {"void", true, joined(on_order, {{"ground", choice, true, void_grounds}, {"reason"}}),
     About::order},
    {"report-refund", true,
     joined(on_order, {{"kind", choice, false, {"partial", "full", "no-service"}},
                       {"amount", money},
                       {"reason"}}),
     About::order},
    {"return-funds", true, joined(on_order, {{"amount", money}}), About::order},
    {"payment-failed", true, joined(on_order, with_reason), About::order},
    {"unfreeze", true, on_order, About::order},
};

const std::vector<VerbRule> payout_and_supervision{
    {"batch", true, {{"batch", new_batch, true}, {"orders", orders, true}}, About::batch},
    {"unbatch", true, joined(on_batch, {{"orders", orders, true}}), About::batch},
    {"publish-batch", true, joined(on_batch, {{"days", count}}), About::batch},
    {"settle-batch", true, on_batch, About::batch},
    {"disburse", true, on_batch, About::batch},
    {"object", true, {{"order", order}, {"product", product}, {"text"}}, About::order},
    {"decide-objection",
     true,
     {{"order", order}, {"product", product}, {"upheld", truth, true}, {"reason"}},
     About::order},
    {"sanction",
     true,
     {{"party", party, true},
      {"ground", choice, true, sanction_grounds},
      {"orders", orders},
      {"reason"}},
     About::party},
    {"lift-sanction", true, {{"party", party, true}, {"reason"}}, About::party},
    {"spot-check", true, {{"size", count, true}, {"draw", text, true}}, About::check},
    {"finding", true, joined(on_order, {{"result", text, true}}), About::order},
    {"appeal", true, joined(appealed, {{"text"}}), About::order},
    {"decide-appeal", true, joined(appealed, {{"upheld", truth, true}, {"reason"}}), About::order},
    {"open-programme", true, {{"claims_open_at", instant}}, About::programme},
    {"close-programme", true, with_reason, About::programme},
    {"set-budget", true, {{"total", money, true}, {"reason"}}, About::budget},
    {"extend-deadlines",
     true,
     {{"orders", orders},
      {"all", truth},
      {"kind", choice, true, deadline_kinds},
      {"until", moment, true},
      {"reason"}},
     About::nothing},
    {"wait", false, {{"order", order}}, About::order},
    {"see", false, any_one, About::order},
};

const std::vector<VerbRule>& all_verbs() {
    static const std::vector<VerbRule> all = [] {
        std::vector<VerbRule> verbs = parties_and_products;
        verbs.insert(verbs.end(), orders_and_redemption.begin(), orders_and_redemption.end());
        verbs.insert(verbs.end(), payout_and_supervision.begin(), payout_and_supervision.end());
        return verbs;
    }();
    return all;
}

const FieldRules of_any_step{{"outcome", choice, false, {"ok", "refused"}},
                             {"code", code},
                             {"clause", clause},
                             {"errors", texts}};

const FieldRules keys_of_order = joined(of_any_step, {{"status"},
                                                      {"amount", money},
                                                      {"subsidy", money},
                                                      {"eligible_amount", money},
                                                      {"own_payment", money},
                                                      {"accept_by", instant},
                                                      {"valid_until", instant},
                                                      {"redeem_by", instant},
                                                      {"review_by", instant},
                                                      {"overdue", truth},
                                                      {"approved", money},
                                                      {"clawback", money},
                                                      {"returned", money},
                                                      {"completed", truth},
                                                      {"stars", count},
                                                      {"frozen", truth},
                                                      {"flags", texts},
                                                      {"batch"}});
const FieldRules keys_of_product = joined(of_any_step, {{"status"},
                                                        {"vouchers_left", count},
                                                        {"validity_days", count},
                                                        {"notice_ends", instant},
                                                        {"last_submitted", instant},
                                                        {"flags", texts}});
const FieldRules keys_of_enterprise = joined(of_any_step, {{"size"},
                                                           {"until", limit_day},
                                                           {"cap", money},
                                                           {"held", money},
                                                           {"used", money},
                                                           {"available", money}});
const FieldRules keys_of_provider = joined(of_any_step, {{"until", limit_day}});
const FieldRules keys_of_batch =
    joined(of_any_step, {{"status"}, {"total", money}, {"notice_ends", instant}, {"lines", lines}});
const FieldRules keys_of_budget = joined(
    of_any_step, {{"total", money}, {"held", money}, {"spent", money}, {"available", money}});
const FieldRules keys_of_programme = joined(of_any_step, {{"open", truth}});
const FieldRules keys_of_check = joined(of_any_step, {{"sample", orders}});

constexpr std::array<std::string_view, 5> standing{"platform", "expert", "bureau", "review-agency",
                                                   "public"};

}  // namespace

const FieldRules& enterprise_rules() {
    static const FieldRules rules =
        joined({{"name"}, {"uscc"}, {"certified", truth}}, facts_of_enterprise);
    return rules;
}

const FieldRules& provider_rules() {
    static const FieldRules rules = joined({{"name"}, {"uscc"}}, facts_of_provider);
    return rules;
}

const FieldRules& product_rules() {
    static const FieldRules rules{{"provider"},
                                  {"name"},
                                  {"direction"},
                                  {"subtype"},
                                  {"price", money},
                                  {"vouchers", count},
                                  {"validity_days", count},
                                  {"listed", truth}};
    return rules;
}

const FieldRules& document_rules() {
    static const FieldRules rules{{"kind", text, true}, {"dated", day},        {"amount", money},
                                  {"number"},           {"sealed", truth},     {"format"},
                                  {"count", count},     {"characters", count}, {"absent", truth}};
    return rules;
}

const FieldRules& import_row_rules() {
    static const FieldRules rules =
        joined(joined({{"party", party, true}}, facts_of_enterprise), facts_of_provider);
    return rules;
}

const FieldRules& notice_line_rules() {
    static const FieldRules rules{
        {"provider", provider, true}, {"product", product, true}, {"amount", money, true}};
    return rules;
}

const FieldRules& expect_rules(About about) {
    switch (about) {
        case About::nothing: return of_any_step;
        case About::order: return keys_of_order;
        case About::product: return keys_of_product;
        case About::enterprise: return keys_of_enterprise;
        case About::provider:
        case About::party: return keys_of_provider;
        case About::batch: return keys_of_batch;
        case About::budget: return keys_of_budget;
        case About::programme: return keys_of_programme;
        case About::check: return keys_of_check;
    }
    return of_any_step;
}

std::span<const VerbRule> verbs() {
    return all_verbs();
}

const VerbRule* verb_rule(std::string_view name) {
    const auto found = std::ranges::find(all_verbs(), name, &VerbRule::name);
    return found == all_verbs().end() ? nullptr : &*found;
}

const FieldRule* rule_of(const FieldRules& rules, std::string_view name) {
    const auto found = std::ranges::find(rules, name, &FieldRule::name);
    return found == rules.end() ? nullptr : &*found;
}

std::span<const std::string_view> standing_actors() {
    return standing;
}

std::string names_of(const FieldRules& rules) {
    std::string names;
    for (const FieldRule& rule : rules) {
        names += (names.empty() ? "" : ", ") + std::string{rule.name};
    }
    return names;
}

}  // namespace zq
