// No declaration of types or entities, no program that wants to open it, no page for a browser.
#include "papers/reading/attachment.h"

#include <algorithm>

#include "papers/reading/limits.h"

namespace zq::papers {

namespace {

bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

// "<!" begins a comment or plain text, and nothing else.
bool declares_nothing(Bytes content) {
    for (std::size_t at = content.find("<!"); at != Bytes::npos; at = content.find("<!", at + 2)) {
        const Bytes rest = content.substr(at + 2);
        if (!rest.starts_with("--") && !rest.starts_with("[CDATA[")) return false;
    }
    return true;
}

Bytes without_blanks(Bytes content) {
    const std::size_t start = content.find_first_not_of(" \t\r\n");
    return start == Bytes::npos ? Bytes{} : content.substr(start);
}

// The words of "<</F 12 0 R/UF 12 0 R>>" without its names; nothing where there is more.
std::optional<std::vector<Bytes>> words_of_dictionary(Bytes bytes) {
    std::size_t at = 0;
    while (at < bytes.size() && is_blank(bytes[at])) ++at;
    const std::size_t end = bytes.find(">>", at);
    if (end == Bytes::npos || !bytes.substr(at).starts_with("<<")) return std::nullopt;
    std::vector<Bytes> words;
    for (at += 2; at < end;) {
        if (is_regular(bytes[at])) {
            words.push_back(take_word(bytes, at));
        } else if (bytes[at] == '/') {
            take_name(bytes, ++at);
        } else if (is_blank(bytes[at])) {
            ++at;
        } else {
            return std::nullopt;
        }
    }
    return words;
}

std::optional<std::string_view> wrong_with(const PdfStream& stream) {
    if (!stream.traits.is_readable()) return "Filter";
    std::string unpacked;
    Bytes content = stream.body;
    if (stream.traits.has_filter) {
        const Unpacking unpacking = inflate_all(stream.body, attachment_bytes_max, unpacked);
        if (unpacking == Unpacking::too_much) return "size";
        if (unpacking == Unpacking::broken) return "Filter";
        content = unpacked;
    }
    if (content.size() > attachment_bytes_max) return "size";
    if (!is_plain_xml(content)) return "no-xml";
    return std::nullopt;
}

}  // namespace

bool is_plain_xml(Bytes content) {
    if (content.starts_with("\xef\xbb\xbf")) content.remove_prefix(3);
    if (content.find('\0') != Bytes::npos) return false;
    if (content.starts_with("<?xml ")) {
        const std::size_t end = content.find("?>");
        if (end == Bytes::npos) return false;
        content.remove_prefix(end + 2);
    }
    // Any other instruction names a program, or a style sheet to fetch.
    if (content.find("<?") != Bytes::npos || !declares_nothing(content)) return false;
    content = without_blanks(content);
    while (content.starts_with("<!--")) {
        const std::size_t end = content.find("-->");
        if (end == Bytes::npos) return false;
        content = without_blanks(content.substr(end + 3));
    }
    if (content.size() < 4 || content[0] != '<' || !is_name_start(content[1])) return false;
    return !holds_markup(content) && !holds_archive(content);
}

void Attachments::note(Bytes bytes) {
    const auto words = words_of_dictionary(bytes);
    is_strange_ = is_strange_ || !words || words->size() % 3 != 0;
    if (is_strange_) return;
    for (std::size_t i = 0; i < words->size(); i += 3) {
        if (is_number((*words)[i]) && (*words)[i + 2] == "R") {
            named_.insert(number_in((*words)[i]));
        } else {
            is_strange_ = true;
        }
    }
}

std::optional<std::string_view> Attachments::judge(bool hidden_head) const {
    if (is_strange_) return "EF";
    std::set<std::int64_t> missing = named_;
    std::size_t count = 0;
    for (const PdfStream& stream : streams_) {
        bool is_attached = stream.traits.is_attachment;
        for (const std::int64_t object : stream.objects) {
            is_attached = is_attached || named_.contains(object);
            missing.erase(object);
        }
        if (!is_attached) continue;
        if (++count > attachments_max) return "count";
        if (const auto wrong = wrong_with(stream)) return wrong;
    }
    if (!missing.empty() || (count > 0 && hidden_head)) return "EF";
    return std::nullopt;
}

}  // namespace zq::papers
