// The programmes and what their guides say: rulebook, clauses, industries, and the public figures.
#include "domain/paper_check.h"
#include "domain/readings.h"
#include "domain/rulebook.h"
#include "http/endpoints.h"
#include "http/listing.h"
#include "http/search.h"

namespace zq::http {

namespace {

constexpr std::size_t industries_shown = 50;

json::object text_of(const Text& text) {
    return {{"zh", text.zh}, {"en", text.en}};
}

ProgrammeState state_of(Call& call, ProgrammeId programme) {
    Keys keys;
    keys.add<ProgrammeState>(TheProgramme{});
    WorkingSet tables;
    call.services.store.read(programme)->load(keys, tables);
    const ProgrammeState* found = tables.find<ProgrammeState>(TheProgramme{});
    if (!found) throw not_found();
    return *found;
}

json::object summary_of(Call& call, ProgrammeId programme) {
    const Rulebook& rules = call.services.use_cases.rulebook(programme);
    const ProgrammeState state = state_of(call, programme);
    json::object summary{{"id", programme.value},   {"code", rules.code},
                         {"year", rules.year},      {"title", text_of(rules.title)},
                         {"zone", rules.zone.name}, {"currency", rules.currency},
                         {"open", state.open},      {"edition", state.edition.value},
                         {"digest", rules.digest}};
    if (state.claims_open_at) {
        summary["claims_open_at"] = to_rfc3339(*state.claims_open_at, rules.zone);
    }
    return summary;
}

template <class T>
json::object row_head(const JsonWriter& write, const Row<T>& row) {
    json::object head{{"from", write(row.validity.from)}, {"clauses", write(row.clauses)}};
    if (row.validity.until) head["until"] = write(*row.validity.until);
    json::array when;
    for (const Requirement& requirement : row.when)
        when.push_back(json::value(to_text(requirement)));
    head["when"] = std::move(when);
    return head;
}

// Every row of a table with its head; `fill` adds the value's own members.
template <class T>
json::array rows_of(const JsonWriter& write, const std::vector<Row<T>>& rows, auto&& fill) {
    json::array out;
    for (const Row<T>& row : rows) {
        json::object one = row_head(write, row);
        fill(one, row.value);
        out.push_back(std::move(one));
    }
    return out;
}

void fill_direction(json::object& out, const Direction& direction) {
    out["code"] = direction.code;
    out["name"] = text_of(direction.name);
    out["field"] = text_of(direction.field);
    out["notice"] = text_of(direction.notice);
    out["open_list"] = direction.open_list;
    json::array subtypes;
    for (const Direction::Subtype& subtype : direction.subtypes) {
        subtypes.push_back(json::object{{"code", subtype.code}, {"name", text_of(subtype.name)}});
    }
    out["subtypes"] = std::move(subtypes);
}

void fill_field(json::object& out, const FormField& field) {
    out["name"] = field.name;
    out["label"] = text_of(field.label);
    out["example"] = field.example;
    out["required"] = field.required;
    out["format"] = name_of(field.format);
    out["characters_max"] = field.characters_max;
    out["personal"] = field.personal;
    json::array options;
    for (const std::string& option : field.options) options.push_back(json::value(option));
    out["options"] = std::move(options);
    out["required_with_flag"] = field.required_with_flag;
}

void fill_paper(json::object& out, const Paper& paper) {
    out["act"] = paper.act;
    out["kind"] = paper.kind;
    out["name"] = text_of(paper.name);
    out["required"] = paper.required;
    out["sealed"] = !paper.sealed_clauses.empty();
    out["count_min"] = paper.count_min;
    out["characters_min"] = paper.characters_min;
    out["files_max"] = paper.files_max;
    out["not_before"] = name_of(paper.not_before);
    out["in_place_of"] = paper.in_place_of;
    out["asked_when_field"] = paper.asked_when_field;
    json::array formats;
    for (const std::string& format : paper.formats) formats.push_back(json::value(format));
    out["formats"] = std::move(formats);
    json::array asks;
    if (asks_for_amount(paper)) asks.push_back("amount");
    if (paper.unique_number) asks.push_back("number");
    if (paper.count_min > 0) asks.push_back("count");
    if (paper.characters_min > 0) asks.push_back("characters");
    out["asks"] = std::move(asks);
}

void fill_deadline(json::object& out, const DeadlineRule& rule) {
    out["kind"] = name_of(rule.kind);
    if (rule.after) out["after"] = to_text(*rule.after);
    if (rule.by) out["by"] = to_text(*rule.by);
    if (rule.longest) out["longest"] = to_text(*rule.longest);
    if (rule.extension) out["extension"] = to_text(*rule.extension);
}

using zq::value_text;

std::string value_text(bool value) {
    return value ? "true" : "false";
}

// How the guide is taken where it could be taken otherwise.
json::array readings_of(const JsonWriter& write, const Rulebook& rules) {
    json::array all;
    visit_readings(rules, [&](std::string_view name, const auto& table, const auto&, ReadingNeed) {
        for (json::value& row :
             rows_of(write, table.rows, [&](json::object& out, const auto& value) {
                 out["name"] = name;
                 out["value"] = value_text(value);
             })) {
            all.push_back(std::move(row));
        }
    });
    return all;
}

}  // namespace

Reply list_programmes(Call& call) {
    call.know_query({});
    json::array items;
    for (const ProgrammeId programme : call.services.use_cases.programmes()) {
        items.push_back(summary_of(call, programme));
    }
    return reply_with(std::move(items), {});
}

Reply show_programme(Call& call) {
    call.know_query({});
    return reply_of(summary_of(call, call.programme()));
}

Reply show_rulebook(Call& call) {
    call.know_query({});
    const Rulebook& rules = call.rulebook();
    const JsonWriter write = call.writer();
    json::object body{{"code", rules.code}, {"year", rules.year}, {"digest", rules.digest}};
    body["directions"] = rows_of(write, rules.directions, fill_direction);
    body["acts"] = rows_of(write, rules.acts.rows, [](json::object& out, const Act& act) {
        out["name"] = act.name;
        out["approvals"] = act.approvals;
    });
    body["rates"] = rows_of(write, rules.rates.rows, [&](json::object& out, BasisPoints rate) {
        out["rate"] = write(rate);
    });
    body["caps"] = rows_of(write, rules.caps.rows, [&](json::object& out, const Cap& cap) {
        out["per"] = write(cap.per);
        out["amount"] = write(cap.amount);
    });
    body["deadlines"] = rows_of(write, rules.deadlines.rows, fill_deadline);
    body["fields"] = rows_of(write, rules.fields.rows, fill_field);
    body["papers"] = rows_of(write, rules.papers.rows, fill_paper);
    body["sanctions"] =
        rows_of(write, rules.sanctions.rows, [](json::object& out, const SanctionRule& rule) {
            out["ground"] = rule.ground;
            out["name"] = text_of(rule.name);
            if (rule.term) out["term"] = to_text(*rule.term);
        });
    body["criteria"] =
        rows_of(write, rules.criteria.rows, [](json::object& out, const Criterion& criterion) {
            out["name"] = criterion.name;
            out["label"] = text_of(criterion.label);
            out["points_max"] = criterion.points_max;
        });
    body["readings"] = readings_of(write, rules);
    body["labels"] = rows_of(write, rules.labels.rows, [](json::object& out, const Label& label) {
        out["name"] = label.name;
        out["value"] = label.value;
        out["unit"] = label.unit;
    });
    return reply_of(body);
}

Reply list_clauses(Call& call) {
    static constexpr std::string_view known[] = {"stage", "actor", "id"};
    call.know_query(known);
    json::array items;
    for (const Clause& clause : call.rulebook().clauses) {
        if (call.query("id").value_or(clause.id) != clause.id) continue;
        if (call.query("stage").value_or(clause.stage) != clause.stage) continue;
        if (call.query("actor").value_or(clause.actor) != clause.actor) continue;
        items.push_back(json::object{{"id", clause.id},
                                     {"ref", clause.ref},
                                     {"stage", clause.stage},
                                     {"actor", clause.actor},
                                     {"kind", clause.kind},
                                     {"summary", text_of(clause.summary)}});
    }
    return reply_with(std::move(items), {});
}

// By the beginning of the code or a part of the name.
Reply search_industries(Call& call) {
    static constexpr std::string_view known[] = {"q", "level"};
    call.know_query(known);
    const std::string wanted = searchable(call.query("q").value_or(""));
    const std::string level = call.query("level").value_or("");
    const Rulebook& rules = call.rulebook();
    json::array items;
    for (const auto& [code, industry] : rules.industries) {
        if (!level.empty() && std::to_string(industry.level) != level) continue;
        if (!searchable(code).starts_with(wanted) && !searchable(industry.name).contains(wanted)) {
            continue;
        }
        const IndustryClass* row = rules.standard.class_of(code);
        json::object item{{"code", code}, {"level", industry.level}, {"name", industry.name}};
        if (row) item["size_class_row"] = row->code;
        items.push_back(std::move(item));
        if (items.size() == industries_shown) break;
    }
    return reply_with(std::move(items), {});
}

Reply follow_changes(Call& call) {
    call.know_query({});
    Reply reply;
    reply.media_type = "text/event-stream";
    reply.follow = call.programme();
    return reply;
}

}  // namespace zq::http
