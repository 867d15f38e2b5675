// JSON to the types of the domain and back, over the one list of fields each type has.
//
// Money is "12.00", a share "62.50%", a day "2025-06-16", an instant RFC 3339 with the programme's
// offset, an enum its name, an id a number. In answers what is absent (no value, the id 0) is left
// out and all else is there; in requests a field may be left out unless required.h names it, and
// null is no value.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <span>

#include "domain/personal.h"
#include "http/json.h"
#include "http/personal.h"
#include "http/required.h"

namespace zq::http {

inline constexpr std::size_t text_bytes_max = 20'000;
inline constexpr std::size_t list_max = 5'000;
inline constexpr std::int64_t number_max = 1'000'000'000'000;

// ---- in

struct Reading {
    Issues issues;
    std::vector<PersonalOpening> openings;

    void wrong(const std::string& at, std::string detail) {
        issues.push_back({at, std::move(detail)});
    }
};

const json::string* text_in(const json::value& in, const std::string& at, Reading& reading);
const std::int64_t* number_in(const json::value& in, const std::string& at, Reading& reading);
const json::array* list_in(const json::value& in, const std::string& at, Reading& reading);
const json::object* object_in(const json::value& in, const std::string& at, Reading& reading);

void read_value(const json::value& in, const std::string& at, std::string& out, Reading& reading);
void read_value(const json::value& in, const std::string& at, Money& out, Reading& reading);
void read_value(const json::value& in, const std::string& at, BasisPoints& out, Reading& reading);
void read_value(const json::value& in, const std::string& at, Instant& out, Reading& reading);
void read_value(const json::value& in, const std::string& at, Day& out, Reading& reading);
void read_value(const json::value& in, const std::string& at, bool& out, Reading& reading);
void read_value(const json::value& in, const std::string& at, std::int64_t& out, Reading& reading);
void read_value(const json::value& in, const std::string& at, Personal& out, Reading& reading);
void read_value(const json::value& in, const std::string& at, FormValue& out, Reading& reading);

template <NamedEnum E>
std::string names_of() {
    std::string all;
    for (const auto& [value, name] : EnumNames<E>::all) {
        all += fmt::format("{}\"{}\"", all.empty() ? "" : ", ", name);
    }
    return all;
}

template <NamedEnum E>
void read_value(const json::value& in, const std::string& at, E& out, Reading& reading) {
    const json::string* text = text_in(in, at, reading);
    if (!text) return;
    if (const auto known = from_name<E>(std::string_view{text->data(), text->size()})) {
        out = *known;
    } else {
        reading.wrong(at,
                      fmt::format("\"{}\" is none of {}", std::string_view{*text}, names_of<E>()));
    }
}

template <class Tag>
void read_value(const json::value& in, const std::string& at, Id<Tag>& out, Reading& reading) {
    const std::int64_t* number = number_in(in, at, reading);
    if (!number) return;
    if (*number < 1) return reading.wrong(at, "an id is a number from 1 on");
    out.value = *number;
}

template <class T>
void read_value(const json::value& in, const std::string& at, std::optional<T>& out,
                Reading& reading);
template <class T>
void read_value(const json::value& in, const std::string& at, std::vector<T>& out,
                Reading& reading);
template <class T>
void read_value(const json::value& in, const std::string& at, std::map<std::string, T>& out,
                Reading& reading);

// The members of an object into the fields of T; `given` are fields that the path has set already.
template <HasFields T>
void read_fields(const json::object& in, const std::string& at, T& out, Reading& reading,
                 std::span<const std::string_view> given = {}) {
    std::vector<std::string_view> known;
    T::fields(out, [&]<class F>(std::string_view name, F& field) {
        if (std::ranges::find(given, name) != given.end()) return;
        known.push_back(name);
        const std::string here = at + pointer_step(name);
        const json::value* member = in.if_contains(name);
        if (member) {
            read_value(*member, here, field, reading);
        } else if (std::ranges::find(must_have<T>, name) != std::ranges::end(must_have<T>)) {
            reading.wrong(here, "is missing");
        }
        if constexpr (std::same_as<F, std::int64_t>) {
            if (field < 0 && !may_be_negative<T>) reading.wrong(here, "may not be negative");
        }
    });
    for (const auto& member : in) {
        if (std::ranges::find(known, std::string_view{member.key()}) == known.end()) {
            reading.wrong(at + pointer_step(member.key()), "is not known here");
        }
    }
}

template <HasFields T>
void read_value(const json::value& in, const std::string& at, T& out, Reading& reading) {
    if (const json::object* object = object_in(in, at, reading)) {
        read_fields(*object, at, out, reading);
    }
}

template <class T>
void read_value(const json::value& in, const std::string& at, std::optional<T>& out,
                Reading& reading) {
    read_value(in, at, out.emplace(), reading);
    if constexpr (std::same_as<T, std::int64_t>) {
        if (*out < 0) reading.wrong(at, "may not be negative");
    }
}

template <class T>
void read_value(const json::value& in, const std::string& at, std::vector<T>& out,
                Reading& reading) {
    const json::array* list = list_in(in, at, reading);
    if (!list) return;
    for (std::size_t i = 0; i < list->size(); ++i) {
        read_value((*list)[i], fmt::format("{}/{}", at, i), out.emplace_back(), reading);
    }
}

template <class T>
void read_value(const json::value& in, const std::string& at, std::map<std::string, T>& out,
                Reading& reading) {
    const json::object* object = object_in(in, at, reading);
    if (!object) return;
    for (const auto& [key, member] : *object) {
        read_value(member, at + pointer_step(key), out[std::string{key}], reading);
    }
}

// ---- out

// The value behind a commitment; nothing when it was erased.
using Opener = std::function<std::optional<std::string>(const std::string& commitment)>;

json::value to_json(const Value& value);

// Writes what is personal as it is shown to whoever asks. What is masked, or was erased, is named
// by its pointer in the object that holds it: {"contact": "张*", "masked": ["/contact"]}.
class JsonWriter {
public:
    explicit JsonWriter(const Zone& zone, Opener open = {}, Shown shown = Shown::masked)
        : zone_{zone}, open_{std::move(open)}, shown_{shown} {}

