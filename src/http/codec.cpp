// The leaves of the codec: what each kind of value looks like, and what is said when it does not.
#include "http/codec.h"

namespace zq::http {

namespace {

std::string_view view_of(const json::string& text) {
    return {text.data(), text.size()};
}

// Days and instants outside these years are slips of the pen, and no calendar reaches them.
constexpr int first_year = 1900;
constexpr int last_year = 2199;

bool in_years(Day day) {
    return year_of(day) >= first_year && year_of(day) <= last_year;
}

Day day_in_utc(Instant at) {
    return std::chrono::floor<std::chrono::days>(
        std::chrono::sys_time<std::chrono::microseconds>{std::chrono::microseconds{at.micros}});
}

}  // namespace

const json::string* text_in(const json::value& in, const std::string& at, Reading& reading) {
    const json::string* text = in.if_string();
    if (!text) {
        reading.wrong(at, "must be a string");
    } else if (text->size() > text_bytes_max) {
        reading.wrong(at, fmt::format("has {} bytes; at most {}", text->size(), text_bytes_max));
        return nullptr;
    }
    return text;
}

const std::int64_t* number_in(const json::value& in, const std::string& at, Reading& reading) {
    const std::int64_t* number = in.if_int64();
    if (!number) {
        reading.wrong(at, "must be an integer");
    } else if (*number > number_max || *number < -number_max) {
        reading.wrong(at, fmt::format("must lie within {} of 0", number_max));
        return nullptr;
    }
    return number;
}

const json::array* list_in(const json::value& in, const std::string& at, Reading& reading) {
    const json::array* list = in.if_array();
    if (!list) {
        reading.wrong(at, "must be a list");
    } else if (list->size() > list_max) {
        reading.wrong(at, fmt::format("has {} elements; at most {}", list->size(), list_max));
        return nullptr;
    }
    return list;
}

const json::object* object_in(const json::value& in, const std::string& at, Reading& reading) {
    const json::object* object = in.if_object();
    if (!object) reading.wrong(at, "must be an object");
    return object;
}

void read_value(const json::value& in, const std::string& at, std::string& out, Reading& reading) {
    if (const json::string* text = text_in(in, at, reading)) out = view_of(*text);
}

void read_value(const json::value& in, const std::string& at, Money& out, Reading& reading) {
    const json::string* text = in.if_string();
    const auto amount = text ? parse_yuan(view_of(*text)) : std::nullopt;
    if (!amount) {
        reading.wrong(at, "must be an amount in yuan, a string with two decimals: \"12.00\"");
    } else if (*amount < Money{}) {
        reading.wrong(at, "may not be negative");
    } else {
        out = *amount;
    }
}

void read_value(const json::value& in, const std::string& at, BasisPoints& out, Reading& reading) {
    const json::string* text = in.if_string();
    const auto share = text ? parse_percent(view_of(*text)) : std::nullopt;
    if (!share || share->count > BasisPoints::whole) {
        reading.wrong(at, "must be a share, a string from \"0.00%\" to \"100.00%\"");
    } else {
        out = *share;
    }
}

void read_value(const json::value& in, const std::string& at, Instant& out, Reading& reading) {
    const json::string* text = in.if_string();
    const auto instant = text ? parse_rfc3339(view_of(*text)) : std::nullopt;
    if (!instant || !in_years(day_in_utc(*instant))) {
        reading.wrong(at, "must be an instant with its offset: \"2025-06-16T09:00:00+08:00\"");
    } else {
        out = *instant;
    }
}

void read_value(const json::value& in, const std::string& at, Day& out, Reading& reading) {
    const json::string* text = in.if_string();
    const auto day = text ? parse_day(view_of(*text)) : std::nullopt;
    if (!day || !in_years(*day)) {
        reading.wrong(at, "must be a day: \"2025-06-16\"");
    } else {
        out = *day;
    }
}

void read_value(const json::value& in, const std::string& at, bool& out, Reading& reading) {
    if (const bool* truth = in.if_bool()) {
        out = *truth;
    } else {
        reading.wrong(at, "must be true or false");
    }
}

void read_value(const json::value& in, const std::string& at, std::int64_t& out, Reading& reading) {
    if (const std::int64_t* number = number_in(in, at, reading)) out = *number;
}

void read_value(const json::value& in, const std::string& at, Personal& out, Reading& reading) {
    const json::string* text = text_in(in, at, reading);
    if (!text || text->empty()) return;
    PersonalOpening opening = opening_of(std::string{view_of(*text)});
    out = {.value = opening.value, .commitment = opening.commitment};
    reading.openings.push_back(std::move(opening));
}

// A text, or a list of them for choices and lists.
void read_value(const json::value& in, const std::string& at, FormValue& out, Reading& reading) {
    if (in.is_string()) {
        read_value(in, at, out.texts.emplace_back(), reading);
    } else if (in.is_array()) {
        read_value(in, at, out.texts, reading);
    } else {
        reading.wrong(at, "must be a string or a list of strings");
    }
}

json::value to_json(const Value& value) {
    if (const auto* number = value.if_number()) return json::value(*number);
    if (const auto* text = value.if_text()) return json::value(*text);
    if (const auto* list = value.if_list()) {
        json::array out;
        for (const Value& element : *list) out.push_back(to_json(element));
        return out;
    }
    json::object out;
    if (const auto* map = value.if_map()) {
        for (const auto& [key, element] : *map) out[key] = to_json(element);
    }
    return out;
}

std::optional<std::string> JsonWriter::shown_of(const std::string& commitment) const {
    if (commitment.empty() || !open_ || shown_ == Shown::nothing) return std::nullopt;
    const auto opened = open_(commitment);
    if (!opened || shown_ == Shown::clear) return opened;
    return masked(*opened);
}

void JsonWriter::mark_commitment(Marks& marks, const std::string& at,
                                 const std::string& commitment) const {
    if (commitment.empty() || !open_ || shown_ == Shown::nothing) return;
    if (!open_(commitment)) {
        marks.erased.push_back(json::value(at));
    } else if (shown_ == Shown::masked) {
        marks.masked.push_back(json::value(at));
    }
}

void JsonWriter::name_marks(json::object& object, Marks& marks) {
    if (!marks.masked.empty()) object["masked"] = std::move(marks.masked);
    if (!marks.erased.empty()) object["erased"] = std::move(marks.erased);
}

json::value JsonWriter::operator()(const Personal& x) const {
    const auto shown = shown_of(x.commitment);
    return shown ? json::value(*shown) : json::value(nullptr);
}

json::value JsonWriter::operator()(const FormValue& x) const {
    if (x.commitment.empty()) return (*this)(x.texts);
    const auto shown = shown_of(x.commitment);
    return shown ? json::array{json::value(*shown)} : json::array{};
}

json::value JsonWriter::operator()(const BankAccount& x) const {
    json::object object{{"bank", x.bank}, {"number", x.number}, {"holder", x.holder}};
    if (shown_ == Shown::clear) return object;
    object["number"] = masked_account(x.number);
    object["masked"] = json::array{json::value("/number")};
    return object;
}

void mask_accounts(json::value& written) {
    if (auto* list = written.if_array()) {
        for (json::value& element : *list) mask_accounts(element);
    }
    auto* object = written.if_object();
    if (!object) return;
    json::value* number = object->if_contains("number");
    const bool is_account = object->contains("bank");
    if (is_account && number && number->is_string()) {
        *number = masked_account(std::string_view{number->as_string()});
    }
    for (auto& [key, member] : *object) mask_accounts(member);
}

}  // namespace zq::http
