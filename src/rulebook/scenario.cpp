// Reads a scenario against the tables of scenario_schema.h; the first problem found ends the
// reading.
#include "rulebook/scenario.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/money.h"
#include "domain/refusal.h"
#include "rulebook/scenario_schema.h"
#include "rulebook/toml_file.h"

namespace zq {

namespace {

std::string in_quotes(std::string_view text) {
    return "'" + std::string{text} + "'";
}

std::string joined(std::span<const std::string_view> names) {
    std::string text;
    for (const std::string_view name : names)
        text += (text.empty() ? "" : ", ") + std::string{name};
    return text;
}

// What a value of the type looks like, for messages.
std::string wanted(const FieldRule& rule) {
    switch (rule.type) {
        case FieldType::text: return "a text";
        case FieldType::choice: return "one of " + joined(rule.choices);
        case FieldType::texts:
            return rule.choices.empty() ? "a list of texts" : "a list of " + joined(rule.choices);
        case FieldType::code: return "a code of refusal, like \"too-late\"";
        case FieldType::clause: return "a clause, like \"B25-081\"";
        case FieldType::money: return "a text in yuan with two decimals, like \"50000.00\"";
        case FieldType::share: return "a text in percent with two decimals, like \"62.50\"";
        case FieldType::count: return "a whole number";
        case FieldType::truth: return "true or false";
        case FieldType::day: return "a day, like 2025-09-30";
        case FieldType::instant:
            return "an instant, like 2025-09-30T23:59:59+08:00, or \"\" for none";
        case FieldType::moment: return "an instant, like 2025-09-30T23:59:59+08:00, or a day";
        case FieldType::limit_day: return "a day, \"permanent\" or \"\"";
        case FieldType::enterprise: return "an enterprise with a table of its own";
        case FieldType::provider: return "a provider with a table, or one that a product names";
        case FieldType::party: return "an enterprise or a provider of this file";
        case FieldType::product: return "a product with a table of its own";
        case FieldType::order: return "an order that an earlier step claims";
        case FieldType::new_order: return "a name for the order";
        case FieldType::orders: return "a list of orders that earlier steps claim";
        case FieldType::batch: return "a batch that an earlier step makes";
        case FieldType::new_batch: return "a name for the batch";
        case FieldType::documents: return "a list of tables with " + names_of(document_rules());
        case FieldType::form: return "a table of the form's fields";
        case FieldType::rows: return "a list of tables with " + names_of(import_row_rules());
        case FieldType::lines: return "a list of tables with " + names_of(notice_line_rules());
    }
    return "";
}

class Reading {
public:
    Reading(const TomlNode& root, const std::string& file) : root_{root} { scenario_.file = file; }

    Scenario whole() {
        read_head();
        read_subjects("enterprise", enterprise_rules(), scenario_.enterprises);
        read_subjects("provider", provider_rules(), scenario_.providers);
        read_products();
        read_budget();
        const TomlNode* steps = root_.find("step");
        if (!steps || !steps->if_list()) fail(root_.line, "a scenario has at least one [[step]]");
        for (const TomlNode& step : *steps->if_list()) read_step(step);
        return std::move(scenario_);
    }

private:
    [[noreturn]] void fail(int line, const std::string& what) const {
        throw ScenarioError{scenario_.file, line, what};
    }

    const TomlNode::Table& table(const TomlNode& node, const std::string& what) const {
        if (!node.if_table()) fail(node.line, what + " is a table, not " + node.kind_text());
        return *node.if_table();
    }

    std::string text(const TomlNode& in, std::string_view key) const {
        const TomlNode* node = in.find(key);
        if (!node) fail(in.line, "missing " + in_quotes(key));
        const std::string* found = node->if_text();
        if (!found || found->empty())
            fail(node->line, in_quotes(key) + " is a text that is not empty");
        return *found;
    }

