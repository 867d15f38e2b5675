// UTF-8 is walked by characters here; what is no UTF-8 passes through byte by byte.
#include "domain/paper_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace zq {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_of_number(char c) {
    return is_digit(c) || c == '.' || c == ',' || c == '-';
}

std::size_t length_at(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return std::min(length, text.size() - at);
}

std::string_view character_at(std::string_view text, std::size_t at) {
    return at < text.size() ? text.substr(at, length_at(text, at)) : std::string_view{};
}

char32_t code_of(std::string_view character) {
    if (character.size() == 1) return static_cast<unsigned char>(character[0]);
    char32_t code = static_cast<unsigned char>(character[0]) & (0x7FU >> character.size());
    for (const char c : character.substr(1))
        code = code << 6 | (static_cast<unsigned char>(c) & 63U);
    return code;
}

bool is_blank(char32_t c) {
    return c <= 0x20 || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) || c == 0xFEFF;
}

bool is_punctuation(char32_t c) {
    if (c < 0x80) return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
    return (c >= 0xA1 && c <= 0xBF) || (c >= 0x2010 && c <= 0x205E) ||
           (c >= 0x3001 && c <= 0x303F && c != 0x3007) || (c >= 0xFE30 && c <= 0xFE6B);
}

// Calls see(character) with each character in half width.
template <class See>
void each_character(std::string_view text, See&& see) {
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view character = character_at(text, at);
        at += character.size();
        const char32_t code = code_of(character);
        if (code >= 0xFF01 && code <= 0xFF5E) {
            const char narrow = static_cast<char>(code - 0xFF01 + 0x21);
            see(std::string_view{&narrow, 1}, code - 0xFF01 + 0x21);
        } else {
            see(character, code);
        }
    }
}

// --- numbers ------------------------------------------------------------------------------------

struct Decimal {
    std::int64_t fen = 0;
    std::size_t length = 0;
    std::size_t whole_digits = 0;
    bool has_commas = false;
    bool has_decimals = false;
};

// A number at `at`, its value as if it were yuan. More than two decimals make it none: 0.12345 is
// no amount.
std::optional<Decimal> decimal_at(std::string_view text, std::size_t at) {
    Decimal found;
    std::int64_t whole = 0;
    std::size_t i = at;
    std::size_t since_comma = 0;
    for (; i < text.size() && found.whole_digits <= 13; ++i) {
        if (is_digit(text[i])) {
            whole = whole * 10 + (text[i] - '0');
            ++found.whole_digits;
            ++since_comma;
        } else if (text[i] == ',' && i + 1 < text.size() && is_digit(text[i + 1]) &&
                   found.whole_digits > 0 &&
                   (found.has_commas ? since_comma == 3 : since_comma <= 3)) {
            found.has_commas = true;
            since_comma = 0;
        } else {
            break;
        }
    }
    if (found.whole_digits == 0 || found.whole_digits > 13) return std::nullopt;
    if (found.has_commas && since_comma != 3) return std::nullopt;
    std::int64_t fraction = 0;
    if (i + 1 < text.size() && text[i] == '.' && is_digit(text[i + 1])) {
        std::size_t decimals = 0;
        for (++i; i < text.size() && is_digit(text[i]); ++i, ++decimals) {
            fraction = decimals < 2 ? fraction * 10 + (text[i] - '0') : fraction;
            if (decimals >= 2 && text[i] != '0') return std::nullopt;
        }
        if (decimals == 1) fraction *= 10;
        if (i + 1 < text.size() && text[i] == '.' && is_digit(text[i + 1])) return std::nullopt;
        found.has_decimals = true;
    }
    found.fen = whole * 100 + fraction;
    found.length = i - at;
    return found;
}

// --- numbers in words ---------------------------------------------------------------------------

