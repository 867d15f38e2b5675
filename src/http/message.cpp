// Addresses are decoded once, here; a name given twice is refused, not chosen from.
#include "http/message.h"

#include <boost/json/serialize.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "base/value.h"

namespace zq::http {

namespace {

bool is_plain_text(const std::string& text) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
    }
    return is_utf8(text);
}

}  // namespace

Reply reply_of(const json::value& body, int status) {
    Reply reply;
    reply.status = status;
    reply.body = json::serialize(body);
    return reply;
}

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::optional<Issue> read_target(const std::string& target, Incoming& incoming) {
    const auto url = boost::urls::parse_origin_form(target);
    if (!url) return Issue{"", "the address is malformed"};
    for (const auto& segment : url->segments()) {
        if (!is_plain_text(segment)) return Issue{"", "the path holds bytes that are no text"};
        incoming.segments.push_back(segment);
    }
    for (const auto& param : url->params()) {
        const std::string name = param.key;
        if (!is_plain_text(name) || !is_plain_text(param.value)) {
            return Issue{"", "the query holds bytes that are no text"};
        }
        if (!incoming.query.emplace(name, param.value).second) {
            return Issue{pointer_step(name), "this parameter stands twice; give it once"};
        }
    }
    return std::nullopt;
}

}  // namespace zq::http