    void read_head() {
        static constexpr std::array<std::string_view, 8> known{
            "title", "programme", "clauses", "enterprise", "provider", "product", "budget", "step"};
        for (const TomlMember& member : table(root_, "a scenario")) {
            if (std::ranges::find(known, member.key) == known.end()) {
                fail(member.node.line,
                     "unknown key " + in_quotes(member.key) + "; a scenario has " + joined(known));
            }
        }
        scenario_.title = text(root_, "title");
        scenario_.programme = text(root_, "programme");
        const TomlNode* clauses = root_.find("clauses");
        if (!clauses)
            fail(root_.line, "missing 'clauses': the clauses that the scenario exercises");
        const ScenarioValue read =
            value(*clauses, {"clauses", FieldType::texts, true}, "the scenario");
        for (const ScenarioValue& one : *read.get<ScenarioValue::List>()) {
            check_clause(*one.get<std::string>(), one.line, "clauses");
            scenario_.clauses.push_back(*one.get<std::string>());
        }
    }

    void read_subjects(std::string_view kind, const FieldRules& rules,
                       std::vector<ScenarioSubject>& into) {
        const TomlNode* group = root_.find(kind);
        if (!group) return;
        for (const TomlMember& member : table(*group, "[" + std::string{kind} + "]")) {
            const std::string what = "[" + std::string{kind} + "." + member.key + "]";
            table(member.node, what);
            check_new(member.key, member.node.line);
            into.push_back({member.key, fields(member.node, rules, what), member.node.line});
            names_.insert(member.key);
        }
    }

    void check_new(const std::string& id, int line) const {
        const auto standing = standing_actors();
        if (names_.contains(id) || std::ranges::find(standing, id) != standing.end()) {
            fail(line, "the name " + in_quotes(id) + " is taken; names differ across all subjects");
        }
    }

    // A provider that only a product names is made with defaults.
    void read_products() {
        read_subjects("product", product_rules(), scenario_.products);
        for (const ScenarioSubject& product : scenario_.products) {
            const std::string provider = field_or<std::string>(product.fields, "provider", "S1");
            if (is_among(scenario_.providers, provider)) continue;
            check_new(provider, product.line);
            scenario_.providers.push_back({provider, {}, product.line});
            names_.insert(provider);
        }
    }

    void read_budget() {
        const TomlNode* budget = root_.find("budget");
        if (!budget) return;
        table(*budget, "[budget]");
        const ScenarioFields read = fields(*budget, {{"total", FieldType::money}}, "[budget]");
        if (const auto* total = field<std::string>(read, "total")) scenario_.budget = *total;
    }

    static bool is_among(const std::vector<ScenarioSubject>& subjects, std::string_view id) {
        return std::ranges::find(subjects, id, &ScenarioSubject::id) != subjects.end();
    }

    // ---- values

    ScenarioFields fields(const TomlNode& node, const FieldRules& rules, const std::string& what) {
        ScenarioFields read;
        for (const TomlMember& member : table(node, what)) {
            const FieldRule* rule = rule_of(rules, member.key);
            if (!rule) {
                fail(member.node.line, "unknown key " + in_quotes(member.key) + " of " + what +
                                           "; known are " + names_of(rules));
            }
            read.emplace(member.key, value(member.node, *rule, what));
        }
        for (const FieldRule& rule : rules) {
            if (rule.required && !read.contains(rule.name)) {
                fail(node.line, what + " lacks " + in_quotes(rule.name) + ": " + wanted(rule));
            }
        }
        return read;
    }

    [[noreturn]] void wrong(const TomlNode& node, const FieldRule& rule,
                            const std::string& what) const {
        std::string came = node.kind_text();
        if (const std::string* found = node.if_text()) came = "\"" + *found + "\"";
        fail(node.line, in_quotes(rule.name) + " of " + what + " is " + came + "; right would be " +
                            wanted(rule));
    }

