// What handlers share. Nothing here decides; it finds, reads and writes.
#include "http/call.h"

#include <algorithm>
#include <charconv>

namespace zq::http {

const std::string& Call::param(std::string_view name) const {
    const auto found = params_.find(name);
    check(found != params_.end(), "a handler asks for a parameter of its path");
    return found->second;
}

std::int64_t Call::number(std::string_view name) const {
    const std::string& text = param(name);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool plain = !text.empty() && text[0] >= '1' && text[0] <= '9';
    if (error != std::errc{} || end != text.data() + text.size() || !plain) throw not_found();
    return value;
}

ProgrammeId Call::programme() const {
    if (!has_param("programme")) return registry;
    const auto found = services.use_cases.programme(param("programme"));
    if (!found) throw not_found();
    return *found;
}

// Of the programme, or of the first one where the path names none: one city, one zone.
const Zone& Call::zone() const {
    static const Zone utc{.name = "UTC", .offsets = {{.from = {}, .seconds = 0}}};
    if (has_param("programme")) return rulebook().zone;
    const std::vector<ProgrammeId> all = services.use_cases.programmes();
    return all.empty() ? utc : services.use_cases.rulebook(all.front()).zone;
}

bool Call::in_chinese() const {
    return incoming.header("accept-language").starts_with("zh");
}

Reader& Call::reader() {
    if (!reader_) reader_ = services.store.read(programme());
    return *reader_;
}

json::object Call::body() const {
    if (incoming.body.empty()) return {};
    auto parsed = parse_json(incoming.body);
    if (!parsed) throw malformed({parsed.error()});
    if (!parsed->is_object()) throw malformed("", "must be an object");
    return std::move(parsed->get_object());
}

void Call::end_if_wrong(const Reading& reading) {
    if (!reading.issues.empty()) throw malformed(reading.issues);
}

JsonWriter Call::writer(Shown shown) {
    return JsonWriter{zone(),
                      [this](const std::string& commitment) { return reader().opened(commitment); },
                      shown};
}

void Call::know_query(std::span<const std::string_view> names) const {
    Issues issues;
    for (const auto& [name, value] : incoming.query) {
        if (std::ranges::find(names, name) == names.end()) {
            issues.push_back({pointer_step(name), "is not known here"});
        }
    }
    if (!issues.empty()) throw malformed(std::move(issues));
}

std::optional<std::string> Call::query(std::string_view name) const {
    const auto found = incoming.query.find(std::string{name});
    return found == incoming.query.end() ? std::nullopt : std::optional{found->second};
}

std::string public_base(const Call& call) {
    const Settings& settings = call.services.settings;
    if (!settings.public_url.empty()) return settings.public_url;
    return (settings.behind_tls ? "https://" : "http://") + call.incoming.header("host");
}

std::string etag_of(const Value& encoded) {
    return '"' + tag_of(encoded) + '"';
}

}  // namespace zq::http
