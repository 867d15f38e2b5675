// Lists: filters, sorting and a cursor, the same for every list. What a list does not know is
// refused.
#pragma once

#include "http/sight.h"

namespace zq::http {

enum class ParamKind {
    text,
    number,
    money,
    truth,     // true and false
    presence,  // true: the field is there; false: it is not
};

struct Param {
    std::string_view name;
    std::string_view field;
    ParamKind kind = ParamKind::text;
    Filter::Comparison comparison = Filter::Comparison::equals;
};

struct Listing {
    std::string_view entity;
    std::vector<Param> params;
    std::vector<std::string_view> sorts;  // fields; the first one is the usual
};

inline constexpr std::int64_t page_usual = 50;
inline constexpr std::int64_t page_max = 200;

template <class T>
struct Page {
    std::vector<T> rows;
    std::string next;  // the cursor of the next page; empty at the end
};

// `extra` are query parameters that the caller reads itself.
Query query_of(Call& call, const Listing& listing, std::vector<Filter> fixed,
               std::span<const std::string_view> extra = {});
// How many rows a page has.
std::int64_t limit_in_query(const Call& call);
std::string cursor_text(const std::string& sort, const Value& value, std::int64_t key);

// A row's place in the order: its sort field as a store compares it, and its key.
template <class T>
std::pair<Value, std::int64_t> place_of(const T& row, const std::string& sort) {
    std::pair<Value, std::int64_t> place;
    bool first = true;
    T::fields(row, [&]<class F>(std::string_view name, const F& field) {
        if constexpr (detail::is_id<F>) {
            if (first) place.second = field.value;
            if (first && sort.empty()) place.first = Value{field.value};
        }
        first = false;
        if (name != sort) return;
        if constexpr (detail::is_optional<F>) {
            if (field) place.first = encode(*field);  // else the empty map: absent
        } else {
            place.first = encode(field);
        }
    });
    return place;
}

template <class T>
Page<T> page_of(Reader& reader, Query query) {
    const auto limit = static_cast<std::size_t>(query.limit);
    ++query.limit;  // one more shows whether there is a next page
    Page<T> page;
    for (const Value& row : reader.list(query)) page.rows.push_back(decoded<T>(row));
    if (page.rows.size() > limit) {
        page.rows.resize(limit);
        const auto [value, key] = place_of(page.rows.back(), query.sort);
        page.next = cursor_text(query.sort, value, key);
    }
    return page;
}

Filter is(std::string field, Value value);
Filter is_any(std::string field, std::vector<Value> values);

// {"items": […], "next": "…"}
Reply reply_with(json::array items, const std::string& next);

template <class T>
Reply list_of(Call& call, const Listing& listing, std::vector<Filter> fixed = {}) {
    const Page<T> page = page_of<T>(call.reader(), query_of(call, listing, std::move(fixed)));
    json::array items;
    for (const T& row : page.rows) items.push_back(told(call, row));
    return reply_with(std::move(items), page.next);
}

}  // namespace zq::http