constexpr std::array<std::pair<std::string_view, int>, 24> digits{{
    {"零", 0}, {"〇", 0}, {"○", 0},  {"壹", 1}, {"一", 1}, {"贰", 2}, {"二", 2}, {"两", 2},
    {"叁", 3}, {"三", 3}, {"肆", 4}, {"四", 4}, {"伍", 5}, {"五", 5}, {"陆", 6}, {"六", 6},
    {"柒", 7}, {"七", 7}, {"捌", 8}, {"八", 8}, {"玖", 9}, {"九", 9}, {"貳", 2}, {"陸", 6},
}};
constexpr std::array<std::pair<std::string_view, std::int64_t>, 6> places{{
    {"拾", 10},
    {"十", 10},
    {"佰", 100},
    {"百", 100},
    {"仟", 1000},
    {"千", 1000},
}};
constexpr std::array<std::pair<std::string_view, std::int64_t>, 3> myriads{{
    {"万", 10'000},
    {"萬", 10'000},
    {"亿", 100'000'000},
}};

template <class Table>
auto lookup(const Table& table, std::string_view character)
    -> std::optional<typename Table::value_type::second_type> {
    for (const auto& [name, value] : table) {
        if (name == character) return value;
    }
    return std::nullopt;
}

bool is_yuan(std::string_view character) {
    return character == "元" || character == "圆";
}

// A whole number in words at `at`, which moves behind it. 十二万 is 10·10^4 + 2·10^4.
std::optional<std::int64_t> whole_in_words(std::string_view text, std::size_t& at) {
    std::int64_t total = 0;
    std::int64_t section = 0;  // below the next 万 or 亿
    std::int64_t digit = -1;
    bool any = false;
    const std::string_view first = character_at(text, at);
    if (!lookup(digits, first) && lookup(places, first) != 10) return std::nullopt;
    for (std::size_t steps = 0; steps < 40; ++steps) {
        const std::string_view c = character_at(text, at);
        if (const auto d = lookup(digits, c)) {
            if (digit > 0) return std::nullopt;  // two digits in a row are a year or an account
            digit = *d;
        } else if (const auto place = lookup(places, c)) {
            section += (digit < 0 ? (section == 0 ? 1 : 0) : digit) * *place;
            digit = -1;
        } else if (const auto myriad = lookup(myriads, c)) {
            section += std::max<std::int64_t>(digit, 0);
            if (total + section > Money::max_fen / *myriad) return std::nullopt;
            // 亿 multiplies all before it: 一万二千亿.
            total = *myriad > 10'000 ? (total + section) * *myriad : total + section * *myriad;
            section = 0;
            digit = -1;
        } else {
            break;
        }
        any = true;
        at += c.size();
        if (total > Money::max_fen) return std::nullopt;
    }
    if (!any) return std::nullopt;
    return total + section + std::max<std::int64_t>(digit, 0);
}

std::optional<std::pair<Money, std::size_t>> worded_at(std::string_view text, std::size_t start) {
    std::size_t at = start;
    const auto yuan = whole_in_words(text, at);
    if (!yuan || !is_yuan(character_at(text, at))) return std::nullopt;
    at += character_at(text, at).size();
    Money money{*yuan * 100};
    if (money.fen > Money::max_fen) return std::nullopt;
    for (const auto& [unit, fen] : {std::pair{"角", 10}, std::pair{"分", 1}}) {
        std::size_t next = at;
        if (character_at(text, next) == "零") next += 3;
        const auto digit = lookup(digits, character_at(text, next));
        if (!digit) continue;
        next += character_at(text, next).size();
        if (character_at(text, next) != unit) continue;
        money.fen += *digit * fen;
        at = next + 3;
    }
    return std::pair{money, at};
}

// --- days ---------------------------------------------------------------------------------------

std::optional<Day> day_from(std::int64_t year, std::int64_t month, std::int64_t day) {
    if (year < 1980 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(year)},
                                           std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok()) return std::nullopt;
    return Day{date};
}

// A number of `least` to `most` digits; `at` moves behind it.
std::optional<std::int64_t> count_at(std::string_view text, std::size_t& at, std::size_t least,
                                     std::size_t most) {
    std::int64_t value = 0;
    std::size_t length = 0;
    while (at + length < text.size() && is_digit(text[at + length]) && length < most) {
        value = value * 10 + (text[at + length] - '0');
        ++length;
    }
    if (length < least) return std::nullopt;
    at += length;
    return value;
}

bool take(std::string_view text, std::size_t& at, std::string_view word) {
    if (!text.substr(at).starts_with(word)) return false;
    at += word.size();
    return true;
}

std::optional<Day> numbered_day_at(std::string_view text, std::size_t at) {
    const auto year = count_at(text, at, 4, 4);
    if (!year || at >= text.size()) return std::nullopt;
    const bool in_words = take(text, at, "年");
    const char mark = in_words ? '\0' : text[at];
    if (!in_words && mark != '-' && mark != '.' && mark != '/') return std::nullopt;
    if (!in_words) ++at;
    const auto month = count_at(text, at, 1, 2);
    if (!month) return std::nullopt;
    if (in_words ? !take(text, at, "月") : !take(text, at, std::string_view{&mark, 1})) {
        return std::nullopt;
    }
    const auto day = count_at(text, at, 1, 2);
    if (!day || (in_words && !take(text, at, "日"))) return std::nullopt;
    // Blanks are gone, so a time may stand right behind: 2025-07-1209:30. Two digits are the day.
    return day_from(*year, *month, *day);
}

std::optional<Day> worded_day_at(std::string_view text, std::size_t at) {
    std::int64_t year = 0;
    for (int i = 0; i < 4; ++i) {
        const std::string_view c = character_at(text, at);
        const auto digit = c == "O" || c == "o" ? std::optional{0} : lookup(digits, c);
        if (!digit) return std::nullopt;
        year = year * 10 + *digit;
        at += c.size();
    }
    if (!take(text, at, "年")) return std::nullopt;
    const auto month = whole_in_words(text, at);
    if (!month || !take(text, at, "月")) return std::nullopt;
    const auto day = whole_in_words(text, at);
    if (!day || !take(text, at, "日")) return std::nullopt;
    return day_from(year, *month, *day);
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> ends) {
    return std::ranges::any_of(ends, [&](std::string_view end) { return text.ends_with(end); });
}

bool is_whole_name(std::string_view name) {
    constexpr std::string_view labels[] = {"开户", "账", "帐", "收款", "付款", "名称", "户名"};
    if (std::ranges::any_of(labels, [&](std::string_view l) { return name.starts_with(l); })) {
        return false;
    }
    return name.size() >= 12 && name.size() <= 240 && name.find(':') == std::string_view::npos &&
           ends_with_any(
               name,
               {"公司",   "厂",         "中心",       "事务所",         "研究所", "院",   "店",
                "经营部", "社",         "局",         "学校",           "大学",   "协会", "学会",
                "基金会", "(有限合伙)", "(普通合伙)", "(特殊普通合伙)", "企业",   "集团", "委员会",
                "银行",   "支行",       "分行",       "工作室",         "服务部"});
}

}  // namespace

