// Canonical bytes out and in. The reader accepts only what the writer makes.
#include "base/value.h"

#include <algorithm>
#include <charconv>

#include "base/check.h"

namespace zq {

namespace {

class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_{bytes} {}

    std::optional<Value> whole() {
        auto value = read(0);
        if (!value || !rest_.empty()) return std::nullopt;
        return value;
    }

private:
    static constexpr int deepest = 32;

    bool take(char c) {
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::optional<Value> read(int depth) {
        if (rest_.empty() || depth > deepest) return std::nullopt;
        if (rest_[0] == '{') return read_map(depth);
        if (rest_[0] == '[') return read_list(depth);
        if (rest_[0] == '"') {
            auto text = read_text();
            if (!text) return std::nullopt;
            return Value{std::move(*text)};
        }
        return read_number();
    }

    std::optional<Value> read_number() {
        std::int64_t number = 0;
        const auto [end, error] =
            std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
        if (error != std::errc{}) return std::nullopt;
        const std::string_view taken =
            rest_.substr(0, static_cast<std::size_t>(end - rest_.data()));
        if (taken != std::to_string(number)) return std::nullopt;
        rest_.remove_prefix(taken.size());
        return Value{number};
    }

    std::optional<std::string> read_text() {
        if (!take('"')) return std::nullopt;
        std::string text;
        while (!rest_.empty() && rest_[0] != '"') {
            const char c = rest_[0];
            if (static_cast<unsigned char>(c) < 0x20) return std::nullopt;
            rest_.remove_prefix(1);
            if (c == '\\') {
                if (!read_escape(text)) return std::nullopt;
            } else {
                text.push_back(c);
            }
        }
        if (!take('"') || !is_utf8(text)) return std::nullopt;
        return text;
    }

    bool read_escape(std::string& text) {
        if (rest_.empty()) return false;
        const char c = rest_[0];
        rest_.remove_prefix(1);
        if (c == '"' || c == '\\') {
            text.push_back(c);
            return true;
        }
        if (c != 'u' || rest_.size() < 4) return false;
        static constexpr std::string_view hex = "0123456789abcdef";
        const std::size_t low = hex.find(rest_[3]);
        const bool control = rest_.starts_with("000") || rest_.starts_with("001");
        if (!control || low == std::string_view::npos) return false;
        text.push_back(static_cast<char>((rest_[2] - '0') * 16 + static_cast<int>(low)));
        rest_.remove_prefix(4);
        return true;
    }

    std::optional<Value> read_list(int depth) {
        take('[');
        Value::List list;
        if (take(']')) return Value{std::move(list)};
        do {
            auto element = read(depth + 1);
            if (!element) return std::nullopt;
            list.push_back(std::move(*element));
        } while (take(','));
        if (!take(']')) return std::nullopt;
        return Value{std::move(list)};
    }

    std::optional<Value> read_map(int depth) {
        take('{');
        Value::Map map;
        if (take('}')) return Value{std::move(map)};
        do {
            auto key = read_text();
            if (!key || !take(':')) return std::nullopt;
            if (!map.empty() && *key <= map.rbegin()->first) return std::nullopt;
            auto member = read(depth + 1);
            if (!member) return std::nullopt;
            map.emplace_hint(map.end(), std::move(*key), std::move(*member));
        } while (take(','));
        if (!take('}')) return std::nullopt;
        return Value{std::move(map)};
    }

    std::string_view rest_;
};

// Length of the code point that starts here, 0 when it is not well formed.
std::size_t code_point_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return 0;
    }
    if (first == 0xE0 && byte(1) < 0xA0) return 0;   // overlong
    if (first == 0xED && byte(1) >= 0xA0) return 0;  // surrogate
    if (first == 0xF0 && byte(1) < 0x90) return 0;   // overlong
    if (first == 0xF4 && byte(1) >= 0x90) return 0;  // above U+10FFFF
    return length;
}

constexpr std::string_view ideographic_blank = "\u3000";

}  // namespace

Value& Value::operator[](std::string_view key) {
    Map* map = if_map();
    check(map != nullptr, "only a map has members");
    const auto found = map->find(key);
    if (found != map->end()) return found->second;
    return map->emplace(std::string{key}, Value{}).first->second;
}

const Value* Value::find(std::string_view key) const {
    const Map* map = if_map();
    if (!map) return nullptr;
    const auto found = map->find(key);
    return found == map->end() ? nullptr : &found->second;
}

namespace {

bool needs_escape(char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

void append_escaped(std::string& out, char c) {
    static constexpr char hex[] = "0123456789abcdef";
    if (c == '"' || c == '\\') {
        out.push_back('\\');
        out.push_back(c);
    } else {
        out.append("\\u00");
        out.push_back(hex[static_cast<unsigned char>(c) >> 4]);
        out.push_back(hex[static_cast<unsigned char>(c) & 15]);
    }
}

void append_number(std::string& out, std::int64_t number) {
    char digits[20];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
    out.append(digits, end);
}

}  // namespace

void append_canonical_text(std::string& out, std::string_view text) {
    out.push_back('"');
    while (!text.empty()) {
        const auto plain =
            static_cast<std::size_t>(std::ranges::find_if(text, needs_escape) - text.begin());
        out.append(text.substr(0, plain));
        text.remove_prefix(plain);
        if (text.empty()) break;
        append_escaped(out, text.front());
        text.remove_prefix(1);
    }
    out.push_back('"');
}

void append_canonical(std::string& out, const Value& value) {
    if (const auto* number = value.if_number()) {
        append_number(out, *number);
    } else if (const auto* text = value.if_text()) {
        append_canonical_text(out, *text);
    } else if (const auto* list = value.if_list()) {
        char separator = '[';
        if (list->empty()) out.push_back('[');
        for (const Value& element : *list) {
            out.push_back(separator);
            separator = ',';
            append_canonical(out, element);
        }
        out.push_back(']');
    } else if (const auto* map = value.if_map()) {
        char separator = '{';
        if (map->empty()) out.push_back('{');
        for (const auto& [key, member] : *map) {
            out.push_back(separator);
            separator = ',';
            append_canonical_text(out, key);
            out.push_back(':');
            append_canonical(out, member);
        }
        out.push_back('}');
    }
}

std::string canonical(const Value& value) {
    std::string out;
    append_canonical(out, value);
    return out;
}

std::optional<Value> parse_canonical(std::string_view bytes) {
    return Reader{bytes}.whole();
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = code_point_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::int64_t count_code_points(std::string_view text) {
    std::int64_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

std::string_view trimmed(std::string_view text) {
    const auto blank_front = [](std::string_view t) -> std::size_t {
        if (t.starts_with(ideographic_blank)) return ideographic_blank.size();
        return !t.empty() && std::string_view{" \t\r\n"}.contains(t.front()) ? 1 : 0;
    };
    const auto blank_back = [](std::string_view t) -> std::size_t {
        if (t.ends_with(ideographic_blank)) return ideographic_blank.size();
        return !t.empty() && std::string_view{" \t\r\n"}.contains(t.back()) ? 1 : 0;
    };
    while (const std::size_t n = blank_front(text)) text.remove_prefix(n);
    while (const std::size_t n = blank_back(text)) text.remove_suffix(n);
    return text;
}

}  // namespace zq
