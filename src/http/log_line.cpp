// Empty values are left out; bytes that are no UTF-8 are shown as '?'.
#include "http/log_line.h"

#include "base/value.h"

namespace zq::http {

std::string log_line(const std::vector<std::pair<std::string_view, std::string>>& members) {
    std::string line = "{";
    for (const auto& [name, value] : members) {
        if (value.empty() || value == "0") continue;
        if (line.size() > 1) line += ',';
        append_canonical_text(line, name);
        line += ':';
        std::string text = value;
        if (!is_utf8(text)) {
            for (char& c : text) {
                if (static_cast<unsigned char>(c) >= 0x80) c = '?';
            }
        }
        append_canonical_text(line, text);
    }
    return line + '}';
}

}  // namespace zq::http