std::string bare(std::string_view text) {
    std::string out;
    each_character(text, [&](std::string_view character, char32_t code) {
        if (is_blank(code)) return;
        if (code >= 'A' && code <= 'Z') {
            out += static_cast<char>(code - 'A' + 'a');
        } else if (!is_punctuation(code)) {
            out += character;
        }
    });
    return out;
}

std::string running(std::string_view text) {
    std::string out;
    bool gap = false;
    each_character(text, [&](std::string_view character, char32_t code) {
        if (is_blank(code)) {
            gap = true;
            return;
        }
        if (gap && !out.empty() && is_of_number(out.back()) && is_of_number(character[0])) {
            out += ' ';
        }
        out += character;
        gap = false;
    });
    return out;
}

std::optional<Money> money_of(std::string_view text) {
    const auto number = decimal_at(text, 0);
    if (!number || number->length != text.size()) return std::nullopt;
    return Money{number->fen};
}

std::optional<Money> money_in_words(std::string_view text) {
    const auto found = worded_at(text, 0);
    return found ? std::optional{found->first} : std::nullopt;
}

std::vector<Money> amounts_in(std::string_view compact) {
    std::vector<Money> found;
    const auto add = [&](Money money) {
        if (money.fen <= Money::max_fen) found.push_back(money);
    };
    // 数十万元 and 2百万元 are other amounts than their second half.
    const auto goes_on = [&](std::size_t at) {
        const std::string_view before = compact.substr(0, at);
        return at > 0 && (is_digit(before.back()) || before.ends_with("数") ||
                          before.ends_with("几") || before.ends_with("第"));
    };
    for (std::size_t at = 0; at < compact.size();) {
        if (const auto words = worded_at(compact, at); words && !goes_on(at)) {
            add(words->first);
            at = words->second;
            continue;
        }
        if (!is_digit(compact[at])) {
            at += length_at(compact, at);
            continue;
        }
        const bool after_number = at > 0 && (compact[at - 1] == '.' || compact[at - 1] == '-');
        const bool after_sign = compact.substr(0, at).ends_with("¥") ||
                                compact.substr(0, at).ends_with("RMB") ||
                                compact.substr(0, at).ends_with("CNY");
        const auto number = decimal_at(compact, at);
        std::size_t end = at;
        while (end < compact.size() && is_digit(compact[end])) ++end;
        if (number) end = std::max(end, at + number->length);
        const std::string_view unit = character_at(compact, end);
        at = end;
        if (!number || after_number) continue;
        if (unit == "万" || unit == "亿") {
            const bool yuan = is_yuan(character_at(compact, end + unit.size()));
            const std::int64_t times = unit == "万" ? 10'000 : 100'000'000;
            if (yuan && number->fen <= Money::max_fen / times) add(Money{number->fen * times});
        } else if (is_yuan(unit) || after_sign || number->has_decimals || number->has_commas ||
                   (number->whole_digits >= 5 && unit != "年" && unit != "号")) {
            add(Money{number->fen});
        }
    }
    return found;
}

