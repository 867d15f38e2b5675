// What may stand in a scenario file: the keys of every subject and verb, each with its type.
//
// One table for all, so that reading, messages and the page for people say the same.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zq {

enum class FieldType {
    text,
    choice,  // one of the rule's choices
    texts,   // a list of texts; each one of the choices, if there are any
    code,    // of a refusal
    clause,
    money,
    share,
    count,
    truth,
    day,
    instant,
    moment,     // an instant, or a day for its last second
    limit_day,  // a day, "permanent" or ""
    enterprise,
    provider,
    party,
    product,
    order,
    new_order,
    orders,
    batch,
    new_batch,
    documents,
    form,
    rows,   // of a register import
    lines,  // of a notice
};

struct FieldRule {
    std::string_view name;
    FieldType type = FieldType::text;
    bool required = false;
    std::vector<std::string_view> choices{};
};
using FieldRules = std::vector<FieldRule>;

// What a step is about, whose keys `expect` may name.
enum class About {
    nothing,
    order,
    product,
    enterprise,
    provider,
    party,
    batch,
    budget,
    programme,
    check
};

struct VerbRule {
    std::string_view name;
    bool needs_actor = true;
    FieldRules fields;
    About about = About::nothing;
};

const FieldRules& enterprise_rules();
const FieldRules& provider_rules();
const FieldRules& product_rules();
const FieldRules& document_rules();
const FieldRules& import_row_rules();
const FieldRules& notice_line_rules();
const FieldRules& expect_rules(About about);

std::span<const VerbRule> verbs();
const VerbRule* verb_rule(std::string_view name);
const FieldRule* rule_of(const FieldRules& rules, std::string_view name);

// Actors that need no table: "platform", "expert", "bureau", "review-agency", "public".
std::span<const std::string_view> standing_actors();

// "amount, batch, order": for messages.
std::string names_of(const FieldRules& rules);

}  // namespace zq