    ScenarioValue value(const TomlNode& node, const FieldRule& rule, const std::string& what) {
        switch (rule.type) {
            case FieldType::count: return plain(node, node.if_number(), rule, what);
            case FieldType::truth: return plain(node, node.if_truth(), rule, what);
            case FieldType::day: return plain(node, node.if_day(), rule, what);
            case FieldType::texts:
            case FieldType::orders: return list_of_texts(node, rule, what);
            case FieldType::documents: return list_of_tables(node, rule, document_rules(), what);
            case FieldType::rows: return list_of_tables(node, rule, import_row_rules(), what);
            case FieldType::lines: return list_of_tables(node, rule, notice_line_rules(), what);
            case FieldType::form: return form(node, rule, what);
            case FieldType::instant:
            case FieldType::moment:
            case FieldType::limit_day: return time(node, rule, what);
            case FieldType::text:
            case FieldType::choice:
            case FieldType::code:
            case FieldType::clause:
            case FieldType::money:
            case FieldType::share:
            case FieldType::enterprise:
            case FieldType::provider:
            case FieldType::party:
            case FieldType::product:
            case FieldType::order:
            case FieldType::new_order:
            case FieldType::batch:
            case FieldType::new_batch: break;
        }
        if (!node.if_text() || !is_right(*node.if_text(), rule)) wrong(node, rule, what);
        return {*node.if_text(), node.line};
    }

    template <class T>
    ScenarioValue plain(const TomlNode& node, const T* found, const FieldRule& rule,
                        const std::string& what) const {
        if (!found) wrong(node, rule, what);
        return {*found, node.line};
    }

    ScenarioValue time(const TomlNode& node, const FieldRule& rule, const std::string& what) const {
        const bool takes_instant = rule.type != FieldType::limit_day;
        const bool takes_day = rule.type != FieldType::instant;
        if (takes_instant && node.if_instant()) return {*node.if_instant(), node.line};
        if (takes_day && node.if_day()) return {*node.if_day(), node.line};
        const std::string* found = node.if_text();
        const bool none = found && found->empty() && rule.type != FieldType::moment;
        const bool for_good = found && *found == "permanent" && rule.type == FieldType::limit_day;
        if (!none && !for_good) wrong(node, rule, what);
        return {*found, node.line};
    }

    bool is_right(const std::string& found, const FieldRule& rule) const {
        switch (rule.type) {
            case FieldType::choice:
                return std::ranges::find(rule.choices, found) != rule.choices.end();
            case FieldType::code: return from_name<Code>(found).has_value();
            case FieldType::clause: return is_clause(found);
            case FieldType::money: return parse_yuan(found).has_value();
            case FieldType::share: return !found.ends_with('%') && parse_percent(found).has_value();
            case FieldType::enterprise: return is_among(scenario_.enterprises, found);
            case FieldType::provider: return is_among(scenario_.providers, found);
            case FieldType::product: return is_among(scenario_.products, found);
            case FieldType::party:
                return is_among(scenario_.enterprises, found) ||
                       is_among(scenario_.providers, found);
            case FieldType::order:
            case FieldType::orders: return orders_.contains(found);
            case FieldType::batch: return batches_.contains(found);
            case FieldType::new_order:
            case FieldType::new_batch: return !found.empty();
            case FieldType::texts:
                return rule.choices.empty() ||
                       std::ranges::find(rule.choices, found) != rule.choices.end();
            case FieldType::text:
            case FieldType::count:
            case FieldType::truth:
            case FieldType::day:
            case FieldType::instant:
            case FieldType::moment:
            case FieldType::limit_day:
            case FieldType::documents:
            case FieldType::form:
            case FieldType::rows:
            case FieldType::lines: break;
        }
        return true;
    }

    static bool is_clause(std::string_view text) {
        const auto dash = text.find('-');
        const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        return dash != std::string_view::npos && dash > 0 && text[0] >= 'A' && text[0] <= 'Z' &&
               text.size() == dash + 4 && std::ranges::all_of(text.substr(dash + 1), is_digit);
    }

    void check_clause(const std::string& text, int line, std::string_view key) const {
        if (!is_clause(text)) {
            fail(line, in_quotes(key) + " has \"" + text + "\"; a clause is like \"B25-081\"");
        }
    }

