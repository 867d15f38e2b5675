// Plain values by type, format and pattern.
#include "sample.h"

#include <algorithm>

namespace zq::http {

namespace {

const json::object& resolved(const Contract& contract, const json::object& schema) {
    const json::value* ref = schema.if_contains("$ref");
    if (!ref) return schema;
    const std::string name{ref->as_string()};
    return contract.schemas().at(name.substr(name.rfind('/') + 1)).as_object();
}

std::string first_type(const json::object& schema) {
    const json::value& type = schema.at("type");
    return std::string{type.is_string() ? type.as_string() : type.as_array().front().as_string()};
}

std::string text_of(const json::object& schema) {
    if (const json::value* names = schema.if_contains("enum")) {
        return std::string{names->as_array().front().as_string()};
    }
    const json::value* format = schema.if_contains("format");
    if (format) return format->as_string() == "date" ? "2025-06-16" : "2025-06-16T09:00:00+08:00";
    if (const json::value* pattern = schema.if_contains("pattern")) {
        return pattern->as_string().ends_with("%$") ? "10.00%" : "1.00";
    }
    return "plain-text";
}

}  // namespace

json::value sample_of(const Contract& contract, const json::object& given) {
    const json::object& schema = resolved(contract, given);
    const std::string type = first_type(schema);
    if (type == "string") return json::value(text_of(schema));
    if (type == "integer") return 1;
    if (type == "boolean") return true;
    if (type == "array") {
        return json::array{sample_of(contract, schema.at("items").as_object())};
    }
    json::object sample;
    if (const json::value* required = schema.if_contains("required")) {
        for (const json::value& name : required->as_array()) {
            const json::value& member = schema.at("properties").as_object().at(name.as_string());
            sample[name.as_string()] = sample_of(contract, member.as_object());
        }
    }
    return sample;
}

json::value misfit_of(const Contract& contract, const json::object& given) {
    const std::string type = first_type(resolved(contract, given));
    return type == "integer" || type == "boolean" ? json::value("seven") : json::value(7);
}

std::string filled_in(const std::string& path, const std::string& programme,
                      const std::string& number) {
    std::string filled;
    std::size_t at = 0;
    while (at < path.size()) {
        if (path[at] != '{') {
            filled += path[at++];
            continue;
        }
        const std::size_t end = path.find('}', at);
        const std::string name = path.substr(at + 1, end - at - 1);
        filled += name == "programme" ? programme
                  : name == "digest"  ? std::string(64, '0')
                                      : number;
        at = end + 1;
    }
    return filled;
}

}  // namespace zq::http
