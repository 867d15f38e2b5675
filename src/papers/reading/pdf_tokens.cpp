// Only what is looked at here; the rest of the syntax is poppler's.
#include "papers/reading/pdf_tokens.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace zq::papers {

namespace {

bool is_delimiter(char c) {
    return std::string_view{"()<>[]{}/%"}.find(c) != Bytes::npos;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}
bool is_regular(char c) {
    return !is_blank(c) && !is_delimiter(c);
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_number(Bytes word) {
    const std::size_t zeros = std::min(word.find_first_not_of('0'), word.size());
    return !word.empty() && word.size() - zeros < 10 && std::ranges::all_of(word, is_digit);
}
std::int64_t number_in(Bytes word) {
    std::int64_t number = 0;
    for (const char c : word) number = number * 10 + (c - '0');
    return number;
}

std::string take_name(Bytes bytes, std::size_t& at) {
    std::string name;
    while (at < bytes.size() && is_regular(bytes[at])) {
        char c = bytes[at];
        if (c == '#' && at + 2 < bytes.size() && hex_digit(bytes[at + 1]) >= 0 &&
            hex_digit(bytes[at + 2]) >= 0) {
            c = static_cast<char>(hex_digit(bytes[at + 1]) * 16 + hex_digit(bytes[at + 2]));
            at += 2;
        }
        ++at;
        if (name.size() < 64) name += c;
    }
    return name;
}

Bytes take_word(Bytes bytes, std::size_t& at) {
    const std::size_t start = at;
    while (at < bytes.size() && is_regular(bytes[at])) ++at;
    return bytes.substr(start, at - start);
}

void StreamTraits::note(std::string_view name) {
    if (name == "ObjStm") typed_object_stream = true;
    if (name == "EmbeddedFile") is_attachment = true;
    if (name == "First") has_first = true;
    if (name == "N") has_count = true;
    if (name == "Filter" || name == "F") has_filter = true;
    if (name == "Predictor" || name == "Crypt") has_predictor = true;
    if (name == "FlateDecode" || name == "Fl") ++flate;
    constexpr std::string_view others[] = {"LZWDecode",     "LZW", "ASCIIHexDecode",  "AHx",
                                           "ASCII85Decode", "A85", "RunLengthDecode", "RL"};
    if (std::ranges::find(others, name) != std::end(others)) ++other_filters;
}

Unpacking inflate_all(Bytes packed, std::size_t most, std::string& out) {
    z_stream state{};
    if (inflateInit(&state) != Z_OK) return Unpacking::broken;
    state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    state.avail_in = static_cast<uInt>(packed.size());
    std::array<char, 65536> part;
    int status = Z_OK;
    while (status == Z_OK && out.size() <= most) {
        state.next_out = reinterpret_cast<Bytef*>(part.data());
        state.avail_out = static_cast<uInt>(part.size());
        status = inflate(&state, Z_NO_FLUSH);
        out.append(part.data(), part.size() - state.avail_out);
    }
    inflateEnd(&state);
    if (out.size() > most) return Unpacking::too_much;
    return status == Z_STREAM_END ? Unpacking::done : Unpacking::broken;
}

}  // namespace zq::papers