    json::value operator()(const std::string& x) const { return json::value(x); }
    json::value operator()(Money x) const { return json::value(to_yuan(x)); }
    json::value operator()(BasisPoints x) const { return json::value(to_percent(x)); }
    json::value operator()(Instant x) const { return json::value(to_rfc3339(x, zone_)); }
    json::value operator()(Day x) const { return json::value(to_text(x)); }
    json::value operator()(bool x) const { return json::value(x); }
    json::value operator()(std::int64_t x) const { return json::value(x); }
    json::value operator()(const Value& x) const { return to_json(x); }
    json::value operator()(const Personal& x) const;
    json::value operator()(const FormValue& x) const;
    json::value operator()(const BankAccount& x) const;
    template <NamedEnum E>
    json::value operator()(E x) const {
        return json::value(name_of(x));
    }
    template <class Tag>
    json::value operator()(Id<Tag> x) const {
        return json::value(x.value);
    }
    template <class T>
    json::value operator()(const std::vector<T>& x) const {
        json::array list;
        list.reserve(x.size());
        for (const T& element : x) list.push_back((*this)(element));
        return list;
    }
    template <class T>
    json::value operator()(const std::map<std::string, T>& x) const {
        json::object object;
        for (const auto& [key, element] : x) object[key] = (*this)(element);
        return object;
    }
    template <HasFields T>
    json::value operator()(const T& x) const {
        json::object object;
        Marks marks;
        T::fields(x, [&](std::string_view name, const auto& field) {
            member(object, name, field);
            mark(marks, name, field);
        });
        name_marks(object, marks);
        return object;
    }

private:
    // Pointers of what is not shown as it is.
    struct Marks {
        json::array masked;
        json::array erased;
    };
    // What the commitment at `at` is shown as; nothing where there is nothing to show.
    std::optional<std::string> shown_of(const std::string& commitment) const;
    void mark_commitment(Marks& marks, const std::string& at, const std::string& commitment) const;
    static void name_marks(json::object& object, Marks& marks);
    template <class F>
    void mark(Marks& marks, std::string_view name, const F& field) const {
        if constexpr (std::same_as<F, Personal>) {
            mark_commitment(marks, pointer_step(name), field.commitment);
        } else if constexpr (std::same_as<F, Form>) {
            for (const auto& [key, value] : field) {
                mark_commitment(marks, pointer_step(name) + pointer_step(key), value.commitment);
            }
        }
    }
    template <class F>
    void member(json::object& object, std::string_view name, const F& field) const {
        if constexpr (std::same_as<F, std::optional<BankAccount>>) {
            if (field && shown_ != Shown::nothing) object[name] = (*this)(*field);
        } else if constexpr (detail::is_optional<F>) {
            if (field) object[name] = (*this)(*field);
        } else if constexpr (detail::is_id<F>) {
            if (field) object[name] = (*this)(field);
        } else if constexpr (std::same_as<F, Personal>) {
            json::value opened = (*this)(field);
            if (!opened.is_null()) object[name] = std::move(opened);
        } else {
            object[name] = (*this)(field);
        }
    }

    const Zone& zone_;
    Opener open_;
    Shown shown_;
};

// The number of every account in what is written as it stands in the log.
void mask_accounts(json::value& written);

}  // namespace zq::http
