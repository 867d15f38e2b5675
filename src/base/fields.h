// A type says its fields once; log, store, API and scenarios all read that list.
//
//     struct Money2 {
//         Money total;
//         static void fields(auto& self, auto&& visit) { visit("total", self.total); }
//     };
//
// encode makes the canonical Value of anything built from fields, decode reads it back. What equals
// nothing (0, "", no value, an empty list) is left out, so a field may be added without changing
// the bytes of what was stored before. An enum has names in EnumNames and is always written.
#pragma once

#include <array>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.h"
#include "base/civil_time.h"
#include "base/ids.h"
#include "base/money.h"
#include "base/value.h"

namespace zq {

template <class E>
struct EnumNames;  // specialise with: static constexpr std::pair<E, std::string_view> all[]

template <class E>
concept NamedEnum = std::is_enum_v<E> && requires { EnumNames<E>::all; };

template <NamedEnum E>
constexpr std::string_view name_of(E value) {
    for (const auto& [known, name] : EnumNames<E>::all) {
        if (known == value) return name;
    }
    return "?";
}

template <NamedEnum E>
constexpr std::optional<E> from_name(std::string_view text) {
    for (const auto& [known, name] : EnumNames<E>::all) {
        if (name == text) return known;
    }
    return std::nullopt;
}

namespace detail {
struct IgnoreField {
    void operator()(std::string_view, auto&) const {}
};
template <class T>
inline constexpr bool is_id = false;
template <class Tag>
inline constexpr bool is_id<Id<Tag>> = true;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_map = false;
template <class T>
inline constexpr bool is_map<std::map<std::string, T>> = true;

// The names of a type's fields in the order of bytes, and the rank there of each as it is declared.
class FieldOrder {
public:
    explicit FieldOrder(std::vector<std::string_view> declared);

    std::size_t count() const { return sorted_.size(); }
    std::size_t rank(std::size_t declared) const { return ranks_[declared]; }
    const std::string& name(std::size_t rank) const { return sorted_[rank]; }

private:
    std::vector<std::string> sorted_;
    std::vector<std::size_t> ranks_;
};

// Members as they come, put in order once.
class Members {
public:
    explicit Members(const FieldOrder& order) : order_{order}, slots_(order.count()) {}

