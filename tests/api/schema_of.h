// The JSON schema of a type, made from the one list of its fields: what codec.h writes and reads.
#pragma once

#include <set>

#include "http/codec.h"
#include "http/views.h"

namespace zq::http {

// Names of schemas in api/openapi.yaml; a type without one is written in place.
template <class T>
inline constexpr std::string_view schema_name = "";

#define ZQ_SCHEMA(type) \
    template <>         \
    inline constexpr std::string_view schema_name<type> = #type
ZQ_SCHEMA(Money);
ZQ_SCHEMA(Day);
ZQ_SCHEMA(Instant);
ZQ_SCHEMA(SizeClass);
ZQ_SCHEMA(Role);
ZQ_SCHEMA(OrderStatus);
ZQ_SCHEMA(ProductStatus);
ZQ_SCHEMA(BatchStatus);
ZQ_SCHEMA(DeadlineKind);
ZQ_SCHEMA(Verdict);
ZQ_SCHEMA(RefundKind);
ZQ_SCHEMA(VoidGround);
ZQ_SCHEMA(Source);
ZQ_SCHEMA(Standing);
ZQ_SCHEMA(Credit);
ZQ_SCHEMA(Declaration);
ZQ_SCHEMA(SizeFinding);
ZQ_SCHEMA(Certification);
ZQ_SCHEMA(BankAccount);
ZQ_SCHEMA(Ground);
ZQ_SCHEMA(ContractTerms);
ZQ_SCHEMA(Score);
ZQ_SCHEMA(Opinion);
ZQ_SCHEMA(Submission);
ZQ_SCHEMA(AccountChange);
ZQ_SCHEMA(BatchItem);
ZQ_SCHEMA(PayoutLine);
#undef ZQ_SCHEMA
template <>
inline constexpr std::string_view schema_name<Document> = "Paper";
template <>
inline constexpr std::string_view schema_name<BasisPoints> = "Share";

inline json::object ref_to(std::string_view name) {
    return {{"$ref", "#/components/schemas/" + std::string{name}}};
}

// Ids that an answer may lack; all others are always there.
template <class T>
inline constexpr std::array<std::string_view, 0> may_lack{};
template <>
inline constexpr Names<3> may_lack<Order>{"frozen_by", "batch", "reviewed_by"};
template <>
inline constexpr Names<2> may_lack<Batch>{"made_by", "settled_by"};
template <>
inline constexpr Names<1> may_lack<AccountChange>{"confirmed_by"};
template <>
inline constexpr Names<2> may_lack<Objection>{"product", "batch"};
template <>
inline constexpr Names<3> may_lack<Appeal>{"order", "product", "sanction"};
template <>
inline constexpr Names<2> may_lack<Proposal>{"proposed_by", "decided_by"};
template <>
inline constexpr Names<1> may_lack<Standing>{"sanction"};

struct Way {
    bool request = false;  // what may be sent; else what is answered
};

template <class T>
json::object schema_in_place(Way way, std::span<const std::string_view> left_out = {});

template <class T>
json::object schema_of(Way way) {
    // A request of a named type with fields asks for less than an answer shows.
    if constexpr (!schema_name<T>.empty()) {
        if (way.request && HasFields<T>) {
            return ref_to(std::string{schema_name<T>} + "Request");
        }
        return ref_to(schema_name<T>);
    } else {
        return schema_in_place<T>(way);
    }
}

template <class T>
json::object fields_schema(Way way, std::span<const std::string_view> left_out) {
    json::object properties;
    json::array required;
    T probe{};
    T::fields(probe, [&]<class F>(std::string_view name, F&) {
        if (std::ranges::find(left_out, name) != left_out.end()) return;
        json::object schema = schema_of<F>(way);
        if (way.request && std::same_as<F, std::int64_t> && may_be_negative<T>) {
            schema.erase("minimum");
        }
        properties[name] = std::move(schema);
        const bool lacking = std::ranges::find(may_lack<T>, name) != std::ranges::end(may_lack<T>);
        const bool always = !detail::is_optional<F> && !std::same_as<F, Personal> && !lacking;
        const bool needed = std::ranges::find(must_have<T>, name) != std::ranges::end(must_have<T>);
        if (way.request ? needed : always) required.push_back(json::value(name));
    });
    json::object schema{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty()) schema["required"] = std::move(required);
    schema["additionalProperties"] = false;
    return schema;
}

template <class T>
json::object schema_in_place(Way way, std::span<const std::string_view> left_out) {
    if constexpr (detail::is_optional<T>) {
        return schema_of<typename T::value_type>(way);
    } else if constexpr (detail::is_vector<T>) {
        return {{"type", "array"}, {"items", schema_of<typename T::value_type>(way)}};
    } else if constexpr (detail::is_map<T>) {
        return {{"type", "object"},
                {"additionalProperties", schema_of<typename T::mapped_type>(way)}};
    } else if constexpr (NamedEnum<T>) {
        json::array names;
        for (const auto& [value, name] : EnumNames<T>::all) names.push_back(json::value(name));
        return {{"type", "string"}, {"enum", std::move(names)}};
    } else if constexpr (std::same_as<T, FormValue>) {
        if (way.request) {
            return {{"type", json::array{"string", "array"}}, {"items", {{"type", "string"}}}};
        }
        return {{"type", "array"}, {"items", {{"type", "string"}}}};
    } else if constexpr (std::same_as<T, Personal> || std::same_as<T, std::string>) {
        return {{"type", "string"}};
    } else if constexpr (std::same_as<T, bool>) {
        return {{"type", "boolean"}};
    } else if constexpr (detail::is_id<T>) {
        return {{"type", "integer"}, {"minimum", 1}};
    } else if constexpr (std::integral<T>) {
        json::object schema{{"type", "integer"}};
        if (way.request) schema["minimum"] = 0;
        return schema;
    } else if constexpr (std::same_as<T, Value>) {
        return {{"type", "object"}};
    } else if constexpr (std::same_as<T, Money>) {
        return {{"type", "string"}, {"pattern", "^-?[0-9]+\\.[0-9]{2}$"}};
    } else if constexpr (std::same_as<T, BasisPoints>) {
        return {{"type", "string"}, {"pattern", "^[0-9]+\\.[0-9]{2}%$"}};
    } else if constexpr (std::same_as<T, Day>) {
        return {{"type", "string"}, {"format", "date"}};
    } else if constexpr (std::same_as<T, Instant>) {
        return {{"type", "string"}, {"format", "date-time"}};
    } else {
        return fields_schema<T>(way, left_out);
    }
}

// The body of a command on this address: fields that the path gives are not in it.
template <class C>
json::object request_schema(std::string_view path) {
    std::vector<std::string_view> left_out{not_in_body<C>.begin(), not_in_body<C>.end()};
    C probe{};
    C::fields(probe, [&]<class F>(std::string_view name, F&) {
        const std::string step = "{" + std::string{name} + "}";
        if (detail::is_id<F> && path.contains(step)) left_out.push_back(name);
    });
    return fields_schema<C>({.request = true}, left_out);
}

}  // namespace zq::http
