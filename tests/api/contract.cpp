// OpenAPI 3.1 as far as the contract uses it: $ref, type, properties, required,
// additionalProperties, items, enum, pattern and minimum. A keyword it does not know fails the test
// instead of being passed over.
#include "contract.h"

#include <yaml-cpp/yaml.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <fmt/format.h>

#include <regex>
#include <stdexcept>

namespace zq::http {

namespace {

json::value to_json(const YAML::Node& node) {
    if (node.IsMap()) {
        json::object object;
        for (const auto& member : node)
            object[member.first.as<std::string>()] = to_json(member.second);
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
    if (!text.empty() && text.find_first_not_of("-0123456789") == std::string::npos) {
        return json::value(std::stoll(text));
    }
    return json::value(text);
}

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
    for (const json::value& one : type.as_array()) {
        if (has_type(value, one.as_string())) return true;
    }
    return false;
}

void know_keywords(const json::object& schema) {
    static const std::set<std::string, std::less<>> known{
        "type",        "properties", "required", "additionalProperties", "items", "enum", "pattern",
        "description", "minimum",    "$ref"};
    for (const auto& member : schema) {
        if (!known.contains(std::string_view{member.key()})) {
            throw std::runtime_error{"the contract uses " + std::string{member.key()}};
        }
    }
}

}  // namespace

Contract::Contract(const std::string& file) {
    document_ = to_json(YAML::LoadFile(file)).as_object();
    for (const auto& path : document_.at("paths").as_object()) {
        for (const auto& method : path.value().as_object()) {
            const json::object& operation = method.value().as_object();
            std::string upper{method.key()};
            for (char& c : upper) c = static_cast<char>(std::toupper(c));
            Operation one{.method = upper,
                          .path = std::string{path.key()},
                          .id = std::string{operation.at("operationId").as_string()},
                          .roles = {}};
            for (const json::value& role : operation.at("x-roles").as_array()) {
                one.roles.insert(std::string{role.as_string()});
            }
            if (const auto* parameters = operation.if_contains("parameters")) {
                for (const json::value& parameter : parameters->as_array()) {
                    const auto* ref = parameter.as_object().if_contains("$ref");
                    one.needs_key |=
                        ref && ref->as_string() == "#/components/parameters/IdempotencyKey";
                }
            }
            by_id_.emplace(one.id, &operation);
            operations_.push_back(std::move(one));
        }
    }
}

const json::object& Contract::schemas() const {
    return document_.at("components").at("schemas").as_object();
}

json::value Contract::request_schema(const std::string& operation) const {
    const json::object& found = *by_id_.at(operation);
    const auto* body = found.if_contains("requestBody");
    if (!body) return nullptr;
    const json::object& content = body->at("content").as_object();
    const auto* as_json = content.if_contains("application/json");
    return as_json ? as_json->at("schema") : json::value(nullptr);
}

const json::object& Contract::resolved(const json::object& schema) const {
    const auto* ref = schema.if_contains("$ref");
    if (!ref) return schema;
    const std::string_view name{ref->as_string()};
    return schemas().at(name.substr(name.rfind('/') + 1)).as_object();
}

void Contract::validate_object(const json::object& value, const json::object& schema,
                               const std::string& at, std::vector<std::string>& faults) const {
    static const json::object none;
    const auto* properties = schema.if_contains("properties");
    const json::object& known = properties ? properties->as_object() : none;
    if (const auto* required = schema.if_contains("required")) {
        for (const json::value& name : required->as_array()) {
            if (!value.contains(name.as_string())) {
                faults.push_back(at + pointer_step(name.as_string()) + " is missing");
            }
        }
    }
    const auto* more = schema.if_contains("additionalProperties");
    for (const auto& member : value) {
        const std::string here = at + pointer_step(member.key());
        if (const auto* of_member = known.if_contains(member.key())) {
            validate(member.value(), of_member->as_object(), here, faults);
        } else if (more && more->is_object()) {
            validate(member.value(), more->as_object(), here, faults);
        } else if (more && more->is_bool() && !more->as_bool()) {
            faults.push_back(here + " is not in the contract");
        }
    }
}

void Contract::validate(const json::value& value, const json::object& given, const std::string& at,
                        std::vector<std::string>& faults) const {
    const json::object& schema = resolved(given);
    know_keywords(schema);
    const auto* type = schema.if_contains("type");
    if (type && !fits_type(value, *type)) {
        faults.push_back(at + " is " + json::serialize(value) + ", not " + json::serialize(*type));
        return;
    }
    if (const auto* names = schema.if_contains("enum")) {
        const json::array& all = names->as_array();
        if (std::ranges::find(all, value) == all.end()) {
            faults.push_back(at + " is " + json::serialize(value) + ", none of the enum");
        }
    }
    if (const auto* pattern = schema.if_contains("pattern"); pattern && value.is_string()) {
        const std::regex regex{std::string{pattern->as_string()}};
        if (!std::regex_match(std::string{value.as_string()}, regex)) {
            faults.push_back(at + " is " + json::serialize(value) + ", not as the pattern says");
        }
    }
    if (const auto* minimum = schema.if_contains("minimum"); minimum && value.is_int64()) {
        if (value.as_int64() < minimum->as_int64()) faults.push_back(at + " is too small");
    }
    if (value.is_object()) validate_object(value.as_object(), schema, at, faults);
    if (const auto* items = schema.if_contains("items"); items && value.is_array()) {
        for (std::size_t i = 0; i < value.as_array().size(); ++i) {
            validate(value.as_array()[i], items->as_object(), fmt::format("{}/{}", at, i), faults);
        }
    }
}

std::vector<std::string> Contract::faults_of(const std::string& operation, int status,
                                             const std::string& media_type,
                                             const std::string& body) {
    const json::object& responses = by_id_.at(operation)->at("responses").as_object();
    const auto* found = responses.if_contains(std::to_string(status));
    if (!found)
        return {fmt::format("{} answers {}, which is not in the contract", operation, status)};
    if (status < 300) exercised_.insert(operation);
    json::object response = found->as_object();
    if (const auto* ref = response.if_contains("$ref")) {
        const std::string_view name{ref->as_string()};
        response = document_.at("components")
                       .at("responses")
                       .at(name.substr(name.rfind('/') + 1))
                       .as_object();
    }
    const auto* content = response.if_contains("content");
    if (!content) {
        if (body.empty()) return {};
        return {operation + " answers a body, and the contract has none"};
    }
    const std::string plain = media_type.substr(0, media_type.find(';'));
    const auto* described = content->as_object().if_contains(plain);
    if (!described) return {operation + " answers " + plain + ", which is not in the contract"};
    if (!plain.ends_with("json")) return {};
    std::vector<std::string> faults;
    validate(json::parse(body), described->at("schema").as_object(), "", faults);
    for (std::string& fault : faults) {
        fault = fmt::format("{} {}: {}", operation, status, fault);
    }
    return faults;
}

}  // namespace zq::http
