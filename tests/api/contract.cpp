// YAML becomes JSON once; then everything is looked up in that tree.
#include "contract.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <regex>
#include <stdexcept>

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/civil_time.h"
#include "base/value.h"
#include "http/routes.h"

namespace zq::http {

namespace {

json::value to_json(const YAML::Node& node) {
    if (node.IsMap()) {
        json::object object;
        for (const auto& member : node) {
            object[member.first.as<std::string>()] = to_json(member.second);
        }
        return object;
    }
    if (node.IsSequence()) {
        json::array list;
        for (const auto& element : node) list.push_back(to_json(element));
        return list;
    }
    const auto text = node.as<std::string>("");
    if (node.Tag() == "!") return json::value(text);  // quoted
    if (text == "true" || text == "false") return json::value(text == "true");
    const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
    if (!text.empty() && digits) return json::value(std::stoll(text));
    return json::value(text);
}

// The words of a schema that check_value looks at, and those that only people read.
const std::set<std::string, std::less<>> keywords{
    "type",       "properties", "required", "additionalProperties",
    "items",      "enum",       "pattern",  "propertyNames",
    "oneOf",      "minimum",    "maximum",  "minLength",
    "maxLength",  "format",     "$ref",     "contentMediaType",
    "description"};

bool has_type(const json::value& value, std::string_view type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_int64() || value.is_uint64();
    if (type == "boolean") return value.is_bool();
    throw std::runtime_error{"the contract names the type " + std::string{type}};
}

bool fits_type(const json::value& value, const json::value& type) {
    if (type.is_string()) return has_type(value, type.as_string());
    return std::ranges::any_of(
        type.as_array(), [&](const json::value& one) { return has_type(value, one.as_string()); });
}

bool has_format(const std::string& text, std::string_view format) {
    if (format == "date") return parse_day(text).has_value();
    if (format == "date-time") return parse_rfc3339(text).has_value();
    throw std::runtime_error{"the contract names the format " + std::string{format}};
}

bool matches(const std::string& text, const std::string& pattern) {
    static std::map<std::string, std::regex> compiled;
    const auto found = compiled.try_emplace(pattern, pattern).first;
    return std::regex_search(text, found->second);
}

std::string named(const json::value& value) {
    std::string text = json::serialize(value);
    if (text.size() > 200) text = text.substr(0, 200) + "…";
    return text;
}

std::string plain(const std::string& media_type) {
    return media_type.substr(0, media_type.find(';'));
}

std::vector<std::string> segments_of(const std::string& target) {
    return split_path(target.substr(0, target.find('?')));
}

bool fits(const std::string& pattern, const std::vector<std::string>& segments) {
    const std::vector<std::string> steps = split_path(pattern);
    return std::ranges::equal(steps, segments, [](const std::string& step, const auto& segment) {
        return step.starts_with('{') ? !segment.empty() : step == segment;
    });
}

const json::object& object_at(const json::object& object, std::string_view name) {
    static const json::object none;
    const json::value* found = object.if_contains(name);
    return found ? found->as_object() : none;
}

json::value request_schema_of(const json::object& described) {
    const json::value* body = described.if_contains("requestBody");
    if (!body) return nullptr;
    const json::value* as_json = body->at("content").as_object().if_contains("application/json");
    return as_json ? as_json->at("schema") : json::value(nullptr);
}

std::set<std::string> role_names(Roles who) {
    std::set<std::string> names;
    for (const auto& [role, name] : EnumNames<Role>::all) {
        if (role != Role::clock && who.has(role)) names.emplace(name);
    }
    return names;
}

// One value against one schema; remembers where it is.
class Check {
public:
    Check(const json::object& schemas, Complaints& complaints)
        : schemas_{schemas}, complaints_{complaints} {}

