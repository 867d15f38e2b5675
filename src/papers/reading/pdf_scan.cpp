// One pass over the tokens, as ISO 32000-1 spells them (7.2, 7.3), and one over each object stream.
#include "papers/reading/pdf_scan.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "papers/reading/attachment.h"
#include "papers/reading/limits.h"
#include "papers/reading/pdf_tokens.h"

namespace zq::papers {

namespace {

// Actions and attachments. What is spelt with three letters or more does not come up by chance in
// packed bytes.
constexpr std::string_view acting[] = {
    "JavaScript", "Launch",    "GoToR",     "GoToE", "SubmitForm", "ImportData",
    "XFA",        "RichMedia", "Rendition", "Movie", "Sound",
};
constexpr std::string_view acting_short[] = {"JS", "AA"};
// In a place where no object should be, these make one that holds others, or a file.
constexpr std::string_view holding[] = {"ObjStm", "First", "EmbeddedFile", "EmbeddedFiles"};

// The head of an object, "12 0 obj", which does not come up by chance: a stream may lie there.
bool holds_a_head(Bytes quiet) {
    for (std::size_t at = quiet.find("obj"); at != Bytes::npos; at = quiet.find("obj", at + 1)) {
        std::size_t behind = at;
        const auto pass = [&](auto is) {
            const std::size_t start = behind;
            while (behind > 0 && is(quiet[behind - 1])) --behind;
            return behind < start;
        };
        pass(is_blank);
        if (pass(is_digit) && pass(is_blank) && pass(is_digit)) return true;
    }
    return false;
}

bool holds_an_object(Bytes quiet) {
    for (std::size_t at = quiet.find("obj"); at != Bytes::npos; at = quiet.find("obj", at + 1)) {
        if (at > 0 && !is_letter(quiet[at - 1])) return true;
    }
    return false;
}

// Which brackets are open. One that closes another kind closes nothing: then more counts as lying
// within a dictionary than does, and less is let pass.
class Depth {
public:
    bool is_zero() const { return open_.empty(); }
    void open(char bracket) { open_ += bracket; }
    void close(char bracket) {
        if (open_.ends_with(bracket)) open_.pop_back();
    }

private:
    std::string open_;
};

// Which objects a stream may be: all whose heads, "12 0 obj", stand before it and behind the stream
// before. What the brackets between them mean is not believed.
class Heads {
public:
    void take(Bytes word) {
        const bool glued = word.size() > 3 && is_number(word.substr(0, word.size() - 3));
        if (word == "obj" || (glued && word.ends_with("obj"))) {
            note(trailing_digits(glued ? one_ago_ : two_ago_));
        }
        two_ago_ = one_ago_;
        one_ago_ = word;
    }
    const std::vector<std::int64_t>& at_stream() {
        is_over_ = true;
        return numbers_;
    }

private:
    static Bytes trailing_digits(Bytes word) {
        std::size_t start = word.size();
        while (start > 0 && is_digit(word[start - 1])) --start;
        return word.substr(start);
    }
    void note(Bytes number) {
        if (!is_number(number)) return;
        if (std::exchange(is_over_, false)) numbers_.clear();
        numbers_.push_back(number_in(number));
    }

    Bytes one_ago_;
    Bytes two_ago_;
    bool is_over_ = false;
    std::vector<std::int64_t> numbers_;
};

class Scanner {
public:
    PdfScan scan(Bytes file) {
        walk(file, true);
        judge_opening(file);
        if (const auto wrong = attachments_.judge(hidden_head_))
            say(app::Hazard::attachment, *wrong);
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
        Depth depth;
        Heads heads;
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
                quiet(bytes, at, end_of_hex(bytes, at));
            } else if (is_regular(c)) {
                const Bytes word = take_word(bytes, at);
                // Only between objects: such a word within one says nothing of what follows.
                // Where a head lies hidden, nobody knows what is between objects.
                const bool between = depth.is_zero() && !hidden_head_;
                if (between && (word == "obj" || word == "endobj")) traits = {};
                heads.take(word);
                if (has_streams && word == "stream") {
                    at = pass_stream(bytes, at, traits, heads.at_stream());
                }
            } else {
                at += pass_bracket(bytes.substr(at, 2), depth);
            }
        }
    }

    // How many bytes the bracket takes.
    static std::size_t pass_bracket(Bytes bytes, Depth& depth) {
        if (bytes == "<<") {
            depth.open('<');
            return 2;
        }
        if (bytes == ">>") {
            depth.close('<');
            return 2;
        }
        if (bytes[0] == '[') depth.open('[');
        if (bytes[0] == ']') depth.close('[');
        return 1;
    }

    static std::size_t end_of_comment(Bytes bytes, std::size_t at) {
        while (at < bytes.size() && bytes[at] != '\n' && bytes[at] != '\r') ++at;
        return at;
    }

    // Behind its '>', which must not make a bracket with what follows.
    static std::size_t end_of_hex(Bytes bytes, std::size_t at) {
        const std::size_t end = bytes.find('>', at);
        return end == Bytes::npos ? bytes.size() : end + 1;
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
        hidden_head_ = hidden_head_ || holds_a_head(hidden);
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
        } else if (name == "EF") {
            attachments_.note(bytes.substr(behind));
        } else if (name == "OpenAction") {
            while (behind < bytes.size() && is_blank(bytes[behind])) ++behind;
            // An array is a place to open at, as every word processor writes it.
            if (!bytes.substr(behind).starts_with('[')) openings_.push_back(bytes.substr(behind));
        }
    }

    // `at` is behind the word "stream". Returns where tokens go on.
    std::size_t pass_stream(Bytes bytes, std::size_t at, const StreamTraits& traits,
                            const std::vector<std::int64_t>& objects) {
        if (bytes.substr(at).starts_with("\r\n")) {
            at += 2;
        } else if (bytes.substr(at).starts_with('\n') || bytes.substr(at).starts_with('\r')) {
            ++at;
        }
        const std::size_t end = std::min(bytes.find("endstream", at), bytes.size());
        const Bytes body = bytes.substr(at, end - at);
        attachments_.add({objects, traits, body});
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
    bool hidden_head_ = false;
    Attachments attachments_;
    std::vector<Bytes> openings_;
    std::vector<std::string> packed_openings_;
};

}  // namespace

PdfScan scan_pdf(Bytes file) {
    return Scanner{}.scan(file);
}

}  // namespace zq::papers