std::vector<Day> days_in(std::string_view compact) {
    std::vector<Day> found;
    for (std::size_t at = 0; at < compact.size(); at += length_at(compact, at)) {
        if (is_digit(compact[at])) {
            if (at > 0 && is_digit(compact[at - 1])) continue;
            if (const auto day = numbered_day_at(compact, at)) found.push_back(*day);
        } else if (const auto day = worded_day_at(compact, at)) {
            found.push_back(*day);
        }
    }
    return found;
}

PaperLine::PaperLine(std::string_view line) {
    std::size_t gap = 0;
    each_character(line, [&](std::string_view character, char32_t code) {
        if (is_blank(code)) {
            gap += code == 0x3000 ? 2 : 1;
            return;
        }
        gaps_.push_back(compact_.empty() ? 0 : gap);
        gaps_.resize(gaps_.size() + character.size() - 1, 0);
        compact_ += character;
        gap = 0;
    });
}

std::string PaperLine::running_from(std::size_t at, std::size_t bytes_max) const {
    std::string out;
    for (std::size_t i = at; i < compact_.size() && out.size() < bytes_max; ++i) {
        if (i > at && gaps_[i] > 0 && is_of_number(compact_[i - 1]) && is_of_number(compact_[i])) {
            out += ' ';
        }
        out += compact_[i];
    }
    return out;
}

std::string_view PaperLine::cell_at(std::size_t at) const {
    while (at < compact_.size() && compact_[at] == ':') ++at;
    std::size_t end = at;
    while (end < compact_.size() && (end == at || gaps_[end] < 2)) {
        end += length_at(compact_, end);
    }
    return std::string_view{compact_}.substr(at, end - at);
}

std::vector<PaperLine> lines_of(std::string_view page) {
    std::vector<PaperLine> lines;
    while (!page.empty()) {
        const std::size_t end = std::min(page.find('\n'), page.size());
        PaperLine line{page.substr(0, end)};
        if (!line.compact().empty()) lines.push_back(std::move(line));
        page.remove_prefix(std::min(end + 1, page.size()));
    }
    return lines;
}

std::string organisation_at(const PaperLine& line, std::size_t at) {
    std::string_view cell = line.cell_at(at);
    // The margin's vertical letters and the next label may stand close by.
    for (const std::string_view next :
         {"名称:", "户名", "全称:", "账号", "帐号", "开户", "统一社会信用代码", "纳税人识别号",
          "密码区", "收款", "付款", "地址", "电话", "金额", "币种"}) {
        cell = cell.substr(0, std::min(cell.find(next, 1), cell.size()));
    }
    const std::size_t offset = static_cast<std::size_t>(cell.data() - line.compact().data());
    for (std::size_t i = length_at(cell.empty() ? "x" : cell, 0); i < cell.size();
         i += length_at(cell, i)) {
        if (line.gap_before(offset + i) > 0 && is_whole_name(cell.substr(0, i))) {
            cell = cell.substr(0, i);
            break;
        }
    }
    if (is_whole_name(cell)) return std::string{cell};
    for (const std::string_view margin : {"购", "买", "方", "销", "售", "付", "收", "款", "人",
                                          "信", "息", "密", "码", "区", "备", "注"}) {
        if (!cell.ends_with(margin)) continue;
        cell.remove_suffix(margin.size());
        return is_whole_name(cell) ? std::string{cell} : std::string{};
    }
    return {};
}

}  // namespace zq
