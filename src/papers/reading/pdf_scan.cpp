// One pass over the tokens, as ISO 32000-1 spells them (7.2, 7.3), and one over each object stream.
#include "papers/reading/pdf_scan.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <optional>

#include "papers/reading/limits.h"

namespace zq::papers {

namespace {

// Actions and attachments. What is spelt with three letters or more does not come up by chance in
// packed bytes.
constexpr std::string_view acting[] = {
    "JavaScript", "Launch",    "GoToR", "GoToE", "SubmitForm",   "ImportData",    "XFA",
    "RichMedia",  "Rendition", "Movie", "Sound", "EmbeddedFile", "EmbeddedFiles",
};
constexpr std::string_view acting_short[] = {"JS", "AA", "EF"};
// In a place where no object should be, these make one that holds others.
constexpr std::string_view holding[] = {"ObjStm", "First"};

bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}
bool is_delimiter(char c) {
    return std::string_view{"()<>[]{}/%"}.find(c) != Bytes::npos;
}
bool is_regular(char c) {
    return !is_blank(c) && !is_delimiter(c);
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// The name at `at`, which is behind the slash; `at` moves behind it. Long ones are cut: none of
// those that matter is.
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

bool holds_an_object(Bytes quiet) {
    for (std::size_t at = quiet.find("obj"); at != Bytes::npos; at = quiet.find("obj", at + 1)) {
        if (at > 0 && !is_letter(quiet[at - 1])) return true;
    }
    return false;
}

// What the dictionary before a stream says of it, so far as it matters here.
struct StreamTraits {
    bool typed_object_stream = false;
    bool has_first = false;
    bool has_count = false;
    bool has_filter = false;
    bool has_predictor = false;
    int flate = 0;
    int other_filters = 0;

    bool is_object_stream() const { return typed_object_stream || (has_first && has_count); }
    bool is_readable() const {
        return !has_predictor && other_filters == 0 && flate == (has_filter ? 1 : 0);
    }
    void note(std::string_view name) {
        if (name == "ObjStm") typed_object_stream = true;
        if (name == "First") has_first = true;
        if (name == "N") has_count = true;
        if (name == "Filter" || name == "F") has_filter = true;
        if (name == "Predictor" || name == "Crypt") has_predictor = true;
        if (name == "FlateDecode" || name == "Fl") ++flate;
        constexpr std::string_view others[] = {"LZWDecode",     "LZW", "ASCIIHexDecode",  "AHx",
                                               "ASCII85Decode", "A85", "RunLengthDecode", "RL"};
        if (std::ranges::find(others, name) != std::end(others)) ++other_filters;
    }
};

enum class Unpacking { done, broken, too_much };

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

class Scanner {
public:
    PdfScan scan(Bytes file) {
        walk(file, true);
        judge_opening(file);
        return result_;
    }

private:
    void say(app::Hazard hazard, std::string_view found) {
        // Nothing more is known of an encrypted file: that comes before all else.
        if (result_.hazard != app::Hazard::none && hazard != app::Hazard::encrypted) return;
        if (result_.hazard == app::Hazard::encrypted) return;
        result_ = {hazard, std::string{found}};
    }

    void walk(Bytes bytes, bool has_streams) {
        StreamTraits traits;
        for (std::size_t at = 0; at < bytes.size();) {
            const char c = bytes[at];
            if (c == '/') {
                const std::string name = take_name(bytes, ++at);
                traits.note(name);
                look_at(name, bytes, at);
            } else if (c == '%') {
                quiet(bytes, at, end_of_comment(bytes, at));
            } else if (c == '(') {
                quiet(bytes, at, end_of_text(bytes, at));
            } else if (c == '<' && !bytes.substr(at).starts_with("<<")) {
                quiet(bytes, at, std::min(bytes.find('>', at), bytes.size()));
            } else if (is_regular(c)) {
                const Bytes word = take_word(bytes, at);
                if (word.ends_with("obj")) traits = {};
                if (has_streams && word == "stream") at = pass_stream(bytes, at, traits);
            } else {
                at += c == '<' ? 2 : 1;
            }
        }
    }

    static Bytes take_word(Bytes bytes, std::size_t& at) {
        const std::size_t start = at;
        while (at < bytes.size() && is_regular(bytes[at])) ++at;
        return bytes.substr(start, at - start);
    }

    static std::size_t end_of_comment(Bytes bytes, std::size_t at) {
        while (at < bytes.size() && bytes[at] != '\n' && bytes[at] != '\r') ++at;
        return at;
    }

    static std::size_t end_of_text(Bytes bytes, std::size_t at) {
        int depth = 0;
        for (; at < bytes.size(); ++at) {
            if (bytes[at] == '\\') {
                ++at;
            } else if (bytes[at] == '(') {
                ++depth;
            } else if (bytes[at] == ')' && --depth == 0) {
                return at + 1;
            }
        }
        return bytes.size();
    }

    // Moves `at` over bytes that are no tokens, and looks for what they may hide.
    void quiet(Bytes bytes, std::size_t& at, std::size_t end) {
        look_beneath(bytes.substr(at, end - at));
        at = std::max(end, at + 1);
    }

    void look_beneath(Bytes hidden) {
        if (!holds_an_object(hidden)) return;
        for (std::size_t at = hidden.find('/'); at != Bytes::npos; at = hidden.find('/', at)) {
            const std::string name = take_name(hidden, ++at);
            if (std::ranges::find(acting, name) != std::end(acting) ||
                std::ranges::find(holding, name) != std::end(holding)) {
                say(app::Hazard::active, name);
            }
        }
    }

    void look_at(const std::string& name, Bytes bytes, std::size_t behind) {
        if (std::ranges::find(acting, name) != std::end(acting) ||
            std::ranges::find(acting_short, name) != std::end(acting_short)) {
            say(app::Hazard::active, name);
        } else if (name == "Encrypt") {
            say(app::Hazard::encrypted, name);
        } else if (name == "URI") {
            has_address_ = true;
        } else if (name == "OpenAction") {
            while (behind < bytes.size() && is_blank(bytes[behind])) ++behind;
            // An array is a place to open at, as every word processor writes it.
            if (!bytes.substr(behind).starts_with('[')) openings_.push_back(bytes.substr(behind));
        }
    }

    // `at` is behind the word "stream". Returns where tokens go on.
    std::size_t pass_stream(Bytes bytes, std::size_t at, const StreamTraits& traits) {
        if (bytes.substr(at).starts_with("\r\n")) {
            at += 2;
        } else if (bytes.substr(at).starts_with('\n') || bytes.substr(at).starts_with('\r')) {
            ++at;
        }
        const std::size_t end = std::min(bytes.find("endstream", at), bytes.size());
        const Bytes body = bytes.substr(at, end - at);
        if (traits.is_object_stream()) {
            unpack(body, traits);
        } else {
            look_beneath(body);
        }
        return end;
    }

    void unpack(Bytes body, const StreamTraits& traits) {
        if (!traits.is_readable()) return say(app::Hazard::active, "ObjStm");
        if (!traits.has_filter) return walk(body, false);
        std::string objects;
        const Unpacking unpacking = inflate_all(body, left_, objects);
        left_ -= std::min(left_, objects.size());
        if (unpacking == Unpacking::too_much) return say(app::Hazard::too_large, "ObjStm");
        walk(objects, false);
        std::erase_if(openings_, [&](Bytes opening) {
            const bool inside = opening.data() >= objects.data() &&
                                opening.data() <= objects.data() + objects.size();
            if (inside) packed_openings_.emplace_back(opening.substr(0, 512));
            return inside;
        });
        if (unpacking == Unpacking::broken) say(app::Hazard::broken, "ObjStm");
    }

    // A link is for whoever clicks it; one that opens by itself is not. Every other action has been
    // found by its own name.
    void judge_opening(Bytes file) {
        if (!has_address_) return;
        for (const std::string& opening : packed_openings_) openings_.emplace_back(opening);
        for (const Bytes opening : openings_) {
            if (opening.starts_with("<<") ? !is_plain(opening) : !leads_to_plain(file, opening)) {
                say(app::Hazard::active, "OpenAction");
            }
        }
    }

    // Whether the object that begins here goes to a place in the document and does no more.
    static bool is_plain(Bytes object) {
        object = object.substr(0, std::min({object.find("endobj"), object.find(">>"),
                                            std::size_t{512}, object.size()}));
        bool goes = object.starts_with('[');
        for (std::size_t at = object.find('/'); at != Bytes::npos; at = object.find('/', at)) {
            const std::string name = take_name(object, ++at);
            if (name == "URI" || name == "Next") return false;
            if (name == "GoTo") goes = true;
        }
        return goes;
    }

    static bool leads_to_plain(Bytes file, Bytes reference) {
        const std::size_t end = reference.substr(0, 32).find('R');
        if (end == Bytes::npos) return false;
        std::string head{reference.substr(0, end)};
        while (!head.empty() && is_blank(head.back())) head.pop_back();
        head += " obj";
        bool found = false;
        for (std::size_t at = file.find(head); at != Bytes::npos; at = file.find(head, at + 1)) {
            if (at > 0 && is_regular(file[at - 1])) continue;
            Bytes object = file.substr(at + head.size());
            while (!object.empty() && is_blank(object.front())) object.remove_prefix(1);
            if (!is_plain(object)) return false;
            found = true;
        }
        return found;
    }

    PdfScan result_;
    std::size_t left_ = static_cast<std::size_t>(unpacked_max);
    bool has_address_ = false;
    std::vector<Bytes> openings_;
    std::vector<std::string> packed_openings_;
};

}  // namespace

PdfScan scan_pdf(Bytes file) {
    return Scanner{}.scan(file);
}

}  // namespace zq::papers