    void value(const json::value& value, const json::object& given, const std::string& at) {
        const json::object& schema = resolved(given);
        if (const json::value* choices = schema.if_contains("oneOf")) {
            return one_of(value, choices->as_array(), at);
        }
        const json::value* type = schema.if_contains("type");
        if (type && !fits_type(value, *type)) {
            return complain(at, "is " + named(value) + ", not of type " + json::serialize(*type));
        }
        if (const json::value* names = schema.if_contains("enum")) {
            const json::array& all = names->as_array();
            if (std::ranges::find(all, value) == all.end()) {
                complain(at, "is " + named(value) + ", none of " + json::serialize(all));
            }
        }
        if (value.is_string()) text(std::string{value.as_string()}, schema, at);
        if (value.is_int64()) number(value.as_int64(), schema, at);
        if (value.is_object()) object(value.as_object(), schema, at);
        if (value.is_array()) list(value.as_array(), schema, at);
    }

private:
    const json::object& resolved(const json::object& schema) const {
        const json::value* ref = schema.if_contains("$ref");
        if (!ref) return schema;
        const std::string name{ref->as_string()};
        return schemas_.at(name.substr(name.rfind('/') + 1)).as_object();
    }

    void one_of(const json::value& given, const json::array& choices, const std::string& at) {
        std::string nearest;
        std::size_t fewest = 0;
        int fitting = 0;
        for (const json::value& choice : choices) {
            Complaints of_choice;
            Check{schemas_, of_choice}.value(given, choice.as_object(), at);
            fitting += of_choice.empty() ? 1 : 0;
            if (of_choice.empty() || (!nearest.empty() && of_choice.size() >= fewest)) continue;
            nearest = of_choice.front();
            fewest = of_choice.size();
        }
        if (fitting == 0) complain(at, "fits none of the choices; nearest: " + nearest);
        if (fitting > 1) complain(at, fmt::format("fits {} of the choices, not one", fitting));
    }

    void text(const std::string& text, const json::object& schema, const std::string& at) {
        const json::value* pattern = schema.if_contains("pattern");
        if (pattern && !matches(text, std::string{pattern->as_string()})) {
            complain(at, "is \"" + text + "\", not as " + json::serialize(*pattern) + " says");
        }
        const json::value* format = schema.if_contains("format");
        if (format && !has_format(text, format->as_string())) {
            complain(at, "is \"" + text + "\", no " + json::serialize(*format));
        }
        const std::int64_t length = count_code_points(text);
        const json::value* least = schema.if_contains("minLength");
        const json::value* most = schema.if_contains("maxLength");
        if ((least && length < least->as_int64()) || (most && length > most->as_int64())) {
            complain(at, fmt::format("has {} characters", length));
        }
    }

    void number(std::int64_t number, const json::object& schema, const std::string& at) {
        const json::value* least = schema.if_contains("minimum");
        const json::value* most = schema.if_contains("maximum");
        if (least && number < least->as_int64()) complain(at, fmt::format("is {}", number));
        if (most && number > most->as_int64()) complain(at, fmt::format("is {}", number));
    }

    void list(const json::array& list, const json::object& schema, const std::string& at) {
        const json::value* items = schema.if_contains("items");
        if (!items) return;
        for (std::size_t i = 0; i < list.size(); ++i) {
            value(list[i], items->as_object(), fmt::format("{}/{}", at, i));
        }
    }

    void object(const json::object& given, const json::object& schema, const std::string& at) {
        if (const json::value* required = schema.if_contains("required")) {
            for (const json::value& name : required->as_array()) {
                if (!given.contains(name.as_string())) {
                    complain(at + pointer_step(name.as_string()), "is missing");
                }
            }
        }
        const json::object& known = object_at(schema, "properties");
        const json::value* more = schema.if_contains("additionalProperties");
        const json::value* names = schema.if_contains("propertyNames");
        for (const auto& member : given) {
            const std::string here = at + pointer_step(member.key());
            if (names) value(json::value(member.key()), names->as_object(), here);
            if (const json::value* described = known.if_contains(member.key())) {
                value(member.value(), described->as_object(), here);
            } else if (more && more->is_object()) {
                value(member.value(), more->as_object(), here);
            } else if (more && more->is_bool() && !more->as_bool()) {
                complain(here, "is not in the contract");
            }
        }
    }