    void add(Value member) { slots_[order_.rank(next_++)] = std::move(member); }
    void leave_out() { ++next_; }
    Value::Map in_order();

private:
    const FieldOrder& order_;
    std::size_t next_ = 0;
    std::vector<std::optional<Value>> slots_;
};
}  // namespace detail

template <class T>
concept HasFields = requires(T& t) { T::fields(t, detail::IgnoreField{}); };

namespace detail {
template <HasFields T>
const FieldOrder& field_order() {
    static const FieldOrder order = [] {
        std::vector<std::string_view> names;
        T probe{};
        T::fields(probe, [&](std::string_view name, auto&) { names.push_back(name); });
        return FieldOrder{std::move(names)};
    }();
    return order;
}
}  // namespace detail

// A type may bring its own form: `Value encoded() const` and `static T decoded(const Value&)`.
template <class T>
concept HasOwnForm = requires(const T& t, const Value& v) {
    { t.encoded() } -> std::convertible_to<Value>;
    { T::decoded(v) } -> std::convertible_to<T>;
};

// What was stored cannot be read: the store or the log is damaged, or written by a newer version.
class Undecodable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

template <class T>
Value encode(const T& x);
template <class T>
void decode(const Value& value, T& out);

template <class T>
bool is_nothing(const T& x) {
    if constexpr (detail::is_optional<T>) {
        return !x;
    } else if constexpr (std::same_as<T, Day> || NamedEnum<T>) {
        return false;
    } else if constexpr (detail::is_vector<T> || detail::is_map<T> ||
                         std::same_as<T, std::string>) {
        return x.empty();
    } else if constexpr (HasFields<T>) {
        bool nothing = true;
        T::fields(x, [&](std::string_view, const auto& field) {
            nothing = nothing && is_nothing(field);
        });
        return nothing;
    } else if constexpr (std::same_as<T, Value>) {
        return x.if_map() && x.if_map()->empty();
    } else if constexpr (HasOwnForm<T>) {
        return is_nothing(Value{x.encoded()});
    } else {
        return x == T{};
    }
}

template <class T>
Value encode(const T& x) {
    if constexpr (std::same_as<T, Value> || std::same_as<T, Value::Map>) {
        return x;
    } else if constexpr (HasOwnForm<T>) {
        return x.encoded();
    } else if constexpr (detail::is_optional<T>) {
        check(x.has_value(), "an absent value is left out, not encoded");
        return encode(*x);
    } else if constexpr (detail::is_vector<T>) {
        Value::List list;
        list.reserve(x.size());
        for (const auto& element : x) list.push_back(encode(element));
        return list;
    } else if constexpr (detail::is_map<T>) {
        Value::Map map;
        for (const auto& [key, element] : x) map.emplace(key, encode(element));
        return map;
    } else if constexpr (NamedEnum<T>) {
        return Value{name_of(x)};
    } else if constexpr (HasFields<T>) {
        detail::Members members{detail::field_order<T>()};
        T::fields(x, [&](std::string_view, const auto& field) {
            if (is_nothing(field)) {
                members.leave_out();
            } else {
                members.add(encode(field));
            }
        });
        return members.in_order();
    } else if constexpr (std::same_as<T, std::string>) {
        return Value{x};
    } else if constexpr (std::same_as<T, Money>) {
        return Value{x.fen};
    } else if constexpr (std::same_as<T, BasisPoints>) {
        return Value{x.count};
    } else if constexpr (std::same_as<T, Instant>) {
        return Value{x.micros};
    } else if constexpr (std::same_as<T, Day>) {
        return Value{to_text(x)};
    } else if constexpr (detail::is_id<T>) {
        return Value{x.value};
    } else {
        static_assert(std::integral<T>, "a field of a type that has no canonical form");
        return Value{static_cast<std::int64_t>(x)};
    }
}

namespace detail {

template <class T>
const T& expect(const T* part, const char* what) {
    if (!part) throw Undecodable{std::string{"expected "} + what};
    return *part;
}

template <class T>
void decode_fields(const Value& value, T& out) {
    const Value::Map& map = expect(value.if_map(), "a map");
    std::size_t seen = 0;
    T::fields(out, [&]<class F>(std::string_view name, F& field) {
        const auto found = map.find(name);
        if (found == map.end()) {
            field = F{};
            return;
        }
        ++seen;
        decode(found->second, field);
    });
    if (seen != map.size()) throw Undecodable{"unknown field in " + canonical(value)};
}

}  // namespace detail

template <class T>
void decode(const Value& value, T& out) {
    using detail::expect;
    if constexpr (std::same_as<T, Value>) {
        out = value;
    } else if constexpr (std::same_as<T, Value::Map>) {
        out = expect(value.if_map(), "a map");
    } else if constexpr (HasOwnForm<T>) {
        out = T::decoded(value);
    } else if constexpr (detail::is_optional<T>) {
        decode(value, out.emplace());
    } else if constexpr (detail::is_vector<T>) {
        out.clear();
        for (const Value& element : expect(value.if_list(), "a list")) {
            decode(element, out.emplace_back());
        }
    } else if constexpr (detail::is_map<T>) {
        out.clear();
        for (const auto& [key, element] : expect(value.if_map(), "a map"))
            decode(element, out[key]);
    } else if constexpr (NamedEnum<T>) {
        const auto known = from_name<T>(expect(value.if_text(), "a name"));
        if (!known) throw Undecodable{"unknown name " + canonical(value)};
        out = *known;
    } else if constexpr (HasFields<T>) {
        detail::decode_fields(value, out);
    } else if constexpr (std::same_as<T, std::string>) {
        out = expect(value.if_text(), "text");
    } else if constexpr (std::same_as<T, Money>) {
        out.fen = expect(value.if_number(), "fen");
    } else if constexpr (std::same_as<T, BasisPoints>) {
        out.count = expect(value.if_number(), "basis points");
    } else if constexpr (std::same_as<T, Instant>) {
        out.micros = expect(value.if_number(), "microseconds");
    } else if constexpr (std::same_as<T, Day>) {
        const auto day = parse_day(expect(value.if_text(), "a day"));
        if (!day) throw Undecodable{"not a day: " + canonical(value)};
        out = *day;
    } else if constexpr (detail::is_id<T>) {
        out.value = expect(value.if_number(), "an id");
    } else if constexpr (std::same_as<T, bool>) {
        out = expect(value.if_number(), "0 or 1") != 0;
    } else {
        out = static_cast<T>(expect(value.if_number(), "a number"));
    }
}

template <class T>
T decoded(const Value& value) {
    T out{};
    decode(value, out);
    return out;
}

}  // namespace zq
