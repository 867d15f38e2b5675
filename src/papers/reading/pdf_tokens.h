// How a PDF is spelt: characters, names, numbers, and what stands before a stream (ISO 32000-1, 7.2
// and 7.3).
#pragma once

#include <cstdint>
#include <string>

#include "papers/reading/bytes.h"

namespace zq::papers {

bool is_blank(char c);
bool is_regular(char c);
bool is_letter(char c);
bool is_digit(char c);

// Digits only, and no more than nine that count.
bool is_number(Bytes word);
std::int64_t number_in(Bytes word);

// The name at `at`, which is behind the slash; `at` moves behind it. Long ones are cut: none of
// those that matter is.
std::string take_name(Bytes bytes, std::size_t& at);

// The regular characters at `at`; it moves behind them.
Bytes take_word(Bytes bytes, std::size_t& at);

// What the dictionary before a stream says of it, so far as it matters here.
struct StreamTraits {
    bool typed_object_stream = false;
    bool has_first = false;
    bool has_count = false;
    bool has_filter = false;
    bool has_predictor = false;
    bool is_attachment = false;
    int flate = 0;
    int other_filters = 0;

    bool is_object_stream() const { return typed_object_stream || (has_first && has_count); }
    bool is_readable() const {
        return !has_predictor && other_filters == 0 && flate == (has_filter ? 1 : 0);
    }
    void note(std::string_view name);
};

enum class Unpacking { done, broken, too_much };

// What zlib has packed, up to `most` bytes and one piece more.
Unpacking inflate_all(Bytes packed, std::size_t most, std::string& out);

}  // namespace zq::papers