    void complain(const std::string& at, const std::string& what) {
        complaints_.push_back((at.empty() ? "the body" : at) + " " + what);
    }

    const json::object& schemas_;
    Complaints& complaints_;
};

}  // namespace

Contract::Contract(const std::string& file) {
    document_ = to_json(YAML::LoadFile(file)).as_object();
    for (const auto& schema : schemas()) know_keywords(schema.value());
    for (const auto& path : document_.at("paths").as_object()) {
        for (const auto& method : path.value().as_object()) {
            read_operation(method.key(), path.key(), method.value().as_object());
        }
    }
}

void Contract::read_operation(const std::string& method, const std::string& path,
                              const json::object& described) {
    Operation operation{.method = method,
                        .path = path,
                        .id = std::string{described.at("operationId").as_string()},
                        .roles = {},
                        .needs_key = false,
                        .described = &described};
    for (char& c : operation.method) c = static_cast<char>(std::toupper(c));
    for (const json::value& role : described.at("x-roles").as_array()) {
        operation.roles.emplace(role.as_string());
    }
    const json::value* parameters = described.if_contains("parameters");
    if (parameters) {
        for (const json::value& parameter : parameters->as_array()) {
            const json::value* ref = parameter.as_object().if_contains("$ref");
            operation.needs_key |=
                ref && ref->as_string() == "#/components/parameters/IdempotencyKey";
        }
    }
    const json::value schema = request_schema_of(described);
    if (!schema.is_null()) know_keywords(schema);
    operations_.push_back(std::move(operation));
}

void Contract::know_keywords(const json::value& described) const {
    const json::object& schema = described.as_object();
    for (const auto& member : schema) {
        if (!keywords.contains(std::string_view{member.key()})) {
            throw std::runtime_error{"the contract uses the keyword " + std::string{member.key()}};
        }
    }
    for (const auto& member : object_at(schema, "properties")) know_keywords(member.value());
    for (const std::string_view name : {"items", "additionalProperties", "propertyNames"}) {
        const json::value* inner = schema.if_contains(name);
        if (inner && inner->is_object()) know_keywords(*inner);
    }
    if (const json::value* choices = schema.if_contains("oneOf")) {
        for (const json::value& choice : choices->as_array()) know_keywords(choice);
    }
}

const json::object& Contract::schemas() const {
    return document_.at("components").at("schemas").as_object();
}

// "#/components/responses/NotFound"
const json::object& Contract::resolved(const json::object& described) const {
    const json::value* ref = described.if_contains("$ref");
    if (!ref) return described;
    const json::value* found = &document_.at("components");
    const std::string path{ref->as_string()};
    for (const std::string& step : split_path(path.substr(std::string{"#/components"}.size()))) {
        found = &found->as_object().at(step);
    }
    return found->as_object();
}

json::value Contract::request_schema(const std::string& operation) const {
    const auto found = std::ranges::find(operations_, operation, &Operation::id);
    if (found == operations_.end()) throw std::runtime_error{operation + " is not in the contract"};
    return request_schema_of(*found->described);
}

// Of several that fit the one with the fewest parameters: "/log/head" before "/log/{seq}".
const Operation* Contract::find(const std::string& method, const std::string& target) const {
    const std::vector<std::string> segments = segments_of(target);
    const Operation* best = nullptr;
    for (const Operation& operation : operations_) {
        if (operation.method != method || !fits(operation.path, segments)) continue;
        const bool better =
            !best || std::ranges::count(operation.path, '{') < std::ranges::count(best->path, '{');
        if (better) best = &operation;
    }
    return best;
}

bool Contract::has_path(const std::string& target) const {
    const std::vector<std::string> segments = segments_of(target);
    return std::ranges::any_of(operations_,
                               [&](const Operation& one) { return fits(one.path, segments); });
}

Complaints Contract::routes_agree() const {
    Complaints complaints;
    for (const Route& route : routes()) {
        const std::string address = fmt::format("{} {}", route.method, route.path);
        const auto found = std::ranges::find_if(operations_, [&](const Operation& one) {
            return one.method == route.method && one.path == route.path;
        });
        if (found == operations_.end()) {
            complaints.push_back(address + " is served and not in the contract");
            continue;
        }
        if (found->id != route.operation) {
            complaints.push_back(fmt::format("{} is {} here and {} in the contract", address,
                                             route.operation, found->id));
        }
        if (found->roles != role_names(route.roles)) {
            complaints.push_back(address + " has other roles in the contract");
        }
        if (found->needs_key != (route.method == "POST")) {
            complaints.push_back(address + ": every POST needs its Idempotency-Key");
        }
    }
    for (const Operation& operation : operations_) {
        const bool served = std::ranges::any_of(routes(), [&](const Route& route) {
            return operation.method == route.method && operation.path == route.path;
        });
        if (!served) {
            complaints.push_back(operation.method + " " + operation.path + " is not served");
        }
    }
    return complaints;
}

Complaints Contract::check_value(const json::value& value, const json::object& schema) const {
    Complaints complaints;
    Check{schemas(), complaints}.value(value, schema, "");
    return complaints;
}

Complaints Contract::check_body(const json::object& response, const std::string& media_type,
                                const std::string& body) const {
    const json::object& content = object_at(response, "content");
    if (content.empty()) {
        return body.empty() ? Complaints{} : Complaints{"has a body; the contract has none"};
    }
    const json::value* described = content.if_contains(plain(media_type));
    if (!described) return {"is " + media_type + ", which the contract does not have"};
    if (!plain(media_type).ends_with("json")) return {};
    const auto parsed = parse_json(body);
    if (!parsed) return {parsed.error().pointer + " " + parsed.error().detail};
    return check_value(*parsed, described->at("schema").as_object());
}

Complaints Contract::check_response(const std::string& method, const std::string& target,
                                    int status, const std::string& media_type,
                                    const std::string& body) {
    const std::string name = method + " " + target;
    const Operation* operation = find(method, target);
    json::object response{
        {"content",
         {{"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
    if (!operation && status != (has_path(target) ? 405 : 404)) {
        return {fmt::format("{} answers {}, and is not in the contract", name, status)};
    }
    if (operation) {
        const json::object& all = object_at(*operation->described, "responses");
        const json::value* described = all.if_contains(std::to_string(status));
        if (!described) {
            return {fmt::format("{} ({}) answers {}, which is not in the contract: {}", name,
                                operation->id, status, body)};
        }
        response = resolved(described->as_object());
    }
    Complaints complaints = check_body(response, media_type, body);
    for (std::string& complaint : complaints) {
        complaint = fmt::format("{} ({}) {}: {}", name, operation ? operation->id : "no operation",
                                status, complaint);
    }
    if (operation && complaints.empty()) ++seen_[{operation->id, status}];
    return complaints;
}

Complaints Contract::check_request(const std::string& method, const std::string& target,
                                   const std::string& body) const {
    const Operation* operation = find(method, target);
    if (!operation) return {method + " " + target + " is not in the contract"};
    const json::value schema = request_schema_of(*operation->described);
    if (schema.is_null()) return {};
    const auto parsed = parse_json(body.empty() ? "{}" : body);
    if (!parsed) return {operation->id + ": " + parsed.error().detail};
    Complaints complaints = check_value(*parsed, schema.as_object());
    for (std::string& complaint : complaints) {
        complaint = fmt::format("the request of {}: {}", operation->id, complaint);
    }
    return complaints;
}

int Contract::seen(const std::string& operation, int status) const {
    const auto found = seen_.find({operation, status});
    return found == seen_.end() ? 0 : found->second;
}

std::vector<std::string> Contract::unseen() const {
    std::vector<std::string> missing;
    for (const Operation& operation : operations_) {
        for (const auto& response : object_at(*operation.described, "responses")) {
            const std::string status{response.key()};
            if (status.starts_with('2') && seen(operation.id, std::stoi(status)) == 0) {
                missing.push_back(operation.id + " " + status);
            }
        }
    }
    return missing;
}

Contract& the_contract() {
    static Contract* const loaded = new Contract{"api/openapi.yaml"};
    return *loaded;
}

}  // namespace zq::http