    ScenarioValue list_of_texts(const TomlNode& node, const FieldRule& rule,
                                const std::string& what) const {
        if (!node.if_list()) wrong(node, rule, what);
        ScenarioValue::List list;
        for (const TomlNode& element : *node.if_list()) {
            if (!element.if_text() || !is_right(*element.if_text(), rule))
                wrong(element, rule, what);
            list.push_back({*element.if_text(), element.line});
        }
        return {std::move(list), node.line};
    }

    ScenarioValue list_of_tables(const TomlNode& node, const FieldRule& rule,
                                 const FieldRules& rules, const std::string& what) {
        if (!node.if_list()) wrong(node, rule, what);
        ScenarioValue::List list;
        for (const TomlNode& element : *node.if_list()) {
            list.push_back(
                {fields(element, rules, "an entry of " + in_quotes(rule.name)), element.line});
        }
        return {std::move(list), node.line};
    }

    // Names of the form's fields belong to the rulebook; here they are texts or lists of texts.
    ScenarioValue form(const TomlNode& node, const FieldRule& rule, const std::string& what) const {
        if (!node.if_table()) wrong(node, rule, what);
        ScenarioFields read;
        for (const TomlMember& member : *node.if_table()) {
            const FieldRule entry{member.key, FieldType::texts};
            if (const std::string* found = member.node.if_text()) {
                read.emplace(member.key, ScenarioValue{*found, member.node.line});
            } else {
                read.emplace(member.key, list_of_texts(member.node, entry, "the form"));
            }
        }
        return {std::move(read), node.line};
    }

    // ---- steps

    void read_step(const TomlNode& node) {
        ScenarioStep step;
        step.number = static_cast<int>(scenario_.steps.size()) + 1;
        step.line = node.line;
        table(node, "a [[step]]");
        step.verb = text(node, "do");
        const VerbRule* rule = verb_rule(step.verb);
        if (!rule) fail(node.find("do")->line, "unknown verb " + in_quotes(step.verb));
        step.at = time_of(node);
        step.by = actor_of(node, *rule);
        step.fields = fields(fields_of(node), rule->fields, in_quotes(step.verb));
        check_one_subject(step);
        if (const TomlNode* expect = node.find("expect")) read_expect(*expect, *rule, step);
        if (step.verb == "claim") orders_.insert(*field<std::string>(step.fields, "order"));
        if (step.verb == "batch") batches_.insert(*field<std::string>(step.fields, "batch"));
        scenario_.steps.push_back(std::move(step));
    }

    Instant time_of(const TomlNode& node) const {
        const TomlNode* at = node.find("at");
        if (!at) {
            if (scenario_.steps.empty()) fail(node.line, "the first step lacks 'at', an instant");
            return scenario_.steps.back().at;
        }
        if (!at->if_instant()) wrong(*at, {"at", FieldType::moment}, "the step");
        if (!scenario_.steps.empty() && *at->if_instant() < scenario_.steps.back().at) {
            fail(at->line, "'at' is earlier than the step before; the clock never runs backwards");
        }
        return *at->if_instant();
    }

    std::string actor_of(const TomlNode& node, const VerbRule& rule) const {
        const TomlNode* by = node.find("by");
        if (!by && !rule.needs_actor) return {};
        const std::string who = text(node, "by");
        const auto standing = standing_actors();
        const bool known = is_among(scenario_.enterprises, who) ||
                           is_among(scenario_.providers, who) ||
                           std::ranges::find(standing, who) != standing.end();
        if (!known) {
            fail(by->line, "'by' is \"" + who + "\"; right would be an enterprise or a provider " +
                               "of this file, or one of " + joined(standing));
        }
        return who;
    }

    static TomlNode fields_of(const TomlNode& node) {
        TomlNode::Table rest;
        for (const TomlMember& member : *node.if_table()) {
            if (member.key != "at" && member.key != "by" && member.key != "do" &&
                member.key != "expect") {
                rest.push_back(member);
            }
        }
        TomlNode fields;
        fields.value = std::move(rest);
        fields.line = node.line;
        return fields;
    }

