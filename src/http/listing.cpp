// A cursor is the place of a row in its order: sort field, value and key, as URL-safe base64.
#include "http/listing.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>

namespace zq::http {

namespace {

constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

std::string to_base64(const std::string& bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(),
                      reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), variant);
    text.pop_back();
    return text;
}

std::optional<std::string> from_base64(const std::string& text) {
    std::string bytes(text.size(), '\0');
    std::size_t length = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &length, nullptr, variant) != 0) {
        return std::nullopt;
    }
    bytes.resize(length);
    return bytes;
}

std::optional<std::int64_t> integer(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string at(std::string_view name) {
    return pointer_step(name);
}

bool truth(std::string_view name, const std::string& text) {
    if (text != "true" && text != "false") throw malformed(at(name), "must be true or false");
    return text == "true";
}

Filter filter_of(const Param& param, const std::string& text) {
    Filter filter{std::string{param.field}, param.comparison, {}};
    switch (param.kind) {
        case ParamKind::text: {
            if (text.size() > 200) throw malformed(at(param.name), "has more than 200 bytes");
            if (filter.comparison != Filter::Comparison::equals) {
                filter.values = {Value{text}};
                return filter;
            }
            std::string_view rest = text;
            while (true) {  // "a,b": any of them
                const auto comma = rest.find(',');
                filter.values.emplace_back(rest.substr(0, comma));
                if (comma == std::string_view::npos) return filter;
                rest.remove_prefix(comma + 1);
            }
        }
        case ParamKind::number: {
            const auto number = integer(text);
            if (!number) throw malformed(at(param.name), "must be an integer");
            filter.values = {Value{*number}};
            return filter;
        }
        case ParamKind::money: {
            const auto amount = parse_yuan(text);
            if (!amount) throw malformed(at(param.name), "must be an amount in yuan: 12.00");
            filter.values = {Value{amount->fen}};
            return filter;
        }
        case ParamKind::truth:  // what is false is not written (base/fields.h)
        case ParamKind::presence:
            filter.comparison =
                truth(param.name, text) ? Filter::Comparison::present : Filter::Comparison::absent;
            return filter;
    }
    return filter;
}

void read_sort(const Call& call, const Listing& listing, Query& query) {
    query.sort = listing.sorts.empty() ? "" : listing.sorts.front();
    std::string sort = call.query("sort").value_or(query.sort);
    query.descending = sort.starts_with('-');
    if (query.descending) sort.erase(0, 1);
    if (std::ranges::find(listing.sorts, sort) == listing.sorts.end() && sort != query.sort) {
        std::string all;
        for (const auto known : listing.sorts) all += fmt::format(" {}", known);
        throw malformed("/sort", "must be one of" + all + ", with - in front for descending");
    }
    query.sort = sort;
    if (query.sort == "id") query.sort.clear();
}

void read_cursor(const Call& call, Query& query) {
    const auto cursor = call.query("cursor");
    if (!cursor) return;
    const auto bytes = from_base64(*cursor);
    const auto value = bytes ? parse_canonical(*bytes) : std::nullopt;
    const Value::List* parts = value ? value->if_list() : nullptr;
    if (!parts || parts->size() != 3 || (*parts)[0] != Value{query.sort} ||
        !(*parts)[2].if_number()) {
        throw malformed("/cursor", "is not one that this list gave with this sorting");
    }
    query.after = {(*parts)[1], *(*parts)[2].if_number()};
}

}  // namespace

std::int64_t limit_in_query(const Call& call) {
    const auto limit = call.query("limit");
    if (!limit) return page_usual;
    const auto number = integer(*limit);
    if (!number || *number < 1 || *number > page_max) {
        throw malformed("/limit", fmt::format("must be a number from 1 to {}", page_max));
    }
    return *number;
}

Query query_of(Call& call, const Listing& listing, std::vector<Filter> fixed,
               std::span<const std::string_view> extra) {
    std::vector<std::string_view> known{"limit", "cursor", "sort"};
    known.insert(known.end(), extra.begin(), extra.end());
    for (const Param& param : listing.params) known.push_back(param.name);
    call.know_query(known);
    Query query;
    query.entity = listing.entity;
    query.where = std::move(fixed);
    query.limit = limit_in_query(call);
    for (const Param& param : listing.params) {
        if (const auto text = call.query(param.name))
            query.where.push_back(filter_of(param, *text));
    }
    read_sort(call, listing, query);
    read_cursor(call, query);
    return query;
}

std::string cursor_text(const std::string& sort, const Value& value, std::int64_t key) {
    return to_base64(canonical(Value::List{sort, value, key}));
}

Filter is(std::string field, Value value) {
    return {std::move(field), Filter::Comparison::equals, {std::move(value)}};
}

Filter is_any(std::string field, std::vector<Value> values) {
    return {std::move(field), Filter::Comparison::equals, std::move(values)};
}

Reply reply_with(json::array items, const std::string& next) {
    json::object body{{"items", std::move(items)}};
    if (!next.empty()) body["next"] = next;
    return reply_of(body);
}

}  // namespace zq::http
