// NFKC knows the Kangxi radicals but not their supplement (U+2E80), which browsers write for
// characters that share a glyph with them; the table adds those.
#include "papers/reading/text.h"

#include <glib.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace zq::papers {

namespace {

constexpr std::pair<gunichar, gunichar> radicals[] = {
    {0x2E81, 0x5382}, {0x2E85, 0x4EBB}, {0x2E88, 0x5200}, {0x2E8B, 0x353E}, {0x2E8C, 0x5C0F},
    {0x2E8D, 0x5C0F}, {0x2E8E, 0x5140}, {0x2E8F, 0x5C23}, {0x2E90, 0x5C22}, {0x2E92, 0x5DF3},
    {0x2E93, 0x5E7A}, {0x2E94, 0x5F51}, {0x2E96, 0x5FC4}, {0x2E98, 0x624C}, {0x2E99, 0x6535},
    {0x2E9D, 0x6708}, {0x2E9E, 0x6B7A}, {0x2EA0, 0x6C11}, {0x2EA1, 0x6C35}, {0x2EA3, 0x706C},
    {0x2EA4, 0x722B}, {0x2EA6, 0x4E2C}, {0x2EA8, 0x72AD}, {0x2EA9, 0x738B}, {0x2EAB, 0x76EE},
    {0x2EAC, 0x793A}, {0x2EAD, 0x793B}, {0x2EAF, 0x7CF9}, {0x2EB0, 0x7E9F}, {0x2EB1, 0x7F53},
    {0x2EB2, 0x7F52}, {0x2EB6, 0x7F8A}, {0x2EB9, 0x8002}, {0x2EBB, 0x807F}, {0x2EBC, 0x8089},
    {0x2EBE, 0x8279}, {0x2EBF, 0x8279}, {0x2EC0, 0x8279}, {0x2EC1, 0x864E}, {0x2EC2, 0x8864},
    {0x2EC4, 0x897F}, {0x2EC5, 0x89C1}, {0x2EC6, 0x89D2}, {0x2EC8, 0x8BA0}, {0x2EC9, 0x8D1D},
    {0x2ECB, 0x8F66}, {0x2ECC, 0x8FB6}, {0x2ECD, 0x8FB6}, {0x2ECF, 0x9091}, {0x2ED0, 0x9485},
    {0x2ED1, 0x9577}, {0x2ED2, 0x9578}, {0x2ED3, 0x957F}, {0x2ED4, 0x95E8}, {0x2ED6, 0x961D},
    {0x2ED7, 0x96E8}, {0x2ED8, 0x9752}, {0x2ED9, 0x97E6}, {0x2EDA, 0x9875}, {0x2EDB, 0x98CE},
    {0x2EDC, 0x98DE}, {0x2EDD, 0x98DF}, {0x2EE0, 0x9963}, {0x2EE2, 0x9A6C}, {0x2EE3, 0x9AA8},
    {0x2EE4, 0x9B3C}, {0x2EE5, 0x9C7C}, {0x2EE6, 0x9E1F}, {0x2EE7, 0x5364}, {0x2EE8, 0x9EA6},
    {0x2EE9, 0x9EC4}, {0x2EEA, 0x9EFE}, {0x2EEB, 0x6589}, {0x2EEC, 0x9F50}, {0x2EED, 0x6B6F},
    {0x2EEE, 0x9F7F}, {0x2EEF, 0x7ADC}, {0x2EF0, 0x9F99}, {0x2EF2, 0x4E80}, {0x2EF3, 0x9F9F},
};

// Characters that NFKC turns into digits, or into digits and more.
constexpr std::pair<gunichar, gunichar> hidden_digits[] = {
    {0x00B2, 0x00B3}, {0x00B9, 0x00B9}, {0x00BC, 0x00BE}, {0x2070, 0x2079},
    {0x2080, 0x2089}, {0x2150, 0x215F}, {0x2189, 0x2189}, {0x2460, 0x24FF},
    {0x3251, 0x325F}, {0x32B1, 0x32CB}, {0x3358, 0x3370}, {0x33E0, 0x33FE},
};

gunichar unified(gunichar c) {
    if (c < 0x2E80 || c > 0x2EF3) return c;
    const auto* found =
        std::ranges::lower_bound(radicals, c, {}, [](auto pair) { return pair.first; });
    return found != std::end(radicals) && found->first == c ? found->second : c;
}

void append(std::string& out, gunichar c) {
    char bytes[6];
    out.append(bytes, static_cast<std::size_t>(g_unichar_to_utf8(c, bytes)));
}

void append_spelt(std::string& out, gunichar c) {
    if (c == '\n') {
        out += '\n';
    } else if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
        out += ' ';
    } else if (std::ranges::any_of(hidden_digits,
                                   [c](auto r) { return c >= r.first && c <= r.second; })) {
        out += ' ';
        append(out, c);
        out += ' ';
    } else if (g_unichar_type(c) != G_UNICODE_FORMAT) {  // zero-width characters hide words
        append(out, unified(c));
    }
}

}  // namespace

std::string folded(std::string_view text) {
    const std::unique_ptr<char, decltype(&g_free)> valid{
        g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), &g_free};
    std::string spelt;
    for (const char* at = valid.get(); *at != '\0'; at = g_utf8_next_char(at)) {
        append_spelt(spelt, g_utf8_get_char(at));
    }
    const std::unique_ptr<char, decltype(&g_free)> normal{
        g_utf8_normalize(spelt.c_str(), static_cast<gssize>(spelt.size()), G_NORMALIZE_ALL_COMPOSE),
        &g_free};
    return normal ? std::string{normal.get()} : std::string{};
}

std::string utf8_of(const poppler::ustring& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        gunichar c = text[i];
        if (c >= 0xD800 && c < 0xDC00 && i + 1 < text.size() && text[i + 1] >= 0xDC00 &&
            text[i + 1] < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (text[++i] - 0xDC00U);
        }
        if (c != 0) append(out, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
    }
    return out;
}

std::string_view cut(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    while (bytes_max > 0 && (static_cast<unsigned char>(text[bytes_max]) & 0xC0) == 0x80) {
        --bytes_max;
    }
    return text.substr(0, bytes_max);
}

}  // namespace zq::papers