    // Verbs that may be about different things are about one of them.
    void check_one_subject(const ScenarioStep& step) const {
        static constexpr std::array<std::string_view, 5> either{"object", "decide-objection",
                                                                "appeal", "decide-appeal", "see"};
        if (std::ranges::find(either, step.verb) == either.end()) return;
        int named = 0;
        for (const std::string_view key :
             {"order", "product", "party", "enterprise", "provider", "batch", "budget"}) {
            named += step.fields.contains(key) ? 1 : 0;
        }
        if (named != 1) {
            fail(step.line,
                 in_quotes(step.verb) + " names exactly one subject, not " + std::to_string(named));
        }
    }

    About about_of(const VerbRule& rule, const ScenarioFields& fields) const {
        if (fields.contains("product") && rule.about == About::order && rule.name != "claim") {
            return About::product;
        }
        if (fields.contains("enterprise")) return About::enterprise;
        if (fields.contains("provider")) return About::provider;
        if (fields.contains("budget")) return About::budget;
        if (fields.contains("batch") && rule.about == About::order) return About::batch;
        if (const auto* party = field<std::string>(fields, "party")) {
            return is_among(scenario_.enterprises, *party) ? About::enterprise : About::provider;
        }
        return rule.about;
    }

    void read_expect(const TomlNode& node, const VerbRule& rule, ScenarioStep& step) {
        // A step may expect to make the order or batch it names.
        step.expect = fields(node, expect_rules(about_of(rule, step.fields)),
                             "'expect' of " + in_quotes(step.verb));
        const std::string outcome = field_or<std::string>(step.expect, "outcome", "ok");
        for (const std::string_view key : {"code", "clause", "errors"}) {
            if (outcome == "ok" && step.expect.contains(key)) {
                fail(node.line,
                     in_quotes(key) + " stands in 'expect' only with outcome = \"refused\"");
            }
        }
    }

    const TomlNode& root_;
    Scenario scenario_;
    std::set<std::string, std::less<>> names_;
    std::set<std::string, std::less<>> orders_;
    std::set<std::string, std::less<>> batches_;
};

}  // namespace

ScenarioError::ScenarioError(const std::string& file, int line, const std::string& what)
    : std::runtime_error{file + ":" + std::to_string(line) + ": " + what} {}

std::string to_text(const ScenarioValue& value, const Zone& zone) {
    struct {
        const Zone& zone;
        std::string operator()(bool truth) const { return truth ? "true" : "false"; }
        std::string operator()(std::int64_t number) const { return std::to_string(number); }
        std::string operator()(const std::string& text) const { return "\"" + text + "\""; }
        std::string operator()(Day day) const { return zq::to_text(day); }
        std::string operator()(Instant at) const { return to_rfc3339(at, zone); }
        std::string operator()(const ScenarioValue::List& list) const {
            std::string text;
            for (const auto& one : list)
                text += (text.empty() ? "" : ", ") + zq::to_text(one, zone);
            return "[" + text + "]";
        }
        std::string operator()(const ScenarioFields& fields) const {
            std::string text;
            for (const auto& [name, one] : fields) {
                text += (text.empty() ? "" : ", ") + name + " = " + zq::to_text(one, zone);
            }
            return "{ " + text + " }";
        }
    } const writer{zone};
    return std::visit(writer, value.data);
}

Scenario parse_scenario(std::string_view text, const std::string& file) {
    TomlNode root;
    try {
        root = parse_toml(text, file);
    } catch (const RulebookError& error) {
        throw ScenarioError{error};
    }
    return Reading{root, file}.whole();
}

Scenario load_scenario(const std::filesystem::path& path) {
    std::string bytes;
    try {
        bytes = read_bytes(path);
    } catch (const RulebookError& error) {
        throw ScenarioError{error};
    }
    return parse_scenario(bytes, path.string());
}

}  // namespace zq
