// The one place that knows toml++.
#include "rulebook/toml_file.h"

#define TOML_HEADER_ONLY 0
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace zq {

namespace {

Day day_of_toml(const toml::date& date) {
    return make_day(date.year, date.month, date.day);
}

TomlNode::Unfit unfit(const char* what) {
    return TomlNode::Unfit{what};
}

std::variant<TomlNode::Unfit, Instant> instant_of(const toml::date_time& at) {
    if (!at.offset) return unfit("a time without a zone (write +08:00 at its end)");
    const std::chrono::sys_time<std::chrono::microseconds> civil =
        day_of_toml(at.date) + std::chrono::hours{at.time.hour} +
        std::chrono::minutes{at.time.minute} + std::chrono::seconds{at.time.second} +
        std::chrono::microseconds{at.time.nanosecond / 1000} -
        std::chrono::minutes{at.offset->minutes};
    return Instant{civil.time_since_epoch().count()};
}

TomlNode converted(const toml::node& from);

TomlNode::List list_of(const toml::array& array) {
    TomlNode::List list;
    for (const toml::node& element : array) list.push_back(converted(element));
    return list;
}

// toml++ sorts keys; people do not.
TomlNode::Table table_of(const toml::table& table) {
    std::vector<std::pair<toml::source_position, TomlMember>> members;
    for (const auto& [key, node] : table) {
        members.emplace_back(key.source().begin,
                             TomlMember{std::string{key.str()}, converted(node)});
    }
    std::ranges::stable_sort(members, [](auto& a, auto& b) { return a.first < b.first; });
    TomlNode::Table result;
    for (auto& [position, member] : members) result.push_back(std::move(member));
    return result;
}

TomlNode converted(const toml::node& from) {
    TomlNode to;
    to.line = static_cast<int>(from.source().begin.line);
    if (const auto* table = from.as_table()) to.value = table_of(*table);
    if (const auto* array = from.as_array()) to.value = list_of(*array);
    if (const auto* text = from.as_string()) to.value = text->get();
    if (const auto* number = from.as_integer()) to.value = number->get();
    if (const auto* truth = from.as_boolean()) to.value = truth->get();
    if (const auto* date = from.as_date()) to.value = day_of_toml(date->get());
    if (from.is_floating_point()) to.value = unfit("a float");
    if (from.is_time()) to.value = unfit("a time without a day");
    if (const auto* at = from.as_date_time()) {
        std::visit([&](const auto& value) { to.value = value; }, instant_of(at->get()));
    }
    return to;
}

}  // namespace

const TomlNode* TomlNode::find(std::string_view key) const {
    const Table* table = if_table();
    if (!table) return nullptr;
    const auto found = std::ranges::find(*table, key, &TomlMember::key);
    return found == table->end() ? nullptr : &found->node;
}

std::string TomlNode::kind_text() const {
    if (const auto* wrong = std::get_if<Unfit>(&value)) return wrong->what;
    static constexpr const char* kinds[] = {"a table", "a list", "a text",     "a whole number",
                                            "a truth", "a date", "an instant", ""};
    return kinds[value.index()];
}

TomlNode parse_toml(std::string_view text, const std::string& file) {
    try {
        return converted(toml::parse(text, file));
    } catch (const toml::parse_error& error) {
        Problems problems;
        problems.add(file, static_cast<int>(error.source().begin.line),
                     "this is no TOML: " + std::string{error.description()});
        problems.throw_if_any();
        throw;
    }
}

std::string read_bytes(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{}};
    if (!stream.good() && !stream.eof()) {
        throw RulebookError{{file.string() + ":1: cannot be read; is it there?"}};
    }
    return bytes;
}

}  // namespace zq
